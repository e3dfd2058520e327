"""Weights that an ONNX model keeps in a second file, as PyTorch writes it: ``net.onnx`` and ``net.onnx.data``.

The model names that file, and may name any: only the one that is called like the model is read, from the same folder.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from nnstudio.export.reading.build import spelled
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import StudioError

ENDINGS = (".data", "_data")
"""What follows the name of the model in that of the other file: PyTorch writes the one, ``optimum`` the other."""


def files_beside(path: str | os.PathLike[str]) -> list[Path]:
    """The files that may hold weights of a model, as far as they are there; links are none."""
    here = Path(path)
    found = []
    for ending in ENDINGS:
        other = here.with_name(here.name + ending)
        try:
            if stat.S_ISREG(other.lstat().st_mode):
                found.append(other)
        except (OSError, ValueError):
            continue
    return found


def reader_beside(path: Path, limit: int) -> Callable[[str], bytes]:
    """What reads a file of weights by the name that the model at ``path`` gives it; refuses any other name."""
    held: dict[str, bytes] = {}

    def read(name: str) -> bytes:
        if name not in held:
            there = {other.name: other for other in files_beside(path)}
            if name not in there:
                raise StudioError(
                    "its weights are in another file, {other}; the only one that is read is {wanted} in the same folder; "
                    "put it there, or save the weights inside the model",
                    other=spelled(shown(name)), wanted=spelled(shown(path.name + ENDINGS[0])),
                )  # fmt: skip
            held[name] = read_limited(there[name], limit)
        return held[name]

    return read


def bring_in(tensors: Iterable[Any], read: Callable[[str], bytes]) -> int:
    """Put the numbers of another file into the weights that point to it; return how many bytes were there.

    Parameters
    ----------
    tensors : iterable of TensorProto
    read : callable
        Gives a file by its name.

    Raises
    ------
    StudioError
        When the file is not there or shorter than it should be, or its parts are longer together than it is.
    """
    from onnx import TensorProto

    sizes: dict[str, int] = {}
    taken = 0
    for tensor in tensors:
        if tensor.data_location != TensorProto.EXTERNAL:
            continue
        told = {entry.key: entry.value for entry in tensor.external_data}
        other = told.get("location", "")
        data = read(other)
        sizes[other] = len(data)
        begin, count = _number(told, "offset", 0), _number(told, "length", len(data))
        taken += count
        # Parts may be the same ones, as tied weights are, but not without end.
        if begin + count > len(data) or taken > 4 * sum(sizes.values()):
            raise StudioError("its weights {name} claim more numbers than the file holds", name=spelled(tensor.name))  # fmt: skip
        tensor.raw_data = data[begin : begin + count]
        tensor.data_location = TensorProto.DEFAULT
        del tensor.external_data[:]
    return sum(sizes.values())


def _number(told: dict[str, str], key: str, usual: int) -> int:
    text = told.get(key, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise StudioError("its weights are damaged: {key} is {value}", key=key, value=spelled(text))
    return int(text)
