"""Columns of a table for what stood in the rows before."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import RowNames
from nnstudio.data.columns.earlier import EarlierRows
from nnstudio.data.dataset import Column, Dataset, ReadAs
from nnstudio.data.dividing.time_order import in_order_of_time
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.tables import Table
from nnstudio.system.messages import Message, StudioError, counted

_MOST_VALUES = 1 << 27
"""Numbers that they may come to: 1 GiB."""
_MOST_SERIES = 0.1
"""Different values of a column, as a part of the rows, that may be the names of series: each has some rows."""


def order_of(table: Table) -> str:
    """The column of dates in whose order the rows of a table stand, be it the newest first; empty without one."""
    return next((column.name for column in table.columns if in_order_of_time(column)), "")


def series_of(table: Table, order: str, goals: Collection[str] = ()) -> str:
    """The column that tells series of one table apart: where moments repeat, they do not within each of its values.

    Parameters
    ----------
    table : Table
    order : str
        The column of the moments; empty without one.
    goals : collection of str
        Columns that are predicted, and tell no series.

    Returns
    -------
    str
        Of several such columns the one with the fewest values; empty without one.
    """
    moments = next((column.values for column in table.columns if column.name == order), None)
    if moments is None or len(np.unique(moments)) == len(moments):
        return ""
    able = []
    for column in table.columns:
        if column.kind == "date" or column.name in (order, *goals) or column.missing.any():
            continue
        count = len(np.unique(column.values))
        if count <= _MOST_SERIES * len(moments) and _apart(moments, column.values):
            able.append((count, column.name))
    return min(able)[1] if able else ""


def _apart(moments: NDArray[np.float64], values: NDArray[Any]) -> bool:
    row = np.lexsort((moments, values))
    same = (np.diff(values[row]) == 0) & (np.diff(moments[row]) == 0)
    return not same.any()


def kinds_to_read(preprocessor: Preprocessor) -> dict[str, ReadAs | None]:
    """Columns of new rows that a network needs, and those whose earlier values it sees, for :meth:`TableSource.table`."""
    kinds: dict[str, ReadAs | None] = {**preprocessor.kinds}
    earlier = preprocessor.earlier
    if earlier is not None:
        for name, column, _ in earlier.named():
            kinds[column] = kinds.get(column) or kinds.get(name)
        if earlier.order:
            kinds[earlier.order] = kinds.get(earlier.order) or earlier.order_as
        if earlier.series:
            # As texts: numbers may be texts in other rows, and what is the same in all of them is left out otherwise.
            kinds[earlier.series] = kinds.get(earlier.series) or earlier.series_as or "category"
    return kinds


def seeing_earlier(table: Table, preprocessor: Preprocessor, *, whole: bool = False) -> Table:
    """New rows with what stood in the rows before them, where a network sees that; ``whole`` as in :func:`add_earlier`.

    Raises
    ------
    StudioError
        When a column that it is taken from is not there.
    """
    if preprocessor.earlier is None:
        return table
    return add_earlier(table, preprocessor.earlier, whole=whole, fixed=True)


def newest_row(table: Table, earlier: EarlierRows) -> int:
    """The last row in the order of a table with rows, of several such the last one in the file."""
    moments = next((column.values for column in table.columns if column.name == earlier.order), None)
    count = len(table.columns[0])
    if moments is None or moments.dtype.kind != "f" or np.isnan(moments).all():
        return count - 1
    return int(np.flatnonzero(moments == np.nanmax(moments))[-1])


def with_sequence_told(dataset: Dataset, earlier: EarlierRows) -> Dataset:
    """The data set that knows of its earlier rows; when a row was, and of which series, goes along with it."""
    called = [each.column for each in dataset.names]
    told = (name for name in (earlier.order, earlier.series) if name and name not in called)
    names = (*(RowNames.of(dataset.column(name)) for name in told), *dataset.names)
    return dataclasses.replace(dataset, earlier=earlier, names=names)


def add_earlier(table: Table, earlier: EarlierRows, *, whole: bool, fixed: bool = False) -> Table:
    """The table with columns for what stood in the rows before, in front of its own.

    Columns of these names that are there already stay as they are: whoever has one new row and knows what came before
    it may say so.

    Parameters
    ----------
    table : Table
    earlier : EarlierRows
    whole : bool
        Whether rows with fewer rows before them are left out, as nothing is to be learned from or measured by them.
        Otherwise what is not known there is missing.
    fixed : bool
        Whether a trained network sees so many, which nobody can change for its sake.

    Raises
    ------
    StudioError
        When a column is not there, tells no order, or the values would not fit into memory.
    """
    new = [each for each in earlier.named() if each[0] not in table.names]
    if not new:
        return table
    sources = {name: table[name] for name in earlier.columns}
    count = len(table.columns[0])
    if count * len(new) > _MOST_VALUES:
        raise StudioError(
            "{file}: {rows:,} rows with {columns:,} earlier values each are more than fit into memory; take fewer rows before "
            "or fewer columns",
            file=table.name,
            rows=count,
            columns=len(new),
        )
    row, place = _sequence(table, earlier)
    columns = tuple(
        dataclasses.replace(sources[column], name=name, values=_shifted(sources[column], row, place, rows))
        for name, column, rows in new
    )
    names = tuple(name for name, _, _ in new)
    short = int(np.count_nonzero(place < earlier.reach))
    notes = (*table.notes, earlier.told()) if whole else table.notes
    found = dataclasses.replace(
        table, columns=(*columns, *table.columns), names=(*names, *table.names), notes=notes
    )
    if not short:
        return found
    if not whole:
        return dataclasses.replace(found, short=(_short_answered(short, earlier.reach),))
    if short == count and fixed:
        raise StudioError(
            "{file}: no row has {rows} rows before it in its series, as the network needs them; give a table that begins "
            "earlier",
            file=table.name,
            rows=earlier.reach,
        )
    if short == count:
        raise StudioError(
            "{file}: no row has {rows} rows before it in its series; take fewer earlier rows, or fewer ahead",
            file=table.name,
            rows=earlier.reach,
        )
    kept = np.sort(row[place >= earlier.reach])
    return dataclasses.replace(
        found,
        columns=tuple(column.take(kept) for column in found.columns),
        apart=tuple(each.take(kept) for each in found.apart),
        parts=None if found.parts is None else found.parts[kept],
        notes=(*notes, _short_left_out(short, earlier.reach)),
    )


def _short_left_out(short: int, rows: int) -> Message:
    return counted(
        short,
        "{n} row with fewer than {rows} before it is left out",
        "{n} rows with fewer than {rows} before them are left out",
        rows=rows,
    )


def _short_answered(short: int, rows: int) -> Message:
    return counted(
        short,
        "{n} row has fewer than {rows} before it: what is not known counts as missing",
        "{n} rows have fewer than {rows} before them: what is not known counts as missing",
        rows=rows,
    )


def _sequence(table: Table, earlier: EarlierRows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows series by series in their order, and how many of the same series stand before each."""
    count = len(table.columns[0])
    order = np.zeros(count)
    series = np.zeros(count, np.int64) if table.parts is None else table.parts.astype(np.int64)
    alone = np.zeros(count, bool)  # of which nobody knows where they belong
    if earlier.series:
        column = table[earlier.series]
        codes = np.unique(_as_one(column, earlier.series_spellings), return_inverse=True)[1]
        series = series * (codes.max(initial=0) + 1) + codes
        alone |= column.missing
    if earlier.order:
        column = table[earlier.order]
        if column.kind == "category":
            raise StudioError(
                "{file}: column {column} holds neither dates nor numbers: it tells no order of the rows",
                file=table.name,
                column=repr(column.name),
            )
        order = column.values
        alone |= column.missing
    series = np.where(alone, series.max(initial=0) + 1 + np.arange(count), series)
    row = np.lexsort((order, series))
    sorted_series = series[row]
    first = np.flatnonzero(np.r_[True, sorted_series[1:] != sorted_series[:-1]])
    lengths = np.diff(np.r_[first, count])
    return row, np.arange(count) - np.repeat(first, lengths)


def _as_one(column: Column, spellings: Sequence[tuple[str, str]]) -> NDArray[Any]:
    """The values of a column in which some spellings count as others."""
    if not spellings or column.kind != "category":
        return column.values
    usual = dict(spellings)
    names = [usual.get(name, name) for name in column.categories]
    place = {name: i for i, name in enumerate(names)}
    codes = np.array([*(place[name] for name in names), -1], np.int32)
    return np.asarray(codes[column.values])


def _shifted(
    column: Column, row: NDArray[np.int64], place: NDArray[np.int64], rows: int
) -> NDArray[np.float64] | NDArray[np.int32]:
    values = np.full_like(column.values, -1 if column.kind == "category" else np.nan)
    at = np.flatnonzero(place >= rows)
    values[row[at]] = column.values[row[at - rows]]
    return values
