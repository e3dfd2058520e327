"""Batch, layer and group normalisation, planned in phases over slices of rows."""

from __future__ import annotations

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import normalise as kernels
from nnstudio.backend.cpu.kernels.dense import sum_parts
from nnstudio.backend.cpu.slices import Phase, cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop


def batch_norm(
    shop: Workshop, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, y: Array, code: int,
    momentum: float, epsilon: float, training: bool,
    dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
) -> Bound:  # fmt: skip
    """Plan batch normalisation; see :meth:`nnstudio.backend.base.Backend.batch_norm`.

    There are gradients only while ``training``.
    """
    channels = x.shape[-1]
    rows, out = x.reshape(-1, channels), y.reshape(-1, channels)
    work = x.size * 1.5
    slices = cut(len(rows), work, kernels.TILE)
    eps = shop.number(epsilon)
    scale = shop.empty((channels,))

    def affine(centre: Array) -> Phase:
        return [bound(kernels.affine, rows, centre, scale, beta, out, code, a, z) for a, z in slices]

    if not training:
        prepare = bound(kernels.running_scale, gamma, variance, eps, scale)
        return Bound(scheduled(shop.pool, [[prepare], affine(mean)], work), nothing)
    batch_mean, batch_variance, inverse = (shop.empty((channels,)) for _ in range(3))
    means, spreads = shop.empty((len(slices), channels)), shop.empty((len(slices), channels))
    rooms = shop.empty((len(slices), 2, channels))
    counts = np.array([z - a for a, z in slices])
    measuring = [
        bound(kernels.moments, rows, means[i], spreads[i], rooms[i], a, z) for i, (a, z) in enumerate(slices)
    ]
    joining = bound(
        kernels.join_moments, means, spreads, counts, gamma, eps, batch_mean, batch_variance, inverse, scale
    )  # fmt: skip
    forward = scheduled(shop.pool, [measuring, [joining], affine(batch_mean)], 2 * work)
    if dy is None:
        return Bound(forward, nothing)
    dz = dy.reshape(-1, channels)
    backward: list[Phase] = [
        [
            bound(kernels.gradient_sums, rows, out, dz, batch_mean, inverse, code, means[i], spreads[i], a, z)
            for i, (a, z) in enumerate(slices)
        ],
        [bound(sum_parts, means, dbeta), bound(sum_parts, spreads, dgamma)],
    ]
    if dx is not None:
        target = dx.reshape(-1, channels)
        backward.append([
            bound(kernels.input_gradient, rows, dz, batch_mean, inverse, gamma, dbeta, dgamma, target, a, z)
            for a, z in slices
        ])  # fmt: skip
    keep, new = shop.number(momentum), shop.number(1 - momentum)
    room = shop.empty((channels,))

    def commit() -> None:
        for running, batch in ((mean, batch_mean), (variance, batch_variance)):
            np.multiply(batch, new, out=room)
            np.multiply(running, keep, out=running)
            np.add(running, room, out=running)

    return Bound(forward, scheduled(shop.pool, backward, 2 * work), commit)


def layer_norm(
    shop: Workshop, x: Array, gamma: Array, beta: Array, y: Array, epsilon: float,
    dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
) -> Bound:  # fmt: skip
    """Plan layer normalisation; see :meth:`nnstudio.backend.base.Backend.layer_norm`."""
    channels = x.shape[-1]
    rows, out = x.reshape(-1, channels), y.reshape(-1, channels)
    work = x.size * 2.0
    slices = cut(len(rows), work)
    mean, inverse = shop.empty((len(rows),)), shop.empty((len(rows),))
    eps = shop.number(epsilon)
    normalise = [
        bound(kernels.layer_forward, rows, gamma, beta, eps, mean, inverse, out, a, z) for a, z in slices
    ]
    forward = scheduled(shop.pool, [normalise], work)
    if dy is None:
        return Bound(forward, nothing)
    sent = dy.reshape(-1, channels)
    target = shop.empty((0, channels)) if dx is None else dx.reshape(-1, channels)
    parts = shop.empty((2, len(slices), channels))
    gradients = [
        bound(
            kernels.layer_backward, rows, gamma, mean, inverse, sent, target, parts[0, i], parts[1, i], a, z
        )
        for i, (a, z) in enumerate(slices)
    ]
    sums = [bound(sum_parts, parts[0], dgamma), bound(sum_parts, parts[1], dbeta)]
    return Bound(forward, scheduled(shop.pool, [gradients, sums], work))


def group_norm(
    shop: Workshop, x: Array, gamma: Array, beta: Array, y: Array, groups: int, epsilon: float,
    dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
) -> Bound:  # fmt: skip
    """Plan group normalisation; see :meth:`nnstudio.backend.base.Backend.group_norm`."""
    samples, channels = len(x), x.shape[-1]
    given, out = x.reshape(samples, -1, channels), y.reshape(samples, -1, channels)
    work = x.size * 3.0
    slices = cut(samples, work)
    mean, inverse = shop.empty((samples, groups)), shop.empty((samples, groups))
    eps = shop.number(epsilon)
    normalise = [
        bound(kernels.group_forward, given, gamma, beta, eps, mean, inverse, out, a, z) for a, z in slices
    ]
    forward = scheduled(shop.pool, [normalise], work)
    if dy is None:
        return Bound(forward, nothing)
    sent = dy.reshape(given.shape)
    target = shop.empty((0, 1, channels)) if dx is None else dx.reshape(given.shape)
    parts = shop.empty((2, len(slices), channels))
    gradients = [
        bound(
            kernels.group_backward, given, gamma, mean, inverse, sent, target, parts[0, i], parts[1, i], a, z
        )
        for i, (a, z) in enumerate(slices)
    ]
    sums = [bound(sum_parts, parts[0], dgamma), bound(sum_parts, parts[1], dbeta)]
    return Bound(forward, scheduled(shop.pool, [gradients, sums], work))
