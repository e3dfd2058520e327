"""A cell with several choices: a tick for each that is in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from nnstudio.data.cells.choices import parts_of, together

_ROWS = 4
"""Choices that are in sight at once."""
_LONG = 16
"""Letters of a choice beyond which a third of a form is too narrow for it."""


class TickList(QListWidget):
    """A short list of ticks; a click anywhere on a line sets its tick, and so does Space.

    Parameters
    ----------
    choices : sequence of str
    separator : str
        What parts them in a cell.

    Signals
    -------
    edited()
    """

    edited = Signal()

    def __init__(self, choices: Sequence[str], separator: str) -> None:
        super().__init__()
        self._choices, self._separator = choices, separator
        self.is_long = any(len(choice) > _LONG for choice in choices)
        self.setProperty("role", "field")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.show_cell("")
        self.itemChanged.connect(self.edited)
        row = self.sizeHintForRow(0)
        self.setFixedHeight(min(len(choices), _ROWS) * row + 2 * self.frameWidth())

    def show_cell(self, cell: str) -> None:
        """Tick what a cell holds; what is not known has a line of its own below the others."""
        held = parts_of(cell, self._separator)
        with QSignalBlocker(self):
            self.clear()
            for choice in (*self._choices, *(part for part in held if part not in self._choices)):
                item = QListWidgetItem(choice, self)
                item.setToolTip(choice)
                item.setFlags(
                    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
                )
                item.setCheckState(Qt.CheckState.Checked if choice in held else Qt.CheckState.Unchecked)
            self.setCurrentRow(0)
            self.clearSelection()

    def cell(self) -> str:
        """The cell with what is ticked."""
        items = (self.item(row) for row in range(self.count()))
        ticked = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
        return together(ticked, self._separator)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the words of a line do what its box does."""
        item = self.itemAt(event.position().toPoint())
        before = None if item is None else item.checkState()
        super().mouseReleaseEvent(event)
        if item is not None and item.checkState() == before and event.button() == Qt.MouseButton.LeftButton:
            ticked = before == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
