"""The backends of this machine, by name; that of a GPU runs its kernels on this machine's processor."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from nnstudio.backend import get_backend
from nnstudio.backend.reference import ReferenceBackend
from tests.backend.cuda.device import HostFaced, installed
from tests.backend.cuda.emulator import needs_compiler

every_backend = pytest.mark.parametrize(
    "backend", ["reference", "cpu", pytest.param("cuda", marks=needs_compiler)]
)


def make(name: str, dtype: str = "float64") -> Any:
    """A backend of :data:`every_backend`."""
    if name == "cuda":
        return _emulated(dtype)
    return ReferenceBackend(np, "reference", dtype) if name == "reference" else get_backend("cpu", dtype)


@functools.cache
def _emulated(dtype: str) -> HostFaced:
    with installed():
        return HostFaced(get_backend("cuda", dtype))
