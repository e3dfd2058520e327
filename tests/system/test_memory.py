"""The memory of this process is told as the system tells it."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from nnstudio.system.memory import available_bytes, resident_bytes


def test_free_memory_is_some() -> None:
    assert available_bytes() > 2**20


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells it")
def test_what_is_taken_grows_with_an_array_that_is_written() -> None:
    before = resident_bytes()
    array = np.ones(2**23)  # 64 MiB
    grown = resident_bytes() - before
    assert 0.9 * array.nbytes < grown < 2 * array.nbytes
