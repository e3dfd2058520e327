"""Arrays that took long to make, kept in the user's cache folder: pictures that were decoded, samples that were scaled.

An entry is a folder, named by a hash of everything its arrays depend on, with one ``.npy`` file for each array and a
``facts.json``. Its arrays are memory maps: a file that is not read costs no memory. What is in the cache can always be
made again, so that nothing here ever fails for want of room: it is then not kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.system.folders import cache_dir
from nnstudio.system.living import is_alive
from nnstudio.system.messages import StudioError

LIMIT = 16 << 30
"""Most bytes of all entries; the ones not used for the longest time make room."""
FREE_SHARE = 0.5
"""Of what is free on the disk, at most this much for a new entry."""
_VERSION = 1
"""Of the format; what another one wrote is not found."""
_FACTS = "facts.json"
_FACTS_LIMIT = 64 << 20
_UNFINISHED = "unfinished-"

Array = NDArray[Any]


class Entry:
    """Arrays of the cache and what was noted beside them.

    Parameters
    ----------
    arrays : dict of str to ndarray
        Memory maps, not to be written.
    facts : dict
        As they were given, as JSON has them.
    """

    def __init__(self, arrays: dict[str, Array], facts: dict[str, Any]) -> None:
        self.arrays, self.facts = arrays, facts


class NewEntry:
    """An entry that is being made: its arrays are on the disk from the start.

    Use it as a context; it is there for others only after :meth:`keep`.

    Parameters
    ----------
    key : str
        What :func:`key_of` made.
    shapes : dict of str to (dtype, shape)

    Attributes
    ----------
    arrays : dict of str to ndarray
        Memory maps to be filled.

    Raises
    ------
    OSError
        When the disk refuses or has too little room.
    """

    def __init__(self, key: str, shapes: Mapping[str, tuple[Any, tuple[int, ...]]]) -> None:
        self._key = key
        self._folder = _folder() / _passing_name()
        size = sum(
            np.dtype(dtype).itemsize * int(np.prod(shape, dtype=object)) for dtype, shape in shapes.values()
        )
        if size > min(LIMIT, shutil.disk_usage(_folder()).free * FREE_SHARE):
            raise OSError("not enough room")
        _make_room(LIMIT - size)
        self.arrays: dict[str, Array] = {}
        self._folder.mkdir()
        try:
            for name, (dtype, shape) in shapes.items():
                path = self._folder / f"{name}.npy"
                self.arrays[name] = np.lib.format.open_memmap(path, "w+", dtype, shape)
                _claim(path)
        except OSError:
            self.__exit__()
            raise

    def __enter__(self) -> NewEntry:
        return self

    def __exit__(self, *_: object) -> None:
        self.arrays.clear()
        shutil.rmtree(self._folder, ignore_errors=True)  # after keep() there is none of this name

    def keep(self, facts: Mapping[str, Any]) -> Entry | None:
        """Bring everything to the disk and give the entry its name; None where that fails."""
        try:
            (self._folder / _FACTS).write_bytes(msgspec.json.encode(dict(facts)))
            while self.arrays:
                _, array = self.arrays.popitem()
                if isinstance(array, np.memmap):
                    array.flush()
                del array  # Windows renames no folder of which a file is mapped
            target = _folder() / self._key
            _remove(target)
            os.replace(self._folder, target)  # noqa: PTH105
        except OSError:
            return None
        return find(self._key)


def key_of(kind: str, *parts: object) -> str:
    """A name for what is made out of some plain values: the same values give the same name."""
    plain = msgspec.json.encode([_VERSION, kind, *parts])
    return f"{kind}-{hashlib.sha256(plain).hexdigest()[:32]}"


def find(key: str) -> Entry | None:
    """What is kept under a key; None where nothing is, or what is there is damaged."""
    try:
        folder = _folder() / key
        facts = folder / _FACTS
        if facts.stat().st_size > _FACTS_LIMIT:
            return None
        noted = msgspec.json.decode(facts.read_bytes(), type=dict[str, Any])
        arrays: dict[str, Array] = {
            path.stem: np.load(path, mmap_mode="r", allow_pickle=False) for path in folder.glob("*.npy")
        }
        os.utime(facts)  # used now
    except (OSError, EOFError, ValueError, StudioError, msgspec.DecodeError):  # EOFError: an empty file
        return None
    return Entry(arrays, noted)


def keep(key: str, arrays: Mapping[str, Array], facts: Mapping[str, Any]) -> Entry | None:
    """Keep arrays under a key and return them as memory maps; None where there is no room."""
    try:
        with NewEntry(key, {name: (a.dtype, a.shape) for name, a in arrays.items()}) as made:
            for name, array in arrays.items():
                made.arrays[name][...] = array
            return made.keep(facts)
    except (OSError, StudioError):
        return None


def size() -> int:
    """Bytes of everything that is kept."""
    with contextlib.suppress(OSError, StudioError):
        return sum(_bytes(entry) for entry in _folder().iterdir())
    return 0


def clear() -> int:
    """Remove everything, and return how many bytes that freed; data in use stays readable until it is let go.

    On Windows it also keeps its room until then, and is found again.
    """
    before = size()
    with contextlib.suppress(OSError, StudioError):
        for entry in list(_folder().iterdir()):
            _remove(entry)
    return before - size()


def _folder() -> Path:
    folder = cache_dir() / "data"
    folder.mkdir(exist_ok=True)
    return folder


def _make_room(limit: int) -> None:
    """Remove the entries not used for the longest time until the others fit; and what a crash has left."""
    entries = []
    for entry in _folder().iterdir():
        with contextlib.suppress(OSError):
            if not entry.name.startswith(_UNFINISHED):
                entries.append(((entry / _FACTS).stat().st_mtime_ns, _bytes(entry), entry))
            elif not _is_being_made(entry):
                shutil.rmtree(entry, ignore_errors=True)
    entries.sort(key=lambda each: each[0], reverse=True)
    total = 0
    for _, taken, entry in entries:
        total += taken
        if total > limit:
            _remove(entry)


def _remove(entry: Path) -> None:
    """Remove an entry, whole or not at all: Windows keeps one that is in use."""
    with contextlib.suppress(OSError):
        gone = entry.with_name(_passing_name())
        os.replace(entry, gone)  # noqa: PTH105
        shutil.rmtree(gone, ignore_errors=True)


def _passing_name() -> str:
    return f"{_UNFINISHED}{os.getpid()}-{secrets.token_hex(4)}"


def _is_being_made(entry: Path) -> bool:
    """Whether the process that makes an entry may still be at it."""
    number = entry.name.removeprefix(_UNFINISHED).partition("-")[0]
    return number == str(os.getpid()) or (number.isdigit() and is_alive(int(number)))


def _claim(path: Path) -> None:
    """Take the room of a file on the disk now: a map that finds none later ends the program."""
    if hasattr(os, "posix_fallocate"):
        with path.open("r+b") as file:
            os.posix_fallocate(file.fileno(), 0, path.stat().st_size)


def _bytes(entry: Path) -> int:
    with contextlib.suppress(OSError):
        return sum(path.stat().st_size for path in entry.iterdir())
    return 0
