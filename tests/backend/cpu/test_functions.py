"""Activation functions in kernels against NumPy's in float64."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.backend import functions as book
from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.functions import FUSED, activate, exp, slope

SPECIAL = [0, -0.0, 1e-30, -1e-30, 1e30, -1e30, np.inf, -np.inf, np.nan]
VALUES = np.concatenate([np.linspace(-110, 95, 40_001), np.linspace(-1, 1, 40_001), SPECIAL])


@kernel
def _exp(x: Any, y: Any) -> None:
    for i in range(x.size):
        y[i] = exp(x[i])


@kernel
def _activate(code: Any, row: Any) -> None:
    activate(code, row)


@kernel
def _slope(code: Any, y: Any, dy: Any, dz: Any) -> None:
    slope(code, y, dy, dz)


def close(value: Any, expected: Any, tolerance: float) -> None:
    """Relative to each value; infinities, zeros and NaN where they are expected."""
    smallest = np.finfo(value.dtype).tiny
    with np.errstate(over="ignore"):
        expected = expected.astype(value.dtype).astype(np.float64)
    np.testing.assert_allclose(value.astype(np.float64), expected, rtol=tolerance, atol=float(smallest))


@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 2e-7), ("float64", 1e-15)])
def test_exp(dtype: str, tolerance: float) -> None:
    x = VALUES.astype(dtype)
    y = np.empty_like(x)
    _exp(x, y)
    with np.errstate(over="ignore", under="ignore"):
        close(y, np.exp(x.astype(np.float64)), tolerance)


@pytest.mark.parametrize(("dtype", "tolerance"), [("float32", 3e-7), ("float64", 1e-14)])
@pytest.mark.parametrize("name", FUSED)
def test_activations(name: str, dtype: str, tolerance: float) -> None:
    x = VALUES.astype(dtype)
    y = x.copy()
    _activate(FUSED[name], y)
    with np.errstate(all="ignore"):
        close(y, book.ELEMENTWISE[name].value(np, x.astype(np.float64)), tolerance)


@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize("name", FUSED)
def test_slopes(name: str, in_place: bool) -> None:
    z = np.linspace(-6, 6, 1001)
    dy = np.linspace(1, 2, 1001)
    y = z.copy()
    _activate(FUSED[name], y)
    dz = dy.copy() if in_place else np.empty_like(y)
    _slope(FUSED[name], y, dz if in_place else dy, dz)
    expected = dy * book.ELEMENTWISE[name].derivative(np, z, book.ELEMENTWISE[name].value(np, z))
    np.testing.assert_allclose(dz, expected, rtol=1e-10, atol=1e-12)
