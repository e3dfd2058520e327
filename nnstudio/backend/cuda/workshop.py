"""What the GPU's operations are planned with: kernels, matrix products and workspaces."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cuda import cudnn, libraries
from nnstudio.backend.cuda.cublas import EXACT, TF32, Blas
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import THREADS, Kernels, blocks
from nnstudio.backend.failures import DeviceError

_log = logging.getLogger(__name__)

COLUMNS_BYTES = 64 << 20
"""Of the columns of a convolution that are made at once."""


Arguments = tuple[Any, ...]


class Workshop:
    """What an operation needs besides its arrays.

    Parameters
    ----------
    cupy : module
    empty : method
        Makes a workspace of a shape; the backend's, so that memory is counted in one place.
    dtype : numpy.dtype
    device : int
        The number of the current device.
    tf32 : bool
        Whether tensor cores may shorten the factors of products.
    """

    dnn: cudnn.Dnn | None = None
    """For convolutions of short products, where there is one."""

    def __init__(
        self, cupy: Any, empty: Callable[..., Array], dtype: np.dtype[Any], device: int, *, tf32: bool = False
    ) -> None:
        blas = Blas(empty, dtype, TF32 if tf32 else EXACT, device)
        with libraries.undisturbed:  # CuPy loads what it sets numbers with for each type and number of axes
            for kind, place in ((np.int32, ...), (np.int64, 0), (dtype, 0)):
                empty((1,), kind)[place] = 1
        self._equip(empty, dtype, Kernels(cupy, dtype, device), blas)
        if tf32 and dtype == np.float32 and (library := libraries.shared_library("cudnn")) is not None:
            try:
                self.dnn = cudnn.Dnn(library, device)
            except DeviceError as error:  # not for this card or driver, or a part of it is missing
                _log.warning("Convolutions do without cuDNN: %s", error)

    def _equip(self, empty: Callable[..., Array], dtype: np.dtype[Any], kernels: Kernels, blas: Any) -> None:
        self._empty, self.dtype, self.kernels, self.blas = weakref.WeakMethod(empty), dtype, kernels, blas
        self._columns: Array = self.empty((0,))
        self.sound: Array = self.empty((1,), np.int32)
        """Whether the steps so far were finite; where they were not, nothing is changed any more."""
        self.sound[...] = 1

    def empty(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        """A workspace of a shape."""
        # The backend holds the workshop. If it were held back, the memory of both would wait for the garbage collector.
        make = self._empty()
        assert make is not None, "a backend is not planned on when it is gone"
        return make(shape, dtype)

    def use(self, stream: int) -> None:
        """Let the libraries work on a stream, by its address, from now on."""
        for library in (self.blas, self.dnn):
            if library is not None:
                library.use(stream)

    def gather(self, source: Array, rows: Array, out: Array, place: Array | None = None) -> Launch:
        """Bind the copy of ``source[rows]`` into ``out``; where a place is given, of the rows from that one on."""
        n = out.size * (source.dtype.itemsize // 4)
        return self.kernels.each("gather", n, source, rows, place, out, n, n // max(len(out), 1))

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
                self.kernels.launch("sum_parts", (groups,), (32, 8), part, out, columns, shares, factor)
                for part, out in zip(parts, outs, strict=True)
            ),
        ]
