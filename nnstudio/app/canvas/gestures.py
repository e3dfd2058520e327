"""Gestures of the mouse on the canvas. Each is an object that starts, moves, and ends or is cancelled.

A gesture changes the document through :class:`~nnstudio.app.canvas.drawing.Drawing` alone. What it shows on
its way is :class:`~nnstudio.app.canvas.feedback.Feedback`; cancelling leaves no trace of either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from nnstudio.app.canvas import auto_wiring, moving
from nnstudio.app.canvas.aligning import rest
from nnstudio.app.canvas.card import Face, face_of, face_width
from nnstudio.app.words.texts import translate
from nnstudio.graph.fitting import against_layer
from nnstudio.graph.inference import Facts
from nnstudio.graph.layout import Position, snap
from nnstudio.graph.network import Edge, Node
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Input
from nnstudio.system.messages import Message

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView


class Pointer(NamedTuple):
    """Where the mouse is, on the canvas and in the view, and which modifiers are held."""

    scene: QPointF
    view: QPoint
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier

    @property
    def adds(self) -> bool:
        """Whether the modifiers mean "in addition to what is selected"."""
        return bool(
            self.modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        )


class Gesture:
    """Base of all gestures; by itself it does nothing."""

    cursor: Qt.CursorShape | None = None

    def __init__(self, canvas: GestureView) -> None:
        self.canvas = canvas

    def start(self, at: Pointer) -> None:
        """Begin."""

    def move(self, at: Pointer) -> None:
        """Follow the mouse."""

    def end(self, at: Pointer) -> None:
        """Finish, and do it."""

    def cancel(self) -> None:
        """Finish, and undo whatever was done on the way."""

    def key(self, event: QKeyEvent) -> bool:
        """Take a key while the gesture runs; say whether it was meant for it."""
        return False


class Pan(Gesture):
    """Move what is seen, with the middle button or the space bar."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def start(self, at: Pointer) -> None:
        self._last = at.view

    def move(self, at: Pointer) -> None:
        step = self._last - at.view
        self._last = at.view
        self.canvas.camera.pan(step.x(), step.y())


class PressLoss(Gesture):
    """A click on the Loss card."""

    def end(self, at: Pointer) -> None:
        if self.canvas.canvas_scene.is_loss_at(at.scene):
            self.canvas.loss_clicked.emit()


class SelectBand(Gesture):
    """Draw a rubber band; what it touches is selected. A mere click selects nothing."""

    def start(self, at: Pointer) -> None:
        self._from = at.scene
        self._before = self.canvas.selection.ids
        self._kept = self._before if at.adds else ()
        if not at.adds:
            self.canvas.selection.clear()

    def move(self, at: Pointer) -> None:
        band = QRectF(self._from, at.scene).normalized()
        scene = self.canvas.canvas_scene
        scene.feedback.show_band(band)
        self.canvas.selection.select([*self._kept, *scene.cards_within(band)])

    def end(self, at: Pointer) -> None:
        self.canvas.canvas_scene.feedback.clear()

    def cancel(self) -> None:
        self.canvas.canvas_scene.feedback.clear()
        self.canvas.selection.select(self._before)


class MoveCards(Gesture):
    """Select a card by pressing on it and move it, with everything else that is selected; with Alt, a copy of it.

    The cards move while the mouse does, and the document makes one edit of it at the end. A card without wires that is
    dropped on a wire is put on it.
    """

    def __init__(self, canvas: GestureView, node: str) -> None:
        super().__init__(canvas)
        self._node = node
        self._text = ""
        self._moving = False
        self._edge: Edge | None = None

    def start(self, at: Pointer) -> None:
        selection = self.canvas.selection
        self._from = at
        self._was_selected = self._node in selection
        if at.adds:
            selection.toggle(self._node)
        elif not self._was_selected:
            selection.select([self._node])
        self._chosen = selection.ids
        layout = self.canvas.document.project.layout
        self._places: dict[str, Position] = {n: layout[n] for n in selection.ids}

    def move(self, at: Pointer) -> None:
        distance = (at.view - self._from.view).manhattanLength()
        if self._node not in self._places or (
            not self._moving and distance < QApplication.startDragDistance()
        ):
            return
        scene, camera = self.canvas.canvas_scene, self.canvas.camera
        if not self._moving:
            self._moving = True
            if at.modifiers & Qt.KeyboardModifier.AltModifier:
                self._take_copies()
        # The card under the mouse comes to rest; the others keep their distance to it.
        x, y = self._places[self._node]
        way = at.scene - self._from.scene
        rect = QRectF(QPointF(x, y) + way, scene.cards[self._node].rect.size())
        stands = rest(scene, rect, self._places, camera.visible(), camera.zoom)
        self._show(stands.corner.x() - x, stands.corner.y() - y)
        self._edge = self._wire_below(at)
        scene.show_glow(self._edge)
        scene.feedback.show_guides(() if self._edge is not None else stands.guides)

    def end(self, at: Pointer) -> None:
        self._clear()
        document = self.canvas.document
        if self._edge is not None:
            moving.put_on_wire(self.canvas.drawing, self._edge, self._node)
        elif self._moving:
            document.edit(self._text, document.project)
        elif self._was_selected and not at.adds:
            self.canvas.selection.select([self._node])

    def cancel(self) -> None:
        self._clear()
        if self._moving:
            self.canvas.document.end_preview()
            self.canvas.selection.select(self._chosen)

    def _clear(self) -> None:
        self.canvas.canvas_scene.show_glow(None)
        self.canvas.canvas_scene.feedback.clear()

    def _take_copies(self) -> None:
        """Leave the cards where they are and move copies of them."""
        project, copies, self._text = moving.with_copies(self.canvas.drawing, tuple(self._places))
        self.canvas.document.preview(project)
        self.canvas.selection.select(copies.values())
        self._places = {copies[n]: place for n, place in self._places.items()}
        self._node = copies[self._node]

    def _wire_below(self, at: Pointer) -> Edge | None:
        """The wire that the card would be put on: it is alone, and has no wires of its own."""
        if len(self._places) != 1 or not moving.can_stand_on_a_wire(self.canvas.drawing.network, self._node):
            return None
        scene = self.canvas.canvas_scene
        return scene.wire_at(at.scene, 16 / self.canvas.camera.zoom)

    def _show(self, dx: float, dy: float) -> None:
        project = self.canvas.document.project
        places = {n: (x + dx, y + dy) for n, (x, y) in self._places.items() if n in project.network}
        text, project = moving.moved(project, places)
        self._text = self._text or text
        self.canvas.document.preview(project)


class DropLayer(Gesture):
    """Drag a layer from the palette: onto a wire, behind a card, or anywhere."""

    def __init__(self, canvas: GestureView, kind: str) -> None:
        super().__init__(canvas)
        self.kind = kind
        self.layer = LAYERS[kind]()
        look = canvas.canvas_scene.look
        self._size = face_width(self._face(), look), look.card_height

    def _face(self) -> Face:
        return face_of(
            Node(self.canvas.document.project.network.new_id(self.layer), self.layer), Facts(), None
        )

    def start(self, at: Pointer) -> None:
        self.move(at)

    def move(self, at: Pointer) -> None:
        scene, drawing = self.canvas.canvas_scene, self.canvas.drawing
        edge = self._edge(at)
        scene.show_glow(edge)
        corner, network = self._corner(at), drawing.network
        if edge is not None:
            scene.feedback.clear()  # the wire glows; a ghost would only hide what it runs between
            text = QCoreApplication.translate("Canvas", "Insert between {0} and {1}")
            text = text.format(network[edge.source].title, network[edge.target].title)
            self._say(text, against_layer(network, self.layer, edge=edge), at)
            return
        size, middle = QPointF(*self._size), corner[1] + self._size[1] / 2
        scene.feedback.show_ghost(QRectF(QPointF(*corner), QPointF(*corner) + size))
        source, target = self._partner(at)
        doubt = None
        if source is not None:
            doubt = against_layer(network, self.layer, (source,))
            port = scene.cards[source].output_port()
            scene.feedback.show_wire(port, QPointF(corner[0], middle), "warning" if doubt else "accent")
            text = QCoreApplication.translate("Canvas", "Behind {0}").format(network[source].title)
        elif target is not None:
            port = scene.cards[target].input_port()
            scene.feedback.show_wire(QPointF(corner[0] + self._size[0], middle), port)
            text = QCoreApplication.translate("Canvas", "Feeds {0}").format(network[target].title)
        else:
            scene.feedback.hide_wire()
            text = ""
        self._say(text, doubt, at)

    def _say(self, text: str, doubt: Message | None, at: Pointer) -> None:
        """Say what a drop would do, and what the layer could not work on there."""
        if doubt is not None:
            text = f"{text}\n{translate(doubt)}"
        self.canvas.hint.say(text, at.view, "warning" if doubt is not None else "accent")

    def end(self, at: Pointer) -> None:
        self.cancel()
        drawing = self.canvas.drawing
        edge = self._edge(at)
        if edge is not None:
            drawing.insert(edge, self.layer)
            return
        source, target = self._partner(at)
        onto_card = self._card(at) is not None
        drawing.add(self.layer, None if onto_card else self._corner(at), source=source, target=target)

    def cancel(self) -> None:
        scene = self.canvas.canvas_scene
        scene.show_glow(None)
        scene.feedback.clear()
        self.canvas.hint.hide()

    def _edge(self, at: Pointer) -> Edge | None:
        if isinstance(self.layer, Input) or self._card(at) is not None:
            return None
        return self.canvas.canvas_scene.wire_at(at.scene, 16 / self.canvas.camera.zoom)

    def _card(self, at: Pointer) -> str | None:
        card = self.canvas.canvas_scene.card_at(at.scene)
        return card.node if card is not None else None

    def _corner(self, at: Pointer) -> Position:
        return snap(at.scene.x() - self._size[0] / 2), snap(at.scene.y() - self._size[1] / 2)

    def _partner(self, at: Pointer) -> tuple[str | None, str | None]:
        card = self._card(at)
        if card is not None and not isinstance(self.layer, Input):
            return card, None
        return auto_wiring.partner(self.canvas.drawing, self.layer, self._corner(at))
