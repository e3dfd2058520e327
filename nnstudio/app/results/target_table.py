"""Several targets beside each other: how well each is answered, to be sorted by any figure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal

from nnstudio.app.results.figure_table import FigureCell, FigureTable
from nnstudio.app.words.texts import metric_summary, metric_title
from nnstudio.nn.figures import number_figures, yes_no_figures
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.numbers import figure_text, percent_text

_NUMBERS = ("MeanAbsoluteError", "RootMeanSquaredError", "R2")
_LABELS = ("Accuracy", "Precision", "Recall", "F1", "AUC")


class TargetTable(FigureTable):
    """One line for each target; the one that is looked at closely is selected.

    Signals
    -------
    target_chosen(int)
        Another target is to be looked at.
    """

    target_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("TargetTable", "Figures of each target"), 84)
        self.setSelectionMode(FigureTable.SelectionMode.SingleSelection)
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
        keys = _LABELS if labels else _NUMBERS
        self._head(keys)
        self.setRowCount(len(judged.target_names))
        for row, name in enumerate(judged.target_names):
            figures = _figures(judged.of_target(row))
            words = [_words(METRICS[key], value) for key, value in zip(keys, figures, strict=True)]
            self.show_line(row, name, list(zip(words, figures, strict=True)))
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.fit()
        self.selectRow(chosen)
        self.blockSignals(False)

    def _head(self, keys: Sequence[str]) -> None:
        headings = [(self.tr("Target"), self.tr("Sort by the order of the targets"))]
        headings += [
            (_SHORT.get(key) or metric_title(METRICS[key]), metric_summary(METRICS[key])) for key in keys
        ]
        self.show_headings(headings)

    def _choose(self, row: int, _column: int, before: int, _before: int) -> None:
        item = self.item(row, 0)
        if row != before and isinstance(item, FigureCell):
            self.target_chosen.emit(int(item.value))


_SHORT = {"MeanAbsoluteError": "MAE", "RootMeanSquaredError": "RMSE"}


def _words(metric: type[Metric], value: float) -> str:
    if math.isnan(value):
        return "–"
    return percent_text(value) if metric.share else figure_text(value)


def _figures(alone: Judgement) -> list[float]:
    if not alone.classes:
        return list(number_figures(alone.true[:, 0], alone.given[:, 0])[: len(_NUMBERS)])
    found = yes_no_figures(alone.scores[:, 1], alone.true == 1, alone.said)
    return [*found[:4], math.nan if found.auc is None else found.auc]
