"""Mending all problems of a project in a row: to the end where there is one, never for the worse, and always done some time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, RecordingFolder
from nnstudio.graph import edits
from nnstudio.graph.inference import infer
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Input
from nnstudio.nn.losses import BinaryCrossentropy, CategoricalCrossentropy, Loss, MeanSquaredError
from nnstudio.project.problems import REPAIRS, Fix, fixes_for, obstacles, problems
from nnstudio.project.problems.mending import MOST, mend_all
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES, build, template
from nnstudio.system.messages import msg
from nnstudio.training.config import TrainingConfig
from tests.project.broken import data
from tests.project.strategies import projects

SETS = ("iris", "digits", "diabetes", "breast-cancer")


def textbook() -> Project:
    """A network for a yes/no question on thirty features."""
    layers = [Dense(25, activation="sigmoid"), Dense(1, activation="sigmoid")]
    return Project(training=TrainingConfig(BinaryCrossentropy())).with_network(sequential((30,), layers))


def test_what_one_repair_uncovers_is_mended_as_well() -> None:
    mended = mend_all(textbook(), data("digits"))
    assert [str(label) for label in mended.repairs] == [
        "Set the Input to 8×8×1",
        "Insert Flatten",
        "Set units to 10 and activation to softmax",
        "Use Categorical cross-entropy",
    ]
    assert mended.left == 0
    assert obstacles(mended.project, data("digits")) == ()


def test_recordings_that_are_seen_as_another_sort_are_no_reason_to_rebuild_a_network() -> None:
    """Whether pictures of frequencies are meant, as the layers are drawn for, or values, a person says."""
    layers = [Conv2D(2, 3), Flatten(), Dense(1, activation="sigmoid")]
    project = Project(training=TrainingConfig(BinaryCrossentropy())).with_network(
        sequential((8, 24, 2), layers)
    )
    project = project.replace(data=DataConfig(source=RecordingFolder("signals")))
    prepared = data("signals")
    (problem,) = obstacles(project, prepared)
    assert [str(fix.label) for fix in fixes_for(project, problem, prepared)] == [
        "See recordings as spectrograms of 8×24×2",
        "Set the Input to 400×2",
    ]
    assert mend_all(project, prepared) == (project, (), 1)


def test_it_is_what_pressing_the_first_button_again_and_again_comes_to() -> None:
    project, prepared = textbook(), data("iris")
    pressed = []
    while found := obstacles(project, prepared):
        fix = fixes_for(project, found[0], prepared)[0]
        project = fix.apply(project)
        pressed.append(fix.label)
        assert len(pressed) < MOST
    assert mend_all(textbook(), prepared) == (project, tuple(pressed), 0)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("key", [key for key in TEMPLATES if key != "empty"])
def test_any_template_can_be_given_other_data(key: str, name: str) -> None:
    project = Project().with_network(build(TEMPLATES[key]).network)
    mended = mend_all(project, data(name))
    assert [p for p in obstacles(mended.project, data(name)) if not p.is_unfinished] == []


@given(projects(), st.sampled_from((None, *SETS)))
def test_it_never_gets_worse_and_ends(project: Project, name: str | None) -> None:
    prepared = None if name is None else data(name)
    before = obstacles(project, prepared)
    mended = mend_all(project, prepared)
    after = obstacles(mended.project, prepared)
    assert len(mended.repairs) <= MOST
    assert mended.left == len(after)
    assert (mended.project == project) == (not mended.repairs)
    if not infer(project.network).problems:  # else more may have stood behind what is seen
        graver = [p for p in after if p.severity == "obstacle"]
        assert len(graver) <= sum(p.severity == "obstacle" for p in before)
    if len(mended.repairs) < MOST:
        assert mend_all(mended.project, prepared).repairs == ()


def test_what_is_only_not_finished_is_left_alone() -> None:
    network = sequential((4,), [Dense(16, activation="relu")])
    project = Project(training=TrainingConfig(CategoricalCrossentropy())).with_network(network)
    found = obstacles(project, data("iris"))
    assert found
    assert all(problem.is_unfinished for problem in found)
    assert mend_all(project, data("iris")) == (project, (), len(found))


def test_a_branch_that_is_still_drawn_is_not_removed() -> None:
    """Behind the obstacle stands that two layers end in nothing; the first repair of that removes one."""
    network = textbook().network.add(Dense(7, activation="relu"), after="input")
    network = network.add(Conv2D(4), after="dense_1")
    project = textbook().with_network(network)
    mended = mend_all(project, data("breast-cancer"))
    assert mended.repairs
    assert {node.id for node in network.nodes if isinstance(node.layer, Dense)} <= set(
        mended.project.network.by_id
    )
    assert [p.kind for p in obstacles(mended.project, data("breast-cancer"))] == ["two_outputs"]


def test_advice_is_left_to_whoever_reads_it() -> None:
    project = open_sample("textbook")
    project = project.with_network(edits.change(project.network, ["dense_1", "dense_2"], activation="linear"))
    assert problems(project)
    assert mend_all(project) == (project, (), 0)


# Repairs that do harm: none of ours does, but the next one may ---------------------------------------------------


def wrong_twice() -> Project:
    """A loss and a batch size that do not fit."""
    return textbook().replace(training=TrainingConfig(MeanSquaredError(), batch_size=10_000))


def frozen(project: Project, loss: Loss, *, all_of_it: bool) -> Project:
    """With a loss, and with all layers frozen or none."""
    training = project.training.replace(loss=loss)
    network = edits.freeze(project.network, project.network.by_id, frozen=all_of_it)
    return project.replace(training=training).with_network(network)


def instead(monkeypatch: pytest.MonkeyPatch, remedy: str, apply: Callable[[Project], Project] | None) -> None:
    """Let a remedy be another edit, or none."""
    fix = None if apply is None else Fix(msg("Do harm"), apply)
    monkeypatch.setitem(REPAIRS, remedy, lambda project, problem, prepared: fix)


def test_a_repair_that_adds_an_obstacle_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = data("breast-cancer")
    instead(
        monkeypatch, "loss_from_data", lambda project: frozen(project, BinaryCrossentropy(), all_of_it=True)
    )
    for remedy in ("unfreeze_last", "unfreeze_all"):
        instead(monkeypatch, remedy, None)
    mended = mend_all(wrong_twice(), prepared)
    assert [str(label) for label in mended.repairs] == ["Set the batch size to 256"]
    assert [problem.kind for problem in obstacles(mended.project, prepared)] == ["loss_task"]


def test_repairs_that_undo_each_other_end(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = data("breast-cancer")
    there, back = BinaryCrossentropy(), MeanSquaredError()
    instead(monkeypatch, "loss_from_data", lambda project: frozen(project, there, all_of_it=True))
    for remedy in ("unfreeze_last", "unfreeze_all"):
        instead(monkeypatch, remedy, lambda project: frozen(project, back, all_of_it=False))
    mended = mend_all(wrong_twice(), prepared)
    assert [str(label) for label in mended.repairs] == ["Set the batch size to 256"]
    assert mended.project.training.loss == back


def test_a_repair_that_needs_other_data_is_left_to_its_button(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(project: Project) -> Project:
        return frozen(
            project.replace(data=project.data.replace(scaling="none")), BinaryCrossentropy(), all_of_it=False
        )

    instead(monkeypatch, "loss_from_data", other)
    project, prepared = wrong_twice(), data("breast-cancer")
    assert (
        fixes_for(project, obstacles(project, prepared)[0], prepared)[0].apply(project).data != project.data
    )
    assert mend_all(project, prepared).project.data == project.data


@pytest.mark.parametrize(
    ("key", "layers"),
    [
        ("lenet", ["16 · relu", "32 · relu", "128 · relu", "3 · softmax"]),
        ("residual", ["16 · linear"] * 3 + ["32 · linear"] * 3 + ["3 · softmax"]),
        ("inception", ["16 · relu", "8 · relu", "8 · relu", "16 · relu", "4 · relu", "8 · relu", "8 · relu",
                       "64 · relu", "3 · softmax"]),
    ],
)  # fmt: skip
def test_a_network_for_pictures_keeps_its_plan_on_a_table(key: str, layers: list[str]) -> None:
    project, _ = from_template(template(key), Bundled("digits"))
    prepared = data("wine")
    mended = mend_all(project.replace(data=project.data.replace(source=Bundled("wine"))), prepared)
    assert [str(label) for label in mended.repairs] == [
        "Set the Input to 13", "Use Dense layers instead of convolutions", "Set units to 3",
    ]  # fmt: skip
    assert not obstacles(mended.project, prepared)
    network = mended.project.network
    dense = [node.layer.figures() for node in network.nodes if isinstance(node.layer, Dense)]
    assert sorted(dense) == sorted(layers)
    assert all(n in mended.project.layout.positions for n in network.by_id)
    assert len({node.title for node in network.nodes}) == len(network.nodes)
    merging = [node.id for node in project.network.nodes if node.layer.category == "merge"]
    assert [len(network.incoming(n)) for n in merging] == [len(project.network.incoming(n)) for n in merging]


def test_a_table_of_pixels_is_arranged_as_pictures() -> None:
    project, _ = from_template(template("lenet"), Bundled("digits"))
    project = project.replace(network=edits.change(project.network, ["input"], shape=(64,)))
    pictures = data("digits")
    flat = replace(pictures, sample_shape=(64,))
    (problem,) = obstacles(project, flat)
    assert str(fixes_for(project, problem, flat)[0].label) == "Insert Reshape to 8×8×1"


@pytest.mark.parametrize(
    ("key", "name"), [("textbook", "breast-cancer"), ("lenet", "digits"), ("two-inputs", "iris")]
)
def test_what_was_drawn_twice_goes_as_a_whole(key: str, name: str) -> None:
    """No Input of the copy stays behind, for which there is nothing then."""
    project, _ = from_template(template(key), Bundled(name))
    twice, _ = edits.duplicate(project.network, list(project.network.by_id))
    copied = project.with_network(twice)
    (problem,) = obstacles(copied, data(name))
    (fix,) = fixes_for(copied, problem, data(name))
    assert fix.apply(copied).network == project.network


def test_an_input_that_the_data_asks_for_stays() -> None:
    network = sequential((2,), [Dense(8), Dense(3, activation="softmax")])
    network = network.add(Input((2,))).add(Dense(5), after="input_1")
    project = Project(training=TrainingConfig(CategoricalCrossentropy())).with_network(network)
    (problem,) = obstacles(project, data("iris"))
    (fix,) = fixes_for(project, problem, data("iris"))
    assert fix.apply(project).network == edits.delete(network, ["dense_3"])
