"""Where safety copies are, and which of them an earlier time has left behind.

The name holds the number of the process, so that two windows with one document do not overwrite each other's copy.
"""

from __future__ import annotations

import contextlib
import glob
import re
from pathlib import Path

from nnstudio.project import file
from nnstudio.system import folders, living
from nnstudio.system.messages import StudioError

_ENDING = re.compile(rf"-{living.SIGNATURE}(?:-\d{{1,4}})?$")


def copy_path(document: Path | None, number: int = 0) -> Path:
    """Where this process may keep a copy of a document; ``number`` tells several apart."""
    ending = f"-{living.signature()}{f'-{number}' if number else ''}{file.SUFFIX}"
    if document is None:
        return folders.autosave_dir() / f"untitled{ending}"
    return document.with_name(f".{document.stem}.autosave{ending}")


def copies_of(document: Path | None) -> list[Path]:
    """Copies of a document, or of those without a file, that no other running program is seen to own."""
    found: list[Path] = []
    with contextlib.suppress(StudioError, OSError, ValueError):
        folder = folders.autosave_dir() if document is None else document.parent
        start = "untitled" if document is None else f".{document.stem}.autosave"
        for copy in sorted(folder.glob(f"{glob.escape(start)}*{file.SUFFIX}")):
            ending = copy.name.removeprefix(start).removesuffix(file.SUFFIX)
            if not ending or (_ENDING.fullmatch(ending) and not owner_of(copy).is_alive):
                found.append(copy)
    return found


def owner_of(copy: Path) -> living.Writer:
    """Who has written a copy; nobody where its name does not say."""
    told = _ENDING.search(copy.name.removesuffix(file.SUFFIX))
    return living.Writer(told[1] or "", int(told[2])) if told else living.Writer("", 0)


def remove(copy: Path) -> None:
    """Remove a copy; one that cannot be removed is offered again."""
    with contextlib.suppress(OSError):
        copy.unlink(missing_ok=True)
