"""Dialogs that open as large as they are drawn, or were left, and never are larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from nnstudio.app.settings import Preferences

_LARGEST = 4000
_FRAME = QSize(16, 40)
"""What a desktop puts around a dialog, about: its title above all."""


def screen_room(window: QWidget) -> QSize:
    """How large a dialog may be, or another window that does not fill the screen."""
    return window.screen().availableSize() - _FRAME


def open_at(dialog: QDialog, size: QSize) -> None:
    """Give a new dialog its size, or what the screen has room for: no desktop makes a dialog smaller by itself."""
    dialog.resize(size.boundedTo(screen_room(dialog)))


def remember_size(dialog: QDialog, preferences: Preferences, setting: str) -> None:
    """Give a new dialog the size that a setting such as ``glossary_size`` holds, and keep there the one it is left with.

    A size of nonsense is passed over, and none is larger than the screen.
    """
    width, _, height = getattr(preferences.settings, setting).partition("x")
    if width.isdecimal() and height.isdecimal() and max(len(width), len(height)) <= 4:
        size = QSize(min(int(width), _LARGEST), min(int(height), _LARGEST))
        open_at(dialog, size)

    def keep() -> None:
        preferences.change(**{setting: f"{dialog.width()}x{dialog.height()}"})

    dialog.finished.connect(keep)


class ScreenWatch(QObject):
    """Keeps windows on their screen when it becomes smaller: at twice the scale it has half the points, at once."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        app.screenAdded.connect(self._watch)
        for screen in app.screens():
            self._watch(screen)

    def _watch(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._keep)

    def _keep(self) -> None:
        for window in QApplication.topLevelWidgets():
            whole = window.isMaximized() or window.isFullScreen()  # the desktop sees to these
            if isinstance(window, QDialog | QMainWindow) and window.isVisible() and not whole:
                keep_on_screen(window)


def keep_on_screen(window: QWidget) -> None:
    """Make an open window no larger than its screen, and move it where all of it is seen."""
    window.resize(window.size().boundedTo(screen_room(window)))
    area, around = window.screen().availableGeometry(), window.frameGeometry()
    left = min(around.left(), area.right() + 1 - around.width())
    top = min(around.top(), area.bottom() + 1 - around.height())
    window.move(max(left, area.left()), max(top, area.top()))
