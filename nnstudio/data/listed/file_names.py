"""Files that a table names: which cells are such names, and which file each of them means."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from nnstudio.data.readers.separators import find_separator
from nnstudio.system.messages import Message, msg

NO_STAMP = (-1, -1)
"""Of a file that is not there, or that nobody may look at."""

_HEAD = 1 << 16
_ROWS = 20
"""Rows that tell whether a file is a list of others."""
_TRIED = (3, 40)
"""Rows and columns in which a name without an ending is looked for: each cell costs a look at the disk."""
_FEWEST = 3
"""Rows whose plain numbers may be names."""
_NUMBER = re.compile(r"[+-]?(0|[1-9]\d*)([.,]\d*)?(e[+-]?\d+)?", re.IGNORECASE)
"""As a table of numbers writes it; 007 is a name."""


class FileKind(NamedTuple):
    """A kind of files that a table may name.

    Parameters
    ----------
    called : {"pictures", "recordings"}
    read : tuple of str
        How names of files end that are read, in small letters.
    unread : tuple of str
        How others of the kind end; they are taken for names all the same, and refused one by one.
    distinct : bool
        Whether names without their endings must differ from each other: where tables are files of the kind, a column may
        say ``train`` and ``test`` of rows, with a train.csv beside it.
    """

    called: Literal["pictures", "recordings"]
    read: tuple[str, ...]
    unread: tuple[str, ...] = ()
    distinct: bool = False

    @property
    def endings(self) -> tuple[str, ...]:
        """Of all files of the kind."""
        return self.read + self.unread

    def names(self, cell: str | None) -> bool:
        """Whether a cell names a file of the kind, by its ending."""
        return cell is not None and cell.lower().endswith(self.endings)

    def are_names(self, cells: list[str], there: Callable[[str], bool]) -> bool:
        """Whether cells of a column are names of files that are there, but for their endings.

        Most of them are. Plain numbers are counts as well, so with them all have to be, and no two of them the same: a
        column of counts beside 0.png and 1.png is none.
        """
        found = sum(map(there, cells))
        differ = len(cells) == len(set(cells)) >= _FEWEST
        if sum(_NUMBER.fullmatch(cell.strip()) is not None for cell in cells) * 2 > len(cells):
            return found == len(cells) and differ
        return found * 2 > len(cells) and (differ or not self.distinct)


class Named(NamedTuple):
    """The file that a cell means.

    Parameters
    ----------
    path : str
        Empty where it is not to be looked at.
    stamp : tuple of int
        Its size and the time of its last change.
    cause : Message, optional
        Why it cannot be used.
    """

    path: str
    stamp: tuple[int, int] = NO_STAMP
    cause: Message | None = None


class ListedFolder:
    """The folder that the files of a table lie in. What leads out of it, by its name or by a link, is not even looked at.

    A table from somebody else could otherwise name any file of its reader's, or make the computer sign on to
    another one.

    Parameters
    ----------
    folder : str
    kind : FileKind
        Of the files.
    """

    def __init__(self, folder: str, kind: FileKind) -> None:
        self.kind = kind
        self._root = os.path.abspath(folder)  # noqa: PTH100  without following links
        self._plain = {self._root: True}
        self._whole: dict[str, dict[str, list[str]]] = {}

    def find(self, cell: str | None) -> Named:
        """The file that a cell means: a path from the folder on, with slashes of either kind, or one into it.

        A file may be named without its ending, where only one has the name.
        """
        if not cell:
            return Named("", cause=msg("no file is named"))
        path = self._inside(cell)
        if path is None:
            return Named("", cause=msg("it is not in the folder of the files"))
        try:
            if not self._is_plain(os.path.dirname(path)):  # noqa: PTH120
                return Named("", cause=msg("links are not followed"))
            if not self.kind.names(cell) and not os.path.lexists(path):
                whole = self._called(path)
                if len(whole) > 1:
                    return Named(
                        "",
                        cause=msg(
                            "it may be {one} or {other}: write the ending, too", one=whole[0], other=whole[1]
                        ),
                    )
                path = os.path.join(os.path.dirname(path), *whole) if whole else path  # noqa: PTH118, PTH120
            facts = os.lstat(path)
        except (OSError, ValueError):  # also a NUL in the path
            return Named("", cause=msg("there is no such file"))
        if stat.S_ISLNK(facts.st_mode):
            return Named("", cause=msg("links are not followed"))
        if not stat.S_ISREG(facts.st_mode):
            return Named("", cause=msg("it is not a file"))
        return Named(path, (facts.st_size, facts.st_mtime_ns))

    def has(self, cell: str) -> bool:
        """Whether a file has the name in a cell, which lacks its ending; a large folder is not listed for it."""
        path = self._inside(cell)
        try:
            if not cell or path is None or not self._is_plain(os.path.dirname(path)):  # noqa: PTH120
                return False
            return any(os.path.lexists(path + end) for each in self.kind.read for end in (each, each.upper()))
        except (OSError, ValueError):
            return False

    def _inside(self, cell: str) -> str | None:
        """The path that a cell tells; None where it leads out of the folder."""
        path = os.path.normpath(os.path.join(self._root, cell.replace("\\", "/")))  # noqa: PTH118
        return path if Path(path).is_relative_to(self._root) and path != self._root else None

    def _called(self, path: str) -> list[str]:
        """Names of the files of the kind that are called so but for their endings."""
        folder, name = os.path.split(path)
        if folder not in self._whole:
            known = self._whole[folder] = {}
            for entry in sorted(os.listdir(folder)):  # noqa: PTH208
                if self.kind.names(entry):
                    known.setdefault(entry[: entry.rindex(".")], []).append(entry)
        return self._whole[folder].get(name, [])

    def _is_plain(self, folder: str) -> bool:
        """Whether no link is on the way to a folder."""
        known = self._plain.get(folder)
        if known is None:
            above = os.path.dirname(folder)  # noqa: PTH120
            known = self._is_plain(above) and not stat.S_ISLNK(os.lstat(folder).st_mode)
            self._plain[folder] = known
        return known


def lists_files(path: str, kind: FileKind, folder: str | None = None, *, gone: bool = False) -> bool:
    """Whether a text file is a table that names files of a kind, by its first rows: they name some that are there.

    These may lack their endings. Where they have them and the files are not there it is one all the same if it has one column
    besides: as a table there would be nothing to learn from, and the folder of the files can be chosen. A file that cannot be read is none.

    Parameters
    ----------
    path : str
    kind : FileKind
    folder : str, optional
        In which the files lie; otherwise that of the table.
    gone : bool
        Whether it is one as well where the files are not there.
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
    lines = [line for line in lines[: _ROWS + 1] if line.strip()]
    separator = find_separator("\n".join(lines).encode()) if lines else None
    # Quoted separators do not matter here.
    rows = [[cell.strip().strip('"') for cell in line.split(separator or ",")] for line in lines]
    rows = rows[1:] if rows and not any(map(kind.names, rows[0])) else rows  # a header
    named = [next(filter(kind.names, row), None) for row in rows]
    where = ListedFolder(folder or os.path.dirname(os.path.abspath(path)), kind)  # noqa: PTH100, PTH120
    if not rows or sum(name is not None for name in named) * 2 <= len(rows):
        return _names_without_endings(rows, kind, where)
    there = any(where.find(name).path for name in named if name is not None)
    return there or gone or all(len(row) == 2 for row in rows)


def _names_without_endings(rows: list[list[str]], kind: FileKind, folder: ListedFolder) -> bool:
    """Whether a column holds names of files in a folder but for their endings.

    Plain numbers are taken for such only where as a table there would be nothing else to learn from.
    """
    head = rows[: _TRIED[0]]
    if any(len(row) != 2 for row in rows):
        head = [["" if _NUMBER.fullmatch(cell.strip()) else cell for cell in row] for row in head]
    places = {i for row in head for i, cell in enumerate(row[: _TRIED[1]]) if folder.has(cell)}
    return any(kind.are_names([row[i] if len(row) > i else "" for row in rows], folder.has) for i in places)


def joined(names: Iterable[str | None]) -> bytes:
    """Names in one piece, for an array."""
    return "\0".join((name or "").replace("\0", "") for name in names).encode("utf-8", "surrogatepass")


def apart(data: bytes) -> list[str]:
    """What was joined."""
    return data.decode("utf-8", "surrogatepass").split("\0")
