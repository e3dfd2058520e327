"""What the child processes of this floor do: take files apart that somebody else wrote."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nnstudio.export.reading.build import Builder
from nnstudio.system.arrays import Host
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import StudioError
from nnstudio.system.process import Entry, Reporter, serve

Answer = tuple[dict[str, Any], dict[str, Host]]

LIMIT = 4 << 30


def _model(request: dict[str, Any], reporter: Reporter) -> Answer:
    path = Path(request["path"])
    reporter.progress(done=0.1)
    try:
        built = _read_model(path)
    except StudioError as error:
        raise _about(path, error) from None
    header = {
        "network": built.network.to_plain(),
        "name": built.name,
        "channels_first": built.channels_first,
        "notes": [{"text": note.text, "args": note.args} for note in built.notes],
    }
    return header, built.weights


def _read_model(path: Path) -> Builder:
    data = read_limited(path, LIMIT)
    if path.suffix.lower() == ".keras":
        from nnstudio.export.reading.keras_file import read_keras

        return read_keras(data)
    from nnstudio.export.reading.onnx_beside import reader_beside
    from nnstudio.export.reading.onnx_file import read_onnx

    return read_onnx(data, reader_beside(path, LIMIT))


def _weights(request: dict[str, Any], reporter: Reporter) -> Answer:
    from nnstudio.export.reading.weight_files import READERS

    path = Path(request["path"])
    reporter.progress(done=0.1)
    try:
        arrays = READERS[path.suffix.lower()](read_limited(path, LIMIT))
    except StudioError as error:
        raise _about(path, error) from None
    if not arrays:
        raise StudioError("{file}: there are no weights in it", file=shown(path.name))
    return {"names": list(arrays)}, arrays


def _about(path: Path, error: StudioError) -> StudioError:
    file = shown(os.fspath(path.name))
    return StudioError("{file}: {cause}", file=file, cause=error.message)


ENTRIES: dict[str, Entry] = {"read-model": _model, "read-weights": _weights}


def main(name: str) -> int:
    """Run the entry ``name`` for the process that started this one; return the exit code."""
    return serve(name, ENTRIES)
