"""The weights of one neuron around a step: before, gradient, after."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from nnstudio.app.one_step.told import Weight
from nnstudio.system.numbers import figure_text

MOST = 200
"""Rows; those that move most."""
_AIR = 18
"""Pixels of a column around its words."""


class WeightTable(QTableWidget):
    """Lists weights, of which one is chosen.

    Signals
    -------
    weight_chosen(weight)
    """

    weight_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(0, 4)
        self._weights: Sequence[Weight] = ()
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for column, text in enumerate((self.tr("weight"), self.tr("before"), "∂J/∂w", self.tr("after"))):
            item = QTableWidgetItem(text)
            item.setTextAlignment((right if column else left) | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)
        self.setProperty("role", "plain")
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Weights of the neuron"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        # As wide as its longest name, which is measured once and not again with each row that is filled.
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.currentCellChanged.connect(lambda row, *_: self._tell(row))

    @property
    def weight(self) -> Weight | None:
        """The chosen weight."""
        row = self.currentRow()
        return self._weights[row] if 0 <= row < len(self._weights) else None

    def show_weights(self, weights: Sequence[Weight]) -> None:
        """Show the weights of a neuron; the one chosen before stays chosen if it is among them."""
        kept = self.weight
        self.blockSignals(True)
        self._weights = weights[:MOST]
        self.setRowCount(len(self._weights))
        letters = self.fontMetrics()
        widest = max((letters.horizontalAdvance(w.symbol) for w in self._weights), default=0)
        names = max(widest, letters.horizontalAdvance(self.tr("weight"))) + _AIR
        self.horizontalHeader().resizeSection(0, names)
        decimals = _decimals(self._weights)
        headings = [str(self.model().headerData(i, Qt.Orientation.Horizontal)) for i in (1, 2, 3)]
        figure = max(letters.horizontalAdvance(text) for text in (_fixed(-9.0, decimals), *headings)) + _AIR
        self.setMinimumWidth(
            names + 3 * figure + self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        )
        for row, weight in enumerate(self._weights):
            cells = (
                weight.symbol,
                _fixed(weight.before, decimals),
                figure_text(weight.gradient, 3),
                _fixed(weight.after, decimals),
            )
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.setItem(row, column, item)
        places = [(w.name, w.place) for w in self._weights]
        same = kept is not None and (kept.name, kept.place) in places
        row = places.index((kept.name, kept.place)) if same and kept is not None else 0
        if self._weights:
            self.setCurrentCell(row, 0)
        self.blockSignals(False)

    def _tell(self, row: int) -> None:
        if 0 <= row < len(self._weights):
            self.weight_chosen.emit(self._weights[row])


def _decimals(weights: Sequence[Weight]) -> int:
    """Decimals in which one sees the weights move, so far as that is possible for all at once."""
    moved = max((abs(w.after - w.before) for w in weights), default=0.0)
    return min(max(3, 1 - math.floor(math.log10(moved))), 7) if 0 < moved < math.inf else 3


def _fixed(number: float, decimals: int) -> str:
    if not math.isfinite(number) or abs(number) >= 1000:
        return figure_text(number, 4)
    return f"{number:.{decimals}f}".replace("-", "−")
