"""Which copies of this program are alive: each holds a lock that the system takes back when it ends, however it ends.

The number of a process alone says little: after the power failed, another program may have it. Beside its lock each
tells which document is open in it.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import hashlib
import os
import platform
import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

from nnstudio.system import folders
from nnstudio.system.messages import StudioError

_held: dict[Path, BinaryIO] = {}


def announce() -> bool:
    """Let other copies of the program know that this one is alive, and say whether that could be written."""
    with contextlib.suppress(StudioError, OSError):
        path = _place(os.getpid())
        if path in _held:
            return True
        _leave()  # where the folders of the program were before
        for _ in range(5):
            file = path.open("ab")
            if _lock(file) and _is_at(file, path):  # another process may just be clearing it away
                _held[path] = file
                return True
            file.close()
    return False


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
    for left in (path, _told_at(path)):  # behind by one that crashed
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)
    return False


SIGNATURE = r"(?:c([0-9a-f]{8})-)?(\d{1,10})"
"""In the name of a file, who writes it: a mark of the computer, and the number of the process."""


class Writer(NamedTuple):
    """A copy of the program, of which nothing but its signature is known.

    Parameters
    ----------
    computer : str
        The mark of :func:`here`; empty where the name does not tell.
    process : int
    """

    computer: str
    process: int

    @property
    def is_elsewhere(self) -> bool:
        """Whether it belongs to another computer or another person: nobody here can see whether it runs."""
        return self.computer not in ("", here())

    @property
    def is_alive(self) -> bool:
        """Whether it is another copy than this one, and is seen to run."""
        return not self.is_elsewhere and is_alive(self.process)


def signature() -> str:
    """The signature of this copy."""
    return f"c{here()}-{os.getpid()}"


def here() -> str:
    """A mark of this computer and of the folder in which copies of the program tell that they are alive."""
    place = f"{_computer()}\0{folders.cache_dir().absolute()}"
    return hashlib.blake2b(place.encode(errors="surrogatepass"), digest_size=4).hexdigest()


def _computer() -> str:
    """What tells computers apart: the name, but that of a Mac changes with the network it is in."""
    if sys.platform == "darwin":
        number = ctypes.create_string_buffer(16)
        patience = (ctypes.c_long * 2)(1, 0)  # seconds and nanoseconds
        with contextlib.suppress(OSError, AttributeError):
            if ctypes.CDLL(None).gethostuuid(number, patience) == 0:
                return number.raw.hex()
    return platform.node()


def tell_open(document: Path | None) -> None:
    """Let other copies know which document is open in this one; without effect where that cannot be written."""
    with contextlib.suppress(StudioError, OSError):
        place = _told_at(_place(os.getpid()))
        if document is None:
            place.unlink(missing_ok=True)
        elif announce():
            place.write_bytes(_spelled(document))


def is_open_elsewhere(document: Path) -> bool:
    """Whether a document is open in another copy that runs now on this computer; the disk of the document is not asked."""
    with contextlib.suppress(StudioError, OSError):
        for place in _place(os.getpid()).parent.glob("*.open"):
            with contextlib.suppress(OSError):
                same = place.read_bytes() == _spelled(document)
                if same and place.stem.isdecimal() and is_alive(int(place.stem)):
                    return True
    return False


def _told_at(lock: Path) -> Path:
    return lock.with_suffix(".open")


def _spelled(document: Path) -> bytes:
    return os.fsencode(os.path.normcase(document.absolute()))


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
        for mine in (_told_at(path), path):
            with contextlib.suppress(OSError):
                mine.unlink(missing_ok=True)
