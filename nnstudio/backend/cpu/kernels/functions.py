"""Activation functions inside compiled kernels: numbered, and written so that the compiler vectorises them.

Numba hands ``math.exp`` of an array to the C library, one value at a time. Here the float32 exponential is a
polynomial after a range reduction, all in arithmetic that runs eight values at once; float64, which is for checks,
takes the C library's.

A kernel gets an activation as a number. :func:`activate` and :func:`slope` look at it once for each row, so that
the loops over the row's values have no branch.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
from numba.extending import overload

from nnstudio.backend.cpu.compile import device
from nnstudio.backend.functions import LEAK, SELU_ALPHA, SELU_SCALE

LINEAR, RELU, RELU6, LEAKY_RELU, SIGMOID, TANH, ELU, SELU = range(8)

FUSED: dict[str, int] = {
    "linear": LINEAR,
    "relu": RELU,
    "relu6": RELU6,
    "leaky_relu": LEAKY_RELU,
    "sigmoid": SIGMOID,
    "tanh": TANH,
    "elu": ELU,
    "selu": SELU,
}
"""Activations that a kernel can apply on the way out: their slopes follow from the output alone."""

# The order of these operations is their meaning: of the compiler's freedoms only the fused multiply-add is given.
_EXACT: dict[str, Any] = {"error_model": "numpy", "fastmath": {"contract"}}

# Adding 1.5·2²³ to a float32 rounds it to an integer, which then stands in the lowest bits.
_ROUND = np.float32(12582912.0)
_ROUND_BITS = np.int32(_ROUND.view(np.int32))
_LOG2_E = np.float32(1.4426950408889634)
_LN2_HIGH = np.float32(0.693359375)  # few bits: n·_LN2_HIGH is exact (Cody & Waite)
_LN2_LOW = np.float32(-2.12194440e-4)
_HIGHEST, _LOWEST = np.float32(89), np.float32(-104)  # beyond them e^x is ∞ and 0


@numba.njit(**_EXACT)
def _reduce(x: Any) -> Any:
    """Split ``e^x = 2^n · (1 + t)`` with ``t = e^r − 1``, |r| ≤ ln(2)/2; returns t and the bits of n.

    The polynomial is that of Cephes' ``expf``. A NaN passes through, as no comparison with it holds.
    """
    x = _HIGHEST if x > _HIGHEST else x
    x = _LOWEST if x < _LOWEST else x
    shifted = np.float32(x * _LOG2_E + _ROUND)
    n = shifted - _ROUND
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    p = np.float32(1.9875691500e-4)
    p = p * r + np.float32(1.3981999507e-3)
    p = p * r + np.float32(8.3334519073e-3)
    p = p * r + np.float32(4.1665795894e-2)
    p = p * r + np.float32(1.6666665459e-1)
    p = p * r + np.float32(5.0000001201e-1)
    return (p * r) * r + r, shifted.view(np.int32) - _ROUND_BITS


@numba.njit(**_EXACT)
def _power_of_two(n: Any) -> Any:
    """``2^n`` for −126 ≤ n ≤ 127, put together from its bits."""
    return np.int32((n + np.int32(127)) << np.int32(23)).view(np.float32)


@numba.njit(**_EXACT)
def _exp_float32(x: Any) -> Any:
    t, n = _reduce(x)
    half = n >> np.int32(1)  # in two steps, for results outside the range of one exponent: subnormal and ∞
    return ((np.float32(1) + t) * _power_of_two(half)) * _power_of_two(n - half)


@numba.njit(**_EXACT)
def _expm1_float32(x: Any) -> Any:
    t, n = _reduce(np.float32(-80) if x < np.float32(-80) else x)
    scale = _power_of_two(n)
    return scale * t + (scale - np.float32(1))


def exp(x: Any) -> Any:
    """``e^x`` inside a kernel; float32 within 2e-7 of the value, with its infinities, zeros and NaN."""
    raise NotImplementedError


def expm1(x: Any) -> Any:
    """``e^x − 1`` for x ≤ 0 inside a kernel, exact near zero as well."""
    raise NotImplementedError


@overload(exp, jit_options=_EXACT)
def _exp(x: Any) -> Any:
    def single(x: Any) -> Any:
        return _exp_float32(x)

    def double(x: Any) -> Any:
        return math.exp(x)

    return single if x == numba.float32 else double


@overload(expm1, jit_options=_EXACT)
def _expm1(x: Any) -> Any:
    def single(x: Any) -> Any:
        return _expm1_float32(x)

    def double(x: Any) -> Any:
        return math.expm1(x)

    return single if x == numba.float32 else double


@device
def sigmoid(x: Any) -> Any:
    """``1 / (1 + e^−x)`` inside a kernel, without overflow and with small values exact."""
    one = type(x)(1)
    e = exp(-abs(x))
    return (one if x >= 0 else e) / (one + e)


@device
def tanh(x: Any) -> Any:
    """``tanh x`` inside a kernel, from ``e^(−2|x|) − 1``: exact near zero as well."""
    t = expm1(type(x)(-2) * abs(x))
    size = -t / (t + type(x)(2))
    return -size if x < 0 else size


@device
def activate(code: Any, row: Any) -> None:
    """Replace a row by its activation, shape (n,)."""
    zero, one = type(row[0])(0), type(row[0])(1)
    n = row.size
    # "≤ gives zero" instead of "> keeps": a NaN is passed on. A factor instead of the value itself: the compiler
    # would make a jump of a value that is either changed or left as it is.
    if code == RELU:
        lowest = type(row[0])(-3e38)
        for i in range(n):
            z = row[i]
            row[i] = (lowest if z < lowest else z) * (zero if z <= zero else one)
    elif code == RELU6:
        six = type(row[0])(6)
        for i in range(n):
            z = row[i]
            z = zero if z < zero else z
            row[i] = six if z > six else z
    elif code == LEAKY_RELU:
        leak = type(row[0])(LEAK)
        for i in range(n):
            z = row[i]
            row[i] = z * (leak if z <= zero else one)
    elif code == SIGMOID:
        for i in range(n):
            row[i] = sigmoid(row[i])
    elif code == TANH:
        for i in range(n):
            row[i] = tanh(row[i])
    elif code in (ELU, SELU):
        scale = type(row[0])(SELU_SCALE) if code == SELU else one
        negative = type(row[0])(SELU_SCALE * SELU_ALPHA) if code == SELU else one
        for i in range(n):
            z = row[i]
            below = negative * expm1(zero if z > zero else z)
            row[i] = scale * z if z > zero else below


@device
def slope(code: Any, y: Any, dy: Any, dz: Any) -> None:
    """Write ``dz = dy · act'(z)``, with the slope found from ``y = act(z)``; rows of shape (n,).

    ``dz`` may be ``dy``.
    """
    zero, one = type(dy[0])(0), type(dy[0])(1)
    n = dy.size
    if code == RELU:
        for i in range(n):
            dz[i] = dy[i] * (one if y[i] > zero else zero)
    elif code == RELU6:
        six = type(dy[0])(6)
        for i in range(n):
            dz[i] = dy[i] * (one if (y[i] > zero) & (y[i] < six) else zero)
    elif code == LEAKY_RELU:
        leak = type(dy[0])(LEAK)
        for i in range(n):
            dz[i] = dy[i] * (one if y[i] > zero else leak)
    elif code == SIGMOID:
        for i in range(n):
            dz[i] = dy[i] * (y[i] * (one - y[i]))
    elif code == TANH:
        for i in range(n):
            dz[i] = dy[i] * (one - y[i] * y[i])
    elif code in (ELU, SELU):
        scale = type(dy[0])(SELU_SCALE) if code == SELU else one
        rise = type(dy[0])(SELU_SCALE * SELU_ALPHA) if code == SELU else one
        for i in range(n):
            dz[i] = dy[i] * (scale if y[i] > zero else y[i] + rise)
    else:
        for i in range(n):
            dz[i] = dy[i]
