"""Small pictures of samples, painted from the colour tokens: no files, sharp at every scale, right in the dark."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPixmapCache, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.theme import Tokens

_WIDTH, _HEIGHT = 160.0, 80.0
"""The drawings' own coordinates."""


class Thumbnail(QWidget):
    """Shows the drawing of a kind of sample.

    Parameters
    ----------
    kind : str
        A key of :data:`KINDS`; unknown ones show a network.
    """

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the drawing with some air."""
        return QSize(180, 104)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing in the middle of a quiet field."""
        tokens, ratio = theme.current().tokens, self.devicePixelRatioF()
        key = f"thumbnail {self._kind} {tokens.name} {self.width()} {self.height()} {ratio}"
        picture = QPixmap()
        if not QPixmapCache.find(key, picture):  # it is painted again whenever the mouse comes to its card
            picture = self._painted(tokens, ratio)
            QPixmapCache.insert(key, picture)
        QPainter(self).drawPixmap(0, 0, picture)

    def _painted(self, tokens: Tokens, ratio: float) -> QPixmap:
        picture = QPixmap(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("canvas"))
        painter.drawRoundedRect(self.rect(), 7, 7)
        scale = min((self.width() - 16) / _WIDTH, (self.height() - 20) / _HEIGHT)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(scale, scale)
        painter.translate(-_WIDTH / 2, -_HEIGHT / 2)
        KINDS.get(self._kind, _network)(painter, tokens)
        painter.end()
        return picture


def _noise(count: int, seed: int) -> Iterator[tuple[float, float]]:
    """Normal pairs that look random and are the same in every paint (a linear congruential generator)."""
    state = seed * 2_654_435_761 % 2**32
    for _ in range(count):
        uniform = []
        for _ in range(2):
            state = (1_664_525 * state + 1_013_904_223) % 2**32
            uniform.append((state + 1) / (2**32 + 1))
        radius = min(2.2, math.sqrt(-2 * math.log(uniform[0])))
        yield radius * math.cos(2 * math.pi * uniform[1]), radius * math.sin(2 * math.pi * uniform[1])


def _dot(painter: QPainter, x: float, y: float, radius: float, color: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def _line(painter: QPainter, color: QColor, width: float, *points: tuple[float, float]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _box(
    painter: QPainter, x: float, y: float, width: float, height: float, color: QColor, radius: float
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)


def _network(painter: QPainter, tokens: Tokens) -> None:
    columns = [
        (26, 3, "category_input"),
        (62, 4, "category_dense"),
        (98, 3, "category_dense"),
        (134, 1, "category_output"),
    ]
    at = [[(x, 40 + (i - (n - 1) / 2) * 20) for i in range(n)] for x, n, _ in columns]
    for left, right in itertools.pairwise(at):
        for a in left:
            for b in right:
                _line(painter, tokens.color("accent", 0.38), 1, a, b)
    for (_, _, color), points in zip(columns, at, strict=True):
        for x, y in points:
            _dot(painter, x, y, 5.4, tokens.color(color))


def _scatter(painter: QPainter, tokens: Tokens) -> None:
    groups = [(40, 56, "curve_train"), (84, 42, "category_convolution"), (118, 22, "category_pooling")]
    for number, (x, y, color) in enumerate(groups):
        for dx, dy in _noise(20, 3 + number):
            _dot(painter, x + 9 * dx + 2 * dy, y + 7 * dy, 2.6, tokens.color(color, 0.9))


_DIGIT = (
    "...5995..",
    "..59..95.",
    "......95.",
    ".....59..",
    "...599...",
    ".....595.",
    "......59.",
    ".59..595.",
    "..5995...",
)


def _digits(painter: QPainter, tokens: Tokens) -> None:
    size = 8.4
    for row, text in enumerate(_DIGIT):
        for column, level in enumerate(text):
            alpha = {".": 0.10, "5": 0.45, "9": 1.0}[level]
            color = tokens.color("category_convolution", alpha)
            _box(painter, 42.5 + column * size, 2.5 + row * size, size - 1.2, size - 1.2, color, 1.4)


def _images(painter: QPainter, tokens: Tokens) -> None:
    shirt = [
        (10, 6),
        (17, 3),
        (23, 3),
        (30, 6),
        (36, 15),
        (30, 19),
        (28, 16),
        (28, 37),
        (12, 37),
        (12, 16),
        (10, 19),
        (4, 15),
    ]
    trousers = [(11, 3), (29, 3), (32, 37), (23, 37), (20, 14), (17, 37), (8, 37)]
    shoe = [(4, 14), (9, 12), (15, 18), (23, 22), (34, 25), (36, 31), (36, 33), (4, 33)]
    pictures = [(shirt, "category_dense"), (trousers, "category_pooling"), (shoe, "category_regularise")]
    for number, (outline, color) in enumerate(pictures):
        x, y = 11 + number * 48, 19
        _box(painter, x, y, 42, 42, tokens.color(color, 0.16), 6)
        painter.setBrush(tokens.color(color))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([QPointF(x + 3.4 + a * 0.88, y + 3.4 + b * 0.88) for a, b in outline]))


def _sound(painter: QPainter, tokens: Tokens) -> None:
    """A spoken word as a spectrogram: a voice whose bands rise and fall, and a hiss at its end."""
    columns, rows, size = 20, 10, 7.2
    for column in range(columns):
        time = column / (columns - 1)
        loud = math.sin(math.pi * min(1.0, 0.08 + 1.15 * time)) ** 0.7 if time < 0.8 else 0.0
        tones = (8.6, 6.4 - 2.6 * math.sin(math.pi * time), 2.6 + 1.6 * math.sin(2.4 * time))
        for row in range(rows):
            voice = max(math.exp(-((row - tone) ** 2) / 0.9) for tone in tones)
            hiss = (
                0.75
                * (time > 0.72)
                * math.exp(-((row - 1.2) ** 2) / 3.2)
                * math.sin(math.pi * (time - 0.72) / 0.3)
            )
            color = tokens.color("category_regularise", 0.1 + 0.9 * max(voice * loud, hiss))
            _box(painter, 8.5 + column * size, 4.5 + row * size, size - 1.1, size - 1.1, color, 1.3)


def _moons(painter: QPainter, tokens: Tokens) -> None:
    for upper, color in ((True, "curve_train"), (False, "curve_validation")):
        for i, (dx, dy) in enumerate(_noise(24, 5 if upper else 8)):
            angle = math.pi * i / 23
            x = 64 - 34 * math.cos(angle) if upper else 98 + 34 * math.cos(angle)
            y = 44 - 32 * math.sin(angle) if upper else 34 + 32 * math.sin(angle)
            _dot(painter, x + 1.8 * dx, y + 1.8 * dy, 2.6, tokens.color(color, 0.9))


def _circles(painter: QPainter, tokens: Tokens) -> None:
    for radius, color, count in ((14, "curve_validation", 18), (33, "curve_train", 36)):
        for i, (dx, dy) in enumerate(_noise(count, radius)):
            angle = 2 * math.pi * i / count
            x, y = 80 + radius * math.cos(angle) + 1.6 * dx, 40 + radius * math.sin(angle) + 1.6 * dy
            _dot(painter, x, y, 2.6, tokens.color(color, 0.9))


def _spiral(painter: QPainter, tokens: Tokens) -> None:
    for arm, color in enumerate(("curve_train", "curve_validation")):
        for i in range(30):
            angle, radius = math.pi * (arm + i / 11), 3 + 33 * i / 29
            _dot(
                painter,
                80 + 1.2 * radius * math.cos(angle),
                40 + radius * math.sin(angle),
                2.6,
                tokens.color(color, 0.9),
            )


def _curve(painter: QPainter, tokens: Tokens) -> None:
    def height(x: float) -> float:
        return 40 - 26 * math.sin(x / 150 * 2 * math.pi)

    for i, (_, dy) in enumerate(_noise(34, 2)):
        x = 8 + i * 144 / 33
        _dot(painter, x, height(x) + 4 * dy, 2.3, tokens.color("curve_validation", 0.85))
    _line(painter, tokens.color("curve_train"), 2.4, *((x, height(x)) for x in range(8, 153, 3)))


def _regression(painter: QPainter, tokens: Tokens) -> None:
    for i, (_, dy) in enumerate(_noise(36, 9)):
        x = 14 + i * 132 / 35
        _dot(painter, x, 66 - (x - 14) * 0.39 + 7 * dy, 2.5, tokens.color("category_pooling", 0.85))
    _line(painter, tokens.color("accent"), 2.4, (10, 68), (150, 13))


def _skip(painter: QPainter, tokens: Tokens) -> None:
    wire = tokens.color("wire")
    _line(painter, wire, 1.6, (14, 52), (146, 52))
    arc = QPainterPath(QPointF(33, 52))
    arc.cubicTo(QPointF(36, 4), QPointF(120, 4), QPointF(127, 45))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(tokens.color("curve_validation"), 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    )
    painter.drawPath(arc)
    for x in (50, 86):
        _box(painter, x - 2, 41, 26, 22, tokens.color("category_convolution"), 5)
    _dot(painter, 127, 52, 8, tokens.color("category_merge"))
    _dot(painter, 33, 52, 4.4, tokens.color("category_input"))
    for ends in (((123, 52), (131, 52)), ((127, 48), (127, 56))):
        _line(painter, tokens.color("canvas"), 1.8, *ends)


def _autoencoder(painter: QPainter, tokens: Tokens) -> None:
    bars = [(22, 62, 1.0), (51, 40, 0.8), (80, 18, 0.65), (109, 40, 0.8), (138, 62, 1.0)]
    for (x, h, _), (x2, h2, _) in itertools.pairwise(bars):
        funnel = [(x + 6, 40 - h / 2), (x2 - 6, 40 - h2 / 2), (x2 - 6, 40 + h2 / 2), (x + 6, 40 + h / 2)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("category_pooling", 0.13))
        painter.drawPolygon(QPolygonF([QPointF(a, b) for a, b in funnel]))
    for x, h, alpha in bars:
        _box(painter, x - 6, 40 - h / 2, 12, h, tokens.color("category_pooling", alpha), 3.5)


def _two_inputs(painter: QPainter, tokens: Tokens) -> None:
    wire = tokens.color("wire")
    for y in (20, 60):
        _line(painter, wire, 1.6, (26, y), (62, y), (92, 40))
        for dy in (-9, 0, 9):
            _dot(painter, 22, y + dy, 3.4, tokens.color("category_input"))
        _box(painter, 45, y - 11, 26, 22, tokens.color("category_dense"), 5)
    _line(painter, wire, 1.6, (92, 40), (138, 40))
    for y in (33, 47):
        _box(painter, 88, y - 6, 12, 12, tokens.color("category_merge"), 3)
    _dot(painter, 138, 40, 5.4, tokens.color("category_output"))


def _three_answers(painter: QPainter, tokens: Tokens) -> None:
    wire = tokens.color("wire")
    colours = ("category_output", "category_convolution", "category_pooling")
    _line(painter, wire, 1.6, (26, 40), (80, 40))
    for y in (26, 40, 54):
        _dot(painter, 22, y, 3.4, tokens.color("category_input"))
    for y, colour in zip((14, 40, 66), colours, strict=True):
        _line(painter, wire, 1.6, (84, 40), (108, y), (138, y))
        _dot(painter, 138, y, 5.4, tokens.color(colour))
    for x in (44, 70):
        _box(painter, x, 22, 14, 36, tokens.color("category_dense"), 4)


def _table(painter: QPainter, tokens: Tokens) -> None:
    for row in range(5):
        for column, width in enumerate((34, 26, 30, 18)):
            x = 18 + sum((34, 26, 30, 18)[:column]) + column * 5
            head = row == 0
            color = tokens.color(
                "accent" if head else "category_shape", 0.9 if head else 0.22 + 0.16 * ((row + column) % 3)
            )
            if column == 3 and not head:
                color = tokens.color(("curve_train", "curve_validation")[(row * 7 // 3) % 2], 0.85)
            _box(painter, x, 6 + row * 14.5, width, 9, color, 2.5)


def _convolution(painter: QPainter, tokens: Tokens) -> None:
    for number, (size, depth) in enumerate(((46, 1), (34, 3), (22, 5))):
        x = (12, 68, 118)[number]
        for layer in reversed(range(depth)):
            dx = layer * 4.0
            _box(painter, x + dx, 44 - size / 2 - dx, size, size, tokens.color("canvas"), 4)
            alpha = 1.0 if layer == 0 else 0.5
            _box(
                painter,
                x + dx,
                44 - size / 2 - dx,
                size,
                size,
                tokens.color("category_convolution", alpha * 0.6),
                4,
            )
    _box(painter, 20, 30, 14, 14, tokens.color("category_convolution"), 2.5)
    _line(painter, tokens.color("category_convolution"), 1.2, (34, 30), (82, 44), (34, 44))


KINDS: dict[str, Callable[[QPainter, Tokens], None]] = {
    "network": _network,
    "scatter": _scatter,
    "digits": _digits,
    "images": _images,
    "sound": _sound,
    "moons": _moons,
    "circles": _circles,
    "spiral": _spiral,
    "curve": _curve,
    "regression": _regression,
    "skip": _skip,
    "autoencoder": _autoencoder,
    "two-inputs": _two_inputs,
    "three-answers": _three_answers,
    "table": _table,
    "convolution": _convolution,
}
"""The drawings, by the name that samples use."""
