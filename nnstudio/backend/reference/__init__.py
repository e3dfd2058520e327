"""Every operation in plain array code: the oracle of the fast backends, meant to be read as a book.

The same lines run on NumPy and on CuPy (the module is ``self.xp``). They allocate freely; a backend that must
not, overrides the operation.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.reference.learning import Learning
from nnstudio.backend.reference.normalise import Normalise
from nnstudio.backend.reference.spatial import Spatial
from nnstudio.system.arrays import Host


class ReferenceBackend(Spatial, Normalise, Learning):
    """Operations over an array module with NumPy's interface.

    Parameters
    ----------
    xp : module
        NumPy, CuPy or the like.
    name : str
        What the device is called.
    dtype : {"float32", "float64"}
    """

    def __init__(self, xp: Any, name: str, dtype: str) -> None:
        self.xp = xp
        self.name = name
        self.dtype = np.dtype(dtype)

    def free_bytes(self) -> int | None:
        if self.xp is np:
            return super().free_bytes()
        try:
            free, _ = self.xp.cuda.runtime.memGetInfo()
            kept = self.xp.get_default_memory_pool().free_bytes()
        except AttributeError:  # an array module that does not tell
            return None
        return int(free) + int(kept)

    def zeros(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        return self.xp.zeros(shape, dtype or self.dtype)

    def empty(self, shape: tuple[int, ...], dtype: Any = None) -> Array:
        return self.xp.empty(shape, dtype or self.dtype)

    def to_device(self, array: Host) -> Array:
        dtype = self.dtype if array.dtype.kind == "f" else array.dtype
        return self.xp.array(np.ascontiguousarray(array), dtype=dtype)

    def to_host(self, array: Array) -> Host:
        return np.array(array)

    def gather(self, source: Array, rows: Array, out: Array) -> None:
        if self.xp is not np and isinstance(source, np.ndarray):  # it did not fit on the device
            out[...] = self.to_device(source[self.xp.asnumpy(rows)])
        else:
            out[...] = source[rows]
