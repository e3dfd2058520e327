"""Batch, layer and group normalisation, planned."""

from __future__ import annotations

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cuda.workshop import Workshop


def batch_norm(
    shop: Workshop, x: Array, gamma: Array, beta: Array, mean: Array, variance: Array, y: Array, code: int,
    momentum: float, epsilon: float, training: bool,
    dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
) -> Bound:  # fmt: skip
    """Plan batch normalisation; see :meth:`nnstudio.backend.base.Backend.batch_norm`."""
    n, channels, epsilon = x.size, x.shape[-1], float(epsilon)
    rows, each, sums = n // channels, shop.kernels.each, shop.column_sums
    # What samples are normalised by: the batch's own figures, or those from before.
    centre, spread = (shop.empty((channels,)), shop.empty((channels,))) if training else (mean, variance)
    forward = [each("normalise", n, x, gamma, beta, centre, spread, y, n, channels, epsilon, code)]
    commit = None
    if training:
        forward = [
            *sums("column_sums", rows, channels, (centre,), (x,), factor=1 / rows),
            *sums("column_spreads", rows, channels, (spread,), (x, centre), factor=1 / rows),
            *forward,
        ]
        shares = float(momentum), 1.0 - momentum
        commit = InTurn(
            [
                each("follow", channels, mean, centre, channels, *shares, shop.sound),
                each("follow", channels, variance, spread, channels, *shares, shop.sound),
            ]
        )
    if dy is None:
        return Bound(InTurn(forward), nothing, commit)
    betas = shop.empty((channels,)) if dbeta is None else dbeta
    gammas = shop.empty((channels,)) if dgamma is None else dgamma
    known = x, y, dy, centre, spread
    backward = sums("normalise_sums", rows, channels, (betas, gammas), known, (epsilon, code))
    if dx is not None:
        through = (betas, gammas) if training else (None, None)
        backward.append(
            each("normalise_back", n, x, dy, gamma, centre, spread, *through, dx, n, rows, channels, epsilon)
        )
    return Bound(InTurn(forward), InTurn(backward), commit)


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


def group_norm(
    shop: Workshop, x: Array, gamma: Array, beta: Array, y: Array, groups: int, epsilon: float,
    dy: Array | None, dx: Array | None, dgamma: Array | None, dbeta: Array | None,
) -> Bound:  # fmt: skip
    """Plan group normalisation; see :meth:`nnstudio.backend.base.Backend.group_norm`."""
    samples, channels = len(x), x.shape[-1]
    rows, count = x.size // channels, x.size // (samples * groups)
    places, blocks = rows // samples, shop.kernels.rows
    means, inverses = shop.empty((samples * groups,)), shop.empty((samples * groups,))
    sizes = places, channels, groups
    forward = blocks(
        "group_norm", samples * groups, count, x, gamma, beta, y, means, inverses, *sizes, float(epsilon)
    )
    if dy is None:
        return Bound(forward, nothing)
    betas = shop.empty((channels,)) if dbeta is None else dbeta
    gammas = shop.empty((channels,)) if dgamma is None else dgamma
    known = x, dy, means, inverses
    backward = shop.column_sums("group_norm_sums", rows, channels, (betas, gammas), known, (places, groups))
    if dx is not None:
        backward.append(
            blocks("group_norm_back", samples * groups, count, x, dy, gamma, means, inverses, dx, *sizes)
        )
    return Bound(forward, InTurn(backward))
