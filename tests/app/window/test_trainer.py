"""The run behind the window: its states, its commands, and that nothing of it stays."""

from __future__ import annotations

import gc
import threading
import tracemalloc

import numpy as np
import pytest

from nnstudio.app.training import trainer as trainer_module
from nnstudio.app.training.trainer import Trainer
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.edits import change
from nnstudio.nn.layers import Dense
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError
from nnstudio.training.events import EpochDone, Finished, OneStep, Preparing, Progress, Started
from tests.app.hands import PATIENCE, until

ENDLESS = 1_000_000


@pytest.fixture(scope="module")
def work() -> tuple[Project, Prepared]:
    """The textbook's project, on the CPU, with more epochs than anybody waits for."""
    project = open_sample("textbook")
    project = project.replace(training=project.training.replace(epochs=ENDLESS, device="cpu"))
    return project, load_data(project)


class Listener:
    """Notes what a trainer says."""

    def __init__(self, trainer: Trainer) -> None:
        self.states: list[str] = []
        self.events: list[object] = []
        self.results: list[object] = []
        self.errors: list[BaseException] = []
        trainer.state_changed.connect(self.states.append)
        trainer.told.connect(self.events.extend)
        trainer.result.connect(self.results.append)
        trainer.failed.connect(self.errors.append)

    def kinds(self, *kinds: type) -> list[type]:
        return [type(e) for e in self.events if isinstance(e, kinds)]


@pytest.fixture
def heard(trainer: Trainer) -> Listener:
    return Listener(trainer)


def epochs(project: Project, number: int) -> Project:
    return project.replace(training=project.training.replace(epochs=number))


def in_state(trainer: Trainer, state: str) -> None:
    until(lambda: trainer.state == state, state)


def test_a_run_goes_from_idle_to_idle(trainer, heard, work) -> None:
    trainer.start(epochs(work[0], 2), work[1])
    assert trainer.state == "preparing"
    in_state(trainer, "idle")
    assert heard.states[0] == "preparing"
    assert heard.states[-1] == "idle"
    assert heard.kinds(Started, EpochDone, Finished) == [Started, EpochDone, EpochDone, Finished]
    assert not heard.errors
    last = heard.results[-1]
    assert last.finished
    assert len(last.checkpoint.history.epochs) == 2


def test_a_delivery_has_one_report_on_steps_with_all_their_losses(trainer, heard, work) -> None:
    told: list[list[object]] = []
    trainer.told.connect(told.append)
    trainer.start(epochs(work[0], 40), work[1])
    in_state(trainer, "idle")
    reports = [[e for e in events if isinstance(e, Progress)] for events in told]
    assert max(map(len, reports)) == 1
    steps = heard.results[-1].checkpoint.position.step
    assert sum(len(e.losses) for report in reports for e in report) == steps
    assert next(report[0] for report in reversed(reports) if report).step == steps
    assert heard.kinds(EpochDone) == [EpochDone] * 40


def test_commands_before_the_run_exists_are_obeyed(trainer, heard, work, monkeypatch) -> None:
    """The worker is held back until the commands have been given."""
    gate = threading.Event()
    new_run = trainer_module.new_run

    def late(*args, **options):
        assert gate.wait(PATIENCE)
        return new_run(*args, **options)

    monkeypatch.setattr(trainer_module, "new_run", late)
    trainer.start(*work)
    trainer.pause()
    gate.set()
    in_state(trainer, "paused")
    assert not heard.kinds(Progress)
    gate.clear()
    trainer.close()
    assert not heard.results, "no step was taken"
    trainer.start(*work)
    trainer.one_step()
    gate.set()
    in_state(trainer, "paused")
    assert heard.results[-1].checkpoint.position.step == 1
    trainer.close()
    gate.clear()
    count = len(heard.results)
    trainer.start(*work)
    trainer.stop()
    gate.set()
    in_state(trainer, "idle")
    assert len(heard.results) == count
    assert heard.events[-1].reason == "stopped"


@pytest.fixture
def compiling(monkeypatch) -> threading.Event:
    """Three kernels to compile before any run; the second waits until this is set."""
    gate = threading.Event()

    def prepare(_model, _samples, _measured=0):
        for done in range(4):
            yield done, 3
            assert done or gate.wait(PATIENCE)

    monkeypatch.setattr("nnstudio.training.model.Model.prepare", prepare)
    return gate


def test_a_run_that_compiles_is_being_prepared(trainer, heard, work, compiling) -> None:
    trainer.start(epochs(work[0], 1), work[1])
    until(lambda: heard.kinds(Preparing), "a kernel")
    assert trainer.state == "preparing"
    compiling.set()
    in_state(trainer, "idle")
    assert [e.done for e in heard.events if isinstance(e, Preparing)] == [0, 1, 2, 3]
    assert heard.states[-2:] == ["running", "idle"]
    assert heard.results[-1].finished


def test_stop_takes_effect_between_two_kernels(trainer, heard, work, compiling) -> None:
    trainer.start(*work)
    until(lambda: heard.kinds(Preparing), "a kernel")
    trainer.stop()
    compiling.set()
    in_state(trainer, "idle")
    assert heard.kinds(Preparing, Progress) in ([Preparing], [Preparing, Preparing])
    assert heard.events[-1].reason == "stopped"
    assert not heard.results


def test_pause_step_epoch_continue_stop(trainer, heard, work) -> None:
    trainer.start(*work)
    until(lambda: heard.kinds(Progress), "some steps")
    trainer.pause()
    in_state(trainer, "paused")
    at = heard.results[-1].checkpoint.position
    for i in range(1, 4):
        count = len(heard.results)
        trainer.one_step()
        until(lambda count=count: len(heard.results) > count, "the step")
        in_state(trainer, "paused")
        assert heard.results[-1].checkpoint.position.step == at.step + i
    done = heard.results[-1].checkpoint.position.epoch
    for i in (1, 2):
        count = len(heard.results)
        trainer.one_epoch()
        until(lambda count=count: len(heard.results) > count, "the epoch")
        in_state(trainer, "paused")
        position = heard.results[-1].checkpoint.position
        assert (position.epoch, position.batch) == (done + i, 0)
    trainer.resume()
    in_state(trainer, "running")
    count = len(heard.kinds(EpochDone))
    until(lambda: len(heard.kinds(EpochDone)) > count, "another epoch")
    trainer.stop()
    in_state(trainer, "idle")
    assert heard.events[-1].reason == "stopped"
    assert [s for i, s in enumerate(heard.states) if i == 0 or s != heard.states[i - 1]] == heard.states


def test_stop_and_pause_take_effect_within_one_step(trainer, heard, work) -> None:
    for command in (trainer.stop, trainer.pause):
        heard.events.clear()
        trainer.start(*work)
        until(lambda: heard.kinds(Progress), "some steps")
        run = trainer._run
        command()
        taken = int(run.model.step[0])  # read after the command was given: at most one step was under way
        until(lambda: trainer.state in ("idle", "paused"), "the end")
        assert heard.results[-1].checkpoint.position.step <= taken + 1
        trainer.close()


def test_stopped_and_continued_is_as_if_never_stopped(trainer, heard, work) -> None:
    project = epochs(work[0], 4)
    trainer.start(project, work[1])
    in_state(trainer, "idle")
    whole = heard.results[-1]
    trainer.start(project, work[1], first=OneStep())
    in_state(trainer, "paused")
    for _ in range(6):
        count = len(heard.results)
        trainer.one_step()
        until(lambda count=count: len(heard.results) > count, "the step")
        in_state(trainer, "paused")
    trainer.stop()
    in_state(trainer, "idle")
    part = heard.results[-1]
    assert part.checkpoint.position.step == 7
    trainer.start(project, work[1], part)
    in_state(trainer, "idle")
    for name, weights in whole.checkpoint.weights.items():
        np.testing.assert_array_equal(heard.results[-1].checkpoint.weights[name], weights)


def test_an_exception_in_the_worker_is_told_and_keeps_the_weights(trainer, heard, work, monkeypatch) -> None:
    def broken(self, *_args):
        raise RuntimeError("the disk of the GPU is full")

    monkeypatch.setattr("nnstudio.training.run.Run._end_of_epoch", broken)
    trainer.start(*work)
    in_state(trainer, "idle")
    (error,) = heard.errors
    assert "GPU is full" in str(error)
    assert heard.results[-1].checkpoint.position.step > 0
    assert trainer._thread is None
    monkeypatch.undo()
    trainer.start(epochs(work[0], 1), work[1])
    in_state(trainer, "idle")
    assert len(heard.errors) == 1


def test_a_run_that_cannot_begin_is_told(trainer, heard, work) -> None:
    project = work[0].replace(training=work[0].training.replace(batch_size=100_000))
    trainer.start(project, work[1])
    in_state(trainer, "idle")
    (error,) = heard.errors
    assert isinstance(error, StudioError)
    assert not heard.results


def test_a_changed_network_is_never_continued(trainer, heard, work) -> None:
    project = epochs(work[0], 2)
    trainer.start(project, work[1])
    in_state(trainer, "idle")
    node = next(n for n in project.network.nodes if isinstance(n.layer, Dense))
    changed = project.with_network(change(project.network, [node.id], activation="tanh"))
    trainer.start(epochs(changed, 5), work[1], heard.results[-1])
    in_state(trainer, "idle")
    assert "changed" in str(heard.errors[0])


def cycles(trainer: Trainer, work, count: int) -> None:
    for i in range(count):
        trainer.start(*work)
        if i % 3 == 0:
            in_state(trainer, "running")
        trainer.close()
        assert trainer.state == "idle"


def start_and_stop(trainer: Trainer, work, count: int) -> None:
    before = set(threading.enumerate())
    cycles(trainer, work, 5)
    gc.collect()
    tracemalloc.start()
    cycles(trainer, work, count // 2)
    gc.collect()
    half = tracemalloc.get_traced_memory()[0]
    cycles(trainer, work, count - count // 2)
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - half
    tracemalloc.stop()
    assert set(threading.enumerate()) == before
    assert grown < 1_000_000, f"{grown:,} bytes"


def test_starting_and_stopping_leaves_nothing(trainer, work) -> None:
    start_and_stop(trainer, work, 25)


@pytest.mark.full
def test_starting_and_stopping_often_leaves_nothing(trainer, work) -> None:
    start_and_stop(trainer, work, 300)
