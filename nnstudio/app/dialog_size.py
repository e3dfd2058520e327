"""Dialogs that open as large as they are drawn, or were left, and never larger than the screen."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from nnstudio.app.settings import Preferences

_LARGEST = 4000
_FRAME = QSize(16, 40)
"""What a desktop puts around a dialog, about: its title above all."""


def screen_room(dialog: QDialog) -> QSize:
    """How large a dialog may be."""
    return dialog.screen().availableSize() - _FRAME


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
