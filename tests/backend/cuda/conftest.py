"""A device without a GPU, for every test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.backend.cuda.device import FakeDevice, installed
from tests.backend.cuda.emulator import WHY_NOT


@pytest.fixture
def device() -> Iterator[FakeDevice]:
    """CuPy, its kernels and cuBLAS on this processor."""
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    with installed() as device:
        yield device
