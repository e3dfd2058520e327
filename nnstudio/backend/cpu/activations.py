"""Activations in place: the sums in ``y`` become activations, without another array in between.

Possible where the derivative can be told from the activation alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing

Plan = Callable[[Array, Any, Any], Bound]
"""From ``(y, dy, dz)`` to a forward that turns y = z into y = σ(z), and a backward dz = dy·σ′(z)."""


def _relu(y: Array, dy: Any, dz: Any) -> Bound:
    def forward() -> None:
        np.maximum(y, 0, out=y)

    if dz is None:
        return Bound(forward, nothing)

    def backward() -> None:
        np.sign(y, out=dz)  # y is never negative: 1 where the neuron is alive, else 0
        np.multiply(dz, dy, out=dz)

    return Bound(forward, backward)


def _leaky_relu(y: Array, dy: Any, dz: Any) -> Bound:
    leak = y.dtype.type(0.01)
    scaled = np.empty_like(y)

    def forward() -> None:
        np.multiply(y, leak, out=scaled)
        np.maximum(y, scaled, out=y)

    if dz is None:
        return Bound(forward, nothing)

    def backward() -> None:
        np.sign(y, out=dz)
        np.maximum(dz, leak, out=dz)  # 1 or 0.01
        np.multiply(dz, dy, out=dz)

    return Bound(forward, backward)


def _sigmoid(y: Array, dy: Any, dz: Any) -> Bound:
    largest = y.dtype.type(np.log(np.finfo(y.dtype).max) - 1)  # whose exponential is still finite

    def forward() -> None:
        np.negative(y, out=y)
        np.minimum(y, largest, out=y)
        np.exp(y, out=y)
        np.add(y, 1, out=y)
        np.reciprocal(y, out=y)

    if dz is None:
        return Bound(forward, nothing)

    def backward() -> None:
        np.subtract(1, y, out=dz)
        np.multiply(dz, y, out=dz)
        np.multiply(dz, dy, out=dz)

    return Bound(forward, backward)


def _tanh(y: Array, dy: Any, dz: Any) -> Bound:
    def forward() -> None:
        np.tanh(y, out=y)

    if dz is None:
        return Bound(forward, nothing)

    def backward() -> None:
        np.multiply(y, y, out=dz)
        np.subtract(1, dz, out=dz)
        np.multiply(dz, dy, out=dz)

    return Bound(forward, backward)


IN_PLACE: dict[str, Plan] = {"relu": _relu, "leaky_relu": _leaky_relu, "sigmoid": _sigmoid, "tanh": _tanh}
