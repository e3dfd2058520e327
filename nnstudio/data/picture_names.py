"""Pictures that a table names: which cells are such names, and which file each of them means."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ENDINGS = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp")
"""Of the files that are read as pictures."""
NO_STAMP = (-1, -1)
"""Of a file that is not there, or that nobody may look at."""

_HEAD = 1 << 16
_ROWS = 20
"""Rows that tell whether a file is a list of pictures."""
_SEPARATORS = (",", ";", "\t", "|")


class Named(NamedTuple):
    """The file that a cell means.

    Parameters
    ----------
    path : str
        Empty where it is not to be looked at.
    stamp : tuple of int
        Its size and the time of its last change.
    cause : str
        Why it cannot be used; empty where it can.
    """

    path: str
    stamp: tuple[int, int] = NO_STAMP
    cause: str = ""


class PictureFolder:
    """The folder that a table's pictures lie in. What leads out of it, by its name or by a link, is not even looked at.

    A table from somebody else could otherwise name any file of its reader's, or make the computer sign on to
    another one.
    """

    def __init__(self, folder: str) -> None:
        self._root = os.path.abspath(folder)  # noqa: PTH100  without following links
        self._plain = {self._root: True}

    def find(self, cell: str | None) -> Named:
        """The file that a cell means: a path from the folder on, with slashes of either kind, or one into it."""
        if not cell:
            return Named("", cause="no picture is named")
        path = os.path.normpath(os.path.join(self._root, cell.replace("\\", "/")))  # noqa: PTH118
        if not Path(path).is_relative_to(self._root) or path == self._root:
            return Named("", cause="it is not in the folder of the pictures")
        try:
            if not self._is_plain(os.path.dirname(path)):  # noqa: PTH120
                return Named("", cause="links are not followed")
            facts = os.lstat(path)
        except (OSError, ValueError):  # also a NUL in the path
            return Named("", cause="there is no such file")
        if stat.S_ISLNK(facts.st_mode):
            return Named("", cause="links are not followed")
        if not stat.S_ISREG(facts.st_mode):
            return Named("", cause="it is not a file")
        return Named(path, (facts.st_size, facts.st_mtime_ns))

    def _is_plain(self, folder: str) -> bool:
        """Whether no link is on the way to a folder."""
        known = self._plain.get(folder)
        if known is None:
            above = os.path.dirname(folder)  # noqa: PTH120
            known = self._is_plain(above) and not stat.S_ISLNK(os.lstat(folder).st_mode)
            self._plain[folder] = known
        return known


def names_picture(cell: str | None) -> bool:
    """Whether a cell names a picture, by its ending."""
    return cell is not None and cell.lower().endswith(ENDINGS)


def lists_pictures(path: str) -> bool:
    """Whether a text file is a table of pictures, by its first rows: they name pictures that are there.

    Where they are not there it is one all the same if it has one column besides: as a table there would be nothing to
    learn from, and the folder of the pictures can be chosen. A file that cannot be read is none.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  a pipe would block
            return False
        with open(path, "rb") as file:  # noqa: PTH123
            head = file.read(_HEAD)
    except (OSError, ValueError):
        return False
    coding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    lines = head.decode(coding, "replace").splitlines()
    lines = lines[:-1] if len(head) == _HEAD else lines
    rows = [_cells(line) for line in lines[: _ROWS + 1] if line.strip()]
    rows = rows[1:] if rows and not any(map(names_picture, rows[0])) else rows  # a header
    named = [next(filter(names_picture, row), None) for row in rows]
    if not rows or sum(name is not None for name in named) * 2 <= len(rows):
        return False
    folder = PictureFolder(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120
    there = any(folder.find(name).path for name in named if name is not None)
    return there or all(len(row) == 2 for row in rows)


def _cells(line: str) -> list[str]:
    """The cells of a row, as nearly as one line tells; quoted separators do not matter here."""
    separator = max(_SEPARATORS, key=line.count)
    return [cell.strip().strip('"') for cell in line.split(separator)]


def joined(names: Iterable[str | None]) -> bytes:
    """Names in one piece, for an array."""
    return "\0".join((name or "").replace("\0", "") for name in names).encode("utf-8", "surrogatepass")


def apart(data: bytes) -> list[str]:
    """What was joined."""
    return data.decode("utf-8", "surrogatepass").split("\0")
