"""Where safety copies are, and which of them an earlier time has left behind.

The name holds the number of the process, so that two windows with one document do not overwrite each other's copy.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
from pathlib import Path

from nnstudio.project import file
from nnstudio.system import folders, living
from nnstudio.system.messages import StudioError


def copy_path(document: Path | None, number: int = 0) -> Path:
    """Where this process may keep a copy of a document; ``number`` tells several apart."""
    ending = f"-{os.getpid()}{f'-{number}' if number else ''}{file.SUFFIX}"
    if document is None:
        return folders.autosave_dir() / f"untitled{ending}"
    return document.with_name(f".{document.stem}.autosave{ending}")


def copies_of(document: Path | None) -> list[Path]:
    """Copies of a document, or of those without a file, that no other running program owns."""
    found: list[Path] = []
    with contextlib.suppress(StudioError, OSError, ValueError):
        folder = folders.autosave_dir() if document is None else document.parent
        start = "untitled" if document is None else f".{document.stem}.autosave"
        for copy in sorted(folder.glob(f"{glob.escape(start)}*{file.SUFFIX}")):
            told = re.fullmatch(r"(?:-(\d{1,10})(?:-\d{1,4})?)?", _ending(copy, start))
            if told is not None and not living.is_alive(int(told[1] or 0)):
                found.append(copy)
    return found


def owner_of(copy: Path) -> int:
    """The process that a copy belongs to; 0 where its name does not say."""
    told = re.search(r"-(\d{1,10})(?:-\d{1,4})?\.nnstudio$", copy.name)
    return int(told[1]) if told else 0


def _ending(copy: Path, start: str) -> str:
    return copy.name.removeprefix(start).removesuffix(file.SUFFIX)


def remove(copy: Path) -> None:
    """Remove a copy; one that cannot be removed is offered again."""
    with contextlib.suppress(OSError):
        copy.unlink(missing_ok=True)
