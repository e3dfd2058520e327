"""Buttons of the usual kinds, each in one call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from nnstudio.app.look import icons
from nnstudio.app.words.texts import tooltip

Do = Callable[..., object] | SignalInstance
"""What a click calls, or the signal that it becomes."""


def push_button(
    text: str, do: Do | None = None, *, role: str = "", tip: str = "", parent: QWidget | None = None
) -> QPushButton:
    """Return a button with words on it.

    Parameters
    ----------
    text : str
    do : callable or signal, optional
    role : str
        How the style sheet dresses it: "primary", "link", "flat", "fix"; empty for as usual.
    tip : str
    parent : QWidget, optional
        Where Tab is to reach it in the order in which widgets are made, not in that of the layout.
    """
    button = QPushButton(text, parent)
    button.setToolTip(tooltip(tip))
    if role:
        button.setProperty("role", role)
    if do is not None:
        button.clicked.connect(do)
    return button


def icon_button(icon: str, name: str, do: Do) -> QToolButton:
    """Return a button with a picture on it, whose name is its tool tip as well."""
    button = QToolButton()
    icons.set_icon(button, icon)
    button.setIconSize(QSize(16, 16))
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.clicked.connect(do)
    return button


class FoldButton(QPushButton):
    """Shows what is folded away; its words begin where the labels below it do."""

    def __init__(self, text: str, do: Callable[[bool], object]) -> None:
        super().__init__(text)
        self.setProperty("role", "link")
        self.setCheckable(True)
        self.setStyleSheet("QPushButton { padding-left: 0; }")
        self.setIconSize(QSize(14, 14))
        self.toggled.connect(self._turn)
        self.toggled.connect(do)
        self._turn(False)

    def _turn(self, unfolded: bool) -> None:
        icons.set_icon(self, "chevron-down" if unfolded else "chevron-right", "accent")
