"""Dense layers and what stands behind a weighted sum: bias, activation, and the way back through them."""

from __future__ import annotations

from collections.abc import Callable

from nnstudio.backend.base import Array, Bound, InTurn, Sigma, nothing
from nnstudio.backend.cuda.cublas import matrix
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import CODES, FROM_OUTPUT
from nnstudio.backend.cuda.workshop import Workshop

Linear = Callable[[int, Array, "Array | None"], Bound]
"""Plans an operation that ends in an activation, given by its code, on ``(y, dy)``; it may overwrite dy."""


def finished(shop: Workshop, sigma: Sigma, y: Array, dy: Array | None, linear: Linear) -> Bound:
    """Plan an operation that ends in an activation, fused where its slope follows from the output."""
    if sigma.name in FROM_OUTPUT:
        return linear(CODES[sigma.name], y, dy)
    z = shop.empty(y.shape)
    dz = None if dy is None else shop.empty(y.shape)
    first, second = linear(CODES["linear"], z, dz), activation(shop, sigma, z, y, dy, dz)
    backward = nothing if dy is None else InTurn((second.backward, first.backward))
    return Bound(InTurn((first.forward, second.forward)), backward, first.commit)


def activation(shop: Workshop, sigma: Sigma, x: Array, y: Array, dy: Array | None, dx: Array | None) -> Bound:
    """Plan ``y = σ(x)``; see :meth:`nnstudio.backend.base.Backend.activation`."""
    kernels, channels = shop.kernels, x.shape[-1]
    rows = x.size // channels
    if sigma.name == "softmax":
        forward = kernels.rows("softmax", rows, channels, x, y, channels)
        back = [] if dx is None else [kernels.rows("softmax_back", rows, channels, y, dy, dx, channels)]
    elif sigma.name == "prelu":
        forward = kernels.each("prelu", x.size, x, sigma.alpha, y, x.size, channels)
        back = []
        if dy is not None and sigma.dalpha is not None:
            back += shop.column_sums("prelu_columns", rows, channels, (sigma.dalpha,), (x, dy))
        if dy is not None and dx is not None:
            back.append(kernels.each("prelu_back", x.size, x, sigma.alpha, dy, dx, x.size, channels))
    else:
        code = CODES[sigma.name]
        forward = kernels.each("activate", x.size, x, y, x.size, code)
        back = [] if dx is None else [kernels.each("activate_back", x.size, x, y, dy, dx, x.size, code)]
    return Bound(forward, InTurn(back) if back else nothing)


def bias_activate(shop: Workshop, y: Array, b: Array | None, code: int) -> list[Launch]:
    """What follows a product: nothing where there is neither a bias nor a bend."""
    if b is None and code == CODES["linear"]:
        return []
    return [shop.kernels.each("bias_activate", y.size, y, b, y.size, y.shape[-1], code)]


def slopes(shop: Workshop, y: Array, dy: Array, db: Array | None, code: int) -> list[Launch]:
    """Turn dy into dz in place, and sum it up for the bias."""
    columns = y.shape[-1]
    if db is not None:
        return shop.column_sums("slope_columns", y.size // columns, columns, (db,), (dy, y), (code,))
    if code == CODES["linear"]:
        return []
    return [shop.kernels.each("slope_in_place", y.size, dy, y, y.size, code)]


def dense(
    shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, code: int,
    dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
) -> Bound:  # fmt: skip
    """Plan ``y = act(x·w + b)`` over matrices; see :meth:`nnstudio.backend.base.Backend.dense`."""
    product = shop.blas.product
    forward = [product(matrix(x), matrix(w), matrix(y)), *bias_activate(shop, y, b, code)]
    if dy is None:
        return Bound(InTurn(forward), nothing)
    backward = slopes(shop, y, dy, db, code)
    if dw is not None:
        backward.append(product(matrix(x), matrix(dy), matrix(dw), turned=(True, False)))
    if dx is not None:
        backward.append(product(matrix(dy), matrix(w), matrix(dx), turned=(False, True)))
    return Bound(InTurn(forward), InTurn(backward))
