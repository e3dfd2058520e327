"""What is shown of the inside is what the engine computes."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import BatchNorm, Conv2D, Dense, Dropout, Flatten, MaxPool2D
from nnstudio.nn.losses import CategoricalCrossentropy
from nnstudio.system.messages import StudioError
from nnstudio.training.inside import Inside, first_weights
from nnstudio.training.inspect import probe
from nnstudio.training.model import Model

_NETWORK = sequential(
    (8, 8, 1),
    [Conv2D(4, 3), BatchNorm(), MaxPool2D(2), Flatten(), Dropout(0.5), Dense(6, "tanh"), Dense(3, "softmax")],
)


def test_values_are_those_of_the_engine() -> None:
    model = Model(_NETWORK, CategoricalCrossentropy(), seed=3)
    x = np.random.default_rng(0).normal(size=(7, 8, 8, 1)).astype(np.float32)
    inside = Inside(_NETWORK, model.get_weights())
    values = inside.values(x)
    seen = probe(model, x)
    assert set(values) == {node.id for node in _NETWORK.nodes}
    for node, expected in seen.activations.items():
        np.testing.assert_allclose(values[node], expected, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(values[_NETWORK.output_ids[0]], model.predict(x), rtol=1e-4, atol=1e-5)


def test_layers_come_as_a_sample_goes_through_them_however_they_were_drawn() -> None:
    drawn = Network(_NETWORK.nodes[::-1], _NETWORK.edges)
    values = Inside(drawn, first_weights(drawn, 0)).values(np.zeros((1, 8, 8, 1), np.float32))
    assert list(values) == [node.id for node in _NETWORK.nodes]


def test_many_samples_are_asked_in_parts_and_come_back_in_order() -> None:
    model = Model(_NETWORK, CategoricalCrossentropy(), seed=3)
    x = np.random.default_rng(1).normal(size=(1100, 8, 8, 1)).astype(np.float32)
    (last,) = _NETWORK.output_ids
    values = Inside(_NETWORK, model.get_weights()).values(x, [last])
    assert set(values) == {last}
    np.testing.assert_allclose(values[last], model.predict(x), rtol=1e-4, atol=1e-5)


def test_first_weights_are_those_a_run_begins_with() -> None:
    expected = Model(_NETWORK, CategoricalCrossentropy(), seed=11).get_weights()
    found = first_weights(_NETWORK, 11)
    assert found.keys() == expected.keys()
    for key, array in found.items():
        np.testing.assert_array_equal(array, expected[key])


def test_weights_of_another_network_are_refused() -> None:
    weights = first_weights(_NETWORK, 0)
    weights.popitem()
    with pytest.raises(StudioError, match="missing"):
        Inside(_NETWORK, weights)
