"""Series as strips of dots on one scale: each run a dot, their mean a stroke, their standard deviation a band."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.project.series.figures import Figure, figure
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.series.words import figure_words, spread_words

_DOT = 3.5
"""Radius of a dot."""
_LEVELS = (0.0, -7.5, 7.5, -15.0, 15.0)
"""Pixels from the middle of a row at which dots lie."""
_ROW = 44
_GAP = 14


def heaped(places: Sequence[float]) -> list[tuple[float, float]]:
    """Where dots are painted: one that would lie on another goes above or below it, as far as there is room."""
    last = dict.fromkeys(_LEVELS, -1e9)
    found = []
    for x in sorted(places):
        level = next((y for y in _LEVELS if x - last[y] >= 2 * _DOT), min(_LEVELS, key=lambda y: last[y]))
        last[level] = x
        found.append((x, level))
    return found


def _reach(values: Figure) -> tuple[float, ...]:
    """What a row must have room for."""
    return (*values.values, values.mean - values.spread, values.mean + values.spread)


class DotStrip(QWidget):
    """One row for each series; the one that is looked at is in colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, Figure, bool]] = []
        self._limits = (0.0, 1.0)
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self._restyle)

    def show_series(self, every: Sequence[SeriesRecord], chosen: SeriesRecord, key: str) -> None:
        """Show a figure of some series, one of which is looked at."""
        found = [(each.name, figure(each, key), each is chosen) for each in every]
        self._rows = [(name, values, here) for name, values, here in found if values is not None]
        self._key = key
        ends = [end for _, each, _ in self._rows for end in _reach(each)]
        low, high = min(ends, default=0.0), max(ends, default=1.0)
        edge = 0.06 * (high - low) or max(abs(high), 1e-9) * 0.05
        self._limits = (low - edge, high + edge)
        told = (f"{name}: {spread_words(s, key)}" for name, s in ((each.name, each) for each in every))
        self.setAccessibleName(self.tr("Runs on one scale"))
        self.setAccessibleDescription(". ".join(told))
        self.setVisible(bool(self._rows))
        self.updateGeometry()
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each series, and the scale below."""
        room = theme.current().room
        return QSize(room(360), len(self._rows) * room(_ROW) + room(30))

    def minimumSizeHint(self) -> QSize:
        """As high as it is."""
        return QSize(theme.current().room(240), self.sizeHint().height())

    def place(self, value: float) -> float:
        """Where a value stands, in pixels from the left."""
        left, right = self._span()
        low, high = self._limits
        return left + (value - low) / (high - low) * (right - left)

    def _span(self) -> tuple[float, float]:
        metrics = QFontMetricsF(theme.current().font("small"))
        names = max((metrics.horizontalAdvance(name) for name, _, _ in self._rows), default=0.0)
        return min(names, self.width() * 0.4) + _GAP, self.width() - _GAP

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the scale."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        row = look.room(_ROW)
        for number, (name, values, here) in enumerate(self._rows):
            self._paint_row(painter, QRectF(0, number * row, self.width(), row), name, values, here)
        self._paint_scale(painter, len(self._rows) * row)

    def _paint_row(self, painter: QPainter, box: QRectF, name: str, values: Figure, here: bool) -> None:
        look, (left, right) = theme.current(), self._span()
        middle = box.center().y()
        painter.setPen(look.color("text" if here else "text_muted"))
        words = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, left - _GAP)
        painter.drawText(
            QRectF(0, box.top(), left - _GAP, box.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            words,
        )
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        token = "accent" if here else "text_muted"
        painter.setPen(Qt.PenStyle.NoPen)
        if values.spread:
            painter.setBrush(look.color(token, 0.16))
            band = [min(right, max(left, self.place(values.mean + side * values.spread))) for side in (-1, 1)]
            painter.drawRoundedRect(QRectF(band[0], middle - 18, band[1] - band[0], 36), 4, 4)
        painter.setBrush(look.color(token, 0.7))
        for x, y in heaped([self.place(value) for value in values.values]):
            painter.drawEllipse(QPointF(x, middle + y), _DOT, _DOT)
        painter.setPen(QPen(look.color("text"), 2))
        mean = self.place(values.mean)
        painter.drawLine(QPointF(mean, middle - 18), QPointF(mean, middle + 18))

    def _paint_scale(self, painter: QPainter, top: float) -> None:
        """The least and the largest of all runs, below their dots."""
        values = [value for _, each, _ in self._rows for value in each.values]
        if not values:
            return
        painter.setPen(theme.current().color("text_muted"))
        metrics = QFontMetricsF(painter.font())
        ends = sorted({min(values), max(values)})
        right = -1.0
        for value in ends:
            words = figure_words(self._key, value)
            width = metrics.horizontalAdvance(words)
            at = min(max(self.place(value) - width / 2, 0.0), self.width() - width)
            if at > right:
                painter.drawText(QPointF(at, top + metrics.ascent() + 6), words)
            right = at + width + 6
