"""How a CSV text begins: what separates its cells, and which lines stand above the table."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nnstudio.data.cells.cells import MISSING, brief
from nnstudio.data.cells.decimal_mark import COMMA_NUMBER, MINUS, NO_NUMBER, NUMBER
from nnstudio.data.cells.dress import SHAPE
from nnstudio.data.readers.separators import BLANKS, SEPARATORS, find_separator, first_rows
from nnstudio.system.messages import Message, msg

if TYPE_CHECKING:
    import polars as pl

_TOLD = re.compile(rb"sep=([,;|\t])[ \t]*(?=\n)", re.IGNORECASE)
"""A first line that Excel writes and understands."""
_LOGGER = re.compile(rb'("?TOA5"?,[^\n]*)\n([^\n]*\n)[^\n]*\n[^\n]*\n')
"""How a logger of Campbell Scientific begins a file: with its own names, those of the columns, units, and how each was averaged."""
_HEADER = re.compile(rb'\n*(?:"[^"]*"|[^"\n])*')
"""The first row of a text; a name in quotes may go over several lines."""
_MARKS = tuple(mark.encode() for mark in SEPARATORS)
_MOST = 50
"""Lines that may stand above a table."""
STEPS = 3
"""So many numbers that only rise, or only fall, are names where the texts beside them are."""
_UNKNOWN = frozenset((*MISSING, *NO_NUMBER))
"""What stands in a row of values, and is no name."""


def separated(data: bytes, wanted: str | None, notes: list[Message]) -> tuple[bytes, str]:
    """Find out what separates the cells.

    Parameters
    ----------
    data : bytes
        As :func:`nnstudio.data.readers.csv_text.decode` leaves it.
    wanted : str, optional
        What somebody has chosen.
    notes : list of Message
        Receives what is left out.

    Returns
    -------
    text : bytes
        With empty lines in the place of what stands above the table; of several blanks between cells one is left.
    separator : str
    """
    told = _TOLD.match(data)
    if told:
        data = data[told.end() :]
    if logger := _LOGGER.match(data):
        notes.append(_left_above(logger[1].decode("utf-8", "replace")))
        data = b"\n" + logger[2] + b"\n\n" + data[logger.end() :]
    separator = wanted or (told[1].decode() if told else find_separator(data)) or ","
    if separator == BLANKS:
        data = re.sub(rb"(?m)^ | $", b"", re.sub(rb"[ \t]+", b" ", data))
    mark = separator.encode()
    rows = first_rows(data)
    counts = [row.count(mark) for row in rows]
    usual = Counter(counts).most_common(1)[0][0] if counts else 0
    end, first = _short_lines_above(data, separator, usual)
    if not end:
        end, first = _above(data, mark, usual)
    if first:
        notes.append(_left_above(first.decode("utf-8", "replace")))
        data = b"\n" * data.count(b"\n", 0, end) + data[end:]
    elif len(counts) > 2 and counts[0] == usual - 1 > 0 and set(counts[1:]) == {usual}:
        begin = len(data) - len(data.lstrip(b"\n"))
        if all(
            row.rstrip(b" ").endswith(mark) for row in rows[1:]
        ):  # written behind every value, and no name
            begin = _HEADER.match(data).end()  # type: ignore[union-attr]  # may match nothing
        else:
            notes.append(msg("The header has a name less than there are columns: the first column has none"))
        data = data[:begin] + mark + data[begin:]
    return data, separator


def _left_above(text: str) -> Message:
    return msg("What stands above the table is left out: {line}", line=brief(text))


def titles_above(frame: pl.DataFrame, is_groups: Callable[[int], bool], notes: list[Message]) -> int:
    """How many rows of cells of text are a title, if any: the first cell at most, above names for all columns or groups.

    Two rows or more may have a second cell, such as *Instrument* and *X1*, if a column below the names holds numbers: a single
    one could be groups of columns.

    Parameters
    ----------
    frame : DataFrame
        As :func:`nnstudio.data.cells.cells.strip` leaves it.
    is_groups : callable
        Whether a row holds titles of several columns each, above their names.
    notes : list of Message
        Receives what is left out.
    """
    rows = frame.head(_MOST).rows()
    pairs = 0
    for place, row in enumerate(rows):
        filled = [cell is not None for cell in row]
        if not any(filled[1:]):
            continue
        if len(row) > 2 and filled[0] and not any(filled[2:]):
            pairs += 1
            continue
        names = len(row) > 2 and all(filled) and not any(map(_is_number, row))
        if pairs:
            below = zip(*rows[place + 2 :], strict=True)  # between them there may be units
            names = names and any(map(_holds_numbers, below))
        heads = place > 0 and pairs != 1 and (names or is_groups(place))
        words = [row[0] for row in rows[:place] if row[0] is not None]
        if heads and words:
            notes.append(_left_above(words[0]))
        return place if heads else 0
    return 0


def _above(data: bytes, separator: bytes, usual: int) -> tuple[int, bytes]:
    """Where the table begins, and the first line above it: remarks, and lines of one cell where rows have several."""
    end, first = 0, b""
    while usual and data.count(b"\n", 0, end) < _MOST:
        stop = data.find(b"\n", end) + 1
        if not stop:
            return 0, b""
        line = data[end : stop - 1]
        plain = re.sub(rb'"[^"]*"', b"", line)
        remark = line.lstrip().startswith(b"#") and plain.count(separator) != usual
        # With another separator as often in it a line of one cell is more likely the header, and this separator a
        # wrong one; a comma or two less are those of a sentence.
        others = max(plain.count(mark) for mark in _MARKS)
        cells = separator in plain or b'"' in plain or others >= usual
        if cells and not remark:
            return end, first
        first = first or line.strip()
        end = stop
    return 0, b""


def _short_lines_above(data: bytes, separator: str, usual: int) -> tuple[int, bytes]:
    """As :func:`_above`, for lines with fewer cells than the table has, such as ``Instrument,X1`` and ``[Data]``.

    Without looking at what follows they could be names of which some are missing: there has to be a line with a text for
    every column, and below it only rows as long, with a column of numbers.
    """
    sample = data[: 1 << 18].decode("utf-8", "replace").split("\n")
    lines = sample[:-1][:200]
    reader, rows, places = csv.reader(lines, delimiter=separator), [], []
    place = 0
    try:
        for row in reader:
            if row:
                rows.append([cell.strip() for cell in row])
                places.append(place)
            place = reader.line_num
    except csv.Error:  # a cell without an end
        return 0, b""
    begin = next((k for k, row in enumerate(rows) if len(row) > usual), 0)
    if not 0 < begin < min(_MOST, len(rows) - 2) or any(len(row) != usual + 1 for row in rows[begin:]):
        return 0, b""
    names, below = rows[begin], rows[begin + 2 :]  # between them there may be units
    numbers = [name for name in names if _is_number(name)]
    if len({*names}) <= usual or any(name in _UNKNOWN for name in names) or (numbers and not steps(names)):
        return 0, b""
    if not any(map(_holds_numbers, zip(*below, strict=True))):
        return 0, b""
    end = len("\n".join(lines[: places[begin]]).encode()) + 1
    return end, lines[places[0]].strip().encode()


def _holds_numbers(column: Sequence[str | None]) -> bool:
    """Whether there are numbers in a column, and nothing else but gaps."""
    there = [cell for cell in column if cell is not None and cell not in _UNKNOWN]
    return bool(there) and (all(map(_is_number, there)) or all(map(_is_dressed, there)))


def steps(cells: Sequence[str | None]) -> bool:
    """Whether numbers among texts only rise, or only fall, as wavelengths and years do that name columns."""
    numbers = [
        float(re.sub(MINUS, "-", cell).replace(",", "."))
        for cell in cells
        if cell is not None and _is_number(cell)
    ]
    ways = {after > before for before, after in pairwise(numbers) if after != before}
    return STEPS <= len(numbers) < len(cells) and len(ways) == 1


def _is_number(cell: str) -> bool:
    return re.search(f"{NUMBER}|{COMMA_NUMBER}", cell) is not None


def _is_dressed(cell: str) -> bool:
    return re.search(SHAPE, cell) is not None
