"""Whether the files and folders that data was read from are still as they were."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from typing import NamedTuple

from nnstudio.data.held import given_paths
from nnstudio.data.source import Source
from nnstudio.system.files import Stamp

_OF_THE_SYSTEM = ("thumbs.db", "desktop.ini")
"""What file managers leave in a folder that somebody looks at; on other systems such names begin with a dot."""


class FolderStamp(NamedTuple):
    """What tells whether files have come to a folder, or gone.

    Parameters
    ----------
    changed : float
        Seconds.
    names : str
        Digest of the names in it.
    """

    changed: float
    names: str


Stamps = dict[str, Stamp | FolderStamp | None]
"""By path; None where nothing is there, or the disk does not say."""


class Edited(NamedTuple):
    """What holds something else than was read.

    Parameters
    ----------
    path : str
        The first such file or folder.
    stamps : Stamps
        As they are now.
    """

    path: str
    stamps: Stamps


def stamps_of(source: Source) -> Stamps:
    """The stamps of all that a source reads."""
    return {path: _stamp(path) for path in source.paths}


def edited(source: Source, then: Stamps) -> Edited | None:
    """What of a source was edited since ``then``; what has gone meanwhile is told where it is to be read again."""
    now = {path: _stamp(path, before) for path, before in then.items()}
    chosen = [path for _, path in given_paths(source)]
    for path, stamp in now.items():
        before = then[path]
        if before is not None and stamp is not None and not _same(before, stamp):
            # Of a folder with many in it, the one that somebody has chosen is told.
            return Edited(path if path in chosen else source.paths[0], now)
    return None


def _same(before: Stamp | FolderStamp, now: Stamp | FolderStamp) -> bool:
    if isinstance(before, Stamp) and isinstance(now, Stamp):
        return now.is_of(before)
    return isinstance(before, FolderStamp) and isinstance(now, FolderStamp) and now.names == before.names


def _stamp(path: str, before: Stamp | FolderStamp | None = None) -> Stamp | FolderStamp | None:
    """The stamp of a file or a folder; the names in a folder are asked for only where it has changed."""
    with contextlib.suppress(OSError, ValueError):
        facts = os.stat(path)  # noqa: PTH116
        if not stat.S_ISDIR(facts.st_mode):
            return Stamp(facts.st_size, facts.st_mtime)
        if isinstance(before, FolderStamp) and before.changed == facts.st_mtime:
            return before
        return FolderStamp(facts.st_mtime, _names(path))
    return None


def _names(path: str) -> str:
    names = [name for name in os.listdir(path) if name[:1] != "." and name.lower() not in _OF_THE_SYSTEM]  # noqa: PTH208
    return hashlib.sha256("/".join(sorted(names)).encode("utf-8", "surrogatepass")).hexdigest()
