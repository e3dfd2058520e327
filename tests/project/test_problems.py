"""Every problem is found, and every repair that is offered clears it."""

from __future__ import annotations

import ast
import inspect
import math
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

import numpy as np
import pytest
from hypothesis import given
from PIL import Image

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared, prepare
from nnstudio.data.sources import Bundled, ImageFolder, RecordingFolder
from nnstudio.graph import inference
from nnstudio.graph.edits import part
from nnstudio.graph.network import Edge, Network, Node, sequential
from nnstudio.nn.activations import ACTIVATIONS, value
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Add, Conv1D, Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D
from nnstudio.nn.losses import BinaryCrossentropy
from nnstudio.nn.shape import ShapeKind, show
from nnstudio.project import problems as package
from nnstudio.project.file import decode, encode
from nnstudio.project.problems import (
    REPAIRS,
    advice,
    fixes_for,
    inputs,
    obstacles,
    outputs,
    problems,
    training,
    training_advice,
    two_sorts,
    uncounted,
)
from nnstudio.project.project import Project
from nnstudio.project.samples import SAMPLES, open_sample
from nnstudio.project.start import from_template
from nnstudio.project.starting_weights import StartingWeights
from nnstudio.project.templates import TEMPLATES, build
from nnstudio.project.trained import load_data, new_run
from nnstudio.system.messages import msg
from nnstudio.training.config import TrainingConfig
from tests.graph.networks import any_network
from tests.project.broken import (
    ADVICE,
    BROKEN,
    CLASSES,
    FREE_MEMORY,
    NUMBERS,
    OBSTACLES,
    SENSIBLE,
    data,
    loose,
)
from tests.project.strategies import projects


@pytest.fixture(autouse=True)
def _memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "available_bytes", lambda: FREE_MEMORY)


@pytest.mark.parametrize("name", BROKEN)
def test_a_problem_is_found_and_its_repairs_clear_it(name: str) -> None:
    broken = BROKEN[name]
    project, problem, prepared = broken.problem()
    text = str(problem.message)
    assert text
    assert "{" not in text
    assert "\n" not in text
    assert 0 < len(problem.word) <= 16
    assert broken.word in ("", problem.word)
    assert problem.is_advice == (name in ADVICE)
    assert problem.node is None or problem.node in project.network
    assert problem.edge is None or problem.edge.target == problem.node
    assert set(problem.remedies) <= set(REPAIRS)
    fixes = fixes_for(project, problem, prepared)
    expected = [REPAIRS[remedy](project, problem, prepared) for remedy in broken.remedies]
    assert [str(f.label) for f in fixes] == [str(f.label) for f in expected if f is not None]
    for fix in fixes:
        mended = fix.apply(project)
        found = problems(mended, prepared)
        assert problem not in found, f"{fix.label} does not clear it"
        if problem.is_advice:
            assert not [
                p for p in found if not p.is_advice or (p.kind, p.node) == (problem.kind, problem.node)
            ]
        assert set(mended.layout.positions) == {n.id for n in mended.network.nodes}
        assert len(set(mended.layout.positions.values())) == len(mended.network.nodes), (
            "cards lie on each other"
        )
        assert decode(encode(mended, None))[0] == mended, "it cannot be saved"


def _kinds() -> Iterator[str]:
    """The first argument of every Problem(...) and _say(...) in the code."""
    yield from get_args(ShapeKind)
    for module in (inference, inputs, two_sorts, outputs, training, uncounted, advice, training_advice):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Problem", "_say", "_missing"):
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (1, "The data asks for 3 outputs; no target is left for Dense 5"),
        (
            6,
            "The data asks for 3 outputs; no target is left for Dense 5, Dense 6, Dense 7, Dense 8 and 2 more",
        ),
    ],
)
def test_of_outputs_too_many_only_those_without_a_target_are_named_and_not_all(more: int, told: str) -> None:
    drawn = sequential((2,), [Dense(8), Dense(3, "softmax")])
    for answer in (Dense(1, "linear"), Dense(1, "sigmoid"), *(Dense(5) for _ in range(more))):
        drawn = drawn.add(answer, after="dense_1")
    project = Project(training=CLASSES).with_network(drawn)
    (problem,) = (each for each in obstacles(project, data("sorts")) if each.kind == "two_outputs")
    assert str(problem.message) == told


def test_an_input_is_added_in_front_of_the_layer_that_lacks_one() -> None:
    project = Project().with_network(Network().add(Dense(4)).add(Dense(3)))
    (problem,) = (p for p in obstacles(project) if p.node == "dense_2")
    (fix,) = (f for f in fixes_for(project, problem) if str(f.label) == "Add an Input")
    assert fix.apply(project).network.edges == (Edge("input", "dense_2"),)


def test_every_kind_of_problem_is_here() -> None:
    kinds = set(_kinds())
    assert {broken.kind for broken in BROKEN.values()} == kinds
    assert len(kinds) >= 25
    assert {b.kind for b in OBSTACLES.values()}.isdisjoint(b.kind for b in ADVICE.values())


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_good_network_is_never_wrong_while_it_is_drawn(key: str) -> None:
    """Layer by layer, with the loss of a new project: unfinished, and nothing more."""
    network = build(TEMPLATES[key]).network
    for count in range(len(network.nodes)):
        drawn = part(network, [n.id for n in network.nodes[:count]])
        for problem in obstacles(Project().with_network(drawn)):
            assert problem.is_unfinished, f"after {count} layers: {problem.message}"


@pytest.mark.parametrize("key", ["lenet", "residual", "inception"])
def test_nor_where_its_data_has_been_chosen(key: str) -> None:
    project = from_template(TEMPLATES[key], Bundled("digits"))[0]
    prepared = load_data(project)
    for count in range(2, len(project.network.nodes)):
        drawn = part(project.network, [n.id for n in project.network.nodes[:count]])
        for problem in obstacles(project.with_network(drawn), prepared):
            assert problem.is_unfinished, f"after {count} layers: {problem.message}"


def test_what_looks_like_an_answer_and_is_wrong_is_no_work_in_progress() -> None:
    project = from_template(TEMPLATES["lenet"], Bundled("digits"))[0]
    prepared, last = load_data(project), project.network.nodes[-1]
    wrong = project.with_network(project.network.with_layer(last.id, last.layer.replace(units=7)))
    assert [p.severity for p in obstacles(wrong, prepared)] == ["obstacle"]


def test_every_module_with_problems_is_looked_at() -> None:
    """A module that makes problems must be among those whose kinds are counted."""
    folder = package.__path__[0]
    import pathlib

    making = {p.stem for p in pathlib.Path(folder).glob("*.py") if "Problem(" in p.read_text("utf-8")}
    assert making == {"inputs", "two_sorts", "outputs", "training", "uncounted", "advice", "training_advice"}


@pytest.mark.parametrize("remedy", REPAIRS)
def test_every_remedy_is_tested(remedy: str) -> None:
    assert any(remedy in broken.remedies for broken in BROKEN.values()), f"Add a project that {remedy} mends"


@pytest.mark.parametrize("kind", sorted({b.kind for b in BROKEN.values()}))
def test_every_kind_has_a_button(kind: str) -> None:
    assert any(broken.remedies for broken in BROKEN.values() if broken.kind == kind)


@pytest.mark.parametrize("name", BROKEN)
def test_labels_name_what_the_button_does(name: str) -> None:
    for fix in fixes_for(*BROKEN[name].problem()):
        label = str(fix.label)
        assert label[0].isupper()
        assert "{" not in label
        assert len(label) <= 60


# Advice -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ADVICE)
def test_advice_is_no_obstacle(name: str) -> None:
    project, prepared = ADVICE[name].open()
    assert obstacles(project, prepared) == ()
    if prepared is not None:
        new_run(project.replace(training=project.training.replace(device="cpu")), prepared)


@pytest.mark.parametrize("name", SENSIBLE)
def test_nothing_is_said_about_what_is_right(name: str) -> None:
    project, prepared = SENSIBLE[name].open()
    assert problems(project, prepared) == ()


@pytest.mark.parametrize("key", SAMPLES)
def test_nothing_is_said_about_a_sample(key: str) -> None:
    project = open_sample(key)
    assert problems(project, load_data(project)) == ()


def test_no_advice_is_given_while_something_is_in_the_way() -> None:
    project = Project().with_network(sequential((4,), [Dense(4, activation="linear"), Dense(3)]))
    assert [p.kind for p in problems(project)] == ["output_activation"]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_reach_of_an_activation_is_what_it_answers(name: str) -> None:
    low, high = training_advice.reach(name)
    values = value(name, np.linspace(-600, 600, 80_001).reshape(-1, 1) * (1.0, 0.5))
    assert low - 0.01 <= values.min()
    assert values.max() <= high + 0.01
    for end, reached in ((low, values.min()), (high, values.max())):
        assert abs(reached) > 5 if math.isinf(end) else reached == pytest.approx(end, abs=0.04)


@pytest.mark.parametrize("kind", list(LAYERS))
def test_advice_knows_every_layer(kind: type) -> None:
    """Whatever a layer's settings: the rules ask for what it has, not for what others have."""
    for shape in ((4,), (8, 2), (8, 8, 3)):
        project = (
            Project().with_network(sequential(shape, [kind()])) if kind.__name__ != "Input" else Project()
        )
        problems(project)


def test_advice_comes_as_a_sample_goes_through_the_layers_however_they_were_drawn() -> None:
    network = sequential((4,), [Dense(8, "linear"), Dropout(0.9), Dense(8, "linear"), Dense(1)])
    told = [p.node for p in advice.find(Project().with_network(network), inference.infer(network))]
    drawn = Network(network.nodes[::-1], network.edges)
    assert told == ["dense_1", "dropout_1", "dense_2"]
    assert [p.node for p in advice.find(Project().with_network(drawn), inference.infer(drawn))] == told


@pytest.mark.parametrize("channels", [1, 3])
def test_images_are_brought_to_what_a_network_takes(channels: int, tmp_path: Path) -> None:
    """First of all where weights were brought along: they fit no other size."""
    for name, shade in (("cats", 40), ("dogs", 200)):
        (tmp_path / name).mkdir()
        for i in range(6):
            Image.new("RGB", (20, 16), (shade + i, 90, shade)).save(tmp_path / name / f"{i}.png")
    network = sequential((12, 8, channels), [Flatten(), Dense(1, activation="sigmoid")])
    drawn = Project(
        data=DataConfig(source=ImageFolder(str(tmp_path))),
        training=TrainingConfig(BinaryCrossentropy(), batch_size=4),
    ).with_network(network)
    prepared = prepare(drawn.data.source.read(), drawn.data, 0)
    words = [f"Set the Input to {show(prepared.sample_shape)}", f"Bring the images to 12×8×{channels}"]
    brought = drawn.replace(start=StartingWeights.of("cats.onnx", network, {}))
    for project, expected in ((drawn, words), (brought, words[::-1])):
        (problem,) = obstacles(project, prepared)
        fixes = fixes_for(project, problem, prepared)
        assert [str(fix.label) for fix in fixes] == expected
    mended = fixes[0].apply(brought)
    assert mended.network == network
    again = prepare(mended.data.source.read(), mended.data, 0)
    assert again.sample_shape == (12, 8, channels)
    assert obstacles(mended, again) == ()


@pytest.mark.parametrize(
    ("seen", "shape", "settings"),
    [
        ("signals", (8, 24, 2), {"seen_as": "mel", "window": 32, "bands": 8}),
        ("signals", (8, 9, 2), {"seen_as": "mel", "window": 80, "bands": 8}),
        ("signals", (8, 24, 1), None),  # two channels are no one
        ("signals", (90, 9, 2), None),  # more bands than half a window
        ("spectrograms", (400, 2), {"seen_as": "signal"}),
        ("spectrograms", (300, 2), None),
        ("spectrograms", (8, 9, 2), None),  # signals suit it no better
    ],
)
def test_recordings_are_seen_as_a_network_takes_them_where_they_can(
    seen: str, shape: tuple[int, ...], settings: dict[str, object] | None
) -> None:
    config = DataConfig(source=RecordingFolder(seen))
    drawn = Project(data=config, training=TrainingConfig(BinaryCrossentropy()))
    project = drawn.with_network(sequential(shape, [Flatten(), Dense(1, activation="sigmoid")]))
    prepared = data(seen, config)
    (problem,) = obstacles(project, prepared)
    fixes = fixes_for(project, problem, prepared)
    offered = [fix.apply(project).data.source for fix in fixes if str(fix.label).startswith("See recordings")]
    wanted = [] if settings is None else [config.source.replace(**settings)]
    assert offered == wanted


# All together -----------------------------------------------------------------------------------------------


def test_pressing_the_first_button_again_and_again_makes_a_network_that_trains() -> None:
    network = loose(Node("c", Conv2D(4, 3)), Node("p", MaxPool2D(20)), Node("d", Dense(3)),
                     edges=(Edge("c", "p"), Edge("p", "d")))  # fmt: skip
    project, prepared = Project().with_network(network), data("digits")
    pressed = []
    while found := problems(project, prepared):
        fix = next((f for p in found for f in fixes_for(project, p, prepared)), None)
        assert fix is not None, found
        assert len(pressed) < 12
        pressed.append(str(fix.label))
        project = fix.apply(project)
    assert pressed == [
        "Add Input 8×8×1 from the data", "Set padding to same", "Insert Flatten", "Set units to 10",
        "Use Categorical cross-entropy", "Set activation to softmax",
    ]  # fmt: skip


@pytest.mark.parametrize(("last", "name", "settings", "label"), [
    (Dense(3, activation="softmax"), "diabetes", NUMBERS, "Set units to 1 and activation to linear"),
    (Dense(2, activation="softmax"), "breast-cancer", NUMBERS, "Set units to 1 and activation to sigmoid"),
    (Dense(1, activation="sigmoid"), "iris", CLASSES, "Set units to 3 and activation to softmax"),
    (Dense(1, activation="linear"), "iris", CLASSES, "Set units to 3"),
])  # fmt: skip
def test_an_answer_to_another_question_goes_with_its_units(
    last: Dense, name: str, settings: TrainingConfig, label: str
) -> None:
    """With its units alone a softmax over classes would answer 1 to whatever a regression asks."""
    prepared = data(name)
    project = Project(training=settings).with_network(sequential(prepared.sample_shape, [last]))
    (problem,) = (p for p in problems(project, prepared) if p.kind == "output_units")
    assert [str(fix.label) for fix in fixes_for(project, problem, prepared)] == [label]


def test_what_is_no_longer_predicted_does_not_become_an_input() -> None:
    project, problem, prepared = BROKEN["targets that no output answers"].problem()
    fix = fixes_for(project, problem, prepared)[-1]
    assert str(fix.label) == "Predict 'kind' alone"
    source = fix.apply(project).data.source
    assert (source.targets, source.ignored) == (("kind",), ("price", "sold"))


def test_an_add_is_connected_one_wire_at_a_time() -> None:
    project = Project().with_network(sequential((4,), [Dense(4), Dense(4)]).add(Add()))
    for _ in range(2):
        problem = next(p for p in problems(project) if p.kind == "few_inputs")
        project = fixes_for(project, problem)[0].apply(project)
    assert not [p for p in problems(project) if p.kind == "few_inputs"]


def test_two_classes_may_be_told_apart_by_a_softmax_over_two() -> None:
    network = sequential((30,), [Dense(2, activation="softmax")])
    project = Project(training=CLASSES).with_network(network)
    assert problems(project, data("breast-cancer")) == ()


def test_a_repair_beyond_the_limits_is_not_offered() -> None:
    project = Project().with_network(sequential((4,), [Dense(1, activation="softmax")]))
    prepared = data("iris")

    class Huge:
        sample_shape = target_shape = (2_000_000,)
        task, outputs, train, preprocessor = prepared.task, 2_000_000, prepared.train, prepared.preprocessor

        @property
        def views(self) -> tuple[Prepared, ...]:
            return (cast("Prepared", self),)

    found = {p.kind: fixes_for(project, p, Huge()) for p in problems(project, Huge())}  # type: ignore[arg-type]
    assert found["input_shape"] == found["output_units"] == ()
    assert [str(fix.label) for fix in found["loss_task"]] == ["Use Categorical cross-entropy"]


def test_a_loss_that_does_not_fit_the_data_asks_for_no_activation() -> None:
    project = Project().with_network(sequential((4,), [Dense(3, activation="softmax")]))
    assert [p.kind for p in problems(project, data("iris"))] == ["loss_task"]
    assert [p.kind for p in problems(project)] == ["output_activation"]


@pytest.mark.parametrize(
    ("name", "units", "words"),
    [("iris", 25, "classes"), ("breast-cancer", 3, "two classes"), ("diabetes", 3, "regression")],
)
def test_what_the_data_asks_for_is_said_in_words_that_have_a_translation(
    name: str, units: int, words: str
) -> None:
    prepared = data(name)
    project = Project(training=CLASSES if name == "diabetes" else NUMBERS)
    project = project.with_network(sequential(prepared.sample_shape, [Dense(units)]))
    found = [p.message for p in problems(project, prepared) if "task" in p.message.args]
    assert [message.args["task"] for message in found] == [msg(words), msg(words)]


def test_room_is_made_for_a_flatten() -> None:
    project = Project().with_network(sequential((8, 8, 1), [Conv2D(4), Dense(3), Dense(1)]))
    problem = problems(project)[0]
    layout = fixes_for(project, problem)[0].apply(project).layout
    places = list(layout.positions.values())
    assert len(set(places)) == len(places)
    assert layout["conv2d_1"][0] < layout["flatten_1"][0] < layout["dense_1"][0] < layout["dense_2"][0]


@given(any_network())
def test_whatever_the_wires_are_a_repair_clears_what_it_is_for(network: Network) -> None:
    project = Project().with_network(network)
    for problem in problems(project):
        for fix in fixes_for(project, problem):
            mended = fix.apply(project)
            assert problem not in problems(mended)
            assert set(mended.layout.positions) == {n.id for n in mended.network.nodes}


def test_units_that_no_layer_may_have_are_not_offered() -> None:
    network = Network().add(Input((1, 10))).add(Conv1D(65_000, 1), after="input").add(Input((1, 70_000)))
    project = Project().with_network(network.add(Add(), after=("conv1d_1", "input_1")))
    (problem,) = problems(project)
    assert (
        problem.kind == "addends"
    )  # a filter for each of 70 000 channels is beyond the limit, and so is a matrix
    assert [str(f.label) for f in fixes_for(project, problem)] == ["Cut the wire from Input 1 to Add 1"]


@given(projects())
def test_whatever_is_drawn_its_repairs_work(project: Project) -> None:
    for prepared in (None, data("iris")):
        for problem in problems(project, prepared):
            for fix in fixes_for(project, problem, prepared):
                assert problem not in problems(fix.apply(project), prepared)
