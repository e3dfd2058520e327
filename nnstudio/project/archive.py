"""Reading a zip that somebody else may have written: everything is checked before it is unpacked."""

from __future__ import annotations

import contextlib
import math
import struct
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, cast

import msgspec
import numpy as np

from nnstudio.system.messages import StudioError
from nnstudio.training.checkpoint import Arrays

FILE_LIMIT = 8 << 30
JSON_LIMIT = 64 << 20
MEMBERS = 10_000
RATIO = 100
"""A member may be this much larger than its compressed form; more is a bomb."""
SMALL = 1 << 20
"""Below this size nothing is a bomb."""
DEPTH = 64
PARTS = 1_000_000
"""Objects and lists in a JSON member; each takes much more memory than the two letters it is written with."""
HEADER_LIMIT = 1 << 20

_DIRECTORY = 1000 * MEMBERS
"""Bytes of the table of contents: a thousand for each member is generous."""


class Archive:
    """The members of a zip, unpacked one by one when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        infos = archive.infolist()
        if len(infos) > MEMBERS:
            raise StudioError("it has {count} members, more than any project has", count=len(infos))
        self._infos = {info.filename: info for info in infos}
        if len(self._infos) != len(infos):
            raise StudioError("it has two members of one name")

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str, limit: int = JSON_LIMIT) -> bytes:
        """Unpack a member of at most ``limit`` bytes; raises StudioError for a larger or damaged one."""
        info = self._infos.get(name)
        if info is None:
            raise StudioError("its member {name} is missing", name=name)
        if info.file_size > limit or info.file_size > max(info.compress_size * RATIO, SMALL):
            raise StudioError("its member {name} is larger than it should be", name=name)
        # Other methods may ask for gigabytes of working memory.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise StudioError("its member {name} is packed in an unknown way", name=name)
        with _damage_in_words():
            return self._archive.read(info)

    def json(self, name: str) -> dict[str, Any]:
        """Read a JSON object that is not nested too deeply and holds only finite numbers of ordinary size."""
        data = self.read(name)
        if data.count(b"[") + data.count(b"{") > PARTS:
            raise StudioError("{name} has more parts than any project", name=name)
        try:
            plain = msgspec.json.decode(data)
        except RecursionError:
            raise StudioError("{name} is nested too deeply", name=name) from None
        except (msgspec.MsgspecError, ValueError) as error:
            raise StudioError("{name} is not valid JSON: {cause}", name=name, cause=str(error)) from None
        if not isinstance(plain, dict):
            raise StudioError("{name} does not hold a project", name=name)
        level: list[Any] = [plain]
        for _ in range(DEPTH):
            level = [v for item in level for v in (item.values() if isinstance(item, dict) else item)]
            if any(isinstance(v, int) and abs(v) >= 2**63 for v in level):
                raise StudioError("{name} holds a whole number that is too large", name=name)
            level = [v for v in level if isinstance(v, dict | list)]
        if level:
            raise StudioError("{name} is nested too deeply", name=name)
        return plain

    def tensors(self, name: str, shapes: Mapping[str, tuple[int, ...]]) -> Arrays:
        """Read finite arrays that must have exactly these names and shapes."""
        most = HEADER_LIMIT + 8 + 8 * sum(math.prod(shape) for shape in shapes.values())
        arrays = self._arrays(name, most)
        if {key: array.shape for key, array in arrays.items()} != dict(shapes):
            raise StudioError("its member {name} does not fit the network", name=name)
        if not all(np.isfinite(array).all() for array in arrays.values()):
            raise StudioError("its member {name} holds values that are no finite numbers", name=name)
        return arrays

    def columns(self, name: str) -> Arrays:
        """Read columns of one length; they may hold NaN for a missing value, but no infinity."""
        columns = self._arrays(name, FILE_LIMIT)
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


@contextlib.contextmanager
def open_archive(file: BinaryIO) -> Iterator[Archive]:
    """Open a zip; raises StudioError when it is none."""
    bounded = _Bounded(file, _DIRECTORY)
    with _damage_in_words():
        archive = zipfile.ZipFile(cast(BinaryIO, bounded))
    bounded.limit = FILE_LIMIT
    with archive:
        yield Archive(archive)


@contextlib.contextmanager
def _damage_in_words() -> Iterator[None]:
    try:
        yield
    except (StudioError, MemoryError):
        raise
    # zipfile, zlib and struct raise a dozen kinds that have no common base, and none matters to a person.
    except Exception:
        raise StudioError("it is damaged or not an NN Studio project") from None


class _Bounded:
    """A file that refuses to read very much at once: ``zipfile`` believes what a zip says of its directory."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file, self.limit = file, limit
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > self.limit:
            raise StudioError("its table of contents is larger than it should be")
        return self._file.read(size)
