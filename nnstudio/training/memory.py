"""Will it fit: the memory a run takes, from the network alone, before anything is allocated."""

from __future__ import annotations

import ctypes
import math
import os
import sys

import numpy as np

from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.messages import StudioError

TRAINING = 6
"""Arrays of an output's size in training: the output, the sum before its activation, the gradients of both,
and what operations need meanwhile (measured on dense and convolutional networks)."""
PREDICTING = 3
"""The same without gradients."""


def required_bytes(
    network: Network,
    batch_size: int,
    optimizer: Optimizer | None = None,
    dtype: str = "float32",
    *,
    measured: int = 0,
) -> int:
    """Estimate the memory of a run; good to about a factor of two.

    Parameters
    ----------
    network : Network
        Sound.
    batch_size : int
        Samples of a training step; 0 for a network that only predicts.
    optimizer : Optimizer, optional
    dtype : str
    measured : int
        Samples that are measured or predicted at once.

    Returns
    -------
    int
        Bytes, without the data itself.
    """
    facts = require_sound(network).facts
    weights = sum(f.parameters for f in facts.values())
    outputs = sum(math.prod(f.output or ()) for f in facts.values())
    slots = len(optimizer.slots) if optimizer is not None else 0
    # Values, gradients and optimizer; the best epoch's weights; a copy of everything for the checkpoint.
    # A network that only predicts still draws first values (in float64) before it is given better ones.
    copies = 5 + 2 * slots if batch_size else 6
    size = np.dtype(dtype).itemsize
    return size * (copies * weights + (TRAINING * batch_size + PREDICTING * measured) * outputs)


def available_bytes() -> int | None:
    """Memory that is free, or that the machine has where the system does not tell; None if it tells nothing."""
    if sys.platform == "win32":
        return _windows()
    try:
        with open("/proc/meminfo", encoding="ascii") as file:  # noqa: PTH123
            for line in file:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError):
        return None


if sys.platform == "win32":

    class _Status(ctypes.Structure):
        """MEMORYSTATUSEX of the Windows interface."""

        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in (
                "total", "available", "total_page", "available_page", "total_virtual", "available_virtual",
                "available_extended",
            )),
        )  # fmt: skip

    def _windows() -> int | None:
        status = _Status(length=ctypes.sizeof(_Status))
        answered = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.available) if answered else None


def require_memory(
    network: Network, batch_size: int, optimizer: Optimizer | None = None, *, measured: int = 0
) -> None:
    """Refuse what does not fit into the free memory.

    Raises
    ------
    StudioError
        With both numbers, and with a batch size that fits, if there is one.
    """
    free = available_bytes()
    needed = required_bytes(network, batch_size, optimizer, measured=measured)
    if free is None or needed <= free:
        return
    numbers = {"needed": _shown(needed), "free": _shown(free)}
    smaller = _fitting(network, batch_size, optimizer, measured, free)
    if not batch_size:
        raise StudioError("This network needs about {needed} of memory, and {free} are free", **numbers)
    if not smaller:
        raise StudioError(
            "Training this network needs about {needed} of memory, and {free} are free: make its layers smaller",
            **numbers,
        )
    raise StudioError(
        "Training this network with batches of {batch} needs about {needed} of memory, and {free} are free: "
        "a batch size of {smaller} fits",
        batch=batch_size, smaller=smaller, **numbers,
    )  # fmt: skip


def _fitting(network: Network, batch: int, optimizer: Optimizer | None, measured: int, free: int) -> int:
    """The largest power of two below ``batch`` that fits; 0 if none does."""
    size = 1 << max(batch - 1, 1).bit_length() - 1
    while size and required_bytes(network, size, optimizer, measured=measured) > free:
        size //= 2
    return size


def _shown(size: int) -> str:
    return f"{size / 2**30:,.1f} GiB" if size >= 2**30 else f"{max(size / 2**20, 0.1):,.1f} MiB"
