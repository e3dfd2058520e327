"""Categories in new rows that did not occur in training: a network answers them all the same, which is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells import brief
from nnstudio.data.column_scaling import ColumnScaling
from nnstudio.data.dataset import Column
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
    learned = {column.name for column in columns if column.other}
    return [
        counted(
            int(np.count_nonzero(texts)),
            "Column {column}: {names} did not occur in training; {n} row counts as none of the known categories",
            "Column {column}: {names} did not occur in training; {n} rows count as none of the known categories",
            column=repr(name),
            names=joined([brief(text) for text in dict.fromkeys(texts[texts != ""].tolist())], _NAMED),
        )
        for name, texts in strange.items()
        if name not in learned
    ]
