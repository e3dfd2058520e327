"""Several columns to predict, in the window with mouse and keys: chosen, trained, looked at one by one, tried."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.several_targets import SeveralTargets
from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.columns.facts import Profile
from nnstudio.nn.figures import number_figures
from nnstudio.nn.layers import Dense
from tests.app.hands import Key, Left, button, choose_file, click, press, until
from tests.app.window.conftest import results_of
from tests.app.window.test_results import page
from tests.data.targets import LABELS, NUMBERS, labels_table, numbers_table

None_ = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(window: MainWindow) -> Callable[[Path], DataDialog]:
    """Open a file in the data dialog."""

    def open_(path: Path) -> DataDialog:
        window.resize(1400, 900)
        click(window.start_page._data_card)
        (dialog,) = window.findChildren(DataDialog)
        until(dialog.isVisible, "the dialog")
        done = choose_file(path)
        click(button(dialog, "Open file…"))
        until(done, "the file dialog")
        settled(dialog)
        return dialog

    return open_


def settled(dialog: DataDialog) -> None:
    until(lambda: not dialog.reading.busy and not dialog.looking.busy, "the data to be read")


def tick(dialog: DataDialog, *names: str) -> None:
    """Open the list behind the button (which would wait for it here) and click the ticks of some columns."""
    several = dialog._parts.several
    ticks = several.ticks
    ticks.popup(several.mapToGlobal(several.rect().bottomLeft()))
    until(ticks.isVisible, "the list")
    for name in names:
        action = next(action for action in ticks.actions() if action.data() == name)
        QTest.mouseClick(ticks, Left, None_, ticks.actionGeometry(action).center())
        assert ticks.isVisible(), "it stays open while ticks are set"
        settled(dialog)
    QTest.keyClick(ticks, Key.Key_Escape)
    until(lambda: not ticks.isVisible(), "the list to close")


def taken(window: MainWindow, dialog: DataDialog) -> None:
    click(dialog._parts.ok)
    until(lambda: window.data.prepared is not None, "the data")


def judged(window: MainWindow, epochs: int) -> ResultsPanel:
    project = window.document.project
    window.document.edit(
        "epochs", project.replace(training=project.training.replace(epochs=epochs, device="cpu"))
    )
    return results_of(window)


def test_numbers_are_chosen_trained_and_judged_one_by_one(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    dialog = opened(numbers_table(tmp_path))
    assert dialog.dataset.target_name == "beats"
    tick(dialog, "mass", "girth")
    assert [each.name for each in dialog.dataset.targets] == list(NUMBERS)
    assert "3 numbers" in dialog._parts.facts.text()
    assert dialog._parts.target.placeholderText() == "mass, girth, beats"
    assert "3 numbers" in dialog._parts.problem.currentText()
    taken(window, dialog)
    output = window.document.project.network
    last = output[output.output_ids[0]].layer
    assert isinstance(last, Dense)
    assert (last.units, last.activation) == (3, "linear")
    assert window.document.project.training.loss.task == "regression"
    panel = judged(window, 30)
    whole, table = panel._whole, panel.overview.targets
    assert whole is not None
    assert whole.true.shape[1] == 3
    until(table.isVisible, "the figures of each target")
    shown = [[table.item(row, column).text() for column in range(1, 4)] for row in range(3)]
    assert shown == [
        [f"{value:.4g}" for value in number_figures(whole.true[:, i], whole.given[:, i])[:3]]
        for i in range(3)
    ]
    # A click on a line looks at that target everywhere.
    QTest.mouseClick(table.viewport(), Left, None_, table.visualItemRect(table.item(1, 0)).center())
    assert panel.choices.target_box.currentText() == "girth"
    assert panel._judged is not None
    assert panel._judged.target_names == ("girth",)
    page(panel, panel.residuals)
    np.testing.assert_array_equal(panel.residuals._dots[0].getData()[0], whole.true[:, 1])
    page(panel, panel.samples)
    assert panel.samples.table.model().rowCount() == whole.samples
    chosen = choose_file(tmp_path / "kept")
    click(panel.samples.save)
    until(lambda: chosen() and (tmp_path / "kept.csv").exists(), "the file, whose ending was not typed")
    with (tmp_path / "kept.csv").open(encoding="utf-8-sig") as file:
        heading = next(csv.reader(file))
    assert [name for name in heading if name.startswith("predicted")] == [
        f"predicted {name}" for name in NUMBERS
    ]
    page(panel, panel.trial)
    headline = panel.trial.answer.headline
    until(lambda: headline.text().count("\n") == 2, "an answer")
    assert [line.split(":")[0] for line in headline.text().splitlines()] == list(NUMBERS)


def test_labels_are_chosen_with_keys_and_judged_as_questions(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    dialog = opened(labels_table(tmp_path))
    view = dialog._parts.look.columns.view
    for name in LABELS[:2]:
        row = next(r for r in range(6) if view.model().index(r, 0).data().startswith(name))
        QTest.mouseClick(view.viewport(), Left, None_, view.visualRect(view.model().index(row, 0)).center())
        QTest.keyClick(view, Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
        settled(dialog)
    assert {each.name for each in dialog.dataset.targets} == set(LABELS)
    assert dialog.dataset.task == "labels"
    names = [each.name for each in dialog.dataset.targets]
    taken(window, dialog)
    assert window.document.project.training.loss.task == "binary"
    panel = judged(window, 30)
    whole = panel._whole
    assert whole is not None
    box = panel.choices.target_box
    assert [box.itemText(i) for i in range(box.count())] == names
    box.setFocus()
    press(window, Key.Key_Down)
    until(lambda: panel._judged.target == 1, "the second label")
    one = panel._judged
    assert one.classes == whole.prepared.preprocessor.labels[1]
    right = ((whole.given[:, 1] >= 0.5) == (whole.true[:, 1] >= 0.5)).sum()
    assert one.confusion.trace() == right
    page(panel, panel.curves)
    page(panel, panel.mistakes)
    page(panel, panel.trial)
    until(lambda: len(panel.trial.answer.bars.lines) == 3, "an answer")


def test_a_number_beside_questions_makes_another_output_and_is_told_so(
    window: MainWindow, opened: Callable[[Path], DataDialog], tmp_path: Path
) -> None:
    dialog = opened(labels_table(tmp_path))
    tick(dialog, "warm")
    assert dialog.dataset.task == "labels"
    assert dialog._parts.outputs.isHidden()
    tick(dialog, "a")
    words = dialog._parts.outputs.text()
    assert words == "2 outputs: “a” (a number), “warm” and “loud” (2 yes/no answers)"
    assert dialog._parts.outputs.isVisible()
    assert dialog._parts.problem.currentText() == "Automatic: 2 outputs"
    assert dialog._parts.facts.text().endswith("2 outputs")
    assert dialog._parts.ok.isEnabled()
    tick(dialog, "a")
    assert [each.name for each in dialog.dataset.targets] == ["warm", "loud"]
    assert dialog._parts.outputs.isHidden()


def test_what_is_predicted_is_listed_wherever_it_stands(qtbot: QtBot) -> None:
    button = SeveralTargets()
    qtbot.addWidget(button)
    facts = [Profile(f"c{i}", "number") for i in range(300)]
    button.show_columns(facts, (), ("c299",))
    told = []
    button.chosen.connect(told.append)
    next(a for a in button.ticks.actions() if a.data() == "c3").trigger()
    assert told == [("c3", "c299")]
