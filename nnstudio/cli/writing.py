"""Writing what was trained, also where the disk has something against it."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system import folders
from nnstudio.system.file_errors import FileError, file_error, shown
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


def save_result(target: Path, project: Project, trained: Trained | None, output: Output) -> None:
    """Write the result; where that has become impossible, put it aside and say where."""
    try:
        file.save(target, project, trained)
    except FileError as error:
        rescued = (
            folders.autosave_dir() / f"{target.stem[:100]}-{time.strftime('%Y%m%d-%H%M%S')}{file.SUFFIX}"
        )
        file.save(rescued, project, trained)
        raise StudioError(
            "{cause}. The result of the training is in {rescued}", cause=str(error), rescued=shown(rescued)
        ) from None
    output.event("saved", file=str(target))
    output.text(f"Saved in {target}")
