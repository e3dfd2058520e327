"""Maximum pooling with whole-array operations, one for each position in the window."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.geometry import Window


def max_pool2d(x: Array, y: Array, window: Window, dy: Any, dx: Any) -> Bound:
    """Plan maximum pooling; see :meth:`nnstudio.backend.base.Backend.max_pool2d`."""
    r, c = window
    pads = any((r.before, r.after, c.before, c.after))
    inside = (slice(None), slice(r.before, r.before + r.size), slice(c.before, c.before + c.size))
    shape = (x.shape[0], r.size + r.before + r.after, c.size + c.before + c.after, x.shape[3])
    source = np.full(shape, -np.inf, x.dtype) if pads else x  # padding never wins
    taps = [(r.tap(i), c.tap(j)) for i in range(r.kernel) for j in range(c.kernel)]
    views = [source[:, rows, cols] for rows, cols in taps]

    def forward() -> None:
        if pads:
            source[inside] = x
        np.copyto(y, views[0])
        for view in views[1:]:
            np.maximum(y, view, out=y)  # passes a NaN on, so that a diverging run shows it

    if dx is None:
        return Bound(forward, nothing)
    dsource = np.zeros(shape, x.dtype) if pads else dx
    dviews = [dsource[:, rows, cols] for rows, cols in taps]
    overlap = r.stride < r.kernel or c.stride < c.kernel
    wins, taken = np.empty(y.shape, bool), np.empty(y.shape, bool)
    # Without overlap every pixel is written once; those that no window reaches stay zero.
    dsource[...] = 0

    def backward() -> None:
        if overlap:
            dsource[...] = 0
        taken[...] = False
        for view, dview in zip(views, dviews, strict=True):
            np.equal(view, y, out=wins)
            np.greater(wins, taken, out=wins)  # the first of equals
            np.logical_or(taken, wins, out=taken)
            if overlap:
                np.add(dview, dy, out=dview, where=wins)
            else:
                np.copyto(dview, 0)
                np.copyto(dview, dy, where=wins)
        if pads:
            dx[...] = dsource[inside]

    return Bound(forward, backward)
