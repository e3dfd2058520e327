"""From one part of the window to the next with a key: what has the focus in one, Tab alone reaches in another too late."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.widgets import tab_order
from nnstudio.app.widgets.actions import make_action


class Panes(QObject):
    """F6 goes round the parts of a window, Shift+F6 the other way; each is found as it was left.

    Parameters
    ----------
    parts : sequence of QWidget
        In the order in which they are come to.
    parent : QWidget
        Its window takes the keys.
    """

    def __init__(self, parts: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._left: dict[int, weakref.ref[QWidget]] = {}
        self.onward = make_action(
            parent, self.tr("Ne&xt part of the window"), partial(self._go, 1), keys="F6"
        )
        self.back = make_action(
            parent, self.tr("Part of the window &before"), partial(self._go, -1), keys="Shift+F6"
        )

    def _go(self, by: int) -> None:
        here = QApplication.focusWidget()
        at = next((i for i, part in enumerate(self._parts) if here is not None and _holds(part, here)), None)
        if at is not None and here is not None:
            self._left[at] = weakref.ref(here)
        start = at if at is not None else (-1 if by > 0 else 0)
        for step in range(1, len(self._parts) + 1):
            place = (start + by * step) % len(self._parts)
            there = self._entrance(place)
            if there is not None:
                there.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _entrance(self, place: int) -> QWidget | None:
        """What had the focus in a part, or what Tab comes to first there; None where there is nothing."""
        part, left = self._parts[place], self._left.get(place)
        before = None if left is None else left()
        if before is not None and shiboken6.isValid(before) and _holds(part, before) and _takes_focus(before):
            return before
        widget = part
        while True:
            if _holds(part, widget) and _takes_focus(widget):
                return widget
            widget = tab_order.after(widget)
            if widget is part:
                return None


def _holds(part: QWidget, widget: QWidget) -> bool:
    return widget is part or part.isAncestorOf(widget)


def _takes_focus(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
