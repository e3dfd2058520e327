"""A table that names pictures, as it was read: its other columns, and the pictures."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from nnstudio.data import cache
from nnstudio.data.beside import RowNames
from nnstudio.data.pictures.picture_names import PictureFolder, apart
from nnstudio.data.pictures.shades import samples_of
from nnstudio.data.tables import Table, table_of
from nnstudio.system.messages import StudioError
from nnstudio.system.process import ChildFailed, Reply


@dataclass(frozen=True, eq=False, kw_only=True)
class PicturedTable(Table):
    """The columns beside the one that names the pictures, with the rows whose picture can be used.

    Parameters
    ----------
    samples : ndarray of float32, shape (N, H, W, C)
    files : RowNames
        What the table calls each of them.
    state : str
        Tells it from what its file and its pictures held at other times; empty where the cache has not kept it.
    """

    samples: NDArray[np.float32]
    files: RowNames
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
            samples, pictures = reply.arrays["samples"], str(reply.header["pictures"])
            files = RowNames.received(pictures, reply.arrays["files"])
            stamps = hashlib.sha256(reply.arrays["stamps"].tobytes()).hexdigest()
        except (KeyError, UnicodeDecodeError) as error:
            raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
        return cls(**vars(table), samples=samples, files=files, state=key and f"{key} {stamps}")


def with_samples(reply: Reply) -> Reply:
    """An answer with samples in the place of shades."""
    arrays = {**reply.arrays}
    if "images" in arrays:
        arrays["samples"] = samples_of(arrays.pop("images"))
    return Reply(reply.header, arrays)


def keep(key: str, reply: Reply) -> bool:
    """Keep an answer in the cache; returns whether that could be done."""
    return cache.keep(key, reply.arrays, reply.header) is not None


def found(key: str, name: str, folder: str) -> PicturedTable | None:
    """A table as the cache has it, or None where it has not, or one of the pictures has changed."""
    entry = cache.find(key)
    if entry is None:
        return None
    try:
        table = PicturedTable.received(Reply(entry.facts, entry.arrays), name, key)
        samples = table.samples
        lengths = {len(table.files), *(len(column) for column in table.columns)}
        if samples.dtype != np.float32 or samples.ndim != 4 or lengths != {len(samples)}:
            return None
        return table if _unchanged(entry.arrays, folder) else None
    except (KeyError, UnicodeDecodeError, StudioError):
        return None


def known_fingerprint(table: PicturedTable, settings: Mapping[str, Any]) -> str:
    """The fingerprint of a data set that was made of a table of the cache; empty where it is not known."""
    entry = cache.find(_key(table, settings)) if table.state else None
    return str(entry.facts.get("fingerprint", "")) if entry is not None else ""


def keep_fingerprint(table: PicturedTable, settings: Mapping[str, Any], fingerprint: str) -> None:
    """Spare whoever reads the data set again all of its values."""
    if table.state:
        cache.keep(_key(table, settings), {}, {"fingerprint": fingerprint})


def _key(table: PicturedTable, settings: Mapping[str, Any]) -> str:
    return cache.key_of("listed-data", table.state, dict(settings))


def _unchanged(arrays: Mapping[str, NDArray[Any]], folder: str) -> bool:
    """Whether every picture of the table is the file it was, and those that were not there still are not."""
    where = PictureFolder(folder)
    names = apart(arrays["names"].tobytes())
    stamps = [where.find(name).stamp for name in names]
    return np.array_equal(np.array(stamps, np.int64).reshape(-1, 2), arrays["stamps"])
