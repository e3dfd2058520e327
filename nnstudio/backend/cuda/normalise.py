"""Batch and layer normalisation, planned."""

from __future__ import annotations

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cuda.workshop import Workshop


def batch_norm(
    shop: Workshop, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, y: Array, code: int,
    momentum: float, epsilon: float, training: bool,
    dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
) -> Bound:  # fmt: skip
    """Plan batch normalisation; see :meth:`nnstudio.backend.base.Backend.batch_norm`.

    There are gradients only while ``training``.
    """
    n, channels, epsilon = x.size, x.shape[-1], float(epsilon)
    rows, each, sums = n // channels, shop.kernels.each, shop.column_sums
    if not training:
        return Bound(
            each("normalise", n, x, gamma, beta, mean, variance, y, n, channels, epsilon, code), nothing
        )
    batch_mean, batch_variance = shop.empty((channels,)), shop.empty((channels,))
    forward = [
        *sums("column_sums", rows, channels, (batch_mean,), (x,), factor=1 / rows),
        *sums("column_spreads", rows, channels, (batch_variance,), (x, batch_mean), factor=1 / rows),
        each("normalise", n, x, gamma, beta, batch_mean, batch_variance, y, n, channels, epsilon, code),
    ]
    shares = float(momentum), 1.0 - momentum
    commit = [
        each("follow", channels, mean, batch_mean, channels, *shares, shop.sound),
        each("follow", channels, variance, batch_variance, channels, *shares, shop.sound),
    ]
    if dy is None:
        return Bound(InTurn(forward), nothing, InTurn(commit))
    betas = shop.empty((channels,)) if dbeta is None else dbeta
    gammas = shop.empty((channels,)) if dgamma is None else dgamma
    backward = sums(
        "normalise_sums",
        rows,
        channels,
        (betas, gammas),
        (x, y, dy, batch_mean, batch_variance),
        (epsilon, code),
    )
    if dx is not None:
        known = (gamma, batch_mean, batch_variance, betas, gammas)
        backward.append(each("normalise_back", n, x, dy, *known, dx, n, rows, channels, epsilon))
    return Bound(InTurn(forward), InTurn(backward), InTurn(commit))


def layer_norm(
    shop: Workshop, x: Array, gamma: Array, beta: Array, y: Array, epsilon: float,
    dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
) -> Bound:  # fmt: skip
    """Plan layer normalisation; see :meth:`nnstudio.backend.base.Backend.layer_norm`."""
    channels = x.shape[-1]
    rows, blocks = x.size // channels, shop.kernels.rows
    means, inverses = shop.empty((rows,)), shop.empty((rows,))
    forward = blocks(
        "layer_norm", rows, channels, x, gamma, beta, y, means, inverses, channels, float(epsilon)
    )
    if dy is None:
        return Bound(forward, nothing)
    betas = shop.empty((channels,)) if dbeta is None else dbeta
    gammas = shop.empty((channels,)) if dgamma is None else dgamma
    backward = shop.column_sums("layer_norm_sums", rows, channels, (betas, gammas), (x, dy, means, inverses))
    if dx is not None:
        backward.append(
            blocks("layer_norm_back", rows, channels, x, dy, gamma, means, inverses, dx, channels)
        )
    return Bound(forward, InTurn(backward))
