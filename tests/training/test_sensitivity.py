"""The gradient of an answer by its input is what a small change of the input does to the answer."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio import Adam, CategoricalCrossentropy, Dense, MeanSquaredError, Model, sequential
from nnstudio.nn.layers import BatchNorm, Conv2D, Dropout, Flatten, LayerNorm, MaxPool2D
from nnstudio.training.sensitivity import saliency, sensitivity
from tests.training.test_several import data, model

STEP = 1e-5


def _by_differences(ours: Model, x: np.ndarray, number: int) -> np.ndarray:
    found = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[place] += STEP
        down[place] -= STEP
        sample = place[0]
        ahead, back = (ours.predict(v).reshape(len(x), -1)[sample, number] for v in (up, down))
        found[place] = (ahead - back) / (2 * STEP)
    return found


NETWORKS = {
    "dense": ((4,), [Dense(5, "tanh"), Dense(3, "softmax")]),
    "layer norm": ((4,), [Dense(5, "sigmoid"), LayerNorm(), Dense(3, "softmax")]),
    "batch norm and dropout": ((4,), [Dense(6, "linear"), BatchNorm(activation="tanh"), Dropout(0.5), Dense(3, "softmax")]),
    "pictures": ((5, 5, 2), [Conv2D(3, 2, activation="tanh"), BatchNorm(), MaxPool2D(2), Flatten(), Dense(3, "softmax")]),
}  # fmt: skip


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("number", [0, 2])
def test_it_agrees_with_finite_differences(name: str, number: int) -> None:
    shape, layers = NETWORKS[name]
    random = np.random.default_rng(3)
    ours = Model(
        sequential(shape, layers),
        CategoricalCrossentropy(),
        Adam(0.01),
        dtype="float64",
        seed=1,
        batch_size=8,
    )
    x, y = random.normal(1.0, 2.0, (24, *shape)), random.integers(0, 3, 24)
    ours.fit(x, y, epochs=3)  # batch norm's running figures differ from those of any batch
    few = x[:2]
    found = sensitivity(ours, few, number)["input"]
    assert np.abs(found).max() > 1e-4
    np.testing.assert_allclose(found, _by_differences(ours, few, number), rtol=1e-5, atol=1e-8)


def test_a_linear_network_has_its_weights() -> None:
    ours = Model(sequential((3,), [Dense(2, "linear")]), MeanSquaredError(), seed=5)
    w = ours.get_weights()["dense_1/W"]
    found = sensitivity(ours, np.ones((4, 3), np.float32), 1)["input"]
    np.testing.assert_allclose(found, np.tile(w[:, 1], (4, 1)), rtol=1e-6)


def test_several_inputs_get_theirs_and_nothing_changes() -> None:
    ours, (x, _) = model(), data()
    before = {key: array.copy() for key, array in ours.get_weights().items()}
    found = sensitivity(ours, x, 0)
    assert list(found) == list(ours.input_shapes)
    for node, gradient in found.items():
        assert gradient.shape[1:] == ours.input_shapes[node]
    for key, array in ours.get_weights().items():
        np.testing.assert_array_equal(array, before[key])


def test_saliency_is_the_largest_magnitude_over_the_channels() -> None:
    gradient = np.zeros((2, 2, 3))
    gradient[0, 1] = 1, -3, 2
    gradient[1, 0] = -0.5, 0, 0
    assert saliency(gradient).tolist() == [[0, 3], [0.5, 0]]
