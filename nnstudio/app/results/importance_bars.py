"""What each column is worth, as bars with their spread: a line for each, to be gone through and opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.app.look import theme
from nnstudio.app.words.texts import tooltip

_BAR, _GAP, _EDGE = 8.0, 12.0, 6.0
_CAP = 3.0
"""Half the height of the strokes in which a spread ends."""
_NAMES = 0.34
"""Most of the width that names may have."""


class WorthLine(NamedTuple):
    """One line.

    Parameters
    ----------
    name : str
    value, spread : float
        Length of the bar, and how far it goes to either side of its end.
    figures : tuple of str
        What stands behind it.
    column : str
        The column that it opens; empty for the pictures.
    """

    name: str
    value: float
    spread: float
    figures: tuple[str, ...]
    column: str


class ImportanceBars(QWidget):
    """Paints names, bars and figures; the line that is looked at has a frame while the keyboard is here.

    Signals
    -------
    activated(str)
        A line was clicked twice, or Enter pressed on it.
    current_changed(QRect)
        Another line is looked at; it lies here.
    """

    activated = Signal(str)
    current_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[WorthLine, ...] = ()
        self._headings: tuple[str, ...] = ()
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.updateGeometry)
        theme.current().changed.connect(self.update)

    def show_lines(self, lines: Sequence[WorthLine], headings: Sequence[str]) -> None:
        """Show other lines; the headings stand over name and figures."""
        self.lines, self._headings, self.current = tuple(lines), tuple(headings), 0
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines and the headings."""
        return QSize(420, round(self._step() * (len(self.lines) + 1)))

    def minimumSizeHint(self) -> QSize:
        """Narrow; names give way."""
        return QSize(240, self.sizeHint().height())

    def line_rect(self, line: int) -> QRectF:
        """Where a line lies."""
        step = self._step()
        return QRectF(0, (line + 1) * step, self.width(), step)

    def _step(self) -> float:
        return QFontMetricsF(theme.current().font("body")).height() + 6

    def _line_at(self, at: QPoint) -> int | None:
        line = int(at.y() // self._step()) - 1
        return line if 0 <= line < len(self.lines) else None

    def _look_at(self, line: int) -> None:
        line = min(max(line, 0), len(self.lines) - 1)
        if self.lines and line != self.current:
            self.current = line
            self._tell()
            self.update()
            self.current_changed.emit(self.line_rect(line).toRect())

    def _tell(self) -> None:
        """Tell a screen reader the line that is looked at, and how many there are."""
        if not self.lines:
            self.setAccessibleDescription("")
            return
        line = self.lines[self.current]
        self.setAccessibleDescription(
            f"{line.name}: {', '.join(line.figures)} ({self.current + 1}/{len(self.lines)})"
        )

    # Painting --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        if not self.lines:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain, small = look.font("body"), look.font("small")
        metrics, head = QFontMetricsF(plain), QFontMetricsF(small)
        step, middle = self._step(), Qt.AlignmentFlag.AlignVCenter
        names = max(metrics.horizontalAdvance(line.name) for line in self.lines) + 2
        names = min(max(names, head.horizontalAdvance(self._headings[0])), _NAMES * self.width())
        widths = [
            max(
                head.horizontalAdvance(title),
                *(metrics.horizontalAdvance(line.figures[i]) for line in self.lines),
            )
            for i, title in enumerate(self._headings[1:])
        ]
        right = self.width() - _EDGE - sum(widths) - _GAP * (len(widths) - 1)
        left, room = _EDGE + names + _GAP, max(24.0, right - 2 * _GAP - _EDGE - names)
        low = min(0.0, min(line.value - line.spread for line in self.lines))
        high = max(0.0, max(line.value + line.spread for line in self.lines))
        unit = room / ((high - low) or 1.0)
        zero = left - low * unit
        painter.setFont(small)
        painter.setPen(look.color("text_muted"))
        painter.drawText(QRectF(_EDGE, 0, names, step), middle, self._headings[0])
        self._figures(painter, right, 0, widths, self._headings[1:])
        for number, line in enumerate(self.lines):
            box = self.line_rect(number)
            if number == self.current and self.hasFocus():
                painter.setPen(QPen(look.color("focus"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
            painter.setFont(plain)
            painter.setPen(look.color("text"))
            name = metrics.elidedText(line.name, Qt.TextElideMode.ElideMiddle, names)
            painter.drawText(QRectF(_EDGE, box.top(), names + 1, step), middle, name)
            self._figures(painter, right, box.top(), widths, line.figures)
            self._bar(painter, box, zero, unit, line)
        painter.setPen(look.color("field_border"))
        painter.drawLine(round(zero), round(step), round(zero), round(step * (len(self.lines) + 1)))

    def _figures(
        self, painter: QPainter, left: float, top: float, widths: Sequence[float], texts: Sequence[str]
    ) -> None:
        for width, text in zip(widths, texts, strict=True):
            side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(left, top, width + 1, self._step()), side, text)
            left += width + _GAP

    def _bar(self, painter: QPainter, box: QRectF, zero: float, unit: float, line: WorthLine) -> None:
        look, y, end = theme.current(), box.center().y(), zero + line.value * unit
        color: QColor = look.color("accent" if line.value >= 0 else "curve_validation")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        bar = QRectF(min(zero, end), y - _BAR / 2, abs(end - zero), _BAR)
        painter.drawRoundedRect(bar, min(2.0, bar.width() / 2), 2)
        painter.setPen(QPen(look.color("text"), 1.2))
        low, high = end - line.spread * unit, end + line.spread * unit
        painter.drawLine(round(low), round(y), round(high), round(y))
        for x in (low, high):
            painter.drawLine(round(x), round(y - _CAP), round(x), round(y + _CAP))

    # Hands -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows lead through the lines, Enter opens one."""
        last = len(self.lines) - 1
        places = {
            Qt.Key.Key_Up: self.current - 1, Qt.Key.Key_Down: self.current + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in places:
            self._look_at(places[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.lines:
            self.activated.emit(self.lines[self.current].column)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the line below the mouse."""
        line = self._line_at(event.position().toPoint())
        if line is not None:
            self._look_at(line)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the line below the mouse."""
        line = self._line_at(event.position().toPoint())
        if line is not None:
            self.activated.emit(self.lines[line].column)

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a line, and what a double click does, in a tool tip; show and hide the frame."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self._line_at(event.pos())
            if line is not None:
                text = (
                    self.tr("{0}: double-click to look at the column")
                    if self.lines[line].column
                    else self.tr("{0}: double-click to look at the pictures")
                ).format(self.lines[line].name)
                QToolTip.showText(event.globalPos(), tooltip(text), self)
            return True
        return super().event(event)
