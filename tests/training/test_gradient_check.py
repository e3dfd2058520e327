"""The gradient check passes for right gradients, fails for wrong ones, and leaves bends out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio import (
    BatchNorm,
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Conv2D,
    Dense,
    Flatten,
    MaxPool2D,
    Model,
    sequential,
)
from nnstudio.graph.network import Network
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancelled
from nnstudio.training.gradient_check import check_gradients
from tests.training.test_several import data as several_data
from tests.training.test_several import model as several_model


def lenet_like() -> tuple[Model, Host, Host]:
    layers = [Conv2D(4, 3), BatchNorm(activation="relu"), MaxPool2D(), Flatten(), Dense(10, "softmax")]
    model = Model(sequential((8, 8, 1), layers), CategoricalCrossentropy(), seed=2)
    dice = np.random.default_rng(1)
    return model, dice.normal(0, 1, (16, 8, 8, 1)).astype(np.float32), dice.integers(0, 10, 16)


def test_backpropagation_agrees_with_measured_slopes() -> None:
    for model, x, y in (lenet_like(), (several_model(), *several_data())):
        weights = model.get_weights()
        checks = check_gradients(model, x, y)
        learning = [
            n.id
            for n in model.network.nodes
            if any(k.startswith(f"{n.id}/") for k in model.parameters.starts)
        ]
        assert [c.node for c in checks] == learning
        assert all(c.error is not None and c.error < 1e-4 for c in checks), checks
        for name, array in model.get_weights().items():
            np.testing.assert_array_equal(array, weights[name])


def test_layers_come_as_a_sample_goes_through_them_however_they_were_drawn() -> None:
    model, x, y = lenet_like()
    drawn = Network(model.network.nodes[::-1], model.network.edges)
    checks = check_gradients(Model(drawn, CategoricalCrossentropy(), seed=2), x, y)
    assert [c.node for c in checks] == ["conv2d_1", "batch_norm_1", "dense_1"]


def test_a_wrong_gradient_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    model, x, y = lenet_like()
    right = model.loss_and_gradients

    def wrong(x: Any, y: Any) -> tuple[float, dict[str, Host]]:
        loss, gradients = right(x, y)
        gradients["dense_1/W"] = gradients["dense_1/W"] * 1.02
        return loss, gradients

    monkeypatch.setattr(model, "loss_and_gradients", wrong)
    errors = {c.node: c.error or 0.0 for c in check_gradients(model, x, y)}
    assert errors["dense_1"] > 1e-3
    assert 0 < errors["conv2d_1"] < 1e-4


def test_a_bend_is_left_out() -> None:
    model = Model(
        sequential((1,), [Dense(1, "relu", bias=False), Dense(1, "sigmoid")]), BinaryCrossentropy(), seed=0
    )
    weights = model.get_weights()
    weights["dense_1/W"][...] = 0.0  # just where the ReLU bends
    weights["dense_2/W"][...] = 3.0
    model.set_weights(weights)
    first, second = check_gradients(model, np.ones((4, 1), np.float32), np.array([0, 0, 0, 1]))
    assert (first.node, first.checked, first.error) == ("dense_1", 0, None)
    assert second.checked == 2


def test_it_can_be_cancelled() -> None:
    model, x, y = lenet_like()
    with pytest.raises(Cancelled):
        check_gradients(model, x, y, cancelled=lambda: True)
