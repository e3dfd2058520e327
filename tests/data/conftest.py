"""Writing the files that are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.here import apart as apart
from tests.here import inline as inline


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and return its path."""

    def writer(data: str | bytes, name: str = "data.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return writer
