"""Operations value by value: activations, copies, noise."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from nnstudio.backend import noise
from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import activations
from nnstudio.backend.cpu.kernels import noise as noise_kernels
from nnstudio.backend.cpu.kernels.dense import sum_parts
from nnstudio.backend.cpu.slices import Phase, cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop


def _flat(*arrays: Array | None) -> list[Array]:
    return [None if a is None else a.reshape(-1) for a in arrays]


def activation(shop: Workshop, name: str, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
    """Plan ``y = σ(x)``; see :meth:`nnstudio.backend.base.Backend.activation`."""
    if name == "softmax":
        return _softmax(shop, x, y, dy, dx)
    code = activations.CODES[name]
    z, a, da, dz = _flat(x, y, dy, dx)
    work = x.size * (1.0 if code < activations.SOFTPLUS else 12.0)
    parts = cut(x.size, work, 64)
    forward = [bound(activations.forward, code, z, a, i, j) for i, j in parts]
    if dx is None:
        return Bound(scheduled(shop.pool, [forward], work), nothing)
    backward = [bound(activations.backward, code, z, a, da, dz, i, j) for i, j in parts]
    return Bound(scheduled(shop.pool, [forward], work), scheduled(shop.pool, [backward], work))


def _softmax(shop: Workshop, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
    classes = x.shape[-1]
    rows = cut(x.size // classes, x.size * 3.0)
    z, a = x.reshape(-1, classes), y.reshape(-1, classes)
    forward = scheduled(shop.pool, [[bound(activations.softmax, z, a, i, j) for i, j in rows]], x.size * 3.0)
    if dx is None or dy is None:
        return Bound(forward, nothing)
    da, dz = dy.reshape(a.shape), dx.reshape(a.shape)
    tasks = [bound(activations.softmax_backward, a, da, dz, i, j) for i, j in rows]
    return Bound(forward, scheduled(shop.pool, [tasks], x.size * 3.0))


def prelu(
    shop: Workshop, x: Array, y: Array, alpha: Array, dalpha: Array | None, dy: Array | None, dx: Array | None
) -> Bound:
    """Plan the ReLU with a learned negative slope for each channel, α; see :class:`nnstudio.backend.base.Sigma`."""
    channels = x.shape[-1]
    work = x.size * 1.0
    rows = cut(x.size // channels, work)
    z, a = x.reshape(-1, channels), y.reshape(-1, channels)
    forward = scheduled(shop.pool, [[bound(activations.prelu, z, alpha, a, i, j) for i, j in rows]], work)
    if dy is None:
        return Bound(forward, nothing)
    da = dy.reshape(z.shape)
    dz = shop.empty((0, channels)) if dx is None else dx.reshape(z.shape)
    parts = shop.empty((len(rows), 0 if dalpha is None else channels))
    slopes = [
        bound(activations.prelu_backward, z, alpha, da, dz, parts[number], i, j)
        for number, (i, j) in enumerate(rows)
    ]
    sums = [] if dalpha is None else [bound(sum_parts, parts, dalpha)]
    return Bound(forward, scheduled(shop.pool, [slopes, sums], work))


def copy(shop: Workshop, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
    """Plan ``y = x``."""

    def tasks(source: Array, target: Array) -> Phase:
        a, b = _flat(source, target)
        return [partial(np.copyto, b[i:j], a[i:j]) for i, j in cut(a.size, a.size * 0.5, 64)]

    forward = scheduled(shop.pool, [tasks(x, y)], x.size * 0.5)
    if dx is None or dy is None:
        return Bound(forward, nothing)
    return Bound(forward, scheduled(shop.pool, [tasks(dy, dx)], x.size * 0.5))


def dropout(
    shop: Workshop, x: Array, y: Array, rate: float, seed: int, step: Array, whole_channels: bool,
    dy: Array | None, dx: Array | None,
) -> Bound:  # fmt: skip
    """Plan dropout; the backward pass hashes again instead of keeping a mask."""
    start = np.uint32(seed & 0xFFFFFFFF)
    threshold, scale = np.uint32(noise.keep_threshold(rate)), shop.number(1 / (1 - rate))
    shape: tuple[int, ...]
    if whole_channels:
        kernel = noise_kernels.channel_dropout
        shape = (x.shape[0], math.prod(x.shape[1:-1]), x.shape[-1])
        parts = cut(x.shape[0], x.size * 2.0)
    else:
        kernel, shape = noise_kernels.dropout, (x.size,)
        parts = cut(x.size, x.size * 2.0, 64)

    def tasks(source: Array, target: Array) -> Phase:
        a, b = source.reshape(shape), target.reshape(shape)
        return [bound(kernel, a, b, start, step, threshold, scale, i, j) for i, j in parts]

    forward = scheduled(shop.pool, [tasks(x, y)], x.size * 2.0)
    if dx is None or dy is None:
        return Bound(forward, nothing)
    return Bound(forward, scheduled(shop.pool, [tasks(dy, dx)], x.size * 2.0))


def gaussian_noise(
    shop: Workshop,
    x: Array,
    y: Array,
    deviation: float,
    seed: int,
    step: Array,
    dy: Array | None,
    dx: Array | None,
) -> Bound:
    """Plan normal noise; its gradient passes unchanged."""
    start, size = np.uint32(seed & 0xFFFFFFFF), shop.number(deviation)
    work = x.size * 4.0
    a, b = _flat(x, y)
    tasks = [bound(noise_kernels.gaussian, a, b, start, step, size, i, j) for i, j in cut(a.size, work, 64)]
    backward = nothing if dx is None or dy is None else copy(shop, dy, dx, None, None).forward
    return Bound(scheduled(shop.pool, [tasks], work), backward)
