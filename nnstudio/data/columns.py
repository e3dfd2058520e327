"""What each column of a table is: its kind, what is missing, how its values lie, and what is proposed for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column
from nnstudio.data.dates import spelled
from nnstudio.data.splitting import names_parts
from nnstudio.data.table_source import TableSource
from nnstudio.data.tables import Table
from nnstudio.system.messages import StudioError

Kind = Literal["number", "category", "date", "text", "constant", "identifier"]

BARS = 24
"""Of a histogram, and most categories that are counted one by one."""
SAMPLES = 6
_LONGEST = 60
_MANY = 50
"""Texts with more different values than this, and different in more than half of the rows, are prose or names."""
_ALMOST = 0.95
"""Part of the rows with a value of its own from which on an identifier is one."""
_FEWEST = 10
"""Rows below which whole numbers that are all different prove nothing."""
_CALLED = re.compile(
    r"(^|[ _.-])(?i:id|ids|nr|no|key|uuid|guid|index|row)$|^(?i:id|index|row)([ _.-]|$)|[a-z](ID|Id)$"
)
_TIME = re.compile(r"(?i)year|date|time|month|day|jahr|datum|zeit")
"""A running number may be the time; what is called so is no identifier."""


@dataclass(frozen=True)
class Profile:
    """One column of a table at a glance.

    Parameters
    ----------
    name : str
    kind : str
        "number", "category" and "date" can be learned from; "text" (prose, or a name in nearly every row),
        "constant" and "identifier" teach a network nothing that holds for other rows.
    missing : float
        Share of the rows.
    distinct : int
        Different values.
    samples : tuple of str
        The first few different ones; of categories the most frequent.
    least, greatest : float, optional
        Of numbers, and of dates in seconds since 1970.
    bars : tuple of int
        Rows in equal steps from the least to the greatest value, or of the most frequent categories.
    reason : str
        Why it is no input unless somebody wants it; empty otherwise.
    """

    name: str
    kind: Kind
    missing: float = 0.0
    distinct: int = 0
    samples: tuple[str, ...] = ()
    least: float | None = None
    greatest: float | None = None
    bars: tuple[int, ...] = ()
    reason: str = ""

    @property
    def usable(self) -> bool:
        """Whether it is an input where nobody has said otherwise."""
        return not self.reason


def profiles(table: Table) -> tuple[Profile, ...]:
    """Look at all columns, in the file's order; those that reading left out as well."""
    known = {column.name: column for column in table.columns}
    found = []
    for name in table.names:
        column = known.get(name)
        if column is None:
            reason = table.skipped.get(name, "it is of no use")
            found.append(Profile(name, _kind_left_out(name, reason, table), reason=reason))
        else:
            found.append(profile(column, dates=name in table.dates))
    return tuple(found)


def profile(column: Column, *, dates: bool = False) -> Profile:
    """Look at one column; ``dates`` says that its texts are dates."""
    there = column.values[~column.missing]
    share = float(column.missing.mean()) if len(column) else 0.0
    values, first, counts = np.unique(there, return_index=True, return_counts=True)
    kind, reason = _kind(column, there, values, dates=dates)
    if column.kind == "category":
        order = np.argsort(-counts, kind="stable")
        samples = tuple(_short(column.categories[values[i]]) for i in order[:SAMPLES])
        return Profile(
            column.name,
            kind,
            share,
            len(values),
            samples,
            bars=tuple(counts[order][:BARS].tolist()),
            reason=reason,
        )
    shown = values[np.argsort(first)][:SAMPLES]
    spell = spelled if column.kind == "date" else _number
    return Profile(
        column.name,
        kind,
        share,
        len(values),
        tuple(spell(float(value)) for value in shown),
        float(values[0]) if len(values) else None,
        float(values[-1]) if len(values) else None,
        _histogram(there, values, counts),
        reason,
    )


def proposed(source: TableSource, table: Table) -> TableSource:
    """The source with columns read as what they are: dates as dates, and identifiers not learned from.

    What somebody has chosen already stays. The table must be read again where the dates are others.
    """
    chosen = {*source.numbers, *source.categories, *source.dates}
    targets = source.goals(table)
    dates = [name for name in table.dates if name not in chosen and name not in source.targets]
    if dates:
        source = source.with_kind("date", *(name for name in dates if name not in targets))
    useless = [
        each.name
        for each in profiles(table)
        if each.kind in ("identifier", "text")
        and each.name not in (*targets, *chosen)
        and each.name in _read(table)
    ]
    return source.ignoring(*useless) if useless else source


def laid_out(
    source: TableSource, ignored: Sequence[str] = (), by: str | None = None, how: str | None = None
) -> tuple[TableSource, DataConfig]:
    """A table with what is proposed for its columns, and with rows divided by one of them.

    Parameters
    ----------
    source : TableSource
        Is read, to look at its columns.
    ignored : sequence of str
        Columns not to be learned from.
    by : str, optional
        The column that divides the rows; it is not learned from.
    how : {"group", "time", "part"}, optional
        How it does; otherwise as it looks.

    Raises
    ------
    StudioError
        When there is no such column.
    """
    table = source.table(source.kinds)
    source = proposed(source, table)
    for name in (*ignored, *(() if by is None else (by,))):
        if name not in table.names:
            table[name]  # which says so
        if name in source.goals(table):
            raise StudioError(
                "{file}: column {column} is the one to be predicted", file=table.name, column=repr(name)
            )
    source = source.ignoring(*ignored, *(() if by is None else (by,)))
    # What nobody learns from need not be readable as anything.
    source = source.with_kind(None, *(name for name in ignored if name != by))
    if by is None:
        return source, DataConfig()
    read = {column.name: column for column in table.columns}
    if by not in read and by not in source.dates:
        source = source.with_kind("category", by)
    if how is None:
        how = "time" if by in source.dates else "part" if by in read and names_parts(read[by]) else "group"
    return source, DataConfig(divided=how, divided_by=by)


def _read(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns)


def _kind_left_out(name: str, reason: str, table: Table) -> Kind:
    if name in table.dates:
        return "date"
    if "numbers the rows" in reason:
        return "identifier"
    if "same" in reason or "empty" in reason:
        return "constant"
    return "text"


def _kind(
    column: Column, there: NDArray[np.generic], values: NDArray[np.generic], *, dates: bool
) -> tuple[Kind, str]:
    if len(values) <= 1:
        return "constant", "every value is the same" if len(values) else "it is empty"
    if column.kind == "date" or dates:
        return "date", ""
    alone = len(values) / max(len(there), 1)
    if column.kind == "category":
        if len(values) > _MANY and alone > 0.5:
            if alone > _ALMOST and all(" " not in name for name in column.categories[:100]):
                return "identifier", "it names the rows"
            return "text", "prose cannot be learned from here; only texts that occur again and again can"
        return "category", ""
    numbers = there.astype(np.float64)
    if len(there) >= _FEWEST and (numbers % 1 == 0).all() and not _TIME.search(column.name):
        # A running number, or a number of its own in nearly every row of a column that is called so.
        running = alone == 1 and float(np.abs(numbers).max()) < 2**53 and _by_ones(numbers)
        if running or (alone > _ALMOST and _CALLED.search(column.name)):
            return "identifier", "it numbers the rows"
    return "number", ""


def _by_ones(numbers: NDArray[np.float64]) -> bool:
    steps = np.diff(numbers)
    return bool((steps == steps[0]).all()) and abs(float(steps[0])) == 1


def _histogram(
    there: NDArray[np.generic], values: NDArray[np.generic], counts: NDArray[np.intp]
) -> tuple[int, ...]:
    """Few different numbers have a bar each."""
    if len(values) <= BARS:
        return tuple(counts.tolist())
    numbers = there.astype(np.float64)
    unit = float(np.abs(numbers).max()) or 1.0  # differences of large numbers overflow
    bars, _ = np.histogram(numbers / unit, bins=BARS)
    return tuple(bars.tolist())


def _number(value: float) -> str:
    return f"{value:g}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
