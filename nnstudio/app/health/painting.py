"""Small pictures of a layer's figures: a curve over time, a place on a scale, how values are spread."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from nnstudio.app import theme
from nnstudio.training.findings import EXPLODING, GOOD_STEP, LARGE_STEP, VANISHING
from nnstudio.training.health import Histogram

SIGNAL_RANGE = (1e-8, 1e4)
STEP_RANGE = (1e-8, 1.0)


def place(value: float, limits: tuple[float, float]) -> float:
    """Where a value stands on a logarithmic scale: 0 at its beginning, 1 at its end."""
    low, high = math.log10(limits[0]), math.log10(limits[1])
    if not value > 0:
        return 0.0
    return min(1.0, max(0.0, (math.log10(value) - low) / (high - low)))


def paint_curve(painter: QPainter, box: QRectF, values: Sequence[float], token: str) -> None:
    """Paint a signal over time, logarithmically, before the band in which signals are well."""
    look = theme.current()
    limits = SIGNAL_RANGE
    top, bottom = (box.bottom() - place(v, limits) * box.height() for v in (EXPLODING, VANISHING))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("surface_pressed", 0.75))
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


def paint_scale(painter: QPainter, box: QRectF, value: float | None) -> None:
    """Paint how large a step is: a rail whose middle is good, with a pointer."""
    look = theme.current()
    rail = QRectF(box.left(), box.center().y() - 3, box.width(), 6)
    good = [rail.left() + place(v, STEP_RANGE) * rail.width() for v in GOOD_STEP]
    wild = rail.left() + place(LARGE_STEP / 5, STEP_RANGE) * rail.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("surface_pressed"))
    painter.drawRoundedRect(rail, 3, 3)
    painter.setBrush(look.color("success", 0.65))
    painter.drawRect(QRectF(good[0], rail.top(), good[1] - good[0], rail.height()))
    painter.setBrush(look.color("warning", 0.55))
    painter.drawRoundedRect(QRectF(wild, rail.top(), rail.right() - wild, rail.height()), 3, 3)
    if value is None:
        return
    x = rail.left() + 2 + place(value, STEP_RANGE) * (rail.width() - 4)
    painter.setPen(QPen(look.color("surface"), 1.5))
    painter.setBrush(look.color("text"))
    painter.drawRoundedRect(QRectF(x - 3, rail.top() - 5, 6, rail.height() + 10), 2.5, 2.5)


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
