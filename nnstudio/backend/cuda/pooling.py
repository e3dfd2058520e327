"""Pooling, planned."""

from __future__ import annotations

import math

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.geometry import Window


def pool2d(shop: Workshop, kind: str, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
    """Plan pooling; see :meth:`nnstudio.backend.base.Backend.pool2d`."""
    r, c = window
    geometry = (*x.shape[1:], *y.shape[1:3], r.kernel, c.kernel, r.stride, c.stride, r.before, c.before)
    each = shop.kernels.each
    if kind == "average":
        forward = each("average_pool", y.size, x, y, y.size, *geometry)
        back = nothing if dx is None else each("average_pool_back", dx.size, dy, dx, dx.size, *geometry)
        return Bound(forward, back)
    winner = None if dx is None else shop.empty(y.shape, "int32")
    forward = each("max_pool", y.size, x, y, winner, y.size, *geometry)
    if dx is None:
        return Bound(forward, nothing)
    name = "max_pool_back" if x.shape[-1] % 4 else "max_pool_back_4"
    return Bound(forward, each(name, dx.size, dy, winner, dx, dx.size, *geometry))


def global_pool(shop: Workshop, kind: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
    """Plan the "max" or "average" of each channel; see :meth:`nnstudio.backend.base.Backend.global_pool`."""
    geometry = (math.prod(x.shape[1:-1]), x.shape[-1])
    winner = shop.empty(y.shape, "int32") if kind == "max" else None
    forward = shop.kernels.each("global_pool", y.size, x, y, winner, y.size, *geometry)
    if dx is None:
        return Bound(forward, nothing)
    return Bound(forward, shop.kernels.each("global_pool_back", dx.size, dy, winner, dx, dx.size, *geometry))
