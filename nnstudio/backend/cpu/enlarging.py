"""Pictures made larger: by zeros around them, by repeating their pixels or between them; planned over slices of pictures."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import enlarging as kernels
from nnstudio.backend.cpu.slices import cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import between


def pad2d(shop: Workshop, x: Array, y: Array, top: int, left: int, dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
    """Plan zeros around pictures; see :meth:`nnstudio.backend.base.Backend.pad2d`."""
    work = y.size * 0.5
    slices = cut(len(x), work)

    def inside(pictures: Array) -> Array:
        return pictures[:, top : top + x.shape[1], left : left + x.shape[2]]

    forward = [
        InTurn((partial(y[a:z].fill, 0), partial(np.copyto, inside(y[a:z]), x[a:z]))) for a, z in slices
    ]
    if dx is None or dy is None:
        return Bound(scheduled(shop.pool, [forward], work), nothing)
    backward = [partial(np.copyto, dx[a:z], inside(dy[a:z])) for a, z in slices]
    return Bound(scheduled(shop.pool, [forward], work), scheduled(shop.pool, [backward], work))


def upsample2d(shop: Workshop, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
    """Plan pictures of repeated pixels; see :meth:`nnstudio.backend.base.Backend.upsample2d`."""
    work = y.size * 0.5
    slices = cut(len(x), work)
    forward = scheduled(shop.pool, [[bound(kernels.forward, x, y, a, z) for a, z in slices]], work)
    if dx is None or dy is None:
        return Bound(forward, nothing)
    backward = [bound(kernels.backward, dy, dx, a, z) for a, z in slices]
    return Bound(forward, scheduled(shop.pool, [backward], work))


def interpolate2d(shop: Workshop, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
    """Plan pictures between pixels; see :meth:`nnstudio.backend.base.Backend.interpolate2d`."""
    work = y.size * 2.0
    slices = cut(len(x), work)
    tables: list[Array] = []
    for size, times in zip(x.shape[1:3], factors, strict=True):
        axis = between(size, times)
        tables.append(np.array([(low, high) for low, high, _ in axis], np.int64))
        tables.append(np.array([(1 - part, part) for _, _, part in axis], x.dtype))
    planned = [bound(kernels.forward_between, x, y, *tables, a, z) for a, z in slices]
    forward = scheduled(shop.pool, [planned], work)
    if dx is None or dy is None:
        return Bound(forward, nothing)
    backward = [bound(kernels.backward_between, dy, dx, *tables, a, z) for a, z in slices]
    return Bound(forward, scheduled(shop.pool, [backward], work))
