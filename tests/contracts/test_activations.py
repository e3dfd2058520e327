"""What every activation function must keep."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.backend import Sigma, functions
from nnstudio.backend.erf import erfc
from nnstudio.export.onnx.activations import STEPS
from nnstudio.nn.activations import ACTIVATIONS, PRELU_START, derivative, value
from tests.contracts import interpreter
from tests.contracts.backends import every_backend, make

every_activation = pytest.mark.parametrize("name", ACTIVATIONS)
every_elementwise = pytest.mark.parametrize("name", functions.ELEMENTWISE)

GRID = np.linspace(-8, 8, 400)  # an even number of points: 0, where some have a kink, is not among them


def _forward_and_backward(
    name: str, z: np.ndarray[Any, Any], dy: np.ndarray[Any, Any], backend: str = "reference"
) -> tuple[Any, Any]:
    y, dx = np.full_like(z, np.nan), np.full_like(z, np.nan)
    alpha = np.full(z.shape[-1], PRELU_START, z.dtype) if name == "prelu" else None
    engine = make(backend, str(z.dtype))
    bound = engine.activation(Sigma(name, alpha), z, y, dy, dx)
    for _ in engine.prepare():
        pass
    bound.forward()
    bound.backward()
    return y, dx


def test_every_activation_has_its_arithmetic() -> None:
    assert set(ACTIVATIONS) - {"prelu"} == {*functions.ELEMENTWISE, "softmax"}
    assert set(interpreter.UNARY) - {"prelu"} == set(functions.ELEMENTWISE), (
        "add its formula to tests/contracts/interpreter.py"
    )
    assert {*STEPS, "linear"} == set(functions.ELEMENTWISE), "add it to nnstudio/export/onnx/activations.py"


@every_activation
def test_texts(name: str) -> None:
    activation = ACTIVATIONS[name]
    assert activation.name == name
    assert activation.title
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
    values = value(name, np.concatenate([np.linspace(-60, 60, 4001), [-1e4, 1e4]]))
    slack = 0.005  # the range is written with two digits
    assert values.min() >= low - slack
    assert values.max() <= high + slack
    # … and the range is not wider than it need be.
    assert values.min() <= (low + slack if math.isfinite(low) else -0.5)
    assert values.max() >= (high - slack if math.isfinite(high) else 50)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@every_backend
@every_activation
def test_extreme_sums_stay_finite(name: str, backend: str, dtype: str) -> None:
    z = np.array([[-1e30, -1000, -88, -1e-30, 0, 1e-30, 88, 1000, 1e30]], dtype)
    y, dx = _forward_and_backward(name, z, np.ones_like(z), backend)
    assert y.dtype == dx.dtype == np.dtype(dtype)
    assert np.isfinite(y).all()
    assert np.isfinite(dx).all()


@every_elementwise
def test_an_infinite_sum_is_the_end_of_the_range(name: str) -> None:
    far, ends = value(name, np.array([-1e4, 1e4])), value(name, np.array([-np.inf, np.inf]))
    for value_far_out, end in zip(far, ends, strict=True):
        if abs(value_far_out) < 10:
            assert end == pytest.approx(value_far_out, abs=1e-3)
        else:
            assert end == math.copysign(math.inf, value_far_out)


@every_backend
@every_activation
def test_nan_is_passed_on(name: str, backend: str) -> None:
    """A diverging run must show in the loss; a function that hides NaN would hide it."""
    y, _ = _forward_and_backward(name, np.array([[1.0, np.nan, 2.0]]), np.ones((1, 3)), backend)
    assert np.isnan(y[0, 1])


@every_backend
@every_elementwise
def test_every_backend_is_the_function(name: str, backend: str) -> None:
    """Value and gradient over a range wide enough for every branch, in both types."""
    for dtype, close in (("float64", 1e-12), ("float32", 2e-5)):
        z = np.concatenate([GRID, GRID * 5]).reshape(40, 20).astype(dtype)
        dy = np.random.default_rng(0).normal(size=z.shape).astype(dtype)
        y, dx = _forward_and_backward(name, z, dy.copy(), backend)
        exact = z.astype("float64")
        np.testing.assert_allclose(y, value(name, exact), rtol=close, atol=close)
        if dtype == "float64":
            np.testing.assert_allclose(dx, dy * derivative(name, exact), rtol=close, atol=close)


def test_erfc_is_exact_to_rounding() -> None:
    """Also where it is tiny, so that the tail of GELU keeps its digits."""
    x = np.concatenate([np.linspace(-7, 26, 5001), np.linspace(-1, 1, 501), [-1e300, 1e300]])
    np.testing.assert_allclose(erfc(np, x), [math.erfc(v) for v in x], rtol=3e-15)
    single = erfc(np, x[:-2].astype("float32"))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, [math.erfc(v) for v in x[:-2]], atol=3e-7)


PYTORCH = {
    "relu": "relu", "relu6": "relu6", "leaky_relu": "leaky_relu", "elu": "elu", "selu": "selu", "gelu": "gelu",
    "swish": "silu", "hard_swish": "hardswish", "mish": "mish", "sigmoid": "sigmoid", "hard_sigmoid": "hardsigmoid", "tanh": "tanh", "softplus": "softplus",
    "softsign": "softsign",
}  # fmt: skip


@pytest.mark.parametrize("name", [*PYTORCH, "gelu_tanh"])
def test_pytorch_means_the_same(name: str) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    z = torch.tensor(np.append(GRID, [-1e4, 1e4]), requires_grad=True)
    if name == "gelu_tanh":
        a = torch.nn.functional.gelu(z, approximate="tanh")
    else:
        a = getattr(torch.nn.functional, PYTORCH[name])(z)
    a.sum().backward()
    # Its softplus is a straight line from 20 on, where no z lies; its hard sigmoid has a slope in float32.
    np.testing.assert_allclose(value(name, z.detach().numpy()), a.detach(), rtol=1e-12, atol=1e-13)
    close = 1e-7 if name in ("hard_sigmoid", "hard_swish") else 1e-10
    np.testing.assert_allclose(derivative(name, z.detach().numpy()), z.grad, rtol=close, atol=1e-13)


def test_the_older_gelu_is_as_close_as_it_says() -> None:
    z = np.linspace(-10, 10, 20001)
    assert 0.0004 < np.abs(value("gelu", z) - value("gelu_tanh", z)).max() < 0.0005


def test_selu_keeps_mean_and_variance() -> None:
    """The fixed point of Klambauer et al., by the trapezoidal rule over a standard normal z."""
    z = np.linspace(-12, 12, 400_001)
    density = np.exp(-z * z / 2) / math.sqrt(2 * math.pi) * (z[1] - z[0])
    a = value("selu", z)
    assert (a * density).sum() == pytest.approx(0, abs=1e-9)
    assert (a * a * density).sum() == pytest.approx(1, abs=1e-9)


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
