"""ROC and precision-recall curve of a class, and a threshold that moves along both."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from nnstudio.app.look import theme
from nnstudio.app.plots.graph import Graph
from nnstudio.app.results.matrix import ConfusionMatrix
from nnstudio.app.results.threshold_box import HALF, ThresholdBox
from nnstudio.app.widgets.boxes import grid_box, h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import tooltip
from nnstudio.data.preparing.deciding import Decision, questions
from nnstudio.nn.figures import (
    YesNo,
    at_threshold,
    best_threshold,
    class_figures,
    precision_recall_curve,
    roc_curve,
)
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.numbers import percent_text

_RARE = 3
"""How many times more samples the other class has where one is what people look for."""
_BESIDE = 284
"""Width in which the four figures stand in two columns."""


class CurvesPage(LatePage):
    """The curves of one class against the rest.

    Signals
    -------
    tried(object)
        Of a yes/no question: the :class:`Decision` that all pages are to show, or None as usual.
    kept(object)
        It is to be kept for the weights that are judged.
    elsewhere_requested()
        The validation part is to be looked at.
    """

    tried = Signal(object)
    kept = Signal(object)
    elsewhere_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._kept: tuple[Decision | None, Decision | None] = None, None
        self._scores, self._yes = np.empty(0), np.empty(0, bool)

    def build(self) -> None:
        """Make the two curves and what stands beside them."""
        self.roc = Graph(self.tr("ROC"), self.tr("False positive rate"), self.tr("True positive rate"))
        self.recall = Graph(self.tr("Precision and recall"), self.tr("Recall"), self.tr("Precision"))
        self._lines = [graph.plot.plot(antialias=True) for graph in (self.roc, self.recall)]
        self._chances = [graph.plot.plot() for graph in (self.roc, self.recall)]
        self._points = [
            graph.plot.plot(pen=None, symbol="o", symbolSize=11) for graph in (self.roc, self.recall)
        ]
        self.roc.explain(self.tr("Area under the curve: how probably a yes is scored above a no"))
        self.recall.explain(self.tr("Average precision: the area under the curve"))
        for graph in (self.roc, self.recall):
            graph.set_range((0, 1), (0, 1), 0.07)
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setAccessibleName(self.tr("Class that counts as yes"))
        self.which.setToolTip(tooltip(self.tr("This class is yes, all others are no")))
        self.which.currentIndexChanged.connect(self._choose)
        which_label = QLabel(self.tr("Yes is"))
        which_label.setBuddy(self.which)
        self._figures = [label("", "strong") for _ in range(4)]
        head = h_box()
        head.addWidget(which_label)
        head.addWidget(self.which, 1)
        self.box = ThresholdBox(head, self._in_two_columns())
        self.box.moved.connect(self._move)
        self.box.wanted.connect(self._find)
        self.box.kept.connect(self.kept)
        self.box.elsewhere_requested.connect(self.elsewhere_requested)
        self.matrix = ConfusionMatrix(plain=True)
        self.matrix.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.matrix.table.setSelectionMode(self.matrix.table.SelectionMode.NoSelection)
        side = QWidget()
        column = v_box(side, margins=(0, 0, 6, 0), spacing=4)
        column.addWidget(self.box)
        self.matrix.setFixedHeight(theme.current().room(96))
        column.addWidget(self.matrix)
        column.addStretch(1)
        self._around = around = ScrollColumn(side)
        row = h_box(self, margins=(14, 8, 8, 4), spacing=18)
        row.addWidget(self.roc, 4)
        row.addWidget(self.recall, 4)
        row.addWidget(around, 3)
        theme.current().changed.connect(self._recolour)
        self._recolour()

    def _in_two_columns(self) -> QGridLayout:
        """The four figures with their names."""
        figures = grid_box(spacing=(14, 2))
        names = (self.tr("Precision"), self.tr("Recall"), self.tr("F1"), self.tr("Accuracy"))
        for i, (name, figure) in enumerate(zip(names, self._figures, strict=True)):
            figure.setAccessibleName(name)
            figures.addWidget(label(name, "small"), i // 2, 2 * (i % 2))
            figures.addWidget(figure, i // 2, 2 * (i % 2) + 1)
        return figures

    @property
    def counted(self) -> YesNo:
        """Samples by truth and answer at the threshold."""
        return at_threshold(self._scores, self._yes, self.box.threshold)

    def show_judgement(
        self, judged: Judgement, kept: Decision | None = None, other: Decision | None = None
    ) -> None:
        """Show the curves of a judgement of classes; of two the second counts as yes, unless the first is rare.

        Parameters
        ----------
        judged : Judgement
        kept : Decision, optional
            What is kept of this question for the weights that were judged.
        other : Decision, optional
            The newest of this question that is kept for other weights.
        """
        self.ready()
        self._judged, self._kept = judged, (kept, other)
        now = judged.decision
        with QSignalBlocker(self.which):
            self.which.clear()
            self.which.addItems(list(judged.classes))
            self.which.setCurrentIndex(_first(judged) if now is None else now.yes)
        self._begin(HALF if now is None else now.threshold)
        self._draw()

    def figures(self) -> tuple[QWidget, ...]:
        """What can be saved as a picture."""
        return () if self._judged is None else (self.roc, self.recall)

    def _begin(self, threshold: float) -> None:
        """Show a threshold of the class that counts as yes."""
        assert self._judged is not None
        yes: Literal[0, 1] = 0 if self.which.currentIndex() == 0 else 1
        self.box.begin(Decision(threshold, yes, self._judged.part))

    def _choose(self) -> None:
        """Set another class against the rest; of two, what is answered stays the same."""
        judged = self._judged
        if judged is not None and len(judged.classes) == 2:
            self._begin(round(1 - self.box.threshold, 4))
        self._draw()
        self._tell()

    def _find(self, goal: Literal["f1", "youden"]) -> None:
        found = best_threshold(self._scores, self._yes, goal)
        if found is not None:
            self.box.go_to(found)

    def _draw(self) -> None:
        judged, number = self._judged, self.which.currentIndex()
        if judged is None or number < 0:
            return
        self._scores, self._yes = judged.scores[:, number], judged.true == number
        roc, recall = roc_curve(self._scores, self._yes), precision_recall_curve(self._scores, self._yes)
        self._lines[0].setData(roc.x, roc.y)
        # In steps, as its area is counted: between two thresholds nothing is known.
        self._lines[1].setData(np.repeat(recall.x, 2)[:-1], np.repeat(recall.y, 2)[1:])
        share = float(self._yes.mean()) if len(self._yes) else 0.0
        self._chances[0].setData([0, 1], [0, 1])
        self._chances[1].setData([0, 1], [share, share])
        self.roc.set_remark(self._area(self.tr("AUC {0}, guessing 0.5"), roc.area))
        words = self.tr("AP {0}, guessing {1}")
        self.recall.set_remark(self._area(words, recall.area, f"{share:.3f}"))
        self._show_point()

    def _area(self, words: str, area: float, *more: str) -> str:
        if math.isnan(area):
            return self.tr("all samples are of one kind")
        return words.format(f"{area:.3f}", *more)

    def _move(self) -> None:
        self._show_point()
        self._tell()

    def _tell(self) -> None:
        if self._judged is not None and len(self._judged.classes) == 2:
            self.tried.emit(self.box.decision)

    def _show_point(self) -> None:
        judged, number = self._judged, self.which.currentIndex()
        if judged is None or number < 0:
            return
        found = self.counted
        precision = found.precision if found.hits + found.false_alarms else 1.0  # where the curve begins
        self._points[0].setData([found.fall_out], [found.recall])
        self._points[1].setData([found.recall], [precision])
        asked = questions(judged.prepared.preprocessor)
        offered = asked[judged.question] if asked else ()
        self.box.offer(offered, *self._kept, validation=len(judged.prepared.validation) > 0)
        for figure, value in zip(
            self._figures, (found.precision, found.recall, found.f1, found.accuracy), strict=True
        ):
            figure.setText(percent_text(value))
        if len(judged.classes) == 2:  # in the order that the overview has
            counts = found.confusion if number else found.confusion[::-1, ::-1]
            self.matrix.show_confusion(counts, judged.classes)
        else:
            self.matrix.show_confusion(found.confusion, (self.tr("others"), judged.classes[number]))
        self._make_room()

    def _make_room(self) -> None:
        """As wide as what stands beside the curves is in this language: it scrolls up and down only."""
        self._around.setMinimumWidth(max(theme.current().room(_BESIDE), self._around.whole_width()))

    def _recolour(self) -> None:
        tokens = theme.current().tokens
        for line, chance, point in zip(self._lines, self._chances, self._points, strict=True):
            line.setPen(pg.mkPen(tokens.curve_train, width=2))
            chance.setPen(pg.mkPen(tokens.text_muted, width=1, style=Qt.PenStyle.DashLine))
            point.setSymbolBrush(pg.mkBrush(tokens.curve_validation))
            point.setSymbolPen(pg.mkPen(tokens.surface, width=1.5))


def _first(judged: Judgement) -> int:
    """The class to begin with: of two the second, or the first where that is much rarer; of more the one found worst."""
    if len(judged.classes) == 2:
        first, second = np.bincount(judged.true, minlength=2)
        return 0 if _RARE * first < second else 1
    if judged.confusion is None:
        return 1
    return int(np.argmin([found.f1 for found in class_figures(judged.confusion)]))
