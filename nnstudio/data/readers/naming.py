"""Names of the columns of a table, as its file has them."""

from __future__ import annotations

from collections.abc import Iterable

from nnstudio.system.messages import Message, msg


def name_columns(cells: Iterable[str | None], notes: list[Message]) -> list[str]:
    """Name the columns, each differently, because inputs are matched by name later."""
    wanted = [" ".join((cell or f"column {i + 1}").split()) for i, cell in enumerate(cells)]
    names = apart(wanted)
    notes += [
        msg("There are two columns {wanted}; one is now {name}", wanted=repr(old), name=repr(new))
        for old, new in zip(wanted, names, strict=True)
        if old != new
    ]
    return names


def apart(names: Iterable[str]) -> list[str]:
    """Names of columns, each another one: a second ``a`` is ``a (2)``."""
    known: dict[str, int] = {}  # in order; the number is the last one tried behind it
    for wanted in names:
        name = wanted
        while name in known:
            known[wanted] += 1
            name = f"{wanted} ({known[wanted]})"
        known[name] = 1
    return list(known)
