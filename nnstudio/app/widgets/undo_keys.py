"""Undo and redo while a field has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def left_to_window(event: QEvent, *, typed: bool) -> bool:
    """Whether a key is undo or redo and not meant for the field, which keeps them for itself otherwise.

    Parameters
    ----------
    event : QEvent
        Any event of the field; one that is left to the window is ignored here.
    typed : bool
        Whether something was typed that is not taken yet: that is taken back first.
    """
    if typed or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
        return False
    keys = QKeySequence.StandardKey
    if not (event.matches(keys.Undo) or event.matches(keys.Redo)):
        return False
    event.ignore()
    return True
