"""Convolution as a matrix product: patches become rows, a few pictures at a time.

The rows of all pictures at once ("im2col") would go through memory several times; a block of pictures whose rows fit
the second-level cache is written, multiplied and forgotten.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.backend.base import Array, Bound, nothing
from nnstudio.backend.geometry import Window

BLOCK_BYTES = 512 * 1024
"""Room for the rows of one block: about what a core's second-level cache holds."""


class ColumnConvolution:
    """A convolution without groups, bound to its arrays.

    Parameters
    ----------
    x : array, shape (N, H, W, C)
    w : array, shape (kh, kw, C, F)
    b : array, shape (F,), optional
    window : Window
    dx, dw, db : arrays or None
        Where the gradients go.
    """

    def __init__(self, x: Array, w: Array, b: Array | None, window: Window,
                 dx: Array | None, dw: Array | None, db: Array | None) -> None:  # fmt: skip
        self._x, self._b, self._dx, self._db = x, b, dx, db
        self._r, self._c = r, c = window
        kh, kw, channels, filters = w.shape
        depth = kh * kw * channels
        self._w = w.reshape(depth, filters)
        self._dw: Any = None if dw is None else dw.reshape(depth, filters)
        self._dw_block: Any = None if dw is None else np.empty_like(self._dw)
        count = x.shape[0]
        per_picture = r.output * c.output * depth * x.itemsize
        self._block = min(count, max(1, BLOCK_BYTES // max(per_picture, 1)))
        self._blocks = [slice(i, min(i + self._block, count)) for i in range(0, count, self._block)]
        self._columns = np.empty((self._block, r.output, c.output, kh, kw, channels), x.dtype)
        self._taps = [(i, j, r.tap(i), c.tap(j)) for i in range(kh) for j in range(kw)]
        self._pads = any((r.before, r.after, c.before, c.after))
        self._padded = self._frame(x) if self._pads else x
        self._dpadded: Any = None if dx is None else (self._frame(x) if self._pads else dx)
        self._inside = (slice(None), slice(r.before, r.before + r.size), slice(c.before, c.before + c.size))

    def _frame(self, x: Array) -> Array:
        r, c = self._r, self._c
        height, width = r.size + r.before + r.after, c.size + c.before + c.after
        return np.zeros((x.shape[0], height, width, x.shape[3]), x.dtype)

    def _fill(self, block: slice) -> Array:
        """Write the patches of some pictures as rows, shape (n·H'·W', kh·kw·C)."""
        columns = self._columns[: block.stop - block.start]
        source = self._padded[block]
        for i, j, rows, cols in self._taps:
            columns[:, :, :, i, j] = source[:, rows, cols]
        return columns.reshape(-1, self._w.shape[0])

    def bind(self, z: Array, dz: Array | None) -> Bound:
        """Plan ``z = x ∗ w + b`` and, where ``dz`` is given, the gradients."""
        filters = self._w.shape[1]
        parts = [(block, z[block].reshape(-1, filters)) for block in self._blocks]

        def forward() -> None:
            if self._pads:
                self._padded[self._inside] = self._x
            for block, out in parts:
                np.matmul(self._fill(block), self._w, out=out)
                if self._b is not None:
                    np.add(out, self._b, out=out)

        if dz is None:
            return Bound(forward, nothing)
        gradients = [(block, dz[block].reshape(-1, filters)) for block in self._blocks]
        dzrows = dz.reshape(-1, filters)

        def backward() -> None:
            if self._db is not None:
                np.add.reduce(dzrows, axis=0, out=self._db)
            if self._dpadded is not None:
                self._dpadded[...] = 0
            # The last block's rows are still there from the forward pass, if there was only one.
            filled = len(gradients) == 1
            for number, (block, part) in enumerate(gradients):
                rows = self._rows(block) if filled else self._fill(block)
                if number == 0:
                    np.matmul(rows.T, part, out=self._dw)
                else:
                    np.matmul(rows.T, part, out=self._dw_block)
                    np.add(self._dw, self._dw_block, out=self._dw)
                if self._dpadded is not None:
                    np.matmul(
                        part, self._w.T, out=rows
                    )  # the rows are done with: their gradients take the place
                    self._scatter(block)
            if self._dx is not None and self._pads:
                self._dx[...] = self._dpadded[self._inside]

        return Bound(forward, backward)

    def _rows(self, block: slice) -> Array:
        return self._columns[: block.stop - block.start].reshape(-1, self._w.shape[0])

    def _scatter(self, block: slice) -> None:
        """Add the gradients of patches to the pixels they came from."""
        columns = self._columns[: block.stop - block.start]
        target = self._dpadded[block]
        for i, j, rows, cols in self._taps:
            view = target[:, rows, cols]
            np.add(view, columns[:, :, :, i, j], out=view)
