"""A layer as a card: colour of its category, icon, name, key figures, parameters, and what is wrong with it."""

from __future__ import annotations

import html
from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nnstudio.app.canvas import look as measures
from nnstudio.app.canvas.look import Look, elided
from nnstudio.app.canvas.plates import Line, paint_block, paint_enlarged, paint_lock, paint_name, paint_plate
from nnstudio.app.look.theme import category_token
from nnstudio.app.problems.look import LOOKS, is_marked
from nnstudio.app.words.layer_words import (
    figures_text,
    icon_name,
    multiply_adds_text,
    parameters_text,
    shapes_text,
)
from nnstudio.app.words.texts import translate
from nnstudio.graph.inference import Facts, Problem, Severity
from nnstudio.graph.layout import GRID, Position
from nnstudio.graph.network import Node
from nnstudio.graph.routing import Rect
from nnstudio.nn.layer import UnknownLayer

Mark = Literal["", "legal", "chosen", "doubtful", "warned", "refused", "found", "aside"]
"""What a card says while a wire is drawn: it may end here or it will, both also where the layer cannot work on
what arrives; or it may not. While layers are searched: it was found. Otherwise it stands aside."""

UNKNOWN = "unknown"
"""Category on the card of a layer that this version does not know: it is grey, and keeps what it holds to itself."""
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
    severity: Severity = "obstacle"
    frozen: bool = False


def face_of(node: Node, facts: Facts, problem: Problem | None) -> Face:
    """Return what the card of a layer says."""
    figures = [shapes_text(facts)] if facts.output is not None else []
    if facts.parameters:
        figures += [parameters_text(facts.parameters), multiply_adds_text(facts.multiply_adds)]
    lines = [f"<b>{html.escape(node.title)}</b>", " · ".join(figures)]
    if problem is not None:
        lines.append(html.escape(translate(problem.message)))
    if node.frozen:
        lines.append(
            html.escape(
                QCoreApplication.translate("Canvas", "Frozen: training leaves its weights as they are")
            )
        )
    lines.append(
        html.escape(QCoreApplication.translate("Canvas", "Double-click for the settings, F2 for the name"))
    )
    return Face(
        node.title,
        figures_text(node.layer),
        parameters_text(facts.parameters) if facts.parameters else "",
        UNKNOWN if isinstance(node.layer, UnknownLayer) else node.layer.category,
        icon_name(node.layer),
        translate_word(problem.word) if problem is not None and is_marked(problem) else "",
        "<p>" + "<br>".join(line for line in lines if line) + "</p>",
        node.layer.inputs[1] != 0,
        severity=problem.severity if problem is not None else "obstacle",
        frozen=node.frozen,
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
        self._bounds = self._measured()
        self.rect = QRectF(0, 0, self._width, look.card_height)
        """The card's outline in the scene."""
        self.at: Position = (0.0, 0.0)
        """Its upper left corner."""
        self.hanging = 0.0
        """Height of what hangs under the card and goes where it goes."""
        self.noted: Rect | None = None
        """What it covered when wires were led around it last."""
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
            self._bounds = self._measured()
        self.face = face
        word = look.width(look.small, face.word) + 34 if face.word else 0.0
        self._badge = QRectF(width - word - 8, -11, word, 22) if face.word else QRectF()
        self.setToolTip(face.tooltip)
        self.update()

    def set_state(self, *, selected: bool, focused: bool, mark: Mark) -> None:
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
        if (x, y) != self.at:
            self.at = x, y
            self.rect.moveTo(x, y)
            self.setPos(x, y)

    @property
    def whole(self) -> Rect:
        """The card and what hangs under it, in the scene."""
        x, y = self.at
        return Rect(x, y, x + self._width, y + self._look.card_height + self.hanging)

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

    def _measured(self) -> QRectF:
        outline = QRectF(0, 0, self._width, self._look.card_height)
        return outline.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

    def boundingRect(self) -> QRectF:
        """The card with its ports, its badge and its glow."""
        return self._bounds  # asked several times for each repaint

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
        if zoom < measures.ANY_TEXT_FROM:
            paint_block(painter, outline, self._look, (face.icon, stripe), self._border(), zoom)
            if face.word:
                self._paint_dot(painter, face)
            return
        paint_plate(
            painter,
            outline,
            self._look,
            stripe,
            self._border(),
            zoom,
            halo=not self.focused,
            opaque=face.category == UNKNOWN,
        )
        if self.focused:
            painter.setPen(QPen(self._look.color("focus"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(outline.adjusted(-5, -5, 5, 5), measures.RADIUS + 5, measures.RADIUS + 5)
        if zoom >= measures.FULL_TEXT_FROM:
            self._paint_text(painter, face, zoom)
        elif zoom >= measures.SMALL_TEXT_FROM:
            picture = face.icon, category_token(face.category)
            paint_enlarged(painter, self._look, outline, self._lines(face), picture, zoom)
        else:
            paint_name(painter, outline, self._look, face.title)
        self._paint_ports(painter, face)
        if face.frozen:
            paint_lock(painter, self._look, zoom)
        if face.word:
            self._paint_badge(painter, face, zoom)

    def _border(self) -> tuple[str, float]:
        if self.mark == "chosen" or self.selected:
            return "accent", 2.0
        if self.mark in ("legal", "found"):
            return "accent", 1.0
        if self.mark == "warned":
            return "warning", 2.0
        grave = self.face is not None and self.face.word and self.face.severity == "obstacle"
        if self.mark == "refused" or grave:
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

    def _paint_badge(self, painter: QPainter, face: Face, zoom: float) -> None:
        """Paint a pill with the problem in a word; from afar a round one with its sign alone."""
        look, badge = self._look, self._badge
        said = LOOKS[face.severity]
        worded = zoom >= measures.SMALL_TEXT_FROM
        size = 14.0
        if not worded:
            badge, size = QRectF(badge.right() - 26, badge.center().y() - 15, 30, 30), 20.0
        painter.setPen(QPen(look.color(said.token), 1.2))
        painter.setBrush(look.color(said.soft))
        painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
        icon = QRectF(0, 0, size, size)
        icon.moveCenter(QPointF(badge.left() + (14 if worded else 15), badge.center().y()))
        look.paint_icon(painter, icon, said.icon, said.token, zoom)
        if worded:
            painter.setFont(look.small_font)
            painter.setPen(look.color(said.token))
            painter.drawText(badge.adjusted(25, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, face.word)

    def _paint_dot(self, painter: QPainter, face: Face) -> None:
        """Mark a block that has a problem: large enough to be seen from afar."""
        said = LOOKS[face.severity]
        painter.setPen(QPen(self._look.color("canvas"), 4.0))
        painter.setBrush(self._look.color(said.token))
        painter.drawEllipse(QPointF(self._width - 6, 4), 15, 15)
