"""It learns: one batch is learned by heart, a network that knows nothing starts at the loss of guessing."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nnstudio import (
    Adam,
    BatchNorm,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    MeanSquaredError,
    Model,
    Network,
    sequential,
)
from nnstudio.nn.losses import Loss
from nnstudio.system.arrays import Host


def mlp(last: Dense) -> Network:
    return sequential((20,), [Dense(64), Dense(32), last])


def lenet(last: Dense) -> Network:
    layers = [
        Conv2D(16, padding="same"),
        MaxPool2D(),
        Conv2D(32, padding="same"),
        MaxPool2D(),
        Flatten(),
        Dense(128),
    ]
    return sequential((28, 28, 1), [*layers, last])


def normed(last: Dense) -> Network:
    layers = [Conv2D(8, 3, activation="linear"), BatchNorm(activation="relu"), MaxPool2D(), Flatten()]
    return sequential((28, 28, 1), [*layers, last])


def batch(network: Network, targets: int, count: int = 32) -> tuple[Host, Host]:
    generator = np.random.default_rng(0)
    x = generator.normal(size=(count, *network[network.input_ids[0]].layer.output_shape(())))
    return x, generator.integers(targets, size=count) if targets else generator.normal(size=(count, 1))


SOFTMAX = (CategoricalCrossentropy(), Dense(10, "softmax"), 10)
SIGMOID = (BinaryCrossentropy(), Dense(1, "sigmoid"), 2)
LINEAR = (MeanSquaredError(), Dense(1, "linear"), 0)


@pytest.mark.parametrize(
    ("build", "steps", "kind"),
    [
        (mlp, 300, SOFTMAX),
        (mlp, 300, SIGMOID),
        (mlp, 300, LINEAR),
        (lenet, 150, SOFTMAX),
        (normed, 150, SOFTMAX),
    ],
    ids=["MLP, classes", "MLP, yes or no", "MLP, numbers", "LeNet", "batch norm"],
)
def test_one_batch_is_learned_by_heart(build: Any, steps: int, kind: tuple[Loss, Dense, int]) -> None:
    loss, last, targets = kind
    network = build(last)
    x, y = batch(network, targets)
    history = Model(network, loss, Adam(1e-3), batch_size=32, metrics=()).fit(x, y, epochs=steps)
    assert history.epochs[-1].loss < 0.01
    assert history.epochs[0].loss > 0.3


@pytest.mark.parametrize("build", [mlp, lenet])
@pytest.mark.parametrize(
    ("kind", "expected"), [(SOFTMAX, math.log(10)), (SIGMOID, math.log(2))], ids=["10", "2"]
)
def test_a_network_that_knows_nothing_starts_at_the_loss_of_guessing(
    build: Any, kind: tuple[Loss, Dense, int], expected: float
) -> None:
    loss, last, targets = kind
    network = build(last.replace(initializer="zeros"))
    figures = Model(network, loss, batch_size=32).evaluate(*batch(network, targets))
    assert figures["loss"] == pytest.approx(expected, rel=1e-6)


def test_penalties_keep_weights_small() -> None:
    """L1 makes many weights nearly zero, L2 makes all of them smaller; the loss shows what they cost."""
    x, y = batch(mlp(LINEAR[1]), 0, 64)
    found = {}
    for name, settings in {"none": {}, "l1": {"l1": 0.02}, "l2": {"l2": 0.02}}.items():
        network = sequential((20,), [Dense(32, "tanh", **settings), Dense(1, "linear")])
        model = Model(network, MeanSquaredError(), Adam(1e-2), batch_size=32, metrics=())
        model.fit(x, y, epochs=150)
        w = model.get_weights()["dense_1/W"]
        found[name] = w
        plain = np.square(model.predict(x) - y).mean()
        cost = settings.get("l1", 0) * np.abs(w).sum() + settings.get("l2", 0) * np.square(w).sum()
        assert model.evaluate(x, y)["loss"] == pytest.approx(plain + cost, rel=1e-4)
    assert (np.abs(found["l1"]) < 1e-3).mean() > 0.3 > (np.abs(found["none"]) < 1e-3).mean()
    assert np.square(found["l2"]).sum() < 0.5 * np.square(found["none"]).sum()
