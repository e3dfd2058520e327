"""Activations as operations of their own: all of them, those included whose slope needs the sum z."""

from __future__ import annotations

import math
from typing import Any

from nnstudio.backend.cpu.compile import device, kernel
from nnstudio.backend.cpu.kernels.functions import FUSED, activate, exp, sigmoid, slope, tanh

SOFTPLUS, SOFTSIGN, HARD_SIGMOID, HARD_SWISH, SILU, MISH, GELU, GELU_TANH = range(len(FUSED), len(FUSED) + 8)

CODES: dict[str, int] = FUSED | {
    "softplus": SOFTPLUS,
    "softsign": SOFTSIGN,
    "hard_sigmoid": HARD_SIGMOID,
    "hard_swish": HARD_SWISH,
    "swish": SILU,
    "mish": MISH,
    "gelu": GELU,
    "gelu_tanh": GELU_TANH,
}
"""Every elementwise activation by its name in :mod:`nnstudio.backend.functions`."""

ROOT_HALF = math.sqrt(0.5)
BELL = 1 / math.sqrt(2 * math.pi)
TANH_SCALE = math.sqrt(2 / math.pi)
TANH_CUBE = 0.044715
"""Hendrycks & Gimpel, arXiv:1606.08415."""


@device
def softplus(z: Any) -> Any:
    """``log(1 + e^z)`` without overflow."""
    zero = type(z)(0)
    return max(z, zero) + type(z)(math.log1p(exp(-abs(z)))) if z == z else z


@device
def _value(code: Any, z: Any) -> Any:
    kind = type(z)
    one, half = kind(1), kind(0.5)
    if code == SOFTPLUS:
        return softplus(z)
    if code == SOFTSIGN:
        return z / (one + abs(z)) if abs(z) < kind(1e30) else (z if z != z else math.copysign(one, z))
    if code == HARD_SIGMOID:
        return min(max(z / kind(6) + half, kind(0)), one) if z == z else z
    if code == HARD_SWISH:
        return z * min(max(z / kind(6) + half, kind(0)), one) if z > kind(-3) or z != z else kind(0)
    if code == SILU:
        return z * sigmoid(z) if z > kind(-200) or z != z else kind(0)
    if code == MISH:
        return z * tanh(softplus(z)) if z > kind(-200) or z != z else kind(0)
    if code == GELU:
        return half * z * kind(math.erfc(-z * kind(ROOT_HALF))) if z > kind(-200) or z != z else kind(0)
    inner = kind(TANH_SCALE) * (z + kind(TANH_CUBE) * z * z * z)
    return half * z * (one + tanh(inner)) if z > kind(-200) or z != z else kind(0)


@device
def _derivative(code: Any, z: Any) -> Any:
    kind = type(z)
    zero, one, half = kind(0), kind(1), kind(0.5)
    if code == SOFTPLUS:
        return sigmoid(z)
    if code == SOFTSIGN:
        return one / ((one + abs(z)) * (one + abs(z)))
    if code == HARD_SIGMOID:
        return one / kind(6) if abs(z) < kind(3) else zero
    if code == HARD_SWISH:
        return z / kind(3) + half if abs(z) < kind(3) else (one if z > zero else zero)
    if z < kind(-200):
        return zero
    if z > kind(200):
        return one
    if code == SILU:
        s = sigmoid(z)
        return s * (one + z * (one - s))
    if code == MISH:
        t = tanh(softplus(z))
        return t + z * sigmoid(z) * (one - t * t)
    if code == GELU:
        return half * kind(math.erfc(-z * kind(ROOT_HALF))) + z * kind(BELL) * exp(-half * z * z)
    t = tanh(kind(TANH_SCALE) * (z + kind(TANH_CUBE) * z * z * z))
    rise = kind(TANH_SCALE) * (one + kind(3 * TANH_CUBE) * z * z)
    return half * (one + t) + half * z * (one - t * t) * rise


@kernel
def forward(code: Any, z: Any, y: Any, first: Any, last: Any) -> None:
    """Write ``y = act(z)`` in a slice of flat arrays."""
    z, y = z[first:last], y[first:last]
    if code < SOFTPLUS:
        for i in range(z.size):
            y[i] = z[i]
        activate(code, y)
    else:
        for i in range(z.size):
            y[i] = _value(code, z[i])


@kernel
def backward(code: Any, z: Any, y: Any, dy: Any, dz: Any, first: Any, last: Any) -> None:
    """Write ``dz = dy·act'(z)`` in a slice of flat arrays."""
    z, y, dy, dz = z[first:last], y[first:last], dy[first:last], dz[first:last]
    if code < SOFTPLUS:
        slope(code, y, dy, dz)
    else:
        for i in range(z.size):
            dz[i] = dy[i] * _derivative(code, z[i])


@kernel
def softmax(z: Any, y: Any, top: Any, bottom: Any) -> None:
    """Write the softmax of each row of a slice, shape (m, n)."""
    columns = z.shape[1]
    for i in range(top, bottom):
        largest = z[i, 0]
        for j in range(1, columns):
            largest = max(largest, z[i, j])
        total = type(largest)(0)
        for j in range(columns):
            y[i, j] = exp(z[i, j] - largest)
            total += y[i, j]
        for j in range(columns):
            y[i, j] /= total


@kernel
def softmax_backward(y: Any, dy: Any, dz: Any, top: Any, bottom: Any) -> None:
    """Write ``dz = y·(dy − Σ y·dy)`` for each row of a slice, shape (m, n)."""
    columns = y.shape[1]
    for i in range(top, bottom):
        total = y[i, 0] * dy[i, 0]
        for j in range(1, columns):
            total += y[i, j] * dy[i, j]
        for j in range(columns):
            dz[i, j] = y[i, j] * (dy[i, j] - total)


@kernel
def prelu(z: Any, alpha: Any, y: Any, top: Any, bottom: Any) -> None:
    """Write ``z`` where it is positive, else ``α·z``, in a slice of rows, shape (m, channels)."""
    zero, one = type(alpha[0])(0), type(alpha[0])(1)
    for i in range(top, bottom):
        row, out = z[i], y[i]
        for k in range(alpha.size):
            out[k] = row[k] * (one if row[k] > zero else alpha[k])


@kernel
def prelu_backward(z: Any, alpha: Any, dy: Any, dz: Any, dalpha: Any, top: Any, bottom: Any) -> None:
    """Write the gradients of a slice of rows into ``dz``, and their part of that of the slopes into ``dalpha``.

    Either has no values where nobody needs it.
    """
    zero, one = type(alpha[0])(0), type(alpha[0])(1)
    for k in range(dalpha.size):
        dalpha[k] = zero
    for i in range(top, bottom):
        row, sent = z[i], dy[i]
        for k in range(dalpha.size):
            dalpha[k] += sent[k] * (zero if row[k] > zero else row[k])
        if dz.shape[0]:
            out = dz[i]
            for k in range(alpha.size):
                out[k] = sent[k] * (one if row[k] > zero else alpha[k])
