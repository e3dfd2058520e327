"""Dialogs that open as large as they were left."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from nnstudio.app.settings import Preferences

_LARGEST = 4000


def remember_size(dialog: QDialog, preferences: Preferences, setting: str) -> None:
    """Give a new dialog the size that a setting such as ``glossary_size`` holds, and keep there the one it is left with.

    A size of nonsense is passed over, and none is larger than the screen.
    """
    width, _, height = getattr(preferences.settings, setting).partition("x")
    if width.isdecimal() and height.isdecimal() and max(len(width), len(height)) <= 4:
        size = QSize(min(int(width), _LARGEST), min(int(height), _LARGEST))
        dialog.resize(size.boundedTo(dialog.screen().availableSize()))

    def keep() -> None:
        preferences.change(**{setting: f"{dialog.width()}x{dialog.height()}"})

    dialog.finished.connect(keep)
