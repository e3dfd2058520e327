"""The planner of the CUDA backend: what a program takes on the GPU, found without one."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np

from nnstudio.backend.cuda.backend import CudaBackend
from nnstudio.backend.cuda.cublas import WORKSPACE, Matrix
from nnstudio.backend.cuda.launch import Launch
from nnstudio.backend.cuda.module import Kernels
from nnstudio.backend.cuda.workshop import Workshop
from nnstudio.backend.planner import Planner
from nnstudio.backend.reference import ReferenceBackend


class _NoKernels(Kernels):
    """Binds kernels that are never run."""

    def __init__(self) -> None:
        """Compile nothing."""

    def launch(self, name: str, grid: tuple[int, ...], block: tuple[int, ...], *arguments: Any) -> Launch:
        return Launch(_nothing)


class _NoBlas:
    """Binds products that are never run."""

    def product(self, a: Matrix, b: Matrix, out: Matrix, **_: Any) -> Launch:
        """Bind nothing."""
        return Launch(_nothing)


class _Workshop(Workshop):
    def __init__(self, planner: Planner) -> None:
        self._equip(planner.empty, planner.dtype, _NoKernels(), _NoBlas())


class CudaPlanner(Planner, CudaBackend):
    """Plans what :class:`CudaBackend` would run, workspaces included."""

    def __init__(self, dtype: str) -> None:
        ReferenceBackend.__init__(self, np, "cuda", dtype)
        self._device = contextlib.nullcontext()
        self._shop = _Workshop(self)
        self._recorder = None
        self.bytes += WORKSPACE
        self.standing = self.bytes


def _nothing() -> None:
    """Do nothing."""
