"""How a CSV text is laid out: its header, the names of its columns, its decimal mark; told by its first rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells import header_in, name_columns, strip
from nnstudio.data.csv_start import titles_above
from nnstudio.data.csv_text import Records
from nnstudio.data.decimal_mark import NUMBER, DecimalMark, find_decimal
from nnstudio.data.dress import PLAIN
from nnstudio.data.orange import Roles, roles_in
from nnstudio.system.messages import Message, StudioError

if TYPE_CHECKING:
    import polars as pl

HEAD = 1001
"""Rows that tell how the rest is written."""
MOST_COLUMNS = 100_000
"""Each costs about a millisecond, however few rows there are."""


@dataclass(frozen=True)
class Layout:
    """What the first rows tell.

    Parameters
    ----------
    encoding, separator : str
    decimal : DecimalMark
    header : bool
        Whether the first row names the columns.
    names : list of str
    numeric : tuple of bool
        For each column, whether its first cells are numbers, and nobody has said that they mean something else.
    above : int
        Rows of a title above it.
    roles : Roles, optional
        Where types and roles of the columns stand beside their names.
    """

    encoding: str
    separator: str
    decimal: DecimalMark
    header: bool
    names: list[str]
    numeric: tuple[bool, ...]
    above: int = 0
    roles: Roles | None = None

    @property
    def first(self) -> int:
        """Row of the first data."""
        return self.above + (int(self.header) if self.roles is None else self.roles.rows)

    @property
    def format(self) -> dict[str, Any]:
        """What was detected, as :class:`nnstudio.data.tables.TableFormat` has it."""
        names = ("encoding", "separator", "header")
        told: dict[str, Any] = {} if self.roles is None else self.roles.facts(self.names)
        return {**{name: getattr(self, name) for name in names}, "decimal": self.decimal.mark, **told}


@dataclass(frozen=True, eq=False)
class CutTable:
    """A table of which each column is numbers or cells of text.

    Parameters
    ----------
    layout : Layout
    columns : list of ndarray or Series
        Numbers with NaN where one is missing, or cells of text as :func:`nnstudio.data.cells.strip` leaves them.
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
        Of :func:`nnstudio.data.csv_reader.read_csv`.
    separator, encoding : str
    notes : list of Message
        Receives what is to be said of the names.

    Raises
    ------
    StudioError
        When there is nothing but a header.
    """
    head = cut(file, records, separator, rows=HEAD)
    above = 0 if request["header"] is False else titles_above(head, notes)
    head = head.slice(above)
    roles = None if request["header"] is False else roles_in(head)
    if roles is not None:
        notes.append(roles.note())
    header = roles is not None or header_in(head, request)
    named = head.row(0) if roles is None else roles.names
    names = name_columns(named if header else [None] * head.width, notes)
    if len(records.lines) == above + int(header):
        raise StudioError("{file}: there is a header, but no rows below it", file=file)
    head = head.slice(int(header) if roles is None else roles.rows)
    decimal = find_decimal(head, separator, request["decimal"])
    numeric = tuple(
        decimal.mark == "." and request["kinds"].get(name) in (None, "number", PLAIN) and _is_numeric(column)
        for name, column in zip(names, head, strict=True)
    )
    return Layout(encoding, separator, decimal, header, names, numeric, above, roles)


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
    return len(there) > 0 and bool(there.str.contains(NUMBER).all())
