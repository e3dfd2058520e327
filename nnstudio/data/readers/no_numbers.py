"""Cells that are no number, told column by column or, where they are all over a table, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.system.messages import Message, msg

_ONE = msg("Column {column}: a cell that is no number counts as missing, {cell} on line {line}")
_SEVERAL = msg(
    "Column {column}: {count} cells that are no number count as missing, the first is {cell} on line {line}"
)
_DATE = msg("Column {column}: a cell that is no date counts as missing, {cell} on line {line}")
_DATES = msg(
    "Column {column}: {count} cells that are no date count as missing, the first is {cell} on line {line}"
)
_MOST = 3
"""Columns that are told one by one; a spectrum has hundreds of them."""


def told(column: str, count: int, cell: str, line: int, *, date: bool = False) -> Message:
    """What is said of one column.

    Parameters
    ----------
    column : str
    count : int
        Cells that count as missing.
    cell : str
        The first of them, and in which line it stands.
    line : int
    date : bool
        Whether the column holds dates.
    """
    if count == 1:
        return msg((_DATE if date else _ONE).text, column=column, cell=cell, line=line)
    return msg((_DATES if date else _SEVERAL).text, column=column, count=count, cell=cell, line=line)


def gathered(notes: Sequence[Message]) -> list[Message]:
    """Notes with those about many columns as one, where the first of them stands."""
    mine = [note for note in notes if note.text in (_ONE.text, _SEVERAL.text)]
    if len(mine) <= _MOST:
        return list(notes)
    first = min(mine, key=lambda note: int(note.args["line"])).args
    whole = msg(
        "{count} cells in {columns} columns are no number and count as missing; the first is {cell} in column "
        "{column} on line {line}",
        count=sum(int(note.args.get("count", 1)) for note in mine),
        columns=len(mine),
        column=first["column"],
        cell=first["cell"],
        line=first["line"],
    )
    others = [note for note in notes if note is mine[0] or note not in mine]
    return [whole if note is mine[0] else note for note in others]
