"""A table that names files, as it was read: its other columns, and a sample for each file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data import cache
from nnstudio.data.along import UNKNOWN, Along
from nnstudio.data.beside import RowNames
from nnstudio.data.listed.file_names import FileKind, ListedFolder, apart
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.data.tables import Table, table_of
from nnstudio.system.messages import StudioError
from nnstudio.system.process import ChildFailed, Reply


class _Told(msgspec.Struct, frozen=True):
    """What the reading child says of the files."""

    column: str
    rate: int = 0
    along: Along = UNKNOWN
    spectrogram: Spectrogram | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class ListedTable(Table):
    """The columns beside the one that names the files, with the rows whose file can be used.

    Parameters
    ----------
    samples : ndarray of float32, shape (N, H, W, C) or (N, length, channels)
    files : RowNames
        What the table calls each of them.
    rate : int
        Samples per second of sounds; 0 for anything else.
    along : Along
        What holds for all recordings.
    spectrogram : Spectrogram, optional
        How recordings were turned into pictures.
    state : str
        Tells it from what its file and its pictures held at other times; empty where the cache has not kept it.
    """

    samples: NDArray[np.float32]
    files: RowNames
    rate: int = 0
    along: Along = UNKNOWN
    spectrogram: Spectrogram | None = None
    state: str = ""

    @classmethod
    def received(cls, reply: Reply, name: str, key: str = "") -> Self:
        """What a child process has read; ``key`` is where the cache has its answer, if it has.

        Raises
        ------
        ChildFailed
            When it makes no sense.
        """
        table = table_of(reply, name)
        try:
            told, samples = msgspec.convert(reply.header, _Told), reply.arrays["samples"]
            files = RowNames.received(told.column, reply.arrays["files"])
            stamps = hashlib.sha256(reply.arrays["stamps"].tobytes()).hexdigest()
        except (msgspec.ValidationError, KeyError, UnicodeDecodeError) as error:
            raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
        if samples.dtype != np.float32 or {len(files), *map(len, table.columns)} != {len(samples)}:
            raise ChildFailed("{file}: the answer of its child process makes no sense", file=name)
        state = key and f"{key} {stamps}"
        return cls(
            **vars(table), samples=samples, files=files, rate=told.rate, along=told.along,
            spectrogram=told.spectrogram, state=state,
        )  # fmt: skip


def keep(key: str, reply: Reply) -> bool:
    """Keep an answer in the cache; returns whether that could be done."""
    return cache.keep(key, reply.arrays, msgspec.to_builtins(reply.header)) is not None


def found(key: str, name: str, folder: str, kind: FileKind, axes: tuple[int, ...]) -> ListedTable | None:
    """A table as the cache has it, or None where it has not, or one of the files has changed.

    Parameters
    ----------
    key : str
    name : str
        Of the table.
    folder : str
        In which the files lie.
    kind : FileKind
    axes : tuple of int
        How many a sample may have.
    """
    entry = cache.find(key)
    if entry is None:
        return None
    try:
        table = ListedTable.received(Reply(entry.facts, entry.arrays), name, key)
        right = table.samples.ndim - 1 in axes and _unchanged(entry.arrays, ListedFolder(folder, kind))
        return table if right else None
    except (KeyError, UnicodeDecodeError, StudioError):
        return None


def known_fingerprint(table: ListedTable, settings: Mapping[str, Any]) -> str:
    """The fingerprint of a data set that was made of a table of the cache; empty where it is not known."""
    entry = cache.find(_key(table, settings)) if table.state else None
    return str(entry.facts.get("fingerprint", "")) if entry is not None else ""


def keep_fingerprint(table: ListedTable, settings: Mapping[str, Any], fingerprint: str) -> None:
    """Spare whoever reads the data set again all of its values."""
    if table.state:
        cache.keep(_key(table, settings), {}, {"fingerprint": fingerprint})


def _key(table: ListedTable, settings: Mapping[str, Any]) -> str:
    return cache.key_of("listed-data", table.state, dict(settings))


def _unchanged(arrays: Mapping[str, NDArray[Any]], folder: ListedFolder) -> bool:
    """Whether every file of the table is the one it was, and those that were not there still are not."""
    names = apart(arrays["names"].tobytes())
    stamps = [folder.find(name).stamp for name in names]
    return np.array_equal(np.array(stamps, np.int64).reshape(-1, 2), arrays["stamps"])
