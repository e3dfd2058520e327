"""Precision, recall and F1 of every class, to be sorted by any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QTableWidget, QTableWidgetItem, QWidget

from nnstudio.app import theme
from nnstudio.app.texts import percent, tooltip
from nnstudio.project.judging.figures import ClassFigures


def give_air(table: QTableView) -> None:
    """Set the cells of a table of figures in small letters, with room between the columns."""
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
            f"QTableView {{ font-size: {small}px; }} QTableView::item {{ padding: 0 8px 0 6px; }}"
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


class ClassTable(QTableWidget):
    """One line for each class; a click on a heading sorts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 5, parent)
        self.setAccessibleName(self.tr("Figures of each class"))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        headings = (
            (self.tr("Class"), self.tr("Sort by the order of the classes")),
            (self.tr("Precision"), self.tr("Of the samples answered as this class, the share that is of it")),
            (self.tr("Recall"), self.tr("Of the samples of this class, the share that was answered so")),
            (self.tr("F1"), self.tr("Precision and recall in one figure, low if either is")),
            (self.tr("Samples"), self.tr("How many samples are of this class")),
        )
        for column, (name, help_text) in enumerate(headings):
            item = QTableWidgetItem(name)
            item.setToolTip(tooltip(help_text))
            item.setTextAlignment(
                (Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
                | Qt.AlignmentFlag.AlignVCenter
            )
            self.setHorizontalHeaderItem(column, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.current().room(62))
        give_air(self)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def show_figures(self, figures: Sequence[ClassFigures], classes: tuple[str, ...]) -> None:
        """Show the figures of every class; how they were sorted stays."""
        self.setSortingEnabled(False)
        self.setRowCount(len(classes))
        for row, (name, found) in enumerate(zip(classes, figures, strict=True)):
            first = FigureCell(name, row)
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            first.setToolTip(tooltip(name))
            self.setItem(row, 0, first)
            for column, share in enumerate((found.precision, found.recall, found.f1), 1):
                self.setItem(row, column, FigureCell(percent(share), share))
            self.setItem(row, 4, FigureCell(str(found.support), found.support))
        self.setSortingEnabled(True)
