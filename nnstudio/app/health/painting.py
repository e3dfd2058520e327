"""Small pictures of a layer's figures: a curve over time, and how values are spread."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nnstudio.app.look import theme
from nnstudio.training.findings import EXPLODING, GOOD_STEP, LARGE_STEP, VANISHING
from nnstudio.training.health import Histogram


class Band(NamedTuple):
    """A part of a scale, and its colour."""

    low: float
    high: float
    token: str
    strength: float


class Scale(NamedTuple):
    """The logarithmic axis of a curve."""

    limits: tuple[float, float]
    bands: tuple[Band, ...]


SIGNAL = Scale((1e-8, 1e4), (Band(VANISHING, EXPLODING, "surface_pressed", 0.75),))
STEP = Scale(
    (1e-8, 1.0),
    (
        Band(1e-8, 1.0, "surface_pressed", 0.45),
        Band(*GOOD_STEP, "success", 0.35),
        Band(LARGE_STEP / 5, 1.0, "warning", 0.35),
    ),
)


def place(value: float, limits: tuple[float, float]) -> float:
    """Where a value stands on a logarithmic scale: 0 at its beginning, 1 at its end."""
    low, high = math.log10(limits[0]), math.log10(limits[1])
    if not value > 0:
        return 0.0
    return min(1.0, max(0.0, (math.log10(value) - low) / (high - low)))


def paint_curve(painter: QPainter, box: QRectF, values: Sequence[float], token: str, scale: Scale) -> None:
    """Paint a figure over time before the bands of its scale."""
    look = theme.current()
    limits = scale.limits
    painter.setPen(Qt.PenStyle.NoPen)
    for band in scale.bands:
        top, bottom = (box.bottom() - place(v, limits) * box.height() for v in (band.high, band.low))
        painter.setBrush(look.color(band.token, band.strength))
        painter.drawRoundedRect(QRectF(box.left(), top, box.width(), bottom - top), 3, 3)
    known = [(i, v) for i, v in enumerate(values) if not math.isnan(v)]
    if not known:
        return
    last = max(len(values) - 1, 1)
    points = [
        QPointF(
            box.left() + 3 + (box.width() - 6) * (i / last if len(values) > 1 else 1.0),
            box.bottom() - 1 - place(v, limits) * (box.height() - 2),
        )
        for i, v in known
    ]
    painter.setPen(QPen(look.color(token), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(token))
    painter.drawEllipse(points[-1], 2.6, 2.6)


def paint_histogram(painter: QPainter, box: QRectF, found: Histogram | None, token: str) -> None:
    """Paint how values are spread, with a mark where 0 is."""
    look = theme.current()
    base = box.bottom() - 0.5
    painter.setPen(QPen(look.color("border"), 1))
    painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))
    if found is None or not sum(found.counts):
        return
    bins, most = len(found.counts), max(found.counts)
    width = box.width() / bins
    # The root lets rare values be seen beside one tall bar, as the zeros of a ReLU are.
    scale, thick = (box.height() - 2) / math.sqrt(most), max(width - 0.8, 1.0)
    bars = []
    for i, count in enumerate(found.counts):
        if count:
            height = max(1.5, scale * math.sqrt(count))
            bars.append(QRectF(box.left() + i * width, base - height, thick, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color(token, 0.8))
    painter.drawRects(bars)
    if found.low < 0 < found.high:
        x = box.left() + box.width() * -found.low / (found.high - found.low)
        painter.setPen(QPen(look.color("text_muted"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, base))
