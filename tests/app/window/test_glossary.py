"""The glossary in the window: from the menu, from a lesson, and from the help of every field."""

from __future__ import annotations

import html

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from nnstudio.app.forms import Form
from nnstudio.app.glossary import words
from nnstudio.app.glossary.dialog import GlossaryDialog
from nnstudio.app.main_window import MainWindow
from nnstudio.app.settings import load
from nnstudio.app.words.texts import field_help, field_label
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from tests.app.hands import Key, button, click, press, until
from tests.app.window.conftest import texts

SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(window: MainWindow) -> GlossaryDialog:
    until(lambda: any(d.isVisible() for d in window.findChildren(GlossaryDialog)), "the glossary", 10)
    (dialog,) = (d for d in window.findChildren(GlossaryDialog) if d.isVisible())
    return dialog


def test_a_term_is_looked_for_with_keys_read_and_followed(window: MainWindow) -> None:
    press(window, Key.Key_F1, SHIFT)
    dialog = opened(window)
    until(dialog.isActiveWindow, "the glossary in front", 10)
    assert dialog.focusWidget() is dialog.search
    QTest.keyClicks(dialog.search, "overf")
    assert dialog.term == "overfitting"
    QTest.keyClick(dialog.search, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.search, "gradient")
    assert dialog.term == "gradient"
    QTest.keyClick(dialog.search, Key.Key_Down)
    assert dialog.term == "gradient-descent"
    assert dialog.formula.text() == "W ← W − α · ∂J/∂W"
    dialog.text.anchorClicked.emit(QUrl("glossary:learning-rate"))
    assert dialog.term == "learning-rate"
    assert dialog.title.text() == "Learning rate"
    QTest.keyClicks(dialog.search, "xyzzy")
    assert dialog.terms.count() == 0
    assert dialog._nothing.isVisible()
    press(dialog, Key.Key_Escape)
    until(lambda: not window.findChildren(GlossaryDialog), "the end of the dialog", 10)


def test_its_size_is_remembered_and_a_foreign_one_does_no_harm(make_window) -> None:
    window = make_window(glossary_size="99999x-3")
    window.glossary.show_term("bias")
    dialog = opened(window)
    dialog.resize(610, 433)
    click(button(dialog, "Close"))
    assert load()[0].glossary_size == "610x433"
    until(lambda: not window.findChildren(GlossaryDialog), "the end of the dialog", 10)
    window.glossary.show_term("bias")
    assert opened(window).size().toTuple() == (610, 433)
    window.glossary.show_term("loss")
    assert opened(window).term == "loss"
    terms = opened(window).terms
    assert terms.viewport().rect().contains(terms.visualItemRect(terms.currentItem())), "not cut at an edge"


def test_the_help_of_a_field_leads_to_its_terms_with_mouse_and_keys(sample: MainWindow) -> None:
    sample.workspace.show_training_settings()
    (row,) = (
        form._rows["learning_rate"]
        for form in sample.workspace.training_settings.findChildren(Form)
        if "learning_rate" in form._rows
    )
    row._target.setFocus()
    until(row.note.isVisible, "the help", 10)
    until(lambda: row.note.height() >= row.note.heightForWidth(row.note.width()), "room for the help", 10)
    assert "glossary:learning-rate" in row.note.text()
    # Where the link stands is a matter of fonts: look for it.
    places = [
        QPoint(x, y) for y in range(row.note.height() - 4, 0, -6) for x in range(4, row.note.width(), 12)
    ]
    for place in places:
        row._target.setFocus()  # beside the link a click takes the focus away, and the help with it
        until(row.note.isVisible, "the help", 10)
        QTest.mouseClick(row.note, Qt.MouseButton.LeftButton, pos=place)
        if sample.findChildren(GlossaryDialog):
            break
    dialog = opened(sample)
    assert dialog.term == "learning-rate"
    dialog.reject()
    until(lambda: not sample.findChildren(GlossaryDialog), "the end of the dialog", 10)
    # As the menu key of a keyboard asks for it.
    target = row._target
    asked = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, target.rect().center(), target.mapToGlobal(QPoint())
    )
    QApplication.sendEvent(target, asked)
    (menu,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    (entry,) = (a for a in menu.actions() if a.text() == "Glossary: Learning rate")
    entry.trigger()
    menu.close()
    assert opened(sample).term == "learning-rate"


def test_every_field_that_names_a_term_links_it_and_its_words_stay() -> None:
    kinds = [*LAYERS, *OPTIMIZERS, TrainingConfig]
    infos = [info for kind in kinds for info in fields_of(kind)]
    linked = 0
    for info in infos:
        text, title = field_help(info), field_label(info)
        rich = words.linked(text, title)
        for term in words.terms_in(title, text):
            assert rich.count(f'href="glossary:{term.key}"') == 1, (title, term.key)
            linked += 1
        if not words.terms_in(title, text):
            assert html.unescape(rich) == text
    assert linked > 40


def test_what_stands_in_a_help_is_never_markup() -> None:
    assert "&lt;img src=x&gt;" in words.linked("<img src=x> of the gradient")
    assert words.linked("<img src=x>") == "&lt;img src=x&gt;"


def test_a_damaged_glossary_is_told_and_stops_nothing(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_language: str) -> object:
        raise StudioError("{file}, line {line}: it is damaged", file="en.md", line=3)

    monkeypatch.setattr(words, "_read", damaged)
    window.glossary.show_term("bias")
    assert texts(window) == ["en.md, line 3: it is damaged"]
    assert words.linked("the gradient") == "the gradient"
    assert not window.findChildren(GlossaryDialog)
