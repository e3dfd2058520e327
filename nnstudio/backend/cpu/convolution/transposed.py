"""Transposed convolution as matrix products over patches, a block of patches at a time.

A transposed convolution is the gradient of a convolution used forwards. So the machinery is that of
:mod:`nnstudio.backend.cpu.convolution.columns` the other way round: the pixels of the input make patches, which are
added up to the picture; backwards, patches of the picture's gradient make the gradients of pixels and weights.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.convolution.columns import BLOCK_BYTES, LEAST_PATCHES, numbers
from nnstudio.backend.cpu.convolution.parts import CHUNKS, Gradients, Lender, Plan, blocks, parts, sums, view
from nnstudio.backend.cpu.kernels import columns as kernels
from nnstudio.backend.cpu.kernels import dense as finishing
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Window


class _Patches(NamedTuple):
    """A workspace as the patches of one block, R of them with K values each."""

    stack: Array  # (1, R, K)
    matrix: Array  # (R, K)
    matrix_t: Array  # (K, R)


class _Block(NamedTuple):
    """Some rows of the input."""

    first: int  # the number of the first row, counted through all pictures
    pixels: Array  # (R, C)
    dx: Array | None  # (R, C)
    complete: tuple[int, int]  # pixels of the output in the pictures that end with this block


class _Space:
    """The workspace of a task."""

    def __init__(self, shop: Workshop, sizes: set[int], depth: int, channels: int, learns: bool) -> None:
        flat = shop.empty((max(sizes) * depth,))
        self.patches: dict[int, _Patches] = {}
        for count in sizes:
            stack = view(flat, 1, count, depth)
            self.patches[count] = _Patches(stack, stack[0], stack[0].T)
        self.dw = shop.empty((depth if learns else 0, channels))


class _Transposed:
    """A transposed convolution bound to its arrays."""

    def __init__(self, shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, code: int,
                 gradients: Gradients | None) -> None:  # fmt: skip
        n, self.high, self.wide, channels = x.shape
        filters = y.shape[3]
        depth = w.shape[0] * w.shape[1] * filters
        self.y, self.code, self.gradients = y, code, gradients
        self.b = shop.none if b is None else b
        self.w = w.reshape(depth, channels)
        self.w_t = self.w.T
        self.rows, self.columns = map(numbers, window)
        self.y_rows = y.reshape(-1, filters)
        room = max(BLOCK_BYTES // (x.itemsize * depth), LEAST_PATCHES)
        chunks = parts(n, CHUNKS)
        size = max(1, room // self.wide)
        picture = y.shape[1] * y.shape[2]
        self.spans = [(first * picture, stop * picture) for first, stop in chunks]
        dx = None if gradients is None else gradients.dx
        self.blocks = [
            [self._block(x, dx, picture, *span) for span in blocks(first * self.high, stop * self.high, size)]
            for first, stop in chunks
        ]
        learns = gradients is not None and gradients.dw is not None
        sizes = {len(block.pixels) for chunk in self.blocks for block in chunk}
        self.lender = Lender(
            lambda: _Space(shop, sizes, depth, channels, learns), len(chunks), shop.pool.threads
        )
        if gradients is not None:
            self.dy_rows = gradients.dy.reshape(-1, filters)
            self.db = shop.empty((len(chunks), filters))
            self.dw = shop.empty((len(chunks), depth, channels)) if learns else None
        self._register()

    def _block(self, x: Array, dx: Array | None, picture: int, first: int, stop: int) -> _Block:
        """Cut the arrays to the rows first … stop of the input."""
        part = slice(first * self.wide, stop * self.wide)

        def pixels(array: Array) -> Array:
            return array.reshape(-1, array.shape[3])[part]

        complete = (first // self.high * picture, stop // self.high * picture)
        return _Block(first, pixels(x), None if dx is None else pixels(dx), complete)

    def _register(self) -> None:
        """Tell what has to be compiled; the tasks call the kernels themselves."""
        stack = next(iter(self.lender.spaces[0].patches.values())).stack
        bound(kernels.scatter, stack, self.y, self.rows, self.columns, 0, 0, 0)
        bound(finishing.bias_activate, self.y_rows, self.b, 0, 0, 0, 0, 0)
        if self.gradients is not None:
            bound(finishing.slope_bias, self.y_rows, self.dy_rows, self.db[0], 0, 0, 0)
            bound(kernels.fill, self.gradients.dy, stack, self.rows, self.columns, 0, 0, 0)

    def forward(self, space: _Space, chunk: int) -> None:
        filters = self.y.shape[3]
        for block in self.blocks[chunk]:
            patches = space.patches[len(block.pixels)]
            np.matmul(block.pixels, self.w_t, out=patches.matrix)
            kernels.scatter(patches.stack, self.y, self.rows, self.columns, block.first, self.high, self.wide)
            top, bottom = block.complete
            if top < bottom:  # while the picture is in the cache
                finishing.bias_activate(self.y_rows, self.b, self.code, top, bottom, 0, filters)

    def backward(self, space: _Space, chunk: int) -> None:
        assert self.gradients is not None
        dy, dx = self.gradients.dy, self.gradients.dx
        finishing.slope_bias(self.y_rows, self.dy_rows, self.db[chunk], self.code, *self.spans[chunk])
        if dx is None and self.dw is None:
            return
        for number, block in enumerate(self.blocks[chunk]):
            patches = space.patches[len(block.pixels)]
            kernels.fill(dy, patches.stack, self.rows, self.columns, block.first, self.high, self.wide)
            if self.dw is not None and number == 0:
                np.matmul(patches.matrix_t, block.pixels, out=self.dw[chunk])
            elif self.dw is not None:
                np.matmul(patches.matrix_t, block.pixels, out=space.dw)
                np.add(self.dw[chunk], space.dw, out=self.dw[chunk])
            if block.dx is not None:
                np.matmul(patches.matrix, self.w, out=block.dx)

    def plan(self) -> Plan:
        """The tasks: forward the chunks; backward the chunks, then the sums over them."""
        forward = [[self.lender.task(self.forward, i) for i in range(len(self.blocks))]]
        if self.gradients is None:
            return Plan(forward, [])
        chunks = [self.lender.task(self.backward, i) for i in range(len(self.blocks))]
        return Plan(forward, [chunks, sums(self.dw, self.db, self.gradients)])


def plan(
    shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, activation: int,
    dy: Array | None, dx: Array | None, dw: Array | None, db: Array | None,
) -> Plan:  # fmt: skip
    """Plan ``y = act(x ∗ᵀ w + b)`` and its gradients.

    Parameters
    ----------
    shop : Workshop
    x : array, shape (N, H, W, C)
    w : array, shape (kh, kw, F, C)
    b : array, shape (F,), optional
    y : array, shape (N, H', W', F)
    window : Window
        How the kernel slides over the *output*.
    activation : int
        A code of :mod:`nnstudio.backend.cpu.kernels.functions`.
    dy, dx, dw, db : arrays or None
        As for :func:`nnstudio.backend.cpu.convolution.plan`.
    """
    gradients = None if dy is None else Gradients(dy, dx, dw, db)
    return _Transposed(shop, x, w, b, y, window, activation, gradients).plan()
