"""Samples and several Inputs: each gets the whole sample, or they share its features, or one sentence says why not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Add, Concatenate, Dense, Flatten, Input
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.project.feeding import another_input, features_of, feed, feeding
from nnstudio.project.file import decode, encode
from nnstudio.project.problems import fixes_for, problems
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.project.trained import load_data, new_run, result
from nnstudio.system.messages import Message, StudioError
from nnstudio.training.config import TrainingConfig


def _inputs(*shapes: tuple[int, ...]) -> Network:
    network = Network()
    for shape in shapes:
        network = network.add(Input(shape))
    return network


@given(st.lists(st.integers(1, 9), min_size=2, max_size=5))
def test_inputs_share_the_features_in_order_and_nothing_is_lost(sizes: list[int]) -> None:
    network = _inputs(*((size,) for size in sizes))
    x = np.arange(3 * sum(sizes), dtype=np.float32).reshape(3, -1)
    given_ = feed(network, x)
    assert isinstance(given_, dict)
    assert list(given_) == list(network.input_ids)
    assert [part.shape[1] for part in given_.values()] == sizes
    np.testing.assert_array_equal(np.concatenate(list(given_.values()), axis=1), x)
    names = tuple(f"f{i}" for i in range(sum(sizes)))
    assert sum((features_of(network, node, names) for node in network.input_ids), ()) == names


@pytest.mark.parametrize("shape", [(4,), (3, 2), (4, 4, 1)])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_inputs_of_the_samples_shape_get_the_whole_sample(shape: tuple[int, ...], count: int) -> None:
    network, x = _inputs(*[shape] * count), np.ones((5, *shape), np.float32)
    given_ = feed(network, x)
    for part in given_.values() if isinstance(given_, dict) else [given_]:
        assert part is x
    assert isinstance(given_, dict) == (count > 1)
    assert features_of(network, "input", tuple("abcd")) == ()


@pytest.mark.parametrize(
    ("there", "sample", "picture", "wanted"),
    [
        ([], (13,), (), (13,)),
        ([(5,)], (13,), (), (8,)),
        ([(5,), (8,)], (13,), (), None),
        ([(14,)], (13,), (), None),
        ([(13,)], (13,), (), (13,)),
        ([(8, 8, 1)], (8, 8, 1), (), (8, 8, 1)),
        ([(9, 9, 1)], (8, 8, 1), (), None),
        ([], (66,), (8, 8, 1), (8, 8, 1)),
        ([(8, 8, 1)], (66,), (8, 8, 1), (2,)),
        ([(2,)], (66,), (8, 8, 1), (8, 8, 1)),
        ([(8, 8, 1), (2,)], (66,), (8, 8, 1), None),
    ],
)
def test_one_more_input_takes_what_the_others_leave(
    there: list[tuple[int, ...]],
    sample: tuple[int, ...],
    picture: tuple[int, ...],
    wanted: tuple[int, ...] | None,
) -> None:
    network = _inputs(*there)
    assert another_input(network, sample, picture) == wanted
    if wanted is not None and len(there) == 1:
        assert isinstance(feeding(network.add(Input(wanted)), sample), dict)


def test_arrays_come_before_rows_wherever_they_stand() -> None:
    network = _inputs((2,), (2, 2, 1), (1,))
    assert feeding(network, (7,)) == {"input": slice(4, 6), "input_1": slice(0, 4), "input_2": slice(6, 7)}
    x = np.arange(14, dtype=np.float32).reshape(2, 7)
    fed = feed(network, x)
    assert isinstance(fed, dict)
    np.testing.assert_array_equal(fed["input"], x[:, 4:6])
    np.testing.assert_array_equal(fed["input_1"], x[:, :4].reshape(2, 2, 2, 1))
    names = ("a", "b", "c")
    assert [features_of(network, node, names, 4) for node in network.input_ids] == [("a", "b"), (), ("c",)]


@pytest.mark.parametrize(
    ("shapes", "sample", "told"),
    [
        ([(5,), (4,)], (13,), "The Inputs take 5 + 4 = 9 features, but the data has 13"),
        ([(9,), (4,), (1,)], (13,), "The Inputs take 9 + 4 + 1 = 14 features, but the data has 13"),
        ([(4,)], (13,), "The data has samples of 13, but the Input takes 4"),
        ([(8, 8, 1), (64,)], (8, 8, 1), "8×8×1, but the Inputs take 8×8×1, 64: each must take the whole"),
        ([(2, 2), (9,)], (12,), "The Inputs take 4 + 9 = 13 features, but the data has 12"),
        ([(), (9,)], (9,), "each must take the whole sample"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_the_arithmetic(
    shapes: list[tuple[int, ...]], sample: tuple[int, ...], told: str
) -> None:
    network = _inputs(*shapes)
    found = feeding(network, sample)
    assert isinstance(found, Message)
    assert told in str(found)
    with pytest.raises(StudioError) as caught:
        feed(network, np.zeros((2, *sample), np.float32))
    assert str(caught.value) == str(found)


def _two(first: tuple[int, ...], second: tuple[int, ...]) -> Project:
    network = _inputs(first, second)
    ends = []
    for node in network.input_ids:
        row = len(network[node].layer.shape) == 1
        network = network if row else network.add(Flatten(), after=node)
        network = network.add(Dense(4), after=node if row else network.nodes[-1].id)
        ends.append(network.nodes[-1].id)
    network = network.add(Concatenate(), after=ends).add(
        Dense(3, activation="softmax"), after="concatenate_1"
    )
    training = TrainingConfig(CategoricalCrossentropy(), device="cpu")
    return Project(data=DataConfig(Bundled("wine")), training=training).with_network(network)


@pytest.mark.parametrize(("shapes", "labels"), [
    (((5,), (4,)), ["Let the Inputs take 5 + 8 features", "Give every Input the whole sample, 13"]),
    (((3, 3, 1), (2,)), ["Let the Inputs take 9 + 4 features"]),
    (((2,), (3, 3, 1)), ["Let the Inputs take 4 + 9 features"]),
    (((2, 2), (3,)), ["Let the Inputs take 4 + 9 features"]),
    (((20,), (4,)), ["Let the Inputs take 7 + 6 features", "Give every Input the whole sample, 13"]),
])  # fmt: skip
def test_repairs_make_the_sizes_add_up(
    shapes: tuple[tuple[int, ...], tuple[int, ...]], labels: list[str]
) -> None:
    project = _two(*shapes)
    prepared = load_data(project)
    (problem,) = problems(project, prepared)
    assert (problem.kind, problem.node, problem.field) == ("input_sizes", "input_1", "shape")
    fixes = fixes_for(project, problem, prepared)
    assert [str(fix.label) for fix in fixes] == labels
    for fix in fixes:
        mended = fix.apply(project)
        assert problems(mended, prepared) == ()
        new_run(mended, prepared)


def test_a_run_learns_from_what_each_input_was_promised() -> None:
    project, _ = from_template(template("two-inputs"), Bundled("breast-cancer"))
    project = project.replace(training=project.training.replace(epochs=2, device="cpu"))
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    project, trained = decode(encode(project, result(run, project, prepared)))
    assert trained is not None
    model, x = trained.model(), prepared.test.x
    whole = model.predict(trained.feed(x))
    first, other = project.network.input_ids
    by_hand = model.predict({other: x[:, 10:], first: x[:, :10]})
    np.testing.assert_array_equal(whole, by_hand)
    shuffled = model.predict(trained.feed(np.roll(x, 10, axis=1)))
    assert np.abs(shuffled - whole).max() > 0.1


def test_one_sample_for_both_inputs_trains() -> None:
    network = _inputs((13,), (13,)).add(Add(), after=("input", "input_1"))
    network = network.add(Dense(3, activation="softmax"), after="add_1")
    project = _two((5,), (8,)).with_network(network)
    prepared = load_data(project)
    run = new_run(project, prepared)
    before = run.model.evaluate(feed(network, prepared.train.x), prepared.train.y)["loss"]
    for _ in run.events():
        pass
    assert run.history.epochs[-1].loss < before
