"""Batches on their way to the GPU: through memory that the card reads by itself, while the host makes the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from nnstudio.backend.base import Array
from nnstudio.backend.staging import Staging
from nnstudio.system.arrays import Host


class PinnedStaging(Staging):
    """Copies are put on the device's queue behind the steps that read the batch before.

    Parameters
    ----------
    cupy : module
    arrays : sequence of (shape, dtype)
    empty : callable
        Makes an array on the device.
    """

    def __init__(
        self, cupy: Any, arrays: Sequence[tuple[tuple[int, ...], Any]], empty: Callable[..., Array]
    ) -> None:
        hosts = [[_pinned(cupy, shape, np.dtype(dtype)) for shape, dtype in arrays] for _ in range(2)]
        super().__init__(hosts, [empty(shape, dtype) for shape, dtype in arrays], None)
        self._cupy = cupy
        self._sent = [cupy.cuda.Event(block=True, disable_timing=True) for _ in range(2)]

    def send(self, which: int, count: int) -> None:
        stream = self._cupy.cuda.get_current_stream()
        for host, there in zip(self.hosts[which], self.device, strict=True):
            there[:count].set(host[:count], stream=stream)
        self._sent[which].record(stream)

    def wait(self, which: int) -> None:
        self._sent[which].synchronize()


def _pinned(cupy: Any, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Host:
    """An array in memory that the system does not move; the array keeps the memory alive."""
    count = int(np.prod(shape))
    memory = cupy.cuda.alloc_pinned_memory(max(count * dtype.itemsize, 1))
    return np.frombuffer(memory, dtype, count).reshape(shape)
