"""What goes wrong with files, in one line that names the file and the cause."""

from __future__ import annotations

import errno
import os
import sys
from unicodedata import category

from nnstudio.system.messages import Message, StudioError, msg, shortened

_CANNOT = {
    "read": "Cannot read {path}: {cause}",
    "save": "Cannot save {path}: {cause}",
    "write": "Cannot write {path}: {cause}",
    "create the folder": "Cannot create the folder {path}: {cause}",
}
_CAUSES = {
    errno.ENOSPC: msg("the disk is full; free some space or choose another folder"),
    errno.EDQUOT: msg("your share of the disk is used up; free some space or choose another folder"),
    errno.EFBIG: msg("the file is too large for this disk"),
    errno.EACCES: msg("permission denied"),
    errno.EPERM: msg("permission denied"),
    errno.EROFS: msg("the disk is read-only; choose another folder"),
    errno.EISDIR: msg("there is a folder of that name"),
    errno.ENOTDIR: msg("part of its path is a file, not a folder"),
    errno.ENAMETOOLONG: msg("the name is too long"),
    errno.ELOOP: msg("its links lead in a circle"),
}
_PERHAPS_OPEN = msg("permission denied, or it is open in another program")
"""Windows says the same of both."""


class FileError(StudioError):
    """A file cannot be read or written; the text says which and why."""

    @property
    def cause(self) -> Message:
        """Why, for a text that names the file already."""
        found: Message = self.message.args["cause"]
        return found


def shown(path: str | os.PathLike[str]) -> str:
    """Spell a path or a name in one printable line, whatever characters it holds; spaces of any width are kept."""
    return "".join(
        c if c.isprintable() or category(c) == "Zs" else "\N{REPLACEMENT CHARACTER}" for c in os.fspath(path)
    )


def cause_of(error: StudioError, most: int) -> Message | str:
    """What an error says, to stand within another; what quotes a file may be long, and is cut to one line."""
    line = " ".join(str(error).split())
    if len(line) <= most and shown(line) == str(error):
        return error.message
    return shown(shortened(line, most))


def is_text(path: str | os.PathLike[str]) -> bool:
    """Whether a name can be written down; a file of another system may have one that cannot."""
    try:
        os.fspath(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def cannot_read(path: str | os.PathLike[str], cause: Message) -> FileError:
    """What is said of a file that is there and cannot be read all the same."""
    return FileError(_CANNOT["read"], path=shown(path), cause=cause)


def file_error(verb: str, path: str | os.PathLike[str], error: OSError | ValueError) -> FileError:
    """Turn an operating system's error into one line, ``Cannot <verb> <path>: <cause>``."""
    if isinstance(error, ValueError) or error.errno == errno.ENOENT:  # the former for a NUL in the path
        cause = msg("the folder does not exist") if verb == "save" else msg("there is no such file")
    elif error.errno == errno.EACCES and sys.platform == "win32":
        cause = _PERHAPS_OPEN
    else:
        cause = _CAUSES.get(error.errno or 0) or msg("{cause}", cause=(error.strerror or str(error)).lower())
    return FileError(_CANNOT[verb], path=shown(path), cause=cause)
