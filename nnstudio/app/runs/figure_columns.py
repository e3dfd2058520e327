"""Columns of figures: they are never cut, for what is left of a figure says something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView


class FigureColumns(QObject):
    """Lets columns grow with what stands in them.

    Parameters
    ----------
    table : QTableView
        With its model.
    sections : sequence of int
    grown : callable
        Called when a column has taken room from others.
    """

    def __init__(self, table: QTableView, sections: Sequence[int], grown: Callable[[], None]) -> None:
        super().__init__(table)
        self._table, self._sections, self._grown = table, sections, grown
        table.model().modelReset.connect(self.make_room)
        table.model().dataChanged.connect(self.make_room)
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Measure again once the table has its style: before it is shown its letters are others."""
        if event.type() == QEvent.Type.Polish:
            self.make_room()
        return super().eventFilter(watched, event)

    def make_room(self, *_: object) -> None:
        """Make each column wide enough."""
        table, model = self._table, self._table.model()
        for section in self._sections:
            indexes = (model.index(row, section) for row in range(model.rowCount()))
            need = max((table.sizeHintForIndex(index).width() for index in indexes), default=0)
            if need > table.columnWidth(section):
                table.setColumnWidth(section, need)
                self._grown()
