"""Curves with few points: what the eye can tell apart, and no more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

POINTS = 600


class Curve:
    """A growing curve that is kept reduced to at most :data:`POINTS` points.

    Points are gathered in buckets, of which the smallest and the largest value are drawn. When there are too
    many buckets, two become one; so a point costs the same however long the run is.
    """

    def __init__(self) -> None:
        self._low: list[float] = []
        self._high: list[float] = []
        self._per_bucket = 1
        self._open: list[float] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def extend(self, values: Array) -> None:
        """Append values, one for each step."""
        self._count += len(values)
        for value in values.tolist():
            self._open.append(value)
            if len(self._open) == self._per_bucket:
                finite = [v for v in self._open if math.isfinite(v)]
                self._low.append(min(finite, default=math.nan))
                self._high.append(max(finite, default=math.nan))
                self._open.clear()
                if len(self._low) > POINTS // 2:
                    self._halve()

    def _halve(self) -> None:
        low, high = np.array(self._low), np.array(self._high)
        half = len(low) // 2 * 2
        rest = low[half:].tolist(), high[half:].tolist()
        self._low = [*np.fmin(low[:half:2], low[1:half:2]).tolist(), *rest[0]]
        self._high = [*np.fmax(high[:half:2], high[1:half:2]).tolist(), *rest[1]]
        self._per_bucket *= 2

    def points(self) -> tuple[Array, Array]:
        """Steps and values to draw: two for each bucket, in the order smallest, largest."""
        n = len(self._low)
        if self._per_bucket == 1:
            return np.arange(1, n + 1, dtype=float), np.array(self._low)
        x = np.repeat((np.arange(n) + 0.5) * self._per_bucket, 2)
        y = np.column_stack([self._low, self._high]).ravel()
        return x, y


def thinned(values: Sequence[float]) -> tuple[Array, Array]:
    """Epochs from 1 and values to draw, at most :data:`POINTS`."""
    if len(values) <= POINTS:
        return np.arange(1, len(values) + 1, dtype=float), np.array(values, dtype=float)
    curve = Curve()
    curve.extend(np.array(values, dtype=float))
    return curve.points()


def smooth(values: Array, strength: float) -> Array:
    """Exponential moving average; ``strength`` from 0 (none) to just below 1."""
    if strength <= 0 or not len(values):
        return values
    result = np.empty_like(values)
    average, weight = 0.0, 0.0
    for i, v in enumerate(values):
        if np.isfinite(v):
            average = strength * average + (1 - strength) * v
            weight = strength * weight + (1 - strength)
        result[i] = average / weight if weight else np.nan
    return result
