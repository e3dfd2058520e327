"""A page that is built late is, once it is seen, as if it had been there all the time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from nnstudio.app.look import theme
from nnstudio.app.widgets.late_page import LatePage
from tests.app.hands import until


class Fields(LatePage):
    """Two fields."""

    times = 0

    def build(self) -> None:
        self.times += 1
        self.first, self.second = QLineEdit("first"), QLineEdit("second")
        row = QHBoxLayout(self)
        row.addWidget(self.first)
        row.addWidget(self.second)


@pytest.fixture
def around(qtbot: QtBot, look: theme.Theme) -> QWidget:
    """A window with a button before a stack and one after it; the second page of the stack is late."""
    window = QWidget()
    qtbot.addWidget(window)
    window.stack, window.page = QStackedWidget(), Fields()
    window.stack.addWidget(QWidget())
    window.stack.addWidget(window.page)
    window.before, window.after = QPushButton("before"), QPushButton("after")
    column = QVBoxLayout(window)
    for widget in (window.before, window.stack, window.after):
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    until(window.isActiveWindow, "the window to be active", 10)
    return window


def test_it_is_built_once_and_whole_as_soon_as_it_is_seen(around: QWidget) -> None:
    page = around.page
    assert not page.built
    assert page.findChildren(QLineEdit) == []
    around.stack.setCurrentWidget(page)
    assert page.first.isVisible()  # at once, not on the next turn
    assert page.second.isVisible()
    around.stack.setCurrentIndex(0)
    around.stack.setCurrentWidget(page)
    page.ready()
    assert page.times == 1


def test_tab_comes_to_it_in_its_place(around: QWidget) -> None:
    around.stack.setCurrentWidget(around.page)
    around.before.setFocus()
    for expected in (around.page.first, around.page.second, around.after):
        QTest.keyClick(around.focusWidget(), Qt.Key.Key_Tab)
        assert around.focusWidget() is expected


def test_it_may_be_filled_before_it_is_seen_and_outside_of_any_window(
    qtbot: QtBot, look: theme.Theme
) -> None:
    page = Fields()
    qtbot.addWidget(page)
    page.ready()
    assert page.first.text() == "first"
    assert not page.isVisible()
