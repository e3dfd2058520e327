"""Activation functions and their derivatives over any array module, written as in a book.

The derivative is given as a function of the input ``z`` and of the output ``a``, whichever is shorter. Where it
needs only ``a`` (sigmoid: a·(1 − a)), a backend need not keep ``z``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

Array = Any
Module = Any


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


def _elu_derivative(xp: Module, z: Array, a: Array) -> Array:
    return xp.where(a > 0, xp.ones_like(a), a + 1)


ELEMENTWISE: dict[str, Function] = {
    "linear": Function(lambda xp, z: z.copy(), lambda xp, z, a: xp.ones_like(a)),
    "relu": Function(lambda xp, z: xp.maximum(z, 0), lambda xp, z, a: (a > 0).astype(a.dtype)),
    "leaky_relu": Function(
        lambda xp, z: xp.maximum(z, 0.01 * z),
        lambda xp, z, a: xp.where(a > 0, xp.ones_like(a), xp.full_like(a, 0.01)),
    ),
    "elu": Function(lambda xp, z: xp.where(z > 0, z, xp.expm1(xp.minimum(z, 0))), _elu_derivative),
    "sigmoid": Function(sigmoid, lambda xp, z, a: a * (1 - a)),
    "tanh": Function(lambda xp, z: xp.tanh(z), lambda xp, z, a: 1 - a * a),
    "softplus": Function(
        lambda xp, z: xp.maximum(z, 0) + xp.log1p(xp.exp(-xp.abs(z))),
        lambda xp, z, a: sigmoid(xp, z),
    ),
    "swish": Function(
        lambda xp, z: z * sigmoid(xp, z),
        lambda xp, z, a: sigmoid(xp, z) + a * (1 - sigmoid(xp, z)),
    ),
}
