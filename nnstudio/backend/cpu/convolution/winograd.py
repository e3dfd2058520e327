"""3×3 convolutions by Winograd's F(4×4, 3×3): transforms around 36 matrix products.

With few channels, a chunk of pictures is worked through in blocks of tiles whose matrices stay in the second-level
cache between a transform and the product. The backward pass transforms the input anew: that takes no longer than to
fetch the transformed one, 2¼ times as large as the input, from memory.

With many channels and few tiles the weights are what is large. Then the tiles of the whole batch are transformed
first, and each of the 36 products fetches its weights once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.convolution.parts import (
    CHUNKS,
    SEGMENTS,
    Gradients,
    Lender,
    Plan,
    blocks,
    parts,
    sums,
    view,
)
from nnstudio.backend.cpu.kernels import winograd
from nnstudio.backend.cpu.kernels.multiply import product, transposed_product
from nnstudio.backend.cpu.kernels.runs import LANES
from nnstudio.backend.cpu.pool import Task
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Window

BLOCK_BYTES = 1024 * 1024
"""Room for the matrices of a block of tiles, 36·T·(C + F) values."""

LEAST_TILES, MOST_TILES = 64, 128
"""Tiles in a block: fewer would fetch the weights too often, more gain nothing."""

MANY_WEIGHTS, PAIRS_PER_TILE = 96 * 96, 32
"""The batch is not cut into blocks from so many channel pairs, when there are so many for each tile."""

LEAST_CHANNELS, LEAST_FILTERS, LEAST_SIZE = 8, 4, 3
"""Below these, a direct convolution is as fast."""

BLAS = 64 * 96
"""Channel pairs above which BLAS is faster than :mod:`nnstudio.backend.cpu.kernels.multiply`."""


class _Tiles:
    """Matrices of T tiles at the 36 positions."""

    def __init__(self, v: Array, m: Array) -> None:
        self.v = v  # (36, T, C), the transformed input; its gradient takes the same place
        self.m = m  # (36, T, F), the products; the transformed gradient of the output takes the same place
        self.v_t = v.transpose(0, 2, 1)


class _Space:
    """The workspace of a task: the rows of one row of tiles in all their shapes."""

    def __init__(self, shop: Workshop, width: int, wide: int, channels: int, filters: int) -> None:
        widest = max(channels, filters)
        strip = shop.empty((48 * (wide + 1) * widest,))
        self.input_strip = view(strip, 6, (4 * wide + 2) * channels)
        self.border = view(strip[self.input_strip.size :], 6, width * channels)
        self.output_strip = view(strip, 24, wide * filters)
        self.gradient_strip = view(strip, 11, 4 * wide * filters)
        self.gather_strip = view(strip, 36, wide * channels)
        row, self.biases = shop.empty(((4 * wide + 2) * widest,)), shop.empty((4 * wide * filters,))
        self.output_row, self.input_row = view(row, 4 * filters), view(row, (4 * wide + 2) * channels)
        self.tiles: dict[int, _Tiles] = {}  # by the rows of tiles in a block
        self.du: Array = None  # (36, C, F), the weight gradient of a chunk
        self.du_block: Array = None  # that of a block, where the product cannot add


class _Winograd:
    """A convolution bound to its arrays."""

    def __init__(self, shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, code: int,
                 gradients: Gradients | None) -> None:  # fmt: skip
        n, height, _, channels = x.shape
        filters = w.shape[3]
        self.x, self.y = x.reshape(n, height, -1), y.reshape(n, y.shape[1], -1)
        self.w, self.b = w.reshape(9, -1), np.zeros(filters, x.dtype) if b is None else b
        self.code, self.gradients = code, gradients
        rows, columns = window
        self.top, self.left = rows.before, columns.before
        self.high, self.wide = -(-rows.output // 4), -(-columns.output // 4)
        self.channels, self.filters = channels, filters
        self.u = shop.empty((36, channels, filters))
        self.u_flat = self.u.reshape(36, -1)
        self.small = channels % LANES == 0 and filters % LANES == 0 and channels * filters <= BLAS
        self.product = product if self.small else np.matmul
        self.learns = gradients is not None and gradients.dw is not None
        self.passes = gradients is not None and gradients.dx is not None
        self.chunks = [(i * self.high, j * self.high) for i, j in parts(n, CHUNKS)]  # in rows of tiles
        self.shop = shop
        self.lender = Lender(self._space, len(self.chunks), shop.pool.threads)
        if gradients is not None:
            self.dy = gradients.dy.reshape(self.y.shape)
            dx: Array = gradients.dx
            self.dx = dx.reshape(self.x.shape) if self.passes else None
            self.db = shop.empty((len(self.chunks), filters))
            if self.passes:
                self.u_t: Array = shop.empty((36, filters, channels))

    def _space(self) -> _Space:
        return _Space(self.shop, self.x.shape[2] // self.channels, self.wide, self.channels, self.filters)

    def _register(self, space: _Space, tiles: _Tiles) -> None:
        """Tell what has to be compiled; the tasks call the kernels themselves."""
        bound(winograd.transform_input, self.x, tiles.v, space.input_strip, space.border, 0, 0, 0, 0, 0, 0)
        bound(winograd.transform_output, tiles.m, self.b, self.y, 0, space.output_strip, space.output_row,
              space.biases, 0, 0, 0, 0)  # fmt: skip
        if self.small:
            bound(product, tiles.v, self.u, tiles.m)
        if self.gradients is not None:
            bound(winograd.transform_gradient, self.y, self.dy, tiles.m, 0, space.gradient_strip, self.db[0],
                  0, 0, 0, 0)  # fmt: skip
        if self.learns:
            bound(winograd.gather_weights, self.u_flat, self.w, 0, 0)
            if self.small:
                bound(transposed_product, tiles.v, tiles.m, self.u, False)
        if self.passes:
            bound(
                winograd.gather_input, tiles.v, self.dx, space.gather_strip, space.input_row, 0, 0, 0, 0, 0, 0
            )

    # The steps, over the rows of tiles first … stop, of which ``base`` is the first in the matrices --------------

    def _transform_input(self, space: _Space, tiles: _Tiles, first: int, stop: int, base: int) -> None:
        winograd.transform_input(self.x, tiles.v, space.input_strip, space.border,
                                 first, stop, base, self.high, self.top, self.left)  # fmt: skip

    def _transform_output(self, space: _Space, tiles: _Tiles, first: int, stop: int, base: int) -> None:
        winograd.transform_output(tiles.m, self.b, self.y, self.code, space.output_strip, space.output_row,
                                  space.biases, first, stop, base, self.high)  # fmt: skip

    def _transform_gradient(
        self, space: _Space, tiles: _Tiles, db: Array, first: int, stop: int, base: int
    ) -> None:
        winograd.transform_gradient(self.y, self.dy, tiles.m, self.code, space.gradient_strip, db,
                                    first, stop, base, self.high)  # fmt: skip

    def _gather_input(self, space: _Space, tiles: _Tiles, first: int, stop: int, base: int) -> None:
        winograd.gather_input(tiles.v, self.dx, space.gather_strip, space.input_row,
                              first, stop, base, self.high, self.top, self.left)  # fmt: skip

    def _weights(self) -> list[Task]:
        return [
            bound(winograd.transform_weights, self.w, self.u_flat, *part)
            for part in parts(self.w.shape[1], SEGMENTS)
        ]

    def _turns(self) -> list[Task]:
        """Transpose the transformed weights for the way back."""
        if not self.passes:
            return []
        pairs = [(self.u_t[i:j], self.u[i:j].transpose(0, 2, 1)) for i, j in parts(36, SEGMENTS)]
        return [partial(np.copyto, target, source) for target, source in pairs]


class _Blocks(_Winograd):
    """A block of tiles at a time."""

    def _size(self) -> int:
        """Rows of tiles in a block."""
        room = BLOCK_BYTES // (36 * self.x.itemsize * (self.channels + self.filters))
        longest = max(stop - first for first, stop in self.chunks)
        return int(min(longest, max(1, min(max(room, LEAST_TILES), MOST_TILES) // self.wide)))

    def _space(self) -> _Space:
        space, size = super()._space(), self._size()
        v = self.shop.empty((36 * size * self.wide * self.channels,))
        m = self.shop.empty((36 * size * self.wide * self.filters,))
        for first, stop in (block for chunk in self.chunks for block in blocks(*chunk, size)):
            t = (stop - first) * self.wide
            space.tiles[stop - first] = _Tiles(view(v, 36, t, self.channels), view(m, 36, t, self.filters))
        if self.learns:
            space.du = self.shop.empty(self.u.shape)
            space.du_block = None if self.small else self.shop.empty(self.u.shape)
        return space

    def forward(self, space: _Space, number: int) -> None:
        """Compute the outputs of a chunk."""
        for first, stop in self.blocks[number]:
            tiles = space.tiles[stop - first]
            self._transform_input(space, tiles, first, stop, first)
            self.product(tiles.v, self.u, tiles.m)
            self._transform_output(space, tiles, first, stop, first)

    def backward(self, space: _Space, number: int) -> None:
        """Compute the gradients of a chunk."""
        db = self.db[number]
        db.fill(0)
        for i, (first, stop) in enumerate(self.blocks[number]):
            tiles = space.tiles[stop - first]
            self._transform_gradient(space, tiles, db, first, stop, first)
            if self.learns:
                self._transform_input(space, tiles, first, stop, first)
                self._add_weight_gradient(space, tiles, i > 0)
            if self.passes:
                self.product(tiles.m, self.u_t, tiles.v)  # ∂J/∂V = ∂J/∂M·Uᵀ
                self._gather_input(space, tiles, first, stop, first)
        if self.learns:
            du = space.du.reshape(self.u_flat.shape)
            winograd.gather_weights(du, self.dw[number], 0, du.shape[1])

    def _add_weight_gradient(self, space: _Space, tiles: _Tiles, add: bool) -> None:
        """∂J/∂U = Vᵀ·∂J/∂M."""
        if self.small:
            transposed_product(tiles.v, tiles.m, space.du, add)
        else:
            np.matmul(tiles.v_t, tiles.m, out=space.du_block if add else space.du)
            if add:
                np.add(space.du, space.du_block, out=space.du)

    def plan(self) -> Plan:
        """The tasks: weights, then chunks; backward the chunks, then their sums."""
        size = self._size()
        self.blocks = [blocks(*chunk, size) for chunk in self.chunks]
        space = self.lender.spaces[0]
        self._register(space, next(iter(space.tiles.values())))
        numbers = range(len(self.chunks))
        forward = [self._weights(), [self.lender.task(self.forward, i) for i in numbers]]
        if self.gradients is None:
            return Plan(forward, [])
        self.dw: Array = self.shop.empty((len(self.chunks), 9, self.w.shape[1])) if self.learns else None
        chunks = [self.lender.task(self.backward, i) for i in numbers]
        return Plan(forward, [self._turns(), chunks, sums(self.dw, self.db, self.gradients)])


class _Positions(_Winograd):
    """All tiles of the batch at once, some of the 36 positions at a time.

    The transformed input is kept for the way back, which writes its gradient over it: each backward pass needs a
    forward pass before it.
    """

    def _input(self, space: _Space, number: int) -> None:
        self._transform_input(space, self.tiles, *self.chunks[number], 0)

    def _output(self, space: _Space, number: int) -> None:
        self._transform_output(space, self.tiles, *self.chunks[number], 0)

    def _gradient(self, space: _Space, number: int) -> None:
        self.db[number].fill(0)
        self._transform_gradient(space, self.tiles, self.db[number], *self.chunks[number], 0)

    def _gather(self, space: _Space, number: int) -> None:
        self._gather_input(space, self.tiles, *self.chunks[number], 0)

    def _products(self, start: int, stop: int) -> Task:
        v, m, u = self.tiles.v[start:stop], self.tiles.m[start:stop], self.u[start:stop]
        return partial(self.product, v, u, m)

    def _back(self, start: int, stop: int) -> Task:
        v, v_t, m = self.tiles.v[start:stop], self.tiles.v_t[start:stop], self.tiles.m[start:stop]
        du = self.du[start:stop] if self.learns else None
        u_t = self.u_t[start:stop] if self.passes else None

        def task() -> None:
            if du is not None and self.small:
                transposed_product(v, m, du, False)
            elif du is not None:
                np.matmul(v_t, m, out=du)
            if u_t is not None:
                self.product(m, u_t, v)

        return task

    def plan(self) -> Plan:
        """The tasks: each step for the whole batch."""
        count = self.chunks[-1][1] * self.wide
        v, m = self.shop.empty((36, count, self.channels)), self.shop.empty((36, count, self.filters))
        self.tiles = _Tiles(v, m)
        self._register(self.lender.spaces[0], self.tiles)
        positions = parts(36, 2 * CHUNKS)

        def chunks(work: Callable[[_Space, int], None]) -> list[Task]:
            return [self.lender.task(work, i) for i in range(len(self.chunks))]

        forward = [
            self._weights() + chunks(self._input),
            [self._products(*p) for p in positions],
            chunks(self._output),
        ]
        if self.gradients is None:
            return Plan(forward, [])
        self.du = self.shop.empty(self.u.shape if self.learns else (0, 0, 0))
        last = chunks(self._gather) if self.passes else []
        if self.gradients.dw is not None:
            du, dw = self.du.reshape(self.u_flat.shape), self.gradients.dw.reshape(self.w.shape)
            last += [bound(winograd.gather_weights, du, dw, *part) for part in parts(dw.shape[1], CHUNKS)]
        last += sums(None, self.db, self.gradients)
        middle = [self._back(*p) for p in positions]
        return Plan(forward, [self._turns() + chunks(self._gradient), middle, last])


def suits(x: Array, w: Array, window: Window, groups: int) -> bool:
    """Whether a convolution can be done this way, and gains from it."""
    if groups > 1 or x.dtype != np.float32 or w.shape[2] < LEAST_CHANNELS or w.shape[3] < LEAST_FILTERS:
        return False
    return all(a.kernel == 3 and a.stride == 1 and a.dilation == 1 and a.output >= LEAST_SIZE for a in window)


def plan(shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, code: int,
         gradients: Gradients | None) -> Plan:  # fmt: skip
    """Plan a convolution that :func:`suits`, with the activation ``code`` behind it."""
    tiles = x.shape[0] * -(-window.rows.output // 4) * -(-window.columns.output // 4)
    pairs = w.shape[2] * w.shape[3]
    kind = _Positions if pairs >= max(MANY_WEIGHTS, PAIRS_PER_TILE * tiles) else _Blocks
    return kind(shop, x, w, b, y, window, code, gradients).plan()
