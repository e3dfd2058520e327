"""Every problem is found, and every repair that is offered clears it."""

from __future__ import annotations

import functools
from typing import NamedTuple

import pytest
from hypothesis import given

from nnstudio.data.config import DataConfig
from nnstudio.data.prepare import Prepared
from nnstudio.data.sources import Bundled
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool1D,
    Conv1D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    MaxPool2D,
)
from nnstudio.nn.losses import CategoricalCrossentropy, Hinge, MeanSquaredError
from nnstudio.project.problems import _REPAIRS, fixes_for, problems
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data
from nnstudio.training.config import TrainingConfig
from tests.project.strategies import projects


@functools.cache
def _data(name: str) -> Prepared:
    return load_data(Project(data=DataConfig(Bundled(name))))


class Broken(NamedTuple):
    """A project with a problem, and the remedies that must be offered for it, each clearing it."""

    kind: str
    network: Network
    remedies: tuple[str, ...] = ()
    training: TrainingConfig = TrainingConfig()
    data: str | None = None
    word: str = ""


def _loose(*nodes: Node, edges: tuple[Edge, ...] = ()) -> Network:
    return Network(nodes, edges)


INPUT, IMAGE = Node("input", Input((4,))), Node("input", Input((8, 8, 1)))
OUT = Dense(1, activation="sigmoid")
CLASSES = TrainingConfig(CategoricalCrossentropy())
NUMBERS = TrainingConfig(MeanSquaredError())

BROKEN: dict[str, Broken] = {
    # Of the network
    "nothing there": Broken("empty", Network()),
    "a loose layer": Broken("unconnected", _loose(INPUT, Node("d", OUT)), ("connect_nearest",)),
    "a loose layer alone": Broken("unconnected", _loose(Node("d", OUT))),
    "an Add of one": Broken(
        "unconnected",
        _loose(INPUT, Node("d", Dense(4)), Node("a", Add()), edges=(Edge("input", "d"), Edge("d", "a"))),
        ("connect_nearest",),
    ),
    "a wire into an Input": Broken(
        "too_many", _loose(INPUT, Node("d", OUT), Node("i2", Input((4,))), edges=(Edge("d", "i2"),)), ("cut_edge",)
    ),
    "two wires into a Dense": Broken(
        "too_many",
        _loose(INPUT, Node("d", OUT), Node("e", OUT), edges=(Edge("input", "d"), Edge("d", "e"), Edge("input", "e", 1))),
        ("cut_edge",),
    ),
    "a circle": Broken(
        "cycle",
        _loose(INPUT, Node("a", Add()), Node("d", Dense(4)),
               edges=(Edge("input", "a"), Edge("a", "d"), Edge("d", "a", 1))),
        ("cut_edge",),
    ),
    "a picture into a Dense": Broken("shape", sequential((8, 8, 1), [OUT]), ("insert_flatten",)),
    "a kernel larger than the picture": Broken(
        "shape", sequential((8, 8, 1), [Conv2D(4, 9), Flatten(), OUT]), ("padding_same", "shrink_window"),
        word="too small",
    ),
    "a dilated kernel larger than the picture": Broken(
        "shape", sequential((8, 4, 1), [Conv2D(4, 3, dilation=4), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a patch larger than the picture": Broken(
        "shape", sequential((2, 9, 1), [MaxPool2D(3), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a kernel longer than the sequence": Broken(
        "shape", sequential((5, 2), [Conv1D(4, 9), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a piece longer than the sequence": Broken(
        "shape", sequential((5, 2), [AvgPool1D(9), Flatten(), OUT]), ("padding_same", "shrink_window")
    ),
    "a kernel larger than the picture and its zeros": Broken(
        "shape", sequential((3, 3, 1), [Conv2D(4, 9, padding="explicit", zeros=1), Flatten(), OUT]),
        ("padding_same", "shrink_window"),
    ),
    "groups that do not divide": Broken(
        "shape", sequential((8, 8, 3), [Conv2D(4, 3, groups=2), Flatten(), OUT]), ("one_group",), word="groups"
    ),
    "shapes that differ": Broken(
        "shape",
        Network().add(Input((4,))).add(Dense(3), after="input").add(Add(), after=("input", "dense_1")),
        word="shapes differ",
    ),
    "numbers into a Conv2D": Broken("shape", sequential((30,), [Conv2D(4), Flatten(), OUT])),
    "a layer of the future": Broken("shape", _loose(INPUT, Node("x", UnknownLayer({"type": "X"})),
                                                    edges=(Edge("input", "x"),)), word="unknown"),
    "a network of 10¹² weights": Broken("too_large", sequential((1_000_000,), [Dense(1_000_000), OUT])),
    "no Input": Broken("no_input", _loose(Node("d", OUT)), ("add_input",)),
    "no Input, with data": Broken("no_input", _loose(Node("d", OUT)), ("add_input",), data="wine"),
    "no Input, but a circle": Broken(
        "no_input", _loose(Node("d", OUT), Node("e", OUT), edges=(Edge("d", "e"), Edge("e", "d"))), ("add_input",)
    ),
    "two Inputs": Broken(
        "two_inputs", Network().add(Input((4,))).add(Input((4,))).add(Add(), after=("input", "input_1"))
        .add(OUT, after="add_1"),
    ),
    "only an Input": Broken("no_layer", _loose(INPUT)),
    "two outputs": Broken("two_outputs", sequential((4,), [OUT]).add(OUT, after="input")),
    "an Input that feeds nothing": Broken("unused_input", _loose(INPUT, Node("d", OUT))),
    # Of network and data
    "another number of features": Broken(
        "input_shape", sequential((4,), [OUT]), ("shape_from_data",), data="breast-cancer"
    ),
    "features instead of pictures": Broken(
        "input_shape", sequential((64,), [Dense(10, activation="softmax")]), ("shape_from_data",), CLASSES, "digits"
    ),
    "too few outputs": Broken(
        "output_units", sequential((4,), [Dense(2, activation="softmax")]), ("units_from_data",), CLASSES, "iris"
    ),
    "too few outputs behind an Activation": Broken(
        "output_units", sequential((4,), [Dense(2), Activation("softmax")]), (), CLASSES, "iris"
    ),
    "a loss for numbers on classes": Broken(
        "loss_task", sequential((4,), [Dense(3, activation="softmax")]), ("loss_from_data",), NUMBERS, "iris"
    ),
    "a loss for classes on numbers": Broken(
        "loss_task", sequential((10,), [Dense(1, activation="linear")]), ("loss_from_data",), data="diabetes"
    ),
    "a batch larger than the data": Broken(
        "batch_size", sequential((4,), [Dense(3, activation="softmax")]), ("batch_from_data",),
        CLASSES.replace(batch_size=4000), "iris",
    ),
    # Of network and loss
    "numbers for a loss of probabilities": Broken(
        "output_activation", sequential((4,), [Dense(1, activation="linear")]),
        ("activation_from_loss", "loss_from_activation"),
    ),
    "a softmax for a yes/no loss": Broken(
        "output_activation", sequential((4,), [Dense(3, activation="softmax")]),
        ("activation_from_loss", "loss_from_activation"),
    ),
    "a relu for a loss of classes": Broken(
        "output_activation", sequential((4,), [Dense(3, activation="relu")]), ("activation_from_loss",), CLASSES
    ),
    "a linear output on classes": Broken(  # the data speaks against mean squared error
        "output_activation", sequential((4,), [Dense(3, activation="linear")]), ("activation_from_loss",), CLASSES, "iris"
    ),
    "one output for a loss of classes": Broken(
        "output_activation", sequential((4,), [Dense(1, activation="softmax")]), (), CLASSES
    ),
    "a sigmoid for a margin": Broken(  # binary cross-entropy reads it
        "output_activation", sequential((4,), [OUT]), ("activation_from_loss", "loss_from_activation"),
        TrainingConfig(Hinge()),
    ),
    "a margin for a loss of probabilities": Broken(  # the data has two classes: the hinge loss reads it
        "output_activation", sequential((30,), [Dense(1, activation="tanh")]),
        ("activation_from_loss", "loss_from_activation"), TrainingConfig(), "breast-cancer",
    ),
    "a weight for a class too many": Broken(
        "class_weights", sequential((4,), [Dense(3, activation="softmax")]), ("class_weights_off",),
        TrainingConfig(CategoricalCrossentropy(class_weights=(1, 2, 3, 4))), word="loss",
    ),
    "a loss of classes behind a Dropout": Broken(
        "output_activation", sequential((4,), [Dense(3, activation="softmax"), Dropout(0.5)]),
        ("loss_from_activation",), CLASSES,
    ),
}  # fmt: skip


def _project(broken: Broken) -> tuple[Project, Prepared | None]:
    project = Project(training=broken.training).with_network(broken.network)
    return project, None if broken.data is None else _data(broken.data)


def _the_problem(name: str) -> tuple[Project, Problem, Prepared | None]:
    broken = BROKEN[name]
    project, prepared = _project(broken)
    found = [p for p in problems(project, prepared) if p.kind == broken.kind]
    assert found, problems(project, prepared)
    return project, found[0], prepared


@pytest.mark.parametrize("name", BROKEN)
def test_a_problem_is_found_and_its_repairs_clear_it(name: str) -> None:
    project, problem, prepared = _the_problem(name)
    assert str(problem.message)
    assert "{" not in str(problem.message)
    assert 0 < len(problem.word) <= 16
    if BROKEN[name].word:
        assert problem.word == BROKEN[name].word
    assert problem.node is None or problem.node in project.network
    assert set(problem.remedies) <= set(_REPAIRS)
    for remedy in BROKEN[name].remedies:
        repair = _REPAIRS[remedy](project, problem, prepared)
        assert repair is not None, f"{remedy} is not offered"
        mended = repair.apply(project)
        assert problem not in problems(mended, prepared), f"{remedy} does not clear it"
        assert set(mended.layout.positions) == {n.id for n in mended.network.nodes}
        assert mended.data == project.data
    assert len(fixes_for(project, problem, prepared)) == len(BROKEN[name].remedies)


def test_every_kind_of_problem_is_here() -> None:
    known = {
        "empty", "unconnected", "too_many", "cycle", "shape", "too_large", "no_input", "two_inputs", "no_layer",
        "two_outputs", "unused_input", "input_shape", "output_units", "loss_task", "output_activation",
        "class_weights", "batch_size",
    }  # fmt: skip
    assert {broken.kind for broken in BROKEN.values()} == known


@pytest.mark.parametrize("remedy", _REPAIRS)
def test_every_remedy_is_tested(remedy: str) -> None:
    assert any(remedy in broken.remedies for broken in BROKEN.values()), f"Add a project that {remedy} mends"


@pytest.mark.parametrize("name", BROKEN)
def test_labels_name_what_the_button_does(name: str) -> None:
    for fix in fixes_for(*_the_problem(name)):
        label = str(fix.label)
        assert label[0].isupper()
        assert "{" not in label
        assert len(label) <= 60


def test_pressing_the_first_button_again_and_again_makes_a_network_that_trains() -> None:
    network = _loose(Node("c", Conv2D(4, 3)), Node("p", MaxPool2D(20)), Node("d", Dense(3)),
                     edges=(Edge("c", "p"), Edge("p", "d")))  # fmt: skip
    project, prepared = Project().with_network(network), _data("digits")
    pressed = []
    while found := problems(project, prepared):
        fix = next((f for p in found for f in fixes_for(project, p, prepared)), None)
        assert fix is not None, found
        assert len(pressed) < 12
        pressed.append(str(fix.label))
        project = fix.apply(project)
    assert pressed == [
        "Add an Input", "Set padding to same", "Insert Flatten", "Set units to 10",
        "Use Categorical cross-entropy", "Set activation to softmax",
    ]  # fmt: skip


def test_an_add_is_connected_one_wire_at_a_time() -> None:
    project = Project().with_network(sequential((4,), [Dense(4), Dense(4)]).add(Add()))
    for _ in range(2):
        problem = next(p for p in problems(project) if p.kind == "unconnected")
        project = fixes_for(project, problem)[0].apply(project)
    assert not [p for p in problems(project) if p.kind == "unconnected"]


def test_two_classes_may_be_told_apart_by_a_softmax_over_two() -> None:
    network = sequential((30,), [Dense(2, activation="softmax")])
    project = Project(training=CLASSES).with_network(network)
    assert problems(project, _data("breast-cancer")) == ()


def test_a_repair_beyond_the_limits_is_not_offered() -> None:
    project = Project().with_network(sequential((4,), [Dense(1, activation="softmax")]))
    prepared = _data("iris")

    class Huge:
        sample_shape = (2_000_000,)
        task, outputs, train = prepared.task, 2_000_000, prepared.train

    found = {p.kind: fixes_for(project, p, Huge()) for p in problems(project, Huge())}  # type: ignore[arg-type]
    assert found["input_shape"] == found["output_units"] == ()
    assert [str(fix.label) for fix in found["loss_task"]] == ["Use Categorical cross-entropy"]


def test_a_loss_that_does_not_fit_the_data_asks_for_no_activation() -> None:
    project = Project().with_network(sequential((4,), [Dense(3, activation="softmax")]))
    assert [p.kind for p in problems(project, _data("iris"))] == ["loss_task"]
    assert [p.kind for p in problems(project)] == ["output_activation"]


def test_room_is_made_for_a_flatten() -> None:
    project = Project().with_network(sequential((8, 8, 1), [Conv2D(4), Dense(3), Dense(1)]))
    problem = problems(project)[0]
    layout = fixes_for(project, problem)[0].apply(project).layout
    places = list(layout.positions.values())
    assert len(set(places)) == len(places)
    assert layout["conv2d_1"][0] < layout["flatten_1"][0] < layout["dense_1"][0] < layout["dense_2"][0]


@given(projects())
def test_whatever_is_drawn_its_repairs_work(project: Project) -> None:
    for prepared in (None, _data("iris")):
        for problem in problems(project, prepared):
            for fix in fixes_for(project, problem, prepared):
                assert problem not in problems(fix.apply(project), prepared)
