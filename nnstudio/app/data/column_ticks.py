"""A list of columns with ticks, which stays open while they are set and taken away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

MOST_LISTED = 200
"""Columns in the list; a menu is no place to look for one among thousands."""


class ColumnTicks(QMenu):
    """Columns in the order of the file; Esc or a click beside it closes it.

    Signals
    -------
    chosen(names)
        Those with a tick, after one was set or taken away.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()

    def show_columns(self, able: Mapping[str, bool], ticked: tuple[str, ...]) -> None:
        """Offer columns, with ticks for some of them.

        Parameters
        ----------
        able : mapping of str to bool
            All columns in their order, and whether each can have a tick.
        ticked : tuple of str
            The last one cannot be taken away: something is to be chosen.
        """
        # Those with a tick come along, wherever they stand in a wide table.
        others = [name for name in able if name not in ticked][: max(0, MOST_LISTED - len(ticked))]
        listed = {*ticked, *others}
        names = tuple(name for name in able if name in listed)
        if names != self._names:
            self._names = names
            self.clear()
            for name in names:
                action = QAction(name.replace("&", "&&"), self)
                action.setData(name)
                action.setCheckable(True)
                action.triggered.connect(self._tell)
                self.addAction(action)
        for action in self.actions():
            name = action.data()
            action.setChecked(name in ticked)
            action.setEnabled(able[name] if name not in ticked else len(ticked) > 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch the tick under the mouse."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable() and action.isEnabled():
            action.trigger()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches the tick, Enter does so and closes."""
        action = self.activeAction()
        if event.key() == Qt.Key.Key_Space and action is not None and action.isEnabled():
            action.trigger()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        self.chosen.emit(tuple(action.data() for action in self.actions() if action.isChecked()))
