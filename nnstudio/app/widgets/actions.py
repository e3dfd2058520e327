"""Actions for menus, buttons and keys, each in one call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from nnstudio.app.look import icons


def make_action(
    parent: QObject,
    text: str,
    do: Callable[[], object],
    *,
    icon: str = "",
    keys: QKeySequence.StandardKey | str = "",
    tip: str = "",
) -> QAction:
    """Return an action that does this.

    Parameters
    ----------
    parent : QObject
    text : str
        Already translated, with a letter after ``&`` for menus.
    do : callable
    icon : str
        Name of a file in ``resources/icons``.
    keys : StandardKey or str
    tip : str
        Its tool tip, where that says more than the text.
    """
    action = QAction(text, parent)
    if icon:
        icons.set_icon(action, icon)
    if keys != "":
        action.setShortcut(QKeySequence(keys))
    if tip:
        action.setToolTip(tip)
    action.triggered.connect(lambda _=False: do())
    return action
