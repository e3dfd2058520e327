"""The lines above a plot: which curve is drawn how, where it stands, and a switch that shows or hides it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.words.texts import tooltip

_MARK, _GAP, _BETWEEN, _EDGE = 20.0, 6.0, 6.0, 4.0
_HEIGHT, _LONGEST = 24, 130
"""Of an entry, and of a run's name, whose tool tip tells the whole; with letters of the usual size."""


class Entry(NamedTuple):
    """A curve: its key, name, last value in words, colour as ``"#rrggbb"``, and how its line is drawn."""

    key: str
    name: str
    value: str
    color: str
    dash: tuple[float, ...] = ()


def pen(color: str, width: float, dash: Sequence[float] = (), strength: float = 1.0) -> QPen:
    """A pen of a curve; dashes are lengths in pen widths.

    A weaker one is mixed with the surface, not translucent: where a curve runs up and down within a pixel,
    translucent strokes add up to the full colour.
    """
    ink, ground = QColor(color), QColor(theme.current().tokens.surface)
    red, green, blue = (
        round(strength * its + (1 - strength) * below)
        for its, below in (
            (ink.red(), ground.red()), (ink.green(), ground.green()), (ink.blue(), ground.blue()),
        )
    )  # fmt: skip
    made = QPen(QColor(red, green, blue), width)
    made.setCosmetic(True)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        made.setDashPattern(list(dash))
    return made


class _Switch(QAbstractButton):
    """One entry; on while its curve is shown."""

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry, self.named = entry, True
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_entry(entry)

    def show_entry(self, entry: Entry) -> None:
        """Show another value."""
        self.entry = entry
        self.setAccessibleName(entry.name)
        self.setAccessibleDescription(entry.value)
        about = self.tr("{0}: {1}. Click to hide or show the curve").format(entry.name, entry.value)
        self.setToolTip(tooltip(about))
        self.update()

    def room(self, *, named: bool) -> float:
        """Pixels that it takes."""
        look = theme.current()
        value = QFontMetricsF(look.font("strong")).horizontalAdvance(self.entry.value)
        name = (
            min(look.room(_LONGEST), QFontMetricsF(look.font("body")).horizontalAdvance(self.entry.name) + 1)
            if named
            else 0.0
        )
        return max(
            28.0, 2 * _EDGE + _MARK + (_GAP + name if named else 0.0) + (_GAP + value if value else 0.0)
        )

    def sizeHint(self) -> QSize:
        """As its words."""
        return QSize(round(self.room(named=self.named)), theme.current().room(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a piece of the line, its name and its value."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRoundedRect(box, 5, 5)
        elif self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("surface_hover"))
            painter.drawRoundedRect(box, 5, 5)
        shown, height, x = self.isChecked(), float(self.height()), _EDGE
        painter.setPen(pen(self.entry.color, 2.0, self.entry.dash, 1.0 if shown else 0.35))
        painter.drawLine(QPointF(x, height / 2), QPointF(x + _MARK, height / 2))
        x += _MARK + _GAP
        middle = Qt.AlignmentFlag.AlignVCenter
        if self.named:
            font = look.font("body")
            font.setStrikeOut(not shown)
            metrics = QFontMetricsF(font)
            name = metrics.elidedText(self.entry.name, Qt.TextElideMode.ElideRight, look.room(_LONGEST))
            painter.setFont(font)
            painter.setPen(look.color("text_muted"))
            width = metrics.horizontalAdvance(name)
            painter.drawText(QRectF(x, 0, width + 1, height), middle, name)
            x += width + _GAP
        painter.setFont(look.font("strong"))
        painter.setPen(look.color("text" if shown else "text_muted"))
        painter.drawText(QRectF(x, 0, self.width() - x, height), middle, self.entry.value)


class Legend(QWidget):
    """Switches for the curves; the names go first where there is little room. Without any, a quiet remark.

    Parameters
    ----------
    wrapping : bool
        Whether entries begin new rows, from the left; otherwise they stand in one row at the right.

    Signals
    -------
    switched(key, shown)
    """

    switched = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None, *, wrapping: bool = False) -> None:
        super().__init__(parent)
        self._wrapping = wrapping
        self._switches: list[_Switch] = []
        self._remark = ""
        self._rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown."""
        return tuple(switch.entry for switch in self._switches)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these curves."""
        if tuple(entries) == self.entries:
            return
        if [e.key for e in entries] != [e.key for e in self.entries]:
            hidden = {s.entry.key for s in self._switches if not s.isChecked()}
            for switch in self._switches:
                switch.hide()
                switch.deleteLater()
            self._switches = [_Switch(entry, self) for entry in entries]
            for switch in self._switches:
                switch.setChecked(switch.entry.key not in hidden)
                switch.toggled.connect(lambda shown, s=switch: self.switched.emit(s.entry.key, shown))
                switch.show()
        for switch, entry in zip(self._switches, entries, strict=True):
            switch.show_entry(entry)
        self._arrange()
        self.updateGeometry()
        self.update()

    def set_remark(self, text: str) -> None:
        """Say this while there are no curves."""
        self._remark = text
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As many lines as there are rows; in one row the figures of all."""
        return QSize(max(120, self._figures()), self._rows * theme.current().room(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Figures are not cut; beyond them, nothing: it must not keep the window wide."""
        return QSize(self._figures(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find places for the width there is."""
        super().resizeEvent(event)
        self._arrange()

    def _figures(self) -> int:
        """Pixels below which figures in one row, or the remark, would be cut."""
        if self._wrapping:
            return 0
        if self._switches:
            return math.ceil(self._room(named=False))
        return math.ceil(QFontMetricsF(theme.current().font("small")).horizontalAdvance(self._remark))

    def _room(self, *, named: bool) -> float:
        """Pixels that all take in one row."""
        return sum(switch.room(named=named) + _BETWEEN for switch in self._switches) - _BETWEEN

    def _arrange(self) -> None:
        named = self._wrapping or self._room(named=True) <= self.width()
        for switch in self._switches:
            switch.named = named
        widths = [round(s.room(named=named)) for s in self._switches]
        x, row, high = 0, 0, theme.current().room(_HEIGHT)
        if not self._wrapping:
            x = max(0, self.width() - sum(widths) - round(_BETWEEN) * (len(widths) - 1))
        for switch, width in zip(self._switches, widths, strict=True):
            if self._wrapping and x and x + width > self.width():
                x, row = 0, row + 1
            switch.setGeometry(x, row * high, width, high)
            x += width + round(_BETWEEN)
        if row + 1 != self._rows:
            self._rows = row + 1
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the remark."""
        if not self._switches:
            look = theme.current()
            painter = QPainter(self)
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text_muted"))
            place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(self.rect()), place, self._remark)
