"""What is tried before a run leaves the project as it is, and holds for the templates."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable

import pytest

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import Bundled
from nnstudio.project import trials
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import load_data, new_run
from nnstudio.project.trials import estimate, find_learning_rate
from nnstudio.system.messages import StudioError
from nnstudio.training.memory import required_bytes
from nnstudio.training.run import Run

CHECKED = [t.key for t in TEMPLATES.values() if t.data and t.key != "perceptron"]
"""The perceptron's rule finds the same line at any rate."""
FEW = 500
"""Pictures."""


def final_loss(project: Project, prepared, rate: float, epochs: int) -> float:
    optimizer = project.training.optimizer.replace(learning_rate=rate)
    run = new_run(
        project.replace(training=project.training.replace(optimizer=optimizer, epochs=epochs)), prepared
    )
    for _ in run.events():
        pass
    records = run.history.epochs
    return min(e.judged for e in records) if len(records) == epochs else math.inf


@pytest.mark.parametrize("key", CHECKED)
def test_the_suggestion_trains_better_than_a_hundredth_or_a_hundred_times_of_it(key: str) -> None:
    template = TEMPLATES[key]
    project, _ = from_template(template, Bundled(template.data))
    project = project.replace(training=project.training.replace(device="cpu", patience=0))
    prepared = load_data(project)
    if len(prepared.sample_shape) == 3:  # a few steps with pictures tell such rates apart
        prepared = dataclasses.replace(prepared, train=prepared.train.first(FEW))
    found = find_learning_rate(project, prepared)
    assert found.suggestion is not None
    assert find_learning_rate(project, prepared) == found
    epochs = 1 if len(prepared.sample_shape) > 1 else 15
    here = final_loss(project, prepared, found.suggestion, epochs)
    assert here < final_loss(project, prepared, found.suggestion / 100, epochs)
    assert here < final_loss(project, prepared, found.suggestion * 100, epochs)


def _priced(monkeypatch: pytest.MonkeyPatch, price: Callable[[int], float]) -> list[int]:
    """Let an epoch cost what a batch size says; return the batch sizes that were looked at."""
    seen: list[int] = []

    def told(run: Run, *, cancelled: Callable[[], bool]) -> float | None:
        seen.append(run.model.batch_size)
        return None if cancelled() else price(run.model.batch_size)

    monkeypatch.setattr(trials, "seconds_for_an_epoch", told)
    return seen


@pytest.fixture
def cells() -> tuple[Project, Prepared]:
    """A project of 370 samples in batches of 4, with many epochs."""
    project, _ = from_template(TEMPLATES["textbook"], Bundled("breast-cancer"))
    project = project.replace(training=project.training.replace(device="cpu", batch_size=4, epochs=100))
    return project, load_data(project)


def test_a_larger_batch_is_proposed_where_it_is_clearly_faster(
    cells: tuple[Project, Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = _priced(monkeypatch, lambda batch: 4.0 / batch)
    told = estimate(*cells)
    assert told is not None
    assert (told.seconds, told.epochs, told.batch_size, told.device) == (100.0, 100, 4, "cpu")
    assert told.faster == (16, 25.0)
    assert seen == [4, 16]


@pytest.mark.parametrize(
    ("price", "settings"),
    [
        (lambda batch: 1.0, {}),  # not faster
        (lambda batch: 0.9 if batch > 4 else 1.0, {}),  # hardly faster
        (lambda batch: 0.04 / batch, {}),  # short anyway
        (lambda batch: 40.0 / batch, {"epochs": 40}),  # too few steps would be left
        (lambda batch: 40.0 / batch, {"batch_size": 64}),  # too few steps in an epoch
    ],
)
def test_no_batch_is_proposed_where_it_gains_little_or_harms(
    cells: tuple[Project, Prepared], price, settings: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, prepared = cells
    _priced(monkeypatch, price)
    told = estimate(project.replace(training=project.training.replace(**settings)), prepared)
    assert told is not None
    assert told.faster is None


def test_memory_is_that_of_the_plan_and_a_cancelled_look_tells_nothing(
    cells: tuple[Project, Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, prepared = cells
    _priced(monkeypatch, lambda batch: 1.0)
    told = estimate(project, prepared)
    assert told is not None
    assert told.memory == required_bytes(
        project.network, 4, project.training.optimizer, loss=project.training.loss,
        samples=len(prepared.train), measured=len(prepared.validation),
    )  # fmt: skip
    assert estimate(project, prepared, cancelled=lambda: True) is None


def test_what_does_not_fit_is_refused_with_numbers(
    cells: tuple[Project, Prepared], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnstudio.training.memory.available_bytes", lambda: 1000)
    with pytest.raises(StudioError, match=r"KiB .* 1 KiB are free"):
        estimate(*cells)


def test_a_look_at_a_real_project_leaves_it_as_it_is(cells: tuple[Project, Prepared]) -> None:
    project, prepared = cells
    before = project, prepared.train.x.copy()
    told = estimate(project, prepared)
    assert told is not None
    assert told.seconds > 0
    assert before[0] == project
    assert (before[1] == prepared.train.x).all()
