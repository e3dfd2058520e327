"""Names with bars and figures: probabilities from 0 to 1, or what pulls an answer up and down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.app.look import theme
from nnstudio.app.words.texts import one_line, tooltip

_BAR = 8.0
_GAP = 8.0
_LEAST = 14.0
"""Length of a bar in a narrow place, where a name keeps this width before it gives way:"""
_NAMED = 110
_FIGURED = 0.4
"""Part of the width that figures may take, and names beside such long ones: a cell with several choices is a sentence."""


class BarLine(NamedTuple):
    """One line.

    Parameters
    ----------
    name : str
    share : float
        Length of the bar, from −1 to 1.
    figure : str
        What stands behind it.
    strong : bool
        Whether it is the one that counts.
    filled : str
        What is said of a figure that took the place of a missing one; it stands in brackets.
    """

    name: str
    share: float
    figure: str
    strong: bool = False
    filled: str = ""

    @property
    def shown(self) -> str:
        """The figure as it is painted."""
        return f"({self.figure})" if self.filled else self.figure

    @property
    def told(self) -> str:
        """The figure in words, for tool tips and screen readers."""
        return self.filled or self.figure


class Bars(QWidget):
    """Paints lines of a name, a bar and a figure; a screen reader reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[BarLine, ...] = ()
        self._name_width = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def show_lines(self, lines: Sequence[BarLine]) -> None:
        """Show these lines, from top to bottom."""
        if len(lines) != len(self.lines):
            self.updateGeometry()
        self.lines = tuple(lines)
        self.setAccessibleDescription("; ".join(f"{line.name} {line.told}" for line in lines))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(260, round(self._step() * len(self.lines)))

    def minimumSizeHint(self) -> QSize:
        """Narrow; names give way."""
        return QSize(140, self.sizeHint().height())

    def _step(self) -> float:
        return QFontMetricsF(theme.current().font("body")).height() + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain, strong = look.font("body"), look.font("strong")
        metrics = QFontMetricsF(strong)
        step = self._step()
        names = max((metrics.horizontalAdvance(one_line(line.name)) for line in self.lines), default=0.0)
        longest = max((metrics.horizontalAdvance(line.shown) for line in self.lines), default=0.0)
        figures = min(longest, _FIGURED * self.width())
        beside = self.width() - figures - 2 * _GAP - _LEAST
        widest = max(0.5 * self.width(), min(look.room(_NAMED), beside))
        self._name_width = min(names, widest if figures == longest else figures)
        left = self._name_width + _GAP
        room = max(_LEAST, self.width() - left - figures - _GAP)
        signed = any(line.share < 0 for line in self.lines)
        zero = left + room / 2 if signed else left
        unit = room / 2 if signed else room
        middle = Qt.AlignmentFlag.AlignVCenter
        for i, line in enumerate(self.lines):
            top = i * step
            painter.setFont(strong if line.strong else plain)
            painter.setPen(look.color("text"))
            name = metrics.elidedText(one_line(line.name), Qt.TextElideMode.ElideMiddle, self._name_width)
            painter.drawText(QRectF(0, top, self._name_width + 1, step), middle, name)
            painter.setPen(look.color("text_muted" if line.filled else "text"))
            painter.drawText(
                QRectF(self.width() - figures, top, figures, step),
                middle | Qt.AlignmentFlag.AlignRight,
                metrics.elidedText(line.shown, Qt.TextElideMode.ElideRight, figures + 1),
            )
            painter.setPen(Qt.PenStyle.NoPen)
            track = QRectF(left, top + (step - _BAR) / 2, room, _BAR)
            painter.setBrush(look.color("surface_pressed"))
            painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
            length = max(2.0, abs(line.share) * unit) if line.share else 0.0
            painter.setBrush(look.color("curve_validation" if line.share < 0 else "accent"))
            start = zero - length if line.share < 0 else zero
            corner = min(_BAR, length) / 2
            painter.drawRoundedRect(QRectF(start, track.top(), length, _BAR), corner, corner)
        if signed:
            painter.setPen(look.color("field_border"))
            painter.drawLine(round(zero), 0, round(zero), round(step * len(self.lines)))

    def event(self, event: QEvent) -> bool:
        """Tell the whole name of a line in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = int(event.pos().y() // self._step())
            if 0 <= number < len(self.lines):
                line = self.lines[number]
                QToolTip.showText(event.globalPos(), tooltip(f"{line.name}: {line.told}"), self)
            return True
        return super().event(event)
