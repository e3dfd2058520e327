"""A layer as a card: colour of its category, icon, name, key figures, parameters, and what is wrong with it."""

from __future__ import annotations

import functools
import html
from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nnstudio.app.canvas import look as measures
from nnstudio.app.canvas.look import Look, category_token, elided
from nnstudio.app.canvas.wording import icon_name, multiply_adds_text, parameters_text, shapes_text
from nnstudio.app.texts import translate
from nnstudio.graph.inference import Facts, Problem
from nnstudio.graph.layout import GRID
from nnstudio.graph.network import Node

Mark = Literal["", "legal", "chosen", "refused", "aside"]
"""What a card says while a wire is drawn: it may end here, it will, it may not, or it stands aside."""

_MARGIN = 16.0


class Face(NamedTuple):
    """Everything that is written on a card. Two equal faces look the same."""

    title: str
    figures: str
    parameters: str
    category: str
    icon: str
    word: str
    tooltip: str
    takes_input: bool = True
    gives_output: bool = True


def face_of(node: Node, facts: Facts, problem: Problem | None) -> Face:
    """Return what the card of a layer says."""
    figures = [shapes_text(facts)] if facts.output is not None else []
    if facts.parameters:
        figures += [parameters_text(facts.parameters), multiply_adds_text(facts.multiply_adds)]
    lines = [f"<b>{html.escape(node.title)}</b>", " · ".join(figures)]
    if problem is not None:
        lines.append(html.escape(translate(problem.message)))
    return Face(
        node.title,
        node.layer.figures(),
        parameters_text(facts.parameters) if facts.parameters else "",
        node.layer.category,
        icon_name(node.layer),
        translate_word(problem.word) if problem is not None else "",
        "<p>" + "<br>".join(line for line in lines if line) + "</p>",
        node.layer.inputs[1] != 0,
    )


def face_width(face: Face, look: Look) -> float:
    """Width of a card that says this: as wide as its text, within limits, in steps of the grid."""
    text = max(
        look.width(look.title, face.title),
        look.width(look.body, face.figures),
        look.width(look.small, face.parameters),
    )
    whole = measures.PAD + measures.TILE + 9 + min(text, measures.WIDEST_TEXT) + 13
    return max(measures.NARROWEST, GRID * -(-whole // GRID))


def translate_word(word: str) -> str:
    """Return the one word about a problem in the user's language."""
    return QCoreApplication.translate("Problem", word)


class Card(QGraphicsItem):
    """A layer on the canvas. It knows nothing of the network: it shows a :class:`Face`."""

    def __init__(self, node: str, look: Look) -> None:
        super().__init__()
        self.node = node
        self.face: Face | None = None
        self.selected = False
        self.focused = False
        self.mark: Mark = ""
        self.slots = 1
        self._look = look
        self._width = measures.NARROWEST
        self._badge = QRectF()
        self.rect = QRectF(0, 0, self._width, look.card_height)
        """The card's outline in the scene."""
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    # What is shown -----------------------------------------------------------------------------------------

    def show_face(self, face: Face) -> None:
        """Say something else; the card becomes as wide as its text."""
        if face == self.face:
            return
        look = self._look
        width = face_width(face, look)
        if width != self._width or bool(face.word) != bool(self.face and self.face.word):
            self.prepareGeometryChange()
            self._width = width
            self.rect.setWidth(width)
        self.face = face
        word = look.width(look.small, face.word) + 34 if face.word else 0.0
        self._badge = QRectF(width - word - 8, -11, word, 22) if face.word else QRectF()
        self.setToolTip(face.tooltip)
        self.update()

    def set_state(self, *, selected: bool, focused: bool, mark: Mark = "") -> None:
        """Show whether the card is selected, has the keyboard, and whether a wire may end here."""
        if (selected, focused, mark) != (self.selected, self.focused, self.mark):
            self.selected, self.focused, self.mark = selected, focused, mark
            self.setOpacity(0.45 if mark == "aside" else 1.0)
            self.update()

    def set_slots(self, count: int) -> None:
        """Show as many input ports as there are wires."""
        if count != self.slots:
            self.slots = count
            self.update()

    # Where things are --------------------------------------------------------------------------------------

    def place(self, x: float, y: float) -> None:
        """Stand somewhere else."""
        if (x, y) != (self.rect.x(), self.rect.y()):
            self.rect.moveTo(x, y)
            self.setPos(x, y)

    def input_port(self, slot: int = 0) -> QPointF:
        """Middle of an input port in the scene."""
        return self.rect.topLeft() + self._slot(slot)

    def output_port(self) -> QPointF:
        """Middle of the output port in the scene."""
        return QPointF(self.rect.right(), self.rect.y() + self._look.card_height / 2)

    def _slot(self, slot: int) -> QPointF:
        height = self._look.card_height
        if self.slots <= 1:
            return QPointF(0, height / 2)
        step = min(22.0, (height - 22) / (self.slots - 1))
        return QPointF(0, height / 2 + (slot - (self.slots - 1) / 2) * step)

    def boundingRect(self) -> QRectF:
        """The card with its ports, its badge and its glow."""
        return QRectF(0, 0, self._width, self._look.card_height).adjusted(
            -_MARGIN, -_MARGIN, _MARGIN, _MARGIN
        )

    def shape(self) -> QPainterPath:
        """The card and its badge; ports are found by their distance."""
        path = QPainterPath()
        path.addRect(QRectF(0, 0, self._width, self._look.card_height).united(self._badge))
        return path

    # Painting ----------------------------------------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the card; the farther away, the less is written on it."""
        face = self.face
        if face is None:
            return
        zoom = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(0, 0, self._width, self._look.card_height)
        stripe = category_token(face.category)
        paint_plate(painter, outline, self._look, stripe, self._border(), zoom, halo=not self.focused)
        if self.focused:
            painter.setPen(QPen(self._look.color("focus"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(outline.adjusted(-5, -5, 5, 5), measures.RADIUS + 5, measures.RADIUS + 5)
        if zoom >= measures.FULL_TEXT_FROM:
            self._paint_text(painter, face, zoom)
        elif zoom >= measures.SMALL_TEXT_FROM:
            picture = face.icon, category_token(face.category)
            paint_enlarged(painter, self._look, outline, self._lines(face), picture, zoom)
        elif zoom >= measures.ANY_TEXT_FROM:
            self._paint_name(painter, face)
        self._paint_ports(painter, face)
        if face.word:
            self._paint_badge(painter, face.word, zoom)

    def _border(self) -> tuple[str, float]:
        if self.mark == "chosen" or self.selected:
            return "accent", 2.0
        if self.mark == "legal":
            return "accent", 1.0
        if self.mark == "refused" or (self.face is not None and self.face.word):
            return "danger", 1.6
        return "", 1.0

    def _paint_text(self, painter: QPainter, face: Face, zoom: float) -> None:
        look = self._look
        tile = QRectF(measures.PAD, (look.card_height + measures.STRIPE - measures.TILE) / 2, measures.TILE, measures.TILE)  # fmt: skip
        look.paint_tile(painter, tile, face.icon, category_token(face.category), zoom)
        left, width = tile.right() + 9, self._width - tile.right() - 18
        lines = [line for line in self._lines(face) if line[0]]
        total = sum(metrics.height() for _, _, metrics, _ in lines)
        y = measures.STRIPE + (look.card_height - measures.STRIPE - total) / 2
        for text, font, metrics, color in lines:
            painter.setFont(font)
            painter.setPen(look.color(color))
            painter.drawText(QPointF(left, y + metrics.ascent()), elided(metrics, text, width))
            y += metrics.height()

    def _lines(self, face: Face) -> list[Line]:
        look = self._look
        return [
            (face.title, look.title_font, look.title, "text"),
            (face.figures, look.body_font, look.body, "text"),
            (face.parameters, look.small_font, look.small, "text_muted"),
        ]

    def _paint_name(self, painter: QPainter, face: Face) -> None:
        """Paint the name alone, larger, for a network seen from afar."""
        painter.setFont(self._look.far_font)
        painter.setPen(self._look.color("text"))
        box = QRectF(12, measures.STRIPE, self._width - 24, self._look.card_height - measures.STRIPE)
        text = painter.fontMetrics().elidedText(face.title, Qt.TextElideMode.ElideRight, round(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_ports(self, painter: QPainter, face: Face) -> None:
        look = self._look
        glowing = self.mark in ("legal", "chosen")
        painter.setPen(QPen(look.color("accent" if glowing else "port"), 1.8))
        painter.setBrush(look.color("accent" if glowing else "surface"))
        radius = measures.PORT_RADIUS
        if face.takes_input:
            for slot in range(max(1, self.slots)):
                painter.drawEllipse(self._slot(slot), radius, radius)
        painter.setPen(QPen(look.color("port"), 1.8))
        painter.setBrush(look.color("surface"))
        if face.gives_output:
            painter.drawEllipse(QPointF(self._width, look.card_height / 2), radius, radius)

    def _paint_badge(self, painter: QPainter, word: str, zoom: float) -> None:
        look = self._look
        painter.setPen(QPen(look.color("danger"), 1.2))
        painter.setBrush(look.color("danger_soft"))
        painter.drawRoundedRect(self._badge, 11, 11)
        icon = QRectF(self._badge.left() + 7, -7, 14, 14)
        look.paint_icon(painter, icon, "warning", "danger", zoom)
        if zoom >= measures.SMALL_TEXT_FROM:
            painter.setFont(look.small_font)
            painter.setPen(look.color("danger"))
            painter.drawText(self._badge.adjusted(25, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, word)


Line = tuple[str, QFont, QFontMetricsF, str]
"""A text, its font, the measures of that, and the token of its colour."""


def paint_enlarged(
    painter: QPainter,
    look: Look,
    outline: QRectF,
    lines: Sequence[Line],
    picture: tuple[str, str],
    zoom: float,
) -> None:
    """Write on a card that is seen from some distance: larger, and from farther away without the rest.

    Parameters
    ----------
    painter : QPainter
    look : Look
    outline : QRectF
        The card.
    lines : sequence of Line
        The most important first; from afar only two are written.
    picture : (str, str)
        Icon and token of its colour.
    zoom : float
    """
    near = zoom >= measures.PICTURE_FROM
    left, right = (8 + measures.SMALL_TILE + 7, 9.0) if near else (10.0, 10.0)
    if near:
        tile = QRectF(8, 0, measures.SMALL_TILE, measures.SMALL_TILE)
        tile.moveTop(outline.center().y() + (measures.STRIPE - measures.SMALL_TILE) / 2)
        look.paint_tile(painter, tile, *picture, zoom)
    room = outline.width() - left - right
    lines = [line for line in lines if line[0]][: 3 if near else 2]
    scales = [look.enlarged(font.pixelSize(), zoom) for _, font, _, _ in lines]
    height = sum(scale * metrics.height() for scale, (_, _, metrics, _) in zip(scales, lines, strict=True))
    y = outline.center().y() + (measures.STRIPE - height) / 2
    for scale, (text, font, metrics, color) in zip(scales, lines, strict=True):
        # A line that is a little too long is drawn a little smaller before it is cut.
        own = max(0.88 * scale, min(scale, room / max(1.0, look.width(metrics, text))))
        text = elided(metrics, text, room / own + 1)
        painter.save()
        painter.translate(left if near else outline.center().x() - own * look.width(metrics, text) / 2, y)
        painter.scale(own, own)
        painter.setFont(font)
        painter.setPen(look.color(color))
        painter.drawText(QPointF(0, metrics.ascent()), text)
        painter.restore()
        y += scale * metrics.height()


def paint_plate(
    painter: QPainter,
    outline: QRectF,
    look: Look,
    stripe: str,
    border: tuple[str, float],
    zoom: float,
    *,
    halo: bool = True,
) -> None:
    """Paint the body of a card: shadow, surface, stripe and border.

    Parameters
    ----------
    painter : QPainter
    outline : QRectF
    look : Look
    stripe : str
        Token of the stripe's colour.
    border : (str, float)
        Token and width; an empty token is the quiet border of a card at rest.
    zoom : float
        Device pixels for one unit.
    halo : bool
        Whether a soft ring surrounds a border that says something.
    """
    radius = measures.RADIUS
    token, width = border
    if token and halo:  # a soft ring, so that the state does not hang on one thin line
        painter.setPen(QPen(look.color(token, 0.28), width + 4.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(outline, radius, radius)
    elif not look.dark and zoom >= measures.SMALL_TEXT_FROM:
        painter.setPen(Qt.PenStyle.NoPen)
        for grow, alpha in ((2.5, 0.03), (1.2, 0.05)):
            painter.setBrush(look.color("text", alpha))
            painter.drawRoundedRect(outline.adjusted(-grow, 1.5 - grow / 2, grow, 1.5 + grow), radius + grow, radius + grow)  # fmt: skip
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("surface"))
    painter.drawRoundedRect(outline, radius, radius)
    # The stripe is the card's rounded body, cut off below: no clipping, which would leave a ragged edge.
    thickness = measures.STRIPE if zoom >= measures.SMALL_TEXT_FROM else 2 * measures.STRIPE
    painter.setBrush(look.color(stripe))
    painter.drawPath(_cap(outline, radius, thickness))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.color(token or "border"), width))
    painter.drawRoundedRect(outline, radius, radius)


def _cap(outline: QRectF, radius: float, thickness: float) -> QPainterPath:
    return _cap_at_origin(outline.width(), outline.height(), radius, thickness).translated(outline.topLeft())


@functools.lru_cache(maxsize=256)
def _cap_at_origin(width: float, height: float, radius: float, thickness: float) -> QPainterPath:
    outline = QRectF(0, 0, width, height)
    body = QPainterPath()
    body.addRoundedRect(outline, radius, radius)
    band = QPainterPath()
    band.addRect(QRectF(outline.left(), outline.top(), outline.width(), thickness))
    return body.intersected(band)
