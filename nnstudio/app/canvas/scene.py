"""The drawn network: a pure function of the project and what is known about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from nnstudio.app.canvas.card import Card, Mark, face_of, face_width
from nnstudio.app.canvas.feedback import Feedback
from nnstudio.app.canvas.look import Look
from nnstudio.app.canvas.loss_card import LossCard
from nnstudio.app.canvas.routing import plain
from nnstudio.app.canvas.touched import covered
from nnstudio.app.canvas.wire import Wire, label_width
from nnstudio.app.canvas.wiring import LOSS, WORDS_GAP, Changes, Wiring
from nnstudio.app.words.layer_words import loss_title, loss_words, truth_text
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Facts, Inference, Problem, infer
from nnstudio.graph.layout import Position, gap_behind
from nnstudio.graph.network import Edge, Network, Node
from nnstudio.graph.routing import Rect
from nnstudio.project.project import Project

_EVERYWHERE = QRectF(-50_000, -50_000, 100_000, 100_000)
_LOSS_GAP = 60.0
_BADGE = 16.0
"""How far what belongs to a card reaches over its border."""

_BEND = 54.0
"""Where wires come together behind the words that are written on them."""
_BESIDE_LOSS = 20.0
"""The Loss card stands no nearer to another."""

_Known = tuple[Node, Facts, Problem | None]


class Port(NamedTuple):
    """A port that was hit: an output, or an input with the wire that ends in it."""

    node: str
    is_output: bool
    edge: Edge | None = None


class CanvasScene(QGraphicsScene):
    """Cards, wires, labels and the Loss card. It holds nothing that is not in the project.

    :meth:`show_project` compares what is shown with what should be, and touches only what differs.
    """

    def __init__(self) -> None:
        super().__init__()
        # Fixed and far larger than any network, so that the view never moves by itself when a card is added.
        self.setSceneRect(_EVERYWHERE)
        # A tree of what is where costs more at each edit than it saves: wires are long, and cards are few to look at.
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.look = Look()
        self.cards: dict[str, Card] = {}
        self._known: dict[str, _Known] = {}
        self.loss = LossCard(self.look)
        self.loss.hide()
        self.addItem(self.loss)
        self.feedback = Feedback(self, self.look)
        self.wiring = Wiring(self, self.look)
        self._selected: tuple[Collection[str], Edge | None, bool] = ((), None, False)
        self._blamed: frozenset[Edge] = frozenset()
        self._glowing: Edge | None = None
        self._strengths: dict[str, float] = {}
        self._found: frozenset[str] | None = None
        self._content: QRectF | None = None

    @property
    def wires(self) -> Mapping[Edge, Wire]:
        """The wires by edge."""
        return self.wiring.wires

    # Showing -----------------------------------------------------------------------------------------------

    def show_project(
        self,
        project: Project,
        inference: Inference,
        problems: Sequence[Problem],
        data: Preprocessor | None = None,
    ) -> None:
        """Show a project.

        Parameters
        ----------
        project : Project
        inference : Inference
            Of the project's network.
        problems : sequence of Problem
            What is wrong; each card shows its first.
        data : Preprocessor, optional
            What is known of the data, which says what each of several outputs answers.
        """
        network = project.network
        by_node: dict[str, Problem] = {}
        for problem in problems:
            if problem.node is not None:
                by_node.setdefault(problem.node, problem)
        blamed = frozenset(p.edge for p in problems if p.edge is not None)
        doubted, self._blamed = self._blamed ^ blamed, blamed
        changes = Changes(set(), [])
        for node in [n for n in self.cards if n not in network]:
            card = self.cards.pop(node)
            del self._known[node]
            changes.cards.add(node)
            changes.places.append(card.whole)
            self.wiring.obstacles.put(node, None)
            self.removeItem(card)
        for each in network.nodes:
            known = (each, inference.facts.get(each.id, Facts()), by_node.get(each.id))
            self._show_card(each.id, known, project.layout[each.id], changes)
        told = loss_words(project, data)
        self.loss.set_title(loss_title(project, data))
        self._place_loss(project, told, changes)
        outputs = network.output_ids if self.loss.isVisible() else ()
        words = {node: told.get(node, "") for node in outputs}
        concerned = self.wiring.show(network, inference, words, changes)
        self._content = None
        self._show_states(concerned, doubted)

    def _show_card(self, node: str, known: _Known, place: Position, changes: Changes) -> None:
        """Show a card, and note what is different."""
        card = self.cards.get(node)
        if card is None:
            card = self.cards[node] = Card(node, self.look)
            self.addItem(card)
        if self._known.get(node) != known:
            self._known[node] = known
            card.show_face(face_of(*known))
            changes.cards.add(node)
        card.place(*place)
        if card.noted != card.whole:
            changes.cards.add(node)
            changes.places.extend(rect for rect in (card.noted, card.whole) if rect is not None)
            card.noted = card.whole
            self.wiring.obstacles.put(node, card.whole)

    def _place_loss(self, project: Project, told: Mapping[str, str], changes: Changes) -> None:
        before = self.loss.whole
        network = project.network
        outputs = [self.cards[n] for n in network.output_ids]
        if self.loss.isVisible() != bool(outputs):
            self.loss.setVisible(bool(outputs))
            changes.cards.add(LOSS)
            changes.places.append(before)
            self.wiring.obstacles.put(LOSS, self.loss.whole if outputs else None)
        if not outputs:
            return
        self.loss.set_truth(*truth_text(project))
        last = max(outputs, key=lambda card: card.rect.right())
        words = max((label_width(self.look, text) for text in told.values()), default=0.0)
        x = last.rect.right() + max(
            gap_behind(network, last.node), words + 2 * WORDS_GAP + _BEND if words else 0.0
        )
        y = sum(card.rect.y() for card in outputs) / len(outputs)
        width, height = self.loss.width, self.loss.boundingRect().height()

        def wanted() -> Rect:
            return Rect(x, y, x + width, y + height).grown(_BESIDE_LOSS, _BESIDE_LOSS)

        while in_the_way := self.wiring.obstacles.within(
            wanted(), (LOSS,)
        ):  # the first free place to the right
            x = min(in_the_way).right + _LOSS_GAP
        self.loss.setPos(x, y)
        if self.loss.whole != before:
            changes.cards.add(LOSS)
            changes.places.extend((before, self.loss.whole))
            self.wiring.obstacles.put(LOSS, self.loss.whole)

    def show_selection(self, nodes: Collection[str], edge: Edge | None, focused: bool) -> None:
        """Show what is selected, and whether the canvas has the keyboard."""
        before, self._selected = self._selected, (nodes, edge, focused)
        self._show_states({*before[0], *nodes}, [e for e in (before[1], edge) if e is not None])

    def show_marks(self, marks: Mapping[str, Mark]) -> None:
        """Show where a wire may end while it is drawn; an empty mapping ends that."""
        self.feedback.marks = marks
        self._show_states()

    def show_glow(self, edge: Edge | None) -> None:
        """Let a wire glow onto which something may be dropped."""
        if edge != self._glowing:
            self._glowing = edge
            self._show_states()

    def show_found(self, nodes: Collection[str] | None) -> None:
        """Let the cards that a search found stand out; None ends that."""
        found = None if nodes is None else frozenset(nodes)
        if found != self._found:
            self._found = found
            self._show_states()

    def show_strengths(self, strengths: Mapping[str, float]) -> None:
        """Show by their width how strong a signal runs along the wires behind some layers; empty ends that."""
        self._strengths = dict(strengths)
        self._show_states()

    def _marks(self) -> Mapping[str, Mark]:
        """What a gesture says of the cards, else what a search does."""
        if self.feedback.marks or self._found is None:
            return self.feedback.marks
        return {node: "found" if node in self._found else "aside" for node in self.cards}

    def _show_states(self, nodes: Collection[str] | None = None, edges: Collection[Edge] = ()) -> None:
        """Show what is selected, blamed, searched and meant.

        Where only some ``nodes`` and ``edges`` can be concerned, only these and the wires at these nodes are asked.
        """
        selected, edge, focused = self._selected
        chosen = frozenset(selected)
        current = (list(selected)[-1] if selected else None) if focused else None
        marks = self._marks()
        for node, card in self.cards.items():
            if nodes is None or node in nodes:
                card.set_state(selected=node in chosen, focused=node == current, mark=marks.get(node, ""))
        for key, wire in self.wires.items():
            if nodes is None or key.source in nodes or key.target in nodes or (edges and key in edges):
                wire.set_state(
                    problem=key in self._blamed,
                    lively=key.source in chosen or key.target in chosen,
                    chosen=key == edge,
                    glowing=key == self._glowing,
                )
                wire.set_strength(self._strengths.get(key.source))
        self.wiring.show_loss_state(chosen)

    def recolour(self) -> None:
        """Take the colours of the theme in force."""
        self.look.recolour()
        self.wiring.recolour()
        self.feedback.recolour()
        for item in self.items():
            item.update()

    # Asking ------------------------------------------------------------------------------------------------

    def content_rect(self) -> QRectF:
        """What all cards and the Loss card cover; empty where nothing is drawn."""
        if self._content is None:
            rects = list(self.wiring.extents())
            if self.loss.isVisible():
                margins = self.loss.boundingRect().adjusted(10, 10, -10, -6)
                rects.append(plain(self.loss.mapRectToScene(margins)))
            found = covered(rects)
            self._content = QRectF() if found is None else QRectF(QPointF(*found[:2]), QPointF(*found[2:]))
        return QRectF(self._content)

    def widths(self, network: Network) -> dict[str, float]:
        """Widths of the cards of a network; those that are shown need not be measured."""
        shown = {n.id: self.cards[n.id].rect.width() for n in network.nodes if n.id in self.cards}
        if len(shown) == len(network.nodes):
            return shown
        facts = infer(network).facts
        return shown | {
            n.id: face_width(face_of(n, facts.get(n.id, Facts()), None), self.look)
            for n in network.nodes
            if n.id not in shown
        }

    def card_at(self, at: QPointF) -> Card | None:
        """The card under a point, the uppermost where they lie on one another."""
        for card in reversed(self.cards.values()):
            around = card.rect.adjusted(-_BADGE, -_BADGE, _BADGE, _BADGE)
            if around.contains(at) and card.contains(card.mapFromScene(at)):
                return card
        return None

    def is_loss_at(self, at: QPointF) -> bool:
        """Whether a point lies on the Loss card."""
        return self.loss.isVisible() and self.loss.contains(self.loss.mapFromScene(at))

    def port_at(self, at: QPointF, reach: float) -> Port | None:
        """The port within reach of a point, the nearest one where there are several."""
        best, found = reach, None
        for item in reversed(self.cards.values()):
            near = item.rect.adjusted(-reach, -reach, reach, reach).contains(at)
            if not near or item.face is None:
                continue
            if item.face.gives_output and (d := _distance(at, item.output_port())) <= best:
                best, found = d, Port(item.node, True)
            if item.face.takes_input:
                edges = self.wiring.slots(item.node) or (None,)
                for slot, edge in enumerate(edges):
                    if (d := _distance(at, item.input_port(slot))) <= best:
                        best, found = d, Port(item.node, False, edge)
        return found

    def wire_at(self, at: QPointF, reach: float) -> Edge | None:
        """The wire within reach of a point."""
        for edge, wire in self.wires.items():
            if wire.near(at, reach):
                return edge
        return None

    def cards_within(self, region: QRectF) -> list[str]:
        """Cards that a rubber band touches, from left to right."""
        found = [c for c in self.cards.values() if c.rect.intersects(region)]
        return [c.node for c in sorted(found, key=lambda c: (c.rect.x(), c.rect.y()))]


def _distance(a: QPointF, b: QPointF) -> float:
    return float(((a.x() - b.x()) ** 2 + (a.y() - b.y()) ** 2) ** 0.5)
