"""What each column is worth, as a page of the results: asked for, measured beside the window, taken along."""

from __future__ import annotations

import csv
import io
import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results import importance_page
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.preparing.deciding import Decision
from nnstudio.project.judging.importance import importances
from nnstudio.system.cancel import Cancelled
from tests.app.hands import (
    Key,
    button,
    by_letters,
    choose_file,
    click,
    double_click,
    press,
    type_into,
    until,
)
from tests.app.window.conftest import open_ready, train
from tests.app.window.test_results import opened, page
from tests.app.window.test_threshold import on_validation


def asked(window: MainWindow, key: str = "textbook") -> ResultsPanel:
    """Train a sample and come to the page for the validation part."""
    panel = on_validation(window, key)
    page(panel, panel.importance)
    return panel


def measured(window: MainWindow, key: str = "textbook") -> ResultsPanel:
    """Measure there."""
    panel = asked(window, key)
    click(panel.importance.measure)
    until(lambda: panel.importance.found, "the figures")
    return panel


def test_it_is_asked_for_and_says_where_it_was_measured(window: MainWindow) -> None:
    panel = asked(window)
    shown, judged = panel.importance, panel._judged
    assert judged is not None
    assert shown.sentence.text().endswith("It is measured on the validation part.")
    assert not shown.bars.isVisible()
    assert not panel.saving.isEnabled()
    click(shown.measure)
    until(lambda: shown.found, "the figures")
    assert shown.found == importances(panel.trained, judged.prepared, "validation")
    assert [line.name for line in shown.bars.lines] == [each.column for each in shown.found]
    assert [line.value for line in shown.bars.lines] == sorted(
        (each.loss for each in shown.found), reverse=True
    )
    assert shown.bars.isVisible()
    assert "on the validation part" in shown.sentence.text()
    assert panel.saving.isEnabled()
    assert not shown.measure.isVisible()
    page(panel, panel.overview)
    page(panel, shown)
    assert shown.found, "it is not measured again"
    by_letters(panel.choices.part_box, "Training")
    until(lambda: panel._judged is not None and panel._judged.part == "train", "the other part")
    page(panel, shown)
    assert not shown.found
    assert shown.sentence.text().endswith("It is measured on the training part.")


def test_it_can_be_cancelled(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = asked(window)
    shown, begun = panel.importance, threading.Event()
    ended: list[bool] = []

    def slow(*_: object, cancelled, progress, **__: object) -> None:  # type: ignore[no-untyped-def]
        progress(0.4)
        begun.set()
        while not cancelled():
            pass
        ended.append(True)
        raise Cancelled

    monkeypatch.setattr(importance_page, "importances", slow)
    click(shown.measure)
    until(lambda: begun.is_set() and shown.progress.value() == 400, "progress")
    assert shown.sentence.text() == "Measuring on the validation part…"
    click(shown.cancel)
    until(lambda: ended, "the end")
    assert shown.measure.isVisible()
    assert not shown.progress.isVisible()
    assert shown.measure.hasFocus()
    monkeypatch.undo()
    press(window, Key.Key_Space)
    until(lambda: shown.found, "the figures")


def test_what_cannot_be_measured_is_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = asked(window)

    def refused(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(importance_page, "importances", refused)
    click(panel.importance.measure)
    until(lambda: "memory" in panel.importance.sentence.text(), "the reason")
    assert panel.importance.measure.isVisible()


def test_a_line_leads_to_its_column(window: MainWindow) -> None:
    panel = measured(window)
    bars = panel.importance.bars
    bars.setFocus()
    for _ in range(3):
        press(window, Key.Key_Down)
    name = bars.lines[3].name
    assert bars.accessibleDescription().startswith(f"{name}: ")
    press(window, Key.Key_Return)
    (dialog,) = window.findChildren(DataDialog)
    until(lambda: dialog.dataset is not None and dialog.columns.chosen() == (name,), "the column")
    dialog.reject()
    until(lambda: not window.findChildren(DataDialog), "the dialog to close")
    at = bars.line_rect(1).center().toPoint()
    double_click(bars, at)
    (dialog,) = window.findChildren(DataDialog)
    until(
        lambda: dialog.dataset is not None and dialog.columns.chosen() == (bars.lines[1].name,), "the other"
    )
    dialog.reject()


def test_the_line_at_hand_stays_in_sight(window: MainWindow) -> None:
    panel = measured(window)
    bars = panel.importance.bars
    until(lambda: bars.height() >= bars.sizeHint().height(), "the bars in their place")
    bars.setFocus()
    press(window, Key.Key_End)
    last = bars.line_rect(len(bars.lines) - 1).toRect()
    until(lambda: bars.visibleRegion().contains(last.center()), "the last line", 5)


def test_it_is_taken_along(window: MainWindow, tmp_path: Path) -> None:
    panel = measured(window)
    shown = panel.importance
    done = choose_file(tmp_path / "worth.csv")
    click(button(shown, "Save as CSV…"))
    until(lambda: done() and (tmp_path / "worth.csv").exists(), "the file")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "worth.csv").read_text(encoding="utf-8-sig"))))
    assert [row["column"] for row in rows] == [each.column for each in shown.found]
    assert [float(row["spread"]) for row in rows] == [each.spread for each in shown.found]
    assert [float(row["accuracy"]) for row in rows] == [each.metrics["accuracy"] for each in shown.found]
    shown.bars.setFocus()
    press(window, Key.Key_Home)
    assert shown.bars.hasFocus()
    picture = QImage.fromData(panel.saving.content("png", 1))
    assert picture.height() >= shown.bars.height() > panel.height(), "lines out of sight are there as well"
    assert shown.bars.hasFocus()
    shown.save.setFocus()
    assert picture == QImage.fromData(panel.saving.content("png", 1)), "no frame of the keyboard"


def test_what_saves_a_table_looks_the_same_on_every_page(window: MainWindow) -> None:
    panel = measured(window)
    found = []
    for shown in (panel.importance, panel.samples):
        page(panel, shown)
        save = button(shown, "Save as CSV…")
        found.append((save.font().weight(), save.icon().isNull(), save.iconSize()))
    assert found[0] == found[1]
    assert not found[0][1]


def test_another_threshold_asks_anew(window: MainWindow) -> None:
    panel = measured(window)
    page(panel, panel.curves)
    type_into(panel.curves.box.number, "0.07")
    click(panel.curves.box.use)
    page(panel, panel.importance)
    assert not panel.importance.found
    click(panel.importance.measure)
    until(lambda: panel.importance.found, "the figures")
    assert panel.importance.sentence.text().endswith("· malignant from 0.07 on")
    prepared = panel._judged.prepared
    usual, chosen = (
        importances(panel.trained, prepared, "validation", chosen=chosen)
        for chosen in ((), (Decision(0.07),))
    )
    assert panel.importance.found == chosen != usual


def test_of_numbers_it_is_how_much_the_error_grows(window: MainWindow) -> None:
    panel = opened(window, "diabetes")
    page(panel, panel.importance)
    click(panel.importance.measure)
    until(lambda: panel.importance.found, "the figures")
    first, last = panel.importance.found[0], panel.importance.found[-1]
    assert first.metrics["mae"] > last.metrics["mae"]
    assert panel.importance.bars.lines[0].figures[1].startswith("+")


@pytest.mark.parametrize("key", ["digits", "autoencoder"])
def test_only_tables_with_a_target_have_it(window: MainWindow, key: str) -> None:
    panel = opened(window, key, epochs=1)
    assert not panel.pages.isTabVisible(panel.pages.indexOf(panel.importance))


def test_before_the_part_is_measured_it_waits(window: MainWindow) -> None:
    open_ready(window, "flowers", 1)
    train(window)
    window.do("results")
    panel = window.workspace.results
    place = panel.pages.indexOf(panel.importance)
    assert panel.pages.isTabVisible(place)
    assert not panel.pages.isTabEnabled(place)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (35_450.4, 0, "+35 450"),
        (-123_456.0, 0, "−123 456"),
        (9724.2, 0, "+9724"),
        (-0.0141, 4, "−0.0141"),
        (-0.0004, 2, "0.00"),
    ],
)
def test_a_change_is_written_as_other_numbers_are(value: float, decimals: int, text: str) -> None:
    assert importance_page._signed(value, decimals).replace("\N{NARROW NO-BREAK SPACE}", " ") == text
