"""Operations that merge branches: sums, products, arrays side by side."""

from __future__ import annotations

import itertools
from functools import partial

import numpy as np

from nnstudio.backend.base import Array, Bound, InTurn, nothing
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.kernels.merging import copy_columns
from nnstudio.backend.cpu.pool import Task
from nnstudio.backend.cpu.slices import Phase, cut, scheduled
from nnstudio.backend.cpu.workshop import Workshop


def add(shop: Workshop, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
    """Plan the sum of arrays of one shape."""
    work = float(y.size)
    parts = cut(y.size, work, 64)
    forward = [_chain(np.add, inputs, y, i, j) for i, j in parts]
    backward: list[Phase] = []
    if dy is not None:
        sent = dy.reshape(-1)
        backward = [
            [partial(np.copyto, dx.reshape(-1)[i:j], sent[i:j]) for i, j in parts]
            for dx in dinputs
            if dx is not None
        ]
    return Bound(
        scheduled(shop.pool, [forward], work), scheduled(shop.pool, backward, work) if backward else nothing
    )


def multiply(shop: Workshop, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
    """Plan the product of arrays of one shape."""
    work = float(y.size)
    parts = cut(y.size, work, 64)
    forward = [_chain(np.multiply, inputs, y, i, j) for i, j in parts]
    backward: list[Phase] = []
    if dy is not None:
        # The gradient times all the other inputs.
        backward = [
            [_chain(np.multiply, (dy, *inputs[:number], *inputs[number + 1 :]), dx, i, j) for i, j in parts]
            for number, dx in enumerate(dinputs)
            if dx is not None
        ]
    return Bound(
        scheduled(shop.pool, [forward], work), scheduled(shop.pool, backward, work) if backward else nothing
    )


def _chain(operation: np.ufunc, inputs: tuple[Array, ...], out: Array, first: int, last: int) -> Task:
    """Apply an operation of two arrays to all inputs in turn, in a slice that stays in the cache."""
    flat = [a.reshape(-1)[first:last] for a in inputs]
    target = out.reshape(-1)[first:last]
    steps = [partial(operation, flat[0], flat[1], target)]
    return InTurn([*steps, *(partial(operation, target, more, target) for more in flat[2:])])


def concatenate(shop: Workshop, inputs: tuple[Array, ...], y: Array, dy: Array | None, dinputs: tuple[Array | None, ...]) -> Bound:  # fmt: skip
    """Plan arrays side by side along the last axis."""
    starts = list(itertools.accumulate((x.shape[-1] for x in inputs[:-1]), initial=0))
    work = y.size * 0.5
    parts = cut(y.size // y.shape[-1], work)

    def rows(array: Array) -> Array:
        return array.reshape(-1, array.shape[-1])

    forward = [
        InTurn(
            bound(copy_columns, rows(x), 0, rows(y), start, x.shape[-1], i, j)
            for x, start in zip(inputs, starts, strict=True)
        )
        for i, j in parts
    ]
    if dy is None:
        return Bound(scheduled(shop.pool, [forward], work), nothing)
    backward = [
        InTurn(
            bound(copy_columns, rows(dy), start, rows(dx), 0, dx.shape[-1], i, j)
            for dx, start in zip(dinputs, starts, strict=True)
            if dx is not None
        )
        for i, j in parts
    ]
    return Bound(scheduled(shop.pool, [forward], work), scheduled(shop.pool, [backward], work))
