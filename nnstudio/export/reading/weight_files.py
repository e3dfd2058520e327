"""Files that hold nothing but weights: arrays by name, in the order of the file."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Callable
from typing import Any

from nnstudio.export.reading.build import numbers
from nnstudio.export.reading.hdf5 import Weights
from nnstudio.export.reading.room import Room
from nnstudio.export.reading.torch_state import read_state
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.npy import read_npy
from nnstudio.system.zips import HEADER_LIMIT, Archive, open_archive

MOST_ARRAYS = 20_000


def _safetensors(data: bytes) -> dict[str, Host]:
    """safetensors: a header of JSON, then the numbers."""
    from safetensors import SafetensorError
    from safetensors.numpy import load

    if len(data) < 8 or struct.unpack("<Q", data[:8])[0] > min(HEADER_LIMIT, len(data) - 8):
        raise StudioError("it is damaged or no safetensors file")
    try:
        arrays: dict[str, Host] = load(data)
        header = json.loads(data[8 : 8 + struct.unpack("<Q", data[:8])[0]])
    # Types that NumPy does not know come out as KeyError, TypeError or AttributeError.
    except (SafetensorError, ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise StudioError("it is damaged, or holds numbers of a type that is not known here") from None
    # In the order in which they stand in the file, which is that of the layers.
    order = sorted(arrays, key=lambda name: header[name]["data_offsets"])
    return _as_numbers({name: arrays[name] for name in order})


def _npz(data: bytes) -> dict[str, Host]:
    """NumPy's archive; every header is checked before anything is unpacked."""
    arrays: dict[str, Host] = {}
    room = Room(len(data))
    with open_archive(io.BytesIO(data), msg("a NumPy archive")) as archive:
        for name in _members(archive):
            member = archive.read(name, room.left)
            room.take(len(member))
            arrays[name.removesuffix(".npy")] = read_npy(
                member, msg("its member {name}", name=repr(name[:60]))
            )
    return _as_numbers(arrays)


def _members(archive: Archive) -> list[str]:
    names = [name for name in archive.names if name.endswith(".npy")]
    if len(names) > MOST_ARRAYS:
        raise StudioError("it holds more than {most} arrays", most=MOST_ARRAYS)
    return names


def _keras(data: bytes) -> dict[str, Host]:
    """``.weights.h5`` of Keras 3."""
    with Weights(data) as weights:
        return _as_numbers(weights.all())


def _torch(data: bytes) -> dict[str, Host]:
    """A state dict that PyTorch has saved."""
    return _as_numbers(read_state(data))


def _as_numbers(arrays: dict[str, Host]) -> dict[str, Host]:
    """In single precision; counters and other single numbers are no weights."""
    return {name: numbers(array, name) for name, array in arrays.items() if array.ndim}


READERS: dict[str, Callable[[bytes], dict[str, Any]]] = {
    ".safetensors": _safetensors,
    ".npz": _npz,
    ".h5": _keras,
    ".pt": _torch,
    ".pth": _torch,
}
