"""Data inside the project file: the members ``data/NAME``, which are read from a copy under the hash of what they hold."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Mapping
from pathlib import Path, PureWindowsPath

from nnstudio.data.held import given_paths, held_paths, held_text
from nnstudio.data.paths import is_gone
from nnstudio.data.source import Source
from nnstudio.data.sources import ImageFiles
from nnstudio.project.data_files import Both, everywhere
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.file_errors import file_error, shown
from nnstudio.system.files import read_limited, write_bytes
from nnstudio.system.folders import kept_data_dir
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.names import is_name
from nnstudio.system.zips import Archive

LIMIT = 20 << 20
"""Bytes of all data files in a project together."""
FOLDER = "data/"
_KEPT_SECONDS = 60 * 86400.0
"""How long a copy stays that no project was opened with."""

_MOST_REMEMBERED = 4 * LIMIT
"""Bytes of all data files together that stay in memory; those of the projects opened last."""

_opened: dict[Path, dict[str, bytes]] = {}
"""By folder of the copy: what came out of project files, as somebody may clean the cache while they are open."""


def cannot_keep(source: Source | None) -> Message | None:
    """Why the data cannot be in the project file; None where it can."""
    if held := held_paths(source):  # not even looked at before somebody has agreed
        return held_text(held[0])
    if source is None or not source.paths:
        return msg("The project's data is in no file: there is nothing to keep")
    if isinstance(source, ImageFiles):
        return msg("Pictures in files of their own are not kept in the project file: send their folder along")
    try:
        size = sum(Path(path).stat().st_size for path in source.paths)
    except OSError as error:
        return file_error("read", error.filename or source.paths[0], error).message
    except ValueError:
        return msg("The data cannot be read")
    if size > LIMIT:
        return msg(
            "The data has {size:.1f} MB; up to {most} MB can be kept in the project file",
            size=size / (1 << 20), most=LIMIT >> 20,
        )  # fmt: skip
    return None


def packed(project: Project, trained: Trained | None) -> tuple[Project, Trained | None, dict[str, bytes]]:
    """Turn the paths of the data into names of members, and read what these hold.

    Raises
    ------
    StudioError
        When the data is gone or too large; nothing has been written then.
    """
    source = project.data.source
    if not project.keep_data or source is None:
        return project, trained, {}
    if not held_paths(source) and not source.paths:
        return project, trained, {}
    bring_back(source)
    if (reason := cannot_keep(source)) is not None:
        raise StudioError(
            "The data cannot be kept in the project file; take it out in the File menu, or bring it back. {cause}",
            cause=reason,
        )
    names: dict[str, str] = {}
    for path in source.paths:
        if path not in names:
            names[path] = FOLDER + _free(Path(path).name, names.values())
        if _is_copy(path):  # it may be the only one until the file is written: a long session is no neglect
            with contextlib.suppress(OSError):
                os.utime(Path(path).parent)
    members = {name: read_limited(path, LIMIT) for path, name in names.items()}
    project, trained = everywhere(project, trained, lambda path: names.get(path, path))
    return project, trained, members


def unpacked(project: Project, trained: Trained | None, archive: Archive) -> Both:
    """Put the members that the data names into the user's cache, and let it be read from there.

    Nothing in the file says where that is. Data that is not in the file is never put into it only because the file
    says so: it might be anything of the reader's own.

    Raises
    ------
    StudioError
        For a member that is too large or has a name that is none.
    """
    source = project.data.source
    given = [] if source is None else [path for _, path in given_paths(source)]
    if not project.keep_data or not given or not all(p.startswith(FOLDER) and p in archive for p in given):
        return project.replace(keep_data=False), trained
    # Labels of images may be beside them without being named.
    beside = [PureWindowsPath(path).as_posix() for path in source.paths] if source else []
    wanted = dict.fromkeys((*given, *(path for path in beside if path in archive)))
    members: dict[str, bytes] = {}
    for member in wanted:
        name = member.removeprefix(FOLDER)
        if not is_name(name):
            raise StudioError("its member {name} has a name that is not allowed", name=shown(member))
        # Sizes are those of the table of contents: nothing is unpacked that is too large.
        members[name] = archive.read(member, LIMIT - sum(map(len, members.values())))
    if len({name.casefold() for name in members}) != len(members):
        raise StudioError("it has two members of one name")
    folder = _placed(members)
    _remember(folder, members)
    return everywhere(
        project, trained, lambda path: str(folder / path.removeprefix(FOLDER)) if path in wanted else path
    )


def is_kept(source: Source) -> bool:
    """Whether some of the data is read from the copy of what a project file held."""
    return any(map(_is_copy, source.paths))


def bring_back(source: Source) -> None:
    """Write copies again that were removed, as by cleaning the cache, while their project was open."""
    for folder in {Path(path).parent for _, path in given_paths(source) if _is_copy(path) and is_gone(path)}:
        if folder in _opened:
            with contextlib.suppress(StudioError):  # the reading says what is wrong
                _placed(_opened[folder])


def taken_out(source: Source, folder: Path) -> Source:
    """Write data that came in a project file into a folder of the user's; nothing there is replaced.

    Files that are the user's own stay where they are.

    Raises
    ------
    StudioError
        When a file of that name is there already and holds something else, or the disk refuses.
    """
    bring_back(source)
    files: dict[str, bytes] = {}
    held: dict[str, bytes] = {}  # by names as some systems see them
    for copy in filter(_is_copy, source.paths):
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
    for name, data in files.items():
        write_bytes(folder / name, data)
    return source.replace(
        **{field: str(folder / Path(path).name) for field, path in given_paths(source) if _is_copy(path)}
    )


def _is_copy(path: str) -> bool:
    return Path(path).is_relative_to(kept_data_dir())


def _placed(members: Mapping[str, bytes]) -> Path:
    """Write files into a folder that is named after what they hold, unless they are there already."""
    digest = hashlib.sha256()
    for name in sorted(members):
        digest.update(f"{len(name.encode())} {name} {len(members[name])} ".encode())
        digest.update(members[name])
    folder = kept_data_dir() / digest.hexdigest()
    try:
        folder.mkdir(exist_ok=True)
        os.utime(folder)
        _forget_old(folder.parent)
        for name, data in members.items():
            path = folder / name
            # Read again rather than believed: somebody may have edited the copy.
            if not path.is_file() or path.stat().st_size != len(data) or path.read_bytes() != data:
                write_bytes(path, data)
    except OSError as error:
        raise file_error("save", folder, error) from None
    return folder


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


def _free(name: str, taken: Iterable[str]) -> str:
    """A name that every system allows and no other member has."""
    name = "".join(c if c.isprintable() and c not in '<>:"/\\|?*' else "_" for c in name)[-140:]
    name = name.lstrip(".").rstrip(" .") or "data"
    if not is_name(name):
        name = f"_{name}"[:150]
    others = {each.removeprefix(FOLDER).casefold() for each in taken}
    free, number = name, 1
    while free.casefold() in others:
        number += 1
        free = f"{number}-{name}"
    return free
