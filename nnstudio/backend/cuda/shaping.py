"""Copying, merging, padding, enlarging, dropping out and noise."""

from __future__ import annotations

import itertools

from nnstudio.backend import noise
from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.workshop import Workshop


def copied(shop: Workshop, x: Array, y: Array) -> Launch:
    """Bind ``y = x`` of equally many values."""
    return shop.kernels.each("copy", x.size, x, y, x.size)


def copy(shop: Workshop, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
    """Plan a copy; see :meth:`nnstudio.backend.base.Backend.copy`."""
    return Bound(copied(shop, x, y), nothing if dx is None or dy is None else copied(shop, dy, dx))


def _folded(shop: Workshop, name: str, inputs: tuple[Array, ...], y: Array) -> list[Launch]:
    """Launches that put two arrays together, then each further one with the result; ``y`` may be the first or second."""
    if len(inputs) == 1:
        return [copied(shop, inputs[0], y)]
    pairs = [(inputs[0], inputs[1]), *((y, x) for x in inputs[2:])]
    return [shop.kernels.each(name, y.size, a, b, y, y.size) for a, b in pairs]


def add(shop: Workshop, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
    """Plan a sum; see :meth:`nnstudio.backend.base.Backend.add`."""
    back = [] if dy is None else [copied(shop, dy, dx) for dx in dinputs if dx is not None]
    return Bound(InTurn(_folded(shop, "add", inputs, y)), InTurn(back) if back else nothing)


def multiply(shop: Workshop, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
    """Plan a product; see :meth:`nnstudio.backend.base.Backend.multiply`."""
    back: list[Launch] = []
    for i, dx in enumerate(dinputs if dy is not None else ()):
        if dx is not None:
            back += _folded(shop, "multiply", (dy, *inputs[:i], *inputs[i + 1 :]), dx)
    return Bound(InTurn(_folded(shop, "multiply", inputs, y)), InTurn(back) if back else nothing)


def concatenate(shop: Workshop, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
    """Plan arrays side by side; see :meth:`nnstudio.backend.base.Backend.concatenate`."""
    length = y.shape[-1]
    starts = list(itertools.accumulate((x.shape[-1] for x in inputs), initial=0))[:-1]
    each = shop.kernels.each
    forward = [
        each("copy_columns", x.size, x, y, x.size, x.shape[-1], x.shape[-1], 0, length, start)
        for x, start in zip(inputs, starts, strict=True)
    ]
    back = [
        each("copy_columns", dx.size, dy, dx, dx.size, dx.shape[-1], length, start, dx.shape[-1], 0)
        for dx, start in zip(dinputs, starts, strict=True)
        if dx is not None
    ] if dy is not None else []  # fmt: skip
    return Bound(InTurn(forward), InTurn(back) if back else nothing)


def pad2d(
    shop: Workshop, x: Array, y: Array, top: int, left: int, dy: Array | None, dx: Array | None
) -> Bound:
    """Plan zeros around pictures; see :meth:`nnstudio.backend.base.Backend.pad2d`."""
    geometry = (*x.shape[1:], *y.shape[1:3], top, left)
    forward = shop.kernels.each("pad", y.size, x, y, y.size, *geometry)
    back = nothing if dx is None else shop.kernels.each("crop", dx.size, dy, dx, dx.size, *geometry)
    return Bound(forward, back)


def upsample2d(shop: Workshop, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
    """Plan larger pictures; see :meth:`nnstudio.backend.base.Backend.upsample2d`."""
    geometry = (*x.shape[2:], *factors)
    forward = shop.kernels.each("enlarge", y.size, x, y, y.size, *geometry)
    back = nothing if dx is None else shop.kernels.each("enlarge_back", dx.size, dy, dx, dx.size, *geometry)
    return Bound(forward, back)


def interpolate2d(shop: Workshop, x: Array, y: Array, factors: tuple[int, int], dy: Array | None, dx: Array | None) -> Bound:  # fmt: skip
    """Plan pictures between pixels; see :meth:`nnstudio.backend.base.Backend.interpolate2d`."""
    geometry = (*x.shape[1:], *factors)
    each = shop.kernels.each
    forward = each("enlarge_between", y.size, x, y, y.size, *geometry)
    return Bound(forward, nothing if dx is None else each("enlarge_between_back", dx.size, dy, dx, dx.size, *geometry))  # fmt: skip


def dropout(
    shop: Workshop, x: Array, y: Array, rate: float, seed: int, step: Array, whole_channels: bool,
    dy: Array | None, dx: Array | None,
) -> Bound:  # fmt: skip
    """Plan dropout; see :meth:`nnstudio.backend.base.Backend.dropout`. The mask is computed anew on the way back."""
    channels = x.shape[-1]
    pixels = x[0].size // channels if whole_channels else 0
    settings = (step, x.size, seed & 0xFFFFFFFF, noise.keep_threshold(rate), 1 / (1 - rate), pixels, channels)
    each = shop.kernels.each
    forward = each("dropout", x.size, x, y, *settings)
    return Bound(forward, nothing if dx is None else each("dropout", x.size, dy, dx, *settings))


def gaussian_noise(
    shop: Workshop, x: Array, y: Array, deviation: float, seed: int, step: Array, dy: Array | None, dx: Array | None
) -> Bound:  # fmt: skip
    """Plan noise; see :meth:`nnstudio.backend.base.Backend.gaussian_noise`."""
    settings = (step, x.size, seed & 0xFFFFFFFF, float(deviation))
    forward = shop.kernels.each("gaussian_noise", x.size, x, y, *settings)
    return Bound(forward, nothing if dx is None or dy is None else copied(shop, dy, dx))
