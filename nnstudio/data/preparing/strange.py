"""Categories in new rows that did not occur in training: a network answers them all the same, which is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.cells import brief
from nnstudio.data.dataset import Column
from nnstudio.data.preparing.column_scaling import ColumnScaling
from nnstudio.system.messages import Message, counted, joined

_NAMED = 5


def strange_in(columns: Iterable[ColumnScaling], inputs: Iterable[Column]) -> dict[str, NDArray[np.object_]]:
    """For each column with categories that are not known, those of its rows; the others have an empty text.

    Parameters
    ----------
    columns : ColumnScaling
        What is known of the columns.
    inputs : Column
        New rows of them.
    """
    given = {column.name: column for column in inputs}
    found = {}
    for column in columns:
        if column.kind == "category":
            texts = column.unknown(given[column.name])
            if texts.any():
                found[column.name] = texts
    return found


def strange_told(
    columns: Iterable[ColumnScaling], strange: Mapping[str, NDArray[np.object_]]
) -> list[Message]:
    """What is said of them; nothing where the network has learned to take them for one more category."""
    known = {column.name: column for column in columns if not column.other}
    return [_told(known[name], texts) for name, texts in strange.items() if name in known]


def _told(column: ColumnScaling, texts: NDArray[np.object_]) -> Message:
    cells = dict.fromkeys(texts[texts != ""].tolist())
    names = dict.fromkeys(part for cell in cells for part in column.strangers(cell))
    count, told = int(np.count_nonzero(texts)), joined([brief(text) for text in names], _NAMED)
    if column.separator:
        return counted(
            count,
            "Column {column}: {names} did not occur in training; in {n} row only the known choices count",
            "Column {column}: {names} did not occur in training; in {n} rows only the known choices count",
            column=repr(column.name),
            names=told,
        )
    return counted(
        count,
        "Column {column}: {names} did not occur in training; {n} row counts as none of the known categories",
        "Column {column}: {names} did not occur in training; {n} rows count as none of the known categories",
        column=repr(column.name),
        names=told,
    )
