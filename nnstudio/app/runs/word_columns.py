"""Columns of words: they share what room the figures leave, and are cut where there is little."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from nnstudio.app.look import theme
from nnstudio.app.runs.model import Index

LEAST = 64


class WordColumns(QObject):
    """Keeps them as wide as can be, in the proportion in which somebody has left them.

    Parameters
    ----------
    table : QTableView
    usual : mapping of int to int
        Width of each such column with letters of the usual size.
    heading : callable
        The width that the heading of a column needs.
    """

    def __init__(self, table: QTableView, usual: Mapping[int, int], heading: Callable[[int], int]) -> None:
        super().__init__(table)
        self._table, self._heading = table, heading
        self._wanted = dict(usual)
        self._sharing = False
        table.horizontalHeader().sectionResized.connect(self._resized)

    def share(self) -> None:
        """Give each the least that it needs, and of the rest its part; what must be scrolled anyway, all that it wants."""
        table, least = self._table, theme.current().room(LEAST)
        here = [section for section in self._wanted if not table.isColumnHidden(section)]
        needed = {section: max(least, self._heading(section)) for section in here}
        others = table.horizontalHeader().length() - sum(table.columnWidth(section) for section in here)
        spare = table.viewport().width() - others - sum(needed.values())
        beyond = {section: max(1, theme.current().room(self._wanted[section]) - least) for section in here}
        self._sharing = True
        for section in here:
            part = beyond[section] if spare < 0 else spare * beyond[section] // sum(beyond.values())
            table.setColumnWidth(section, needed[section] + part)
        self._sharing = False

    def show(self, section: int, shown: bool) -> None:
        """Show a column, or leave its room to the others."""
        if self._table.isColumnHidden(section) == shown:
            self._table.setColumnHidden(section, not shown)
            self.share()

    def take_over(self) -> None:
        """Keep the proportions in which the columns stand."""
        for section in self._wanted:
            if not self._table.isColumnHidden(section):
                self._resized(section, 0, self._table.columnWidth(section))

    def _resized(self, section: int, _old: int, new: int) -> None:
        if section in self._wanted and new and not self._sharing:
            self._wanted[section] = round(new * LEAST / theme.current().room(LEAST))


class CutInTheMiddle(QStyledItemDelegate):
    """Shows beginning and end of a text: of settings the end is a value."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Cut in the middle."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle
