"""How a CSV text is laid out: its header, the names of its columns, its decimal mark; told by its first rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.cells import strip
from nnstudio.data.cells.decimal_mark import NUMBER, DecimalMark, find_decimal
from nnstudio.data.cells.dress import PLAIN
from nnstudio.data.cells.long_numbers import are_rounded
from nnstudio.data.cells.no_value import parted
from nnstudio.data.readers.csv_text import Records
from nnstudio.data.readers.table_head import HEAD, Head, head_of
from nnstudio.system.messages import Message, StudioError

if TYPE_CHECKING:
    import polars as pl

MOST_COLUMNS = 100_000
"""Each costs about a millisecond, however few rows there are."""


@dataclass(frozen=True)
class Layout:
    """What the first rows tell.

    Parameters
    ----------
    encoding, separator : str
    decimal : DecimalMark
    head : Head
        What stands above the data.
    numeric : tuple of bool
        For each column, whether its first cells are numbers, and nobody has said that they mean something else.
    """

    encoding: str
    separator: str
    decimal: DecimalMark
    head: Head
    numeric: tuple[bool, ...]

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        return self.head.names

    @property
    def first(self) -> int:
        """Row of the first data."""
        return self.head.first

    @property
    def format(self) -> dict[str, Any]:
        """What was detected, as :class:`nnstudio.data.tables.TableFormat` has it."""
        return {
            "encoding": self.encoding,
            "separator": self.separator,
            "decimal": self.decimal.mark,
            **self.head.facts,
        }


@dataclass(frozen=True, eq=False)
class CutTable:
    """A table of which each column is numbers or cells of text.

    Parameters
    ----------
    layout : Layout
    columns : list of ndarray or Series
        Numbers with NaN where one is missing, or cells of text as :func:`nnstudio.data.cells.cells.strip` leaves them.
    lines : ndarray of int64
        Line of the file on which each row begins, from 1.
    notes : list of Message
    """

    layout: Layout
    columns: list[Any]
    lines: NDArray[np.int64]
    notes: list[Message]


def layout_of(
    file: str,
    records: Records,
    request: Mapping[str, Any],
    separator: str,
    encoding: str,
    notes: list[Message],
) -> Layout:
    """Look at the first rows.

    Parameters
    ----------
    file : str
        What messages call it.
    records : Records
        Of the whole text, or of its first :data:`HEAD` rows at least.
    request : mapping
        Of :func:`nnstudio.data.readers.csv_reader.read_csv`.
    separator, encoding : str
    notes : list of Message
        Receives what is to be said of the names.

    Raises
    ------
    StudioError
        When there is nothing but a header.
    """
    rows = cut(file, records, separator, rows=HEAD)
    head = head_of(file, rows, len(records.lines), request, notes)
    rows = rows.slice(head.first)
    decimal = find_decimal(rows, separator, request["decimal"])
    numeric = tuple(
        decimal.mark == "."
        and parted(request["kinds"].get(name))[0] in (None, "number", PLAIN)
        and _is_numeric(column)
        for name, column in zip(head.names, rows, strict=True)
    )
    return Layout(encoding, separator, decimal, head, numeric)


def cut(file: str, records: Records, separator: str, rows: int | None = None) -> pl.DataFrame:
    """Cut the text, or the first rows of it, into cells of text without blanks around them; missing ones are null."""
    import polars as pl

    if records.width > MOST_COLUMNS:
        raise StudioError(
            "{file}: {columns} columns, and a table may have {most}; check the separator",
            file=file, columns=records.width, most=MOST_COLUMNS,
        )  # fmt: skip
    try:
        frame = pl.read_csv(
            records.data, has_header=False, infer_schema=False, separator=separator, n_rows=rows
        )
    except pl.exceptions.PolarsError as error:
        cause = str(error).strip().split("\n")[0]
        raise StudioError("{file}: {cause}", file=file, cause=cause) from None
    wanted = len(records.lines) if rows is None else min(rows, len(records.lines))
    if frame.height > wanted and rows is not None:  # n_rows is no more than a hint
        frame = frame.head(wanted)
    if frame.shape != (wanted, records.width):
        raise StudioError(
            "{file}: rows and cells cannot be told apart; save it again with all texts in quotes", file=file
        )
    return strip(frame)


def _is_numeric(column: pl.Series) -> bool:
    there = column.drop_nulls()
    return len(there) > 0 and bool(there.str.contains(NUMBER).all()) and not are_rounded(there)
