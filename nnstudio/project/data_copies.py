"""Copies of data that came in project files: in the user's cache, under the hash of what they hold."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path

from nnstudio.data.held import given_paths
from nnstudio.data.paths import is_gone
from nnstudio.data.source import Source
from nnstudio.system.file_errors import FileError, file_error, shown
from nnstudio.system.file_set import write_together
from nnstudio.system.files import read_limited, write_bytes
from nnstudio.system.folders import kept_data_dir
from nnstudio.system.messages import StudioError

LIMIT = 20 << 20
"""Bytes of all data files in a project together."""
_KEPT_SECONDS = 60 * 86400.0
"""How long a copy stays that no project was opened with."""

_MOST_REMEMBERED = 4 * LIMIT
"""Bytes of all data files together that stay in memory; those of the projects opened last."""

_opened: dict[Path, dict[str, bytes]] = {}
"""By folder of the copy: what came out of project files, as somebody may clean the cache while they are open."""


def is_kept(source: Source) -> bool:
    """Whether some of the data is read from the copy of what a project file held."""
    return any(map(is_copy, source.paths))


class NotUnpacked(StudioError):
    """The disk takes no copy of what came in a project file; the text says which disk, and why."""


def place(members: dict[str, bytes]) -> Path:
    """Write files into a folder that is named after what they hold, unless they are there already; and remember them.

    A disk that refuses keeps no project from being opened: whoever needs the data tries again, by :func:`bring_back`.
    """
    digest = hashlib.sha256()
    for name in sorted(members):
        digest.update(f"{len(name.encode())} {name} {len(members[name])} ".encode())
        digest.update(members[name])
    folder = kept_data_dir() / digest.hexdigest()
    _remember(folder, members)
    with contextlib.suppress(NotUnpacked):
        _write(folder, members)
    return folder


def _write(folder: Path, members: dict[str, bytes]) -> None:
    try:
        folder.mkdir(exist_ok=True)
        os.utime(folder)
        _forget_old(folder.parent)
        for name, data in members.items():
            path = folder / name
            # Read again rather than believed: somebody may have edited the copy.
            if not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
                write_bytes(path, data)
    except (OSError, FileError) as error:
        cause = error.cause if isinstance(error, FileError) else file_error("save", folder, error).cause
        raise NotUnpacked(
            "The data in the project file cannot be unpacked into {folder}: {cause}. The environment variable NNSTUDIO_HOME "
            "names another place",
            folder=shown(folder.parent),
            cause=cause,
        ) from None


def bring_back(source: Source) -> None:
    """Write copies again that were removed, as by cleaning the cache, while their project was open, or never written.

    Raises
    ------
    NotUnpacked
        When the disk refuses.
    """
    for folder in {Path(path).parent for _, path in given_paths(source) if is_copy(path)}:
        if _lacks(folder):
            _write(folder, _opened[folder])


def unwritten(source: Source) -> dict[str, bytes]:
    """What the copies hold that a source asks for, by path, where the disk has not taken them."""
    paths = [path for _, path in given_paths(source)]
    folder, *others = {Path(path).parent for path in paths}
    if others or not all(map(is_copy, paths)) or not _lacks(folder):
        return {}
    return {str(folder / name): data for name, data in _opened[folder].items()}


def taken_out(source: Source, folder: Path) -> Source:
    """Write data that came in a project file into a folder of the user's, all of it or nothing; nothing there is replaced.

    Files that are the user's own stay where they are.

    Raises
    ------
    StudioError
        When a file of that name is there already and holds something else, or the disk refuses.
    """
    bring_back(source)
    files: dict[str, bytes] = {}
    held: dict[str, bytes] = {}  # by names as some systems see them
    for copy in filter(is_copy, source.paths):
        name, data = Path(copy).name, read_limited(copy, LIMIT)
        if held.setdefault(name.casefold(), data) != data:
            raise StudioError(
                "Two different files of the data are called {name}: choose one of them anew, under another name",
                name=shown(name),
            )
        files[name] = data
    for name, data in files.items():
        path = folder / name
        if path.exists() and (path.stat().st_size != len(data) or read_limited(path, LIMIT) != data):
            raise StudioError(
                "{path} is there already and holds something else: choose another folder", path=shown(path)
            )
    write_together({folder / name: data for name, data in files.items()})
    return source.replace(
        **{field: str(folder / Path(path).name) for field, path in given_paths(source) if is_copy(path)}
    )


def is_copy(path: str) -> bool:
    """Whether a path leads to such a copy; where no folder can be made for them, there are none."""
    with contextlib.suppress(StudioError):
        return Path(path).is_relative_to(kept_data_dir())
    return False


def _lacks(folder: Path) -> bool:
    """Whether something of what came out of a project file is not in its folder: labels may lie there beside what is named."""
    return any(is_gone(str(folder / name)) for name in _opened.get(folder, {}))


def _remember(folder: Path, members: dict[str, bytes]) -> None:
    _opened.pop(folder, None)
    _opened[folder] = members
    while sum(len(data) for each in _opened.values() for data in each.values()) > _MOST_REMEMBERED:
        del _opened[next(iter(_opened))]


def _forget_old(folder: Path) -> None:
    """Remove what no project has opened for long: each brings its data along."""
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            if time.time() - entry.stat(follow_symlinks=False).st_mtime > _KEPT_SECONDS:
                shutil.rmtree(entry, ignore_errors=True)
