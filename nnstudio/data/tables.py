"""Tables from files, and how one becomes a data set."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.beside import RowNames, best_first
from nnstudio.data.columns.identifiers import MANY_TEXTS, tells_rows_apart
from nnstudio.data.dataset import Column, ColumnKind, Dataset, ReadAs
from nnstudio.data.goals import as_targets
from nnstudio.data.readers.csv_text import separator_word
from nnstudio.data.source import Progress
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, counted, joined, msg
from nnstudio.system.process import ChildFailed, Reply, call


class TableFormat(msgspec.Struct, frozen=True):
    """How a table is written, as detected or as chosen; empty where a kind of file has no such thing."""

    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    header: bool | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    target: str = ""
    aside: tuple[str, ...] = ()
    discrete: tuple[str, ...] = ()
    """Roles of columns that the file tells: what is predicted, not learned from, and names also where it is numbers."""


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of a file, before anybody has said which one is the target.

    Parameters
    ----------
    name : str
        The file's name.
    columns : tuple of Column
        All of use, in the file's order.
    names : tuple of str
        Names of all columns of the file.
    skipped : mapping of str to Message
        The others, and why.
    format : TableFormat
    notes : tuple of Message
    dates : tuple of str
        Names of the columns that are dates, or could be read as such.
    choices : tuple of str
        Names of the columns that look as though their cells held several choices.
    short : tuple of Message
        What is said of rows with fewer rows before them than are seen; who looks at another row need not know.
    parts : ndarray of int8, shape (N,), optional
        Where the rows came from separate files: 0 for training, 1 for validation, 2 for the test.
    apart : tuple of RowNames
        Of those that are skipped, what only tells the rows apart.
    """

    name: str
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    skipped: Mapping[str, Message]
    format: TableFormat
    notes: tuple[Message, ...] = ()
    dates: tuple[str, ...] = ()
    parts: NDArray[np.int8] | None = None
    apart: tuple[RowNames, ...] = ()
    choices: tuple[str, ...] = ()
    short: tuple[Message, ...] = ()

    def require(self, names: Iterable[str]) -> None:
        """Refuse columns that are not there.

        Raises
        ------
        StudioError
        """
        for name in names:
            if name not in self.names:
                self[name]  # which says so

    def __getitem__(self, name: str) -> Column:
        for column in self.columns:
            if column.name == name:
                return column
        if name in self.skipped:
            reason = self.skipped[name]
            text = "{file}: column {column} is of no use: {reason}"
            if reason.text == MANY_TEXTS.text:
                text = (
                    "{file}: column {column} is of no use: {reason}. If they name classes, read it as a category: "
                    "in the data dialog, or with `--kind COLUMN=category`"
                )
            raise StudioError(text, file=self.name, column=repr(name), reason=reason)
        raise StudioError(
            "{file}: there is no column {column}; there are {names}",
            file=self.name,
            column=repr(name),
            names=listed(self.names) if self.names else msg("none"),
        )


class _Described(msgspec.Struct, frozen=True):
    name: str
    kind: ColumnKind
    categories: tuple[str, ...] = ()
    day_first: bool = False
    dress: str = ""
    stand_ins: tuple[float, ...] = ()


class _Answer(msgspec.Struct, frozen=True):
    """What the reading child says about a file."""

    names: tuple[str, ...]
    columns: tuple[_Described, ...]
    skipped: dict[str, Message]
    notes: tuple[Message, ...]
    format: TableFormat
    dates: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def call_reader(
    entry: str,
    path: str,
    settings: Mapping[str, object],
    kinds: Mapping[str, ReadAs | None] | None,
    *,
    growth: int,
    lenient: bool = False,
    cancelled: Cancel | None,
    progress: Progress | None,
) -> Table:
    """Let a child process read a table, under a limit of memory and time.

    Parameters
    ----------
    entry : str
        What the child does, as :mod:`nnstudio.data.readers.child` names it.
    path : str
    settings : mapping
        How the file is to be read; what is None is detected.
    kinds : mapping, optional
        Columns that must be there under these names. One with a kind is read as that kind and never skipped,
        as rows for a trained network need it: give it :attr:`Preprocessor.kinds`.
    growth : int
        How many bytes of memory the child may need for one of the file.
    lenient : bool
        Whether cells that do not suit the kind of their column count as missing.
    cancelled, progress : callable, optional
        See :func:`nnstudio.system.process.call`.

    Raises
    ------
    StudioError
        In one line with the file, the place in it and the cause.
    """
    name = shown(os.path.basename(path)) or shown(path)  # noqa: PTH119
    try:
        path.encode()
    except UnicodeEncodeError:
        raise StudioError("{file}: the name is not valid text; rename the file", file=name) from None
    size = 0
    with contextlib.suppress(OSError, ValueError):  # the child says it better
        size = os.path.getsize(path)  # noqa: PTH202
    reply = call(
        entry,
        {"path": path, **settings, "kinds": dict(kinds or {}), "lenient": lenient},
        # Ten times what an ordinary file needs.
        timeout=60 + size * growth / 24e6,
        memory_limit=(4 << 30) + growth * size,
        cancelled=cancelled,
        progress=progress,
        about=name,
    )
    return table_of(reply, name)


def table_of(reply: Reply, name: str) -> Table:
    """The table that a child process has read.

    Raises
    ------
    ChildFailed
        When it answers something else.
    """
    try:
        answer = msgspec.convert(reply.header, _Answer)
        columns = tuple(
            Column(
                about.name,
                about.kind,
                reply.arrays[str(i)],
                about.categories,
                about.day_first,
                about.dress,
                stand_ins=about.stand_ins,
            )
            for i, about in enumerate(answer.columns)
        )
        apart = tuple(
            RowNames.received(column, reply.arrays[f"names {i}"]) for i, column in enumerate(answer.apart, 1)
        )
    except (msgspec.ValidationError, KeyError, UnicodeDecodeError) as error:
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
    about = answer.names, answer.skipped, answer.format, answer.notes, answer.dates
    return Table(name, columns, *about, apart=apart, choices=answer.choices)


def to_dataset(
    table: Table,
    target: str | Sequence[str] | None = None,
    task: Literal["classes", "regression"] | None = None,
    *,
    ignored: Collection[str] = (),
    origins: Mapping[str, Column] = {},
) -> Dataset:
    """Choose the target and make the rest the inputs.

    Parameters
    ----------
    table : Table
    target : str or sequence of str, optional
        Name of the target's column; the last column otherwise. Several of different sorts ask for an output each, see
        :func:`nnstudio.data.goals.as_targets`.
    task : {"classes", "regression"}, optional
        What the target means. Otherwise texts name classes, and so do at most 20 different whole numbers that
        occur twice on average; other numbers are quantities.
    ignored : collection of str
        Columns that are not to be learned from.
    origins : mapping of str to Column
        By columns that hold earlier values of another one: that one, with all rows of the file.

    Raises
    ------
    StudioError
        When the target is unknown or of no use, or no input is left.
    """
    named = (table.names[-1],) if target is None else (target,) if isinstance(target, str) else tuple(target)
    goals = tuple(table[name] for name in dict.fromkeys(named))
    wanted = {goal.name for goal in goals}
    left = set(ignored)
    inputs = tuple(column for column in table.columns if column.name not in {*wanted, *left})
    if not inputs:
        raise _without_inputs(table, goals, left)
    notes = [*table.notes, *_reasons_told({k: why for k, why in table.skipped.items() if k not in left})]
    aside = tuple(column for column in table.columns if column.name not in wanted and column.name in left)
    parts = table.parts
    names = row_names(table, aside)
    there = ~np.any([goal.missing for goal in goals], axis=0)
    if not there.all():
        require_common(table.name, goals, there)
        notes.append(without_target(goals, there))
        goals = tuple(goal.take(there) for goal in goals)
        inputs, aside = (tuple(column.take(there) for column in each) for each in (inputs, aside))
        parts = None if parts is None else parts[there]
        names = tuple(each.take(there) for each in names)
    notes += gaps_told(origins.get(column.name, column) for column in inputs)
    first, *further = as_targets(table, goals, task)
    return Dataset(
        table.name, inputs, first.target, tuple(notes), aside, parts, first.more, names,
        unanswered=int((~there).sum()), choices=first.choices, further=tuple(further),
    )  # fmt: skip


def require_common(file: str, goals: tuple[Column, ...], there: NDArray[np.bool_]) -> None:
    """Refuse several targets where nothing is left to learn of one in the rows that have a value in all of them.

    Raises
    ------
    StudioError
    """
    if len(goals) == 1:
        return
    if not there.any():
        raise StudioError(
            "{file}: no row has a value in each of {columns}; choose targets that are known of the same rows",
            file=file,
            columns=listed(tuple(goal.name for goal in goals)),
        )
    for goal in goals:
        left = goal.values[there]
        if (left == left[0]).all():
            others = tuple(each.name for each in goals if each.missing.any())
            raise StudioError(
                "{file}: every row with a value in {others} has the same in {column}; choose fewer targets",
                file=file,
                others=listed(others),
                column=repr(goal.name),
            )


def row_names(table: Table, aside: Collection[Column]) -> tuple[RowNames, ...]:
    """What the rows of a table are called: columns that only tell them apart, of those that are left out."""
    found = {each.column: each for each in table.apart}
    found |= {column.name: RowNames.of(column) for column in aside if tells_rows_apart(column)}
    return best_first(found[name] for name in table.names if name in found)


def gaps_told(inputs: Iterable[Column]) -> tuple[Message, ...]:
    """What is said of gaps in columns that are learned from; of one that is named twice, of all its rows."""
    gaps: dict[str, int] = {}
    for column in inputs:
        if column.missing.any() and not column.separator:  # nothing is ticked there
            gaps[column.name] = max(gaps.get(column.name, 0), int(column.missing.sum()))
    if not gaps:
        return ()
    return (
        counted(
            sum(gaps.values()),
            "{n} missing cell in {columns} will be filled with the mean or the most frequent value",
            "{n} missing cells in {columns} will be filled with the mean or the most frequent value",
            columns=listed(tuple(gaps)),
        ),
    )


def without_target(goals: tuple[Column, ...], there: NDArray[np.bool_]) -> Message:
    """What is said of rows in which a target is missing."""
    gaps_in = tuple(goal.name for goal in goals if goal.missing.any())
    return rows_left_out(int((~there).sum()), listed(gaps_in))


def rows_left_out(count: int, column: Message | str) -> Message:
    """What is said of so many rows without a value in a column."""
    return counted(
        count, "{n} row without {column} is left out", "{n} rows without {column} are left out", column=column
    )


def _reasons_told(skipped: Mapping[str, Message]) -> Iterator[Message]:
    """What is said of columns that are left out: of those for the same reason in one sentence, as constants may be many."""
    alike: dict[str, list[str]] = {}
    for name, reason in skipped.items():
        alike.setdefault(str(reason), []).append(name)
    for names in alike.values():
        reason = skipped[names[0]]
        if len(names) == 1:
            yield msg("Column {column} is left out: {reason}", column=repr(names[0]), reason=reason)
        else:
            text = "Each of the columns {columns} is left out: {reason}"
            yield msg(text, columns=listed(names), reason=reason)


def _without_inputs(table: Table, goals: tuple[Column, ...], left: set[str]) -> StudioError:
    """Why there is no column to learn from."""
    told = listed(tuple(goal.name for goal in goals))
    if left.intersection(table.names):
        text = "{file}: every column but the target {column} is left out; there is none to learn from"
        if table.skipped:
            text = "{file}: every column but the target {column} is left out; there is none to learn from ({reasons})"
        return StudioError(text, file=table.name, column=told, reasons=_reasons(table))
    if len(goals) == len(table.columns) > 1:
        return StudioError(
            "{file}: every column is to be predicted; leave one at least to learn from", file=table.name
        )
    return StudioError(
        "{file}: besides the target {column} there is no column to learn from ({format})",
        file=table.name, column=told, format=_left_out(table),
    )  # fmt: skip


def _left_out(table: Table) -> Message:
    if table.skipped:
        return msg("left out: {reasons}", reasons=_reasons(table))
    if not table.format.separator:
        return msg("it is the only one")
    return msg("the separator was taken to be {separator}", separator=separator_word(table.format.separator))


def _reasons(table: Table) -> Message:
    """Which columns are of no use, and why; not thousands of them."""
    told = [joined((repr(name), why)) for name, why in table.skipped.items()]
    return joined(told, 6, "; ")


def listed(names: Sequence[str]) -> Message:
    """List names, but not thousands of them."""
    return joined([repr(name) for name in names], 12)
