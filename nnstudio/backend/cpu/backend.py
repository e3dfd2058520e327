"""NumPy on the CPU."""

from __future__ import annotations

import numpy as np

from nnstudio.backend.reference import ReferenceBackend


class CpuBackend(ReferenceBackend):
    """The operations of the reference over NumPy arrays.

    A faster form of an operation is an override here; the contract tests hold it to the reference.
    """

    def __init__(self, dtype: str) -> None:
        super().__init__(np, "cpu", dtype)
