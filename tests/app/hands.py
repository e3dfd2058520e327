"""A person at the window: mouse and keys only, at the places where things are seen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QLibraryInfo, QMimeData, QPoint, Qt, QTimer, QVersionNumber
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QWidget

W = TypeVar("W", bound=QWidget)
Left = Qt.MouseButton.LeftButton
Key = Qt.Key

PATIENCE = 120.0
"""Seconds after which something that should happen counts as not happening; a first run compiles its kernels."""


def until(holds: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
    """Let the event loop run until something holds."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, f"waited {patience:.0f} s for: {what}"
        loop = QEventLoop()  # unlike QTest's waiting, this lets other threads run meanwhile
        QTimer.singleShot(10, loop.quit)
        loop.exec()


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Click a widget in its middle, or at a point of it."""
    assert widget.isVisible(), f"{widget} cannot be seen"
    assert widget.isEnabled(), f"{widget} cannot be used"
    QTest.mouseClick(widget, Left, Qt.KeyboardModifier.NoModifier, at or widget.rect().center())


def double_click(widget: QWidget, at: QPoint) -> None:
    """Click twice at a point of a widget: QTest leaves out the last release, and the button stayed down for all."""
    QTest.mouseClick(widget, Left, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(widget, Left, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseRelease(widget, Left, Qt.KeyboardModifier.NoModifier, at)


def press(
    window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key; it goes to whatever has the focus in the window, as on a keyboard."""
    if not window.isActiveWindow():
        window.activateWindow()  # as a window manager does when a dialog has closed; offscreen has none
        until(window.isActiveWindow, "the window to be active", 5)
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def type_into(widget: QWidget, text: str) -> None:
    """Click a field, replace what stands in it and confirm with Enter."""
    inner = widget.findChild(QLineEdit) if not isinstance(widget, QLineEdit) else widget
    field = inner or widget
    QTest.mouseClick(field, Left)
    QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Key.Key_Return)


def by_letters(box: QWidget, words: str) -> None:
    """Choose from a list by its first letters.

    Qt takes letters that follow each other within a time as one word: here those of one call, however fast or slow.
    """
    box.setFocus()
    usual = QApplication.keyboardInputInterval()
    try:
        for i, letter in enumerate(words):
            QApplication.setKeyboardInputInterval(60_000 if i else 0)
            QTest.keyClicks(box, letter)
    finally:
        QApplication.setKeyboardInputInterval(usual)


def drag_in_window(window: QWidget, start: QPoint, end: QPoint) -> None:
    """Press at one point of a window, move in steps and release at another.

    A drag out of a list runs an event loop of its own inside the mouse move, so the later moves and the
    release are queued beforehand; they arrive as window system events, as from a real mouse.
    """
    handle = window.windowHandle()
    steps = 8
    done: list[bool] = []

    def release() -> None:
        QTest.mouseRelease(handle, Left, Qt.KeyboardModifier.NoModifier, end)
        done.append(True)

    QTest.mouseMove(handle, start)
    QTest.mousePress(handle, Left, Qt.KeyboardModifier.NoModifier, start)
    for i in range(1, steps + 1):
        point = start + (end - start) * i / steps
        QTimer.singleShot(20 * i, lambda point=point: QTest.mouseMove(handle, point))
    QTimer.singleShot(20 * (steps + 2), release)
    until(lambda: done, "the drag to end", 10)
    QTest.qWait(20)


def drag_point(at: QPoint) -> Any:
    """Where a drag is, as this Qt wants it: whole pixels before 6.12, fractions since."""
    return at if QLibraryInfo.version() < QVersionNumber(6, 12) else at.toPointF()


def drag_and_drop(
    window: QWidget, start: QPoint, target: QWidget, at: QPoint, mime: Callable[[], QMimeData]
) -> None:
    """Drag something out of a list and drop it on another widget.

    Under a real window system the mouse does it all. The offscreen platform refuses every drag by itself, so
    there the mouse drags in vain, and the drop is sent as the events that a window system would send.
    """
    drag_in_window(window, start, target.mapTo(window, at))
    if QGuiApplication.platformName() != "offscreen":
        return
    actions, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    data = mime()
    QApplication.sendEvent(target, QDragEnterEvent(drag_point(at), actions, data, Left, none))
    QApplication.sendEvent(target, QDragMoveEvent(drag_point(at), actions, data, Left, none))
    QApplication.sendEvent(target, QDropEvent(at.toPointF(), actions, data, Left, none))


def in_dialog(kind: type[QDialog], do: Callable[[Any], None]) -> Callable[[], bool]:
    """Do something in the next dialog of a kind, which may run an event loop of its own.

    Returns
    -------
    callable
        Says whether it was done.
    """
    done: list[bool] = []
    failed: list[BaseException] = []
    end = time.monotonic() + PATIENCE

    def look() -> None:
        dialog = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None
        )
        if dialog is None:
            if time.monotonic() < end:
                QTimer.singleShot(20, look)
            return
        try:
            QTest.qWait(150)  # what a dialog prepares after it is shown, such as its buttons and its focus
            do(dialog)
        except BaseException as error:  # raised again where the test waits
            failed.append(error)
            dialog.reject()
        done.append(True)

    def was_done() -> bool:
        if failed:
            raise failed[0]
        return bool(done)

    QTimer.singleShot(20, look)
    return was_done


def choose_file(path: os.PathLike[str]) -> Callable[[], bool]:
    """Type a path into the next file dialog and confirm."""
    return in_dialog(QFileDialog, lambda dialog: type_path(dialog, path))


def type_path(dialog: QFileDialog, path: os.PathLike[str]) -> None:
    """Type a path into a file dialog and confirm."""
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setCompleter(None)  # its popup would take the Enter
    field.setFocus()
    QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, os.fspath(path))
    QTest.keyClick(field, Key.Key_Return)


def button(parent: QWidget, text: str) -> QAbstractButton:
    """Find a visible button by its text, or by the name a screen reader says."""
    visible = [b for b in parent.findChildren(QAbstractButton) if b.isVisible()]
    for found in visible:
        if found.text().replace("&", "") == text or found.accessibleName().startswith(text):
            return found
    texts = [b.text() or b.accessibleName() for b in visible]
    raise AssertionError(f"no button {text!r}; there are {texts}")
