"""What a child process that has read a table answers: every column, and those that are left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from numpy.typing import NDArray

from nnstudio.data.beside import MOST, NAMES
from nnstudio.data.cells.cells import Described, brief
from nnstudio.data.cells.no_value import nowhere, parted
from nnstudio.data.columns.identifiers import NAMED, NUMBERED, useless
from nnstudio.data.columns.unread_dates import numbers_days
from nnstudio.data.readers import no_numbers
from nnstudio.system.messages import Message, joined, msg

_MOST_TOLD = 8
"""Columns of numbers in dress that a note lists."""

Answer = tuple[dict[str, Any], dict[str, NDArray[Any]]]
"""What goes into the header, and the arrays behind it."""


def answer(
    names: list[str],
    column: Callable[[int, str | None], Described],
    kinds: Mapping[str, str | None],
    notes: list[Message],
    progress: Callable[[float], None],
    about: Mapping[str, Any] | None = None,
) -> Answer:
    """Look at every column and put the answer of the child together.

    Parameters
    ----------
    names : list of str
    column : callable
        Describes a column, from its position and the kind it must have.
    kinds : mapping
        Columns known by name, with their kind if that is known too.
    notes : list of Message
    progress : callable
        Receives the part of the columns that is done.
    about : mapping, optional
        How the table is written, as :class:`nnstudio.data.tables.TableFormat` has it.
    """
    columns: list[Mapping[str, Any]] = []
    skipped: dict[str, Message] = {}
    apart, dates, choices = (list[str]() for _ in range(3))
    dressed: list[Message] = []
    arrays: dict[str, NDArray[Any]] = {}
    for i, name in enumerate(names):
        known = kinds.get(name)
        described, values, reason = column(i, known)
        known, stand_ins = parted(known)
        if stand_ins and described["kind"] == "number":  # those in dress, and numbers of the file itself
            values = nowhere(values, stand_ins)
            reason = useless(name, values)
        days = known is None and described["kind"] == "number" and numbers_days(name, values)
        if described["kind"] == "date" or described.get("dates") or days:
            dates.append(name)
        choices += [name] if described.get("choices") else []
        tells_apart = reason is None if known == NAMES else known is None and reason in (NUMBERED, NAMED)
        if tells_apart and len(apart) < MOST:
            apart.append(name)
            arrays[f"names {len(apart)}"] = values
        if reason is not None and known in (None, NAMES):
            skipped[name] = reason
        elif known == NAMES:
            pass  # nothing but what rows are called
        else:
            arrays[str(len(columns))] = values
            columns.append(
                {key: value for key, value in described.items() if key not in ("dates", "choices", "example")}
                | {"stand_ins": stand_ins}
            )
            if described.get("example"):
                cell, number = described["example"]
                told = {"column": repr(name), "cell": brief(cell)[1:-1], "number": number}
                dressed.append(msg("{column}, {cell} as {number:.12g}", **told))
        progress((i + 1) / len(names))
    if dressed:
        notes.append(msg("Read as numbers: {columns}", columns=joined(dressed, _MOST_TOLD, "; ")))
    notes[:] = no_numbers.gathered(notes)
    header = {"names": names, "columns": columns, "skipped": skipped, "format": about or {}, "notes": notes}
    header |= {"dates": dates, "apart": apart, "choices": choices}
    return header, arrays
