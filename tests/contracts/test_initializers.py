"""How weights start: the size that the papers give them, and independence of what stands elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnstudio.backend import get_backend
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.fields import FieldError
from nnstudio.nn.initializers import INITIALIZERS, WEIGHTS
from nnstudio.nn.layers import Conv2D, Dense
from nnstudio.training.parameters import Parameters

# Variance and largest absolute value for (fan_in, fan_out); None: unbounded.
PUBLISHED = {
    "glorot_uniform": lambda i, o: (2 / (i + o), math.sqrt(6 / (i + o))),
    "glorot_normal": lambda i, o: (2 / (i + o), None),
    "he_uniform": lambda i, o: (2 / i, math.sqrt(6 / i)),
    "he_normal": lambda i, o: (2 / i, None),
    "lecun_uniform": lambda i, o: (1 / i, math.sqrt(3 / i)),
    "lecun_normal": lambda i, o: (1 / i, None),
    "uniform": lambda i, o: (0.05**2 / 3, 0.05),
    "normal": lambda i, o: (0.05**2, None),
    "zeros": lambda i, o: (0, 0),
    "ones": lambda i, o: (0, 1),
    "prelu": lambda i, o: (0, 0.25),
}
CONSTANTS = {"zeros": 0, "ones": 1, "prelu": 0.25}


def _weights(network: Network, seed: int = 0) -> dict[str, np.ndarray]:  # type: ignore[type-arg]
    parameters = Parameters(network, get_backend("cpu", "float64"))
    parameters.initialise(seed)
    return parameters.get()


def test_every_initializer_has_its_published_size_here() -> None:
    assert {*PUBLISHED, "orthogonal"} == set(INITIALIZERS), (
        "add it to PUBLISHED in tests/contracts/test_initializers.py"
    )


def test_a_person_cannot_choose_what_is_not_for_weights() -> None:
    assert set(INITIALIZERS) - set(WEIGHTS) == {"prelu"}
    with pytest.raises(FieldError):
        Dense(3, initializer="prelu")


@pytest.mark.parametrize("name", PUBLISHED)
def test_variance_and_limits(name: str) -> None:
    fan_in, fan_out, count = 30, 50, 40_000
    w = INITIALIZERS[name](np.random.default_rng(0), (count,), fan_in, fan_out)
    variance, limit = PUBLISHED[name](fan_in, fan_out)
    assert w.shape == (count,)
    # Of a variance from n values the spread is √(2/n) of it, about 0.7 %: five of those.
    assert w.var() == pytest.approx(variance, rel=5 * math.sqrt(2 / count))
    if name in CONSTANTS:
        assert (w == CONSTANTS[name]).all()
    else:
        assert abs(w.mean()) <= 5 * math.sqrt(variance / count)
    if limit is not None:
        assert np.abs(w).max() <= limit
        assert np.abs(w).max() >= 0.99 * limit


@pytest.mark.parametrize("shape", [(6, 6), (9, 4), (4, 9), (3, 3, 2, 5), (1, 1, 2, 5), (7,), (5, 1)])
def test_orthogonal_columns_or_rows(shape: tuple[int, ...]) -> None:
    w = INITIALIZERS["orthogonal"](np.random.default_rng(0), shape, 1, 1)
    assert w.shape == shape
    flat = w.reshape(-1, shape[-1])
    small = flat.T @ flat if flat.shape[0] >= flat.shape[1] else flat @ flat.T
    np.testing.assert_allclose(small, np.eye(len(small)), atol=1e-12)


def test_no_orthogonal_matrix_is_preferred() -> None:
    """Of the plain QR decomposition the diagonal of R would be negative throughout, and Q lopsided."""
    generator = np.random.default_rng(0)
    drawn = np.array([INITIALIZERS["orthogonal"](generator, (3, 3), 1, 1) for _ in range(4000)])
    np.testing.assert_allclose(drawn.mean(axis=0), 0, atol=5 / math.sqrt(3 * 4000))
    assert np.linalg.det(drawn).mean() == pytest.approx(0, abs=5 / math.sqrt(4000))


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
