"""A page that is built when somebody comes to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from nnstudio.app.widgets import tab_order


class LatePage(QWidget):
    """A page whose widgets are made when it is first shown or filled: a window opens without those nobody looks at.

    Whoever derives from it makes them in :meth:`build`, and calls :meth:`ready` before they fill it unseen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.built = False

    def build(self) -> None:
        """Make what the page holds; called once."""

    def ready(self) -> None:
        """Be built from here on."""
        if self.built:
            return
        self.built = True
        before = next((w for w in _round(self, back=True) if w.focusPolicy() != Qt.FocusPolicy.NoFocus), None)
        self.build()
        # Tab comes to what is new last of all in the window: it belongs where the page is.
        new = [w for w in _round(self) if self.isAncestorOf(w) and w.focusPolicy() != Qt.FocusPolicy.NoFocus]
        if before is not None:
            for one, other in pairwise([before, *new]):
                QWidget.setTabOrder(one, other)

    def setVisible(self, visible: bool) -> None:
        """Come into sight whole: what is made after that would appear one turn of the event loop later."""
        if visible:
            self.ready()
        super().setVisible(visible)


def _round(start: QWidget, *, back: bool = False) -> Iterator[QWidget]:
    """The other widgets of a window in the order of Tab, or the other way round."""
    step = tab_order.before if back else tab_order.after
    widget = step(start)
    while widget is not start:
        yield widget
        widget = step(widget)
