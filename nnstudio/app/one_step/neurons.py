"""The numbers of one layer for one sample, from which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOption, QWidget

from nnstudio.app.look import shades, theme
from nnstudio.app.one_step.cells import GAP, Cells, Order
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text
from nnstudio.training.worked.line import Place, named

Align = Qt.AlignmentFlag
_WIDEST = 146
"""Width of a cell with a note, at most."""


class NeuronGrid(QWidget):
    """Shows the values of a layer; one is chosen with the mouse or the arrow keys.

    Signals
    -------
    chosen(place)
        A tuple of int: where the value stands in the output of the sample.
    rearranged()
        Another width has brought the values to other places.
    """

    chosen = Signal(object)
    rearranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.values: Host = np.zeros(0)
        """What is shown."""
        self.place: Place = ()
        """The chosen value; empty where there is none."""
        self._symbol, self.scale, self.middle = "a", 1.0, 0.0
        self.notes: Sequence[str] = ()
        """What single neurons stand for; empty where that is not known."""
        self._order: Order = "layer"
        self._cells = Cells(self.values, "layer", self.width())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Neurons"))
        self._images: dict[int, QImage] = {}
        theme.current().changed.connect(self._repaint)

    def show_values(
        self,
        values: Host,
        symbol: str,
        place: Place | None = None,
        *,
        middle: float = 0.0,
        notes: Sequence[str] = (),
    ) -> None:
        """Show the output of a layer for one sample.

        Parameters
        ----------
        values : array, shape (units,), (length, channels) or (height, width, channels)
        symbol : str
            What a value is called: ``a``, ``∂J/∂z``.
        place : tuple of int, optional
            What to choose; the place chosen so far if None. Where there is no such place, the largest value.
        middle : float
            The number without colour.
        notes : sequence of str
            One for each neuron, written small beside its number: the class it stands for, its feature.
        """
        self.values, self._symbol, self.middle = values, symbol, middle
        self.scale = shades.largest(values - middle)
        self._images.clear()
        self.notes = notes if len(notes) == len(values) and values.ndim == 1 else ()
        self._lay_out()
        wanted = self.place if place is None else place
        self.place = wanted if self._cells.has(wanted) else self._cells.strongest()
        self._tell()

    def choose(self, place: Place) -> None:
        """Choose a value."""
        if place != self.place:
            self.place = place
            self._tell()
            self.chosen.emit(place)

    def set_order(self, order: Order) -> None:
        """Draw the numbers in the order of the layer, or the largest first."""
        if order != self._order:
            self._order = order
            self._lay_out()
            self.update()

    def rect_of(self, place: Place) -> QRect:
        """Where a value is drawn."""
        return self._cells.rect_of(place)

    def box_of(self, place: Place) -> QRect:
        """The cell or the picture in which a value is drawn, with its title."""
        return self._cells.box_of(place)

    def _lay_out(self) -> None:
        self._cells = Cells(self.values, self._order, self.width(), self._room_for_notes())
        self.setFixedHeight(self._cells.height)

    def _repaint(self) -> None:
        self._images.clear()
        self.update()

    def _room_for_notes(self) -> int:
        """Width of a cell in which most notes can be read."""
        if not self.notes:
            return 0
        metrics = QFontMetrics(theme.current().font("small"))
        widest = max(metrics.horizontalAdvance(note) for note in self.notes)
        return min(
            widest + metrics.horizontalAdvance(str(len(self.values))) + 22, theme.current().room(_WIDEST)
        )

    def _text(self, place: Place) -> str:
        if self.notes and (note := self.notes[place[0]]):
            return f"{named(self._symbol, place)} = {figure_text(float(self.values[place]))} ({note})"
        return f"{named(self._symbol, place)} = {figure_text(float(self.values[place]))}"

    def _tell(self) -> None:
        self.setAccessibleDescription(self._text(self.place) if self.place else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As high as all cells in the present width."""
        return QSize(320, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cells out in the new width."""
        super().resizeEvent(event)
        before = self._cells.height
        self._lay_out()
        if self._cells.height != before:
            self.rearranged.emit()

    # Painting ---------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that are in sight."""
        painter, option, cells = QPainter(self), QStyleOption(), self._cells
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        seen, step = event.rect(), cells.step
        first = max(0, (seen.top() - GAP) // step.height()) * cells.columns
        last = min(len(cells.order), (seen.bottom() // step.height() + 1) * cells.columns)
        paint = self._paint_map if cells.is_maps else self._paint_cell
        for index in range(first, last):
            paint(painter, cells.box(index), int(cells.order[index]))
        if self.place:
            self._paint_choice(painter)

    def _paint_cell(self, painter: QPainter, box: QRect, unit: int) -> None:
        value = float(self.values[unit])
        ground = shades.shade(value - self.middle, self.scale)
        painter.setPen(QPen(theme.current().tokens.color("border"), 1))
        painter.setBrush(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(shades.ink(ground))
        painter.setFont(theme.current().font("small"))
        number, head = str(unit + 1), box.adjusted(7, 3, -7, 0)
        painter.drawText(head, Align.AlignLeft | Align.AlignTop, number)
        if self.notes:
            metrics = painter.fontMetrics()
            room = head.width() - metrics.horizontalAdvance(number) - 6
            note = metrics.elidedText(self.notes[unit], Qt.TextElideMode.ElideRight, room)
            painter.drawText(head, Align.AlignRight | Align.AlignTop, note)
        painter.setFont(theme.current().font("body"))
        painter.drawText(
            box.adjusted(4, 0, -7, -4), Align.AlignRight | Align.AlignBottom, figure_text(value, 3)
        )

    def _paint_map(self, painter: QPainter, box: QRect, channel: int) -> None:
        values, words = self.values, str(channel + 1)
        if self._cells.is_sequence:
            words = self.tr("{0} steps, {1} channels").format(*values.shape)
        painter.setPen(theme.current().tokens.color("text_muted"))
        painter.setFont(theme.current().font("small"))
        painter.drawText(box, Align.AlignLeft | Align.AlignTop, words)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        place = self._cells.picture(box)
        if channel not in self._images:
            shown = values.T if self._cells.is_sequence else values[:, :, channel]
            self._images[channel] = shades.image(shown - self.middle, self.scale)
        painter.drawImage(place, self._images[channel])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.current().tokens.color("border"), 1))
        painter.drawRect(place)

    def _paint_choice(self, painter: QPainter) -> None:
        tokens = theme.current().tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect_of(self.place)
        strong = QPen(tokens.color("text"), 3 if self.hasFocus() else 2)
        if self._cells.is_maps:  # a ring of the ground around it, so that it is seen on any colour
            painter.setPen(QPen(tokens.color("surface"), 5))
            painter.drawRect(rect.adjusted(-3, -3, 2, 2))
            painter.setPen(strong)
            painter.drawRect(rect.adjusted(-3, -3, 2, 2))
        else:
            painter.setPen(strong)
            painter.drawRoundedRect(rect, 6, 6)

    # Choosing ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed on."""
        place = self._cells.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say the number under the mouse; follow it while the button is held."""
        place = self._cells.place_at(event.position().toPoint())
        self.setToolTip("" if place is None else self._text(place))
        if place is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self.choose(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from value to value, page keys from picture to picture."""
        place = self._cells.beside(self.place, Qt.Key(event.key())) if self.place else None
        if place is None:
            super().keyPressEvent(event)
        else:
            self.choose(place)
