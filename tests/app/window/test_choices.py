"""Cells with several choices: in the data dialog, and as ticks where a row is typed."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox

from nnstudio.app.main_window import MainWindow
from nnstudio.app.results.row_form import RowForm
from nnstudio.app.results.tick_list import TickList
from nnstudio.data.preparing.column_scaling import ColumnScaling
from tests.app.hands import by_letters, click, press, until
from tests.app.window.test_data_wizard import settled, shown
from tests.app.window.test_dress import kinds
from tests.data.asked import WAYS, survey

COLUMN = ColumnScaling("ways", "category", "", categories=WAYS, separator=";")


def test_found_and_told_otherwise(window: MainWindow, tmp_path: Path) -> None:
    window.data_choosing.choose(survey(tmp_path).path)
    dialog = shown(window)
    settled(dialog)
    assert kinds(dialog)["ways"] == "choices"
    assert dialog.dataset.sample_shape == (8,)
    columns, form = dialog._parts.look.columns, dialog._parts.column_form
    columns.look_at("ways")
    until(lambda: form.form is not None, "the settings of the column")
    encoding = form.form._rows["encoding"].editor
    assert [encoding.itemData(i) for i in range(encoding.count())] == ["one_hot", "common"]
    by_letters(columns.choices.kind, "c")
    until(lambda: dialog.config.source.categories == ("ways",), "the choice")
    settled(dialog)
    assert dialog.dataset.sample_shape != (8,)
    assert encoding is not form.form._rows["encoding"].editor
    by_letters(columns.choices.kind, "s")
    until(lambda: dialog.config.source.choices == ("ways",), "the choice")
    settled(dialog)
    assert dialog.dataset.sample_shape == (8,)


def test_a_target_of_choices_is_several_questions(window: MainWindow, tmp_path: Path) -> None:
    window.data_choosing.choose(survey(tmp_path).path)
    dialog = shown(window)
    settled(dialog)
    dialog._parts.look.columns.look_at("ways")
    by_letters(dialog._parts.look.columns.choices.use, "p")
    until(lambda: dialog.config.source.target == "ways", "the target")
    settled(dialog)
    assert dialog.dataset.task == "labels"
    assert dialog._parts.target.currentText() == "ways"
    by_letters(dialog._parts.problem, "t")
    until(lambda: dialog.config.source.task == "classes", "the problem")
    settled(dialog)
    assert dialog.dataset.task == "classes"


def form_of(qtbot, edits: list[str]) -> tuple[RowForm, TickList]:
    form = RowForm()
    qtbot.addWidget(form)
    form.show_columns((COLUMN, ColumnScaling("age", "number", 0.0)))
    form.show_row({"ways": "Letter; Phone", "age": 3.0})
    form.edited.connect(lambda: edits.append("edited"))
    form.show()
    ticks = form.fields["ways"]
    assert isinstance(ticks, TickList)
    return form, ticks


def test_choices_are_ticked_by_mouse_and_keys(qtbot) -> None:
    edits: list[str] = []
    form, ticks = form_of(qtbot, edits)
    assert form.row() == {"ways": "Letter; Phone", "age": 3.0}
    for x in (8, 60):  # the box, and the words beside it
        middle = ticks.visualItemRect(ticks.item(0)).center()
        click(ticks.viewport(), QPoint(x, middle.y()))
        ticked = ticks.item(0).checkState() == Qt.CheckState.Checked
        assert form.row() == {"ways": "Email; Letter; Phone" if ticked else "Letter; Phone", "age": 3.0}
    assert edits == ["edited", "edited"]
    press(ticks, Qt.Key.Key_Down)
    press(ticks, Qt.Key.Key_Space)
    assert form.row() == {"ways": "Phone", "age": 3.0}


def test_long_choices_have_a_line_of_their_own_and_a_narrow_form_fewer_fields_in_one(qtbot) -> None:
    form = RowForm()
    qtbot.addWidget(form)
    reasons = tuple(
        f"Bad experience with customer service about {what}" for what in ("food", "books", "media")
    )
    long = ColumnScaling("reasons", "category", "", categories=reasons, separator=";")
    form.show_columns(
        (COLUMN, ColumnScaling("age", "number", 0.0), long, ColumnScaling("height", "number", 0.0))
    )
    form.resize(420, 500)
    form.show()

    def lines() -> list[list[str]]:
        for field in form.fields.values():
            assert field.geometry().right() < form.width()
        tops = sorted({field.y() for field in form.fields.values()})
        return [[name for name, field in form.fields.items() if field.y() == top] for top in tops]

    assert lines() == [["ways", "age"], ["reasons"], ["height"]]
    assert form.fields["reasons"].width() > 390
    form.resize(250, 500)
    until(lambda: form.fields["reasons"].width() < 250, "the fields to be laid again")
    assert lines() == [["ways", "age"], ["reasons"], ["height"]]
    form.resize(150, 500)
    until(lambda: len(lines()) == 4, "a field on each line")


def test_an_unknown_choice_is_shown_and_goes_with_its_row(qtbot) -> None:
    form, ticks = form_of(qtbot, [])
    form.show_row({"ways": "Email", "age": 3.0}, strange={"ways": "Email;Pigeon"})
    assert [ticks.item(i).text() for i in range(ticks.count())] == [*WAYS, "Pigeon"]
    assert form.row() == {"ways": "Email; Pigeon", "age": 3.0}
    assert "(not known)" in form._labels["ways"].text()
    form.show_row({"ways": "", "age": 3.0})
    assert ticks.count() == 4
    assert form.row() == {"ways": "", "age": 3.0}


def test_what_carries_numbers_stands_in_their_order(qtbot) -> None:
    """Categories are known in the order of the alphabet, in which 10–19 comes before 2–9."""
    ages = ("10–19", "100+", "2–9", "20–29")
    form = RowForm()
    qtbot.addWidget(form)
    age, ways = (ColumnScaling(name, "category", "100+", categories=ages) for name in ("age", "ways"))
    form.show_columns((age, msgspec.structs.replace(ways, separator=";")))
    form.show_row({"age": "100+", "ways": "100+;2–9"})
    choice, ticks = form.fields["age"], form.fields["ways"]
    assert isinstance(choice, QComboBox)
    assert isinstance(ticks, TickList)
    counted = ["2–9", "10–19", "20–29", "100+"]
    assert [choice.itemText(i) for i in range(choice.count())] == counted
    assert [ticks.item(i).text() for i in range(ticks.count())] == counted
    assert form.row() == {"age": "100+", "ways": "2–9; 100+"}
