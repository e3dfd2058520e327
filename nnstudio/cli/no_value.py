"""What is said of numbers that stand for no value in the columns of a table."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

from nnstudio.data.cells.no_value import numbers_in, plain
from nnstudio.data.dataset import Column
from nnstudio.data.source import Source
from nnstudio.data.sources import FileTable, TableSource
from nnstudio.data.tables import Table
from nnstudio.nn.fields import FieldError
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError


def with_stand_ins(source: TableSource | FileTable, given: Sequence[str]) -> TableSource | FileTable:
    """The table in which these numbers count as missing: ``-999`` in all columns, ``load=-999`` in one.

    Raises
    ------
    StudioError
        When one is no number, or the table cannot be read.
    """
    names: tuple[str, ...] = ()
    for option in given:
        column, number = _asked(option)
        if column is None:
            names = names or _read(source).names
        for name in names if column is None else (column,):
            source = source.with_stand_ins((*plain(source.stand_ins, name), number), name)
    return source


def unheld(source: Source | None, given: Sequence[str], divided_by: str | None = None) -> Iterator[str]:
    """What is said of those numbers that change nothing: they stand in no cell, as a mistyped one, or where nobody looks.

    Parameters
    ----------
    source : Source, optional
        Only of tables something is said, of those that name files of their columns.
    given : sequence of str
        As for :func:`with_stand_ins`.
    divided_by : str, optional
        The column that divides the rows.
    """
    if not given or not isinstance(source, TableSource | FileTable):
        return
    try:
        table = _read(source.replace(stand_ins=()))
    except StudioError:  # a date, say, that can be read only without them: they change much
        return
    used = {*table.names}
    if isinstance(source, FileTable):
        used = {*source.goals(table), *source.inputs, divided_by or ""}
    for option in given:
        name, number = _asked(option)
        columns = [each for each in table.columns if name in (None, each.name)]
        holding = {each.name for each in columns if _holds(each, number)}
        if columns and not holding:
            yield f"--missing {shown(option)}: no cell holds this number, so it changes nothing"
        elif columns and holding.isdisjoint(used):
            where = ", ".join(map(repr, sorted(holding)))
            yield f"--missing {shown(option)}: it stands only in {where}, which is left out, so it changes nothing"


def _read(source: TableSource | FileTable) -> Table:
    return source.columns_alone() if isinstance(source, FileTable) else source.table()


def _asked(option: str) -> tuple[str | None, float]:
    """The column, or None for all, and the number."""
    column, mark, text = option.rpartition("=")
    try:
        (number,) = numbers_in(text)
    except (FieldError, ValueError):
        raise StudioError(
            "--missing {given}: name a number, as in --missing -999 or --missing load=-999",
            given=shown(option),
        ) from None
    return column if mark else None, number


def _holds(column: Column, number: float) -> bool:
    """Whether a number stands in a cell, also between texts."""
    if column.kind != "category":
        return column.kind == "number" and bool((column.values == number).any())
    for name in column.categories:
        with contextlib.suppress(FieldError):
            if numbers_in(name) == (number,):
                return True
    return False
