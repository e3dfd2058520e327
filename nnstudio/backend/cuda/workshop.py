"""What the GPU's operations are planned with: kernels, matrix products and workspaces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cuda.cublas import Blas
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import THREADS, Kernels, blocks

COLUMNS_BYTES = 64 << 20
"""Of the columns of a convolution that are made at once."""


Arguments = tuple[Any, ...]


class Workshop:
    """What an operation needs besides its arrays.

    Parameters
    ----------
    cupy : module
    empty : callable
        Makes a workspace of a shape; the backend's, so that memory is counted in one place.
    dtype : numpy.dtype
    """

    def __init__(self, cupy: Any, empty: Callable[..., Array], dtype: np.dtype[Any]) -> None:
        self.empty, self.dtype = empty, dtype
        self.kernels = Kernels(cupy, dtype)
        self.blas = Blas(empty, dtype)
        self._columns: Array = empty((0,))

    def columns(self, count: int) -> Array:
        """A place for so many values of columns; all convolutions use it in turn."""
        if count > self._columns.shape[0]:
            self._columns = self.empty((count,))
        return self._columns[:count]

    def sum_of(
        self, name: str, count: int, out: Array, before: Arguments, after: Arguments, *, adds: bool = False
    ) -> list[Launch]:  # fmt: skip
        """Launches of a kernel ``name(before…, parts, after…)`` whose blocks leave parts, and of their sum."""
        grid = min(blocks(count), THREADS)
        parts = self.empty((grid,))
        return [
            self.kernels.launch(name, (grid,), (THREADS,), *before, parts, *after),
            self.total(parts, out, adds=adds),
        ]

    def total(self, parts: Array, out: Array, *, adds: bool = False) -> Launch:
        """Bind the sum of some numbers into the first of ``out``."""
        return self.kernels.launch("total", (1,), (THREADS,), parts, out, parts.shape[0], adds)

    def column_sums(
        self, name: str, rows: int, columns: int, outs: tuple[Array, ...], before: Arguments, after: Arguments = (),
        *, factor: float = 1.0,
    ) -> list[Launch]:  # fmt: skip
        """Launches of a kernel ``name(before…, parts…, rows, columns, after…)``, and of the sums of its parts."""
        groups = -(-columns // 32)
        shares = max(1, min(rows // 64, 256 // groups, 1024))
        parts = [self.empty((shares, columns)) for _ in outs]
        return [
            self.kernels.launch(name, (groups, shares), (32, 8), *before, *parts, rows, columns, *after),
            *(
                self.kernels.each("sum_parts", columns, part, out, columns, shares, factor)
                for part, out in zip(parts, outs, strict=True)
            ),
        ]
