"""What cells alone do not tell of a sheet: columns put away and rows that a filter keeps from sight, which are read all the
same, and cells that are merged over several rows.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.system.messages import Message, counted, joined, msg
from nnstudio.system.zips import Archive

if TYPE_CHECKING:
    import polars as pl

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_OPEN_DOCUMENT = "content.xml"
MOST_COLUMNS, MOST_ROWS = 1 << 14, 1 << 20
PIECE = 1 << 20
MOST_MERGED = 100_000
_LONGEST = 1 << 16
"""Bytes of a tag that is looked for here."""
_NAMED = 8
"""Columns that are named; of the others their number is told."""

_TAG = re.compile(rb"<(?:\w+:)?(\w+)\s([^<>]*)>")
_PLACE = re.compile(
    rb"<(?:\w+:)?(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>"
)
"""Of OpenDocument, where a tag stands for as many columns, rows or cells as it says."""
_ATTRIBUTE = re.compile(r"""(?<![\w:-])(?:\w+:)?([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


_DOWN = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):\1([0-9]{1,7})")
"""Merged cells of one column."""


class Hidden(NamedTuple):
    """Numbers of hidden columns, from 0, and of hidden rows, from 1; column, first and last row of cells merged downwards."""

    columns: Collection[int]
    rows: Collection[int]
    merged: Sequence[tuple[int, int, int]] = ()


def hidden_cells(archive: Archive, sheet: str) -> Hidden:
    """Look up what is hidden or merged in a sheet; nothing in a workbook that is not written as XML."""
    if _OPEN_DOCUMENT in archive:
        return _in_open_document(archive, sheet)
    columns: set[int] = set()
    rows: set[int] = set()
    merged: list[tuple[int, int, int]] = []
    member = _member_of(archive, sheet)
    for kind, known in _tags(archive, member, b"hidden", b"mergeCell "):
        if (
            kind == "mergeCell"
            and len(merged) < MOST_MERGED
            and (down := _DOWN.fullmatch(known.get("ref", "")))
        ):
            merged.append((_column(down[1]), int(down[2]), int(down[3])))
        if known.get("hidden") not in ("1", "true"):
            continue
        if kind == "col":
            columns.update(range(_number(known, "min") - 1, min(_number(known, "max"), MOST_COLUMNS)))
        elif kind == "row":
            rows.add(_number(known, "r"))
    return Hidden(columns, rows, merged)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _in_open_document(archive: Archive, sheet: str) -> Hidden:
    """Count columns, rows and cells, each of which may stand for several, where anything is hidden or merged at all."""
    told = _tags(archive, _OPEN_DOCUMENT, b"visibility", b"rows-spanned", tag=_PLACE)
    if not any(_is_away(known) or _number(known, "number-rows-spanned") > 1 for _, known in told):
        return Hidden((), ())
    columns: set[int] = set()
    rows: set[int] = set()
    merged: list[tuple[int, int, int]] = []
    column, row, below, cell, here = 0, 1, 1, 0, False
    for kind, known in _tags(archive, _OPEN_DOCUMENT, b"<", tag=_PLACE):
        if kind == "table":
            here = known.get("name") == sheet
        elif not here:
            continue
        elif kind == "table-column":
            first, count = column, _number(known, "number-columns-repeated") or 1
            column = min(first + count, MOST_COLUMNS)
            columns.update(range(first, column) if _is_away(known) else ())
        elif kind == "table-row":
            row, cell = below, 0
            below = min(row + (_number(known, "number-rows-repeated") or 1), MOST_ROWS)
            rows.update(range(row, below) if _is_away(known) else ())
        else:
            down, beside = _number(known, "number-rows-spanned"), _number(known, "number-columns-spanned")
            if down > 1 and beside < 2 and len(merged) < MOST_MERGED:
                merged.append((cell, row, row + down - 1))
            cell += _number(known, "number-columns-repeated") or 1
    return Hidden(columns, rows, merged)


def _is_away(known: dict[str, str]) -> bool:
    return known.get("visibility") in ("collapse", "filter")


def hidden_notes(
    hidden: Hidden, names: Sequence[str], columns: Sequence[int], lines: NDArray[np.int64]
) -> list[Message]:
    """Say which of the columns and rows that are read cannot be seen.

    Parameters
    ----------
    hidden : Hidden
    names : sequence of str
        Of the columns that are read.
    columns : sequence of int
        Their numbers in the sheet, from 0.
    lines : ndarray of int
        Numbers of the rows that are read, from 1.
    """
    notes: list[Message] = []
    away = [name for name, number in zip(names, columns, strict=True) if number in hidden.columns]
    if away:
        told = joined(tuple(map(repr, away)), _NAMED)
        notes.append(msg("Columns that are hidden in the sheet are read as well: {names}", names=told))
    if unseen := int(np.isin(lines, list(hidden.rows)).sum()):
        notes.append(
            counted(
                unseen,
                "A row that is hidden in the sheet is read as well",
                "{n} rows that are hidden in the sheet, by a filter perhaps, are read as well",
            )
        )
    return notes


def filled_down(
    merged: Sequence[tuple[int, int, int]],
    frame: pl.DataFrame,
    columns: Sequence[int],
    lines: NDArray[np.int64],
    names: Sequence[str],
    notes: list[Message],
) -> pl.DataFrame:
    """Let what stands in merged cells count in each of their rows, and say so.

    Parameters
    ----------
    merged : sequence of tuple
        As :class:`Hidden` has it.
    frame : DataFrame
        Rows of the table, without its header.
    columns, lines, names
        Of :func:`hidden_notes`.
    notes : list of Message
    """
    filled, known = [], set(columns)
    places: dict[int, NDArray[np.int64]] = {}
    for number, first, last in merged:
        begin, end = np.searchsorted(lines, (first, last + 1)).tolist()
        if number in known and begin + 1 < end and lines[begin] == first:
            places.setdefault(number, np.arange(frame.height))[begin:end] = begin
    for i, number in enumerate(columns):
        if number in places:
            frame = frame.with_columns(frame.to_series(i).gather(places[number]))
            filled.append(repr(names[i]))
    if filled:
        notes.append(
            msg("Merged cells count in each of their rows: {names}", names=joined(tuple(filled), _NAMED))
        )
    return frame


def _member_of(archive: Archive, sheet: str) -> str:
    """The member that holds a sheet; empty where none is found."""
    for kind, known in _tags(archive, _BOOK, b"sheet"):
        if kind == "sheet" and known.get("name") == sheet:
            return linked(archive, _LINKS, known.get("id", ""))
    return ""


def linked(archive: Archive, links: str, wanted: str) -> str:
    """The member of a workbook of Excel that a link leads to; empty where there is no such link."""
    for _, link in _tags(archive, links, b"Relationship"):
        if link.get("Id") == wanted:
            return posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
    return ""


def _tags(
    archive: Archive, member: str, *words: bytes, tag: re.Pattern[bytes] = _TAG
) -> Iterator[tuple[str, dict[str, str]]]:
    """Tags of a member and their attributes, from its pieces in which one of some words occurs at all."""
    if member not in archive:
        return
    rest = b""
    for piece in archive.pieces(member, PIECE):
        text = rest + piece
        end = max(text.rfind(b"<"), 0)
        text, rest = text[:end], text[end:]
        if len(rest) > _LONGEST:
            rest = b""
        if any(word in text for word in words):
            yield from map(_read, tag.finditer(text))
    yield from map(_read, tag.finditer(rest))


def _read(tag: re.Match[bytes]) -> tuple[str, dict[str, str]]:
    found = _ATTRIBUTE.findall(tag[2].decode(errors="replace"))
    return tag[1].decode(), {name: unescape(one or other) for name, one, other in found}


def _number(known: dict[str, str], name: str) -> int:
    text = known.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
