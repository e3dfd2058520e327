"""Tables of a name and its figures on each line: they are sorted by value, and names are whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QTableWidget, QTableWidgetItem, QWidget

from nnstudio.app.look import theme
from nnstudio.app.words.texts import tooltip

_LONGEST = 200
"""Names may make a table this much wider; longer ones are cut, and told by a tool tip."""
_SPARE = 60
"""A table is best no more than this wider than its words: what is far from its name is read in the wrong line."""


def give_air(table: QTableView) -> None:
    """Set the cells of a table of figures in small letters, with room between the columns, and headings above their words.

    Qt keeps 3 pixels around the words of a cell, and none around those of a heading.
    """
    _Air(table)


class _Air(QObject):
    """Follows the theme; lives and dies with its table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        theme.current().changed.connect(self._style)
        self._style()

    def _style(self) -> None:
        look = theme.current()
        small = look.font("small").pixelSize()
        self._table.setStyleSheet(
            f"QTableView {{ font-size: {small}px; }} QTableView::item {{ padding: 0 8px 0 3px; }}"
            f" QHeaderView::section {{ font-size: {small}px; padding: 4px 8px 4px 6px; }}"
        )
        self._table.verticalHeader().setDefaultSectionSize(look.room(24))


class FigureCell(QTableWidgetItem):
    """A figure that sorts by its value, not by its text."""

    def __init__(self, text: str, value: float) -> None:
        super().__init__(text)
        self.value = value
        self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.value < other.value if isinstance(other, FigureCell) else super().__lt__(other)


class FigureTable(QTableWidget):
    """A name and figures on each line; a click on a heading sorts.

    Parameters
    ----------
    name : str
        For a screen reader.
    least : int
        The width that a column of figures has at least, with letters of the usual size.
    """

    def __init__(self, name: str, least: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.widest = 0
        """Pixels beyond which its names stand far from their figures; for places that can give it less."""
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        # The choices of one question differ at their ends; a line that is wrapped would lose them all the same.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        give_air(self)
        theme.current().resized.connect(self.fit)

    def show_headings(self, headings: Sequence[tuple[str, str]]) -> None:
        """Show the headings of the columns, each with its help; the first is that of the names."""
        self.setColumnCount(len(headings))
        for column, (name, help_text) in enumerate(headings):
            item = QTableWidgetItem(name)
            item.setToolTip(tooltip(help_text))
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)

    def show_line(self, row: int, name: str, figures: Sequence[tuple[str, float]]) -> None:
        """Show a line: a name, which sorts by its row, and each figure in words and as a number."""
        first = FigureCell(name, row)
        first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        first.setToolTip(tooltip(name))
        self.setItem(row, 0, first)
        for column, (words, value) in enumerate(figures, 1):
            self.setItem(row, column, FigureCell(words, value))

    def fit(self) -> None:
        """Ask for the width that headings, names and figures need."""
        for column in range(1, self.columnCount()):
            self.setColumnWidth(column, max(self._need(column), theme.current().room(self._least)))
        figures = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
        around = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(figures + self._names() + around)
        rows = self.rowCount() * self.verticalHeader().defaultSectionSize()
        high = self.horizontalHeader().sizeHint().height() + rows + 2 * self.frameWidth()
        self.setMaximumHeight(high)
        self.widest = figures + self._names() + around + theme.current().room(_SPARE)
        self._share()

    def _need(self, column: int) -> int:
        return max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))

    def _names(self) -> int:
        return min(self._need(0), theme.current().room(_LONGEST))

    def _share(self) -> None:
        """Leave to the names what the figures do not need."""
        if self.columnCount():
            figures = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
            self.setColumnWidth(0, max(self._names(), self.viewport().width() - figures))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._share()
