"""The steps that are looked at are the very steps that a run takes."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.optimizers import Momentum
from nnstudio.nn.schedules import CosineDecay
from nnstudio.project.stepping import Stepper
from nnstudio.project.trained import new_run, result
from nnstudio.training import batches
from nnstudio.training.events import OneStep, Paused, Progress, Stop
from nnstudio.training.run import Run
from tests.project.conftest import Iris


def steps_of(run: Run, count: int) -> None:
    """Take so many steps of a run, and end it."""
    taken = 0
    run.send(OneStep())
    for event in run.events():
        if isinstance(event, Paused):
            taken += 1
            run.send(OneStep() if taken < count else Stop())


@pytest.mark.parametrize("before", [0, 3])
def test_steps_are_those_of_a_run(iris: Iris, before: int) -> None:
    project, prepared, _ = iris
    training = project.training.replace(
        optimizer=Momentum(0.05), schedule=CosineDecay(), batch_size=50, epochs=9
    )
    network = sequential((4,), [Dense(6, activation="tanh"), Dense(3, activation="softmax")])
    project = project.replace(training=training).with_network(network)
    trained = None
    if before:
        begun = new_run(project, prepared)
        steps_of(begun, before)
        trained = result(begun, project, prepared)
    run = new_run(project, prepared, trained)
    stepper = Stepper(project, prepared, trained)
    assert stepper.going_on == bool(before)
    count = len(prepared.train) // 50 + 2  # over the end of an epoch
    costs = []
    for _ in range(count):
        step = stepper.step()
        assert len(step.seen.activations["input"]) == len(stepper.rows)
        costs.append(step.seen.loss)
        stepper.follow(step, same_batch=False)
    steps_of(run, count)
    for name, array in run.model.get_weights().items():
        np.testing.assert_allclose(stepper.state.weights[name], array, rtol=1e-5, atol=1e-6)
    assert stepper.state.step == before + count


def test_behind_the_last_batch_of_an_epoch_comes_the_next_epoch(iris: Iris) -> None:
    """A run that is stopped while the validation part is measured stands there."""
    project, prepared, _ = iris
    run = new_run(project, prepared)
    steps = -(-len(prepared.train) // project.training.batch_size)
    for event in run.events():
        if isinstance(event, Progress) and event.step == steps:
            run.send(Stop())
    trained = result(run, project, prepared)
    assert (trained.checkpoint.position.epoch, trained.checkpoint.position.batch) == (0, steps)
    stepper = Stepper(project, prepared, trained)
    assert stepper.place == (2, 1, steps)
    assert len(stepper.step().seen.activations["input"]) == project.training.batch_size


def test_rows_of_data_on_the_disk_are_those_of_a_run(
    iris: Iris, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "BLOCK_BYTES", 64)
    monkeypatch.setattr(batches, "POOL_BYTES", 256)
    project, prepared, _ = iris
    train = prepared.train
    there = np.memmap(tmp_path / "x", np.float32, "w+", shape=train.x.shape)
    there[...] = train.x
    on_disk = dataclasses.replace(prepared, train=dataclasses.replace(train, x=there))
    seen = Stepper(project, on_disk).rows
    np.testing.assert_array_equal(seen, new_run(project, on_disk).batches.batch(0, 0).rows)
    assert seen.tolist() != Stepper(project, prepared).rows.tolist()


def test_the_same_batch_again_and_again_is_learned_by_heart(iris: Iris) -> None:
    stepper = Stepper(*iris)
    place, rows = stepper.place, stepper.rows
    first = stepper.step()
    step = first
    for _ in range(40):
        stepper.follow(step, same_batch=True)
        step = stepper.step()
    assert step.cost < first.cost
    assert stepper.place == place
    np.testing.assert_array_equal(stepper.rows, rows)


def test_less_than_a_batch_can_be_looked_at(iris: Iris) -> None:
    whole, few = Stepper(*iris), Stepper(*iris, most=5)
    assert len(few.rows) == 5
    np.testing.assert_array_equal(few.rows, whole.rows[:5])
