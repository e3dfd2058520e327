"""Pooling, planned over slices of pictures."""

from __future__ import annotations

import math

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import pooling as kernels
from nnstudio.backend.cpu.kernels import pooling_pairs as pairs
from nnstudio.backend.cpu.slices import cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Window


def pool2d(shop: Workshop, kind: str, x: Array, y: Array, window: Window, dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
    """Plan pooling; see :meth:`nnstudio.backend.base.Backend.pool2d`."""
    r, c = window
    geometry = (r.kernel, c.kernel, r.stride, c.stride, r.before, c.before)
    work = y.size * r.kernel * c.kernel * 0.5
    slices = cut(len(x), work)
    pairs_only = geometry == (2, 2, 2, 2, 0, 0) and 2 * r.output <= r.size and 2 * c.output <= c.size
    if kind == "max" and pairs_only and x.dtype == np.float32:
        forward = [bound(pairs.forward, x, y, a, z) for a, z in slices]
        backward = [] if dx is None else [bound(pairs.backward, x, y, dy, dx, a, z) for a, z in slices]
    elif kind == "average":
        forward = [bound(kernels.average_forward, x, y, geometry, a, z) for a, z in slices]
        backward = [] if dx is None else [bound(kernels.average_backward, dy, dx, geometry, a, z) for a, z in slices]  # fmt: skip
    else:
        small = r.kernel * c.kernel <= 2**16  # pixels of a window, counted from 0
        winner = shop.empty((0, *y.shape[1:]) if dx is None else y.shape, "uint16" if small else "int32")
        forward = [bound(kernels.max_forward, x, y, winner, geometry, a, z) for a, z in slices]
        backward = [] if dx is None else [bound(kernels.max_backward, dy, winner, dx, geometry, a, z) for a, z in slices]  # fmt: skip
    return Bound(
        scheduled(shop.pool, [forward], work), scheduled(shop.pool, [backward], work) if backward else nothing
    )


def global_pool(shop: Workshop, kind: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
    """Plan the "max" or "average" of each channel."""
    n, channels = y.shape
    shape = (n, math.prod(x.shape[1:-1]), channels)
    work = x.size * 0.5
    slices = cut(n, work)
    source = x.reshape(shape)
    target = None if dx is None else dx.reshape(shape)
    if kind == "average":
        forward = [bound(kernels.global_average_forward, source, y, a, z) for a, z in slices]
        backward = [] if dx is None else [bound(kernels.global_average_backward, dy, target, a, z) for a, z in slices]  # fmt: skip
    else:
        winner = shop.empty(y.shape, "int32")
        forward = [bound(kernels.global_max_forward, source, y, winner, a, z) for a, z in slices]
        backward = [] if dx is None else [bound(kernels.global_max_backward, dy, winner, target, a, z) for a, z in slices]  # fmt: skip
    return Bound(
        scheduled(shop.pool, [forward], work), scheduled(shop.pool, [backward], work) if backward else nothing
    )
