"""Several targets beside each other: how well each is answered, to be sorted by any figure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from nnstudio.app import theme
from nnstudio.app.results.class_table import FigureCell, give_air
from nnstudio.app.results.wording import number
from nnstudio.app.texts import percent, tooltip
from nnstudio.nn.metrics import METRICS
from nnstudio.project.judging.figures import at_threshold, number_figures, roc_curve
from nnstudio.project.judging.judgement import Judgement

_NUMBERS = ("MeanAbsoluteError", "RootMeanSquaredError", "R2")
_LABELS = ("Accuracy", "Precision", "Recall", "F1", "AUC")


class TargetTable(QTableWidget):
    """One line for each target; the one that is looked at closely is selected.

    Signals
    -------
    target_chosen(int)
        Another target is to be looked at.
    """

    target_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 1, parent)
        self.setAccessibleName(self.tr("Figures of each target"))
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        give_air(self)
        self.currentCellChanged.connect(self._choose)

    def show_targets(self, judged: Judgement, chosen: int) -> None:
        """Show the figures of every target.

        Parameters
        ----------
        judged : Judgement
            Of all targets together.
        chosen : int
            The target that is looked at closely.
        """
        self.blockSignals(True)
        self.setSortingEnabled(False)
        labels = bool(judged.prepared.preprocessor.labels)
        self._head(_LABELS if labels else _NUMBERS)
        self.setRowCount(len(judged.target_names))
        for row, name in enumerate(judged.target_names):
            first = FigureCell(name, row)
            first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            first.setToolTip(tooltip(name))
            self.setItem(row, 0, first)
            for column, value in enumerate(_figures(judged.of_target(row)), 1):
                words = "–" if value != value else percent(value) if labels else number(value)
                self.setItem(row, column, FigureCell(words, value))
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.selectRow(chosen)
        self.blockSignals(False)

    def _head(self, keys: Sequence[str]) -> None:
        self.setColumnCount(1 + len(keys))
        headings = [(self.tr("Target"), self.tr("Sort by the order of the targets"))]
        headings += [(METRICS[key].title if key not in _SHORT else _SHORT[key], METRICS[key].summary) for key in keys]  # fmt: skip
        for column, (name, help_text) in enumerate(headings):
            item = QTableWidgetItem(name)
            item.setToolTip(tooltip(help_text))
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(theme.current().room(84))

    def _choose(self, row: int, _column: int, before: int, _before: int) -> None:
        item = self.item(row, 0)
        if row != before and isinstance(item, FigureCell):
            self.target_chosen.emit(int(item.value))


_SHORT = {"MeanAbsoluteError": "MAE", "RootMeanSquaredError": "RMSE"}


def _figures(alone: Judgement) -> list[float]:
    if not alone.classes:
        return list(number_figures(alone.true[:, 0], alone.given[:, 0])[: len(_NUMBERS)])
    yes, scores = alone.true == 1, alone.given[:, 1]
    found = at_threshold(scores, yes, 0.5)
    return [found.accuracy, found.precision, found.recall, found.f1, roc_curve(scores, yes).area]
