"""Which copies of this program are alive: each holds a lock that the system takes back when it ends, however it ends.

The number of a process alone says little: after the power failed, another program may have it.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

from nnstudio.system import folders
from nnstudio.system.messages import StudioError

_held: dict[Path, BinaryIO] = {}


def announce() -> None:
    """Let other copies of the program know that this one is alive; without effect where that cannot be written."""
    with contextlib.suppress(StudioError, OSError):
        path = _place(os.getpid())
        if path in _held:
            return
        for _ in range(5):
            file = path.open("ab")
            if _lock(file) and _is_at(file, path):  # another process may just be clearing it away
                _held[path] = file
                return
            file.close()


def is_alive(process: int) -> bool:
    """Whether another copy of this program has this number and runs now."""
    if process == os.getpid() or process <= 0:
        return False
    try:
        path = _place(process)
        file = path.open("r+b")
    except (StudioError, OSError):
        return False
    with file:
        if not _lock(file):
            return True
    with contextlib.suppress(OSError):  # left behind by one that crashed
        path.unlink(missing_ok=True)
    return False


def _place(process: int) -> Path:
    folder = folders.cache_dir() / "running"
    folder.mkdir(exist_ok=True)
    return folder / f"{process}.lock"


def _is_at(file: BinaryIO, path: Path) -> bool:
    with contextlib.suppress(OSError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False


def _lock(file: BinaryIO) -> bool:
    """Take the lock if nobody has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@atexit.register
def _leave() -> None:
    while _held:
        path, file = _held.popitem()
        file.close()
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
