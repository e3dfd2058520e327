"""The plane or the line of the inputs: what the network answers everywhere, with the data points over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.data.plane import MARKS
from nnstudio.app.inside.seeing import Seen, points
from nnstudio.app.look import theme
from nnstudio.app.look.shades import image, largest
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host

_LEFT, _BOTTOM, _TOP = 44, 24, 6
_SHADE = 0.55
"""How strong the colour of a class is where the network is sure."""
_MARK = 8.5
"""Size of a mark."""


class Field(QWidget):
    """Paints answers as shades and data as marks: each class has a colour and a mark of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: Seen | None = None
        self.parts = {"train": True, "validation": True}
        """Which points are shown."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(150, 120)
        theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Roomy."""
        return QSize(420, 300)

    def show_seen(self, seen: Seen | None) -> None:
        """Show what was found."""
        self._seen = seen
        if seen is not None:
            self.setAccessibleName(
                self.tr("Decision boundary") if seen.kind == "plane" else self.tr("Fitted curve")
            )
        self.update()

    def box(self) -> QRectF:
        """Where the plane is; round shapes stay round where both inputs are of one kind."""
        room = theme.current().room
        left, bottom = room(_LEFT), room(_BOTTOM)
        return QRectF(left, _TOP, self.width() - left - 10, self.height() - bottom - _TOP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shades, axes and points."""
        seen = self._seen
        if seen is None or seen.answers is None:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.box()
        if seen.kind == "plane":
            painter.drawImage(box, shades_of(seen))
            if seen.prepared.task != "regression":
                _paint_border(painter, box, leaning(probabilities(seen.answers), seen.chosen))
            ends = (seen.limits[0], seen.limits[1]), (seen.limits[2], seen.limits[3])
        else:
            ends = (seen.limits[0], seen.limits[1]), _heights(seen)
        painter.setPen(QPen(look.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        self._axes(painter, box, seen, ends)
        painter.setClipRect(box)
        for part, split in (("train", seen.prepared.train), ("validation", seen.prepared.validation)):
            if self.parts[part] and len(split):
                _paint_points(painter, box, ends, *points(split), seen, solid=part == "train")
        if seen.kind == "line":
            _paint_curve(painter, box, ends, seen)

    def _axes(self, painter: QPainter, box: QRectF, seen: Seen, ends: Any) -> None:
        look = theme.current()
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text_muted"))
        known = seen.prepared.preprocessor
        names = [*known.features] if known.features else ["x₁", "x₂"]
        if seen.kind == "line":
            names = [names[0], known.target_name or self.tr("answer")]
        line, middle = painter.fontMetrics().height(), Qt.AlignmentFlag.AlignHCenter
        for share in (0.0, 1.0):
            text = _short(raw(known, seen, 0, ends[0][0] + share * (ends[0][1] - ends[0][0])))
            x = min(max(box.left() + share * box.width(), box.left() + 14), box.right() - 14)
            painter.drawText(QRectF(x - 40, box.bottom() + 2, 80, line), middle, text)
            text = _short(raw(known, seen, 1, ends[1][0] + share * (ends[1][1] - ends[1][0])))
            y = min(max(box.bottom() - share * box.height() - line / 2, box.top()), box.bottom() - line)
            painter.drawText(QRectF(0, y, box.left() - 5, line), Qt.AlignmentFlag.AlignRight, text)
        painter.drawText(QRectF(box.left(), box.bottom() + 2, box.width(), line + 2), middle, names[0])
        painter.save()
        painter.translate(box.left() - line - 4, box.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-box.height() / 2, 0, box.height(), line), middle, names[1])
        painter.restore()


def _short(value: float) -> str:
    """A number in two digits that mean something, short enough for the end of an axis: 2600, not 2.6e+03."""
    plain = f"{float(f'{value:.2g}'):g}"
    text = plain if len(plain) <= 6 else f"{value:.0e}".replace("e+0", "e").replace("e-0", "e-")
    return text.replace("-", "−")


def raw(known: Preprocessor, seen: Seen, axis: int, value: float) -> float:
    """A number of the network in the unit of the data, where that is plain."""
    if seen.kind == "line" and axis == 1:
        return float(known.restore_targets(np.array([[value]]))[0, 0])
    columns = known.columns
    if len(columns) == len(known.features) and columns:
        column = columns[axis]
        if column.kind == "number" and not column.logarithm:
            return column.offset + column.scale * value
        return value
    place = axis if len(known.offset) > 1 else 0
    return known.offset[place] + known.scale[place] * value


def shades_of(seen: Seen) -> QImage:
    """Answers as colours: the class that is most likely, stronger where the network is surer."""
    assert seen.answers is not None
    answers = seen.answers[::-1]  # pictures begin at the top
    if seen.prepared.task == "regression":
        return image(answers[..., 0], largest(answers))
    answers = leaning(probabilities(answers), seen.chosen)
    best = answers.argmax(axis=-1)
    count = answers.shape[-1]
    sure = np.clip((answers.max(axis=-1) - 1 / count) / (1 - 1 / count), 0, 1)[..., None] * _SHADE
    tokens = theme.current().tokens
    ground = _rgb(tokens.surface)
    colors = np.stack([_rgb(tokens.curves[i % len(tokens.curves)]) for i in range(count)])
    pixels = colors[best] * sure + ground * (1 - sure)
    data = np.ascontiguousarray(pixels.astype(np.uint8))
    height, width = best.shape
    return QImage(data.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _paint_border(painter: QPainter, box: QRectF, shares: Host) -> None:
    """A line where the answer changes, for those who see no colours."""
    painter.setPen(QPen(theme.current().color("text"), 1.4))
    rows, columns = shares.shape[:2]
    across, up = box.width() / (columns - 1), box.height() / (rows - 1)
    for piece in border(shares):
        painter.drawLine(*(QPointF(box.left() + x * across, box.bottom() - y * up) for x, y in piece))


def border(shares: Host) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Pieces of the line on which two classes are equally likely, from (column, row) to (column, row) of the grid.

    Between two places it runs by the logarithms of the shares, which change evenly where the shares leap from 0 to 1; by the
    shares themselves the border of a sure network would be a flight of stairs.
    """
    best, sure = shares.argmax(axis=-1), np.log(np.maximum(shares, 1e-9))
    for row, column in np.argwhere(_differs(best)):
        crossed = []
        corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
        for (r1, c1), (r2, c2) in zip(corners, (*corners[1:], corners[0]), strict=True):
            a, b = best[r1, c1], best[r2, c2]
            if a != b:
                ahead = sure[r1, c1, a] - sure[r1, c1, b]
                behind = sure[r2, c2, b] - sure[r2, c2, a]
                share = float(ahead / max(ahead + behind, 1e-12))
                crossed.append((c1 + share * (c2 - c1), r1 + share * (r2 - r1)))
        if len(crossed) == 2:
            yield crossed[0], crossed[1]
        else:
            x, y = (sum(along) / len(crossed) for along in zip(*crossed, strict=True))
            yield from ((point, (x, y)) for point in crossed)


def _differs(best: Host) -> Host:
    """Squares of the grid whose corners have different answers."""
    corner = best[:-1, :-1]
    return np.asarray((corner != best[:-1, 1:]) | (corner != best[1:, :-1]) | (corner != best[1:, 1:]))


def probabilities(output: Host) -> Host:
    """Outputs of a classification, shape (…, outputs), as a share for each class."""
    if output.shape[-1] > 1:
        return _likely(output)
    one = certain(output[..., 0])
    return np.stack([1 - one, one], axis=-1)


def leaning(shares: Host, chosen: Chosen) -> Host:
    """Shares of two classes, shape (…, 2), stretched so that the answer changes at one half; as they are where nothing is chosen."""
    decision = chosen[0] if chosen else None
    if decision is None:
        return shares
    at, yes = decision.threshold, shares[..., decision.yes]
    told = np.where(yes < at, yes / (2 * at), 0.5 + (yes - at) / (2 * (1 - at)))
    pair = (1 - told, told)
    return np.stack(pair if decision.yes else pair[::-1], axis=-1)


def certain(values: Host) -> Host:
    """Probabilities of one output; sums that a loss turns into them are turned here."""
    inside = np.nan_to_num(values.astype(np.float64))
    if inside.min() >= 0 and inside.max() <= 1:
        return inside
    return np.asarray(1 / (1 + np.exp(-np.clip(inside, -60, 60))))


def _likely(values: Host) -> Host:
    inside = np.nan_to_num(values.astype(np.float64))
    if inside.min() >= 0 and np.allclose(inside.sum(axis=-1), 1, atol=1e-3):
        return inside
    powers = np.exp(inside - inside.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _heights(seen: Seen) -> tuple[float, float]:
    assert seen.answers is not None
    y = np.nan_to_num(np.concatenate([seen.prepared.train.y.ravel(), seen.answers.ravel()]))
    y = np.clip(y, *np.percentile(seen.prepared.train.y, [0, 100]) + np.array([-3.0, 3.0]))
    low, high = float(y.min()), float(y.max())
    room = 0.08 * max(high - low, 1e-6)
    return low - room, high + room


def _places(box: QRectF, ends: Any, x: Host, y: Host) -> Host:
    across = box.left() + (x - ends[0][0]) / (ends[0][1] - ends[0][0]) * box.width()
    up = box.bottom() - (y - ends[1][0]) / (ends[1][1] - ends[1][0]) * box.height()
    return np.stack([across, up], axis=1)


def _paint_points(
    painter: QPainter, box: QRectF, ends: Any, x: Host, y: Host, seen: Seen, *, solid: bool
) -> None:
    tokens = theme.current().tokens
    if seen.kind == "line":
        groups = [(0, _places(box, ends, x[:, 0], y[:, 0]))]
    elif seen.prepared.task == "regression":
        groups = [(7, _places(box, ends, x[:, 0], x[:, 1]))]
    else:
        where = _places(box, ends, x[:, 0], x[:, 1])
        groups = [(i, where[y == i]) for i in range(len(seen.prepared.classes))]
    for i, places in groups:
        color = QColor(tokens.curves[i % len(tokens.curves)])
        around = QColor(tokens.surface)
        painter.setPen(QPen(around if solid else color, 0.8 if solid else 1.6))
        painter.setBrush(color if solid else around)
        for px, py in places:
            painter.drawPath(mark(i, float(px), float(py)))


def mark(number: int, x: float, y: float) -> QPainterPath:
    """The mark of a class around a point, as it is in the data dialog: no colour is needed to tell classes apart."""
    shape: QPainterPath = Symbols[MARKS[number % len(MARKS)]]
    return QTransform(_MARK, 0, 0, _MARK, x, y).map(shape)


def _paint_curve(painter: QPainter, box: QRectF, ends: Any, seen: Seen) -> None:
    assert seen.answers is not None
    x = np.linspace(seen.limits[0], seen.limits[1], len(seen.answers))
    y = np.nan_to_num(seen.answers[:, 0])
    painter.setPen(QPen(theme.current().color("curve_validation"), 2.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(float(a), float(b)) for a, b in _places(box, ends, x, y)]))


def _rgb(color: str) -> Host:
    found = QColor(color)
    return np.array([found.red(), found.green(), found.blue()], np.float64)
