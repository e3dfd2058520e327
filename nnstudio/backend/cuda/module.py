"""The kernels: one source put together from ``kernels/*.cu``, compiled once by NVRTC and kept by CuPy."""

from __future__ import annotations

import functools
import math
from importlib.resources import files
from typing import Any

import numpy as np

from nnstudio.backend import functions
from nnstudio.backend.base import Array
from nnstudio.backend.cuda import libraries
from nnstudio.backend.cuda.launch import Launch

PARTS = ("common", "functions", "losses", "scores", "updates", "shaping", "windows", "normalise")
"""Files of kernels, in the order in which they stand on each other."""

CODES = {name: code for code, name in enumerate(functions.ELEMENTWISE)}
"""The number of each elementwise activation inside kernels."""

FROM_OUTPUT = ("linear", "relu", "relu6", "leaky_relu", "elu", "selu", "sigmoid", "hard_sigmoid", "tanh")
"""Activations whose slope follows from the output alone: what comes before them can be overwritten."""

POINTWISE = {
    name: code
    for code, name in enumerate(
        ("sigmoid_crossentropy", "binary_crossentropy", "squared_error", "absolute_error", "huber", "hinge")
    )
}
"""The number of each loss of single numbers inside kernels."""

OPTIONS = ("--std=c++17",)
"""Of the compiler; no fast arithmetic, so that a NaN stays one."""

THREADS = 256
"""Of a block; the kernels' rooms for sums are as large."""
MOST_BLOCKS = 2048
"""Of a kernel that goes over values one by one: enough to fill any card."""


@functools.cache
def source(real: str) -> str:
    """The source of all kernels.

    Parameters
    ----------
    real : {"float", "double"}
        C's name of the floating-point type.
    """
    numbers = {"LEAK", "SELU_ALPHA", "SELU_SCALE", "GELU_SLOPE", "GELU_CUBE"}
    lines = [f"#define REAL {real}"]
    lines += [f"#define {name} {getattr(functions, name)!r}" for name in sorted(numbers)]
    lines += [
        f"#define {name.upper()} {code}" for table in (CODES, POINTWISE) for name, code in table.items()
    ]
    folder = files(__package__).joinpath("kernels")
    return "\n".join([*lines, *(folder.joinpath(f"{part}.cu").read_text("utf-8") for part in PARTS)])


class Kernels:
    """The compiled kernels of one device and one type.

    Parameters
    ----------
    cupy : module
    dtype : numpy.dtype
    device : int
        The number of the device.
    """

    def __init__(self, cupy: Any, dtype: np.dtype[Any], device: int) -> None:
        self._device = cupy.cuda.Device(device)
        real = {"float32": "float", "float64": "double"}[dtype.name]
        self._module = cupy.RawModule(code=source(real), options=OPTIONS)
        self._dtype = dtype
        self._functions: dict[str, Any] = {}

    def launch(self, name: str, grid: tuple[int, ...], block: tuple[int, ...], *arguments: Any) -> Launch:
        """Bind a kernel; whole numbers go to it as 64 bits, others as the type of the module, None as a null pointer."""
        if name not in self._functions:
            # Compiled and loaded here, on the device in use; the latter may wait for all that it does.
            with self._device, libraries.undisturbed:
                self._functions[name] = self._module.get_function(name)
        return Launch(self._functions[name], grid, block, tuple(map(self._argument, arguments)))

    def each(self, name: str, count: int, *arguments: Any) -> Launch:
        """Bind a kernel that goes over ``count`` values, each on its own."""
        return self.launch(name, (blocks(count),), (THREADS,), *arguments)

    def rows(self, name: str, rows: int, columns: int, *arguments: Any) -> Launch:
        """Bind a kernel that gives every row a block."""
        threads = 32
        while threads < min(columns, THREADS):
            threads *= 2
        return self.launch(name, (rows,), (threads,), *arguments)

    def _argument(self, value: Any) -> Any:
        if value is None:
            return np.int64(0)
        if isinstance(value, np.generic):  # NumPy's float64 is a float, too
            return value
        if isinstance(value, bool | int):
            return np.int64(value)
        return self._dtype.type(value) if isinstance(value, float) else value


def blocks(count: int) -> int:
    """How many blocks go over so many values."""
    return max(1, min(math.ceil(count / THREADS), MOST_BLOCKS))


def is_whole(*arrays: Array | None) -> bool:
    """Whether arrays lie in memory without gaps, as kernels take them."""
    return all(a is None or bool(a.flags.c_contiguous) for a in arrays)
