"""Zips: what is read may be somebody else's and is checked before it is unpacked; what is written is always the same."""

from __future__ import annotations

import contextlib
import math
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

import numpy as np

from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.plain_json import read_object

Arrays = dict[str, Host]

FILE_LIMIT = 8 << 30
JSON_LIMIT = 64 << 20
MEMBERS = 10_000
RATIO = 100
"""A member may be this much larger than its compressed form; more is a bomb."""
SMALL = 1 << 20
"""Below this size nothing is a bomb."""
HEADER_LIMIT = 8 << 20
"""Of safetensors; the arrays of the largest network that is read take 6 MB, where all names are as long as they may be."""

_DIRECTORY = 1000 * MEMBERS
"""Bytes of the table of contents: a thousand for each member is generous."""


def new_member(name: str) -> zipfile.ZipInfo:
    """A member to be written, with a fixed time and system: the same contents give the same bytes."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    return info


def packs_too_well(data: bytes) -> bool:
    """Whether data, packed, comes near to what is taken for a bomb; of most data the beginning tells that it does not.

    Parameters
    ----------
    data : bytes
        Of a member.
    """
    if len(data) <= SMALL:
        return False
    packer, size = zlib.compressobj(), 0
    for start in range(0, len(data), SMALL):
        size += len(packer.compress(data[start : start + SMALL]))
        if size * RATIO > 2 * len(data):
            return False
    return (size + len(packer.flush())) * RATIO <= 2 * len(data)


class Archive:
    """The members of a zip, unpacked one by one when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile, what: Message) -> None:
        self._archive, self._what = archive, what
        infos = archive.infolist()
        if len(infos) > MEMBERS:
            raise StudioError("it has {count} members, more than can be right", count=len(infos))
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) != len(infos):
            raise StudioError("it has two members of one name")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the members, in their order."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def check(self, limit: int) -> None:
        """Refuse a bomb that another program would unpack; raises StudioError.

        Parameters
        ----------
        limit : int
            Most bytes of all members together.
        """
        for info in self._infos.values():
            if info.file_size > max(info.compress_size * RATIO, SMALL):
                raise StudioError("its member {name} is larger than it should be", name=info.filename)
        if sum(info.file_size for info in self._infos.values()) > limit:
            raise StudioError("its members are larger than they should be")

    def read(self, name: str, limit: int = JSON_LIMIT) -> bytes:
        """Unpack a member of at most ``limit`` bytes; raises StudioError for a larger or damaged one."""
        info = self._infos.get(name)
        if info is None:
            raise StudioError("its member {name} is missing", name=name)
        if info.file_size > limit or info.file_size > max(info.compress_size * RATIO, SMALL):
            raise StudioError("its member {name} is larger than it should be", name=name)
        _check_packing(info)
        with _damage_in_words(self._what):
            return self._archive.read(info)

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """Unpack a member of an archive that was checked, piece by piece; raises StudioError where it is damaged."""
        info = self._infos[name]
        _check_packing(info)
        with _damage_in_words(self._what), self._archive.open(info) as member:
            while piece := member.read(size):
                yield piece

    def json(self, name: str) -> dict[str, Any]:
        """Read a JSON object that is not nested too deeply and holds only finite numbers of ordinary size."""
        return read_object(self.read(name), name)

    def tensors(self, name: str, shapes: Mapping[str, tuple[int, ...]], *, some: bool = False) -> Arrays:
        """Read finite arrays that must have exactly these names and shapes, in this order; with ``some``, a part of them will do."""
        most = HEADER_LIMIT + 8 + 8 * sum(math.prod(shape) for shape in shapes.values())
        arrays = self._arrays(name, most)
        wanted = {key: shape for key, shape in shapes.items() if key in arrays or not some}
        if {key: array.shape for key, array in arrays.items()} != wanted:
            raise StudioError("its member {name} does not fit the network", name=name)
        if not all(np.isfinite(array).all() for array in arrays.values()):
            raise StudioError("its member {name} holds values that are no finite numbers", name=name)
        return {key: arrays[key] for key in wanted}  # the library gives them in another order each time

    def columns(self, name: str, most: int = FILE_LIMIT) -> Arrays:
        """Read columns of one length, of at most so many bytes; they may hold NaN for a missing value, but no infinity."""
        columns = self._arrays(name, HEADER_LIMIT + 8 + most)
        if any(c.ndim != 1 for c in columns.values()) or len({len(c) for c in columns.values()}) > 1:
            raise StudioError("its member {name} is damaged", name=name)
        if any(np.isinf(c).any() for c in columns.values()):
            raise StudioError("its member {name} holds values that are no finite numbers", name=name)
        return columns

    def _arrays(self, name: str, most: int) -> Arrays:
        from safetensors import SafetensorError
        from safetensors.numpy import load

        data = self.read(name, most)
        if len(data) < 8 or struct.unpack("<Q", data[:8])[0] > HEADER_LIMIT:
            raise StudioError("its member {name} is damaged", name=name)
        try:
            arrays: Arrays = load(data)
        # Types that NumPy does not know come out as KeyError, TypeError or AttributeError.
        except (SafetensorError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
            raise StudioError("its member {name} is damaged", name=name) from None
        if any(array.dtype.kind != "f" for array in arrays.values()):
            raise StudioError("its member {name} holds something else than numbers", name=name)
        return arrays


def _check_packing(info: zipfile.ZipInfo) -> None:
    """Refuse other methods than the usual ones: they may ask for gigabytes of working memory."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise StudioError("its member {name} is packed in an unknown way", name=info.filename)


@contextlib.contextmanager
def open_archive(file: BinaryIO, what: Message) -> Iterator[Archive]:
    """Open a zip; raises StudioError when it is none.

    Parameters
    ----------
    file : file
    what : Message
        What it should be, for messages: "an NN Studio project".
    """
    bounded = _Bounded(file, _DIRECTORY)
    with _damage_in_words(what):
        archive = zipfile.ZipFile(cast(BinaryIO, bounded))
    bounded.limit = FILE_LIMIT
    with archive:
        yield Archive(archive, what)


@contextlib.contextmanager
def _damage_in_words(what: Message) -> Iterator[None]:
    try:
        yield
    except (StudioError, MemoryError):
        raise
    # zipfile, zlib and struct raise a dozen kinds that have no common base, and none matters to a person.
    except Exception:
        raise StudioError("it is damaged or not {what}", what=what) from None


class _Bounded:
    """A file that refuses to read very much at once: ``zipfile`` believes what a zip says of its directory."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file, self.limit = file, limit
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > self.limit:
            raise StudioError("its table of contents is larger than it should be")
        return self._file.read(size)
