"""How weights start: the size that the papers give them, and independence of what stands elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnstudio.backend import get_backend
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.initializers import INITIALIZERS
from nnstudio.nn.layers import Conv2D, Dense
from nnstudio.training.parameters import Parameters

# Variance and largest absolute value for (fan_in, fan_out); None: unbounded.
PUBLISHED = {
    "glorot_uniform": lambda i, o: (2 / (i + o), math.sqrt(6 / (i + o))),
    "glorot_normal": lambda i, o: (2 / (i + o), None),
    "he_uniform": lambda i, o: (2 / i, math.sqrt(6 / i)),
    "he_normal": lambda i, o: (2 / i, None),
    "zeros": lambda i, o: (0, 0),
    "ones": lambda i, o: (0, 1),
}


def _weights(network: Network, seed: int = 0) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    parameters = Parameters(network, get_backend("cpu", "float64"))
    parameters.initialise(seed)
    return parameters.get()


def test_every_initializer_has_its_published_size_here() -> None:
    assert set(PUBLISHED) == set(INITIALIZERS), "add it to PUBLISHED in tests/contracts/test_initializers.py"


@pytest.mark.parametrize("name", INITIALIZERS)
def test_variance_and_limits(name: str) -> None:
    fan_in, fan_out, count = 30, 50, 40_000
    w = INITIALIZERS[name](np.random.default_rng(0), (count,), fan_in, fan_out)
    variance, limit = PUBLISHED[name](fan_in, fan_out)
    assert w.shape == (count,)
    # Of a variance from n values the spread is √(2/n) of it, about 0.7 %: five of those.
    assert w.var() == pytest.approx(variance, rel=5 * math.sqrt(2 / count))
    if name != "ones":
        assert abs(w.mean()) <= 5 * math.sqrt(variance / count)
    if limit is not None:
        assert np.abs(w).max() <= limit
        assert np.abs(w).max() >= 0.99 * limit


@pytest.mark.parametrize(
    ("shape", "layer", "fan_in", "fan_out"),
    [
        ((40,), Dense(60), 40, 60),
        ((8, 8, 6), Conv2D(20, (3, 5)), 3 * 5 * 6, 3 * 5 * 20),
        ((8, 8, 6), Conv2D(20, 3, groups=2), 9 * 3, 9 * 10),  # a channel feeds the filters of its group
    ],
)
def test_fans_of_layers(shape: tuple[int, ...], layer: Dense | Conv2D, fan_in: int, fan_out: int) -> None:
    w = _weights(sequential(shape, [layer]))
    (key,) = [k for k in w if k.endswith("/W")]
    assert np.abs(w[key]).max() == pytest.approx(math.sqrt(6 / (fan_in + fan_out)), rel=0.05)
    assert not w[key.replace("/W", "/b")].any()


def test_an_edit_elsewhere_leaves_initial_weights_alone() -> None:
    short = _weights(sequential((3,), [Dense(4), Dense(2)]))
    long = _weights(sequential((3,), [Dense(4), Dense(2), Dense(7)]))
    for key, w in short.items():
        np.testing.assert_array_equal(w, long[key])


def test_seeds_and_layers_differ() -> None:
    network = sequential((4,), [Dense(4), Dense(4)])
    one, same, other = _weights(network), _weights(network), _weights(network, seed=1)
    np.testing.assert_array_equal(one["dense_1/W"], same["dense_1/W"])
    assert not np.isin(one["dense_1/W"], other["dense_1/W"]).any()
    assert not np.isin(one["dense_1/W"], one["dense_2/W"]).any()
