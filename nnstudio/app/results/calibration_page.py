"""Whether a network is right as often as it is sure."""

from __future__ import annotations

import html

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from nnstudio.app.look import theme
from nnstudio.app.plots.graph import Graph
from nnstudio.app.results.dot_keys import Dot, DotKeys
from nnstudio.app.widgets.boxes import grid_box, h_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import tooltip
from nnstudio.nn.calibration import GROUPS, Calibration, Group, calibration, group_of
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.numbers import percent_text, whole_text

_SIDE = 284
"""Width of the words beside the plots."""
_ABOVE = 1.6
"""So many times as high as its highest bar is the plot, that names have room above."""


class CalibrationPage(LatePage):
    """Probabilities beside what came true, in groups.

    Signals
    -------
    sample_activated(positions, title, position)
        Samples that are about equally probable are to be looked at, and this one of them first.
    """

    sample_activated = Signal(object, str, int)

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._weighted = False
        self._probabilities, self._hits = np.empty(0), np.empty(0, bool)
        self.found: Calibration | None = None

    def build(self) -> None:
        """Make the two plots and the words beside them."""
        self.truth = Graph(self.tr("Calibration"), "", "")
        self.truth.explain(self.tr("Mean distance of the dots from the line, each by its samples"))
        self.truth.set_range((0, 1), (0, 1), 0.07)
        self._line = self.truth.plot.plot([0, 1], [0, 1])
        self._reach = pg.ErrorBarItem(x=np.zeros(1), y=np.zeros(1), beam=0.015)
        self._dots = pg.ScatterPlotItem(size=11, hoverable=True, hoverSize=14)
        self._dots.sigClicked.connect(lambda _dots, points: self._look_closer(points[0].data()))
        self.truth.plot.addItem(self._reach)
        self.truth.plot.addItem(self._dots)
        self.truth.plot.setToolTip(tooltip(self.tr("Click a dot to look at its samples")))
        self.dot_keys = DotKeys(self.truth)
        self.dot_keys.opened.connect(lambda at: self._look_closer(self._dots.points()[at].data()))
        self.spread = Graph("", "", self.tr("Samples"), counts=True)
        self._bars = [pg.BarGraphItem(x=[0], height=[0], width=1) for _ in range(2)]
        self._names = self.spread.plot.addLegend(offset=(6, 2), colCount=2)
        for bars in self._bars:
            self.spread.plot.addItem(bars)
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setAccessibleName(self.tr("Whose probability is looked at"))
        self.which.setToolTip(
            tooltip(self.tr("The answers that were given, or one class whatever was answered"))
        )
        self.which.currentIndexChanged.connect(self._draw)
        which_label = QLabel(self.tr("Probability of"))
        which_label.setBuddy(self.which)
        self.sentence, self.advice = label("", wrap=True), label("", "small", wrap=True)
        self._kinds = [label("", "small") for _ in range(3)]
        self._figures = [label("", "strong") for _ in range(3)]
        side = QWidget()
        column = v_box(side, margins=(0, 0, 6, 0), spacing=6)
        head, figures = h_box(), grid_box(spacing=(14, 2))
        head.addWidget(which_label)
        head.addWidget(self.which, 1)
        for i, (kind, figure) in enumerate(zip(self._kinds, self._figures, strict=True)):
            figures.addWidget(kind, i, 0)
            figures.addWidget(figure, i, 1)
        figures.setColumnStretch(1, 1)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addLayout(figures)
        column.addWidget(self.advice)
        column.addStretch(1)
        around = ScrollColumn(side)
        around.setMinimumWidth(theme.current().room(_SIDE))
        row = h_box(self, margins=(14, 8, 8, 4), spacing=18)
        row.addWidget(self.truth, 4)
        row.addWidget(self.spread, 4)
        row.addWidget(around, 3)
        theme.current().changed.connect(self._recolour)
        self._recolour()

    def show_judgement(self, judged: Judgement, *, weighted: bool = False) -> None:
        """Show a judgement of classes, beginning with the answers that were given.

        Parameters
        ----------
        judged : Judgement
        weighted : bool
            Whether some classes counted more than others in training.
        """
        self.ready()
        self._judged, self._weighted = judged, weighted
        names = [self.tr("the answer"), *judged.classes]
        if names != [self.which.itemText(i) for i in range(self.which.count())]:
            with QSignalBlocker(self.which):
                self.which.clear()
                self.which.addItems(names)
        self._draw()

    def figures(self) -> tuple[QWidget, ...]:
        """What can be saved as a picture."""
        return () if self.found is None else (self.truth, self.spread)

    def _draw(self) -> None:
        judged, number = self._judged, self.which.currentIndex() - 1
        if judged is None or number < -1:
            return
        if number < 0:
            self._probabilities, self._hits = judged.confidence, judged.said == judged.true
        else:
            self._probabilities, self._hits = judged.given[:, number], judged.true == number
        found = self.found = calibration(self._probabilities, self._hits, judged.groups)
        groups = () if found is None else found.groups
        x = np.array([each.mean for each in groups])
        y = np.array([each.share for each in groups])
        self._dots.setData(x, y, data=[round(each.low * GROUPS) for each in groups])
        self._reach.setData(
            x=x,
            y=y,
            top=np.array([each.most for each in groups]) - y,
            bottom=y - np.array([each.least for each in groups]),
        )
        middles = [(each.low + each.high) / 2 for each in groups]
        hits = [each.hits for each in groups]
        misses = [each.samples - each.hits for each in groups]
        self._bars[0].setOpts(x=middles, height=hits, width=0.92 / GROUPS)
        self._bars[1].setOpts(x=middles, height=misses, y0=hits, width=0.92 / GROUPS)
        self.spread.set_range((0, 1), (0, _ABOVE * max((each.samples for each in groups), default=1)))
        self._say(found, "" if number < 0 else judged.classes[number])

    def _say(self, found: Calibration | None, name: str) -> None:
        """Name what is drawn, and say what it means; without a name of a class it is the answers that are judged."""
        sure, true = self.tr("Certainty"), self.tr("Answered rightly")
        parts = self.tr("correct"), self.tr("wrong")
        if name:
            sure, true = self.tr("Probability of {0}").format(name), self.tr("Share that is {0}").format(name)
            parts = name, self.tr("others")
        self.truth.set_axes(sure, true)
        self.spread.set_axes(sure, self.tr("Samples"))
        self.spread.set_title(
            self.tr("How probable {0} seemed").format(name) if name else self.tr("How sure it was")
        )
        self._names.clear()
        for bars, part in zip(self._bars, parts, strict=True):
            self._names.addItem(bars, html.escape(part))
        for kind, words in zip(self._kinds, (sure, true, self.tr("Calibration error")), strict=True):
            kind.setText(words)
        if found is None:
            self.sentence.setText(
                self.tr("The network gives no numbers here: its training has come to nothing")
            )
        else:
            self.sentence.setText(self._verdict(found, name))
        shares = (None,) * 3 if found is None else (found.mean, found.share, found.error)
        for kind, figure, share in zip(self._kinds, self._figures, shares, strict=True):
            figure.setText("–" if share is None else percent_text(share))
            figure.setAccessibleName(kind.text())
        self.truth.set_remark("" if found is None else self.tr("error {0}").format(percent_text(found.error)))
        groups = () if found is None else found.groups
        self.dot_keys.show_dots([self._dot(each, sure, true) for each in groups])
        self.advice.setText("" if found is None else self._advice(found, name))
        self.advice.setVisible(bool(self.advice.text()))

    def _dot(self, group: Group, sure: str, true: str) -> Dot:
        samples = self.tr("Samples: {0}").format(whole_text(group.samples))
        shares = f"{sure} {percent_text(group.mean)}, {true} {percent_text(group.share)}"
        return Dot(
            group.mean, group.share, samples, f"{self._title(round(group.low * GROUPS))}: {shares}, {samples}"
        )

    def _verdict(self, found: Calibration, name: str) -> str:
        answers = {
            "too sure": self.tr("Too sure of itself: {0} sure on average, but right in {1}."),
            "too unsure": self.tr("Less sure than it might be: {0} sure on average, and right in {1}."),
            "uneven": self.tr(
                "On average as sure as it is right, {0} and {1}, but not where the dots are off the line."
            ),
            "fitting": self.tr(
                "As sure as it is right, as far as {2} samples can tell: {0} sure on average, right in {1}."
            ),
        }
        classes = {
            "too sure": self.tr("Thought more probable than it is: {0} on average, and true of {1}."),
            "too unsure": self.tr("Thought less probable than it is: {0} on average, and true of {1}."),
            "uneven": self.tr(
                "On average as probable as it was thought to be, {0} and {1}, but not where the dots are off the line."
            ),
            "fitting": self.tr(
                "As probable as it was thought to be, as far as {2} samples can tell: {0} on average, true of {1}."
            ),
        }
        words = (classes if name else answers)[found.verdict]
        samples = sum(each.samples for each in found.groups)
        return words.format(percent_text(found.mean), percent_text(found.share), whole_text(samples))

    def _advice(self, found: Calibration, name: str) -> str:
        if self._weighted and found.verdict != "fitting":
            return self.tr(
                "Class weights make classes that count more seem more probable than they are: train without them where probabilities are to be believed."
            )
        if name:
            return ""
        advice = {
            "too sure": self.tr(
                "Fewer epochs or the weights of the best one, dropout, weight decay and label smoothing make a network less sure."
            ),
            "too unsure": self.tr(
                "More epochs, and less dropout, weight decay or label smoothing, make a network surer."
            ),
        }
        return advice.get(found.verdict, "")

    def _look_closer(self, number: int) -> None:
        """Show the samples of a group: those first in which it did not come true."""
        within = np.flatnonzero(group_of(np.clip(self._probabilities, 0, 1)) == number)
        within = within[np.argsort(self._hits[within], kind="stable")]
        self.sample_activated.emit(within, self._title(number), int(within[0]))

    def _title(self, number: int) -> str:
        return self.tr("{0} to {1} probable").format(
            percent_text(number / GROUPS, 0), percent_text((number + 1) / GROUPS, 0)
        )

    def _recolour(self) -> None:
        look = theme.current()
        tokens = look.tokens
        self._line.setPen(pg.mkPen(tokens.text_muted, width=1, style=Qt.PenStyle.DashLine))
        self._reach.setOpts(pen=pg.mkPen(tokens.curve_train, width=1))
        self._dots.setBrush(pg.mkBrush(tokens.curve_train))
        self._dots.setPen(pg.mkPen(tokens.surface, width=1.5))
        for bars, color in zip(self._bars, ("curve_train", "curve_validation"), strict=True):
            bars.setOpts(brush=pg.mkBrush(look.color(color, 0.75)), pen=pg.mkPen(None))
        self._names.setLabelTextColor(look.color("text"))
        self._names.setLabelTextSize(f"{look.font('small').pixelSize()}px")
        for _, name in self._names.items:
            name.setText(name.text)  # which takes the colour
