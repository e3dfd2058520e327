"""Walking the network with the arrows, moving cards with Shift or Ctrl, and selecting more of them with both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView

_DIRECTIONS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FINE, _COARSE = 10.0, 50.0


class Keyboard:
    """What the arrows mean on the canvas."""

    def __init__(self, canvas: GestureView) -> None:
        self._canvas = canvas
        self._place: QPointF | None = None
        self._anchor: str | None = None

    def remember(self) -> None:
        """Keep in mind where the selection is: after a deletion the arrows go on from there."""
        current = self._canvas.selection.current
        if current is not None and current in self._canvas.canvas_scene.cards:
            self._anchor = current
            self._place = self._canvas.canvas_scene.cards[current].rect.center()

    def press(self, event: QKeyEvent) -> bool:
        """Take an arrow key; say whether it was one."""
        direction = _DIRECTIONS.get(event.key())
        if direction is None:
            return False
        modifiers = event.modifiers()
        both = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        if modifiers & both == both:
            self._extend(*direction)
            return True
        if modifiers & both:
            step = _COARSE if modifiers & Qt.KeyboardModifier.ControlModifier else _FINE
            self._canvas.drawing.nudge(direction[0] * step, direction[1] * step)
            return True
        target = self.neighbour(*direction)
        if target is not None:
            self._canvas.selection.select([target])
            self._canvas.camera.show(self._canvas.canvas_scene.cards[target].rect)
        return True

    def _extend(self, dx: int, dy: int) -> None:
        """Select the next card as well; on the way back, the last one no more."""
        selection, target = self._canvas.selection, self.neighbour(dx, dy)
        if target is None:
            return
        chosen = [n for n in selection.ids if n != target]
        if target in selection:
            chosen = [n for n in chosen if n != selection.current]
        selection.select([*chosen, target])
        self._canvas.camera.show(self._canvas.canvas_scene.cards[target].rect)

    def next_wire(self) -> None:
        """Select a wire of the card that was selected last; again, the next one: it can be cut or a layer put on it.

        It begins with what leads on, as one reads and as a network grows; what leads to the card comes behind.
        """
        canvas, network = self._canvas, self._canvas.document.project.network
        if self._anchor is None or self._anchor not in network:
            return
        wires = (*network.outgoing(self._anchor), *network.incoming(self._anchor))
        if wires:
            edge = canvas.selection.edge
            wire = wires[(wires.index(edge) + 1) % len(wires) if edge in wires else 0]
            canvas.selection.select_edge(wire)
            canvas.camera.show(canvas.canvas_scene.wires[wire].boundingRect())

    def neighbour(self, dx: int, dy: int) -> str | None:
        """The card one step away: along a wire to the left or right, else the nearest in that direction."""
        canvas = self._canvas
        cards, network = canvas.canvas_scene.cards, canvas.document.project.network
        if not cards:
            return None
        current, edge = canvas.selection.current, canvas.selection.edge
        if edge is not None and dx:
            return edge.target if dx > 0 else edge.source
        if current is None:
            at = self._place
            if at is None:
                return network.nodes[0].id
            return min(cards, key=lambda n: (cards[n].rect.center() - at).manhattanLength())
        here = cards[current].rect.center()
        if dx:
            wires = network.outgoing(current) if dx > 0 else network.incoming(current)
            ends = [e.target if dx > 0 else e.source for e in wires]
            if ends:
                return min(ends, key=lambda n: abs(cards[n].rect.center().y() - here.y()))
        best, found = float("inf"), None
        for node, card in cards.items():
            way = card.rect.center() - here
            along, across = way.x() * dx + way.y() * dy, abs(way.x() * dy) + abs(way.y() * dx)
            if node != current and along > 5 and along + 2 * across < best:
                best, found = along + 2 * across, node
        return found
