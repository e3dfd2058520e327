"""Writing what was trained, also where the disk has something against it."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Callable
from functools import partial
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


def save_result(target: Path, make: Callable[[], Both], output: Output) -> Project:
    """Write the result, as :func:`save_over`; where that has become impossible, put it aside and say where."""
    made: list[Both] = []

    def kept() -> Both:
        made.append(make())
        return made[-1]

    try:
        project, _ = save_over(target, kept)
    except FileError as error:
        rescued = (
            folders.autosave_dir() / f"{target.stem[:100]}-{time.strftime('%Y%m%d-%H%M%S')}{file.SUFFIX}"
        )
        file.save(rescued, *made[-1])
        raise StudioError(
            "{cause}. The result of the training is in {rescued}", cause=str(error), rescued=shown(rescued)
        ) from None
    output.event("saved", file=str(target))
    output.text(f"Saved in {target}")
    return project
