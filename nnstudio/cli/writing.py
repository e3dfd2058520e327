"""Writing what was trained, also where the disk has something against it."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.project import file
from nnstudio.project.data_files import Both
from nnstudio.project.project import Project
from nnstudio.system import folders
from nnstudio.system.cancel import Cancelled
from nnstudio.system.file_errors import FileError, file_error, shown
from nnstudio.system.files import Stamp, stamp_of
from nnstudio.system.messages import StudioError


def check_writable(target: Path) -> None:
    """Find out before the training, not after it, that its result cannot be written."""
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        with tempfile.TemporaryFile(dir=os.path.dirname(os.path.realpath(target))) as probe:  # noqa: PTH120
            probe.write(bytes(4096))
    except OSError as error:
        raise file_error("save", target, error) from None


class Unreadable(StudioError):
    """What is in a file cannot be read, so that nothing may take its place; the text says why."""


class PutAside(StudioError):
    """The result is saved, but in another file than the one that was named; the text says where."""


def in_file(target: Path, *, ask: bool = True) -> Both | None:
    """What is in a file now; None where there is none, or nothing in it.

    Parameters
    ----------
    target : Path
    ask : bool
        As for :func:`nnstudio.project.file.load`.

    Raises
    ------
    Unreadable
        When it is locked, of a newer version, damaged, or its disk does not give it back.
    """
    try:
        return file.load(target, ask=ask)
    except (StudioError, OSError) as error:
        there = stamp_of(target)
        if _is_missing(target) or (there is not None and not there.size):
            return None
        if isinstance(error, OSError):
            error = file_error("read", target, error)
        raise Unreadable(error.message) from None


def _is_missing(target: Path) -> bool:
    """Whether nothing is there, as behind a link to what is still to be written; not where nobody can tell."""
    try:
        os.lstat(os.path.realpath(target))
    except OSError as error:
        return isinstance(error, FileNotFoundError)
    return False


def check_replaceable(target: Path, project: Project) -> None:
    """Find out before the training that its result would take the place of what nobody can read, or of another project.

    An earlier result of the same project, which may have been edited since, is replaced.
    """
    try:
        there = in_file(target, ask=False)
    except Unreadable as error:
        raise StudioError(
            "{cause}. It is not written over: name another file with -o, or remove it", cause=str(error)
        ) from None
    if there is None:
        return
    other = there[0]
    if other.network != project.network and other.data.source != project.data.source:
        raise StudioError(
            "{path} holds another project, with another network and other data. It is not written over: name another file "
            "with -o, or remove it",
            path=shown(target),
        )


def save_over(target: Path, make: Callable[[], Both]) -> Both:
    """Write what is made from what stands in a file; made once more where somebody has written there in between.

    Parameters
    ----------
    target : Path
    make : callable
        Reads the file, and returns what is to take its place.
    """
    while True:
        there = stamp_of(target)
        project, trained = make()
        with contextlib.suppress(Cancelled):
            file.save(target, project, trained, partial(_differs, target, there))
            return project, trained


def _differs(path: Path, there: Stamp | None) -> bool:
    return stamp_of(path) != there


def save_result(target: Path, make: Callable[[], Both], alone: Callable[[], Both], output: Output) -> Project:
    """Write the result, as :func:`save_over`; where that has become impossible, put it aside and say where.

    Parameters
    ----------
    target : Path
    make : callable
        As there; raises :class:`Unreadable` where what is in the file cannot be read.
    alone : callable
        Returns the result without what is in the file.
    output : Output

    Raises
    ------
    PutAside
    """
    made: list[Both] = []

    def kept() -> Both:
        made.append(make())
        return made[-1]

    try:
        project, _ = save_over(target, kept)
    except Unreadable as error:
        result = alone()
        try:
            rescued = _put_aside(target, target.parent, result)
        except FileError:
            rescued = _put_aside(target, folders.autosave_dir(), result)
        raise PutAside(
            "{cause}. It is left as it is, and the result of the training is in {rescued}: work on with that file, or put "
            "it in the place of the other",
            cause=str(error), rescued=shown(rescued),
        ) from None  # fmt: skip
    except FileError as error:
        rescued = _put_aside(target, folders.autosave_dir(), made[-1])
        raise PutAside(
            "{cause}. The result of the training is in {rescued}", cause=str(error), rescued=shown(rescued)
        ) from None
    output.event("saved", file=str(target))
    output.text(f"Saved in {target}")
    return project


def _put_aside(target: Path, folder: Path, result: Both) -> Path:
    """Write to a free name like that of a file."""
    stem = f"{target.stem[:100]}-{time.strftime('%Y%m%d-%H%M%S')}"
    names = (f"{stem}{f'-{n}' if n else ''}{file.SUFFIX}" for n in count())
    rescued = next(folder / name for name in names if not os.path.lexists(folder / name))
    file.save(rescued, *result)
    return rescued
