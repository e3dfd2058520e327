"""A person at the window: mouse and keys only, at the places where things are seen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QWidget

W = TypeVar("W", bound=QWidget)
Left = Qt.MouseButton.LeftButton
Key = Qt.Key

PATIENCE = 60.0
"""Seconds after which something that should happen counts as not happening."""


def until(holds: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
    """Let the event loop run until something holds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"waited {patience:.0f} s for: {what}"
        QTest.qWait(10)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click a widget in its middle, or at a point of it."""
    assert widget.isVisible(), f"{widget} cannot be seen"
    assert widget.isEnabled(), f"{widget} cannot be used"
    QTest.mouseClick(widget, Left, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key in a widget."""
    QTest.keyClick(widget, key, modifier)


def type_into(widget: QWidget, text: str) -> None:
    """Click a field, replace what stands in it and confirm with Enter."""
    inner = widget.findChild(QLineEdit) if not isinstance(widget, QLineEdit) else widget
    field = inner or widget
    QTest.mouseClick(field, Left)
    QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Key.Key_Return)


def drag_in_window(window: QWidget, start: QPoint, end: QPoint) -> None:
    """Press at one point of a window, move in steps and release at another.

    A drag out of a list runs an event loop of its own inside the mouse move, so the later moves and the
    release are queued beforehand; they arrive as window system events, as from a real mouse.
    """
    handle = window.windowHandle()
    steps = 8
    points = [start + (end - start) * i / steps for i in range(1, steps + 1)]
    done: list[bool] = []

    def follow() -> None:
        if points:
            QTest.mouseMove(handle, points.pop(0))
            QTimer.singleShot(15, follow)
        else:
            QTest.mouseRelease(handle, Left, Qt.KeyboardModifier.NoModifier, end)
            done.append(True)

    QTest.mouseMove(handle, start)
    QTest.mousePress(handle, Left, Qt.KeyboardModifier.NoModifier, start)
    QTimer.singleShot(15, follow)
    until(lambda: done, "the drag to end", 10)
    QTest.qWait(20)


def in_dialog(kind: type[QDialog], do: Callable[[Any], None]) -> Callable[[], bool]:
    """Do something in the next dialog of a kind, which may run an event loop of its own.

    Returns
    -------
    callable
        Says whether it was done.
    """
    done: list[bool] = []

    def look() -> None:
        dialog = next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)
        if dialog is None:
            QTimer.singleShot(20, look)
            return
        do(dialog)
        done.append(True)

    QTimer.singleShot(20, look)
    return lambda: bool(done)


def choose_file(path: os.PathLike[str]) -> Callable[[], bool]:
    """Type a path into the next file dialog and confirm."""

    def do(dialog: QFileDialog) -> None:
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.setFocus()
        QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, os.fspath(path))
        QTest.keyClick(field, Key.Key_Return)

    return in_dialog(QFileDialog, do)


def button(parent: QWidget, text: str) -> QAbstractButton:
    """Find a visible button by its text."""
    for found in parent.findChildren(QAbstractButton):
        if found.isVisible() and found.text().replace("&", "") == text:
            return found
    texts = [b.text() for b in parent.findChildren(QAbstractButton) if b.isVisible()]
    raise AssertionError(f"no button {text!r}; there are {texts}")
