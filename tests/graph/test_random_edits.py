"""Random edits: whatever is done to a network, it stays one, and every value that was passed stays as it was."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from nnstudio.graph import edits
from nnstudio.graph.inference import infer
from nnstudio.graph.layout import arrange
from nnstudio.graph.network import Edge, Network
from nnstudio.graph.topology import order
from nnstudio.nn.fields import FieldInfo, fields_of
from nnstudio.nn.layer import LAYERS, Layer, UnknownLayer
from nnstudio.nn.layers import Input
from nnstudio.project.file import decode, encode
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError

LARGEST = 24
"""Layers from which on nothing is added: large networks show nothing that middling ones do not."""

Draw = st.DataObject

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
unknown = st.builds(
    lambda kind, data: UnknownLayer({"type": kind, "settings": data}),
    st.sampled_from(["Attention", "Über-Schicht", "LSTM"]),
    st.recursive(st.none() | st.integers(-9, 9) | names, st.lists, max_leaves=4),
)
merging = [kind for kind in LAYERS if kind.inputs[1] is None]
kinds = st.one_of(
    st.sampled_from(list(LAYERS)).map(lambda kind: kind()),
    st.sampled_from(merging).map(lambda kind: kind()),  # more often than their share: ports are theirs
    unknown,
)


def value_of(info: FieldInfo) -> st.SearchStrategy[Any]:
    """Values near the limits of a setting; some of them beyond, which must be refused and change nothing."""
    low = info.field.minimum if info.field.minimum is not None else info.field.above or 0
    whole = st.integers(int(low) - 1, int(low) + 6)
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "int": whole,
        "float": st.floats(-1, 2),
        "bool": st.booleans(),
        "choice": st.sampled_from(info.field.choices or ("",)),
        "pair": st.one_of(whole, st.tuples(whole, whole)),
        "ints": st.lists(whole, max_size=4).map(tuple),
        "floats": st.lists(st.floats(-2, 2), max_size=4).map(tuple),
    }
    value = by_kind.get(info.kind, names)
    return st.none() | value if info.optional else value


class Drawing(RuleBasedStateMachine):
    """A person at a network: draws, deletes, pastes, changes her mind, saves and opens again."""

    @initialize()
    def begin(self) -> None:
        self.past: list[tuple[Project, bytes]] = []
        self.future: list[tuple[Project, bytes]] = []
        self.project = Project()
        self.written = encode(
            self.project
        )  # as it was when it came to be: values must never change afterwards
        self.clipboard = Network()

    # What she does -----------------------------------------------------------------------------------------

    def _become(self, project: Project) -> None:
        self.past.append((self.project, self.written))
        self.future.clear()
        self.project, self.written = project, encode(project)

    def _draw(self, network: Network) -> None:
        self._become(self.project.with_network(network))

    @property
    def network(self) -> Network:
        return self.project.network

    def _some(self, data: Draw) -> list[str]:
        ids = [n.id for n in self.network.nodes]
        return data.draw(st.lists(st.sampled_from(ids), max_size=6, unique=True)) if ids else []

    def _one(self, data: Draw) -> str:
        return data.draw(st.sampled_from([n.id for n in self.network.nodes]))

    def _room(self) -> bool:
        return len(self.network.nodes) < LARGEST

    def _has_nodes(self) -> bool:
        return bool(self.network.nodes)

    def _has_edges(self) -> bool:
        return bool(self.network.edges)

    @precondition(_room)
    @rule(layer=kinds, data=st.data())
    def add(self, layer: Layer, data: Draw) -> None:
        most = layer.inputs[1]
        after = self._some(data)[:most]
        self._draw(self.network.add(layer, after=after, name=data.draw(names)))

    @precondition(lambda self: self._room() and self._has_edges())
    @rule(layer=kinds.filter(lambda layer: layer.inputs[1] != 0), data=st.data())
    def insert(self, layer: Layer, data: Draw) -> None:
        edge = data.draw(st.sampled_from(self.network.edges))
        after, new = edits.insert_on(self.network, edge, layer)
        assert [e for e in after.incoming(edge.target) if e.port == edge.port] == [
            Edge(new, edge.target, edge.port)
        ]
        assert after.incoming(new)[0].source == edge.source
        self._draw(after)

    @precondition(_has_nodes)
    @rule(data=st.data())
    def wire(self, data: Draw) -> None:
        source, target = self._one(data), self._one(data)
        for other in self.network.by_id:  # what may be drawn never closes a circle
            if edits.why_not(self.network, source, other) is None:
                assert not order(edits.wire(self.network, source, other))[1]
        if edits.why_not(self.network, source, target) is None:
            after = edits.wire(self.network, source, target)
            assert source in [e.source for e in after.incoming(target)]
            self._draw(after)

    @precondition(_has_edges)
    @rule(data=st.data())
    def unwire(self, data: Draw) -> None:
        edge = data.draw(st.sampled_from(self.network.edges))
        after = edits.unwire(self.network, edge)
        assert len(after.edges) == len(self.network.edges) - 1
        self._draw(after)

    @precondition(_has_edges)
    @rule(data=st.data())
    def rewire(self, data: Draw) -> None:
        edge, target = data.draw(st.sampled_from(self.network.edges)), self._one(data)
        without = edits.unwire(self.network, edge)
        if edits.why_not(without, edge.source, target) is None:
            self._draw(edits.rewire(self.network, edge, target))

    @rule(data=st.data())
    def delete(self, data: Draw) -> None:
        gone = self._some(data)
        after = edits.delete(self.network, gone)
        assert set(after.by_id) == set(self.network.by_id) - set(gone)
        self._draw(after)

    @precondition(_has_nodes)
    @rule(data=st.data())
    def change(self, data: Draw) -> None:
        node = self._one(data)
        kind = type(self.network[node].layer)
        infos = fields_of(kind)
        if not infos:
            return
        info = data.draw(st.sampled_from(infos))
        alike = [n.id for n in self.network.nodes if type(n.layer) is kind]
        try:
            after = edits.change(self.network, alike, **{info.name: data.draw(value_of(info))})
        except StudioError:
            return
        assert after.edges == self.network.edges
        self._draw(after)

    @precondition(_has_nodes)
    @rule(name=names, data=st.data())
    def rename(self, name: str, data: Draw) -> None:
        node = self._one(data)
        after = edits.rename(self.network, node, name)
        assert after[node].title
        self._draw(after)

    @precondition(_room)
    @rule(data=st.data())
    def duplicate(self, data: Draw) -> None:
        chosen = self._some(data)
        after, copies = edits.duplicate(self.network, chosen)
        assert set(copies) == set(chosen)
        assert not set(copies.values()) & set(self.network.by_id)
        assert after.edges[: len(self.network.edges)] == self.network.edges
        assert [after[copies[n]].layer for n in chosen] == [after[n].layer for n in chosen]
        self._draw(after)

    @rule(data=st.data())
    def copy(self, data: Draw) -> None:
        piece = edits.part(self.network, self._some(data))
        # Through text, as it travels between windows.
        self.clipboard = Network.from_plain(json.loads(json.dumps(piece.to_plain())))
        assert self.clipboard == piece

    @precondition(_room)
    @rule()
    def paste(self) -> None:
        after, ids = edits.merge(self.network, self.clipboard)
        pasted = edits.part(after, ids.values())
        assert [n.layer for n in pasted.nodes] == [n.layer for n in self.clipboard.nodes]
        back = {new: old for old, new in ids.items()}
        assert {(back[e.source], back[e.target], e.port) for e in pasted.edges} == {
            (e.source, e.target, e.port) for e in self.clipboard.edges
        }
        self._draw(after)

    @precondition(_has_nodes)
    @rule(x=st.integers(-999, 999), y=st.integers(-999, 999), data=st.data())
    def move(self, x: int, y: int, data: Draw) -> None:
        self._become(
            self.project.replace(layout=self.project.layout.place(dict.fromkeys(self._some(data), (x, y))))
        )

    @rule()
    def arrange(self) -> None:
        self._become(self.project.replace(layout=arrange(self.network)))

    @rule(steps=st.integers(1, 5))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.past))):
            self.future.append((self.project, self.written))
            self.project, self.written = self.past.pop()
            assert encode(self.project) == self.written

    @rule(steps=st.integers(1, 5))
    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.future))):
            self.past.append((self.project, self.written))
            self.project, self.written = self.future.pop()
            assert encode(self.project) == self.written

    @rule()
    def save_and_open(self) -> None:
        opened, trained = decode(encode(self.project))
        assert trained is None
        assert opened == self.project
        self.project = opened

    # What always holds -------------------------------------------------------------------------------------

    @invariant()
    def it_is_a_network_that_a_person_can_draw(self) -> None:
        network = self.network
        assert Network(network.nodes, network.edges) == network
        for node in network.nodes:
            incoming, most = network.incoming(node.id), node.layer.inputs[1]
            if not isinstance(node.layer, UnknownLayer):  # what its ports mean is not known, so they stay
                assert [e.port for e in incoming] == list(range(len(incoming)))
            assert most is None or len(incoming) <= most
            assert isinstance(node.layer, Input) <= (not incoming)

    @invariant()
    def everything_is_known_about_it_that_can_be_known(self) -> None:
        found = infer(self.network)
        assert found.facts.keys() == set(self.network.by_id)
        place = {n: i for i, n in enumerate(found.order)}
        assert place.keys() == found.facts.keys()
        assert all(place[e.source] < place[e.target] for e in self.network.edges)
        for problem in found.problems:
            assert problem.node is None or problem.node in self.network
            assert problem.edge is None or problem.edge in self.network.edges
            assert "\n" not in str(problem.message)

    @invariant()
    def every_card_has_one_place(self) -> None:
        assert self.project.layout.positions.keys() == set(self.network.by_id)

    def teardown(self) -> None:
        if not hasattr(self, "past"):
            return
        end = self.written
        done = len(self.past)
        self.undo(done)
        assert self.project == Project()
        assert self.written == encode(Project())
        self.redo(done)
        assert self.written == end


TestRandomEdits = Drawing.TestCase


@pytest.mark.full
class TestThousandsOfRandomEdits(Drawing.TestCase):  # type: ignore[name-defined,misc]
    """The same for longer."""

    settings = settings(
        max_examples=300, stateful_step_count=100, deadline=None, suppress_health_check=list(HealthCheck)
    )
