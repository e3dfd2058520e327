"""A run that is cut anywhere, and goes on from what is on the disk, is the uninterrupted one, bit for bit."""

from __future__ import annotations

import functools
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import Bundled
from nnstudio.graph.network import sequential
from nnstudio.nn.layers import BatchNorm, Conv2D, Dense, Dropout, Flatten, GaussianNoise, MaxPool2D
from nnstudio.nn.losses import CategoricalCrossentropy, MeanSquaredError
from nnstudio.nn.optimizers import SGD, Adam, AdamW, Momentum
from nnstudio.nn.schedules import CosineDecay, OneCycle, StepDecay
from nnstudio.project import file
from nnstudio.project import run_checkpoints as module
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import SILENT, RunCheckpoints, checkpoint_path, left_behind
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.training import clock as clock_module
from nnstudio.training.config import TrainingConfig
from nnstudio.training.events import (
    EpochDone,
    Event,
    Finished,
    OneStep,
    Paused,
    Preparing,
    Progress,
    SetLearningRate,
)
from nnstudio.training.run import Run
from tests.gone_on import assert_same

CUTS = 50


def _table(**settings: object) -> Project:
    layers = [Dense(6, "tanh"), BatchNorm(), Dropout(0.3), Dense(3, "softmax")]
    training = TrainingConfig(CategoricalCrossentropy(), epochs=4, device="cpu").replace(**settings)
    data = DataConfig(Bundled("iris"), validation=0.2)
    return Project(data=data, training=training).with_network(sequential((4,), layers))


def _images(**settings: object) -> Project:
    layers = [Conv2D(3, 3), BatchNorm(), MaxPool2D(2), Flatten(), Dropout(0.4), Dense(10, "softmax")]
    training = TrainingConfig(CategoricalCrossentropy(), epochs=2, batch_size=128, device="cpu")
    data = DataConfig(Bundled("digits"), validation=0.1, test=0.5)
    network = sequential((8, 8, 1), layers)
    return Project(data=data, training=training.replace(**settings)).with_network(network)


def _regression(**settings: object) -> Project:
    layers = [GaussianNoise(0.1), Dense(8, "relu"), Dense(1, "linear")]
    training = TrainingConfig(MeanSquaredError(), epochs=3, batch_size=64, device="cpu")
    data = DataConfig(Bundled("diabetes"), validation=0.0, test=0.3)
    return Project(data=data, training=training.replace(**settings)).with_network(sequential((10,), layers))


PROJECTS = {
    "batch norm, Adam, cosine with warm-up": _table(
        optimizer=Adam(0.02), schedule=CosineDecay(warmup=1.5), batch_size=16, seed=1
    ),
    "momentum, steps with warm-up": _table(
        optimizer=Momentum(0.05), schedule=StepDecay(every=1.5, warmup=0.7), batch_size=7, seed=2
    ),
    "ends early": _table(optimizer=SGD(0.9), batch_size=5, epochs=60, patience=2, min_change=0.05, seed=3),
    "images": _images(optimizer=AdamW(0.01), schedule=OneCycle(), seed=4),
    "no validation part": _regression(optimizer=Adam(0.01), seed=5),
}


@pytest.fixture(autouse=True)
def _every_step_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(clock_module, "TICK", 0.0)
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "home"))


@functools.cache
def _data(name: str) -> Prepared:
    return load_data(PROJECTS[name])


@functools.cache
def _whole(name: str) -> tuple[Run, tuple[Event, ...]]:
    run = new_run(PROJECTS[name], _data(name))
    return run, tuple(_told(run))


def _told(run: Run) -> Iterator[Event]:
    """What a run tells but for the compiling, which only the first one does."""
    return (event for event in run.events() if not isinstance(event, Preparing))


def _cut(run: Run, project: Project, prepared: Prepared, at: int, document: Path) -> None:
    """Iterate up to an event, keep the state behind it, and forget everything else."""
    checkpoints = RunCheckpoints(checkpoint_path(document), project, _complain)
    for number, _ in enumerate(_told(run)):
        if number == at:
            checkpoints.put(result(run, project, prepared))
            break
    checkpoints.close()


def _complain(error: BaseException | None) -> None:
    raise AssertionError(error)


def _from_disk(document: Path) -> tuple[Project, Trained]:
    newest, *_ = left_behind(document)
    project, trained = file.load(newest.path)
    assert trained is not None
    return project, trained


def test_the_early_end_is_one() -> None:
    _, events = _whole("ends early")
    assert isinstance(events[-1], Finished)
    assert events[-1].reason == "early"


@pytest.mark.parametrize("number", range(CUTS))
def test_going_on_after_a_cut_is_the_uninterrupted_run(number: int, tmp_path: Path) -> None:
    """Every third one is cut again, after it has gone on."""
    name = list(PROJECTS)[number % len(PROJECTS)]
    whole, events = _whole(name)
    project, prepared = PROJECTS[name], _data(name)
    document = tmp_path / "a.nnstudio"
    chance = random.Random(number)
    run, left = new_run(project, prepared), len(events)
    for _ in range(2 if number % 3 == 0 else 1):
        at = chance.randrange(left)
        left -= at
        _cut(run, project, prepared, at, document)
        project, trained = _from_disk(document)
        if trained.finished:  # between the last epoch and the end: there is nothing to go on with
            assert trained.checkpoint.history.best == whole.history.best
            kept = trained.weights()
            assert all(w.tobytes() == kept[k].tobytes() for k, w in whole.model.get_weights().items())
            return
        run = new_run(project, load_data(project), trained)
    for _ in run.events():
        pass
    assert_same(whole.checkpoint(), run.checkpoint())


def test_the_cuts_lie_inside_epochs_at_their_ends_and_around_the_validation() -> None:
    """Otherwise the test above would prove little."""
    kinds = set()
    for number in range(CUTS):
        _, events = _whole(list(PROJECTS)[number % len(PROJECTS)])
        at = random.Random(number).randrange(len(events))
        after = events[at + 1] if at + 1 < len(events) else None
        kinds.add((type(events[at]), type(after)))
    assert {(Progress, Progress), (Progress, EpochDone), (EpochDone, Progress)} <= kinds


def test_a_learning_rate_changed_on_the_way_is_gone_on_with(tmp_path: Path) -> None:
    name = "momentum, steps with warm-up"
    project, prepared = PROJECTS[name], _data(name)

    def changed() -> Run:
        run = new_run(project, prepared)
        run.send(SetLearningRate(0.007))
        return run

    whole = changed()
    for _ in whole.events():
        pass
    document = tmp_path / "a.nnstudio"
    _cut(changed(), project, prepared, 9, document)
    again, trained = _from_disk(document)
    run = new_run(again, prepared, trained)
    for _ in run.events():
        pass
    assert run.model.learning_rate == 0.007
    assert_same(whole.checkpoint(), run.checkpoint())


# When, and what it costs ------------------------------------------------------------------------------------


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module.time, "monotonic", clock.monotonic)
    return clock


@pytest.fixture
def state() -> tuple[Project, Trained]:
    name = "no validation part"
    run = new_run(PROJECTS[name], _data(name))
    run.send(OneStep())
    for event in run.events():
        if isinstance(event, Paused):
            break
    return PROJECTS[name], result(run, PROJECTS[name], _data(name))


def _event(kind: type) -> Event:
    _, events = _whole("no validation part")
    return next(e for e in events if isinstance(e, kind))


def test_a_checkpoint_is_due_at_the_end_of_an_epoch_and_in_long_epochs(
    clock: Clock, state: tuple[Project, Trained], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, trained = state
    checkpoints = RunCheckpoints(tmp_path / "c.nnstudio", project, _complain)
    epoch, progress = _event(EpochDone), _event(Progress)
    assert not checkpoints.wants(epoch), "a short run needs none"
    clock.now += module.LEAST
    assert not checkpoints.wants(progress)
    assert checkpoints.wants(epoch)
    save = file.save

    def slow(*rest: object) -> None:
        save(*rest)  # type: ignore[arg-type]
        clock.now += 4.0

    monkeypatch.setattr(file, "save", slow)
    checkpoints.put(trained)
    checkpoints.close()
    clock.now += 4.0 / module.SHARE - 1
    assert not checkpoints.wants(epoch), "more often than the disk allows"
    assert not checkpoints.wants(progress)
    clock.now += 1
    assert checkpoints.wants(epoch)
    assert checkpoints.wants(progress), "an epoch may take hours"


def test_while_one_is_written_no_other_is_wanted(
    clock: Clock, state: tuple[Project, Trained], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    gate = threading.Event()
    monkeypatch.setattr(file, "save", lambda *_: gate.wait(20))
    checkpoints = RunCheckpoints(tmp_path / "c.nnstudio", state[0], _complain)
    checkpoints.put(state[1])
    clock.now += SILENT - 1
    try:
        assert not checkpoints.wants(_event(EpochDone))
    finally:
        gate.set()
    checkpoints.close()
    clock.now += 1e9
    assert checkpoints.wants(_event(EpochDone))


def test_a_disk_that_refuses_is_told_once_and_the_end_of_it_too(
    state: tuple[Project, Trained], tmp_path: Path
) -> None:
    said: list[BaseException | None] = []
    folder = tmp_path / "later"
    checkpoints = RunCheckpoints(folder / "c.nnstudio", state[0], said.append)
    for _ in range(3):
        checkpoints.put(state[1])
    checkpoints.close()
    (error,) = said
    assert "the folder does not exist" in str(error)
    assert not checkpoints.written
    folder.mkdir()
    checkpoints.put(state[1])
    checkpoints.close()
    assert said[1:] == [None]
    assert checkpoints.written


def test_a_document_saved_elsewhere_takes_its_checkpoint_along(
    state: tuple[Project, Trained], tmp_path: Path
) -> None:
    checkpoints = RunCheckpoints(checkpoint_path(None), state[0], _complain)
    checkpoints.put(state[1])
    checkpoints.close()
    document = tmp_path / "b [1].nnstudio"
    checkpoints.move(checkpoint_path(document))
    assert [run.document for run in left_behind(None)] == [None]
    checkpoints.put(state[1])
    checkpoints.close()
    assert left_behind(None) == []
    (left,) = left_behind(document)
    assert (left.document, left.epoch, left.epochs) == (document, 1, 3)
    checkpoints.drop()
    assert left_behind(document) == []


def test_one_that_is_dropped_while_it_is_written_does_not_stay(
    state: tuple[Project, Trained], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    gate, save = threading.Event(), file.save

    def held_back(*rest: object) -> None:
        assert gate.wait(20)
        save(*rest)  # type: ignore[arg-type]

    monkeypatch.setattr(file, "save", held_back)
    checkpoints = RunCheckpoints(checkpoint_path(None), state[0], _complain)
    checkpoints.put(state[1])
    checkpoints.drop()
    gate.set()
    checkpoints.close()
    assert left_behind(None) == []
    assert not checkpoints.written


def test_what_cannot_be_read_is_found_without_its_figures(tmp_path: Path) -> None:
    document = tmp_path / "a.nnstudio"
    (tmp_path / ".a.run-99999.nnstudio").write_bytes(b"half of a fi")
    (tmp_path / ".a.run-other.nnstudio").write_bytes(b"none of ours")
    (tmp_path / ".b.run-99999.nnstudio").write_bytes(b"of another document")
    (left,) = left_behind(document)
    assert (left.epoch, left.epochs, left.writer.process) == (0, 0, 99999)
