"""A device without a GPU, for every test that asks for one."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from tests.backend.cuda.device import FakeDevice, installed
from tests.backend.cuda.emulator import WHY_NOT

EMULATED = "NNSTUDIO_EMULATED_GPU"
"""The variable of the environment that lets tests marked ``gpu`` run on the emulated device."""


APART = "NNSTUDIO_ARRAYS_APART"
"""The variable that gives each array on a real device memory of its own, so that a sanitizer sees where it ends."""


@pytest.fixture(autouse=True, scope="session")
def arrays_apart() -> None:
    """CuPy cuts arrays out of larger pieces, unless told otherwise."""
    if os.environ.get(APART):
        import cupy

        cupy.cuda.set_allocator(None)


@pytest.fixture(autouse=True)
def emulated_gpu(request: pytest.FixtureRequest) -> Iterator[None]:
    """The emulated device for what asks for a real one, where the environment says so."""
    if os.environ.get(EMULATED) and request.node.get_closest_marker("gpu"):
        with installed():
            yield
    else:
        yield


@pytest.fixture
def device() -> Iterator[FakeDevice]:
    """CuPy, its kernels and cuBLAS on this processor."""
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    with installed() as device:
        yield device


@pytest.fixture
def no_collector() -> Iterator[None]:
    """In the window garbage is collected at times, and only there."""
    gc.disable()
    yield
    gc.enable()
