"""All wires of a scene: which there are, in which slot they end, where they run and what is written on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from nnstudio.app.canvas.look import PORT_RADIUS, SMALL_TEXT_FROM, Look
from nnstudio.app.canvas.routing import Obstacles, route
from nnstudio.app.canvas.wire import Label, LabelLayer, Wire
from nnstudio.app.canvas.wording import shape_text
from nnstudio.graph.inference import Inference
from nnstudio.graph.network import Edge, Network

if TYPE_CHECKING:
    from nnstudio.app.canvas.scene import CanvasScene

LOSS = ""
"""Stands for the Loss card among the ids of nodes."""
_LABEL_GAP = PORT_RADIUS + 12.0
_BESIDE = PORT_RADIUS - 2.0
"""A label has room of its own at both sides: it may begin behind a port, and its text stays clear of it."""
_SHORT = 260.0
_GROWTH = 1.5
_MANY = 60
"""From so many changed places on, all wires are led anew instead of asking each whether it is concerned."""


class Changes(NamedTuple):
    """What became of the cards since the wires were shown last.

    Parameters
    ----------
    cards : set of str
        Those that came, went, moved, or say something else; the Loss card is :data:`LOSS`.
    places : list of QRectF
        Where something came, went or grew.
    """

    cards: set[str]
    places: list[QRectF]


class Wiring:
    """Keeps wires and labels in step with the network and the cards."""

    def __init__(self, scene: CanvasScene, look: Look) -> None:
        self._scene = scene
        self._look = look
        self.wires: dict[Edge, Wire] = {}
        self.labels: dict[str, Label] = {}
        self._layer = LabelLayer()
        scene.addItem(self._layer)
        self._loss_wires: dict[str, Wire] = {}
        self._edges: tuple[Edge, ...] = ()
        self._slots: dict[str, tuple[Edge, ...]] = {}
        self._leads: dict[str, float] = {}
        self._obstacles = Obstacles({})
        self._changed: Sequence[QRectF] = ()
        self._dirty = QRectF()
        self._ways: dict[Wire, QPainterPath] = {}
        """The ways of wires that follow cards meanwhile."""

    def slots(self, node: str) -> tuple[Edge, ...]:
        """The wires that end in a card, from its top port to its bottom port."""
        return self._slots.get(node, ())

    def set_zoom(self, zoom: float) -> None:
        """Show labels only where they can be read."""
        self._layer.setOpacity(
            1.0 if zoom >= SMALL_TEXT_FROM else 0.0
        )  # a label keeps for itself whether it is seen

    def bounds(self) -> QRectF:
        """What the wires cover."""
        rect = QRectF()
        for wire in (*self.wires.values(), *self._loss_wires.values()):
            rect = rect.united(wire.extent)
        return rect

    def recolour(self) -> None:
        """Take the colours of the theme in force."""
        for wire in (*self.wires.values(), *self._loss_wires.values()):
            wire.recolour()

    def show_loss_state(self, selected: Collection[str]) -> None:
        """Show that a wire into the Loss card comes from a selected card."""
        for node, wire in self._loss_wires.items():
            wire.set_state(lively=node in selected)

    def show(self, network: Network, inference: Inference, outputs: Sequence[str], changes: Changes) -> None:
        """Show the wires of a network, asking only those that a change may concern.

        Parameters
        ----------
        network : Network
        inference : Inference
        outputs : sequence of str
            Nodes that feed the Loss card.
        changes : Changes
        """
        scene = self._scene
        concerned = changes.cards | self._exchange(network, outputs)
        self._note_changes(changes)
        led = self._label(network, inference, outputs, concerned)
        starts = concerned | led
        ends = concerned | self._order_slots(network, starts)
        for edge, wire in self.wires.items():
            if edge.source in starts or edge.target in ends or self._touched(wire.region):
                slot = self._slots[edge.target].index(edge)
                self._lead(wire, edge.source, scene.cards[edge.target].input_port(slot), edge.target)
        for node, wire in self._loss_wires.items():
            self._lead(wire, node, scene.loss.input_port(), LOSS)

    def _exchange(self, network: Network, outputs: Sequence[str]) -> set[str]:
        """Remove the wires that are gone and make those that came; return the cards at their ends."""
        ends: set[str] = set()
        scene, wanted = self._scene, network.edges
        if wanted is not self._edges:
            self._edges = wanted
            for edge in self.wires.keys() - set(wanted):
                ends |= {edge.source, edge.target}
                scene.removeItem(self.wires.pop(edge))
            for edge in wanted:  # in their order, in which they lie on one another
                if edge not in self.wires:
                    ends |= {edge.source, edge.target}
                    self.wires[edge] = Wire(edge, self._look)
                    scene.addItem(self.wires[edge])
        for node in self._loss_wires.keys() - set(outputs):
            ends |= {node, LOSS}
            scene.removeItem(self._loss_wires.pop(node))
        for node in outputs:
            if node not in self._loss_wires:
                ends |= {node, LOSS}
                self._loss_wires[node] = Wire(None, self._look)
                scene.addItem(self._loss_wires[node])
        return ends

    def follow(self, moving: Collection[str]) -> None:
        """Let wires follow cards that are on their way, straight on; where they belong is kept in mind."""
        nowhere, scene = Obstacles({}), self._scene
        for node in moving:
            if node in self.labels:
                self.labels[node].setOpacity(0.0)
        for wire, source, target, slot in self._all():
            if source in moving or target in moving:
                self._ways.setdefault(wire, wire.path())
                start = scene.cards[source].output_port()
                end = scene.cards[target].input_port(slot) if target else scene.loss.input_port()
                wire.lead(route(start, end, 0.0, nowhere, (source, target), self._look.card_height).path)

    def stay(self) -> None:
        """Lead the wires that followed cards where they belong."""
        for wire, path in self._ways.items():
            wire.lead(path)
        self._ways = {}
        for label in self.labels.values():
            label.setOpacity(1.0)

    def _all(self) -> Iterator[tuple[Wire, str, str, int]]:
        """Each wire with the cards it joins and the port it ends in; the Loss card has no id."""
        for edge, wire in self.wires.items():
            yield wire, edge.source, edge.target, self._slots[edge.target].index(edge)
        for node, wire in self._loss_wires.items():
            yield wire, node, LOSS, 0

    def _note_changes(self, changes: Changes) -> None:
        self._changed = changes.places
        self._dirty = QRectF()
        for rect in changes.places:
            self._dirty = self._dirty.united(rect)
        cards, loss = self._scene.cards, self._scene.loss
        for node in changes.cards:
            card = loss if node == LOSS else cards.get(node)
            self._obstacles.put(node, card.whole if card is not None and card.isVisible() else None)

    def _touched(self, region: QRectF) -> bool:
        """Whether something changed in a region since the scene was shown last."""
        if not self._changed or not region.intersects(self._dirty):
            return False
        return len(self._changed) > _MANY or any(region.intersects(rect) for rect in self._changed)

    # Labels ------------------------------------------------------------------------------------------------

    def _label(
        self, network: Network, inference: Inference, outputs: Sequence[str], concerned: Collection[str]
    ) -> set[str]:
        """Label the wires anew that may have changed; return the cards whose wires begin otherwise now."""
        asked = {e.source for n in concerned if n in network for e in network.incoming(n)} | set(concerned)
        if LOSS in concerned:
            asked |= set(outputs)
        asked |= {node for node, label in self.labels.items() if self._touched(label.region)}
        before = {node: self._leads.get(node) for node in asked}
        for node in asked - {LOSS}:
            facts = inference.facts.get(node)
            leads_on = node in network and (network.outgoing(node) or node in outputs)
            if facts is None or facts.output is None or not leads_on:
                if node in self.labels:
                    self._scene.removeItem(self.labels.pop(node))
                    self._leads.pop(node, None)
                continue
            label = self.labels.get(node)
            if label is None:
                label = self.labels[node] = Label(self._look, self._layer)
            label.set_text(shape_text(facts.output))
            self._place_label(label, node, self._gap(network, node, outputs))
        return {node for node, lead in before.items() if lead != self._leads.get(node)}

    def _gap(self, network: Network, node: str, outputs: Sequence[str]) -> float:
        """Length of the wire where it is a single one that runs straight to the right; else 0."""
        cards, scene = self._scene.cards, self._scene
        ends = [cards[e.target].rect for e in network.outgoing(node)]
        if node in outputs:
            ends.append(scene.loss.rect)
        here = cards[node].rect
        if len(ends) != 1 or ends[0].top() != here.top():
            return 0.0
        return max(0.0, ends[0].left() - here.right())

    def _place_label(self, label: Label, node: str, gap: float) -> None:
        """Put a label on its wire, or under or over the corner of its card where the wire is too short."""
        card = self._scene.cards[node]
        asked = (label.text, gap, card.rect.x(), card.rect.y(), card.rect.width())
        if label.asked == asked and not self._touched(label.region):
            return
        label.asked = asked
        port, size = card.output_port(), label.size
        # In the middle of a short straight wire, else where the wires of the card still run together.
        start = (gap - size.width()) / 2 if 0 < gap < _SHORT else _LABEL_GAP
        on_wire = QRectF(port + QPointF(max(start, _BESIDE), -size.height() / 2), size)
        corner = card.rect.right() - size.width()
        below = QRectF(QPointF(corner, card.rect.bottom() + 4), size)
        above = QRectF(QPointF(corner, card.rect.top() - size.height() - 4), size)
        # All that another card may be in the way of, the grown label on the wire as well.
        region = card.rect.united(on_wire).united(below).united(above)
        label.region = region.adjusted(-40, -40, 40 + size.width() / 2, 40)
        self._leads.pop(node, None)
        for place in (on_wire, below, above):
            beside = _BESIDE if place is on_wire else PORT_RADIUS + 1
            if not self._obstacles.within(place.adjusted(0, -1, beside, 1), (node,)):
                label.setPos(place.topLeft())
                label.show()
                label.set_growth(1.0)
                if place is on_wire:
                    self._leads[node] = place.right() - port.x() + 8
                    self._let_grow(label, place, place.left() - port.x() - PORT_RADIUS - 1, node)
                return
        label.hide()

    def _let_grow(self, label: Label, place: QRectF, beside: float, node: str) -> None:
        """Let a label be drawn larger, for a network seen from afar, as far as nothing is in its way."""
        width = max(1.0, place.width())
        growth = min(_GROWTH, max(1.0, 1 + 2 * beside / width))
        more = (growth - 1) / 2
        grown = place.adjusted(-more * width, -more * place.height(), more * width, more * place.height())
        if not self._obstacles.within(grown.adjusted(-1, -1, PORT_RADIUS, 1), (node,)):
            label.set_growth(growth)

    # Ways --------------------------------------------------------------------------------------------------

    def _order_slots(self, network: Network, starts: Collection[str]) -> set[str]:
        """Give each wire into a card its port, from top to bottom in the order in which they come.

        Only cards are asked that are among ``starts``, or behind one of them, or had a change on the way to them;
        they are returned.
        """
        asked = {n for n in starts if n in network}
        asked |= {e.target for n in asked for e in network.outgoing(n)}
        asked |= {e.target for e, wire in self.wires.items() if self._touched(wire.asked_region)}
        for node in asked:
            edges = network.incoming(node)
            card = self._scene.cards[node]
            card.set_slots(max(1, len(edges)))
            if len(edges) > 1:
                middle = QPointF(card.rect.x(), card.rect.y() + self._look.card_height / 2)
                arrives = {e: self._arrives(e, middle) for e in edges}
                edges = tuple(sorted(edges, key=lambda e: (arrives[e], e.port)))
            self._slots[node] = edges
        for gone in [n for n in self._slots if n not in network]:
            del self._slots[gone]
        return asked

    def _arrives(self, edge: Edge, end: QPointF) -> float:
        """From which height a wire would come if it ended in the middle of the card."""
        wire, start = self.wires[edge], self._scene.cards[edge.source].output_port()
        lead = self._leads.get(edge.source, 0.0)
        asked = (start.x(), start.y(), end.x(), end.y(), lead)
        if asked != wire.asked or self._touched(wire.asked_region):
            wire.asked = asked
            ends = (edge.source, edge.target)
            found = route(start, end, lead, self._obstacles, ends, self._look.card_height)
            wire.arrives, wire.asked_region = found.arrives, found.region
        return wire.arrives

    def _lead(self, wire: Wire, source: str, end: QPointF, target: str) -> None:
        """Lead a wire anew if its ends moved or a card came into its way, or went out of it."""
        start, lead = self._scene.cards[source].output_port(), self._leads.get(source, 0.0)
        way = (start.x(), start.y(), end.x(), end.y(), lead)
        if way == wire.way and not self._touched(wire.region):
            return
        wire.way = way
        found = route(start, end, lead, self._obstacles, (source, target), self._look.card_height)
        wire.lead(found.path)
        wire.region = found.region
