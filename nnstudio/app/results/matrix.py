"""The confusion matrix: counts or shares, and a cell leads to the samples behind it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLayout, QTableWidget, QTableWidgetItem, QWidget

from nnstudio.app.look import theme
from nnstudio.app.results.heading import Heading
from nnstudio.app.results.matrix_cell import Cell, Counts
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import one_line, tooltip
from nnstudio.system.arrays import Host

_ROW = (18, 30)
"""Least and greatest height of a row; the least one is that of small letters."""
_COLUMN = (36, 92)
_MANY = 5
"""From so many classes on cells are no wider than their names want."""
_NARROW = 50
_UPRIGHT = 110
"""Greatest height of the names over the columns."""


class ConfusionMatrix(QWidget):
    """Shows how often each class was answered as each.

    Parameters
    ----------
    plain : bool
        Without the switch between counts and shares.

    Signals
    -------
    cell_chosen(true, said)
        A cell was clicked, or Enter pressed on it.
    """

    cell_chosen = Signal(int, int)

    def __init__(self, *, plain: bool = False) -> None:
        super().__init__()
        self._counts = Counts()
        self._title = label(self.tr("Rows: truth, columns: answer"), "small")
        self._shares = QCheckBox(self.tr("Shares"))
        self._shares.setToolTip(tooltip(self.tr("Show what part of its row each cell is, instead of counts")))
        self._shares.toggled.connect(self._fill)
        if plain:  # shown without a parent it would be a window of its own
            self._shares.hide()
        self._table = QTableWidget()
        self._names, self._rows = Heading(Qt.Orientation.Horizontal), Heading(Qt.Orientation.Vertical)
        self._table.setHorizontalHeader(self._names)
        self._table.setVerticalHeader(self._rows)
        self._table.setTabKeyNavigation(False)  # Tab leads out of the table, arrows lead through it
        self._table.setAccessibleName(self.tr("Confusion matrix"))
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        for header in (self._names, self._rows):
            header.setMinimumSectionSize(16)
        if not plain:
            self._table.setToolTip(
                self.tr("Click a cell, or press Enter on it, to see the samples behind it")
            )
        self._table.cellClicked.connect(self.cell_chosen)
        self._table.cellActivated.connect(self.cell_chosen)
        head = h_box(spacing=14)
        head.addWidget(self._title)
        head.addWidget(self._shares)
        head.addStretch(1)
        column = v_box(self, margins=0, spacing=2)
        column.addLayout(head)
        column.addWidget(self._table, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        # The table is as large as its cells, and the cells are fitted into this widget: it must be able to shrink.
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._head = head
        theme.current().changed.connect(self._recolour)
        theme.current().resized.connect(self._fit)
        self._recolour()

    @property
    def table(self) -> QTableWidget:
        """The cells."""
        return self._table

    def show_confusion(self, confusion: Host, classes: tuple[str, ...]) -> None:
        """Show counts, shape (k, k), of classes with these names."""
        k, table = len(classes), self._table
        if classes != self._counts.classes:
            self._counts = Counts(classes)
            self._names.names = self._rows.names = tuple(map(one_line, classes))
            table.clear()
            table.setRowCount(k)
            table.setColumnCount(k)
            for i, name in enumerate(classes):
                across, down = QTableWidgetItem(one_line(name)), QTableWidgetItem(one_line(name))
                across.setToolTip(tooltip(self.tr("Answered as {0}").format(name)))
                down.setToolTip(tooltip(self.tr("Of class {0}").format(name)))
                table.setHorizontalHeaderItem(i, across)
                table.setVerticalHeaderItem(i, down)
                for j in range(k):
                    table.setItem(i, j, Cell(self._counts, i, j))
        self._counts.take(confusion)
        self._fill()

    def _fill(self) -> None:
        self._counts.in_shares = self._shares.isChecked()
        self._title.setText(
            self.tr("Rows: truth, columns: answer, in % of the row")
            if self._shares.isChecked()
            else self.tr("Rows: truth, columns: answer")
        )
        self._table.viewport().update()
        self._fit()

    def _fit(self) -> None:
        """Give the cells a size that shows them all if that can be, and the table the size of its cells."""
        table, k = self._table, self._table.rowCount()
        if not k:
            return
        room = theme.current().room
        most, high_most = self.width(), max(60, self.height() - self._head.sizeHint().height() - 4)
        across = self._names.widest()
        widest = room(_COLUMN[1])
        if k >= _MANY:
            widest = min(max(across, room(_NARROW)), widest)
        names = self._room_for_names(most)
        width = min(max((most - names - 6) // k, room(_COLUMN[0])), widest)
        least, heading = room(_ROW[0]), min(across, room(_UPRIGHT))
        self._names.upright = across > width and heading + k * least + 4 <= high_most
        self._number(across > width and not self._names.upright)
        names = self._room_for_names(most)
        width = min(max((most - names - 6) // k, room(_COLUMN[0])), widest)
        lines = k if self._names.upright else k + 1
        above = heading if self._names.upright else 0
        height = min(max((high_most - above - 4) // lines, least), room(_ROW[1]))
        above = above or height
        self._rows.setFixedWidth(names)
        self._names.setFixedHeight(above)
        for i in range(k):
            table.setRowHeight(i, height)
            table.setColumnWidth(i, width)
        # What the largest cells do not need is left to whatever stands beside it.
        largest = self._rows.widest() + k * widest + 20
        self.setMaximumWidth(max(largest, self._head.sizeHint().width()))
        wide, high = names + k * width + 4, above + k * height + 4
        below = 12 if wide > most else 0
        beside = 12 if high + below > high_most else 0
        table.setFixedSize(min(wide + beside, most), min(high + below, high_most))

    def _room_for_names(self, most: int) -> int:
        """Beside the rows: a third of the width, or what cells leave that are as narrow as easily read."""
        cells = self._table.rowCount() * theme.current().room(_NARROW)
        return min(self._rows.widest(), max(most // 3, most - cells - 6))

    def _number(self, numbered: bool) -> None:
        """Let numbers stand over the columns, and beside the names of the rows."""
        for header in (self._names, self._rows):
            header.numbered = numbered
            header.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _recolour(self) -> None:
        look = theme.current()
        small = look.font("small").pixelSize()
        self._table.setStyleSheet(
            f"QTableView {{ font-size: {small}px; }} QHeaderView::section {{ min-height: 0; border: none; }}"
        )
