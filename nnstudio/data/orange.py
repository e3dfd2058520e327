"""The three rows that head the tables of Orange, a program for data mining: names, types and roles of the columns.

The format is described in Orange's documentation, "Loading your Data": types are continuous, discrete, string and time,
by their first letter or in full, or a list of the values; roles are class, meta and ignore; attributes are ``key=value``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnstudio.data.cells import holds_numbers
from nnstudio.system.messages import Message, msg

if TYPE_CHECKING:
    import polars as pl

ROWS = 3
"""Above the data."""

_CONTINUOUS = frozenset(("c", "continuous", "numeric", "n"))
_DISCRETE = frozenset(("d", "discrete", "categorical"))
_TYPES = _CONTINUOUS | _DISCRETE | {"s", "string", "text", "t", "time"}
_CLASS, _ASIDE = frozenset(("c", "class")), frozenset(("m", "meta", "i", "ignore"))
_ATTRIBUTE = re.compile(r"[^\s=]+=\S*")
_BETWEEN = re.compile(r"(?<!\\)\s+")


@dataclass(frozen=True)
class Roles:
    """What the rows below the names say, by position.

    Parameters
    ----------
    target : int, optional
        The first column with the role of a class.
    aside : tuple of int
        Columns that are not learned from.
    discrete : tuple of int
        Columns whose values are names, also where they are numbers.
    """

    target: int | None = None
    aside: tuple[int, ...] = ()
    discrete: tuple[int, ...] = ()

    def facts(self, names: list[str]) -> dict[str, Any]:
        """The same by name, as :class:`nnstudio.data.tables.TableFormat` has it."""
        return {
            "target": "" if self.target is None else names[self.target],
            "aside": [names[i] for i in self.aside],
            "discrete": [names[i] for i in self.discrete],
        }


def note() -> Message:
    """What is said of such a table."""
    return msg("Three header rows, as Orange writes them: names, types and roles of the columns")


def roles_in(head: pl.DataFrame) -> Roles | None:
    """What the second and third row of a table say; None where they are rows like all others.

    Parameters
    ----------
    head : DataFrame
        The first rows as cells of text, with the names.
    """
    if head.height <= ROWS or head.width < 2 or None in head.row(0):
        return None
    types = [cell or "" for cell in head.row(1)]
    roles = [_BETWEEN.split(cell) if cell else [] for cell in head.row(2)]
    if not any(types) or not all(_is_role(word) for words in roles for word in words):
        return None
    below = head.slice(ROWS)
    for i, kind in enumerate(types):
        if kind and kind not in _TYPES and not _lists(kind, below.to_series(i)):
            return None
    numbers = any(kind in _CONTINUOUS and _is_number(below.to_series(i)) for i, kind in enumerate(types))
    if not any(roles) and not numbers:
        return None  # nothing tells it from a row of short texts and an empty one
    targets = [i for i, words in enumerate(roles) if _CLASS.intersection(words)]
    return Roles(
        targets[0] if targets else None,
        tuple(i for i, words in enumerate(roles) if _ASIDE.intersection(words)),
        tuple(i for i, kind in enumerate(types) if kind in _DISCRETE or (kind and kind not in _TYPES)),
    )


def _is_role(word: str) -> bool:
    return word in _CLASS or word in _ASIDE or _ATTRIBUTE.fullmatch(word) is not None


def _lists(kind: str, cells: pl.Series) -> bool:
    """Whether a type is a list of the values below it; blanks within one have a backslash before them."""
    values = {value.replace("\\ ", " ") for value in _BETWEEN.split(kind)}
    there = cells.drop_nulls()
    return len(there) > 0 and bool(there.is_in(list(values)).all())


def _is_number(cells: pl.Series) -> bool:
    there = cells.drop_nulls()
    return len(there) > 0 and holds_numbers(there)
