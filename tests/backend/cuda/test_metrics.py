"""Metrics of a run on the emulated device: by kernels in the graph of the step, or by CuPy behind it."""

from __future__ import annotations

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
from nnstudio.nn.metrics import METRICS, Metric
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
    [(cls(), task) for cls in METRICS for task in LAST if task in cls.tasks],
    ids=lambda value: value if isinstance(value, str) else value.key,
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


@every_metric
def test_no_step_waits_for_it(metric: Metric, task: str, device: FakeDevice) -> None:
    last, loss = LAST[task]
    network = sequential((3,), [last])
    model = Model(network, loss, batch_size=8, device="cuda", metrics=[metric])
    tally = Tally(model.metrics, model.output_shapes)
    steps = stepping(model, tally)
    samples, order = model.load(*data_for(network, loss)), model.backend.to_device(np.arange(22))
    steps.begin()
    replays, asked = device.replays, DeviceArray.asked
    for begin in (0, 8, 0, 8):
        steps.take(Batch(samples, order, begin, 8), 0.01)
    assert DeviceArray.asked == asked
    assert device.replays == replays + 3  # all but the first, also where CuPy adds the metric behind it
    losses, sound = steps.collect()
    assert DeviceArray.asked > asked
    assert (len(losses), sound) == (4, True)
