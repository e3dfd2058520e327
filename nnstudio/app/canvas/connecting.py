"""Drawing wires: with the mouse from port to port, and with the keyboard from card to card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from nnstudio.app.canvas.card import Mark
from nnstudio.app.canvas.gestures import Gesture, Pointer, reason_against
from nnstudio.app.canvas.look import PORT_REACH
from nnstudio.graph import edits
from nnstudio.graph.network import Edge
from nnstudio.nn.layer import LAYERS

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView


class DrawWire(Gesture):
    """Drag a wire from a port to a card.

    From an output a new wire starts, from a free input a new one that is drawn backwards, and from an input
    with a wire that wire comes along: dropped on another card it moves there, dropped beside it is cut.

    Parameters
    ----------
    canvas : GestureView
    node : str
        The card at the fixed end.
    backwards : bool
        Whether the fixed end is an input.
    moved : Edge, optional
        The wire that comes along.
    """

    cursor = Qt.CursorShape.CrossCursor

    def __init__(
        self, canvas: GestureView, node: str, *, backwards: bool = False, moved: Edge | None = None
    ) -> None:
        super().__init__(canvas)
        self._node = node
        self._backwards = backwards
        self._moved = moved
        self._reasons: dict[str, str] = {}

    def start(self, at: Pointer) -> None:
        self._from = at.view
        for other in self.canvas.document.project.network.by_id:
            self._reasons[other] = self._reason(other)
        self._show(at, None)

    def move(self, at: Pointer) -> None:
        self._show(at, self._under(at))

    def end(self, at: Pointer) -> None:
        self.cancel()
        canvas, other = self.canvas, self._under(at)
        if (at.view - self._from).manhattanLength() < 6:
            return  # a click, not a drag
        if other is not None and other != self._node:
            if self._moved is not None:
                canvas.drawing.reconnect(self._moved, other)
            elif self._backwards:
                canvas.drawing.connect_nodes(other, self._node)
            else:
                canvas.drawing.connect_nodes(self._node, other)
        elif self._moved is not None:
            if other is None:
                canvas.drawing.disconnect_edge(self._moved)
        elif other is None:
            self._offer_layers(at)

    def cancel(self) -> None:
        scene = self.canvas.canvas_scene
        scene.show_marks({})
        scene.feedback.clear()
        self.canvas.hint.hide()
        if self._moved is not None and self._moved in scene.wires:
            scene.wires[self._moved].show()

    def _reason(self, other: str) -> str:
        ends = (other, self._node) if self._backwards else (self._node, other)
        if self._moved is not None and other == self._moved.target:
            return ""  # back to where it was
        return reason_against(self.canvas, *ends, self._moved)

    def _under(self, at: Pointer) -> str | None:
        scene = self.canvas.canvas_scene
        if (card := scene.card_at(at.scene)) is not None:
            return card.node
        port = scene.port_at(at.scene, PORT_REACH / self.canvas.camera.zoom)
        return port.node if port is not None else None

    def _show(self, at: Pointer, other: str | None) -> None:
        scene = self.canvas.canvas_scene
        refused = other is not None and other != self._node and bool(self._reasons.get(other))
        marks: dict[str, Mark] = {n: "aside" if why else "legal" for n, why in self._reasons.items()}
        marks[self._node] = ""
        if other is not None and other != self._node:
            marks[other] = "refused" if refused else "chosen"
        scene.show_marks(marks)
        if self._moved is not None and self._moved in scene.wires:
            scene.wires[self._moved].hide()
        if self._node not in scene.cards:
            return
        card = scene.cards[self._node]
        loose = at.scene
        if other is not None and other != self._node and not refused:
            end = scene.cards[other]
            loose = end.output_port() if self._backwards else end.input_port()
        if self._backwards:
            scene.feedback.show_wire(loose, card.input_port(), refused=refused)
        else:
            scene.feedback.show_wire(card.output_port(), loose, refused=refused)
        self.canvas.hint.say(
            self._reasons[other] if refused and other is not None else "", at.view, refused=True
        )

    def _offer_layers(self, at: Pointer) -> None:
        """Show the list of layers where the wire was dropped; the wire stays until one is chosen."""
        canvas, scene = self.canvas, self.canvas.canvas_scene
        card = scene.cards[self._node]
        half = scene.look.card_height / 2
        if self._backwards:
            scene.feedback.show_wire(at.scene, card.input_port())
        else:
            scene.feedback.show_wire(card.output_port(), at.scene)

        def add(kind: str) -> None:
            if self._node not in canvas.document.project.network:
                return
            layer, corner = LAYERS[kind](), (at.scene.x(), at.scene.y() - half)
            if self._backwards:
                width = canvas.drawing.widths(canvas.drawing.network.add(layer))
                left = corner[0] - list(width.values())[-1]
                canvas.drawing.add(layer, (left, corner[1]), target=self._node)
            else:
                canvas.drawing.add(layer, corner, source=self._node)

        canvas.offer_layers(at.view, add, with_inputs=self._backwards)


class ConnectByKeys(Gesture):
    """Draw a wire without a mouse: C begins, arrows choose among the legal targets, Enter connects."""

    def __init__(self, canvas: GestureView, source: str) -> None:
        super().__init__(canvas)
        self._source = source
        self._targets: list[str] = []
        self._index = 0

    def start(self, at: Pointer) -> None:
        scene, network = self.canvas.canvas_scene, self.canvas.document.project.network
        here = scene.cards[self._source].pos()
        legal = [n.id for n in network.nodes if edits.why_not(network, self._source, n.id) is None]
        # Nearest first, those behind the card before those in front of it.
        self._targets = sorted(legal, key=lambda n: self._distance(here, scene.cards[n].pos()))
        if not self._targets:
            text = QCoreApplication.translate("Canvas", "There is no layer that {0} could feed")
            self.canvas.notice.emit(text.format(network[self._source].title))
            self.canvas.finish_gesture()
            return
        self._show()

    @property
    def target(self) -> str:
        """The target that Enter would connect."""
        return self._targets[self._index]

    @staticmethod
    def _distance(here: QPointF, there: QPointF) -> float:
        dx, dy = there.x() - here.x(), there.y() - here.y()
        return abs(dx) + 2 * abs(dy) + (5000 if dx <= 0 else 0)

    def key(self, event: QKeyEvent) -> bool:
        """Arrows choose, Enter connects, everything else but Escape is ignored."""
        keys = Qt.Key
        if event.key() in (keys.Key_Right, keys.Key_Down, keys.Key_Tab):
            self._index = (self._index + 1) % len(self._targets)
        elif event.key() in (keys.Key_Left, keys.Key_Up, keys.Key_Backtab):
            self._index = (self._index - 1) % len(self._targets)
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            target = self.target
            self.canvas.finish_gesture()
            self.cancel()
            self.canvas.drawing.connect_nodes(self._source, target)
            self.canvas.selection.select([target])
            return True
        else:
            return event.key() != keys.Key_Escape
        self._show()
        return True

    def end(self, at: Pointer) -> None:
        """A click ends it without a wire."""
        self.cancel()

    def cancel(self) -> None:
        scene = self.canvas.canvas_scene
        scene.show_marks({})
        scene.feedback.clear()
        self.canvas.hint.hide()

    def _show(self) -> None:
        scene, network = self.canvas.canvas_scene, self.canvas.document.project.network
        marks: dict[str, Mark] = {n: "legal" if n in self._targets else "aside" for n in scene.cards}
        marks |= {self._source: "", self.target: "chosen"}
        scene.show_marks(marks)
        target = scene.cards[self.target]
        self.canvas.camera.show(target.rect)
        scene.feedback.show_wire(scene.cards[self._source].output_port(), target.input_port())
        text = QCoreApplication.translate(
            "Canvas", "Connect {0} to {1}: Enter connects, arrows choose, Esc cancels"
        )
        corner = self.canvas.mapFromScene(target.rect.bottomLeft())
        self.canvas.hint.say(text.format(network[self._source].title, network[self.target].title), corner)
