"""Dense layers: matrix products from BLAS, and compiled kernels for what surrounds them."""

from __future__ import annotations

from functools import partial

import numpy as np

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels import dense as kernels
from nnstudio.backend.cpu.pool import Task
from nnstudio.backend.cpu.slices import WORTH, Phase, cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop

MULTIPLY_ADD = 0.025
"""Nanoseconds of a multiply-add in a matrix product, on one core."""


def dense(
    shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, code: int,
    dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
) -> Bound:  # fmt: skip
    """Plan ``y = act(x·w + b)``; see :meth:`nnstudio.backend.base.Backend.dense`.

    Parameters
    ----------
    shop : Workshop
    x : array, shape (m, in)
    w : array, shape (in, n)
    y : array, shape (m, n)
    code : int
        The activation, one of :data:`nnstudio.backend.cpu.kernels.functions.FUSED`.
    """
    m, inner = x.shape
    n = w.shape[1]
    work = m * inner * n * MULTIPLY_ADD
    none = shop.none
    bias = none if b is None else b
    if n > m:  # every slice packs all of x, the smaller side
        columns = _cut(n, work, 16)
        products = [product(x, w[:, a:z], y[:, a:z]) for a, z in columns]
        finishes = [bound(kernels.bias_activate, y, bias, code, 0, m, a, z) for a, z in columns]
    else:
        rows = _cut(m, work, 8)
        products = [product(x[a:z], w, y[a:z]) for a, z in rows]
        finishes = [bound(kernels.bias_activate, y, bias, code, a, z, 0, n) for a, z in rows]
    # Each slice is finished while it is in the cache.
    forward = [[InTurn(pair) for pair in zip(products, finishes, strict=True)]]
    if dy is None:
        return Bound(scheduled(shop.pool, forward, work), nothing)
    slope, sums = _slopes(shop, y, dy, db, code)
    backward: list[Phase] = [slope, [*sums, *_weight_gradients(x, dy, dw, work)]]
    if dx is not None:
        backward[1] = [*backward[1], *_products(dy, w.T, dx, work)]
    total = work * (1 if dx is None else 2)
    return Bound(scheduled(shop.pool, forward, work), scheduled(shop.pool, backward, total))


def _cut(count: int, work: float, multiple: int) -> list[tuple[int, int]]:
    """Slices of a matrix product: larger than others, as each packs its operands anew."""
    return cut(count, work, multiple, least=WORTH)


def product(a: Array, b: Array, out: Array) -> Task:
    """Plan ``out = a·b``; ``dot`` is quicker to call than ``matmul``, but copies arrays that have gaps."""
    whole = out.flags.c_contiguous and all(m.flags.c_contiguous or m.flags.f_contiguous for m in (a, b))
    return partial(np.dot if whole else np.matmul, a, b, out)


def _slopes(shop: Workshop, y: Array, dy: Array, db: Array | None, code: int) -> tuple[Phase, Phase]:
    """Tasks that turn dy into dz, and the ones after them that add up what is summed for the bias."""
    rows = cut(len(y), float(y.size))
    if db is None:
        return [bound(kernels.slope_bias, y, dy, shop.none, code, a, z) for a, z in rows], []
    if len(rows) == 1:
        return [bound(kernels.slope_bias, y, dy, db, code, 0, len(y))], []
    parts = shop.empty((len(rows), db.size))
    tasks = [bound(kernels.slope_bias, y, dy, parts[i], code, a, z) for i, (a, z) in enumerate(rows)]
    return tasks, [bound(kernels.sum_parts, parts, db)]


def _weight_gradients(x: Array, dz: Array, dw: Array | None, work: float) -> Phase:
    """Tasks for ``dw = xᵀ·dz``, cut along the longer side of ``dw``."""
    if dw is None:
        return []
    inner, n = dw.shape
    if inner >= n:
        return [product(x[:, a:z].T, dz, dw[a:z]) for a, z in _cut(inner, work, 16)]
    return [product(x.T, dz[:, a:z], dw[:, a:z]) for a, z in _cut(n, work, 16)]


def _products(a: Array, b: Array, out: Array, work: float) -> Phase:
    """Tasks for ``out = a·b``, cut along the longer side of ``out``."""
    m, n = out.shape
    if n > m:
        return [product(a, b[:, i:j], out[:, i:j]) for i, j in _cut(n, work, 16)]
    return [product(a[i:j], b, out[i:j]) for i, j in _cut(m, work, 8)]
