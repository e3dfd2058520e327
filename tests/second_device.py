"""A second device for computers without a GPU: the reference operations, slowed down or failing as a test wants."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnstudio.backend import devices, probe
from nnstudio.backend.base import Array, Bound
from nnstudio.backend.gpu_check import STEPS
from nnstudio.backend.gpu_system import Card, Step
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.system.messages import msg


def cupy_error(module: str, name: str, text: str, status: int | None = None) -> Exception:
    """An error as CuPy raises it, without CuPy."""
    kind = type(name, (RuntimeError,), {"__module__": module})
    error: Exception = kind(text)
    if status is not None:
        error.status = status  # type: ignore[attr-defined]
    return error


def out_of_memory(size: int = 3 << 20) -> Exception:
    """What CuPy raises where its memory does not suffice."""
    text = f"Out of memory allocating {size:,} bytes (allocated so far: 512 bytes)."
    return cupy_error("cupy.cuda.memory", "OutOfMemoryError", text)


def cuda_error(status: int, text: str = "cudaErrorSomething: words of the driver") -> Exception:
    """What CuPy raises where the driver refuses."""
    return cupy_error("cupy_backends.cuda.api.runtime", "CUDARuntimeError", text, status)


class SecondDevice(ReferenceBackend):
    """Plain NumPy under the name of a GPU.

    Parameters
    ----------
    dtype : str
    pause : float
        Seconds that each step takes longer.
    fails : callable
        Gets the number of steps so far, and returns what is raised then, or None.
    free : int, optional
        Bytes that are said to be free.
    tf32 : bool
        What was asked for; the numbers are the same.
    """

    def __init__(
        self,
        dtype: str,
        *,
        pause: float = 0.0,
        fails: Callable[[int], Exception | None] = lambda step: None,
        free: int | None = None,
        tf32: bool = False,
    ) -> None:
        super().__init__(np, "cuda", dtype)
        self.tf32 = tf32
        self._pause, self._fails, self._free = pause, fails, free
        self._steps = 0
        self._dead: Exception | None = None

    def free_bytes(self) -> int | None:
        return self._free

    def dense(self, *arguments: Any) -> Bound:
        bound = super().dense(*arguments)

        def forward() -> None:
            self._steps += 1
            if (error := self._dead or self._fails(self._steps)) is not None:
                if getattr(error, "status", None) == 700:  # sticky: from here on nothing works
                    self._dead = error
                raise error
            time.sleep(self._pause)
            bound.forward()

        return bound._replace(forward=forward)

    def to_host(self, array: Array) -> np.ndarray[Any, Any]:
        if self._dead is not None:
            raise self._dead
        return super().to_host(array)


def looked_for(*cards: Card) -> probe.Probe:
    """What is found on a computer with these cards."""
    steps = tuple(Step(kind.key, kind.title, "ok", msg("it is there")) for kind in STEPS)
    return probe.Probe((probe.CPU, *map(probe._device, cards)), steps)


def install(monkeypatch: pytest.MonkeyPatch, capability: tuple[int, int] = (8, 6), **settings: Any) -> None:
    """Let this computer have a second device, at the seam where backends are found."""
    found = looked_for(Card(0, "NVIDIA Test", capability, 8 << 30, 6 << 30))
    monkeypatch.setattr(probe, "probe", lambda **_: found)
    monkeypatch.setattr(probe, "_lost", {})
    monkeypatch.setitem(
        devices.BACKENDS,
        "cuda",
        lambda dtype, _threads, _index, tf32: SecondDevice(dtype, tf32=tf32, **settings),
    )
