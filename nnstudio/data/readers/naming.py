"""Names of the columns of a table, as its file has them."""

from __future__ import annotations

from collections.abc import Iterable

from nnstudio.system.messages import Message, msg


def name_columns(cells: Iterable[str | None], notes: list[Message]) -> list[str]:
    """Name the columns, each differently, because inputs are matched by name later."""
    names: dict[str, int] = {}  # in order; the number is the last one tried behind it
    for i, cell in enumerate(cells):
        wanted = name = " ".join((cell or f"column {i + 1}").split())
        while name in names:
            names[wanted] += 1
            name = f"{wanted} ({names[wanted]})"
        if name != wanted:
            notes.append(
                msg("There are two columns {wanted}; one is now {name}", wanted=repr(wanted), name=repr(name))
            )
        names[name] = 1
    return list(names)
