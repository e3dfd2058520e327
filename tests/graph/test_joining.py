"""Columns that enter beside pictures: where they are joined, and taken away again."""

from __future__ import annotations

import pytest
from hypothesis import given

from nnstudio.graph.inference import infer
from nnstudio.graph.joining import meeting_place, with_columns, without_inputs
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Add, Concatenate, Conv2D, Dense, Flatten, GlobalAvgPool, Input
from nnstudio.project.templates import TEMPLATES, Goal
from tests.graph.networks import acyclic

_IMAGES = ("lenet", "vgg", "residual", "inception", "textbook", "mlp", "sequence")


@pytest.mark.parametrize("key", _IMAGES)
def test_a_network_with_columns_is_sound_and_without_them_what_it_was(key: str) -> None:
    before = TEMPLATES[key].network(Goal((8, 8, 1), "classes", 3))
    network = with_columns(before, 5)
    found = infer(network)
    assert found.problems == ()
    assert [found.facts[node].output for node in network.input_ids] == [(8, 8, 1), (5,)]
    assert network.output_ids == before.output_ids
    *_, columns = network.input_ids
    assert without_inputs(network, [columns]) == before


def test_everything_that_reads_the_row_reads_the_columns_too() -> None:
    network = Network().add(Input((4, 4, 1))).add(Flatten(), after="input")
    network = network.add(Dense(3), after="flatten_1").add(Dense(3), after="flatten_1")
    network = with_columns(network.add(Add(), after=("dense_1", "dense_2")), 2)
    facts = infer(network).facts
    assert facts["dense_1"].inputs == facts["dense_2"].inputs == ((16 + 16,),)


def test_where_there_is_no_row_of_numbers_nothing_can_be_joined() -> None:
    network = sequential((8, 8, 1), [Conv2D(4), GlobalAvgPool()])
    assert meeting_place(network) is None
    assert with_columns(network, 3) == network


def test_an_input_that_meets_two_others_leaves_them_joined() -> None:
    network = Network()
    for size in (2, 3, 4):
        network = network.add(Input((size,)))
    network = network.add(Concatenate(), after=network.input_ids).add(Dense(1), after="concatenate_1")
    left = without_inputs(network, ["input_1"])
    assert infer(left).facts["concatenate_1"].output == (6,)


@given(acyclic())
def test_whatever_is_drawn_stays_a_network(network: Network) -> None:
    joined = with_columns(network, 2)
    assert len(joined.nodes) in (len(network.nodes), len(network.nodes) + 3)
    for node in joined.input_ids:
        left = without_inputs(joined, [node])
        assert node not in left or joined.incoming(node)  # as a file may have it
        assert {edge.source for edge in left.edges} | {edge.target for edge in left.edges} <= set(left.by_id)
