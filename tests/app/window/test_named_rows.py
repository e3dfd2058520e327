"""Rows of a table in the results: what a person calls them, and which of their values were filled in."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.data.columns.facts import laid_out
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import source_for
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from tests.app.hands import button, choose_file, click, type_into, until
from tests.app.window.conftest import results_of
from tests.app.window.test_results import page
from tests.data.test_beside import texts, written


@pytest.fixture
def panel(window: MainWindow, tmp_path: Path) -> ResultsPanel:
    """A network trained on a table whose rows have names and gaps, its test part open."""
    window.resize(1366, 768)
    source, _ = laid_out(source_for(str(written(tmp_path / "t.csv", {"Sample ID": texts(300)}, rows=300))))
    project, _ = from_template(template("textbook"), source)
    project = project.replace(training=project.training.replace(epochs=2, device="cpu"))
    window.files.show_new(project.replace(data=DataConfig(source=source)))
    until(lambda: window.data.prepared is not None, "the data")
    return results_of(window)


def test_samples_are_listed_sorted_and_saved_by_name(panel: ResultsPanel, tmp_path: Path) -> None:
    page(panel, panel.samples)
    model, judged = panel.samples.table.model(), panel.samples._judged
    assert judged is not None
    headings = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    assert headings == ["Row", "Sample ID", "Truth", "Answer", "Confidence", "Right"]
    rows = judged.split.rows.tolist()
    listed = [model.index(i, 1).data() for i in range(model.rowCount())]
    assert listed == [f"MB-{row + 1:04d}" for row in rows]
    panel.samples.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert [model.index(i, 1).data() for i in range(model.rowCount())] == listed[::-1]
    done = choose_file(tmp_path / "samples.csv")
    click(panel.samples.save)
    until(done, "the file dialog")
    until((tmp_path / "samples.csv").exists, "the file")
    with (tmp_path / "samples.csv").open(newline="", encoding="utf-8-sig") as file:
        heading, *lines = csv.reader(file)
    assert heading[:3] == ["Sample ID", "row", "true"]
    assert [line[:2] for line in lines] == [
        [name, str(row + 1)] for name, row in zip(listed, rows, strict=True)
    ]


def test_mistakes_and_samples_name_the_column_that_keeps_rows_together(
    window: MainWindow, tmp_path: Path
) -> None:
    customers = [f"K{i // 5}" for i in range(300)]
    path = written(tmp_path / "t.csv", {"customer": customers, "Sample ID": texts(300)}, rows=300)
    source, config = laid_out(source_for(str(path)), (), "customer", "group")
    project, _ = from_template(template("textbook"), source, config)
    window.files.show_new(project.replace(training=project.training.replace(epochs=2, device="cpu")))
    until(lambda: window.data.prepared is not None, "the data")
    panel = results_of(window)
    page(panel, panel.mistakes)
    judged = panel.mistakes._judged
    assert judged is not None
    first = int(judged.split.rows[judged.mistakes()[0]])
    said = panel.mistakes.gallery.list.item(0).text()
    assert said.startswith(f"Row {first + 1} (MB-{first + 1:04d}, K{first // 5}): ")
    page(panel, panel.samples)
    model = panel.samples.table.model()
    headings = [model.headerData(i, Qt.Orientation.Horizontal) for i in range(model.columnCount())]
    assert headings == ["Row", "Sample ID", "customer", "Truth", "Answer", "Confidence", "Right"]
    rows = judged.split.rows.tolist()
    assert [model.index(i, 2).data() for i in range(model.rowCount())] == [f"K{row // 5}" for row in rows]
    assert [model.index(i, 3).data() for i in range(model.rowCount())] == [
        judged.classes[k] for k in judged.true
    ]
    panel.samples.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    listed = [int(model.index(i, 2).data()[1:]) for i in range(model.rowCount())]
    assert listed == sorted(listed), "K9 stands before K10"


def test_mistakes_say_which_row_it_is_and_what_was_filled_in(panel: ResultsPanel) -> None:
    page(panel, panel.mistakes)
    judged = panel.mistakes._judged
    assert judged is not None
    gap = next(i for i in range(judged.samples) if judged.filled_in(i) == {"length"})
    whole = next(i for i in range(judged.samples) if not judged.filled_in(i))
    panel.mistakes.show_some(np.array([gap, whole]), "two", gap)
    row = int(judged.split.rows[gap]) + 1
    first, second = (panel.mistakes.gallery.list.item(i).text() for i in range(2))
    assert first.startswith(f"Row {row} (MB-{row:04d}): ")
    assert first.count("(filled in)") == 1
    assert "(filled in), colour" in first
    assert "filled in" not in second
    detail = panel.mistakes.detail
    until(lambda: bool(detail._parts.lines), "what moves the answer")
    assert {line.name: line.told.endswith("(filled in)") for line in detail._parts.lines} == {
        "length": True,
        "colour": False,
        "weight": False,
    }
    assert "brackets" in detail._told.text()
    assert "(filled in)" in detail._parts.accessibleDescription()
    panel.mistakes.show_some(np.array([whole]), "one", whole)
    until(
        lambda: detail._told.isVisible() and not any(line.filled for line in detail._parts.lines),
        "the other sample",
    )
    assert "brackets" not in detail._told.text()


def test_fields_say_that_a_value_was_filled_in_until_it_is_typed(panel: ResultsPanel, tmp_path: Path) -> None:
    trial = panel.trial
    page(panel, trial)
    until(lambda: "MB-" in trial.answer.told.text(), "a sample with its name")
    path = tmp_path / "new.csv"
    path.write_text("Sample ID,length,colour,weight\nnew 1,,?,0.2\nnew 2,31,r,0.2\n", encoding="utf-8")
    trial.ask_file(str(path))
    until(lambda: "new.csv" in trial.answer.told.text(), "the answer")
    assert trial.answer.told.text() == "row 1 of 2 · new 1 · new.csv"
    field, colour = trial.form.fields["length"], trial.form.fields["colour"]
    assert isinstance(field, QLineEdit)
    assert isinstance(colour, QComboBox)

    def marked() -> list[str]:
        found = [label.text() for label in trial.form.findChildren(QLabel) if "(filled in)" in label.text()]
        assert len(found) == sum(bool(each.accessibleDescription()) for each in trial.form.fields.values())
        return found

    assert marked() == ["length (filled in)", "colour (filled in)"]
    type_into(field, "33")
    assert marked() == ["colour (filled in)"]
    QTest.keyClick(colour, Qt.Key.Key_Up if colour.currentIndex() else Qt.Key.Key_Down)
    assert marked() == []
    trial.ask_file(str(path))
    until(lambda: "new 1" in trial.answer.told.text(), "the answer again")
    click(button(trial, "Next answer"))
    assert (trial.answer.told.text(), marked()) == ("row 2 of 2 · new 2 · new.csv", [])


def test_a_category_that_did_not_occur_in_training_is_shown_as_what_it_is(
    panel: ResultsPanel, tmp_path: Path
) -> None:
    """It looked like the first of the list, and was answered as the most frequent one when another field was edited."""
    trial = panel.trial
    page(panel, trial)
    path = tmp_path / "new.csv"
    path.write_text("Sample ID,length,colour,weight\nnew 1,31,violet,0.2\nnew 2,31,r,0.2\n", encoding="utf-8")
    trial.ask_file(str(path))
    until(lambda: "new 1" in trial.answer.told.text(), "the answer")
    assert "'violet' did not occur in training; 1 row counts as none" in trial.answer.told.text()
    weight, colour = trial.form.fields["weight"], trial.form.fields["colour"]
    assert isinstance(weight, QLineEdit)
    assert isinstance(colour, QComboBox)
    known, given = trial.form._columns[1].categories, trial.answer.bars.lines

    def shown() -> tuple[str, int, list[str]]:
        labels = [label.text() for label in trial.form.findChildren(QLabel) if "(not known)" in label.text()]
        return colour.currentText(), colour.count() - len(known), labels

    assert shown() == ("violet", 1, ["colour (not known)"])
    type_into(weight, "0.20")
    until(lambda: "new 1" not in trial.answer.told.text(), "the answer to what was typed")
    assert trial.answer.bars.lines == given, "the same row has the same answer"
    trial.ask_file(str(path))
    until(lambda: "new 1" in trial.answer.told.text(), "the answer again")
    click(button(trial, "Next answer"))
    assert shown() == ("r", 0, [])


def test_what_is_wrong_is_said_as_an_error_and_goes_with_the_next_answer(panel: ResultsPanel) -> None:
    trial = panel.trial
    page(panel, trial)
    until(lambda: trial.answer.bars.isVisible(), "an answer")
    field = trial.form.fields["length"]
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    until(lambda: "type a number" in trial.answer.wrong.text(), "what is wrong")
    assert trial.answer.wrong.isVisible()
    assert trial.answer.wrong.property("role") == "error"
    assert not trial.answer.told.isVisible()
    type_into(field, "30")
    until(lambda: trial.answer.bars.isVisible(), "an answer")
    assert not trial.answer.wrong.isVisible()
