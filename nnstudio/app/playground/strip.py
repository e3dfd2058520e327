"""The row of small pictures under a card: what each neuron of the layer says everywhere in the plane."""

from __future__ import annotations

import base64
import math
from html import escape
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem, QWidget

from nnstudio.app.canvas.card import Card
from nnstudio.app.canvas.look import Look
from nnstudio.app.inside.neurons import Neurons
from nnstudio.app.look import theme
from nnstudio.app.look.shades import image
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text, percent_text

GAP = 3.0
ABOVE = 5.0
"""Room between a card and its row."""
LEAST, ROOMY = 22.0, 80.0
"""Height of a row: where another card is close below, and where nothing is."""
SEEN_FROM = 0.4
"""Below this zoom the pictures would be specks and are left out."""
_LARGE = 168
_SHADE = 0.8
"""How strong a class is where the network is sure: small pictures need more than the large one."""


class Arrangement(NamedTuple):
    """How pictures share a row: their side, and how many stand beside each other."""

    side: float
    columns: int


def arrangement(count: int, width: float, height: float) -> Arrangement:
    """Find the lines in which so many square pictures become largest."""
    best = Arrangement(0.0, 1)
    for lines in range(1, count + 1):
        columns = math.ceil(count / lines)
        side = min((width - GAP * (columns - 1)) / columns, (height - GAP * (lines - 1)) / lines)
        best = max(best, Arrangement(math.floor(side), columns), key=lambda a: a.side)
    return best


class NeuronStrip(QGraphicsItem):
    """Hangs under a card and goes where it goes."""

    def __init__(self, card: Card, look: Look) -> None:
        super().__init__(card)
        self.card, self.shown = card, Neurons(np.zeros((0, 1, 1)), (), 0)
        self._look = look
        self._images: list[QImage] = []
        self.whose = ""
        """Whose weights are shown, in words."""
        self._height, self._width = LEAST, card.rect.width()
        self._dark = look.dark
        self.setAcceptHoverEvents(True)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_neurons(self, neurons: Neurons, height: float) -> None:
        """Show what was found, in a row of this height."""
        shape = height, self.card.rect.width(), len(neurons.numbers), neurons.units
        if shape != (self._height, self._width, len(self.shown.numbers), self.shown.units):
            self.prepareGeometryChange()
            self._height, self._width = shape[:2]
        if neurons is not self.shown or self._dark != self._look.dark:
            self.shown, self._dark = neurons, self._look.dark
            self._images = pictures(neurons)
        self.update()

    @property
    def more(self) -> int:
        """How many neurons there are beside those that are shown."""
        return self.shown.units - len(self.shown.numbers)

    def _places(self) -> Arrangement:
        return arrangement(len(self._images) + (self.more > 0), self._width, self._height)

    def box(self, number: int) -> QRectF:
        """Where a picture is, below the card."""
        side, columns = self._places()
        line, column = divmod(number, columns)
        top = self._look.card_height + ABOVE
        return QRectF(column * (side + GAP), top + line * (side + GAP), side, side)

    def boundingRect(self) -> QRectF:
        """The row, with a little room for what is written at its end."""
        return QRectF(-1, self._look.card_height + ABOVE - 1, self._width + 16, self._height + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the pictures, and how many more there are."""
        if QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform()) < SEEN_FROM:
            return
        look = self._look
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(look.color("field_border"), 1.0)
        pen.setCosmetic(True)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for number, picture in enumerate(self._images):
            box = self.box(number)
            painter.drawImage(box, picture)
            painter.setPen(pen)
            painter.drawRect(box)
        if self.more:
            box = self.box(len(self._images))
            painter.setFont(look.small_font)
            painter.setPen(look.color("text_muted"))
            line = QRectF(box.left() + 1, box.center().y() - 10, 40, 20)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, f"+{self.more}")

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Say more about the picture under the mouse, and show it large."""
        self.setToolTip(self.told_at(event.pos()))
        super().hoverMoveEvent(event)

    def told_at(self, at: QPointF) -> str:
        """What the tool tip says at a point of the card."""
        for number, picture in enumerate(self._images):
            if self.box(number).contains(at):
                return self._told(number, picture)
        if self.more and self.box(len(self._images)).adjusted(0, 0, 16, 0).contains(at):
            text = QCoreApplication.translate(
                "Playground",
                "The {0} most active neurons are shown: their answers differ most. The layer has {1}.",
            )
            return text.format(len(self._images), self.shown.units)
        return ""

    def _told(self, number: int, picture: QImage) -> str:
        values, neuron = self.shown.values[number], self.shown.numbers[number] + 1
        low, high = float(values.min()), float(values.max())
        if self.shown.classes:
            text = QCoreApplication.translate("Playground", "Output {0}: from {1} to {2}")
            words = text.format(neuron, percent_text(low), percent_text(high))
        else:
            text = QCoreApplication.translate(
                "Playground", "Neuron {0}: from {1} to {2}; where it gives {3} there is no colour"
            )
            numbers = (figure_text(v, 2) for v in (low, high, self.shown.middle))
            words = text.format(neuron, *numbers)
        side = theme.current().room(_LARGE)
        smooth = picture.scaled(
            side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        whose = f"<p>{escape(self.whose)}</p>" if self.whose else ""
        return f'<p>{words}</p>{whose}<img src="data:image/png;base64,{_png(smooth)}">'


def pictures(neurons: Neurons) -> list[QImage]:
    """The values as colours; those of one layer share a scale, and classes have the colours of the points."""
    if neurons.classes:
        one = neurons.units == 1
        return [
            class_shades(v, n + one, two=one) for v, n in zip(neurons.values, neurons.numbers, strict=True)
        ]
    count, high, wide = neurons.values.shape
    values = neurons.values.reshape(count * high, wide) - neurons.middle
    together = image(values, neurons.scale)  # one is quicker than eight
    return [together.copy(0, number * high, wide, high) for number in range(count)]


def class_shades(shares: Host, number: int, *, two: bool) -> QImage:
    """Where a class is likely, in its colour; with ``two`` of them also where the other one is, in that one's."""
    tokens = theme.current().tokens
    colors = [tokens.curves[i % len(tokens.curves)] for i in ((0, number) if two else (number,))]
    ground, *inks = (_rgb(QColor(name)) for name in (tokens.surface, *colors))
    sure = np.nan_to_num(shares.astype(np.float64))[..., None]
    if two:
        sure, ink = np.abs(2 * sure - 1), np.where(sure < 0.5, inks[0], inks[1])
    else:
        ink = inks[0]
    strong = _SHADE * np.clip(sure, 0, 1)
    pixels = np.ascontiguousarray((ink * strong + ground * (1 - strong)).astype(np.uint8))
    height, width = shares.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def _rgb(color: QColor) -> Host:
    return np.array([color.red(), color.green(), color.blue()], np.float64)


def _png(picture: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return base64.b64encode(buffer.data().data()).decode()
