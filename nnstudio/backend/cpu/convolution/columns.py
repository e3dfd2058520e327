"""Any convolution as matrix products over patches, a block of patches at a time.

The patches of all pictures at once ("im2col") would go through memory several times. Those of a block stay in the
second-level cache: written, multiplied, and while the products are still there, bias and activation. A 1×1 kernel's
patches are the pixels themselves.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.compile import bound
from nnstudio.backend.cpu.convolution.parts import CHUNKS, Gradients, Lender, Plan, blocks, parts, sums, view
from nnstudio.backend.cpu.kernels import columns as kernels
from nnstudio.backend.cpu.workshop import Workshop
from nnstudio.backend.geometry import Axis, Window

BLOCK_BYTES = 256 * 1024
"""Room for the patches of a block."""

LEAST_PATCHES = 64
"""Patches in a block at least, so that the product is worth its start."""


class _Patches(NamedTuple):
    """A workspace as the matrices of one block of R patches."""

    columns: Array  # (groups, R, K); the patches' gradients take the same place
    columns_t: Array  # (groups, K, R)
    dz: Array  # (R, F)
    dz_grouped: Array  # (groups, R, F/groups)


class _Block(NamedTuple):
    """The part of the arrays that a block of rows of outputs reads and writes."""

    first: int
    patches: int
    x: Array | None  # (groups, R, C/groups), where patches are pixels
    y: Array  # (R, F)
    y_grouped: Array  # (groups, R, F/groups)
    dy: Array | None
    dx: Array | None


def _grouped(matrix: Array, groups: int) -> Array:
    """(R, F) as (groups, R, F/groups), a view that BLAS takes as it is."""
    return matrix.reshape(matrix.shape[0], groups, matrix.shape[1] // groups).transpose(1, 0, 2)


def _pointwise(axis: Axis) -> bool:
    return axis.kernel == 1 and axis.stride == 1 and axis.before == 0 and axis.output == axis.size


def numbers(axis: Axis) -> tuple[int, int, int, int]:
    """An axis as the kernels take it."""
    return axis.kernel, axis.stride, axis.dilation, axis.before


class _Space:
    """The workspace of a task."""

    def __init__(self, shop: Workshop, sizes: set[int], groups: int, depth: int, filters: int,
                 pointwise: bool, gradients: Gradients | None) -> None:  # fmt: skip
        most = max(sizes)
        columns = shop.empty((0 if pointwise else groups * most * depth,))
        dz = shop.empty((0 if gradients is None else most * filters,))
        self.patches: dict[int, _Patches] = {}
        for count in sizes:
            block = view(columns, groups, 0 if pointwise else count, depth)
            dz_block = view(dz, 0 if gradients is None else count, filters)
            self.patches[count] = _Patches(
                block, block.transpose(0, 2, 1), dz_block, _grouped(dz_block, groups)
            )
        if gradients is not None and gradients.dw is not None:
            self.dw = shop.empty((depth, filters))
            self.dw_grouped = _grouped(self.dw, groups)


class _Columns:
    """A convolution bound to its arrays."""

    def __init__(self, shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int,
                 code: int, gradients: Gradients | None) -> None:  # fmt: skip
        rows, columns = window
        n, high, wide, filters = y.shape
        depth = w.shape[0] * w.shape[1] * w.shape[2]
        self.x, self.code, self.gradients = x, code, gradients
        self.b = np.zeros(filters, x.dtype) if b is None else b
        w = w.reshape(depth, filters)
        self.w = _grouped(w, groups)  # (groups, K, F/groups)
        self.w_t = self.w.transpose(0, 2, 1)
        self.high, self.wide = high, wide
        self.rows, self.columns = numbers(rows), numbers(columns)
        self.pointwise = _pointwise(rows) and _pointwise(columns)
        room = max(BLOCK_BYTES // (x.itemsize * depth * groups), LEAST_PATCHES)
        chunks = parts(n, CHUNKS)
        longest = max(stop - first for first, stop in chunks) * high
        size = min(longest, max(1, room // wide))
        spans = [blocks(first * high, stop * high, size) for first, stop in chunks]
        self.blocks = [[self._block(y, groups, *span) for span in chunk] for chunk in spans]
        sizes = {block.patches for chunk in self.blocks for block in chunk}
        self.lender = Lender(
            lambda: _Space(shop, sizes, groups, depth, filters, self.pointwise, gradients),
            len(chunks),
            shop.pool.threads,
        )
        if gradients is not None:
            self.db = shop.empty((len(chunks), filters))
        if gradients is not None and gradients.dw is not None:
            self.dw = shop.empty((len(chunks), depth, filters))
            self.dw_grouped = [_grouped(dw, groups) for dw in self.dw]
        self._register()

    def _block(self, y: Array, groups: int, first: int, stop: int) -> _Block:
        """Cut the arrays to the rows first … stop of outputs."""
        part = slice(first * self.wide, stop * self.wide)

        def rows(array: Array | None) -> Any:
            return None if array is None else array.reshape(-1, array.shape[3])[part]

        def pixels(array: Array | None) -> Any:
            return _grouped(rows(array), groups) if self.pointwise and array is not None else None

        dy, dx = (None, None) if self.gradients is None else (self.gradients.dy, self.gradients.dx)
        return _Block(
            first,
            part.stop - part.start,
            pixels(self.x),
            rows(y),
            _grouped(rows(y), groups),
            rows(dy),
            pixels(dx),
        )

    def _register(self) -> None:
        """Tell what has to be compiled; the tasks call the kernels themselves."""
        block = self.blocks[0][0]
        patches = self.lender.spaces[0].patches[block.patches]
        bound(kernels.finish, block.y, self.b, 0)
        if not self.pointwise:
            bound(kernels.fill, self.x, patches.columns, self.rows, self.columns, 0, 0, 0)
        if self.gradients is not None:
            bound(kernels.begin, block.y, block.dy, patches.dz, self.db[0], 0)
            dx = self.gradients.dx
            if dx is not None and not self.pointwise:
                bound(kernels.scatter, patches.columns, dx, self.rows, self.columns, 0, 0, 0)

    def _fill(self, block: _Block, patches: _Patches) -> tuple[Array, Array]:
        """The patches of a block, (groups, R, K), and the same transposed."""
        if block.x is not None:
            return block.x, block.x.transpose(0, 2, 1)
        kernels.fill(self.x, patches.columns, self.rows, self.columns, block.first, self.high, self.wide)
        return patches.columns, patches.columns_t

    def forward(self, space: _Space, chunk: int) -> None:
        for block in self.blocks[chunk]:
            columns, _ = self._fill(block, space.patches[block.patches])
            np.matmul(columns, self.w, out=block.y_grouped)
            kernels.finish(block.y, self.b, self.code)

    def backward(self, space: _Space, chunk: int) -> None:
        assert self.gradients is not None
        dw, dx, db = self.gradients.dw, self.gradients.dx, self.db[chunk]
        db.fill(0)
        for number, block in enumerate(self.blocks[chunk]):
            patches = space.patches[block.patches]
            kernels.begin(block.y, block.dy, patches.dz, db, self.code)
            if dw is not None:
                _, columns_t = self._fill(block, patches)
                if number == 0:
                    np.matmul(columns_t, patches.dz_grouped, out=self.dw_grouped[chunk])
                else:
                    np.matmul(columns_t, patches.dz_grouped, out=space.dw_grouped)
                    np.add(self.dw[chunk], space.dw, out=self.dw[chunk])
            if block.dx is not None:
                np.matmul(patches.dz_grouped, self.w_t, out=block.dx)
            elif dx is not None:
                np.matmul(patches.dz_grouped, self.w_t, out=patches.columns)
                kernels.scatter(
                    patches.columns, dx, self.rows, self.columns, block.first, self.high, self.wide
                )

    def plan(self) -> Plan:
        """The tasks: forward the chunks; backward the chunks, then the sums over them."""
        forward = [[self.lender.task(self.forward, i) for i in range(len(self.blocks))]]
        if self.gradients is None:
            return Plan(forward, [])
        chunks = [self.lender.task(self.backward, i) for i in range(len(self.blocks))]
        dw = self.dw if self.gradients.dw is not None else None
        return Plan(forward, [chunks, sums(dw, self.db, self.gradients)])


def plan(shop: Workshop, x: Array, w: Array, b: Array | None, y: Array, window: Window, groups: int, code: int,
         gradients: Gradients | None) -> Plan:  # fmt: skip
    """Plan a convolution, with the activation ``code`` behind it."""
    return _Columns(shop, x, w, b, y, window, groups, code, gradients).plan()
