"""Temporary files of writers that were killed in the middle: they go when the next file is written beside them."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from nnstudio.system import living
from nnstudio.system.messages import StudioError

_NAME = re.compile(rf"\.nnstudio-{living.SIGNATURE}-[0-9a-f]{{16}}\.tmp")
_cleared: set[Path] = set()


def mark() -> str:
    """What tells whose temporary file it is; nothing where others could not see that this program is alive."""
    return f"{living.signature()}-" if living.announce() else ""


def clear(folder: Path) -> None:
    """Remove temporary files of programs of this person on this computer that run no more; once for each folder.

    Those of other computers and people stay: whether they are being written cannot be seen from here.
    """
    if folder in _cleared:
        return
    _cleared.add(folder)
    with contextlib.suppress(OSError, StudioError), os.scandir(folder) as entries:
        for entry in entries:
            told = _NAME.fullmatch(entry.name)
            if told is not None and told[1] == living.here() and _is_dead(int(told[2])):
                with contextlib.suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        os.unlink(entry.path)  # noqa: PTH108


def _is_dead(process: int) -> bool:
    """Nothing is known of an earlier program that had our own number."""
    return process != os.getpid() and not living.is_alive(process)
