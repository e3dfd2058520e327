"""Taking ``.nnstudio`` files apart, and putting them together wrongly."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from safetensors.numpy import load as read_tensors
from safetensors.numpy import save as write_tensors

Members = dict[str, bytes]


def unzipped(data: bytes) -> Members:
    """The members of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(members: Members | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip of some members, with names twice if they come twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method) as archive:
        warnings.simplefilter("ignore")  # of a name twice
        for name, data in members.items() if isinstance(members, dict) else members:
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()


def changed_json(members: Members, name: str, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """The zip with a JSON member changed in place, or replaced by what ``change`` returns."""
    plain = json.loads(members[name])
    replacement = change(plain)
    text = json.dumps(plain if replacement is None else replacement)
    return zipped({**members, name: text.encode()})


def changed_tensors(
    members: Members, name: str, change: Callable[[dict[str, np.ndarray[Any, Any]]], Any]
) -> bytes:
    """The zip with a member of arrays changed."""
    arrays = {k: a.copy() for k, a in read_tensors(members[name]).items()}
    change(arrays)
    return zipped({**members, name: write_tensors(arrays)})
