"""How much memory a program takes, found by planning it with arrays that take none."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.cpu.backend import CpuBackend
from nnstudio.backend.cpu.compile import only_planning


class Planner(CpuBackend):
    """A CPU backend that plans operations, counts the memory of their arrays and runs nothing.

    To be used as a context, in which nothing that is planned is compiled.

    Attributes
    ----------
    bytes : int
        Of all arrays made so far.
    """

    def __init__(self, dtype: str) -> None:
        super().__init__(dtype, threads=1)
        self.bytes = 0
        self._only_planning = only_planning()

    def __enter__(self) -> Planner:
        self._only_planning.__enter__()
        return self

    def __exit__(self, *_error: object) -> None:
        self._only_planning.__exit__(None, None, None)

    def zeros(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        """An array of any shape that stands on a single number."""
        number = np.zeros(1, dtype or self.dtype)
        self.bytes += math.prod(shape) * number.itemsize
        return np.lib.stride_tricks.as_strided(number, shape, (0,) * len(shape))

    def empty(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        return self.zeros(shape, dtype)
