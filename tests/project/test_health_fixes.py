"""What is found while a network trains can be mended with a button; networks that are well are left in peace."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, bundled_sets
from nnstudio.graph.edits import unwire
from nnstudio.graph.inference import Problem
from nnstudio.nn.losses import loss_for
from nnstudio.project.feeding import feed
from nnstudio.project.health_fixes import HEALTH_REPAIRS, health_fixes
from nnstudio.project.problems import REPAIRS, obstacles
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.starting_weights import StartingWeights
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import load_data, new_run
from nnstudio.system.messages import StudioError, msg
from nnstudio.training.config import TrainingConfig
from nnstudio.training.events import EpochDone, Finished
from nnstudio.training.findings import findings
from nnstudio.training.health import Health, examine, samples_for
from nnstudio.training.model import Model
from tests.training.ill import ILL

DRAWN = [key for key, chosen in TEMPLATES.items() if chosen.data]


def ill_project(name: str) -> Project:
    """A project with an illness of :data:`ILL`; spoiled weights are imported ones."""
    ill = ILL[name]
    prepared = ill.prepared()
    network, loss = ill.network(prepared), loss_for(prepared.task)
    training = TrainingConfig(
        loss=loss, optimizer=ill.optimizer, epochs=ill.epochs, batch_size=16, seed=1, device="cpu"
    )
    data = DataConfig(Bundled(ill.data), scaling=ill.scaling)
    project = Project(data=data, training=training).with_network(network)
    fresh = Model(network, loss, seed=1).get_weights()
    spoiled = ill.spoil(fresh)
    if any((spoiled[key] != fresh[key]).any() for key in fresh):
        project = project.replace(start=StartingWeights.of("spoiled", network, spoiled))
    return project


def watched(project: Project, *, epochs: int | None = None) -> Iterator[Health]:
    """Train a project, and look at it at the end of every epoch."""
    prepared = load_data(project)
    if epochs is not None:
        project = project.replace(training=project.training.replace(epochs=epochs))
    run = new_run(project, prepared)
    count = samples_for(project.network, len(prepared.train))
    x, y = feed(project.network, prepared.train.x[:count]), prepared.train.y[:count]
    for event in run.events():
        if isinstance(event, EpochDone | Finished):
            yield examine(run.model, x, y)


def last_findings(project: Project) -> tuple[Problem, ...]:
    *_, health = watched(project)
    return findings(health, project.network)


@pytest.mark.parametrize("name", ILL)
def test_every_button_mends_what_it_stands_by(name: str) -> None:
    """Undone is only what the person undoes; done is what the button says: the same finding does not come back."""
    project = ill_project(name)
    prepared = load_data(project)
    first = last_findings(project)[0]
    assert first.kind == ILL[name].kind
    fixes = health_fixes(project, first, prepared)
    assert fixes, first.remedies
    cured = []
    for fix in fixes:
        mended = fix.apply(project)
        assert mended != project
        assert not obstacles(mended, prepared)
        if not any((p.kind, p.node) == (first.kind, first.node) for p in last_findings(mended)):
            cured.append(str(fix.label))
    assert str(fixes[0].label) in cured, (cured, [str(f.label) for f in fixes])


def test_every_remedy_is_known_and_every_repair_is_offered() -> None:
    assert not set(REPAIRS) & set(HEALTH_REPAIRS)
    named = {remedy for name in ILL for p in last_findings(ill_project(name)) for remedy in p.remedies}
    assert named <= set(REPAIRS) | set(HEALTH_REPAIRS)
    assert set(HEALTH_REPAIRS) - named == {"use_patience"}  # of the curves


def test_a_button_that_would_do_nothing_is_not_shown() -> None:
    project = ill_project("learning rate 100")
    project = project.replace(
        training=project.training.replace(
            optimizer=project.training.optimizer.replace(clip_norm=0.5), patience=3
        )
    )
    for remedy in (
        "clip_gradients",
        "fresh_start",
        "use_patience",
        "batch_norm",
        "relu_instead",
        "random_weights",
    ):
        problem = Problem("step_large", "large steps", msg("…"), None, remedies=(remedy,))
        assert health_fixes(project, problem) == ()


def test_other_data_than_that_of_the_run_is_no_obstacle() -> None:
    """A finding stays while the person goes on to other data, which the network may not fit yet."""
    project = ill_project("learning rate 100")
    problem = Problem("step_large", "large steps", msg("…"), None, remedies=("lower_rate",))
    other = load_data(Project(data=DataConfig(Bundled("diabetes"))))
    assert obstacles(project, other)
    assert len(health_fixes(project, problem, other)) == 1


def test_a_drawing_taken_apart_during_the_run_is_offered_what_adds_no_other_obstacle() -> None:
    project = ill_project("learning rate 100")
    network = project.network
    loose = project.replace(network=unwire(network, network.edges[-1]))
    assert obstacles(loose)
    problem = Problem("step_large", "large steps", msg("…"), remedies=("lower_rate", "batch_norm"))
    (fix, *_) = health_fixes(loose, problem)
    assert obstacles(fix.apply(loose)) == obstacles(loose)


def test_the_learning_rate_is_set_to_what_helps() -> None:
    for before, lower, higher in ((100.0, 0.01, 1000.0), (0.01, 0.001, 0.1), (1e-9, 1e-10, 0.01)):
        project = ill_project("learning rate 100")
        training = project.training.replace(
            optimizer=project.training.optimizer.replace(learning_rate=before)
        )
        project = project.replace(training=training)
        for remedy, wanted in (("lower_rate", lower), ("raise_rate", higher)):
            problem = Problem("step", "steps", msg("…"), None, remedies=(remedy,))
            (fix,) = health_fixes(project, problem)
            assert fix.apply(project).training.optimizer.learning_rate == pytest.approx(wanted)


@pytest.mark.parametrize("key", DRAWN)
def test_a_template_is_silent(key: str) -> None:
    project, _ = from_template(TEMPLATES[key], Bundled(TEMPLATES[key].data))
    for health in watched(project, epochs=2):
        assert [str(p.message) for p in findings(health, project.network)] == []
        assert np.isfinite(health.loss)


@pytest.mark.full
@pytest.mark.parametrize("name", [facts.name for facts in bundled_sets()])
@pytest.mark.parametrize("key", DRAWN)
def test_a_template_is_silent_on_every_set_to_the_end(key: str, name: str) -> None:
    try:
        project, _ = from_template(TEMPLATES[key], Bundled(name))
    except StudioError:
        pytest.skip("it refuses this data")
    for health in watched(project):
        assert [str(p.message) for p in findings(health, project.network)] == []
