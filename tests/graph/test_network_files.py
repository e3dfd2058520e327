"""The dictionary of a network: what comes back, and what a damaged file does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.nn.layer import LAYERS, UnknownLayer
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Input
from nnstudio.system.messages import StudioError
from tests.graph.networks import any_network

numbers = st.one_of(st.integers(), st.integers(-3, 3), st.floats(), st.just(10**400))
leaves = st.one_of(
    st.none(), st.booleans(), numbers, st.text(max_size=5), st.sampled_from([*("id", "type", "Dense")])
)
junk = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["nodes", "edges", "id", "layer", "type", "units", "name", "x"]), inner
        ),
    ),
    max_leaves=12,
)
GOOD = sequential((8, 8, 1), [Conv2D(4), Flatten(), Dense(10, "softmax")]).to_plain()


@given(any_network())
def test_round_trip(network: Network) -> None:
    assert Network.from_plain(json.loads(json.dumps(network.to_plain()))) == network


@given(junk)
def test_junk_is_a_network_or_refused_in_one_line(data: Any) -> None:
    _read(data)


@given(st.data())
def test_a_damaged_network_is_a_network_or_refused_in_one_line(data: st.DataObject) -> None:
    """One value somewhere in a good file is replaced."""
    plain = json.loads(json.dumps(GOOD))
    place: Any = plain
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(junk)
    _read(plain)


def _read(data: Any) -> None:
    try:
        network = Network.from_plain(data)
    except StudioError as error:
        text = str(error)
        assert text
        assert "\n" not in text
        assert len(text) < 400
    else:
        assert Network.from_plain(network.to_plain()) == network


UNKNOWN = {"type": "Attention", "heads": 8, "nested": {"a": [1, None, "x"]}}


def test_unknown_layers_and_settings_come_back_untouched() -> None:
    plain = {
        "nodes": [
            {"id": "input", "layer": {"type": "Input", "shape": [4]}},
            {"id": "attention_1", "layer": UNKNOWN, "name": "Look"},
            {"id": "dense_1", "layer": LAYERS.to_plain(Dense(3)) | {"quantised": {"bits": 4}}},
        ],
        "edges": [["input", "attention_1", 0], ["attention_1", "dense_1", 0]],
    }
    network = Network.from_plain(plain)
    assert isinstance(network["attention_1"].layer, UnknownLayer)
    assert network["dense_1"].layer == Dense(3)
    assert json.loads(json.dumps(network.to_plain())) == plain
    assert network["attention_1"].title == "Look"
    # … also after an edit elsewhere.
    edited = network.with_layer("dense_1", Dense(7)).add(Dense(1), after="dense_1").to_plain()
    assert edited["nodes"][1] == plain["nodes"][1]
    assert edited["nodes"][2]["layer"]["quantised"] == {"bits": 4}


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"nodes": [{"id": "a", "layer": {"type": "Dense"}}] * 2, "edges": []}, "same id"),
    (
        {"nodes": [{"id": "a", "layer": {"type": "Dense"}}], "edges": [["a", "b", 0]]},
        "from a to b has a loose end",
    ),
    ({"nodes": [{"id": "a", "layer": {"type": "Dense"}}], "edges": [["a", "a", -1]]}, "input −1 of a"),
    ({"nodes": [{"id": "a", "layer": {"type": "Dense"}}], "edges": [["a", "a", 0]] * 2}, "same input of a"),
    (
        {"nodes": [{"id": "a", "layer": {"type": "Dense", "units": 0}}], "edges": []},
        "units must be at least 1, not 0",
    ),
    ({"nodes": [{"id": "a", "layer": {}}], "edges": []}, "layer without a type"),
    (
        {"nodes": [{"layer": {"type": "Dense"}}], "edges": []},
        r"missing required field `id` - at `$.nodes[0]`",
    ),
    ({"nodes": [], "edges": [["a", "b"]]}, r"$.edges[0]"),
]


@pytest.mark.parametrize(("plain", "told"), REFUSED, ids=lambda v: v if isinstance(v, str) else "")
def test_what_is_wrong_is_told(plain: dict[str, Any], told: str) -> None:
    with pytest.raises(StudioError) as caught:
        Network.from_plain(plain)
    assert told in str(caught.value)


@pytest.mark.parametrize("id", ["", "a/b", "a b", "../x", "a:relu", "é", "\ud800", "a\n", "a" * 65, "a.b"])
def test_ids_that_could_not_name_weights_or_values_in_code_are_refused(id: str) -> None:
    with pytest.raises(StudioError, match="letters, digits"):
        Network((Node(id, Dense(1)),))


@pytest.mark.parametrize("kind", ["Über-Schicht", "层", "A" * 500, "../../etc", "Conv3DTranspose"])
def test_new_ids_are_good_ids_whatever_the_type_is_called(kind: str) -> None:
    network = Network()
    for _ in range(3):
        network = network.add(UnknownLayer({"type": kind}))
    assert len({n.id for n in network.nodes}) == 3


def test_new_ids_read_well() -> None:
    network = Network().add(Input((2,))).add(Input((2,))).add(Conv2D()).add(Dense(1)).add(Dense(1))
    assert [n.id for n in network.nodes] == ["input", "input_1", "conv2d_1", "dense_1", "dense_2"]
    assert [n.title for n in network.nodes] == ["Input", "Input 1", "Conv2D 1", "Dense 1", "Dense 2"]


def test_connecting_takes_the_first_free_port() -> None:
    network = Network().add(Dense(1)).add(Dense(1)).add(Dense(1))
    network = network.connect("dense_1", "dense_3", port=1).connect("dense_2", "dense_3")
    assert network.incoming("dense_3") == (Edge("dense_2", "dense_3", 0), Edge("dense_1", "dense_3", 1))
    with pytest.raises(StudioError, match="no layer 'nobody'"):
        network.connect("dense_1", "nobody")
