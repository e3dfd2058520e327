"""What computes on each kind of device, and what plans for it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnstudio.backend.base import Backend
from nnstudio.backend.planner import Planner
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.system.messages import StudioError


def get_backend(
    device: str = "cpu", dtype: str = "float32", threads: int | None = None, *, tf32: bool = False
) -> Backend:
    """Return the backend of a device.

    Parameters
    ----------
    device : str
        Where arrays live: "cpu", "cuda", "cuda:1", … What "auto" means is decided by
        :mod:`nnstudio.backend.probe`, which may take seconds.
    dtype : {"float32", "float64"}
        Floating-point type; float64 is for checks.
    threads : int, optional
        Threads that compute on the CPU; all cores if None. They change the time, never the numbers.
    tf32 : bool
        Whether an NVIDIA GPU may multiply float32 matrices in its short form, with 10 bits of mantissa. Other devices
        have none.

    Raises
    ------
    StudioError
        When the device cannot be used; the text says why and what helps.
    """
    if dtype not in ("float32", "float64"):
        raise StudioError("Unknown number type {dtype}: use float32 or float64", dtype=repr(dtype))
    if device == "auto":
        from nnstudio.backend.probe import choose

        device = choose(device)
    kind, colon, number = device.partition(":")
    if kind not in BACKENDS or (colon and not (kind == "cuda" and number.isdecimal())):
        raise StudioError("Unknown device {device}: use auto, cpu or cuda", device=repr(device))
    return BACKENDS[kind](dtype, threads, int(number or 0), tf32)


def _cuda(dtype: str, _threads: int | None, index: int, tf32: bool) -> Backend:
    from nnstudio.backend.cuda import CudaBackend

    return CudaBackend(dtype, index, tf32=tf32)


def _cpu(dtype: str, threads: int | None, _index: int, _tf32: bool) -> Backend:
    """Compiled kernels; the plain reference, slower, where there is no Numba."""
    try:
        from nnstudio.backend.cpu import CpuBackend
    except ImportError:
        return ReferenceBackend(np, "cpu", dtype)
    return CpuBackend(dtype, threads)


BACKENDS: dict[str, Callable[[str, int | None, int, bool], Backend]] = {"cpu": _cpu, "cuda": _cuda}
"""What makes a backend of a type, for a number of threads, on the device of a number, with TF32 or not; by kind of device."""


def planner_of(device: str, dtype: str) -> Planner:
    """The planner of what would run on a device, by its kind: "cpu" or "cuda"."""
    if device == "cuda":
        from nnstudio.backend.cuda.planner import CudaPlanner

        return CudaPlanner(dtype)
    try:
        from nnstudio.backend.cpu.planner import CpuPlanner
    except ImportError:  # no Numba
        return Planner(dtype)
    return CpuPlanner(dtype)
