"""The range test as a picture: the loss over the learning rate, and a mark that mouse and arrows move."""

from __future__ import annotations

import bisect
import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.system.numbers import figure_text
from nnstudio.training.finder import RangeTest

_TOP, _BOTTOM, _RIGHT = 34.0, 44.0, 18.0
_GAP = 8.0
_LINES = 4
_MORE = 0.3
"""Room above the highest loss before the lowest one: what runs away leaves the picture."""


class RatePlot(QWidget):
    """Plots losses over learning rates on a logarithmic scale.

    Signals
    -------
    moved(float)
        The mark stands at another learning rate.
    """

    moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._test: RangeTest | None = None
        self._at = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Loss over the learning rate"))
        self.setToolTip(
            self.tr(
                "Click or drag to choose another learning rate; the arrow keys move the mark, Home returns"
            )
        )
        theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As low as it can be read: it takes what the words around it leave."""
        return QSize(480, 180)

    @property
    def rate(self) -> float:
        """The learning rate under the mark; 0 where there is none."""
        return self._at

    def show_test(self, test: RangeTest) -> None:
        """Plot a test, with the mark at its suggestion or, without one, in the middle."""
        self._test = test
        middle = test.rates[len(test.rates) // 2] if test.rates else 0.0
        self._move(test.suggestion or middle)

    def _move(self, rate: float) -> None:
        if self._test is None or not self._test.rates:
            return
        low, high = self._test.rates[0], self._test.rates[-1]
        self._at = float(f"{min(max(rate, low), high):.2g}")
        self._say()
        self.update()
        self.moved.emit(self._at)

    def reading(self) -> str:
        """What stands above the plot."""
        loss = self._loss(self._at)
        if loss is None:
            return ""
        return self.tr("Learning rate {0}: loss {1}").format(figure_text(self._at), figure_text(loss))

    def _loss(self, rate: float) -> float | None:
        """The smoothed loss at a rate."""
        if self._test is None or not self._test.rates:
            return None
        place = min(bisect.bisect_left(self._test.rates, rate), len(self._test.rates) - 1)
        return self._test.smoothed[place]

    def _say(self) -> None:
        """Describe the picture for those who do not see it."""
        test = self._test
        if test is None or not test.rates:
            return
        words = [self.reading() + "."]
        if test.suggestion is not None and test.lowest is not None:
            words.append(
                self.tr("The loss is lowest at {0}; suggested is {1}.").format(
                    figure_text(test.rates[test.lowest], 2), figure_text(test.suggestion)
                )
            )
        self.setAccessibleDescription(" ".join(words))

    # Mouse and keys ------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The mark comes to the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The mark follows the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def _follow(self, event: QMouseEvent) -> None:
        box, test = self._box(), self._test
        if test is not None and test.rates and box.width() > 0:
            first, last = math.log(test.rates[0]), math.log(test.rates[-1])
            share = (event.position().x() - box.left()) / box.width()
            self._move(math.exp(first + share * (last - first)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the mark by a tenth of a decade, Home returns to the suggestion."""
        steps = {Qt.Key.Key_Left: 10**-0.1, Qt.Key.Key_Right: 10**0.1}
        key = Qt.Key(event.key())
        if key in steps and self._at:
            self._move(self._at * steps[key])
        elif key == Qt.Key.Key_Home and self._test is not None and self._test.suggestion is not None:
            self._move(self._test.suggestion)
        else:
            super().keyPressEvent(event)

    # Painting ------------------------------------------------------------------------------------------------

    def _range(self) -> tuple[float, float, int]:
        """The losses that are shown, from one round number to another, and the lines from the one to the other."""
        test = self._test
        assert test is not None
        upto = len(test.smoothed) if test.lowest is None else test.lowest + 1
        seen = test.smoothed[:upto]
        low, high = min(seen), max(seen)
        room = max(high - low, 1e-3 * abs(high), 1e-12)
        step = _round_step((1 + _MORE) * room / _LINES)
        bottom, top = math.floor(low / step), math.ceil((high + _MORE * room) / step)
        return bottom * step, top * step, top - bottom

    def _lines(self) -> list[tuple[float, str]]:
        """Losses with a line of their own, as shares of the height, and what stands beside them."""
        low, high, count = self._range()
        return [(i / count, _loss_text(low + i / count * (high - low))) for i in range(count + 1)]

    def _box(self) -> QRectF:
        if self._test is None or not self._test.rates:
            return QRectF()
        metrics = QFontMetricsF(theme.current().font("small"))
        left = max(metrics.horizontalAdvance(text) for _, text in self._lines()) + _GAP + 4
        return QRectF(left, _TOP, self.width() - left - _RIGHT, self.height() - _TOP - _BOTTOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, losses, the lowest one, the mark and the focus."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        if self._test is not None and self._test.rates:
            self._paint(painter, self._test)
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _paint(self, painter: QPainter, test: RangeTest) -> None:
        look, box = theme.current(), self._box()
        low, high, _ = self._range()
        first, last = math.log10(test.rates[0]), math.log10(test.rates[-1])

        def across(rate: float) -> float:
            return box.left() + (math.log10(rate) - first) / max(last - first, 1e-9) * box.width()

        def up(loss: float) -> float:
            return box.bottom() - (loss - low) / (high - low) * box.height()

        painter.setPen(look.color("text"))
        painter.drawText(QPointF(box.left(), _TOP - 14), self.reading())
        self._paint_axes(painter, box, (first, last))
        painter.save()
        painter.setClipRect(box.adjusted(-2, 0, 2, 2))
        for losses, color, width in (
            (test.losses, look.color("curve_train", 0.35), 1.0),
            (test.smoothed, look.color("curve_train"), 2.2),
        ):
            painter.setPen(QPen(color, width))
            points = [QPointF(across(r), up(min(v, high + 9 * (high - low)))) for r, v in zip(test.rates, losses, strict=True)]  # fmt: skip
            painter.drawPolyline(QPolygonF(points))
        painter.restore()
        if test.lowest is not None:
            rate = test.rates[test.lowest]
            self._paint_mark(painter, box, across(rate), self.tr("lowest"), "text_muted", top=False)
        if test.suggestion is not None and self._at != test.suggestion:
            self._paint_mark(
                painter, box, across(test.suggestion), self.tr("suggested"), "curve_best", top=False
            )
        loss = self._loss(self._at)
        if loss is not None:
            chosen = self.tr("suggested") if self._at == test.suggestion else self.tr("chosen")
            self._paint_mark(painter, box, across(self._at), chosen, "accent", top=True)
            painter.setPen(QPen(look.color("surface"), 2))
            painter.setBrush(look.color("accent"))
            painter.drawEllipse(QPointF(across(self._at), max(up(loss), box.top())), 6, 6)

    def _paint_axes(self, painter: QPainter, box: QRectF, decades: tuple[float, float]) -> None:
        look = theme.current()
        for share, text in self._lines():
            y = box.bottom() - share * box.height()
            painter.setPen(QPen(look.color("border" if share else "field_border"), 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            painter.setPen(look.color("text_muted"))
            label = QRectF(0, y - 9, box.left() - _GAP, 18)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        metrics = QFontMetricsF(painter.font())
        free = box.left()
        for decade in range(math.ceil(decades[0] - 1e-9), math.floor(decades[1] + 1e-9) + 1):
            x = box.left() + (decade - decades[0]) / max(decades[1] - decades[0], 1e-9) * box.width()
            text = figure_text(10.0**decade)
            wide = metrics.horizontalAdvance(text)
            painter.setPen(QPen(look.color("border"), 1))
            painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom() + 4))
            if x - wide / 2 >= free - 8:
                painter.setPen(look.color("text_muted"))
                painter.drawText(QPointF(x - wide / 2, box.bottom() + 8 + metrics.ascent()), text)
                free = x + wide / 2 + 14
        painter.setPen(look.color("text_muted"))
        below = QRectF(box.left(), self.height() - 20, box.width(), 18)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self.tr("learning rate"))

    def _paint_mark(
        self, painter: QPainter, box: QRectF, x: float, text: str, color: str, *, top: bool
    ) -> None:
        look = theme.current()
        painter.setPen(QPen(look.color(color), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
        metrics = QFontMetricsF(painter.font())
        wide = metrics.horizontalAdvance(text)
        # The mark's word stands at its left, where the loss has not fallen yet; the others at their right.
        left = x - 6 - wide if (top or x + 6 + wide > box.right()) and x - 6 - wide > box.left() else x + 6
        line = box.top() + metrics.ascent() + 2 if top else box.bottom() - 8
        around = QRectF(left - 3, line - metrics.ascent() - 1, wide + 6, metrics.height() + 2)
        painter.fillRect(around, look.color("window", 0.85))
        painter.setPen(look.color(color))
        painter.drawText(QPointF(left, line), text)


def _round_step(step: float) -> float:
    """The next of 1, 2, 5, 10 … from a step on."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(n for n in (1.0, 2.0, 5.0, 10.0) if n * power >= step * (1 - 1e-9)) * power


def _loss_text(loss: float) -> str:
    return figure_text(loss) if abs(loss) > 1e-12 else "0"
