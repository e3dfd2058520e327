"""Rows of a log see what stood before them: chosen in the data dialog, trained, tried."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.system.numbers import figure_text
from tests.app.hands import Key, Left, button, click, press, type_into, until
from tests.app.window.test_results import page
from tests.app.window.test_several_targets import judged, settled, taken
from tests.data.logs import sites_log

None_ = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def dialog(window: MainWindow, tmp_path: Path) -> DataDialog:
    path = tmp_path / "power.csv"
    path.write_text(sites_log(60), encoding="utf-8")
    window.resize(1400, 900)
    window.data_choosing.choose(str(path))
    (found,) = window.findChildren(DataDialog)
    until(found.isVisible, "the dialog")
    settled(found)
    return found


def tick(dialog: DataDialog, name: str) -> None:
    """Open the list of columns behind its button and click a tick."""
    earlier = dialog._parts.earlier
    ticks = earlier.ticks
    ticks.popup(earlier.columns.mapToGlobal(earlier.columns.rect().bottomLeft()))
    until(ticks.isVisible, "the list")
    action = next(action for action in ticks.actions() if action.data() == name)
    QTest.mouseClick(ticks, Left, None_, ticks.actionGeometry(action).center())
    settled(dialog)
    QTest.keyClick(ticks, Key.Key_Escape)
    until(lambda: not ticks.isVisible(), "the list to close")


def seen(dialog: DataDialog) -> list[str]:
    assert dialog.dataset is not None
    return [column.name for column in dialog.dataset.inputs]


def figures(panel: ResultsPanel) -> list[str]:
    """What is written on the overview: the name of each figure, and the figure behind it."""
    return [each.text() for each in panel.overview.findChildren(QLabel) if each.isVisible()]


def test_earlier_rows_are_chosen_and_learned_from(window: MainWindow, dialog: DataDialog) -> None:
    parts = dialog._parts
    earlier = parts.earlier
    assert not earlier.columns.isVisible()
    type_into(earlier.form.editor("earlier"), "2")
    settled(dialog)
    assert seen(dialog)[:4] == ["temperature (t-2)", "load (t-2)", "temperature (t-1)", "load (t-1)"]
    assert earlier.columns.text() == "2 columns"
    assert earlier.order.currentText() == "automatic: time"
    assert earlier.series.currentText() == "automatic: site"
    assert "2 rows before, in the order of 'time', for each value of 'site'" in parts.facts.text()
    tick(dialog, "temperature")
    assert seen(dialog)[:2] == ["load (t-2)", "load (t-1)"]
    assert earlier.columns.text() == "load"
    press(earlier.series, Key.Key_End)
    settled(dialog)
    assert dialog.config.source.series == "load"
    press(earlier.series, Key.Key_Home)
    settled(dialog)
    assert dialog.config.source.series is None
    (button,) = [
        b for b in parts.warnings.findChildren(QPushButton) if b.text() == "Hold out the newest rows"
    ]
    click(button)
    settled(dialog)
    assert dialog.config.divided == "time"
    taken(window, dialog)
    prepared = window.data.prepared
    assert [c.name for c in prepared.preprocessor.columns][:2] == ["load (t-2)", "load (t-1)"]
    assert prepared.beside.headings[:2] == ["time", "site"]


def test_more_rows_before_than_there_are_is_one_line_and_mended_where_it_stands(dialog: DataDialog) -> None:
    earlier = dialog._parts.earlier
    type_into(earlier.form.editor("earlier"), "60")
    settled(dialog)
    assert "no row has 60 rows before it in its series" in dialog._parts.facts.text()
    assert not dialog._parts.ok.isEnabled()
    assert earlier.order.currentText() == earlier.series.currentText() == "automatic", "what is not known"
    type_into(earlier.form.editor("earlier"), "59")
    settled(dialog)
    assert len(dialog.dataset) == 2
    type_into(earlier.form.editor("earlier"), "0")
    settled(dialog)
    assert seen(dialog) == ["time", "site", "temperature"]
    assert not earlier.columns.isVisible()


def test_a_forecast_is_made_further_ahead_and_stands_beside_the_last_value(
    window: MainWindow, dialog: DataDialog
) -> None:
    parts = dialog._parts
    earlier = parts.earlier
    assert not earlier.ahead.isVisible()
    type_into(earlier.form.editor("earlier"), "2")
    settled(dialog)
    type_into(earlier.ahead.editor("ahead"), "24")
    settled(dialog)
    assert seen(dialog)[:2] == ["temperature (t-25)", "load (t-25)"]
    assert "2 rows, the newest 24 before it, in the order of 'time'" in parts.facts.text()
    taken(window, dialog)
    panel = judged(window, 2)
    shown = panel._judged
    assert shown is not None
    assert shown.last_value is not None
    until(lambda: "The last value reaches" in figures(panel), "the figures")
    words = figures(panel)
    assert words[words.index("The last value reaches") + 1] == figure_text(shown.last_value)
    assert shown.metrics["mae"] > shown.last_value, "it was hardly trained"
    assert "The last value known is a better answer" in panel.overview.sentence.text()


@pytest.mark.parametrize("newest_first", [False, True])
def test_of_a_table_the_newest_row_is_answered_first_and_named(
    window: MainWindow, dialog: DataDialog, tmp_path: Path, newest_first: bool
) -> None:
    type_into(dialog._parts.earlier.form.editor("earlier"), "2")
    settled(dialog)
    taken(window, dialog)
    trial = judged(window, 1).trial
    page(window.workspace.results, trial)
    until(lambda: trial.answer.told.isVisible(), "a sample")
    assert re.search(r"2024-03-\d\d \d\d:\d\d, (north|south)", trial.answer.told.text())
    path = tmp_path / "new.csv"
    path.write_text(sites_log(9, newest_first=newest_first), encoding="utf-8")
    trial.ask_file(str(path))
    until(lambda: "new.csv" in trial.answer.told.text(), "the answers")
    row, site = (10, "north") if newest_first else (18, "south")
    first = trial.answer.told.text().splitlines()[0]
    assert first == f"row {row} of 18, the newest · 2024-03-01 08:00, {site} · new.csv"
    time = trial.form.fields["time"]
    assert isinstance(time, QLineEdit)
    assert time.text() == "2024-03-01 08:00", "the fields are those of the row that is answered"
    short = "4 rows have fewer than 2 before them"
    assert short not in trial.answer.told.text(), "this one has them all"
    click(button(trial, "Answer before"))
    assert trial.answer.told.text().startswith(f"row {row - 1} of 18 · ")
    second = 9 if newest_first else 11  # with one row or none of its series before it
    while not trial.answer.told.text().startswith(f"row {second} of 18 · "):
        assert short not in trial.answer.told.text()
        click(button(trial, "Answer before"))
    assert short in trial.answer.told.text()
    click(button(trial, "Next answer"))
    assert short not in trial.answer.told.text()


def test_data_without_rows_that_follow_one_another_offers_none(
    window: MainWindow, dialog: DataDialog
) -> None:
    dialog._parts.sets.setCurrentRow(4)
    settled(dialog)
    assert not dialog._parts.earlier.isVisible()
