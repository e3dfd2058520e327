"""What heads the tables of Orange, a program for data mining: names, types and roles of the columns.

The format is described in Orange's documentation, "Loading your Data". They stand in three rows: types are continuous,
discrete, string and time, by their first letter or in full, or a list of the values; roles are class, meta, weight and
ignore; attributes are ``key=value``. Or they stand in one, as letters before the names: ``cD#kind`` is a discrete class.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nnstudio.data.cells.cells import holds_numbers
from nnstudio.system.messages import Message, msg

if TYPE_CHECKING:
    import polars as pl

_ROWS = 3
"""Above the data, where types and roles have rows of their own."""
_CONTINUOUS = frozenset(("c", "continuous", "numeric", "n"))
_DISCRETE = frozenset(("d", "discrete", "categorical"))
_TYPES = _CONTINUOUS | _DISCRETE | {"s", "string", "text", "t", "time"}
_CLASS, _ASIDE = frozenset(("c", "class")), frozenset(("m", "meta", "w", "weight", "i", "ignore"))
_PREFIX = re.compile(r"(?=[^#])([cmwi]?)([CNDST]?)#(\S.*)")
"""Role and type before a name; one of them at least."""
_ATTRIBUTE = re.compile(r"[^\s=]+=\S*")
_BETWEEN = re.compile(r"(?<!\\)\s+")


@dataclass(frozen=True)
class Roles:
    """What the header says besides the names, by position.

    Parameters
    ----------
    names : tuple of str
        As the file has them, without what stands before them.
    rows : int
        Of the header.
    target : int, optional
        The first column with the role of a class.
    aside : tuple of int
        Columns that are not learned from.
    discrete : tuple of int
        Columns whose values are names, also where they are numbers.
    """

    names: tuple[str | None, ...]
    rows: int
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

    def note(self) -> Message:
        """What is said of such a table."""
        if self.rows == 1:
            return msg(
                "Letters before the names of columns, as Orange writes them, tell their types and roles"
            )
        return msg("Three header rows, as Orange writes them: names, types and roles of the columns")


def roles_in(head: pl.DataFrame) -> Roles | None:
    """What the header of a table says of its columns; None where it is one like all others.

    Parameters
    ----------
    head : DataFrame
        The first rows as cells of text, with the names.
    """
    return _in_rows(head) or _in_names(head)


def _in_names(head: pl.DataFrame) -> Roles | None:
    """What letters before the names say, if they are no part of them."""
    if head.height < 2:
        return None
    cells = head.row(0)
    parts = [_PREFIX.fullmatch(cell or "") for cell in cells]
    names = tuple(cell if part is None else part[3] for cell, part in zip(cells, parts, strict=True))
    roles = ["" if part is None else part[1] for part in parts]
    types = ["" if part is None else part[2] for part in parts]
    # A single class, or a type: columns c#1, c#2 and m#1 are just called so.
    if not (any(types) or roles.count("c") == 1) or roles.count("c") > 1 or len(set(names)) < len(names):
        return None
    below = head.slice(1)
    if not all(_is_number(below.to_series(i)) for i, kind in enumerate(types) if kind and kind in "CN"):
        return None
    return Roles(
        names,
        1,
        roles.index("c") if "c" in roles else None,
        tuple(i for i, role in enumerate(roles) if role in _ASIDE),
        tuple(i for i, kind in enumerate(types) if kind == "D"),
    )


def _in_rows(head: pl.DataFrame) -> Roles | None:
    """What the second and third row of a table say; None where they are rows like all others."""
    if head.height <= _ROWS or head.width < 2 or None in head.row(0):
        return None
    types = [cell or "" for cell in head.row(1)]
    roles = [_BETWEEN.split(cell) if cell else [] for cell in head.row(2)]
    if not any(types) or not all(_is_role(word) for words in roles for word in words):
        return None
    below = head.slice(_ROWS)
    for i, kind in enumerate(types):
        if kind and kind not in _TYPES and not _lists(kind, below.to_series(i)):
            return None
    numbers = any(kind in _CONTINUOUS and _is_number(below.to_series(i)) for i, kind in enumerate(types))
    if not any(roles) and not numbers:
        return None  # nothing tells it from a row of short texts and an empty one
    targets = [i for i, words in enumerate(roles) if _CLASS.intersection(words)]
    return Roles(
        head.row(0),
        _ROWS,
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
