"""What can be known about a network without running it."""

from __future__ import annotations

import ast
import inspect
import math
from typing import get_args

import pytest
from hypothesis import given

from nnstudio.graph import inference
from nnstudio.graph.inference import Problem, infer, require_sound
from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.graph.topology import order
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import (
    Add,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    GlobalAvgPool,
    Input,
    MaxPool1D,
    MaxPool2D,
    Reshape,
)
from nnstudio.nn.shape import ShapeKind
from nnstudio.system.messages import StudioError
from tests.graph.networks import any_network, chain


def _circle() -> Network:
    """input -> add ⇄ dense, and one more layer behind them."""
    net = Network().add(Input((2,))).add(Add(), after="input").add(Dense(2), after="add_1")
    return net.connect("dense_1", "add_1").add(Dense(1), after="dense_1")


# Each kind of problem, with a network that has it (first) and the node to which it is pinned.
PROBLEMS: dict[str, tuple[Network, str | None]] = {
    "empty": (Network(), None),
    "no_input": (Network().add(UnknownLayer({"type": "Oracle"})), None),
    "no_layer": (Network().add(Input((2,))), "input"),
    "unused_input": (Network().add(Input((2,))).add(Dense(1)), "input"),
    "unconnected": (sequential((2,), [Dense(3)]).add(Dense(1)), "dense_2"),
    "too_many": (sequential((2,), [Dense(3), Dense(1)]).connect("input", "dense_2"), "dense_2"),
    "few_inputs": (sequential((2,), [Dense(3), Add()]), "add_1"),
    "wired_input": (sequential((2,), [Dense(3)]).add(Input((3,))).connect("dense_1", "input_1"), "input_1"),
    "not_row": (sequential((8, 8, 1), [Dense(3)]), "dense_1"),
    "not_sequence": (sequential((8, 8, 1), [MaxPool1D()]), "max_pool1d_1"),
    "not_image": (sequential((8,), [Conv2D(3)]), "conv2d_1"),
    "not_spatial": (sequential((8,), [GlobalAvgPool()]), "global_avg_pool_1"),
    "window": (sequential((8, 8, 1), [Conv2D(3, 9)]), "conv2d_1"),
    "groups": (sequential((8, 8, 3), [Conv2D(4, 3, groups=2)]), "conv2d_1"),
    "addends": (sequential((2,), [Dense(3)]).add(Add(), after=("dense_1", "input")), "add_1"),
    "concatenate": (
        sequential((2, 2), [Flatten()]).add(Concatenate(), after=("flatten_1", "input")),
        "concatenate_1",
    ),
    "reshape": (sequential((8,), [Reshape((3, 3))]), "reshape_1"),
    "axes": (sequential((8,), [Reshape(())]), "reshape_1"),
    "unknown": (sequential((8,), [UnknownLayer({"type": "Oracle"})]), "oracle_1"),
    "too_large": (sequential((100_000,), [Dense(100_000)]), "dense_1"),
    "cycle": (_circle(), "add_1"),
}


def _kinds_in_source() -> set[str]:
    """The first argument of every Problem(...) in the module, and what layers say of shapes."""
    tree = ast.parse(inspect.getsource(inference))
    makers = ("Problem", "_missing")
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in makers]
    return {c.args[0].value for c in calls if isinstance(c.args[0], ast.Constant)} | set(get_args(ShapeKind))


def test_every_kind_of_problem_has_a_network_here() -> None:
    assert _kinds_in_source() == set(PROBLEMS)


@pytest.mark.parametrize("kind", PROBLEMS)
def test_problem(kind: str) -> None:
    network, node = PROBLEMS[kind]
    found = [p for p in infer(network).problems if p.kind == kind]
    assert found, infer(network).problems
    problem = found[0]
    assert problem.node == node
    assert 0 < len(problem.word) <= 16
    text = str(problem.message)
    assert "{" not in text
    if node is not None:
        named = [network[node].title, *(network[o].title for o in network.output_ids), "Input"]
        assert any(title in text or title.split()[0] in text for title in named), text
    if problem.edge is not None:
        assert problem.edge in network.edges
    with pytest.raises(StudioError) as caught:
        require_sound(network)
    assert str(caught.value) == str(infer(network).problems[0].message)


def test_only_the_circle_is_blamed_not_what_stands_behind_it() -> None:
    blamed = {p.node for p in infer(_circle()).problems if p.kind == "cycle"}
    assert blamed == {"add_1", "dense_1"}


def test_a_problem_is_shown_once_where_it_is() -> None:
    network = sequential((8, 8, 1), [Dense(3), Dense(4), Dense(5)])
    assert [(p.kind, p.node) for p in infer(network).problems] == [("not_row", "dense_1")]


def test_an_unknown_layer_says_that_it_is_unknown_however_it_is_wired() -> None:
    unknown = UnknownLayer({"type": "Attention"})
    base = Network().add(Input((2,)))
    for after in ((), ("input",), ("input", "input")):
        (problem,) = [p for p in infer(base.add(unknown, after=after)).problems if p.node == "attention_1"]
        assert problem.word == "unknown"
        assert "Attention" in str(problem.message)


@given(any_network())
def test_inference_never_fails_and_knows_every_node(network: Network) -> None:
    result = infer(network)
    assert result.facts.keys() == {n.id for n in network.nodes}
    assert result.order == order(network)[0]
    assert {p.node for p in result.problems} <= {None, *result.facts}
    assert all("{" not in str(p.message) for p in result.problems)
    if not result.problems:
        assert all(f.output is not None for f in result.facts.values())
        assert len(network.input_ids) == len(network.output_ids) == 1
    assert infer(network) is result  # worked out once


def test_facts_of_a_small_network_by_hand() -> None:
    network = sequential((8, 8, 1), [Conv2D(4, 3), MaxPool2D(), Flatten(), Dense(10, "softmax")])
    result = infer(network)
    assert [result.facts[n].output for n in result.order] == [(8, 8, 1), (6, 6, 4), (3, 3, 4), (36,), (10,)]
    conv, dense = 3 * 3 * 1 * 4 + 4, 36 * 10 + 10
    assert result.parameters == conv + dense
    assert result.multiply_adds == 6 * 6 * 3 * 3 * 4 + 36 * 10
    assert (result.depth, result.width) == (2, 10)
    assert result.facts["dense_1"].inputs == ((36,),)


def test_depth_counts_layers_with_weights_on_the_longest_path() -> None:
    net = sequential((4,), [Dense(4), Dense(4)])
    net = net.add(Add(), after=("dense_2", "input")).add(Dense(1), after="add_1")
    assert infer(net).depth == 3
    assert infer(Network()).depth == 0


def test_sizes_beyond_any_machine_are_refused_before_anything_is_allocated() -> None:
    network = sequential((1_000_000, 1_000_000), [Flatten(), Dense(1_000_000)])
    assert infer(network).problems[0].kind == "too_large"
    assert math.prod((1_000_000, 1_000_000)) > 2**31


def test_a_long_chain_is_inferred() -> None:
    nodes = chain(Input((3,)), *[Dense(3)] * 2000)
    assert infer(nodes).depth == 2000


def test_problem_is_a_value() -> None:
    network, _ = PROBLEMS["not_row"]
    again = Network(network.nodes, network.edges)
    assert infer(again) is not infer(network)
    assert infer(again) == infer(network)
    assert isinstance(infer(again).problems[0], Problem)
    assert Node("a", Dense(3)) == Node("a", Dense(3))
    assert Edge("a", "b") < Edge("a", "c")
