"""Cells with several choices each, such as ``Email;Phone``: answers to a question of which all that apply are ticked."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    import polars as pl

    from nnstudio.data.dataset import Column

SEPARATORS = (";", "|", ",")
"""What parts the choices of a cell, as Forms, Qualtrics, SurveyMonkey and lists of genres have it."""

_LOOKED_AT = 20_000
"""Rows among which choices are looked for."""
_FEWEST = 10
"""Rows with several choices below which nothing is proved."""
_SHARES = {";": 0.02, "|": 0.02, ",": 0.1}
"""Part of the rows that must have several; a comma stands in names, places and prose as well."""
_AGAIN = 3
"""Rows from which on a choice is one that was offered, and no words of somebody's own."""
_OFFERED, _MOST = 0.9, 200
"""Part of all choices that must be such, and how many different ones there may be."""
_TWICE = 0.01
"""Part of the rows that may name a choice twice: a list of measured values does so all the time."""
_VARIED = 0.02
"""Part of the rows that must have another number of choices than most: `Last, First` always has two."""


class ChoiceTarget(msgspec.Struct, frozen=True):
    """A column that is predicted, of which each choice is a yes/no question.

    Parameters
    ----------
    column : str
    separator : str
    spellings : tuple of (str, str)
        Other spellings of choices, each with the one that it counts as.
    """

    column: str
    separator: str
    spellings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, column: Column, choices: Sequence[str]) -> ChoiceTarget:
        """What is predicted where that is some choices of a column."""
        kept = tuple(pair for pair in column.spellings if pair[1] in choices)
        return cls(column.name, column.separator, kept)

    def fits(self, questions: Sequence[str]) -> bool:
        """Whether these are questions about choices of the column, as far as anything can be told."""
        known = {self.choice(each) for each in questions if each.startswith(self.question(""))}
        right = {name for _, name in self.spellings} <= known and known.isdisjoint(dict(self.spellings))
        return right and self.separator in SEPARATORS and len(known) == len(questions)

    def question(self, choice: str) -> str:
        """What the question about a choice is called."""
        return f"{self.column}: {choice}"

    def choice(self, question: str) -> str:
        """The choice that a question is about."""
        return question.removeprefix(self.question(""))


def parts_of(text: str, separator: str) -> tuple[str, ...]:
    """The choices in a cell, each once.

    Examples
    --------
    >>> parts_of("Email; Phone;", ";"), parts_of("", ";")
    (('Email', 'Phone'), ())
    """
    return tuple(dict.fromkeys(_parts(text, separator)))


def together(parts: Sequence[str], separator: str) -> str:
    """A cell with these choices, as a person would write it."""
    return (" | " if separator == "|" else f"{separator} ").join(parts)


@functools.lru_cache(maxsize=32)
def choices_in(cells: tuple[str, ...], separator: str) -> tuple[str, ...]:
    """All choices that occur in some cells."""
    return tuple(sorted({part for cell in cells for part in _parts(cell, separator)}))


def ticks(
    cells: Sequence[str], codes: Mapping[str, int], separator: str
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which choices are ticked in each cell, shape (cells, choices), and in which there is one that is not known.

    Parameters
    ----------
    cells : sequence of str
    codes : mapping
        The number of each choice, under every spelling of it.
    separator : str
    """
    ticked = np.zeros((len(cells), max(codes.values(), default=-1) + 1), bool)
    strange = np.zeros(len(cells), bool)
    for row, cell in enumerate(cells):
        for part in _parts(cell, separator):
            code = codes.get(part)
            if code is None:
                strange[row] = True
            else:
                ticked[row, code] = True
    return ticked, strange


def mentions(column: Column) -> Column:
    """Every choice of every row as a category in a row of its own; a column of plain categories as it is."""
    if not column.separator:
        return column
    names = choices_in(column.categories, column.separator)
    place = {name: i for i, name in enumerate(names)}
    counts = np.bincount(column.values[~column.missing], minlength=len(column.categories))
    found = [
        np.repeat([place[part] for part in parts_of(cell, column.separator)], count)
        for cell, count in zip(column.categories, counts.tolist(), strict=True)
    ]
    values = np.concatenate(found) if found else np.zeros(0)
    return dataclasses.replace(column, values=values.astype(np.int32), categories=names, separator="")


def as_choices(column: Column) -> Column:
    """A column of texts as one whose cells hold several choices.

    Raises
    ------
    StudioError
        When no cell does.
    """
    counts = np.bincount(column.values[~column.missing], minlength=len(column.categories))
    separator = _separator_in(column.categories, counts)
    if not separator:
        raise StudioError(
            "Column {name} holds no cell with several choices, parted by a semicolon, a bar or a comma; read it as a category",
            name=repr(column.name),
        )
    return dataclasses.replace(column, separator=separator)


def as_questions(column: Column, choices: Sequence[str]) -> tuple[Column, ...]:
    """A yes/no column for each of some choices; missing where the cell is, or holds a choice that is none of these."""
    target = ChoiceTarget(column.name, column.separator)
    codes_of = {name: i for i, name in enumerate(choices)}
    codes_of |= {other: codes_of[name] for other, name in column.spellings if name in codes_of}
    ticked, strange = ticks(column.categories, codes_of, column.separator)
    codes = np.full((len(ticked) + 1, len(choices)), -1, np.int32)  # the last stands for a missing cell
    codes[:-1][~strange] = ticked[~strange]
    codes = codes[column.values]
    return tuple(
        dataclasses.replace(
            column,
            name=target.question(choice),
            values=codes[:, i],
            categories=("no", "yes"),
            spellings=(),
            separator="",
        )
        for i, choice in enumerate(choices)
    )


def hold_choices(texts: pl.Series) -> bool:
    """Whether the cells of a column of texts look as though several choices were ticked in many of them."""
    texts = texts.head(_LOOKED_AT).drop_nulls()
    if int(texts.str.contains("[;|,]").sum()) < _FEWEST:
        return False
    counted = Counter(texts.to_list())
    return bool(_looks_parted_by(tuple(counted), np.array(list(counted.values()))))


def _looks_parted_by(cells: Sequence[str], counts: NDArray[np.int64]) -> str:
    """The separator with which cells look as though choices were ticked; empty without one."""
    return next(
        (each for each in SEPARATORS if _look_ticked([_parts(cell, each) for cell in cells], counts, each)),
        "",
    )


def _look_ticked(cells: Sequence[list[str]], counts: NDArray[np.int64], separator: str) -> bool:
    """Whether few parts occur again and again, in many combinations, and at no place of their own."""
    rows = int(counts.sum())
    sizes = np.array([len(parts) for parts in cells], int)
    several = int(counts[sizes > 1].sum())
    usual = max((int(counts[sizes == size].sum()) for size in set(sizes.tolist())), default=0)
    if several < max(_FEWEST, _SHARES[separator] * rows) or rows - usual < _VARIED * rows:
        return False
    twice = sum(
        count for parts, count in zip(cells, counts.tolist(), strict=True) if len(set(parts)) < len(parts)
    )
    named: Counter[str] = Counter()
    places: dict[str, set[int]] = {}
    for parts, count in zip(cells, counts.tolist(), strict=True):
        for place, part in enumerate(parts):
            named[part] += count
            places.setdefault(part, set()).add(place)
    offered = {part for part, count in named.items() if count >= _AGAIN}
    if twice > _TWICE * rows or not 2 <= len(offered) <= _MOST:
        return False
    if sum(named[part] for part in offered) < _OFFERED * named.total():
        return False
    if separator == "," and sizes.max() < 3 and all(part.isdecimal() for part in offered):
        return False  # decimals with a comma, or pairs
    combinations = {frozenset(offered.intersection(parts)) for parts in cells}
    moving = sum(len(places[part]) > 1 for part in offered)
    return len(combinations) > len(offered) and 2 * moving >= len(offered)


def _parts(cell: str, separator: str) -> list[str]:
    return [part for each in cell.split(separator) if (part := each.strip())]


def _separator_in(cells: Sequence[str], counts: NDArray[np.int64]) -> str:
    """The separator that looks so, or else the one with which most rows have several parts; empty where none has."""
    if found := _looks_parted_by(cells, counts):
        return found
    rows = {
        each: sum(counts[[len(_parts(cell, each)) > 1 for cell in cells]].tolist()) for each in SEPARATORS
    }
    best = max(rows, key=lambda each: rows[each])
    return best if rows[best] else ""
