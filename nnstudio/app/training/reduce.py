"""Curves with few points: what the eye can tell apart, and no more."""

from __future__ import annotations

import math

import numpy as np

from nnstudio.system.arrays import Doubles

POINTS = 600
"""At most, of one curve."""
_BUCKETS = POINTS // 2


class Curve:
    """A growing curve that is kept reduced to at most :data:`POINTS` points.

    Points are gathered in buckets, of which the smallest and the largest value are drawn. When there are too
    many buckets, two become one; so a point costs the same however long the run is.
    """

    def __init__(self) -> None:
        self._low: Doubles = np.empty(0)
        self._high: Doubles = np.empty(0)
        self._first: Doubles = np.empty(0)
        self._per_bucket = 1
        self._open: Doubles = np.empty(0)  # of a bucket that is not full
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def extend(self, values: Doubles) -> None:
        """Append values, one for each step."""
        self._count += len(values)
        values = np.append(self._open, np.where(np.isfinite(values), values, np.nan))
        while full := min(len(values) // self._per_bucket, _BUCKETS - len(self._low)):
            buckets = values[: full * self._per_bucket].reshape(full, self._per_bucket)
            values = values[buckets.size :]
            # A value that is no number counts only where there is no other.
            self._low = np.append(self._low, np.fmin.reduce(buckets, axis=1))
            self._high = np.append(self._high, np.fmax.reduce(buckets, axis=1))
            self._first = np.append(self._first, buckets[:, 0])
            if len(self._low) == _BUCKETS:
                self._low = np.fmin(self._low[::2], self._low[1::2])
                self._high = np.fmax(self._high[::2], self._high[1::2])
                self._first = self._first[::2]
                self._per_bucket *= 2
        self._open = values

    def points(self) -> tuple[Doubles, Doubles]:
        """Steps and values to draw: two for each bucket, in the order smallest, largest."""
        n = len(self._low)
        if self._per_bucket == 1:
            return np.arange(1, n + 1, dtype=float), self._low
        x = np.repeat((np.arange(n) + 0.5) * self._per_bucket, 2)
        y = np.column_stack([self._low, self._high]).ravel()
        return x, y

    def sample(self) -> Doubles:
        """One value of each bucket, whichever it is: what is rare among all values is rare among these."""
        return self._first


def thinned(values: Doubles) -> tuple[Doubles, Doubles]:
    """Epochs from 1 and values to draw, at most :data:`POINTS`."""
    if len(values) <= POINTS:
        return np.arange(1, len(values) + 1, dtype=float), values
    curve = Curve()
    curve.extend(values)
    return curve.points()


def smooth(values: Doubles, strength: float) -> Doubles:
    """Exponential moving average; ``strength`` from 0 (none) to just below 1."""
    if strength <= 0 or not len(values):
        return values
    result = np.empty_like(values)
    average, weight = 0.0, 0.0
    for i, v in enumerate(values.tolist()):
        if math.isfinite(v):
            average = strength * average + (1 - strength) * v
            weight = strength * weight + (1 - strength)
        result[i] = average / weight if weight else math.nan
    return result
