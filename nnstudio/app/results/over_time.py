"""Numbers along the order of their rows: what was true and what was answered, as two lines."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from nnstudio.app.look import theme
from nnstudio.app.plots.graph import Graph, extent
from nnstudio.app.results.time_axis import TimeAxis
from nnstudio.app.training.legend import Entry, Legend, pen
from nnstudio.app.training.sight import CurveBox, Sight
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import icon_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.name_choice import NameChoice
from nnstudio.data.cells.dates import spelled
from nnstudio.project.judging.judgement import Judgement
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text

_DOTS = 200
"""Up to so many rows in sight each one has a dot: a line alone does not tell where they stand."""

_SMOOTH = 2000
"""Up to so many rows lines are drawn with care; of more, wide ones are slow."""
_CLOSEST = 4.0
"""Steps from row to row that are in sight at the closest: nearer there are no rows, only a line between two."""
_ABOVE = 0.18
"""Part of the height of the lines that is free above them."""
_WIDEST = 200
"""Pixels of the list of series."""


def has_order(judged: Judgement) -> bool:
    """Whether there is a number whose rows follow one another."""
    order = judged.prepared.order
    return order is not None and not judged.classes and judged.true.ndim == 2 and judged.true.shape[1] == 1


class OverTimePage(LatePage):
    """Two lines, of one series.

    Signals
    -------
    sample_activated(positions, title, position)
        The sample under the cross is to be looked at, among those that are shown.
    """

    sample_activated = Signal(object, str, int)

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._positions: Host = np.zeros(0, np.intp)
        self._places: Host = np.zeros(0)

    def build(self) -> None:
        """Make the plot, the legend and the choice of a series."""
        self.series = NameChoice()
        self.series.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.series.setMaximumWidth(theme.current().room(_WIDEST))
        self.series.currentIndexChanged.connect(self._draw)
        self._series_label = label("")
        self._series_label.setBuddy(self.series)
        self.legend = Legend()
        self.whole = icon_button("zoom-fit", self.tr("Show all rows"), self._fit)
        beside = QWidget()
        head = h_box(beside, margins=(8, 0, 0, 0), spacing=6)
        head.addWidget(self._series_label)
        head.addWidget(self.series)
        head.addWidget(self.legend, 1)
        head.addWidget(self.whole)
        self._axis = TimeAxis("bottom", 10)
        self.graph = Graph(
            self.tr("Over time"), "", "", axis=self._axis, box=CurveBox(enableMenu=False), beside=beside
        )
        self.graph.plot.setToolTip(
            self.tr("The wheel zooms, dragging moves; Enter looks at the sample under the cross")
        )
        self._lines = {"true": self.graph.plot.plot(), "answer": self.graph.plot.plot()}
        # A row between two gaps is no line: however many rows are in sight, it has a dot.
        self._alone = {key: self.graph.plot.plot(pen=None, symbol="o") for key in self._lines}
        for line in (*self._lines.values(), *self._alone.values()):
            line.setDownsampling(auto=True, method="peak")
            line.setClipToView(True)
        # Not that of one axis, which comes before the lines have left out what is not in sight: thousands of dots.
        field = self.graph.plot.getViewBox()
        field.sigRangeChanged.connect(lambda *_: self._show_dots(self._in_sight()))
        field.sigRangeChanged.connect(lambda *_: self._name_axes())
        field.sigResized.connect(lambda *_: self._name_axes())
        self.sight = Sight(self.graph.plot)
        self.sight.moved.connect(lambda _at: self._show_figures())
        self.sight.fitted.connect(self._fit)
        self.legend.switched.connect(self._switch)
        self.graph.plot.installEventFilter(self)
        v_box(self, margins=(14, 8, 8, 4)).addWidget(self.graph, 1)
        theme.current().changed.connect(self._recolour)
        self._recolour()

    def show_judgement(self, judged: Judgement) -> None:
        """Show a judgement of one number; only series that have rows in its part can be chosen."""
        self.ready()
        self._judged = judged
        order = judged.prepared.order
        assert order is not None
        names = list(order.series_of(judged.split.rows))
        if names != [self.series.itemText(i) for i in range(self.series.count())]:
            before = self.series.currentText()
            with QSignalBlocker(self.series):
                self.series.clear()
                self.series.addItems(names)
                if before in names:
                    self.series.setCurrentIndex(names.index(before))
        column = "" if order.series is None else order.series.column
        self._series_label.setText(column.replace("&", "&&"))
        self.series.setAccessibleName(column)
        for widget in (self._series_label, self.series):
            widget.setVisible(bool(names))
        self._draw()

    def figures(self) -> tuple[QWidget, ...]:
        """What can be saved as a picture."""
        return () if self._judged is None else (self.graph,)

    def _draw(self) -> None:
        judged = self._judged
        if judged is None or (order := judged.prepared.order) is None:
            return
        series = self.series.currentText()
        self._positions = order.along(judged.split.rows, series)
        rows = judged.split.rows[self._positions]
        self._places = order.places[rows]
        # Not by a number that is none: where many rows share a pixel, all of them would go with it.
        near = ~order.gaps(rows, series)
        joined = np.append(near, True)[: len(rows)]
        self._show_dots(len(rows))
        alone = ~(np.append(near, False) | np.append(False, near))[: len(rows)]
        for key, values in zip(self._lines, (judged.true, judged.given), strict=True):
            up = values[self._positions, 0]
            self._lines[key].setData(self._places, up, connect=joined, antialias=len(rows) <= _SMOOTH)
            self._alone[key].setData(self._places[alone], up[alone])
        self._axis.dates = order.dates
        self._name_axes()
        self.sight.set_places(self._places)
        self._recolour()
        self._fit()

    def _switch(self, key: str, shown: bool) -> None:
        for each in (self._lines, self._alone):
            each[key].setVisible(shown)

    def _name_axes(self) -> None:
        """Say what stands across and up; the day too, where only times of it stand at the axis."""
        judged = self._judged
        if judged is None or (order := judged.prepared.order) is None:
            return
        field = self.graph.plot.getViewBox()
        low, high = field.viewRange()[0]
        day = self._axis.day_of(low, high, field.width())
        across = order.column or self.tr("row")
        self.graph.set_axes(f"{across}, {day}" if day else across, judged.target_names[0])

    def _in_sight(self) -> int:
        """How many rows are seen."""
        first, last = np.searchsorted(self._places, self.graph.plot.getViewBox().viewRange()[0])
        return int(last - first)

    def _show_dots(self, rows: int) -> None:
        """Mark the rows where few of them are in sight, such as after a look closer."""
        dot = "o" if rows <= _DOTS else None
        for line in self._lines.values():
            if line.opts["symbol"] != dot:
                line.setSymbol(dot)

    def _fit(self) -> None:
        """Show all rows."""
        judged = self._judged
        if judged is not None:
            low, high = extent(judged.true[self._positions], judged.given[self._positions])
            # Where the cross says where it stands there are no lines.
            across = extent(self._places)
            self._show_dots(len(self._places))
            self.graph.plot.setLimits(minXRange=min(_CLOSEST * _apart(self._places), across[1] - across[0]))
            self.graph.set_range(across, (low, high + _ABOVE * (high - low)), 0.04)

    def _show_figures(self) -> None:
        judged, at, tokens = self._judged, self.sight.at, theme.current().tokens
        if judged is None:
            return
        words = ["", ""]
        if at:
            position = int(self._positions[at - 1])
            digits = judged.digits()[0]
            words = [figure_text(float(each[position, 0]), digits) for each in (judged.true, judged.given)]
            self.sight.name(self._place_words(at))
        self.legend.show_entries(
            [
                Entry("true", self.tr("true"), words[0], tokens.text_muted),
                Entry("answer", self.tr("predicted"), words[1], tokens.curve_train),
            ]
        )
        spoken = self.tr("{0}: true {1}, predicted {2}").format(self._place_words(at), *words) if at else ""
        self.graph.plot.setAccessibleDescription(spoken)

    def _place_words(self, at: int) -> str:
        place = float(self._places[at - 1])
        return spelled(place) if self._axis.dates else figure_text(place, 8)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter looks at the sample under the cross."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and self.sight.at and self._judged is not None:
                position = int(self._positions[self.sight.at - 1])
                self.sample_activated.emit(self._positions, self.tr("In their order"), position)
                return True
        return super().eventFilter(watched, event)

    def _recolour(self) -> None:
        look = theme.current()
        for key, color in zip(self._lines, (look.tokens.text_muted, look.tokens.curve_train), strict=True):
            self._lines[key].setPen(pen(color, 2 if len(self._places) <= _SMOOTH else 1))
            for each in (self._lines[key], self._alone[key]):
                each.setSymbolBrush(pg.mkBrush(color))
                each.setSymbolPen(None)
                each.setSymbolSize(5)
        self.sight.recolour()
        self._show_figures()


def _apart(places: Host) -> float:
    """How far one row usually stands behind the other."""
    steps = np.diff(places)
    steps = steps[steps > 0]
    return float(np.median(steps)) if len(steps) else 1.0
