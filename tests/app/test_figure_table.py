"""A table of figures is as large as its lines, however much room there is."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.results.class_table import ClassTable
from nnstudio.nn.figures import ClassFigures
from tests.app.hands import until


def test_it_leaves_the_room_that_it_does_not_need(qtbot: QtBot) -> None:
    window, table = QWidget(), ClassTable()
    qtbot.addWidget(window)
    QHBoxLayout(window).addWidget(table)
    names = ("benign", "malignant", "a name of some length")
    table.show_figures([ClassFigures(0.5, 0.25, 1 / 3, 12_345)] * 3, names)
    table.setMaximumWidth(table.widest)
    window.resize(1400, 700)
    window.show()
    until(lambda: table.width() > 200, "a table")
    assert table.width() < 600
    assert not table.verticalScrollBar().isVisible()
    assert not table.horizontalScrollBar().isVisible()
    last = table.visualItemRect(table.item(2, 4))
    under = table.viewport().height() - last.bottom()
    assert 0 <= under < 12, "no empty lines below"
    assert table.item(2, 4).text() == "12\N{NARROW NO-BREAK SPACE}345"
    # The words of a heading stand above those of its cells.
    assert table.viewport().mapTo(table, QPoint()).x() == table.horizontalHeader().x()


def test_long_names_are_told_apart_by_their_ends(qtbot: QtBot) -> None:
    table = ClassTable()
    qtbot.addWidget(table)
    question = "Which channels did you use to contact us? (select all that apply)"
    table.show_figures(
        [ClassFigures(0.5, 0.25, 1 / 3, 12)] * 2, [f"{question}: {way}" for way in ("Email", "Phone")]
    )
    table.resize(600, 200)
    table.show()
    first = table.viewport().grab(table.visualItemRect(table.item(0, 0))).toImage()
    table.item(0, 0).setText(f"{question}: Phone")
    assert table.viewport().grab(table.visualItemRect(table.item(0, 0))).toImage() != first
