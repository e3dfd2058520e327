"""Tables that are what they seem to be, read a piece at a time: a large file then takes little more than its numbers.

Most tables are: columns that begin as numbers hold nothing else, and every row has as many cells as the first. Whatever
is odd ends it, and the whole text is read cell by cell, which takes longer but finds out what it is and where.
"""

from __future__ import annotations

import itertools
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.cells import MISSING, stripped
from nnstudio.data.cells.long_numbers import EXACT, are_rounded
from nnstudio.data.readers.csv_layout import CutTable, Layout, layout_of
from nnstudio.data.readers.csv_start import separated
from nnstudio.data.readers.csv_text import decode, holds_utf8, scan
from nnstudio.data.readers.separators import BLANKS
from nnstudio.data.readers.table_head import HEAD
from nnstudio.system.messages import Message, StudioError

if TYPE_CHECKING:
    import polars as pl

PIECE = 4 << 20
"""Bytes that are read together, at least: fewer cost more time, more of them cost memory."""
_LARGEST = 256 << 20
"""Most bytes of a piece; rows that are longer are read another way."""
_NEWLINE = ord("\n")
_LONG = re.compile(rb"(?<![0-9.])[0-9]{%d,40}(?![0-9.eE])" % (EXACT + 1))
_WIDE = ("utf-16", "utf-32")
"""Encodings in which the byte of a line end may be part of another letter."""


class _Odd(Exception):
    """The table has to be read cell by cell."""


class _OtherEncoding(Exception):
    """A piece is written in an encoding that the first one did not tell of."""

    def __init__(self, encoding: str, notes: list[Message]) -> None:
        super().__init__(encoding)
        self.encoding, self.notes = encoding, notes


class _Piece(NamedTuple):
    """Rows that were cut into numbers and texts."""

    values: list[Any]
    """Of each column: an array of numbers, or cells of text."""
    lines: NDArray[np.int64]
    """On which each row begins, from 0 for the first of the piece."""
    ends: int
    """Lines of the piece."""
    size: int
    """Bytes of it in the file."""


def read_in_pieces(
    path: str, file: str, request: Mapping[str, Any], limit: int, progress: Callable[[float], None]
) -> CutTable | None:
    """Read a table whose columns of numbers hold numbers and nothing else.

    Parameters
    ----------
    path : str
    file : str
        What messages call it.
    request : mapping
        Of :func:`nnstudio.data.readers.csv_reader.read_csv`.
    limit : int
        Most bytes of the file.
    progress : callable
        Receives the part of the file that was read.

    Returns
    -------
    CutTable or None
        None where the text has to be read cell by cell.
    """
    try:
        facts = os.stat(path)  # noqa: PTH116
        if not stat.S_ISREG(facts.st_mode) or not 0 < facts.st_size <= limit:
            return None
        try:
            return _Reading(file, request, request["encoding"], []).read(path, facts.st_size, progress)
        except _OtherEncoding as other:
            return _Reading(file, request, other.encoding, other.notes).read(path, facts.st_size, progress)
    except (_Odd, StudioError, OSError, ValueError):  # said again, and better, by who reads cell by cell
        return None


class _Numbers:
    """A column that grows: where its length was guessed well, without ever being copied."""

    def __init__(self, room: int) -> None:
        self._room = np.empty(room)
        self._used = 0

    def add(self, values: NDArray[np.float64]) -> None:
        end = self._used + len(values)
        if end > len(self._room):
            larger = np.empty(end + end // 4)
            larger[: self._used] = self._room[: self._used]
            self._room = larger
        self._room[self._used : end] = values
        self._used = end

    def all(self) -> NDArray[np.float64]:
        return self._room[: self._used]


class _Texts:
    """A column of cells of text."""

    def __init__(self) -> None:
        self._pieces: list[pl.Series] = []

    def add(self, values: pl.Series) -> None:
        self._pieces.append(values)

    def all(self) -> pl.Series:
        import polars as pl

        return stripped(pl.concat(self._pieces, rechunk=False))


class _Reading:
    """One attempt to read a file in pieces."""

    def __init__(
        self, file: str, request: Mapping[str, Any], encoding: str | None, notes: list[Message]
    ) -> None:
        self._file, self._request = file, request
        self._encoding, self._notes = encoding, list(notes)
        self._beyond_ascii = self._found_out = False
        """Whether there were other letters, and whether they are in an encoding that is not the usual one and nobody chose."""
        self._width = 0
        self._gaps = False
        """Whether missing values are spelled out somewhere: looking for them takes a third of the time."""
        self._same = np.empty(0, bool)
        self._layout: Layout

    def read(self, path: str, size: int, progress: Callable[[float], None]) -> CutTable:
        """Read all of it.

        Raises
        ------
        _Odd, _OtherEncoding, StudioError, OSError
            When that is not possible.
        """
        with open(path, "rb") as source:  # noqa: PTH123
            pieces = _pieces(source)
            first = next(pieces, b"")
            if not first or first.isspace():
                raise _Odd  # it changed meanwhile, or there is nothing to read
            text = self._look(first, whole=len(first) == size)
            # A little more than there will be: what is not used is not touched, and takes no memory.
            room = int(text.count(b"\n") * size / len(first) * 1.03) + HEAD
            columns = [_Numbers(room) if yes else _Texts() for yes in self._layout.numeric]
            lines: list[NDArray[np.int64]] = []
            before, done = 1, 0
            cut = self._cut(text, len(first), self._layout.first)
            del text, first
            for piece in itertools.chain((cut,), map(self._decoded_and_cut, pieces)):
                for column, values in zip(columns, piece.values, strict=True):
                    column.add(values)
                lines.append(piece.lines + before)
                before += piece.ends
                done += piece.size
                progress(done / size)
        if done != size:
            raise _Odd  # it changed meanwhile
        return CutTable(
            self._layout, [column.all() for column in columns], np.concatenate(lines), self._notes
        )

    def _look(self, first: bytes, *, whole: bool) -> bytes:
        """Find out how the file is written, and return the text of its first piece."""
        text, encoding, notes = decode(self._file, first, self._encoding)
        self._notes += notes
        text, separator = separated(text, self._request["separator"], self._notes)
        records = scan(self._file, text, separator)
        if separator == BLANKS or encoding.startswith(_WIDE) or (len(records.lines) < HEAD and not whole):
            raise _Odd
        self._width = records.width
        self._layout = layout_of(self._file, records, self._request, separator, encoding, self._notes)
        if self._encoding is None:  # one that was found out holds for all pieces, if it is not the usual one
            self._encoding = {"utf-8": None, "utf-8-sig": "utf-8"}.get(encoding, encoding)
        self._beyond_ascii = not first.isascii()
        self._found_out = self._request["encoding"] is None and not encoding.startswith("utf-8")
        return text

    def _decoded_and_cut(self, piece: bytes) -> _Piece:
        ascii_only = piece.isascii()
        if not ascii_only and self._found_out and holds_utf8(piece):
            raise _Odd  # two encodings in one file
        text, encoding, notes = decode(self._file, piece, self._encoding)
        if notes and self._beyond_ascii:
            raise _Odd
        self._beyond_ascii = self._beyond_ascii or not ascii_only
        if notes:
            raise _OtherEncoding(encoding, notes)
        if encoding != self._layout.encoding.removesuffix("-sig"):
            raise _Odd  # a mark that tells of an encoding, in the middle of a file
        return self._cut(text, len(piece), 0)

    def _cut(self, text: bytes, size: int, first: int) -> _Piece:
        """Cut a piece into numbers and texts, and make sure that each row has its cells."""
        ends = self._count(text, _NEWLINE)
        if b'"' not in text and self._width > 1:
            cuts = self._count(text, ord(self._layout.separator))
            rows = ends + (not text.endswith(b"\n"))
            # More cells than columns are refused below: if none are missing on the whole, none are missing in a row.
            if cuts == rows * (self._width - 1):
                return _Piece(self._values(text, first, rows - first), np.arange(first, rows), ends, size)
        records = scan(self._file, text, self._layout.separator)  # quotes and blank lines
        if records.width != self._width:
            raise _Odd
        values = self._values(records.data, first, len(records.lines) - first)
        return _Piece(values, records.lines[first:] - 1, ends, size)

    def _count(self, text: bytes, letter: int) -> int:
        """How often a letter occurs; one that is frequent is counted much faster than by ``bytes.count``."""
        if len(self._same) < len(text):
            self._same = np.empty(len(text), bool)
        same = np.equal(np.frombuffer(text, np.uint8), letter, out=self._same[: len(text)])
        return int(np.count_nonzero(same))

    def _values(self, text: bytes, first: int, rows: int) -> list[Any]:
        if not self._gaps:
            values = self._typed(text, first, rows, ())
            if values is not None:
                return values
            self._gaps = True
        values = self._typed(text, first, rows, MISSING)
        if values is None:
            raise _Odd
        return values

    def _typed(self, text: bytes, first: int, rows: int, missing: tuple[str, ...]) -> list[Any] | None:
        """Read numbers as such; None where a cell is none, or one that is too large."""
        import polars as pl

        kinds = [pl.Float64 if yes else pl.String for yes in self._layout.numeric]
        try:
            frame = pl.read_csv(
                text, has_header=False, skip_rows=first, schema={str(i): kind for i, kind in enumerate(kinds)},
                separator=self._layout.separator, null_values=list(missing) or None,
                quote_char='"' if b'"' in text else None,
            )  # fmt: skip
        except pl.exceptions.PolarsError:
            return None
        if frame.shape != (rows, self._width):
            raise _Odd
        values: list[Any] = []
        for series in frame:
            if series.dtype == pl.String:
                values.append(series)
                continue
            numbers = series.to_numpy()  # NaN where there is none
            # "inf" and what is too large, and spellings of "nan" that stand for no missing value.
            if np.count_nonzero(np.isfinite(numbers)) + series.null_count() < rows:
                return None
            if np.any(np.abs(numbers) >= 10.0**EXACT) and _holds_rounded(text):
                raise _Odd  # they may be codes, which the rows that told the kind of the column had not
            values.append(numbers)
        return values


def _holds_rounded(text: bytes) -> bool:
    import polars as pl

    found = itertools.islice(_LONG.finditer(text), HEAD)
    return are_rounded(pl.Series([each[0].decode() for each in found], dtype=pl.String))


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file, cut behind line ends; the first piece has all the rows that tell how the rest is written.

    Where rows are so long that it became larger for that, so do the others: there is work to do for every column of
    every piece.
    """
    wanted, looked = PIECE, False
    while piece := source.read(wanted):
        end = piece.rfind(b"\n") + 1
        if len(piece) < wanted:  # the last one
            end = len(piece)
        elif not end or not (looked or piece.count(b"\n") > HEAD):
            wanted *= 2
            if wanted > _LARGEST:
                raise _Odd
            source.seek(-len(piece), os.SEEK_CUR)
            continue
        yield piece if end == len(piece) else piece[:end]
        source.seek(end - len(piece), os.SEEK_CUR)
        looked = True
