"""A name that is too long for its field is told apart by both of its ends."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from nnstudio.app.look import theme
from nnstudio.app.results.choices import Choices
from nnstudio.app.widgets.name_choice import NameChoice

QUESTION = "Which channels did you use to contact us? (select all that apply)"


def test_choices_of_one_question_are_told_apart(look: theme.Theme, qtbot: QtBot) -> None:
    choices = Choices(QComboBox())
    qtbot.addWidget(choices)
    choices.offer_targets([[f"{QUESTION}: {way}" for way in ("Email", "Phone")]])
    choices.show()
    choices.resize(900, choices.height())
    box = choices.target_box
    assert isinstance(box, NameChoice)
    first, first_painted = box.shown_text(), box.grab().toImage()
    assert first.startswith("Which")
    assert first.endswith("Email")
    assert len(first) < len(QUESTION)
    box.setCurrentIndex(1)
    assert box.shown_text().endswith("Phone")
    assert box.grab().toImage() != first_painted
    assert box.currentText() == f"{QUESTION}: Phone"


def test_a_short_name_is_whole(look: theme.Theme, qtbot: QtBot) -> None:
    box, plain = NameChoice(), QComboBox()
    for each in (box, plain):
        qtbot.addWidget(each)
        each.addItem("north")
        each.resize(160, each.sizeHint().height())
    assert box.shown_text() == "north"
    assert box.grab().toImage() == plain.grab().toImage()


def test_a_list_as_wide_as_its_names_shows_them_whole(look: theme.Theme, qtbot: QtBot) -> None:
    for name in ("heat", "cool", "north", "yield in %", "Row 1", "million", "W"):
        box = NameChoice()
        qtbot.addWidget(box)
        box.addItem(name)
        box.show()
        box.resize(box.sizeHint())
        assert box.shown_text() == name


def test_what_stands_there_while_nothing_is_chosen_is_painted_as_elsewhere(
    look: theme.Theme, qtbot: QtBot
) -> None:
    box, plain = NameChoice(), QComboBox()
    for each in (box, plain):
        qtbot.addWidget(each)
        each.addItem("heat")
        each.setCurrentIndex(-1)
        each.setPlaceholderText("heat, cool")
        each.resize(160, each.sizeHint().height())
    assert box.shown_text() == "heat, cool"
    assert box.grab().toImage() == plain.grab().toImage()
