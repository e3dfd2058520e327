"""All wires of a scene: which there are, in which slot they end, where they run and what is written on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QPainterPath

from nnstudio.app.canvas.look import PORT_RADIUS, SMALL_TEXT_FROM, Look
from nnstudio.app.canvas.routing import painted, plain
from nnstudio.app.canvas.touched import Touched
from nnstudio.app.canvas.wire import Label, LabelLayer, Wire
from nnstudio.app.words.layer_words import shape_text
from nnstudio.graph.inference import Inference
from nnstudio.graph.network import Edge, Network
from nnstudio.graph.routing import Obstacles, Point, Rect, Way, route

if TYPE_CHECKING:
    from nnstudio.app.canvas.scene import CanvasScene

LOSS = ""
"""Stands for the Loss card among the ids of nodes."""
_LABEL_GAP = PORT_RADIUS + 12.0
_BESIDE = PORT_RADIUS - 2.0
"""A label has room of its own at both sides: it may begin behind a port, and its text stays clear of it."""
_SHORT = 260.0
WORDS_GAP = 38.0
"""Before and behind words on a wire into the Loss card."""
_GROWTH = 1.5


class Changes(NamedTuple):
    """What became of the cards since the wires were shown last.

    Parameters
    ----------
    cards : set of str
        Those that came, went, moved, or say something else; the Loss card is :data:`LOSS`.
    places : list of Rect
        Where something came, went or grew.
    """

    cards: set[str]
    places: list[Rect]


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
        self.obstacles = Obstacles({})
        """The cards; the scene says at once where each stands."""
        self._words: Mapping[str, str] = {}
        self._touched = Touched()
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

    def extents(self) -> Iterator[Rect]:
        """What each card and each wire covers."""
        yield from self.obstacles.rects.values()
        for wire in (*self.wires.values(), *self._loss_wires.values()):
            yield wire.extent

    def recolour(self) -> None:
        """Take the colours of the theme in force."""
        for wire in (*self.wires.values(), *self._loss_wires.values()):
            wire.recolour()

    def show_loss_state(self, selected: Collection[str]) -> None:
        """Show that a wire into the Loss card comes from a selected card."""
        for node, wire in self._loss_wires.items():
            wire.set_state(lively=node in selected)

    def show(
        self, network: Network, inference: Inference, outputs: Mapping[str, str], changes: Changes
    ) -> set[str]:
        """Show the wires of a network, asking only those that a change may concern.

        Parameters
        ----------
        network : Network
        inference : Inference
        outputs : mapping of str to str
            Nodes that feed the Loss card, and what is written on their wires in place of the shape, if anything.
        changes : Changes

        Returns
        -------
        set of str
            The cards that changed, or at which a wire came or went.
        """
        scene = self._scene
        self._touched = Touched(changes.places)
        reworded = {node for node, words in outputs.items() if words != self._words.get(node, "")}
        self._words = outputs
        concerned = changes.cards | reworded | self._exchange(network, tuple(outputs))
        led = self._label(network, inference, tuple(outputs), concerned)
        starts = concerned | led
        ends = concerned | self._order_slots(network, starts)
        touched = set(self._touched.of((edge, wire.region) for edge, wire in self.wires.items()))
        for edge, wire in self.wires.items():
            if edge.source in starts or edge.target in ends or edge in touched:
                slot = self._slots[edge.target].index(edge)
                self._lead(
                    wire, edge.source, scene.cards[edge.target].input_port(slot).toTuple(), edge.target
                )
        for node, wire in self._loss_wires.items():
            self._lead(wire, node, scene.loss.input_port().toTuple(), LOSS)
        return concerned

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
                end = scene.cards[target].input_port(slot) if target else scene.loss.input_port()
                ends = source, target
                way = route(self._output(source), end.toTuple(), 0.0, nowhere, ends, self._look.card_height)
                wire.lead(painted(way))

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

    def _output(self, node: str) -> Point:
        """Middle of a card's output port."""
        x, y = self._scene.cards[node].at
        return x + self._scene.cards[node].rect.width(), y + self._look.card_height / 2

    # Labels ------------------------------------------------------------------------------------------------

    def _label(
        self, network: Network, inference: Inference, outputs: Sequence[str], concerned: Collection[str]
    ) -> set[str]:
        """Label the wires anew that may have changed; return the cards whose wires begin otherwise now."""
        asked = {e.source for n in concerned if n in network for e in network.incoming(n)} | set(concerned)
        if LOSS in concerned:
            asked |= set(outputs)
        asked |= set(self._touched.of((node, label.region) for node, label in self.labels.items()))
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
            label.set_text(self._words.get(node) or shape_text(facts.output))
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
        left, top, right, bottom = plain(self._scene.cards[node].rect)
        asked = (label.text, gap, left, top, right)
        if label.asked == asked and not self._touched.at(label.region):
            return
        label.asked = asked
        (x, y), (width, height) = self._output(node), label.size
        # In the middle of a short straight wire, else where the wires of the card still run together.
        start = max((gap - width) / 2 if 0 < gap < _SHORT else _LABEL_GAP, _BESIDE)
        worded = bool(self._words.get(node))
        if worded:  # words need room to be read from afar, more than figures do
            start = WORDS_GAP
        on_wire = Rect(x + start, y - height / 2, x + start + width, y + height / 2)
        corner = right - width
        below = Rect(corner, bottom + 4, right, bottom + 4 + height)
        above = Rect(corner, top - height - 4, right, top - 4)
        # All that another card may be in the way of, the grown label on the wire as well.
        label.region = Rect(
            min(left, corner) - 40, above.top - 40, on_wire.right + 40 + width / 2, below.bottom + 40
        )
        self._leads.pop(node, None)
        for place in (on_wire, below, above):
            beside = _BESIDE if place is on_wire else PORT_RADIUS + 1
            region = Rect(place.left, place.top - 1, place.right + beside, place.bottom + 1)
            if not self.obstacles.within(region, (node,)):
                label.setPos(place.left, place.top)
                label.show()
                if place is on_wire:
                    self._leads[node] = place.right - x + (WORDS_GAP if worded else 8)
                    label.set_growth(self._room_to_grow(place, start - PORT_RADIUS - 1, node))
                else:
                    label.set_growth(1.0)
                return
        label.hide()

    def _room_to_grow(self, place: Rect, beside: float, node: str) -> float:
        """How much larger a label may be drawn, for a network seen from afar, where nothing is in its way."""
        width, height = max(1.0, place.right - place.left), place.bottom - place.top
        growth = min(_GROWTH, max(1.0, 1 + 2 * beside / width))
        more = (growth - 1) / 2
        grown = place.grown(more * width, more * height)
        region = Rect(grown.left - 1, grown.top - 1, grown.right + PORT_RADIUS, grown.bottom + 1)
        return 1.0 if self.obstacles.within(region, (node,)) else growth

    # Ways --------------------------------------------------------------------------------------------------

    def _order_slots(self, network: Network, starts: Collection[str]) -> set[str]:
        """Give each wire into a card its port, from top to bottom in the order in which they come.

        Only cards are asked that are among ``starts``, or behind one of them, or had a change on the way to them;
        they are returned.
        """
        asked = {n for n in starts if n in network}
        asked |= {e.target for n in asked for e in network.outgoing(n)}
        asked |= set(self._touched.of((e.target, wire.asked_region) for e, wire in self.wires.items()))
        for node in asked:
            edges = network.incoming(node)
            card = self._scene.cards[node]
            card.set_slots(max(1, len(edges)))
            if len(edges) > 1:
                middle = card.at[0], card.at[1] + self._look.card_height / 2
                arrives = {e: self._arrives(e, middle) for e in edges}
                edges = tuple(sorted(edges, key=lambda e: (arrives[e], e.port)))
            self._slots[node] = edges
        for gone in [n for n in self._slots if n not in network]:
            del self._slots[gone]
        return asked

    def _arrives(self, edge: Edge, end: Point) -> float:
        """From which height a wire would come if it ended in the middle of the card."""
        wire = self.wires[edge]
        asked = (*self._output(edge.source), *end, self._leads.get(edge.source, 0.0))
        if asked != wire.asked or self._touched.at(wire.asked_region):
            wire.asked = asked
            found, wire.asked_region = self._route(edge.source, end, edge.target)
            wire.arrives = found.arrives
        return wire.arrives

    def _lead(self, wire: Wire, source: str, end: Point, target: str) -> None:
        """Lead a wire anew if its ends moved or a card came into its way, or went out of it."""
        way = (*self._output(source), *end, self._leads.get(source, 0.0))
        if way == wire.way and not self._touched.at(wire.region):
            return
        wire.way = way
        found, wire.region = self._route(source, end, target)
        wire.lead(painted(found))

    def _route(self, source: str, end: Point, target: str) -> tuple[Way, Rect]:
        """The way of a wire, and where a card that comes or goes may change it, detours that were not taken included."""
        obstacles, lead = self.obstacles, self._leads.get(source, 0.0)
        obstacles.looked_at = None
        found = route(self._output(source), end, lead, obstacles, (source, target), self._look.card_height)
        bounds = found.bounds()
        return found, bounds if obstacles.looked_at is None else obstacles.looked_at.united(bounds)
