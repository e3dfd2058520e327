"""Points in the plane: what a generated data set looks like, classes apart by colour and by mark."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.widgets.boxes import v_box
from nnstudio.data.dataset import Dataset
from nnstudio.system.arrays import Host

MOST_POINTS = 3000
"""More points only hide each other."""
MARKS = ("o", "t1", "s", "d", "+", "x", "star", "p")
"""One for each class, so that nobody needs the colours to tell them apart."""

_SIZE = 9
_ROOM = 0.06
"""Air around the points, as a part of their extent."""


class PlanePlot(QWidget):
    """Shows data with one or two numbers as inputs: two classes or more, or a curve."""

    def __init__(self) -> None:
        super().__init__()
        fill(self, "card")
        self._dataset: Dataset | None = None
        self._plot = pg.PlotWidget(parent=self, enableMenu=False)
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAccessibleName(self.tr("Points in the plane"))
        self._legend = self._plot.addLegend(offset=(-8, 8))
        self._plot.getPlotItem().layout.setContentsMargins(6, 8, 14, 4)
        column = v_box(self, margins=4)
        column.addWidget(self._plot)
        theme.current().changed.connect(self._draw)

    def show_dataset(self, dataset: Dataset) -> None:
        """Draw the first points."""
        self._dataset = dataset
        self._draw()

    def _draw(self) -> None:
        colors = theme.current().tokens
        item = self._plot.getPlotItem()
        self._plot.setBackground(colors.color("surface"))
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setPen(pg.mkPen(colors.color("border")))
            axis.setTextPen(pg.mkPen(colors.color("text_muted")))
            axis.setTickFont(theme.current().font("small"))
            axis.setStyle(tickLength=0)
        item.clear()
        dataset = self._dataset
        if dataset is None:
            return
        groups, labels = points_of(dataset)
        self._legend.setLabelTextColor(colors.color("text"))
        self._legend.setLabelTextSize(f"{theme.current().font('small').pixelSize()}px")
        every = np.concatenate([points for _, points in groups])
        for i, (name, points) in enumerate(groups):
            marks = pg.ScatterPlotItem(
                points[:, 0], points[:, 1], symbol=MARKS[i % len(MARKS)], size=_SIZE,
                brush=pg.mkBrush(_color(i)), pen=pg.mkPen(colors.color("surface"), width=0.8), antialias=True,
            )  # fmt: skip
            item.addItem(marks)
            if name:
                self._legend.addItem(marks, name)
        self._legend.setVisible(len(groups) > 1)
        for axis, values in enumerate(every.T):
            low, high = float(values.min()), float(values.max())
            room = _ROOM * max(high - low, 1e-9)
            (item.setXRange if axis == 0 else item.setYRange)(low - room, high + room, padding=0)
        for side, label in zip(("bottom", "left"), labels, strict=True):
            item.setLabel(side, label, color=colors.text_muted)
        # Circles stay round where both axes are places; a curve may use all the room.
        item.setAspectLocked(bool(dataset.classes))


def points_of(dataset: Dataset) -> tuple[list[tuple[str, Host]], tuple[str, str]]:
    """Points by class, each with shape (N, 2), and the names of the two axes."""
    assert isinstance(dataset.inputs, tuple)
    count = min(MOST_POINTS, len(dataset))
    columns = [column.values[:count] for column in dataset.inputs]
    names = [column.name for column in dataset.inputs]
    if not dataset.classes:
        return [("", np.stack([columns[0], dataset.target.values[:count]], 1))], (
            names[0],
            dataset.target_name,
        )
    codes, where = dataset.target.values[:count], np.stack(columns[:2], 1)
    groups = [(name, where[codes == i]) for i, name in enumerate(dataset.classes)]
    return [(name, points) for name, points in groups if len(points)], (names[0], names[1])


def _color(number: int) -> QColor:
    curves = theme.current().tokens.curves
    return QColor(curves[number % len(curves)])


def ground(size: QSize, ratio: float) -> QPixmap:
    """The quiet field that a small picture lies on."""
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().color("canvas"))
    painter.drawRoundedRect(QRectF(0, 0, size.width(), size.height()), 6, 6)
    painter.end()
    return pixmap


def small_picture(dataset: Dataset, size: QSize, ratio: float) -> QPixmap:
    """Paint a few points of a data set as a small picture for a list."""
    pixmap = ground(size, ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    groups, _ = points_of(dataset)
    every = np.concatenate([points for _, points in groups])
    low, extent = every.min(axis=0), np.ptp(every, axis=0).clip(1e-9)
    room = np.array([size.width() - 10, size.height() - 10])
    for i, (_, points) in enumerate(groups):
        painter.setBrush(_color(i))
        for x, y in (points - low) / extent * room:
            painter.drawEllipse(QRectF(5 + x - 1.4, size.height() - 5 - y - 1.4, 2.8, 2.8))
    painter.end()
    return pixmap
