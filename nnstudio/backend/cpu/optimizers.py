"""Updates of all weights at once, over blocks that stay in the cache."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnstudio.backend.base import Array

BLOCK = 16 * 1024
"""Weights for which all of an update's passes stay in the first and second cache."""


def _blocks(*arrays: Array) -> list[tuple[Array, ...]]:
    count = len(arrays[0])
    return [tuple(a[i : i + BLOCK] for a in arrays) for i in range(0, count, BLOCK)]


def _room(w: Array) -> Array:
    return np.empty(min(len(w), BLOCK), w.dtype)


def sgd(w: Array, g: Array, rate: Array) -> Callable[[], None]:
    """Plan ``w ← w − α·g``."""
    room = _room(w)
    blocks = _blocks(w, g)

    def update() -> None:
        for wb, gb in blocks:
            step = room[: len(wb)]
            np.multiply(gb, rate, out=step)
            np.subtract(wb, step, out=wb)

    return update


def momentum(w: Array, g: Array, velocity: Array, rate: Array, mu: float) -> Callable[[], None]:
    """Plan ``v ← μ·v + g``, ``w ← w − α·v``."""
    room = _room(w)
    blocks = _blocks(w, g, velocity)
    keep = w.dtype.type(mu)

    def update() -> None:
        for wb, gb, vb in blocks:
            step = room[: len(wb)]
            np.multiply(vb, keep, out=vb)
            np.add(vb, gb, out=vb)
            np.multiply(vb, rate, out=step)
            np.subtract(wb, step, out=wb)

    return update


def adam(w: Array, g: Array, m: Array, v: Array, rate: Array, step: Array,
         beta_1: float, beta_2: float, epsilon: float) -> Callable[[], None]:  # fmt: skip
    """Plan Adam (Kingma & Ba, arXiv:1412.6980, algorithm 1)."""
    kind = w.dtype.type
    room, root = _room(w), _room(w)
    blocks = _blocks(w, g, m, v)
    keep_1, keep_2, new_1, new_2 = kind(beta_1), kind(beta_2), kind(1 - beta_1), kind(1 - beta_2)
    tiny = kind(epsilon)

    def update() -> None:
        t = int(step[0])
        # α·m̂ / (√v̂ + ε) with the corrections of m̂ and v̂ outside the loop
        size = kind(float(rate[0]) / (1 - beta_1**t))
        second = kind(1 / np.sqrt(1 - beta_2**t))
        for wb, gb, mb, vb in blocks:
            a, b = room[: len(wb)], root[: len(wb)]
            np.multiply(gb, new_1, out=a)
            np.multiply(mb, keep_1, out=mb)
            np.add(mb, a, out=mb)
            np.multiply(gb, gb, out=a)
            np.multiply(a, new_2, out=a)
            np.multiply(vb, keep_2, out=vb)
            np.add(vb, a, out=vb)
            np.sqrt(vb, out=b)
            np.multiply(b, second, out=b)
            np.add(b, tiny, out=b)
            np.divide(mb, b, out=a)
            np.multiply(a, size, out=a)
            np.subtract(wb, a, out=wb)

    return update
