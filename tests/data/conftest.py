"""Reading without a child process: the same code, in this one, so that many small files are quick."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from nnstudio.data import tables
from nnstudio.data.child import ENTRIES
from nnstudio.data.sources import idx_files, image_folder, numpy_file, picture_table
from nnstudio.system.process import Reply, Reporter


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the child's code here; what would travel as JSON still does."""

    def call(name: str, request: dict[str, Any], **_: Any) -> Reply:
        request = msgspec.json.decode(msgspec.json.encode(request))
        header, arrays = ENTRIES[name](request, Reporter(BytesIO()))
        return Reply(msgspec.json.decode(msgspec.json.encode(header)), arrays)

    for module in (tables, idx_files, image_folder, numpy_file, picture_table):
        monkeypatch.setattr(module, "call", call)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and return its path."""

    def writer(data: str | bytes, name: str = "data.csv") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return writer
