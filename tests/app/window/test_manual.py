"""The manual in the window: from the menu, searched, read and followed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from nnstudio.app.main_window import MainWindow
from nnstudio.app.manual.dialog import ManualDialog
from nnstudio.app.manual.page import ManualPage
from nnstudio.app.settings import load
from nnstudio.project.manual import PAGES, read_page
from tests.app.hands import Key, button, click, press, until
from tests.app.window.conftest import texts

CTRL = Qt.KeyboardModifier.ControlModifier


def opened(window: MainWindow) -> ManualDialog:
    press(window, Key.Key_F1, CTRL)
    until(lambda: bool(window.findChildren(ManualDialog)), "the manual", 10)
    (dialog,) = window.findChildren(ManualDialog)
    until(dialog.isActiveWindow, "the manual in front", 10)
    return dialog


def test_it_opens_with_its_first_page_and_one_walks_through_it(window: MainWindow) -> None:
    dialog = opened(window)
    assert dialog._current().text(0) == "Manual"
    assert dialog.focusWidget() is dialog.search
    assert dialog.page.toPlainText().startswith("Manual\nNN Studio has one program")
    QTest.keyClick(dialog.search, Key.Key_Down)
    assert dialog.page.toPlainText().startswith(
        dialog._current().text(0) == "The textbook in five steps" and dialog._current().text(0)
    )
    assert "The window" not in dialog.page.toPlainText().splitlines()  # the next chapter
    press(dialog, Key.Key_Escape)
    until(lambda: not window.findChildren(ManualDialog), "the end of the dialog", 10)


def test_a_heading_is_found_before_what_only_speaks_of_it(window: MainWindow) -> None:
    dialog = opened(window)
    QTest.keyClicks(dialog.search, "DENSE")
    assert dialog._current().text(0) == "Dense"
    assert dialog.page.toPlainText().startswith("Dense\nZ = X·W + b")
    assert len(dialog.page.extraSelections()) == dialog.page.toPlainText().casefold().count("dense")
    shown = [entry.item.text(0) for entry in dialog._entries if not entry.item.isHidden()]
    assert {"Manual", "Drawing", "Catalogue", "Layers", "Dense"} <= set(shown)
    assert "MaxPool2D" not in shown


def test_a_word_of_the_textbook_is_found(window: MainWindow) -> None:
    dialog = opened(window)
    for words, heading in (
        ("overfitting", "Overfitting"), ("early stopping", "Early stopping"), ("learning rate", "Learning rate"),
        ("loss", "Loss"), ("batch size", "Batch"), ("shared weights", "Convolution"), ("dense", "Dense"),
        ("seeds", "Seed"), ("CSV", "Your own data"), ("dense vs. conv", "Drawing"),
        ("how do I stop early?", "Early stopping"),
    ):  # fmt: skip
        dialog.search.clear()
        QTest.keyClicks(dialog.search, words)
        assert dialog._current().text(0) == heading, words
        assert dialog.page.toPlainText().startswith(heading), words
        assert dialog.page.extraSelections(), words


def test_a_long_page_is_laid_out_no_more_often_than_a_short_one(qtbot: QtBot) -> None:
    """Each layout of a page takes its time, and there is a page with every letter that is typed."""
    page = ManualPage()
    qtbot.addWidget(page)
    changes: list[str] = []
    page.document().contentsChanged.connect(lambda: changes.append(""))
    counts = []
    for paragraphs in (1, 100):
        changes.clear()
        page.show_markdown("\n\n".join(["# Title", *["Some words"] * paragraphs]))
        counts.append(len(changes))
    assert counts[0] == counts[1]


def broken_words(document: QTextDocument) -> list[str]:
    """Lines that end within a word, and the next letters."""
    found, block = [], document.begin()
    while block.isValid():
        text, lines = block.text(), block.layout()
        for at in (lines.lineAt(i).textStart() for i in range(1, lines.lineCount())):
            if text[at - 1 : at].isalnum() and text[at : at + 1].isalnum():
                found.append(text[max(at - 12, 0) : at + 6])
        block = block.next()
    return found


@pytest.mark.usefixtures("german")
def test_readers_of_german_find_it_in_german(window: MainWindow) -> None:
    dialog = opened(window)
    assert dialog.windowTitle() == "Handbuch"
    assert dialog.page.toPlainText().startswith("Handbuch\nNN Studio ist")
    for words, heading in (
        ("die Lernraten", "Lernrate"), ("Faltung", "Faltung"), ("Gewichte", "Gewicht"), ("laufe", "Mehrere Läufe"),
        ("wo kann ich das Training pausieren", "Trainieren"), ("eigene Daten", "Eigene Daten"), ("Dense", "Dense"),
    ):  # fmt: skip
        dialog.search.clear()
        QTest.keyClicks(dialog.search, words)
        assert dialog._current().text(0) == heading, words
        assert dialog.page.extraSelections(), words
    dialog.search.setText("größe")  # keyClicks knows no such letter
    assert {mark.cursor.selectedText().lower() for mark in dialog.page.extraSelections()} <= {"größ", "größe"}
    assert dialog.page.extraSelections()
    dialog.show_page("manual")
    assert "Katalog" in dialog.page.toPlainText()
    dialog.page.anchorClicked.emit(QUrl("catalogue.md"))
    assert dialog._current().text(0) == "Katalog"
    assert dialog.page.toPlainText().startswith("Katalog\nAlles")
    dialog.resize(700, 600)
    until(lambda: dialog.page.document().size().height() > 0, "a narrow page")
    assert broken_words(dialog.page.document()) == []
    dialog.show_page("python")
    assert dialog.page.toPlainText().startswith("From Python"), "nobody has translated it"


def test_a_link_in_the_glossary_leads_to_its_word(window: MainWindow) -> None:
    dialog = opened(window)
    QTest.keyClicks(dialog.search, "backpropagation")
    cursor = dialog.page.document().find("chain rule")
    assert not cursor.isNull()
    dialog.page.moveCursor(QTextCursor.MoveOperation.Start)
    click(dialog.page.viewport(), dialog.page.cursorRect(cursor).center() - QPoint(6, 0))
    assert dialog._current().text(0) == "Chain rule"
    assert dialog.search.text() == ""


def test_a_word_below_is_gone_to_and_without_words_all_is_there_again(window: MainWindow) -> None:
    dialog = opened(window)
    QTest.keyClicks(dialog.search, "safety autosave")
    assert dialog._current().text(0) == "The window"
    marked = {selection.cursor.selectedText().casefold() for selection in dialog.page.extraSelections()}
    assert marked == {"safety", "autosave"}
    assert dialog.page.viewport().rect().contains(dialog.page.cursorRect())
    assert dialog.page.textCursor().position() > 0
    QTest.keyClicks(dialog.search, " xyzzy")
    assert dialog._nothing.isVisible()
    assert dialog._current().text(0) == "The window"  # what was read stays
    press(dialog, Key.Key_F, CTRL)
    QTest.keyClick(dialog.search, Key.Key_Delete)
    assert not dialog._nothing.isVisible()
    assert dialog._current().text(0) == "The window"
    assert all(not entry.item.isHidden() for entry in dialog._entries)
    assert not dialog.page.extraSelections()


def test_a_link_leads_to_another_page(window: MainWindow) -> None:
    dialog = opened(window)
    QTest.keyClicks(dialog.search, "five steps")
    dialog.page.anchorClicked.emit(QUrl("catalogue.md"))
    assert dialog._current().text(0) == "Catalogue"
    assert dialog.search.text() == ""
    dialog.page.anchorClicked.emit(QUrl("nowhere.md"))
    assert dialog._current().text(0) == "Catalogue"


def test_all_of_every_page_can_be_read(window: MainWindow) -> None:
    dialog = opened(window)
    for name in PAGES:
        dialog.show_page(name)
        shown = dialog.page.toPlainText()
        assert read_page(name).split()[-1].strip("`*.") in shown
        assert "|---" not in shown
        assert "](" not in shown.replace(
            "[neuron](glossary:neuron)", ""
        )  # an example of how a lesson is written


def test_its_size_is_remembered(window: MainWindow) -> None:
    dialog = opened(window)
    dialog.resize(710, 433)
    click(button(dialog, "Close"))
    assert load()[0].manual_size == "710x433"
    until(lambda: not window.findChildren(ManualDialog), "the end of the dialog", 10)
    assert opened(window).size().toTuple() == (710, 433)


def test_pages_that_cannot_be_read_are_one_line(window: MainWindow, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("nnstudio.system.folders.manual", lambda: tmp_path)
    window.manual.action.trigger()
    assert not window.findChildren(ManualDialog)
    assert any("manual.md" in text for text in texts(window))
