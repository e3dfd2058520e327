"""A regression looked at closely: predicted against true, and what is left over."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from nnstudio.app.look import theme
from nnstudio.app.plots.graph import Graph, extent
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.nn.figures import number_figures
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.numbers import figure_text

MOST_POINTS = 4000
"""More points only hide each other; of larger parts every so manieth is drawn."""
_BARS = (8, 40)


class ResidualsPage(LatePage):
    """Three plots of one output.

    Signals
    -------
    sample_activated(positions, title, position)
        The sample of a dot was chosen for a closer look, among those that are furthest off.
    """

    sample_activated = Signal(object, str, int)

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None

    def build(self) -> None:
        """Make the plots and the choice of an output."""
        self.output = QComboBox()
        self.output.setAccessibleName(self.tr("Output"))
        self.output.currentIndexChanged.connect(self._choose)
        self._label = QLabel(self.tr("Output"))
        self._label.setBuddy(self.output)
        self.fit = Graph(self.tr("Predicted against true"), self.tr("true"), self.tr("predicted"))
        self.spread = Graph(
            self.tr("Residuals"), self.tr("predicted − true"), self.tr("samples"), counts=True
        )
        self.course = Graph(
            self.tr("Residuals against predicted"), self.tr("predicted"), self.tr("predicted − true")
        )
        self._dots = [pg.ScatterPlotItem(size=6, pen=None, hoverable=True, hoverSize=10) for _ in range(2)]
        for dots in self._dots:
            dots.sigClicked.connect(lambda _dots, points: self._look_closer(points[0].data()))
        self._diagonal = self.fit.plot.plot()
        self._zero = [pg.InfiniteLine(angle=90, pos=0), pg.InfiniteLine(angle=0, pos=0)]
        self._bars = pg.BarGraphItem(x=[0], height=[0], width=1)
        self.fit.plot.addItem(self._dots[0])
        self.spread.plot.addItem(self._bars)
        self.spread.plot.addItem(self._zero[0])
        self.course.plot.addItem(self._zero[1])
        self.course.plot.addItem(self._dots[1])
        head = h_box()
        head.addWidget(self._label)
        head.addWidget(self.output)
        head.addStretch(1)
        plots = h_box(spacing=18)
        for graph in (self.fit, self.spread, self.course):
            plots.addWidget(graph, 1)
        column = v_box(self, margins=(14, 8, 8, 4), spacing=4)
        column.addLayout(head)
        column.addLayout(plots, 1)
        theme.current().changed.connect(self._recolour)
        self._recolour()

    def show_judgement(self, judged: Judgement) -> None:
        """Show a judgement of numbers."""
        self.ready()
        self._judged = judged
        names = judged.target_names
        with QSignalBlocker(self.output):
            self.output.clear()
            self.output.addItems(list(names))
        for widget in (self._label, self.output):
            widget.setVisible(len(names) > 1)
        self._choose()

    def figures(self) -> tuple[QWidget, ...]:
        """What can be saved as a picture."""
        return () if self._judged is None else (self.fit, self.spread, self.course)

    def _choose(self) -> None:
        judged, which = self._judged, self.output.currentIndex()
        if judged is None or which < 0:
            return
        true, given = judged.true[:, which], judged.given[:, which]
        wrong = given - true
        found = number_figures(true, given)
        seen = slice(None, None, max(1, -(-len(true) // MOST_POINTS)))
        positions = np.arange(len(true))[seen].tolist()
        both = extent(true, given)
        self._dots[0].setData(true[seen], given[seen], data=positions)
        self._diagonal.setData(both, both)
        self.fit.set_range(both, both, 0.04)
        self.fit.set_remark(self.tr("R² {0}").format(figure_text(found.r2, 3)))
        across = extent(wrong, np.zeros(1))
        bars = int(np.clip(round(2 * len(wrong) ** 0.5), *_BARS))
        counts, edges = np.histogram(wrong, bars, across)
        middles, width = (edges[1:] + edges[:-1]) / 2, 0.92 * (edges[1] - edges[0])
        self._bars.setOpts(x=middles, height=counts, width=width)
        self.spread.set_range(across, (0, max(1, int(counts.max()))))
        self.spread.set_remark(
            self.tr("MAE {0}, RMSE {1}, mean {2}").format(
                figure_text(found.mae), figure_text(found.rmse), figure_text(found.bias)
            )
        )
        for graph in (self.fit, self.course):
            graph.plot.setToolTip(self.tr("Click a dot to look at its sample") if self._opens else "")
        self._dots[1].setData(given[seen], wrong[seen], data=positions)
        self.course.set_range(extent(given), across, 0.04)
        unit = judged.target_names[which]
        self.fit.set_axes(self.tr("true {0}").format(unit), self.tr("predicted"))

    @property
    def _opens(self) -> bool:
        """Whether there is a closer look at samples: not where they are pictures to be given again."""
        return self._judged is not None and self._judged.prepared.preprocessor.answer != "input"

    def _look_closer(self, position: int) -> None:
        judged = self._judged
        if judged is not None and self._opens:
            self.sample_activated.emit(judged.mistakes(), self.tr("Furthest off first"), position)

    def _recolour(self) -> None:
        look = theme.current()
        for dots in self._dots:
            dots.setBrush(pg.mkBrush(look.color("curve_train", 0.75)))
        dashed = pg.mkPen(look.tokens.text_muted, width=1, style=Qt.PenStyle.DashLine)
        self._diagonal.setPen(dashed)
        for line in self._zero:
            line.setPen(dashed)
        self._bars.setOpts(brush=pg.mkBrush(look.color("curve_train", 0.75)), pen=pg.mkPen(None))
