"""Several columns to predict at once: a list with ticks behind a button beside the column to predict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from nnstudio.app.texts import tooltip
from nnstudio.data.columns import Profile

MOST_LISTED = 200
"""Columns in the list; of wider tables the table of columns chooses."""


class SeveralTargets(QToolButton):
    """Opens the list of columns; those with a tick are predicted together.

    Signals
    -------
    chosen(names)
        The columns to predict, in the order of the file.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setText(self.tr("Several…"))
        self.setAccessibleName(self.tr("Predict several columns"))
        self.setToolTip(
            tooltip(
                self.tr(
                    "Predict several columns at once: numbers, or columns with two values such as yes and no"
                )
            )
        )
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.ticks = _Ticks(self)
        self.setMenu(self.ticks)
        self._names: tuple[str, ...] = ()

    def show_columns(self, facts: Sequence[Profile], useless: Sequence[str], targets: Sequence[str]) -> None:
        """Offer columns that can be predicted together, with ticks for those that are.

        Parameters
        ----------
        facts : sequence of Profile
            Of all columns of the table.
        useless : sequence of str
            Those that reading left out.
        targets : sequence of str
        """
        able = {
            each.name: each.kind in ("number", "identifier") or each.distinct == 2
            for each in facts
            if each.name not in useless and each.kind != "date"
        }
        # Those that are predicted come along, wherever they stand in a wide table.
        others = [name for name in able if name not in targets][: max(0, MOST_LISTED - len(targets))]
        listed = {*targets, *others}
        names = tuple(name for name in able if name in listed)
        if names != self._names:
            self._names = names
            self.ticks.clear()
            for name in names:
                action = QAction(name.replace("&", "&&"), self.ticks)
                action.setData(name)
                action.setCheckable(True)
                action.triggered.connect(self._tell)
                self.ticks.addAction(action)
        for action in self.ticks.actions():
            name = action.data()
            action.setChecked(name in targets)
            # The last one cannot be taken away: something is to be predicted.
            action.setEnabled(able[name] if name not in targets else len(targets) > 1)

    def _tell(self) -> None:
        self.chosen.emit(tuple(action.data() for action in self.ticks.actions() if action.isChecked()))


class _Ticks(QMenu):
    """Stays open while ticks are set and taken away; Esc or a click beside it closes it."""

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
