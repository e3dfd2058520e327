"""Drawing wires: with the mouse from port to port, and with the keyboard from card to card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from nnstudio.app.canvas import offering
from nnstudio.app.canvas.card import Mark
from nnstudio.app.canvas.feedback import Tone
from nnstudio.app.canvas.gestures import Gesture, Pointer
from nnstudio.app.canvas.look import PORT_REACH
from nnstudio.app.words.texts import translate
from nnstudio.graph import edits
from nnstudio.graph.fitting import against_wire, replaced_by
from nnstudio.graph.network import Edge, Network
from nnstudio.system.messages import Message

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView


class _Prospects:
    """What wires between one card and each of the others would mean.

    Parameters
    ----------
    network : Network
        Without a wire that is on its way.
    node : str
    backwards : bool
        Whether the wires lead to the node.
    """

    def __init__(self, network: Network, node: str, *, backwards: bool = False) -> None:
        self._network, self._node, self._backwards = network, node, backwards
        self.refused = edits.refusals(network, node, backwards=backwards)
        self.doubts: dict[str, Message] = {}
        for other in network.by_id:
            ends = (other, node) if backwards else (node, other)
            if other not in self.refused and (doubt := against_wire(network, *ends)) is not None:
                self.doubts[other] = doubt

    def tone(self, other: str | None) -> Tone:
        """Whether a wire can be drawn, and whether the layer could work on it."""
        return "danger" if other in self.refused else "warning" if other in self.doubts else "accent"

    def marks(self, other: str | None) -> dict[str, Mark]:
        """What the cards show while the wire is over one of them."""
        marks: dict[str, Mark] = {
            n: "aside" if n in self.refused else "doubtful" if n in self.doubts else "legal"
            for n in self._network.by_id
        }
        if other is not None:
            marks[other] = _UNDER_THE_WIRE[self.tone(other)]
        return marks | {self._node: ""}

    def words(self, other: str) -> str:
        """What a wire would mean, where that is not plain to see."""
        if other in self.refused:
            return translate(self.refused[other])
        lines = []
        taken = replaced_by(self._network, self._node if self._backwards else other)
        if taken is not None:
            text = QCoreApplication.translate("Canvas", "Replaces the wire from {0}")
            lines.append(text.format(self._network[taken.source].title))
        if other in self.doubts:
            lines.append(translate(self.doubts[other]))
        return "\n".join(lines)


_UNDER_THE_WIRE: dict[Tone, Mark] = {"danger": "refused", "warning": "warned", "accent": "chosen"}


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

    def start(self, at: Pointer) -> None:
        self._from = at.view
        network = self.canvas.document.project.network
        if self._moved is not None:
            network = edits.unwire(network, self._moved)
        self._prospects = _Prospects(network, self._node, backwards=self._backwards)
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
            offering.at_wire_end(canvas, self._node, at, backwards=self._backwards)

    def cancel(self) -> None:
        scene = self.canvas.canvas_scene
        scene.show_marks({})
        scene.feedback.clear()
        self.canvas.hint.hide()
        if self._moved is not None and self._moved in scene.wires:
            scene.wires[self._moved].show()

    def _under(self, at: Pointer) -> str | None:
        scene = self.canvas.canvas_scene
        if (card := scene.card_at(at.scene)) is not None:
            return card.node
        port = scene.port_at(at.scene, PORT_REACH / self.canvas.camera.zoom)
        return port.node if port is not None else None

    def _show(self, at: Pointer, under: str | None) -> None:
        scene = self.canvas.canvas_scene
        other = under if under != self._node else None
        tone = self._prospects.tone(other)
        scene.show_marks(self._prospects.marks(other))
        if self._moved is not None and self._moved in scene.wires:
            scene.wires[self._moved].hide()
        if self._node not in scene.cards:
            return
        card = scene.cards[self._node]
        loose = at.scene
        if other is not None and tone != "danger":
            end = scene.cards[other]
            loose = end.output_port() if self._backwards else end.input_port()
        if self._backwards:
            scene.feedback.show_wire(loose, card.input_port(), tone)
        else:
            scene.feedback.show_wire(card.output_port(), loose, tone)
        words = self._prospects.words(other) if other is not None else ""
        self.canvas.hint.say(words, at.view, tone)


class ConnectByKeys(Gesture):
    """Draw a wire without a mouse: C begins, arrows choose among the legal targets, Enter connects.

    The canvas has the keyboard meanwhile; the outline, if it began there, gets it back.
    """

    def __init__(self, canvas: GestureView, source: str) -> None:
        super().__init__(canvas)
        self._source = source
        self._targets: list[str] = []
        self._index = 0
        self._from: QWidget | None = None

    def start(self, at: Pointer) -> None:
        scene, network = self.canvas.canvas_scene, self.canvas.document.project.network
        here = scene.cards[self._source].pos()
        self._prospects = prospects = _Prospects(network, self._source)
        legal = [n for n in network.by_id if n not in prospects.refused]
        # Those that could work on it, then those that wait for a wire before those that would lose one for it, then
        # nearest first, those behind the card before those in front of it.
        self._targets = sorted(
            legal,
            key=lambda n: (
                n in prospects.doubts,
                _full(network, n),
                self._distance(here, scene.cards[n].pos()),
            ),
        )
        if not self._targets:
            text = QCoreApplication.translate("Canvas", "There is no layer that {0} could feed")
            self.canvas.notice.emit(text.format(network[self._source].title))
            self.canvas.finish_gesture()
            return
        if not self.canvas.hasFocus():
            self._from = QApplication.focusWidget()
            self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
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
        self._from = None
        self.cancel()

    def cancel(self) -> None:
        scene = self.canvas.canvas_scene
        scene.show_marks({})
        scene.feedback.clear()
        self.canvas.hint.hide()
        if self._from is not None and shiboken6.isValid(self._from) and self.canvas.hasFocus():
            self._from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        scene, network = self.canvas.canvas_scene, self.canvas.document.project.network
        scene.show_marks(self._prospects.marks(self.target))
        target = scene.cards[self.target]
        self.canvas.camera.show(target.rect)
        tone = self._prospects.tone(self.target)
        scene.feedback.show_wire(scene.cards[self._source].output_port(), target.input_port(), tone)
        text = QCoreApplication.translate(
            "Canvas", "Connect {0} to {1}: Enter connects, arrows choose, Esc cancels"
        ).format(network[self._source].title, network[self.target].title)
        corner = self.canvas.mapFromScene(target.rect.bottomLeft())
        self.canvas.hint.say(
            "\n".join(filter(None, (text, self._prospects.words(self.target)))), corner, tone
        )


def _full(network: Network, node: str) -> int:
    """How little a layer needs one more wire: 0 where it waits for one, 2 where that would replace another."""
    least, most = network[node].layer.inputs
    count = len(network.incoming(node))
    return 0 if count < least else 1 if most is None or count < most else 2
