"""The area in which curves are drawn: axes and the field between them."""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtWidgets import QGraphicsItem, QWidget


class CurveArea(pg.GraphicsView):  # type: ignore[misc]
    """What a plot of the dock needs of pyqtgraph's PlotWidget, under the same names.

    A window opens with two of them, and a PlotWidget takes three times as long to make: it comes with a form of forty
    settings, two more axes, a heading and a button, none of which is ever seen here.

    Parameters
    ----------
    parent : QWidget
    box : pyqtgraph.ViewBox
        The field.
    values, along : pyqtgraph.AxisItem
        The vertical axis, on its left, and the horizontal one below it.
    """

    def __init__(self, parent: QWidget, box: Any, values: Any, along: Any) -> None:
        super().__init__(parent)
        self._box = box
        self._axes = along, values  # kept: the scene does not
        layout = self.centralLayout
        layout.setSpacing(0)
        layout.setContentsMargins(0, 7, 16, 0)
        for item, row, column in ((box, 0, 1), (along, 1, 1), (values, 0, 0)):
            layout.addItem(item, row, column)
        layout.setRowStretchFactor(0, 100)
        layout.setColumnStretchFactor(1, 100)
        for axis in self._axes:
            axis.linkToView(box)
            axis.setFlag(QGraphicsItem.GraphicsItemFlag.ItemNegativeZStacksBehindParent)
            axis.setZValue(-1)  # grid lines run behind the curves and their words

    def getViewBox(self) -> Any:
        """Return the field."""
        return self._box

    def setXRange(self, low: float, high: float, padding: float | None = None) -> None:
        """Show a part of the horizontal axis, and a share of it beyond each end, a usual one where none is given."""
        self._box.setXRange(low, high, padding=padding)

    def setYRange(self, low: float, high: float, padding: float | None = None) -> None:
        """Show a part of the vertical axis, and a share of it beyond each end, a usual one where none is given."""
        self._box.setYRange(low, high, padding=padding)

    def plot(self, **how: Any) -> Any:
        """Add a curve without points."""
        curve = pg.PlotDataItem(**how)
        self.addItem(curve)
        return curve

    def addItem(self, item: Any, ignoreBounds: bool = False) -> None:
        """Add something to the field."""
        self._box.addItem(item, ignoreBounds=ignoreBounds)

    def removeItem(self, item: Any) -> None:
        """Take something out of the field."""
        self._box.removeItem(item)

    def listDataItems(self) -> list[Any]:
        """Return the curves."""
        return [item for item in self._box.addedItems if isinstance(item, pg.PlotDataItem)]
