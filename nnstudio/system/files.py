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
from typing import BinaryIO
from unicodedata import category

from nnstudio.system.messages import StudioError

_CAUSES = {
    errno.ENOSPC: "the disk is full; free some space or choose another folder",
    errno.EDQUOT: "your share of the disk is used up; free some space or choose another folder",
    errno.EFBIG: "the file is too large for this disk",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.EISDIR: "there is a folder of that name",
    errno.ENOTDIR: "part of its path is a file, not a folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links lead in a circle",
}


class FileError(StudioError):
    """A file cannot be read or written; the text says which and why."""


def shown(path: str | os.PathLike[str]) -> str:
    """Spell a path or a name in one printable line, whatever characters it holds; spaces of any width are kept."""
    return "".join(
        c if c.isprintable() or category(c) == "Zs" else "\N{REPLACEMENT CHARACTER}" for c in os.fspath(path)
    )


def file_error(verb: str, path: str | os.PathLike[str], error: OSError) -> FileError:
    """Turn an operating system's error into one line, ``Cannot <verb> <path>: <cause>``."""
    if error.errno == errno.ENOENT:
        cause = "the folder does not exist" if verb == "save" else "there is no such file"
    else:
        cause = _CAUSES.get(error.errno or 0) or (error.strerror or str(error)).lower()
    return FileError(f"Cannot {verb} {{path}}: {{cause}}", path=shown(path), cause=cause)


@contextlib.contextmanager
def atomic_write(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a binary file that takes the place of ``path`` only once it is complete and on the disk.

    The bytes go to a temporary file in the same folder, which is flushed, synchronised and then renamed.
    Whatever fails on the way, the old file stays whole and the temporary one is removed. A symbolic link is
    followed, and the permissions of an existing file are kept.

    Raises
    ------
    FileError
        When the disk refuses; an exception of the caller's own passes through unchanged.
    """
    target = Path(os.path.realpath(path))
    temporary = name_beside(target)
    try:
        with create_for(temporary, target) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        replace_file(temporary, target)
        sync_folder(target.parent)
    except OSError as error:
        if error.filename not in (None, str(temporary), str(target), str(target.parent)):
            raise  # of another file, which the caller touched in between
        raise file_error("save", path, error) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def name_beside(target: Path) -> Path:
    """A new name in the folder of a file, for what is to take its place."""
    # Not derived from the name: a name may already be as long as the file system allows.
    return target.parent / f".nnstudio-{secrets.token_hex(8)}.tmp"


@contextlib.contextmanager
def create_for(temporary: Path, target: Path) -> Iterator[BinaryIO]:
    """Create a file that is to take the place of ``target``, with the permissions of what is there."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(target))
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temporary, flags, 0o666), "wb") as file:
        with contextlib.suppress(FileNotFoundError):
            os.chmod(temporary, stat.S_IMODE(os.stat(target).st_mode))  # noqa: PTH101, PTH116
        yield file


def write_bytes(path: str | os.PathLike[str], data: bytes | bytearray | memoryview) -> None:
    """Replace the contents of a file, or leave it as it was; see :func:`atomic_write`."""
    with atomic_write(path) as file:
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
            raise FileError("Cannot read {path}: it is not a file", path=shown(path))
        if facts.st_size > limit:
            raise FileError(
                "Cannot read {path}: it has {size:,} bytes, and {limit:,} are the most that is allowed here",
                path=shown(path),
                size=facts.st_size,
                limit=limit,
            )
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read(facts.st_size + 1)
    except OSError as error:
        raise file_error("read", path, error) from None
    except ValueError:  # a NUL in the path
        raise FileError("Cannot read {path}: there is no such file", path=shown(path)) from None
    if len(data) != facts.st_size:
        raise FileError("Cannot read {path}: it changed meanwhile; please try again", path=shown(path))
    return data


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
