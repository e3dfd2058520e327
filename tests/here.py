"""Reading files without a child process: the same code, in this one, as a child takes a third of a second to begin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import msgspec
import pytest

from nnstudio.data import tables
from nnstudio.data.readers.child import ENTRIES as OF_DATA
from nnstudio.data.sources import file_table, idx_files, image_folder, numpy_file, recording_folder
from nnstudio.export import reading
from nnstudio.export.reading.child import ENTRIES as OF_MODELS
from nnstudio.project.judging import arrays, given, pictures, recordings
from nnstudio.system import process
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.process import Reply, Reporter

_CALLERS = (
    arrays,
    tables,
    idx_files,
    image_folder,
    numpy_file,
    file_table,
    recording_folder,
    given,
    pictures,
    recordings,
    reading,
)


def _read_here(patch: pytest.MonkeyPatch) -> None:
    """Run the children's code here; what would travel as JSON still does."""
    entries = OF_DATA | OF_MODELS

    def call(name: str, request: dict[str, Any], **_: Any) -> Reply:
        request = msgspec.json.decode(msgspec.json.encode(request))
        header, arrays = entries[name](request, Reporter(BytesIO()))
        return Reply(msgspec.json.decode(msgspec.json.encode(header)), arrays)

    for module in _CALLERS:
        patch.setattr(module, "call", call)


@contextmanager
def reading_here() -> Iterator[None]:
    """Read here around whole tests."""
    with pytest.MonkeyPatch.context() as patch:
        _read_here(patch)
        yield


# The fixtures patch with the test's own monkeypatch, which takes all back in the order in which it came: with another
# one, whichever was undone last would leave behind what the other had put there.


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read here while a test runs."""
    _read_here(monkeypatch)


@pytest.fixture
def given_up(monkeypatch: pytest.MonkeyPatch) -> Cancel:
    """Cancel that comes once a child would have begun; one that does not hear it fails the test."""
    begun: list[str] = []

    def call(name: str, _request: dict[str, Any], *, cancelled: Cancel | None = None, **_: Any) -> Reply:
        begun.append(name)
        heed(cancelled)
        pytest.fail(f"{name} went on after Cancel")

    for module in _CALLERS:
        monkeypatch.setattr(module, "call", call)
    return lambda: bool(begun)


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in a child process after all: for a test that is about it."""
    for module in _CALLERS:
        monkeypatch.setattr(module, "call", process.call)
