"""Writing files so that a crash, a full disk or a pulled plug never costs the old one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from nnstudio.system import left_over
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.file_errors import cannot_read, file_error
from nnstudio.system.messages import msg


@contextlib.contextmanager
def atomic_write(
    path: str | os.PathLike[str],
    *,
    like: str | os.PathLike[str] | None = None,
    cancelled: Cancel | None = None,
) -> Iterator[BinaryIO]:
    """Open a binary file that takes the place of ``path`` only once it is complete and on the disk.

    The bytes go to a temporary file in the same folder, which is flushed, synchronised and then renamed.
    Whatever fails on the way, the old file stays whole and the temporary one is removed. A symbolic link is
    followed; permissions, owner and group of an existing file are kept, as far as the system lets them be.

    Parameters
    ----------
    path : path
    like : path, optional
        Whose permissions a new file gets: a copy of what nobody else may read is not for others either.
    cancelled : callable, optional
        Asked last of all: a disk may answer after everybody has stopped waiting.

    Raises
    ------
    FileError
        When the disk refuses; an exception of the caller's own passes through unchanged.
    Cancelled
        Nothing is changed then.
    """
    target = Path(os.path.realpath(path))
    temporary = name_beside(target)
    try:
        with create_for(temporary, target, like) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        heed(cancelled)
        replace_file(temporary, target)
        sync_folder(target.parent)
        clear_beside(target)
    except OSError as error:
        if error.filename not in (None, str(temporary), str(target), str(target.parent)):
            raise  # of another file, which the caller touched in between
        raise file_error("save", path, error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def is_stream(path: str | os.PathLike[str]) -> bool:
    """Whether what is there is a device or a pipe: nothing that another file may take the place of."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def name_beside(target: Path) -> Path:
    """A new name in the folder of a file, for what is to take its place; it tells who writes there."""
    # Not derived from the name: a name may already be as long as the file system allows.
    return target.parent / f".nnstudio-{left_over.mark()}{secrets.token_hex(8)}.tmp"


def clear_beside(target: Path) -> None:
    """Remove what writers that were killed have left in the folder of a file."""
    left_over.clear(target.parent)


@contextlib.contextmanager
def create_for(
    temporary: Path, target: Path, like: str | os.PathLike[str] | None = None
) -> Iterator[BinaryIO]:
    """Create a file that is to take the place of ``target``, with the permissions of what is there, or of another file."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
    if is_stream(target):  # the system's administrator could put a file in the place of /dev/null
        raise OSError(errno.EINVAL, "it is a device or a pipe, and no file", str(target))
    if sys.platform == "win32" and target.exists() and not target.stat().st_mode & stat.S_IWRITE:
        raise PermissionError(errno.EACCES, "is read-only, and so not replaced there", str(target))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        with contextlib.suppress(FileNotFoundError):
            _take_after(temporary, os.stat(target if like is None else like))  # noqa: PTH116
        yield file


def _take_after(temporary: Path, facts: os.stat_result) -> None:
    """Give a new file the permissions, group and owner of another."""
    if sys.platform == "win32":
        return  # there a mode tells only what is read-only, which nobody could replace or remove again
    mode = stat.S_IMODE(facts.st_mode)
    mine = os.stat(temporary)  # noqa: PTH116
    if mine.st_gid != facts.st_gid:
        try:
            os.chown(temporary, -1, facts.st_gid)
        except OSError:  # not our group: what it may do, another group may not
            mode = (mode & ~0o070) | (mode & 0o007) << 3
    if mine.st_uid != facts.st_uid:
        with contextlib.suppress(OSError):  # only root may
            os.chown(temporary, facts.st_uid, -1)
    os.chmod(temporary, mode)  # noqa: PTH101


def write_bytes(
    path: str | os.PathLike[str],
    data: bytes | bytearray | memoryview,
    cancelled: Cancel | None = None,
) -> None:
    """Replace the contents of a file, or leave it as it was; see :func:`atomic_write`."""
    with atomic_write(path, cancelled=cancelled) as file:
        file.write(data)


def read_limited(path: str | os.PathLike[str], limit: int) -> bytes:
    """Read a whole file of at most ``limit`` bytes.

    Raises
    ------
    FileError
        When it cannot be read, is larger, or is no regular file (a pipe would block, a device never ends).
    """
    try:
        facts = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(facts.st_mode):
            raise cannot_read(path, msg("it is not a file"))
        if facts.st_size > limit:
            text = "it has {size:,} bytes, and {limit:,} are the most that is allowed here"
            raise cannot_read(path, msg(text, size=facts.st_size, limit=limit))
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read(facts.st_size + 1)
    except (OSError, ValueError) as error:
        raise file_error("read", path, error) from None
    if len(data) != facts.st_size:
        raise cannot_read(path, msg("it changed meanwhile; please try again"))
    return data


class Stamp(NamedTuple):
    """What tells whether a file is still the one that was read or written.

    Not the number of its inode: some network file systems give another one each time.

    Parameters
    ----------
    size : int
        Bytes.
    changed : float
        Seconds.
    """

    size: int
    changed: float

    def is_of(self, other: Stamp) -> bool:
        """Whether nobody has written in between; some file systems round the time to two seconds."""
        return self.size == other.size and abs(self.changed - other.changed) <= 2


def stamp_of(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none, or the disk does not say."""
    try:
        facts = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(facts.st_size, facts.st_mtime)


def replace_file(temporary: Path, target: Path) -> None:
    """Rename; on Windows a virus scanner may hold the old file for a moment, so it is tried again."""
    for _ in range(9 if sys.platform == "win32" else 0):
        with contextlib.suppress(PermissionError):
            os.replace(temporary, target)  # noqa: PTH105
            return
        time.sleep(0.05)
    os.replace(temporary, target)  # noqa: PTH105


def sync_folder(folder: Path) -> None:
    """Put the renamed entry on the disk; Windows has no such call."""
    if sys.platform == "win32":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder one may write but not list
        return
    try:
        os.fsync(handle)
    except OSError as error:
        # Network file systems refuse to synchronise folders; the file itself is complete.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)
