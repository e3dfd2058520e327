"""Tables of which the validation or test rows are in files of their own."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import RowNames
from nnstudio.data.dataset import Column
from nnstudio.data.tables import Table
from nnstudio.system.messages import StudioError, msg


def joined(tables: Sequence[tuple[Table, int]]) -> Table:
    """One table of several, which remembers where each row came from.

    Parameters
    ----------
    tables : sequence of (Table, int)
        With the part that its rows are: 0 for training, 1 for validation, 2 for the test. The first one says which
        columns there are, and of which kinds.

    Raises
    ------
    StudioError
        When the columns differ.
    """
    first = tables[0][0]
    for table, _ in tables[1:]:
        _same_columns(first, table)
    columns = tuple(_joined(column, [table[column.name] for table, _ in tables]) for column in first.columns)
    lengths = [len(table.columns[0]) if table.columns else 0 for table, _ in tables]
    parts = np.repeat(np.array([part for _, part in tables], np.int8), lengths)
    notes = tuple(note for table, _ in tables for note in table.notes)
    apart = (_names_joined(each.column, [table for table, _ in tables]) for each in first.apart)
    return dataclasses.replace(
        first, columns=columns, notes=notes, parts=parts, apart=tuple(each for each in apart if each)
    )


def _same_columns(first: Table, other: Table) -> None:
    lacking = [name for name in first.names if name not in other.names]
    more = [name for name in other.names if name not in first.names]
    if lacking or more:
        raise StudioError(
            "{file}: it must have the same columns as {main}; missing: {lacking}; only here: {more}",
            file=other.name,
            main=first.name,
            lacking=", ".join(map(repr, lacking[:6])) or msg("none"),
            more=", ".join(map(repr, more[:6])) or msg("none"),
        )


def _names_joined(column: str, tables: list[Table]) -> RowNames | None:
    """What rows are called, where every table says it."""
    found = [each.texts for table in tables for each in table.apart if each.column == column]
    return RowNames(column, np.concatenate(found)) if len(found) == len(tables) else None


def _joined(column: Column, parts: list[Column]) -> Column:
    if column.kind != "category":
        values = np.concatenate([part.values for part in parts])
        return dataclasses.replace(column, values=values)
    # As though they had stood in one file.
    categories = tuple(sorted({name for part in parts for name in part.categories}))
    place = {name: i for i, name in enumerate(categories)}
    codes: list[NDArray[np.int32]] = []
    for part in parts:
        known = np.array([*(place[name] for name in part.categories), -1], np.int32)
        codes.append(known[part.values])
    return dataclasses.replace(column, values=np.concatenate(codes), categories=categories)
