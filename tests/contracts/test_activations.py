"""What every activation function must keep."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.backend import functions, get_backend
from nnstudio.nn.activations import ACTIVATIONS, derivative, value
from tests.contracts import interpreter

every_activation = pytest.mark.parametrize("name", ACTIVATIONS)
every_elementwise = pytest.mark.parametrize("name", functions.ELEMENTWISE)

GRID = np.linspace(-8, 8, 400)  # an even number of points: 0, where some have a kink, is not among them


def _forward_and_backward(name: str, z: np.ndarray[Any, Any], dy: np.ndarray[Any, Any]) -> tuple[Any, Any]:
    y, dx = np.full_like(z, np.nan), np.full_like(z, np.nan)
    bound = get_backend("cpu", str(z.dtype)).activation(name, z, y, dy, dx)
    bound.forward()
    bound.backward()
    return y, dx


def test_every_activation_has_its_arithmetic() -> None:
    assert set(ACTIVATIONS) == {*functions.ELEMENTWISE, "softmax"}
    assert set(interpreter.UNARY) == set(functions.ELEMENTWISE), (
        "add its formula to tests/contracts/interpreter.py"
    )


@every_activation
def test_texts(name: str) -> None:
    activation = ACTIVATIONS[name]
    assert activation.name == name
    assert activation.formula
    assert activation.derivative
    assert activation.summary.endswith(".")


@every_elementwise
def test_value_is_what_the_formula_says(name: str) -> None:
    expected = [interpreter.UNARY[name](float(z)) for z in GRID]
    np.testing.assert_allclose(value(name, GRID), expected, rtol=1e-12, atol=1e-15)


@every_elementwise
def test_derivative_is_the_slope(name: str) -> None:
    h = 1e-5
    slope = (value(name, GRID + h) - value(name, GRID - h)) / (2 * h)
    np.testing.assert_allclose(derivative(name, GRID), slope, rtol=1e-8, atol=1e-9)


@every_elementwise
def test_values_stay_in_the_range_that_is_shown(name: str) -> None:
    low, high = (
        float(end.replace("−", "-").replace("∞", "inf")) for end in ACTIVATIONS[name].range.split(" … ")
    )
    values = value(name, np.linspace(-60, 60, 4001))
    slack = 0.005  # the range is written with two digits
    assert values.min() >= low - slack
    assert values.max() <= high + slack
    # … and the range is not wider than it need be.
    assert values.min() <= (low + slack if math.isfinite(low) else -0.5)
    assert values.max() >= (high - slack if math.isfinite(high) else 50)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every_activation
def test_extreme_sums_stay_finite(name: str, dtype: str) -> None:
    z = np.array([[-1e30, -1000, -88, -1e-30, 0, 1e-30, 88, 1000, 1e30]], dtype)
    y, dx = _forward_and_backward(name, z, np.ones_like(z))
    assert y.dtype == dx.dtype == np.dtype(dtype)
    assert np.isfinite(y).all()
    assert np.isfinite(dx).all()


@every_activation
def test_nan_is_passed_on(name: str) -> None:
    """A diverging run must show in the loss; a function that hides NaN would hide it."""
    y, _ = _forward_and_backward(name, np.array([[1.0, np.nan, 2.0]]), np.ones((1, 3)))
    assert np.isnan(y[0, 1])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_small_probabilities_are_exact(dtype: str) -> None:
    """A sigmoid through ``1 − something`` would be 0 from z = −17 on in float32."""
    z = np.array([-80.0, -40.0, -20.0, -10.0], dtype)
    expected = [math.exp(v) / (1 + math.exp(v)) for v in z.tolist()]
    np.testing.assert_allclose(value("sigmoid", z), expected, rtol=1e-5 if dtype == "float32" else 1e-13)


rows = st.lists(st.floats(-30, 30), min_size=1, max_size=6)


@given(rows, st.floats(-50, 50))
def test_softmax(row: list[float], shift: float) -> None:
    z = np.array([row])
    p = value("softmax", z)
    np.testing.assert_allclose(p[0], interpreter.softmax(z[0]), rtol=1e-11)
    np.testing.assert_allclose(p.sum(), 1, rtol=1e-12)
    np.testing.assert_allclose(value("softmax", z + shift), p, rtol=1e-9, atol=1e-12)


@given(rows, st.integers(0, 5))
def test_softmax_gradient_is_the_jacobian_of_the_lessons(row: list[float], which: int) -> None:
    """``∂aᵢ/∂zⱼ = aᵢ·(δᵢⱼ − aⱼ)``, row by row."""
    z = np.array([row])
    i = which % len(row)
    _, dx = _forward_and_backward("softmax", z, np.eye(len(row))[[i]])
    a = value("softmax", z)[0]
    np.testing.assert_allclose(dx[0], a[i] * (np.eye(len(row))[i] - a), rtol=1e-9, atol=1e-12)
