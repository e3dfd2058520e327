"""Batch and layer normalisation over rows, shape (m, C): each row a place, each column a channel; group
normalisation over samples, shape (m, places, C).

Batch normalisation runs in phases, as every value depends on all of its channel: slices are summed, the sums are
added in the order of the slices, then the slices are normalised.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from nnstudio.backend.cpu.compile import kernel
from nnstudio.backend.cpu.kernels.functions import activate, slope

TILE = 64
"""Rows whose mean is taken before their variance; they stay in the first cache."""


@kernel
def moments(x: Any, mean: Any, spread: Any, room: Any, top: Any, bottom: Any) -> None:
    """Write mean and sum of squared deviations of each channel over a slice of rows.

    Tile by tile, merged with the formulas of Chan, Golub & LeVeque (1983), so that channels with a large mean
    keep their variance. ``room`` has shape (2, C).
    """
    channels = x.shape[1]
    kind = type(x[0, 0])
    for k in range(channels):
        mean[k] = 0
        spread[k] = 0
    seen = 0
    for start in range(top, bottom, TILE):
        stop = min(start + TILE, bottom)
        count = stop - start
        for k in range(channels):
            room[0, k] = 0
            room[1, k] = 0
        for i in range(start, stop):
            for k in range(channels):
                room[0, k] += x[i, k]
        share = kind(1.0 / count)
        for k in range(channels):
            room[0, k] *= share
        for i in range(start, stop):
            for k in range(channels):
                d = x[i, k] - room[0, k]
                room[1, k] += d * d
        weight = kind(count / (seen + count))
        cross = kind(seen * count / (seen + count))
        for k in range(channels):
            d = room[0, k] - mean[k]
            mean[k] += weight * d
            spread[k] += room[1, k] + cross * d * d
        seen += count


@kernel
def join_moments(
    means: Any,
    spreads: Any,
    counts: Any,
    gamma: Any,
    epsilon: Any,
    mean: Any,
    variance: Any,
    inverse: Any,
    scale: Any,
) -> None:
    """Join the moments of the slices, (slices, C), and work out ``scale = γ / √(variance + ε)``."""
    kind = type(mean[0])
    for k in range(mean.size):
        mean[k] = means[0, k]
        variance[k] = spreads[0, k]
    seen = counts[0]
    for s in range(1, counts.size):
        weight = kind(counts[s] / (seen + counts[s]))
        cross = kind(seen * counts[s] / (seen + counts[s]))
        for k in range(mean.size):
            d = means[s, k] - mean[k]
            mean[k] += weight * d
            variance[k] += spreads[s, k] + cross * d * d
        seen += counts[s]
    share = kind(1.0 / seen)
    for k in range(mean.size):
        variance[k] *= share
        inverse[k] = kind(1) / math.sqrt(variance[k] + epsilon)
        scale[k] = gamma[k] * inverse[k]


@kernel
def running_scale(gamma: Any, variance: Any, epsilon: Any, scale: Any) -> None:
    """Work out ``scale = γ / √(variance + ε)`` from the running variance."""
    for k in range(gamma.size):
        scale[k] = gamma[k] / math.sqrt(variance[k] + epsilon)


@kernel
def affine(x: Any, mean: Any, scale: Any, beta: Any, y: Any, code: Any, top: Any, bottom: Any) -> None:
    """Write ``y = act(scale·(x − mean) + β)`` in a slice of rows; exactly β where x is the mean."""
    channels = x.shape[1]
    for i in range(top, bottom):
        for k in range(channels):
            y[i, k] = scale[k] * (x[i, k] - mean[k]) + beta[k]
    activate(code, y.reshape(-1)[top * channels : bottom * channels])


@kernel
def gradient_sums(
    x: Any,
    y: Any,
    dy: Any,
    mean: Any,
    inverse: Any,
    code: Any,
    dbeta: Any,
    dgamma: Any,
    top: Any,
    bottom: Any,
) -> None:
    """Turn ``dy`` into ``dz`` in place, and sum dz and dz·x̂ over a slice of rows."""
    channels = x.shape[1]
    rows = slice(top * channels, bottom * channels)
    flat = dy.reshape(-1)[rows]
    slope(code, y.reshape(-1)[rows], flat, flat)
    for k in range(channels):
        dbeta[k] = 0
        dgamma[k] = 0
    for i in range(top, bottom):
        for k in range(channels):
            dbeta[k] += dy[i, k]
            dgamma[k] += dy[i, k] * (x[i, k] - mean[k])
    for k in range(channels):
        dgamma[k] *= inverse[k]


@kernel
def input_gradient(
    x: Any,
    dz: Any,
    mean: Any,
    inverse: Any,
    gamma: Any,
    dbeta: Any,
    dgamma: Any,
    dx: Any,
    top: Any,
    bottom: Any,
) -> None:
    """Write ``dx = γ/s·(dz − mean(dz) − x̂·mean(dz·x̂))`` in a slice (Ioffe & Szegedy, arXiv:1502.03167)."""
    rows, channels = x.shape
    kind = type(x[0, 0])
    share = kind(1.0 / rows)
    # dx = a·dz + b·x + c with a, b, c for each channel
    a, b, c = np.empty_like(mean), np.empty_like(mean), np.empty_like(mean)
    for k in range(channels):
        a[k] = gamma[k] * inverse[k]
        b[k] = -a[k] * inverse[k] * dgamma[k] * share
        c[k] = -a[k] * dbeta[k] * share - b[k] * mean[k]
    for i in range(top, bottom):
        for k in range(channels):
            dx[i, k] = a[k] * dz[i, k] + b[k] * x[i, k] + c[k]


@kernel
def layer_forward(
    x: Any, gamma: Any, beta: Any, epsilon: Any, mean: Any, inverse: Any, y: Any, top: Any, bottom: Any
) -> None:
    """Normalise each row by its own mean and variance (Ba, Kiros & Hinton, arXiv:1607.06450)."""
    channels = x.shape[1]
    kind = type(x[0, 0])
    share = kind(1.0 / channels)
    for i in range(top, bottom):
        total = kind(0)
        for k in range(channels):
            total += x[i, k]
        mean[i] = total * share
        total = kind(0)
        for k in range(channels):
            d = x[i, k] - mean[i]
            total += d * d
        inverse[i] = kind(1) / math.sqrt(total * share + epsilon)
        for k in range(channels):
            y[i, k] = (x[i, k] - mean[i]) * inverse[i] * gamma[k] + beta[k]


@kernel
def layer_backward(
    x: Any,
    gamma: Any,
    mean: Any,
    inverse: Any,
    dy: Any,
    dx: Any,
    dgamma: Any,
    dbeta: Any,
    top: Any,
    bottom: Any,
) -> None:
    """Gradients of :func:`layer_forward`; ``dx`` has no rows where nobody needs it."""
    channels = x.shape[1]
    kind = type(x[0, 0])
    share = kind(1.0 / channels)
    for k in range(channels):
        dgamma[k] = 0
        dbeta[k] = 0
    for i in range(top, bottom):
        first = kind(0)
        second = kind(0)
        for k in range(channels):
            hat = (x[i, k] - mean[i]) * inverse[i]
            dbeta[k] += dy[i, k]
            dgamma[k] += dy[i, k] * hat
            d = dy[i, k] * gamma[k]
            first += d
            second += d * hat
        if dx.shape[0]:
            for k in range(channels):
                hat = (x[i, k] - mean[i]) * inverse[i]
                dx[i, k] = inverse[i] * (dy[i, k] * gamma[k] - share * first - hat * share * second)


@kernel
def group_forward(
    x: Any, gamma: Any, beta: Any, epsilon: Any, mean: Any, inverse: Any, y: Any, top: Any, bottom: Any
) -> None:
    """Normalise groups of channels of each sample over all its places (Wu & He, arXiv:1803.08494).

    ``mean`` and ``inverse`` have shape (m, groups). Sums are in double precision: a group may have very many values.
    """
    _, places, channels = x.shape
    groups = mean.shape[1]
    width = channels // groups
    kind = type(x[0, 0, 0])
    share = 1.0 / (places * width)
    for i in range(top, bottom):
        for g in range(groups):
            first, last = g * width, (g + 1) * width
            total = 0.0
            for p in range(places):
                for k in range(first, last):
                    total += x[i, p, k]
            centre = kind(total * share)
            total = 0.0
            for p in range(places):
                for k in range(first, last):
                    d = x[i, p, k] - centre
                    total += d * d
            mean[i, g] = centre
            inverse[i, g] = kind(1) / math.sqrt(kind(total * share) + epsilon)
        for p in range(places):
            for k in range(channels):
                g = k // width
                y[i, p, k] = (x[i, p, k] - mean[i, g]) * inverse[i, g] * gamma[k] + beta[k]


@kernel
def group_backward(
    x: Any,
    gamma: Any,
    mean: Any,
    inverse: Any,
    dy: Any,
    dx: Any,
    dgamma: Any,
    dbeta: Any,
    top: Any,
    bottom: Any,
) -> None:
    """Gradients of :func:`group_forward`; ``dx`` has no samples where nobody needs it."""
    _, places, channels = x.shape
    groups = mean.shape[1]
    width = channels // groups
    kind = type(x[0, 0, 0])
    share = 1.0 / (places * width)
    for k in range(channels):
        dgamma[k] = 0
        dbeta[k] = 0
    sums, products = np.empty_like(gamma), np.empty_like(gamma)  # of one sample, for each channel
    for i in range(top, bottom):
        for k in range(channels):
            sums[k] = 0
            products[k] = 0
        for p in range(places):
            for k in range(channels):
                g = k // width
                sums[k] += dy[i, p, k]
                products[k] += dy[i, p, k] * (x[i, p, k] - mean[i, g]) * inverse[i, g]
        for k in range(channels):
            dbeta[k] += sums[k]
            dgamma[k] += products[k]
        if dx.shape[0]:
            for g in range(groups):
                first, second = 0.0, 0.0
                for k in range(g * width, (g + 1) * width):
                    first += gamma[k] * sums[k]
                    second += gamma[k] * products[k]
                even, slant = kind(first * share), kind(second * share)
                for p in range(places):
                    for k in range(g * width, (g + 1) * width):
                        hat = (x[i, p, k] - mean[i, g]) * inverse[i, g]
                        dx[i, p, k] = inverse[i, g] * (dy[i, p, k] * gamma[k] - even - hat * slant)
