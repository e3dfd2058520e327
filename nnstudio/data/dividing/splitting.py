"""Dividing rows otherwise than by lot: whole groups, the order of time, the names of parts, separate files."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Column, Dataset
from nnstudio.system.messages import StudioError, counted

Rows = NDArray[np.int64]
Parts = tuple[Rows, Rows, Rows]
"""Rows of the training, validation and test part, ascending."""

PART_NAMES = {
    0: frozenset(("train", "training", "learn", "fit", "0")),
    1: frozenset(("val", "valid", "validation", "dev", "development", "1")),
    2: frozenset(("test", "testing", "holdout", "hold-out", "eval", "evaluation", "2")),
}
"""What people call the parts; numbers are those of exports of this kind of column."""


def by_group(data: str, groups: Column, sizes: tuple[int, int, int], draw: np.random.Generator) -> Parts:
    """Divide whole groups, so that the parts are about as large as wanted.

    The largest groups come first, each to the part that still lacks most. A row without a group is one of its own.

    Parameters
    ----------
    data : str
        Name of the data.
    groups : Column
    sizes : tuple of int
        Wanted rows of the three parts; a part of 0 stays empty.
    draw : Generator
        Decides among groups of the same size.
    """
    codes, counts = numbered(groups)
    wanted = [part for part in range(3) if sizes[part]]
    if len(counts) < len(wanted):
        raise StudioError(
            "{dataset}: column {column} has {count} different values, too few for {parts} parts that share none",
            dataset=data,
            column=repr(groups.name),
            count=len(counts),
            parts=len(wanted),
        )
    order = draw.permutation(len(counts))
    order = order[np.argsort(-counts[order], kind="stable")]
    lacking = np.array(sizes, np.int64)
    part_of = np.empty(len(counts), np.int8)
    for group in order:
        part = max(wanted, key=lambda part: lacking[part])
        part_of[group] = part
        lacking[part] -= counts[group]
    for part in wanted:
        if not (part_of == part).any():  # the smallest group of the part that has most of them
            richest = int(np.bincount(part_of, minlength=3).argmax())
            theirs = np.flatnonzero(part_of == richest)
            part_of[theirs[counts[theirs].argmin()]] = part
    return _rows(part_of[codes])


def numbered(groups: Column) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The number of each row's group, and the rows of each group; a row without one is a group of its own."""
    _, codes = np.unique(groups.values, return_inverse=True)
    alone = np.flatnonzero(groups.missing)
    codes[alone] = codes.max(initial=0) + 1 + np.arange(len(alone))
    _, codes, counts = np.unique(codes, return_inverse=True, return_counts=True)
    return codes, counts


def in_time(data: str, times: Column) -> Rows:
    """Rows from the earliest to the newest; those of one moment keep their order.

    Raises
    ------
    StudioError
        When a row has no time.
    """
    _all_there(data, times)
    return np.argsort(times.values, kind="stable")


def by_time(data: str, times: Column, sizes: tuple[int, int, int]) -> Parts:
    """The earliest rows for training, the newest for the test; rows of one moment keep their order.

    Raises
    ------
    StudioError
        When a row has no time.
    """
    order = in_time(data, times)
    parts = np.empty(len(order), np.int8)
    parts[order] = np.repeat(np.arange(3), sizes)
    return _rows(parts)


def by_name(data: str, names: Column) -> Parts:
    """The part that a column names for each row.

    Raises
    ------
    StudioError
        When a row has no name, a name is none of a part, or none is for training.
    """
    _all_there(data, names)
    texts = names.categories
    codes = names.values
    if names.kind != "category":
        values, codes = np.unique(names.values, return_inverse=True)
        texts = tuple(f"{value:g}" for value in values)
    known = {name: part for part, called in PART_NAMES.items() for name in called}
    strange = [text for text in texts if text.strip().casefold() not in known]
    if strange:
        raise StudioError(
            "{dataset}: column {column} holds {strange}, which names no part; train, validation and test do",
            dataset=data,
            column=repr(names.name),
            strange=", ".join(map(repr, strange[:3])),
        )
    part_of = np.array([known[text.strip().casefold()] for text in texts], np.int8)
    return parts_of(data, part_of[codes])


def parts_of(data: str, parts: NDArray[np.int8]) -> Parts:
    """The rows of three parts that are given.

    Raises
    ------
    StudioError
        When there is nothing to learn from.
    """
    if not (parts == 0).any():
        raise StudioError("{dataset}: nothing is for training", dataset=data)
    return _rows(parts)


def names_parts(column: Column) -> bool:
    """Whether a column names the part of every row."""
    known = frozenset().union(*PART_NAMES.values())
    names = [name.strip().casefold() for name in column.categories]
    return (
        column.kind == "category"
        and 2 <= len(names) <= 3
        and all(name in known for name in names)
        and any(name in PART_NAMES[0] for name in names)
    )


def complete(dataset: Dataset, names: tuple[str, ...]) -> Rows:
    """Rows that have a value in each of some input columns, and in their earlier rows where those are seen."""
    there = np.ones(len(dataset), bool)
    for column in dataset.input_columns:
        if dataset.taken_from(column.name) in names:
            there &= ~column.missing
    if not there.any():
        raise StudioError(
            "{dataset}: no row has a value in {columns}; fill missing values instead of leaving rows out",
            dataset=dataset.name,
            columns=", ".join(map(repr, names[:6])),
        )
    return np.flatnonzero(there)


def _rows(parts: NDArray[np.int8]) -> Parts:
    train, validation, test = (np.flatnonzero(parts == part).astype(np.int64) for part in range(3))
    return train, validation, test


def _all_there(data: str, column: Column) -> None:
    if column.missing.any():
        where = {
            "dataset": data, "column": repr(column.name), "row": int(column.missing.argmax()) + 1,
        }  # fmt: skip
        raise StudioError(
            counted(
                int(column.missing.sum()),
                "{dataset}: row {row} has no value in {column}, and the rows are divided by it",
                "{dataset}: {n} rows have no value in {column}, and the rows are divided by it; the first is row {row}",
                **where,
            )
        )
