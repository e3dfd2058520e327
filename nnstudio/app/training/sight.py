"""Reading a plot closely: wheel and drag change what is seen, a cross goes along the curves by mouse and keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from nnstudio.app.look import theme
from nnstudio.system.arrays import Doubles

_STEP = 0.8
"""What a key press of + leaves of the range."""


class CurveBox(pg.ViewBox):  # type: ignore[misc]
    """The field of the curves: dragging moves it, with Shift it draws a box to be seen; the wheel zooms.

    Signals
    -------
    fit_wanted()
    """

    fit_wanted = Signal()

    def mouseDragEvent(self, event: Any, axis: Any = None) -> None:
        """Move or draw a box."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        boxed = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.setMouseMode(self.RectMode if boxed else self.PanMode)
        super().mouseDragEvent(event, axis)

    def mouseDoubleClickEvent(self, event: Any) -> None:
        """Show everything."""
        event.accept()
        self.fit_wanted.emit()


class Sight(QObject):
    """Follows mouse and keys over one plot.

    Parameters
    ----------
    plot : pyqtgraph.PlotWidget
        With a :class:`CurveBox`.

    Signals
    -------
    moved(int)
        The cross stands at another epoch, counted from 1; 0: it is gone.
    freed()
        Somebody looks at a part of the curves.
    fitted()
        Everything is to be seen again.
    """

    moved = Signal(int)
    freed = Signal()
    fitted = Signal()

    def __init__(self, plot: Any) -> None:
        super().__init__(plot)
        self._plot = plot
        self._places: Doubles = np.empty(0)
        self._at = 0
        self._cross: Any = None  # made when it first stands somewhere, which most never do
        self._label: Any = None
        self._named = ""
        box = plot.getViewBox()
        box.fit_wanted.connect(self.fitted)
        box.sigRangeChangedManually.connect(lambda _: self.freed.emit())
        plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plot.viewport().setMouseTracking(True)
        plot.scene().sigMouseMoved.connect(self._follow)
        plot.installEventFilter(self)
        plot.viewport().installEventFilter(self)

    @property
    def at(self) -> int:
        """The epoch under the cross; 0 for none."""
        return self._at

    def set_places(self, places: Doubles) -> None:
        """Say where the epochs stand."""
        self._places = places
        if self._at:
            self.move(min(self._at, len(places)))

    def move(self, epoch: int) -> None:
        """Put the cross on an epoch; 0 takes it away."""
        epoch = max(0, min(epoch, len(self._places)))
        if epoch:
            self._begin()
        if self._cross is not None:
            self._cross.setVisible(epoch > 0)
        if epoch:
            self._cross.setValue(float(self._places[epoch - 1]))
        if epoch != self._at:
            self._at = epoch
            self.moved.emit(epoch)

    def name(self, text: str) -> None:
        """Say at the cross where it stands."""
        self._named = text
        if self._label is not None:
            self._label.setFormat(text)

    def _begin(self) -> None:
        """Make the cross, unless it is there."""
        if self._cross is not None:
            return
        self._cross = pg.InfiniteLine(angle=90)
        self._label = pg.InfLineLabel(
            self._cross, self._named, position=0.97, anchors=((0.0, 0.0), (1.0, 0.0))
        )
        self._plot.addItem(self._cross, ignoreBounds=True)
        self.recolour()

    def recolour(self) -> None:
        """Follow the theme."""
        tokens = theme.current().tokens
        if self._cross is not None:
            self._cross.setPen(pg.mkPen(tokens.text_muted, width=1))
            self._label.setColor(tokens.text)
            self._label.fill = pg.mkBrush(tokens.surface)
            self._label.textItem.setFont(theme.current().font("small"))
        box = self._plot.getViewBox()
        box.rbScaleBox.setPen(pg.mkPen(tokens.accent, width=1))
        box.rbScaleBox.setBrush(pg.mkBrush(theme.current().color("accent", 0.15)))
        box.setBorder(pg.mkPen(tokens.focus, width=2) if self._plot.hasFocus() else None)

    def _follow(self, where: QPointF) -> None:
        box = self._plot.getViewBox()
        if not len(self._places) or not box.sceneBoundingRect().contains(where):
            return
        x = box.mapSceneToView(where).x()
        self.move(int(np.argmin(np.abs(self._places - x))) + 1)

    def _zoom(self, factor: float) -> None:
        """Around the cross, if there is one, along the axes that the mouse may change as well."""
        box = self._plot.getViewBox()
        across, up = box.mouseEnabled()
        middle = box.viewRect().center()
        if self._at:
            middle.setX(float(self._places[self._at - 1]))
        box.scaleBy((factor if across else 1.0, factor if up else 1.0), center=middle)
        self.freed.emit()

    def _keep_in_sight(self) -> None:
        """Follow the cross where keys lead it out of what is seen."""
        box = self._plot.getViewBox()
        (low, high), place = box.viewRange()[0], float(self._places[self._at - 1]) if self._at else None
        if place is not None and not low <= place <= high:
            box.translateBy(x=place - (low + high) / 2)
            self.freed.emit()

    def _key(self, event: QKeyEvent) -> bool:
        last, far = len(self._places), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        by = 10 if far else 1
        key, at = event.key(), self._at or last
        if key == Qt.Key.Key_0:
            self.fitted.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self._zoom(1 / _STEP)
        elif key == Qt.Key.Key_Left:
            self.move(max(1, at - by))
        elif key == Qt.Key.Key_Right:
            self.move(at + by)
        elif key == Qt.Key.Key_Home:
            self.move(1)
        elif key == Qt.Key.Key_End:
            self.move(last)
        elif key == Qt.Key.Key_Escape and self._at:
            self.move(0)
        else:
            return False
        self._keep_in_sight()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the plot; the cross leaves with the mouse, unless keys have brought it."""
        kind = event.type()
        if watched is self._plot:
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isinstance(event, QFocusEvent):
                self._focus(event)
        elif kind == QEvent.Type.Leave and not self._plot.hasFocus():
            self.move(0)
        return False

    def _focus(self, event: QFocusEvent) -> None:
        got = event.gotFocus()
        border = pg.mkPen(theme.current().tokens.focus, width=2) if got else None
        self._plot.getViewBox().setBorder(border)
        if not got:
            self.move(0)
