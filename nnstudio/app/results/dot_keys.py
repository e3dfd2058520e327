"""The dots of a plot without a mouse: arrows lead through them, Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from nnstudio.app.look import theme
from nnstudio.app.plots.graph import Graph

_RING = 21
"""Width of the ring around the dot at hand."""


class Dot(NamedTuple):
    """One that can be chosen.

    Parameters
    ----------
    x, y : float
    words : str
        A few, in place of the remark on the graph.
    spoken : str
        By a screen reader, everything.
    """

    x: float
    y: float
    words: str
    spoken: str


class DotKeys(QObject):
    """Makes a plot a stop of the keyboard, at which one of its dots is at hand.

    Parameters
    ----------
    graph : Graph

    Signals
    -------
    opened(int)
        A dot was chosen, by its number.
    """

    opened = Signal(int)

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph)
        self._graph, self._plot = graph, graph.plot
        self._dots: Sequence[Dot] = ()
        self._remark = ""
        self.at = 0
        self._ring = pg.ScatterPlotItem(size=_RING, brush=None)
        self._ring.setVisible(False)
        self._plot.addItem(self._ring, ignoreBounds=True)
        self._plot.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._plot.installEventFilter(self)
        theme.current().changed.connect(self._show)

    def show_dots(self, dots: Sequence[Dot]) -> None:
        """Lead through these, from the first on; the graph has its remark already."""
        self._dots, self.at, self._remark = dots, 0, self._graph.remark
        self._show()

    def _show(self) -> None:
        look, focused = theme.current(), self._plot.hasFocus()
        focus = pg.mkPen(look.tokens.focus, width=2)
        self._plot.getViewBox().setBorder(focus if focused else None)
        self._ring.setVisible(focused and bool(self._dots))
        if not self._ring.isVisible():
            self._graph.set_remark(self._remark)
            return
        dot = self._dots[self.at]
        self._ring.setData([dot.x], [dot.y], pen=focus)
        self._graph.set_remark(dot.words)
        self._plot.setAccessibleDescription(dot.spoken)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the plot."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._show()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        last = len(self._dots) - 1
        places: dict[Any, int] = {
            Qt.Key.Key_Left: self.at - 1, Qt.Key.Key_Right: self.at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in places and last >= 0:
            self.at = max(0, min(places[key], last))
            self._show()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and last >= 0:
            self.opened.emit(self.at)
        else:
            return False
        return True
