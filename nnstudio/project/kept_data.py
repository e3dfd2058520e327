"""Data inside the project file: the members ``data/NAME``, which are read from a copy under the hash of what they hold."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath

from nnstudio.data.held import given_paths, held_paths, held_text
from nnstudio.data.source import Source
from nnstudio.data.sources import ImageFiles, RecordingFiles
from nnstudio.project.data_copies import LIMIT, NotUnpacked, bring_back, is_copy, place, unwritten
from nnstudio.project.data_files import Both, everywhere
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.file_errors import file_error, shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.names import is_name
from nnstudio.system.numbers import size_text
from nnstudio.system.zips import Archive

FOLDER = "data/"


def cannot_keep(source: Source | None) -> Message | None:
    """Why the data cannot be in the project file; None where it can."""
    if held := held_paths(source):  # not even looked at before somebody has agreed
        return held_text(held[0])
    if source is None or not source.paths:
        return msg("The project's data is in no file: there is nothing to keep")
    if isinstance(source, ImageFiles):
        return msg("Pictures in files of their own are not kept in the project file: send their folder along")
    if isinstance(source, RecordingFiles):
        return msg("Recordings are not kept in the project file: send their folder along")
    try:
        size = sum(Path(path).stat().st_size for path in source.paths)
    except OSError as error:
        return file_error("read", error.filename or source.paths[0], error).message
    except ValueError:
        return msg("The data cannot be read")
    if size > LIMIT:
        return msg(
            "The data has {size}; up to {most} MiB can be kept in the project file",
            size=size_text(size), most=LIMIT >> 20,
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
    try:
        bring_back(source)
    except NotUnpacked:  # the file may go to another disk, or give back the room that is wanted
        if not (held := unwritten(source)):
            raise
        names = {path: FOLDER + Path(path).name for path in held}
        project, trained = everywhere(project, trained, lambda path: names.get(path, path))
        return project, trained, {names[path]: data for path, data in held.items()}
    if (reason := cannot_keep(source)) is not None:
        raise StudioError(
            "The data cannot be kept in the project file; take it out in the File menu, or bring it back. {cause}",
            cause=reason,
        )
    names = {}
    for path in source.paths:
        if path not in names:
            names[path] = FOLDER + _free(Path(path).name, names.values())
        if is_copy(path):  # it may be the only one until the file is written: a long session is no neglect
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
    folder = place(members)
    return everywhere(
        project, trained, lambda path: str(folder / path.removeprefix(FOLDER)) if path in wanted else path
    )


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
