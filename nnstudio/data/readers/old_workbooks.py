"""What is hidden or merged in workbooks that are not written as XML: records of Excel 97 (.xls), and of .xlsb.

The layouts are those of Microsoft's open specifications [MS-CFB], [MS-XLS] and [MS-XLSB].
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

import numpy as np

from nnstudio.data.readers.hidden_cells import MOST_COLUMNS, MOST_MERGED, MOST_ROWS, PIECE, Hidden, linked
from nnstudio.system.zips import Archive

BOOK = "xl/workbook.bin"
"""The member that an .xlsb has, and no other workbook."""
_LINKS = "xl/_rels/workbook.bin.rels"
_BEGIN, _END, _SHEET, _MERGED, _COLUMNS, _ROW = 0x809, 0x0A, 0x85, 0xE5, 0x7D, 0x208
"""Records of Excel 97."""
_NEWEST = 0x600
"""Excel 97 and later; before, names of sheets were written another way."""
_SECTORS = 0xFFFFFFFA
"""Numbers of sectors are smaller; the others mean that there is none."""
_ENTRY = 128
_MERGES = re.compile(rb"\xb1\x01\x04(....)((?:\xb0\x01\x10.{16})+)\xb2\x01\x00", re.DOTALL)
"""Of .xlsb: how many merged cells there are, and the first and last row, first and last column of each."""
_LISTED = 156
"""Of .xlsb: what is said of one sheet in the list of them."""
_LONGEST = 19 * MOST_MERGED
"""Bytes of all merged cells that are looked at."""


def hidden_in_xls(raw: bytes, sheet: str) -> Hidden:
    """Look up what is hidden or merged in a sheet of Excel 97; what makes no sense is nothing."""
    columns: set[int] = set()
    rows: set[int] = set()
    merged: list[tuple[int, int, int]] = []
    try:
        book = _stream(raw, ("Workbook", "Book"))
        start = _start_of(book, sheet)
        for kind, at, size in _records(book, start) if start else ():
            if kind == _MERGED:
                count = min(struct.unpack_from("<H", book, at)[0], (size - 2) // 8)
                for first, last, left, right in struct.iter_unpack(
                    "<HHHH", book[at + 2 : at + 2 + 8 * count]
                ):
                    if left == right and len(merged) < MOST_MERGED:
                        merged.append((left, first + 1, last + 1))
            elif kind == _COLUMNS:
                first, last, _, _, flags = struct.unpack_from("<HHHHH", book, at)
                columns.update(range(first, min(last + 1, MOST_COLUMNS)) if flags & 1 else ())
            elif kind == _ROW and struct.unpack_from("<H", book, at + 12)[0] & 0x20:
                rows.add(struct.unpack_from("<H", book, at)[0] + 1)
    except (struct.error, IndexError, ValueError):  # the cells could be read in spite of it
        return Hidden((), ())
    return Hidden(columns, rows, merged)


def _stream(raw: bytes, names: tuple[str, ...]) -> bytes:
    """One file of those that a compound file holds."""
    (shift,) = struct.unpack_from("<H", raw, 30)
    if shift not in (9, 12):
        return b""
    size = 1 << shift
    most = len(raw) // size  # whatever the file says: a chain may bite its tail
    tables, first = struct.unpack_from("<I", raw, 44)[0], struct.unpack_from("<I", raw, 48)[0]
    where = list(struct.unpack_from("<109I", raw, 76))
    (more,) = struct.unpack_from("<I", raw, 68)
    while more < _SECTORS and len(where) < min(tables, most):
        further = struct.unpack_from(f"<{size // 4}I", raw, size + more * size)
        where += further[:-1]
        more = further[-1]
    following = np.concatenate(
        [np.frombuffer(raw, "<u4", size // 4, size + each * size) for each in where[: min(tables, most)]]
    )

    def chain(at: int) -> bytes:
        sectors: list[bytes] = []
        while at < _SECTORS and len(sectors) < most:
            sectors.append(raw[size + at * size : 2 * size + at * size])
            at = int(following[at])
        return b"".join(sectors)

    directory = chain(first)
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        if directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace") in names:
            return chain(struct.unpack_from("<I", directory, at + 116)[0])
    return b""


def _start_of(book: bytes, sheet: str) -> int:
    """Where the records of a sheet begin; 0 where it is not found."""
    if struct.unpack_from("<HHH", book)[::2] != (_BEGIN, _NEWEST):
        return 0
    for kind, at, size in _records(book, 0):
        if kind == _SHEET:
            start, _, _, length, wide = struct.unpack_from("<IBBBB", book, at)
            name = book[at + 8 : at + min(size, 8 + length * (1 + (wide & 1)))]
            if name.decode("utf-16-le" if wide & 1 else "latin-1", "replace") == sheet:
                return int(start)
    return 0


def _records(book: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record up to the end of a part; charts inside it are parts of their own."""
    depth = 0
    head = struct.Struct("<HH")
    while at + 4 <= len(book):
        kind, size = head.unpack_from(book, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, at + 4, size
        at += 4 + size


def merged_in_xlsb(archive: Archive, sheet: str) -> Hidden:
    """Look up what is merged in a sheet of an .xlsb."""
    try:
        member = _member(archive, sheet)
    except (struct.error, IndexError):
        member = ""
    if member not in archive:
        return Hidden((), ())
    rest = b""
    for piece in archive.pieces(member, PIECE):
        text = rest + piece
        if found := _MERGES.search(text):
            cells = [struct.unpack_from("<4I", found[2], at + 3) for at in range(0, len(found[2]), 19)]
            whole = struct.unpack("<I", found[1])[0] == len(cells)
            down = [
                (left, top + 1, low + 1)
                for top, low, left, right in cells
                if left == right and low < MOST_ROWS
            ]
            return Hidden((), (), down[:MOST_MERGED] if whole else ())
        rest = text[-_LONGEST:]
    return Hidden((), ())


def _member(archive: Archive, sheet: str) -> str:
    """The member that holds a sheet of an .xlsb; empty where none is found."""
    book = archive.read(BOOK)
    at = 0
    while at < len(book):
        kind, at = _number(book, at, 2)
        size, at = _number(book, at, 4)
        if kind == _LISTED:
            link, after = _text(book, at + 8)
            if _text(book, after)[0] == sheet:
                return linked(archive, _LINKS, link)
        at += size
    return ""


def _number(book: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of at most so many bytes, of which each but the last has its highest bit set; and what comes after it."""
    number = 0
    for i in range(most):
        number |= (book[at + i] & 0x7F) << 7 * i
        if not book[at + i] & 0x80:
            break
    return number, at + i + 1


def _text(book: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", book, at)
    end = at + 4 + 2 * length
    return book[at + 4 : end].decode("utf-16-le", "replace"), end
