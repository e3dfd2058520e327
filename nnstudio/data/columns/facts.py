"""What each column of a table is: its kind, what is missing, how its values lie, and what is proposed for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.cells import TOO_MANY
from nnstudio.data.cells.choices import mentions
from nnstudio.data.cells.dates import spelled
from nnstudio.data.columns.earlier_columns import order_of
from nnstudio.data.columns.identifiers import EMPTY, NAMED, NUMBERED, SAME, tells_rows_apart
from nnstudio.data.columns.proposals import proposed_target
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.splitting import names_parts
from nnstudio.data.source import Progress
from nnstudio.data.sources.file_table import FileTable
from nnstudio.data.table_source import TableSource
from nnstudio.data.tables import Table, listed
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.messages import Message, StudioError, msg, shortened
from nnstudio.system.numbers import digits_between, figure_text

Kind = Literal[
    "number", "category", "choices", "date", "text", "constant", "identifier", "pictures", "recordings"
]

FILES: tuple[Kind, ...] = ("pictures", "recordings")
"""Kinds of a column that names files: there is nothing to choose about it."""
BARS = 24
"""Of a histogram, and most categories that are counted one by one."""
SAMPLES = 6
_LONGEST = 60
_MANY = 50
"""Texts with more different values than this, and different in more than half of the rows, are prose or names."""


@dataclass(frozen=True)
class Profile:
    """One column of a table at a glance.

    Parameters
    ----------
    name : str
    kind : str
        "number", "category", "choices" and "date" can be learned from; "text" (prose, or a name in nearly every row),
        "constant" and "identifier" teach a network nothing that holds for other rows; "pictures" or "recordings" are named by it.
    missing : float
        Share of the rows.
    distinct : int
        Different values; of cells with several choices those.
    samples : tuple of str
        The first few different ones; of categories the most frequent.
    least, greatest : float, optional
        Of numbers, and of dates in seconds since 1970.
    bars : tuple of int
        Rows in equal steps from the least to the greatest value, or of the most frequent categories.
    reason : Message, optional
        Why it is no input unless somebody wants it.
    """

    name: str
    kind: Kind
    missing: float = 0.0
    distinct: int = 0
    samples: tuple[str, ...] = ()
    least: float | None = None
    greatest: float | None = None
    bars: tuple[int, ...] = ()
    reason: Message | None = None


def profiles(table: Table, *, cancelled: Cancel | None = None) -> tuple[Profile, ...]:
    """Look at all columns, in the file's order; those that reading left out as well.

    Raises
    ------
    Cancelled
        Soon after ``cancelled`` says so.
    """
    known = {column.name: column for column in table.columns}
    found = []
    for name in table.names:
        heed(cancelled)
        column = known.get(name)
        if column is None:
            reason = table.skipped.get(name, msg("it is of no use"))
            found.append(Profile(name, _kind_left_out(name, reason, table), reason=reason))
        else:
            found.append(profile(column, dates=name in table.dates))
    return tuple(found)


def profile(column: Column, *, dates: bool = False) -> Profile:
    """Look at one column; ``dates`` says that its texts are dates."""
    share = float(column.missing.mean()) if len(column) else 0.0
    several, column = bool(column.separator), mentions(column)
    there = column.values[~column.missing]
    values, first, counts = np.unique(there, return_index=True, return_counts=True)
    kind, reason = ("choices", None) if several else _kind(column, values, dates=dates)
    if column.kind == "category":
        order = np.argsort(-counts, kind="stable")
        samples = tuple(shortened(column.categories[values[i]], _LONGEST) for i in order[:SAMPLES])
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
    low, high = (float(values[0]), float(values[-1])) if len(values) else (None, None)
    digits = 6 if low is None or high is None else digits_between(low, high)
    return Profile(
        column.name,
        kind,
        share,
        len(values),
        tuple(
            spelled(value) if column.kind == "date" else figure_text(value, digits)
            for value in shown.tolist()
        ),
        low,
        high,
        _histogram(there, values, counts),
        reason,
    )


def proposed(source: TableSource, table: Table) -> TableSource:
    """The source with columns read as what they are: dates as dates, choices as such, and identifiers not learned from.

    What somebody has chosen already stays. The table must be read again where dates or choices are others.
    """
    chosen = source.chosen
    targets = source.goals(table)
    dates = [name for name in table.dates if name not in chosen and name not in source.targets]
    if dates:
        source = source.with_kind("date", *(name for name in dates if name not in targets))
    if choices := [name for name in table.choices if name not in chosen]:
        source = source.with_kind("choices", *choices)
    useless = [
        column.name
        for column in table.columns
        if column.name not in (*targets, *chosen, *choices)
        and not (column.kind == "date" or column.name in table.dates)
        and (tells_rows_apart(column) or _is_prose(column) or len(column.categories) > TOO_MANY)
    ]
    return source.ignoring(*useless) if useless else source


def read_proposed(
    source: TableSource, *, cancelled: Cancel | None = None, progress: Progress | None = None
) -> tuple[TableSource, Table]:
    """Read a table, with everything proposed that nobody has chosen: a target, dates, what is not learned from.

    Parameters
    ----------
    source : TableSource
        What it names stays.
    cancelled, progress : callable, optional
        See :meth:`~nnstudio.data.source.Source.read`.
    """
    table = source.table(source.kinds, cancelled=cancelled, progress=progress)
    before = source.chosen
    source = _as_told(source, table)
    source = proposed(source.replace(target=source.target or proposed_target(table, source.ignored)), table)
    if source.chosen != before:  # there are dates or choices, as it turns out
        table = source.table(source.kinds, cancelled=cancelled, progress=progress)
    if source.targets == table.names[-1:]:
        source = source.replace(target=None)
    return source, table


def _as_told(source: TableSource, table: Table) -> TableSource:
    """The source with the roles that the file itself tells of its columns; what somebody has chosen stays."""
    told = table.format
    there = {column.name: column for column in table.columns}
    if source.target is None and told.target in there:
        source = source.predicting(told.target)
    chosen = {*source.targets, *source.chosen}
    aside = [name for name in told.aside if name not in chosen]
    names = [
        name
        for name in told.discrete
        if name in there and name not in {*source.numbers, *source.dates, *aside}
        # A yes and a no are either.
        if there[name].kind == "number" and _more_than_two(there[name])
    ]
    return source.ignoring(*aside).with_kind("category", *names) if aside or names else source


def _more_than_two(column: Column) -> bool:
    return len(np.unique(column.values[~column.missing])) > 2


def laid_out(
    source: TableSource | FileTable,
    ignored: Sequence[str] = (),
    by: str | None = None,
    how: str | None = None,
) -> tuple[TableSource | FileTable, DataConfig]:
    """A table with what is proposed for its columns, and with rows divided by one of them.

    Parameters
    ----------
    source : TableSource or FileTable
        Is read, to look at its columns; of one that names files nothing is proposed.
    ignored : sequence of str
        Columns not to be learned from; what is seen of rows before as well, such as ``load (t-2)``.
    by : str, optional
        The column that divides the rows; it is not learned from. By time otherwise the one in whose order they stand or
        follow one another.
    how : {"group", "time", "part"}, optional
        How it does; otherwise as it looks.

    Raises
    ------
    StudioError
        When there is no such column.
    """
    apart = (*ignored, *(() if by is None else (by,)))
    said = source.chosen
    source, table = _read(source.ignoring(*apart))
    table.require(said)
    earlier = source.earlier_rows(table) if isinstance(source, TableSource) else None
    if by is None and how == "time":
        by = order_of(table) if earlier is None else earlier.order
        if not by:
            raise StudioError(
                "{file}: no column tells the order of the rows; name one with their times: --split-by COLUMN",
                file=table.name,
            )
        source, apart = source.ignoring(by), (*apart, by)
    seen = () if earlier is None else tuple(name for name, _, _ in earlier.named())
    for name in apart:
        if name not in table.names and (name == by or name not in seen):
            table[name]  # which says so
        if name in source.goals(table):
            raise StudioError(
                "{file}: column {column} is the one to be predicted", file=table.name, column=repr(name)
            )
    # What nobody learns from need not be readable as anything, unless it says how rows follow one another.
    used = {by} if earlier is None else {by, earlier.order, earlier.series, *earlier.columns}
    source = source.with_kind(None, *(name for name in ignored if name not in used))
    if by is None:
        return source, DataConfig()
    read = {column.name: column for column in table.columns}
    if by not in read and by not in source.dates:
        source = source.with_kind("category", by)
    if how is None:
        column = read.get(by)
        how = "time" if by in source.dates else "group" if column is None else _way(column)
    return source, DataConfig(divided=how, divided_by=by)


def divided_beside(dataset: Dataset, by: str, how: str | None = None) -> DataConfig:
    """Samples divided by a column that is set aside.

    Parameters
    ----------
    dataset : Dataset
    by, how : str
        As of :func:`laid_out`.

    Raises
    ------
    StudioError
        When there is no such column.
    """
    column = next((column for column in dataset.aside if column.name == by), None)
    if column is None:
        raise StudioError(
            "{dataset}: no column {column} can divide its rows; there are {names}",
            dataset=dataset.name,
            column=repr(by),
            names=listed([column.name for column in dataset.aside]),
        )
    return DataConfig(divided=how or _way(column), divided_by=by)


def _way(column: Column) -> str:
    """How a column divides the rows, as it looks."""
    return "time" if column.kind == "date" else "part" if names_parts(column) else "group"


def _read(source: TableSource | FileTable) -> tuple[TableSource | FileTable, Table]:
    return (source, source.columns_alone()) if isinstance(source, FileTable) else read_proposed(source)


def _kind_left_out(name: str, reason: Message, table: Table) -> Kind:
    if name in table.dates:
        return "date"
    if reason in (NUMBERED, NAMED):
        return "identifier"
    if reason in (SAME, EMPTY):
        return "constant"
    return "text"


def _is_prose(column: Column) -> bool:
    """Whether most texts are others than those before."""
    if column.kind != "category" or len(column.categories) <= _MANY:
        return False
    there = column.values[~column.missing]
    values = np.unique(there)
    return len(values) > _MANY and len(values) > len(there) / 2


def _kind(column: Column, values: NDArray[np.generic], *, dates: bool) -> tuple[Kind, Message | None]:
    if len(values) <= 1:
        return "constant", SAME if len(values) else EMPTY
    if column.kind == "date" or dates:
        return "date", None
    if (reason := tells_rows_apart(column)) is not None:
        return "identifier", reason
    if _is_prose(column):
        told = msg("prose cannot be learned from here; only texts that occur again and again can")
        return "text", told
    return column.kind, None


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
