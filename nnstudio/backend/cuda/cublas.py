"""Matrix products by cuBLAS, called directly: CuPy refuses its own calls to it while a graph is captured."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cuda import libraries
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.failures import DeviceError, Kind
from nnstudio.backend.gpu_system import install_line
from nnstudio.system.messages import StudioError, msg

WORKSPACE = 32 << 20
"""Bytes that cuBLAS may work in; what NVIDIA advises for the newest cards. Older ones use less of it."""

EXACT, TF32 = 0, 3
"""Math modes: full float32, and its short form for tensor cores (10 bits of mantissa), which is off unless asked for."""

_PLAIN, _TRANSPOSED = 0, 1
NO_MEMORY = 3
"""What cuBLAS returns where the memory of the device does not suffice."""

ERRORS = {
    1: "cuBLAS was not initialised",
    NO_MEMORY: "there was no memory for cuBLAS",
    7: "a matrix does not fit the product",
    8: "this card is too old for this cuBLAS",
    11: "the memory of the GPU could not be reached",
    13: "the product failed on the GPU",
    14: "cuBLAS failed inside",
    15: "cuBLAS does not support this product",
}
"""What the numbers that cuBLAS returns mean."""


class Matrix(NamedTuple):
    """A matrix inside an array, row by row.

    Parameters
    ----------
    array : array
    rows, columns : int
    stride : int
        Values from one row to the next.
    offset : int
        Values before the first.
    """

    array: Array
    rows: int
    columns: int
    stride: int
    offset: int = 0


def matrix(array: Array) -> Matrix:
    """A whole two-dimensional array."""
    rows, columns = array.shape
    return Matrix(array, rows, columns, columns)


class Blas:
    """cuBLAS on one device, for the arrays of one backend; used by one thread at a time.

    Parameters
    ----------
    empty : callable
        Makes a workspace of a shape and type; the backend's.
    dtype : numpy.dtype
    mode : int
        :data:`EXACT` or :data:`TF32`.
    device : int
        The number of the current device.
    """

    def __init__(self, empty: Callable[..., Array], dtype: np.dtype[Any], mode: int, device: int) -> None:
        self._library = libraries.shared_library("cublas")
        single = dtype == np.float32
        # Sides of 64 bits came with version 12; what ctypes cuts to 32 it does not tell.
        self._product: Any = getattr(
            self._library, "cublasSgemm_v2_64" if single else "cublasDgemm_v2_64", None
        )
        if self._product is None:
            raise StudioError("Cannot use the GPU: cuBLAS is not installed ({line})", line=install_line())
        self._handle = libraries.handle(self, "cublas", device, self._created)
        self._check(self._library.cublasSetMathMode(self._handle, mode))
        self._workspace = empty((WORKSPACE,), np.uint8)
        self._number = ctypes.c_float if single else ctypes.c_double
        self.use(0)

    def _created(self) -> ctypes.c_void_p:
        made = ctypes.c_void_p()
        self._check(self._library.cublasCreate_v2(ctypes.byref(made)))
        return made

    def use(self, stream: int) -> None:
        """Work on a stream, by its address, from now on."""
        self._check(self._library.cublasSetStream_v2(self._handle, ctypes.c_void_p(stream)))
        # A change of the stream puts cuBLAS's own workspace back in place, which a graph must not keep.
        place, size = ctypes.c_void_p(self._workspace.data.ptr), ctypes.c_size_t(WORKSPACE)
        self._check(self._library.cublasSetWorkspace_v2(self._handle, place, size))

    def product(
        self,
        a: Matrix,
        b: Matrix,
        out: Matrix,
        *,
        turned: tuple[bool, bool] = (False, False),
        adds: bool = False,
    ) -> Launch:
        """Bind ``out = a·b``, or ``out += a·b``.

        Parameters
        ----------
        a, b, out : Matrix
        turned : pair of bool
            Whether a and b are transposed.
        adds : bool
            Whether the product is added to what stands in ``out``.
        """
        # cuBLAS counts along columns: to it a row-major matrix is its own transpose, and outᵀ = bᵀ·aᵀ.
        inner = a.rows if turned[0] else a.columns
        turns = [_TRANSPOSED if t else _PLAIN for t in (turned[1], turned[0])]
        one, zero = self._number(1), self._number(1 if adds else 0)
        wide = ctypes.c_int64
        arguments = (
            self._handle, *map(ctypes.c_int, turns), *map(wide, (out.columns, out.rows, inner)),
            ctypes.byref(one), self._place(b), wide(b.stride), self._place(a), wide(a.stride),
            ctypes.byref(zero), self._place(out), wide(out.stride),
        )  # fmt: skip
        return Launch(self._run, arguments, (a.array, b.array, out.array))

    def _place(self, m: Matrix) -> ctypes.c_void_p:
        return ctypes.c_void_p(m.array.data.ptr + m.offset * ctypes.sizeof(self._number))

    def _run(self, arguments: tuple[Any, ...], _kept: tuple[Array, ...]) -> None:
        self._check(self._product(*arguments))

    @staticmethod
    def _check(status: int) -> None:
        if status:
            cause = ERRORS.get(status, "cuBLAS returned {number}").format(number=status)
            kind: Kind = "memory" if status == NO_MEMORY else "lost"
            raise DeviceError(kind, msg("The GPU failed: {cause}", cause=cause))
