"""Metrics of runs and of measuring on the emulated device: by kernels in the graph, or by CuPy behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import numpy as np
import pytest

from nnstudio import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Dense,
    MeanSquaredError,
    Model,
    sequential,
)
from nnstudio.nn.losses import Loss
from nnstudio.nn.metrics import METRICS, Accuracy, Metric, metrics_for
from nnstudio.nn.unit import Unit
from nnstudio.training.measuring import measuring
from nnstudio.training.run import Run
from nnstudio.training.stepping import Batch, stepping
from nnstudio.training.tally import Tally
from tests.backend.cuda.device import DeviceArray, FakeDevice
from tests.backend.cuda.test_runs import data_for

LAST: dict[str, tuple[Dense, Loss]] = {
    "binary": (Dense(1, activation="sigmoid"), BinaryCrossentropy()),
    "classes": (Dense(4, activation="softmax"), CategoricalCrossentropy()),
    "regression": (Dense(2, activation="linear"), MeanSquaredError()),
}

every_metric = pytest.mark.parametrize(
    ("metric", "task"),
    [
        *((cls(), task) for cls in METRICS for task in LAST if task in cls.tasks),
        *((metric, "regression") for metric in metrics_for("regression", Unit(2.0, 3.0, True), more=True)),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else value.key + getattr(value, "logarithm", False) * "_of_log"
    ),
)


@every_metric
def test_the_figure_is_that_of_the_host(metric: Metric, task: str, device: FakeDevice) -> None:
    last, loss = LAST[task]
    network = sequential((3,), [last])
    x, y = data_for(network, loss)
    found = []
    for where in ("cpu", "cuda"):
        model = Model(network, loss, batch_size=8, device=where, metrics=[metric], dtype="float64")
        run = Run(model, (x, y), epochs=2)
        for _ in run.events():
            pass
        found.append([epoch.metrics[metric.key] for epoch in run.history.epochs])
    np.testing.assert_allclose(found[1], found[0], rtol=1e-9)


class Largest(Metric, frozen=True):
    """The mean of the largest output: a metric that no kernel knows."""

    key: ClassVar[str] = "largest"
    tasks: ClassVar[tuple[str, ...]] = ("binary", "classes", "regression")

    def batch(self, xp: Any, prediction: Any, target: Any) -> Any:
        return prediction.reshape(len(prediction), -1).max(axis=1).sum().reshape(1)


def steps_and_taking(metric: Metric, task: str) -> tuple[Any, Callable[[], None]]:
    """How a run takes steps, and a function that takes four of them."""
    last, loss = LAST[task]
    network = sequential((3,), [last])
    model = Model(network, loss, batch_size=8, device="cuda", metrics=[metric])
    steps = stepping(model, Tally(model.metrics, model.output_shapes))
    samples, order = model.load(*data_for(network, loss)), model.backend.to_device(np.arange(22))
    steps.begin()

    def take() -> None:
        for begin in (0, 8, 0, 8):
            steps.take(Batch(samples, order, begin, 8), 0.01)

    return steps, take


@every_metric
def test_a_step_with_its_metric_is_one_graph_and_waits_for_nothing(
    metric: Metric, task: str, device: FakeDevice
) -> None:
    steps, take = steps_and_taking(metric, task)
    replays, asked = device.replays, DeviceArray.asked
    take()
    assert DeviceArray.asked == asked
    assert device.replays == replays + 3  # all but the first
    assert [len(bound.steps) for bound in steps._bound.values()] == [1]
    losses, sound = steps.collect()
    assert DeviceArray.asked > asked
    assert (len(losses), sound) == (4, True)


@pytest.mark.parametrize("task", LAST)
def test_a_metric_without_a_kernel_is_added_behind_the_graph(task: str, device: FakeDevice) -> None:
    steps, take = steps_and_taking(Largest(), task)
    replays, asked = device.replays, DeviceArray.asked
    take()
    assert DeviceArray.asked == asked
    assert device.replays == replays + 3
    steps.collect()
    found = [float(steps._tally.sums[-1])]
    last, loss = LAST[task]
    model = Model(sequential((3,), [last]), loss, batch_size=8, metrics=[Largest()])
    x, y = data_for(model.network, loss)
    samples, here = model.load(x, y), 0.0
    model.learning_rate = 0.01
    for begin in (0, 8, 0, 8):
        program = model.learn(samples, np.arange(begin, begin + 8))
        here += float(Largest().batch(np, program.predictions[0], program.targets[0])[0])
    assert found == pytest.approx([here], rel=1e-5)


class Target(Accuracy, frozen=True):
    """Somebody's own metric, with a field whose name others use, and a key that a kernel knows."""

    target: float = 3.0

    def batch(self, xp: Any, prediction: Any, target: Any) -> Any:
        return prediction.reshape(1, -1).sum(axis=1) * self.target


def test_a_metric_of_ones_own_may_be_called_like_others(device: FakeDevice) -> None:
    last, loss = LAST["classes"]
    found = []
    for where in ("cpu", "cuda"):
        model = Model(sequential((3,), [last]), loss, batch_size=8, device=where, metrics=[Target()])
        x, y = data_for(model.network, loss)
        found.append(model.evaluate(x, y)["accuracy"])
        found.append(model.fit(x, y).epochs[0].metrics["accuracy"])
    assert found == pytest.approx([3.0] * 4)


@every_metric
def test_measuring_is_that_of_the_host_and_waits_once(metric: Metric, task: str, device: FakeDevice) -> None:
    last, loss = LAST[task]
    network = sequential((3,), [last])
    x, y = (np.repeat(a, 30, axis=0) for a in data_for(network, loss))
    found, waits = [], []
    for where in ("cpu", "cuda"):
        model = Model(network, loss, batch_size=8, device=where, metrics=[metric], dtype="float64")
        for count in (700, 20):  # 660 samples in three batches, the last one ragged; and a single batch
            some = measuring(model, model.load(x[:count], y[:count]))
            for _ in range(3):
                asked = DeviceArray.asked
                found.append(some.figures())
                waits.append(DeviceArray.asked - asked)
    for here, there in zip(found[:6], found[6:], strict=True):
        assert there == pytest.approx(here, rel=1e-9)
    assert len(set(waits[6:])) == 1  # however many batches there are


def test_measuring_is_replayed_and_follows_the_weights(device: FakeDevice) -> None:
    last, loss = LAST["classes"]
    model = Model(sequential((3,), [last]), loss, device="cuda")
    x, y = (np.repeat(a, 60, axis=0) for a in data_for(model.network, loss))
    some = measuring(model, model.load(x, y))
    some.figures()
    before, replays = some.figures(), device.replays
    model.set_weights({key: -w for key, w in model.get_weights().items()})
    after = some.figures()
    assert device.replays == replays + 6  # 1320 samples
    assert after != before
    assert after == pytest.approx(model.evaluate(x, y))


def test_measuring_that_was_broken_off_begins_anew(device: FakeDevice) -> None:
    last, loss = LAST["classes"]
    model = Model(sequential((3,), [last]), loss, device="cuda")
    x, y = (np.repeat(a, 60, axis=0) for a in data_for(model.network, loss))
    some = measuring(model, model.load(x, y))
    whole = some.figures()
    answers = iter([False, False, True])
    assert some.figures(lambda: next(answers)) is None
    assert some.figures() == whole
