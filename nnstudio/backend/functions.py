"""Activation functions and their derivatives over any array module, written as in a book.

The derivative is given as a function of the input ``z`` and of the output ``a``, whichever is shorter. Where it
needs only ``a`` (sigmoid: a·(1 − a)), a backend need not keep ``z``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from nnstudio.backend.erf import erfc

Array = Any
Module = Any

LEAK = 0.01
"""Slope of the leaky ReLU below zero."""
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
"""Klambauer et al., "Self-normalizing neural networks", arXiv:1706.02515: what keeps mean 0 and variance 1."""
GELU_SLOPE, GELU_CUBE = math.sqrt(8 / math.pi), 0.044715
"""Hendrycks & Gimpel, arXiv:1606.08415: ``½·(1 + tanh(u)) = σ(2u)`` with ``u = √(2/π)·(z + 0.044715·z³)``."""

HIGHEST = 80.0
"""Logarithms above are taken for it: single precision holds e⁸⁰ and knows no e⁸⁹, which a wild answer easily asks for."""


class Function(NamedTuple):
    """An elementwise function of ``(xp, z)`` and its derivative, a function of ``(xp, z, a)``."""

    value: Callable[[Module, Array], Array]
    derivative: Callable[[Module, Array, Array], Array]


def sigmoid(xp: Module, z: Array) -> Array:
    """``1 / (1 + e^−z)``, for negative z as ``e^z / (1 + e^z)``: no overflow, and small values stay exact."""
    e = xp.exp(-xp.abs(z))
    return xp.where(z >= 0, xp.ones_like(e), e) / (1 + e)


def softmax(xp: Module, z: Array) -> Array:
    """``e^z / Σ e^z`` over the last axis; the largest z is taken away first, so that nothing overflows."""
    e = xp.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def softmax_backward(xp: Module, a: Array, da: Array) -> Array:
    """The gradient through softmax: ``a · (da − Σ a·da)``."""
    return a * (da - (a * da).sum(axis=-1, keepdims=True))


def _step(xp: Module, a: Array, below: Any) -> Array:
    """1 where the output is positive, else ``below``."""
    return xp.where(a > 0, xp.ones_like(a), below * xp.ones_like(a))


def _expm1_below(xp: Module, z: Array) -> Array:
    return xp.expm1(xp.minimum(z, 0))


# Gates: z times something between 0 and 1 that vanishes faster than z grows. --------------------------------


def _held(xp: Module, z: Array) -> Array:
    """z where a gate or its slope is not yet 0 or 1 for good; its powers do not overflow."""
    return xp.clip(z, -1000, 1000)


def _gated(xp: Module, z: Array, gate: Array) -> Array:
    """``z·gate``, also for z = −∞."""
    return xp.maximum(z, -1000) * gate


def _swish_derivative(xp: Module, z: Array, a: Array) -> Array:
    s = sigmoid(xp, z)
    return s + _held(xp, z) * s * (1 - s)


def _hard_gate(xp: Module, z: Array) -> Array:
    """A sigmoid of three straight lines (Howard et al., arXiv:1905.02244)."""
    return xp.clip(z / 6 + 0.5, 0, 1)


def _normal(xp: Module, z: Array) -> Array:
    """Φ(z), the share of a standard normal distribution that lies below z."""
    return 0.5 * erfc(xp, -z / math.sqrt(2))


def _gelu_derivative(xp: Module, z: Array, a: Array) -> Array:
    z = _held(xp, z)
    return _normal(xp, z) + z * xp.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def _gelu_tanh_gate(xp: Module, z: Array) -> Array:
    z = _held(xp, z)
    return sigmoid(xp, GELU_SLOPE * (z + GELU_CUBE * z * z * z))


def _gelu_tanh_derivative(xp: Module, z: Array, a: Array) -> Array:
    z = _held(xp, z)
    s = _gelu_tanh_gate(xp, z)
    return s + z * s * (1 - s) * GELU_SLOPE * (1 + 3 * GELU_CUBE * z * z)


def _mish_gate(xp: Module, z: Array) -> Array:
    """``tanh(log(1 + e^z)) = (e²ᶻ + 2eᶻ) / (e²ᶻ + 2eᶻ + 2)``, for positive z divided by e²ᶻ."""
    e = xp.exp(-xp.abs(z))
    above = xp.where(z >= 0, 1 + 2 * e, e * e + 2 * e)
    return above / (above + 2 * xp.where(z >= 0, e * e, xp.ones_like(e)))


def _mish_derivative(xp: Module, z: Array, a: Array) -> Array:
    t = _mish_gate(xp, z)
    return t + _held(xp, z) * (1 - t * t) * sigmoid(xp, z)


ELEMENTWISE: dict[str, Function] = {
    "linear": Function(lambda xp, z: z.copy(), lambda xp, z, a: xp.ones_like(a)),
    "relu": Function(lambda xp, z: xp.maximum(z, 0), lambda xp, z, a: (a > 0).astype(a.dtype)),
    "relu6": Function(lambda xp, z: xp.clip(z, 0, 6), lambda xp, z, a: ((a > 0) & (a < 6)).astype(a.dtype)),
    "leaky_relu": Function(lambda xp, z: xp.maximum(z, LEAK * z), lambda xp, z, a: _step(xp, a, LEAK)),
    "elu": Function(
        lambda xp, z: xp.where(z > 0, z, _expm1_below(xp, z)), lambda xp, z, a: _step(xp, a, a + 1)
    ),
    "selu": Function(
        lambda xp, z: SELU_SCALE * xp.where(z > 0, z, SELU_ALPHA * _expm1_below(xp, z)),
        lambda xp, z, a: xp.where(a > 0, SELU_SCALE * xp.ones_like(a), a + SELU_SCALE * SELU_ALPHA),
    ),
    "gelu": Function(lambda xp, z: _gated(xp, z, _normal(xp, z)), _gelu_derivative),
    "gelu_tanh": Function(lambda xp, z: _gated(xp, z, _gelu_tanh_gate(xp, z)), _gelu_tanh_derivative),
    "swish": Function(lambda xp, z: _gated(xp, z, sigmoid(xp, z)), _swish_derivative),
    "hard_swish": Function(
        lambda xp, z: _gated(xp, z, _hard_gate(xp, z)),
        lambda xp, z, a: xp.where(xp.abs(z) < 3, _held(xp, z) / 3 + 0.5, (z > 0).astype(a.dtype)),
    ),
    "mish": Function(lambda xp, z: _gated(xp, z, _mish_gate(xp, z)), _mish_derivative),
    "sigmoid": Function(sigmoid, lambda xp, z, a: a * (1 - a)),
    "hard_sigmoid": Function(_hard_gate, lambda xp, z, a: ((a > 0) & (a < 1)).astype(a.dtype) / 6),
    "tanh": Function(lambda xp, z: xp.tanh(z), lambda xp, z, a: 1 - a * a),
    "softplus": Function(
        lambda xp, z: xp.maximum(z, 0) + xp.log1p(xp.exp(-xp.abs(z))), lambda xp, z, a: sigmoid(xp, z)
    ),
    "softsign": Function(
        lambda xp, z: xp.clip(z, -1e30, 1e30) / (1 + xp.minimum(xp.abs(z), 1e30)),
        lambda xp, z, a: xp.square(1 / (1 + xp.abs(z))),
    ),
}
"""The functions that look at one value at a time; softmax looks at a row, "prelu" learns a slope besides."""
