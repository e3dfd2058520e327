"""Rows that follow one another, as in a log or a time series: what stood in the rows before becomes inputs of a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from nnstudio.system.messages import Message, StudioError, counted, joined, msg

MOST_EARLIER = 1000
"""Rows before each one that can be looked at."""
_NAMED = re.compile(r"(?P<column>.+) \(t-(?P<rows>[1-9][0-9]*)\)", re.DOTALL)


def earlier_name(column: str, rows: int) -> str:
    """What the column is called that holds what stood in another one so many rows before."""
    return f"{column} (t-{rows})"


class EarlierRows(msgspec.Struct, frozen=True):
    """How rows follow one another, and which of their values later rows see; plain data.

    Parameters
    ----------
    rows : int
        How many rows before each one are seen.
    columns : tuple of str
        What is seen of them.
    order : str
        The column by which rows follow one another; empty where they stand in their order.
    order_as : str
        How other rows of it are read, as :data:`nnstudio.data.dataset.ReadAs` has it.
    series : str
        Rows follow those with the same value in this column; empty where all rows are one series.
    ahead : int
        How many rows before each one the newest of them stands: 1 is the row just before, more a forecast that far ahead.
    series_as : str
        How other rows of it are read; empty as texts.
    series_spellings : tuple of (str, str)
        Other spellings of series, each with the one that it counts as.
    """

    rows: int
    columns: tuple[str, ...]
    order: str = ""
    order_as: str = ""
    series: str = ""
    ahead: int = 1
    series_as: str = ""
    series_spellings: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        possible = 1 <= self.rows <= MOST_EARLIER and 1 <= self.ahead <= MOST_EARLIER
        if not (possible and self.columns and all(self.columns)):
            raise StudioError("Preprocessing is damaged: {rows} earlier rows", rows=self.rows)

    @property
    def reach(self) -> int:
        """How many rows before each one the oldest stands that is seen."""
        return self.ahead + self.rows - 1

    def named(self) -> Iterator[tuple[str, str, int]]:
        """The new columns: name, the column it is taken from, and how many rows before; the oldest rows first.

        So the values of one row stay together: a Reshape layer makes (rows, columns) of them, as a Conv1D takes it.
        """
        for rows in range(self.reach, self.ahead - 1, -1):
            for column in self.columns:
                yield earlier_name(column, rows), column, rows

    def sequence(self, features: Iterable[tuple[str, int]]) -> tuple[int, ...]:
        """Length and channels of the sequence that features are where all of them are earlier values; empty otherwise.

        Parameters
        ----------
        features : iterable of (str, int)
            The columns that are inputs, and how many features each becomes.
        """
        rows_of = {name: (rows, column) for name, column, rows in self.named()}
        steps: dict[int, list[tuple[str, int]]] = {}
        for name, width in features:
            if name not in rows_of:
                return ()
            rows, column = rows_of[name]
            steps.setdefault(rows, []).append((column, width))
        alike = all(step == steps[self.ahead] for step in steps.values()) if self.ahead in steps else False
        return (
            (self.rows, sum(width for _, width in steps[self.ahead]))
            if alike and len(steps) == self.rows
            else ()
        )

    def taken_from(self, name: str) -> str:
        """The column whose earlier values another one holds, or the column itself."""
        found = _NAMED.fullmatch(name)
        if found and found["column"] in self.columns and self.ahead <= int(found["rows"]) <= self.reach:
            return found["column"]
        return name

    def told(self) -> Message:
        """What a person is told of it."""
        columns, order = joined([repr(name) for name in self.columns], 12), _order_told(self)
        if self.ahead > 1:
            return counted(
                self.rows,
                "Each row sees {columns} of the row {ahead} before it, {order}",
                "Each row sees {columns} of {n} rows, the newest {ahead} before it, {order}",
                columns=columns,
                ahead=self.ahead,
                order=order,
            )
        return counted(
            self.rows,
            "Each row sees {columns} of the row before, {order}",
            "Each row sees {columns} of the {n} rows before, {order}",
            columns=columns,
            order=order,
        )


def _order_told(earlier: EarlierRows) -> Message:
    if earlier.order and earlier.series:
        text = "in the order of {order}, for each value of {series} on its own"
    elif earlier.order:
        text = "in the order of {order}"
    elif earlier.series:
        text = "as they stand in the file, for each value of {series} on its own"
    else:
        text = "as they stand in the file"
    return msg(text, order=repr(earlier.order), series=repr(earlier.series))
