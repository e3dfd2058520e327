"""What goes along with the rows of a table and is no input: what a person calls them, and which values were filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.dates import spelled
from nnstudio.data.dataset import Column, ReadAs

if TYPE_CHECKING:
    import polars as pl

NAMES: ReadAs = "names"
"""How a column is read that only tells rows apart: as the texts that stand there, whatever they look like."""
MOST = 4
"""Columns of names that go along; a table may have hundreds, and one is enough to find a row again."""
TEXTS = np.dtypes.StringDType()
"""Sixteen bytes for a short text, where an object of Python takes sixty."""


@dataclass(frozen=True, eq=False)
class RowNames:
    """A column that only tells rows apart.

    Parameters
    ----------
    column : str
        Its name.
    texts : ndarray of StringDType, shape (N,)
        Empty where it is missing.
    """

    column: str
    texts: NDArray[Any]

    @classmethod
    def of(cls, column: Column) -> RowNames:
        """The names that a column holds that was read as numbers, dates or categories."""
        if column.kind == "category":
            return cls(column.name, np.array([*column.categories, ""], TEXTS)[column.values])
        if column.kind == "date":
            moments, which = np.unique(column.values, return_inverse=True)
            texts = ["" if np.isnan(moment) else spelled(float(moment)) for moment in moments]
            if any(" " in text for text in texts):  # midnight among other hours is one of them
                texts = [f"{text} 00:00" if text and " " not in text else text for text in texts]
            return cls(column.name, np.array(texts, TEXTS)[which])
        return cls(column.name, _spelled(column.values))

    @classmethod
    def received(cls, column: str, values: NDArray[Any]) -> RowNames:
        """What a child process sent: numbers, or texts that :func:`packed` put together."""
        if values.dtype != np.uint8:
            return cls(column, _spelled(values))
        return cls(column, np.array(values.tobytes().decode().split("\n"), TEXTS))

    def __len__(self) -> int:
        return len(self.texts)

    def take(self, rows: NDArray[Any]) -> RowNames:
        """The names of some rows (indices or a mask)."""
        return RowNames(self.column, self.texts[rows])


@dataclass(frozen=True, eq=False)
class Beside:
    """What goes along with rows.

    Parameters
    ----------
    names : tuple of RowNames
        The first tells best which row it is.
    together : str
        The one among them of which rows with the same value stay together, or follow one another; empty where none do.
    filled : mapping of str to ndarray of bool, shape (N,)
        For each column with gaps, where the value was missing and another took its place.
    strange : mapping of str to ndarray of object, shape (N,)
        For each column that holds categories the network does not know, those; empty in all other rows.
    """

    names: tuple[RowNames, ...] = ()
    filled: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    strange: Mapping[str, NDArray[np.object_]] = field(default_factory=dict)
    together: str = ""

    @classmethod
    def of(
        cls,
        names: tuple[RowNames, ...],
        inputs: Iterable[Column],
        strange: Mapping[str, NDArray[np.object_]] | None = None,
        together: str = "",
    ) -> Beside:
        """What goes along with rows of these input columns, of which gaps were filled in."""
        together = together if any(each.column == together for each in names) else ""
        gaps = ((column.name, column.missing) for column in inputs)
        return cls(names, {name: missing for name, missing in gaps if missing.any()}, strange or {}, together)

    @property
    def headings(self) -> list[str]:
        """Names of the columns that tell rows apart."""
        return [each.column for each in self.names]

    def cells(self, row: int) -> list[str]:
        """What stands in these columns for a row."""
        return [str(each.texts[row]) for each in self.names]

    def take(self, rows: NDArray[Any]) -> Beside:
        """What goes along with some of the rows."""
        filled = {name: missing[rows] for name, missing in self.filled.items()}
        strange = {name: texts[rows] for name, texts in self.strange.items()}
        return Beside(tuple(each.take(rows) for each in self.names), filled, strange, self.together)

    @property
    def shown(self) -> list[str]:
        """The columns of which a person is told at a glance: the one that tells rows best apart, and that of their groups or series."""
        return list(dict.fromkeys(name for name in (*self.headings[:1], self.together) if name))

    def called(self, row: int) -> list[str]:
        """What a row is called in each of the columns that are shown; the first that says something stands in for an empty one."""
        cells = dict(zip(self.headings, self.cells(row), strict=True))
        first, *groups = self.shown or [""]
        apart = [cell for name, cell in cells.items() if name not in groups]
        return [next(filter(None, apart), ""), *(cells[name] for name in groups)] if first else []

    def name(self, row: int) -> str:
        """What a row is called; empty where nothing calls it anything."""
        return ", ".join(filter(None, self.called(row)))

    def filled_in(self, row: int) -> frozenset[str]:
        """Columns in which a row has no value of its own."""
        return frozenset(name for name, missing in self.filled.items() if missing[row])

    def strange_in(self, row: int) -> dict[str, str]:
        """What stands in a row that the network does not know, by column."""
        return {name: str(texts[row]) for name, texts in self.strange.items() if texts[row]}


def packed(texts: pl.Series) -> NDArray[np.uint8]:
    """Texts as bytes, to be sent to another process; each on a line of its own, whatever blanks it has."""
    return packed_lines(texts.fill_null("").str.replace_all(r"\s+", " ").to_list())


def packed_lines(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Likewise texts that hold no line ends."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def best_first(names: Iterable[RowNames]) -> tuple[RowNames, ...]:
    """Those that go along: texts before numbers, which often only count the rows, and in the file's order."""
    return tuple(sorted(names, key=_only_numbers)[:MOST])


def of_columns(
    names: Iterable[RowNames], columns: Sequence[str], read: Iterable[Column] = ()
) -> tuple[RowNames, ...]:
    """Those of some columns, in the order of these: new rows are called as those of the training are.

    Parameters
    ----------
    names : RowNames
    columns : sequence of str
    read : Column
        Columns that were read for what they hold, and may be among those.
    """
    there = {column.name: RowNames.of(column) for column in read if column.name in columns}
    there |= {each.column: each for each in names}
    return tuple(there[column] for column in columns if column in there)


def _only_numbers(names: RowNames) -> bool:
    return bool(np.strings.isnumeric(names.texts[:100]).all())


def _spelled(numbers: NDArray[Any]) -> NDArray[Any]:
    """Numbers as one writes them: 12 rather than 12.0."""
    numbers = np.asarray(numbers, np.float64)
    there = ~np.isnan(numbers)
    texts = np.full(len(numbers), "", TEXTS)
    whole = there & (np.abs(np.where(there, numbers, 0)) < 2**53) & (numbers % 1 == 0)
    texts[whole] = numbers[whole].astype(np.int64).astype(TEXTS)
    rest = there & ~whole
    texts[rest] = np.array([f"{number:.15g}" for number in numbers[rest]], TEXTS)
    return texts
