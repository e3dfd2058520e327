"""Two networks drawn as one: everything of both is there once, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph import edits
from nnstudio.graph.inference import infer
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Add, Dense, Dropout
from nnstudio.project.comparing.compare import compare
from nnstudio.project.comparing.merged import merged
from nnstudio.project.samples import open_sample
from tests.project.test_compare import side


@st.composite
def edited(draw: st.DrawFn) -> Network:
    """A sample after some edits, which may leave it with problems."""
    network = open_sample(draw(st.sampled_from(["textbook", "residual"]))).network
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.integers(0, 2))
        if kind == 0 and network.edges:
            layer = draw(st.sampled_from([Dense(3), Dropout(0.1), Add()]))
            network = edits.insert_on(network, draw(st.sampled_from(network.edges)), layer)[0]
        elif kind == 1 and len(network.nodes) > 2:
            network = edits.delete(network, [draw(st.sampled_from(network.nodes)).id])
        elif network.edges:
            network = edits.unwire(network, draw(st.sampled_from(network.edges)))
    return network


@given(edited(), edited())
def test_everything_of_both_stands_there_once(one: Network, two: Network) -> None:
    a, b = side(one, "a"), side(two, "b")
    found = compare(a, b)
    drawing = merged(a, b, found)
    assert list(drawing.cards.values()) == list(found.layers)
    assert [node.id for node in drawing.network.nodes] == list(drawing.cards)
    status = list(drawing.wires.values())
    assert status.count("removed") == len(found.edges_removed)
    assert status.count("added") == len(found.edges_added)
    assert status.count("same") == len(one.edges) - len(found.edges_removed)
    assert status.count("same") == len(two.edges) - len(found.edges_added)
    infer(drawing.network)
    places = Layout().for_network(drawing.network).positions
    assert set(places) == set(drawing.cards)
    assert len(set(places.values())) == len(places)
