"""The way of batches to a device that cannot see the host's memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnstudio.system.arrays import Host

Array = Any


class Staging:
    """Two sets of arrays on the host, filled in turn, and one on the device, to which they are sent.

    Parameters
    ----------
    hosts : pair of sequences of arrays
    device : sequence of arrays
        Of the same shapes and types.
    """

    def __init__(self, hosts: Sequence[Sequence[Host]], device: Sequence[Array], to_device: Any) -> None:
        self.hosts, self.device = tuple(map(tuple, hosts)), tuple(device)
        self._to_device = to_device

    def send(self, which: int, count: int) -> None:
        """Bring the first samples of a set to the device, before what is asked of it next."""
        for host, there in zip(self.hosts[which], self.device, strict=True):
            there[:count] = self._to_device(host[:count])

    def wait(self, which: int) -> None:
        """Wait until a set has been sent, so that it can be filled anew."""


def staging(arrays: Sequence[tuple[tuple[int, ...], Any]], zeros: Any, to_device: Any) -> Staging:
    """Stage batches in plain memory.

    Parameters
    ----------
    arrays : sequence of (shape, dtype)
    zeros, to_device : callable
        The backend's.
    """
    hosts = [[np.empty(shape, dtype) for shape, dtype in arrays] for _ in range(2)]
    return Staging(hosts, [zeros(shape, dtype) for shape, dtype in arrays], to_device)
