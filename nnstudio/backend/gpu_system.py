"""What is asked about GPUs: this computer, and the records of what it answers."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import re
import sys
from importlib import metadata
from typing import Any, Literal

import msgspec

from nnstudio.system.messages import Message

State = Literal["ok", "failed", "skipped"]


PACKAGES = {
    "cuda13": '"cupy-cuda13x>=14.1,<15" "cuda-toolkit[cublas,cudart,nvrtc]==13.*"',
    "cuda12": '"cupy-cuda12x>=14.1,<15" "cuda-toolkit[cublas,cudart,nvrtc]==12.*"',
}
"""What the extras of the package install; said in full, so that the line holds wherever the program came from."""


def device_key(index: int) -> str:
    """What ``--device`` takes for a GPU, from the number that CUDA gives it."""
    return f"cuda:{index}" if index else "cuda"


def same_device(name: str) -> str:
    """The key of a device by any of its names: CUDA calls the first GPU "cuda:0" as well, and both are "cuda"."""
    return device_key(0) if name == "cuda:0" else name


def install_line(extra: str = "cuda13") -> str:
    """What to type to get CuPy and the libraries it needs."""
    return f"pip install {PACKAGES[extra]}"


class Step(msgspec.Struct, frozen=True):
    """What one step has found.

    Parameters
    ----------
    key : str
    title : Message
        What was looked at.
    state : {"ok", "failed", "skipped"}
        "skipped" where a step before it is missing.
    told : Message
        What is there, or why it cannot be used.
    remedy : Message, optional
        What helps.
    """

    key: str
    title: Message
    state: State
    told: Message
    remedy: Message | None = None


class Card(msgspec.Struct):
    """One graphics card, as far as it is known.

    Parameters
    ----------
    index : int
    name : str
    capability : tuple of int
        Compute capability, such as (8, 6).
    total, free : int
        Bytes of memory.
    refused, remedy : Message, optional
        Why it cannot be used, and what helps.
    """

    index: int
    name: str
    capability: tuple[int, int]
    total: int
    free: int = 0
    refused: Message | None = None
    remedy: Message | None = None


class System:
    """This computer; tests put another in its place."""

    platform = sys.platform

    def shared_library(self, *names: str) -> Any:
        """The first of these shared libraries that loads; OSError where none does."""
        for name in names[:-1]:
            with contextlib.suppress(OSError):
                return ctypes.CDLL(name)
        return ctypes.CDLL(names[-1])

    def installed(self) -> dict[str, str]:
        """The CuPy packages in this Python, and their versions."""
        found = {}
        for each in metadata.distributions():
            name = (each.metadata["Name"] or "").lower()
            if re.fullmatch(r"cupy(-cuda.*|-rocm.*)?", name):
                found[name] = each.version
        return found

    def cupy(self) -> Any:
        """CuPy itself."""
        return importlib.import_module("cupy")

    def blas(self) -> Any:
        """The library of cuBLAS as the backend loads it; None where there is none."""
        return importlib.import_module("nnstudio.backend.cuda.libraries").shared_library("cublas")
