"""Texts of a column that are mostly the same word, written by two people."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from nnstudio.data.cells.choices import mentions, parts_of, together
from nnstudio.data.dataset import Column
from nnstudio.data.tables import Table
from nnstudio.system.messages import Message, msg

SLIP = 0.1
"""A code is a slip of the pen where it is at most this part of the rows of the other one."""
_A_FEW = 5
"""Rows below which a category may be a slip of the pen."""
_WORD = 5
"""Letters from which one of them may be a slip of the pen."""
_CODE = 2
"""Texts of so few letters are codes, in which capitals may mean something: Co and CO, M and m."""
_ANSWERS = {"no", "ja", "si", "sí", "da", "ne", "ok"}
"""Words of so few letters, where no other ones stand beside them."""
_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
"""Those between digits part two numbers."""
_ALLELES = re.compile(r"(?:(\w)\1)+")


def spelled_alike(column: Column) -> list[tuple[str, ...]]:
    """Categories that differ only in capitals or blanks, the most usual of each group first."""
    if column.kind != "category":
        return []
    column = mentions(column)
    counts = np.bincount(column.values[~column.missing], minlength=len(column.categories))
    groups: dict[str, list[int]] = {}
    for number in np.flatnonzero(counts).tolist():
        groups.setdefault(_word(column.categories[number]), []).append(number)
    codes = _codes(groups)
    found: list[tuple[str, ...]] = []
    for word, numbers in groups.items():
        usual, *others = sorted(numbers, key=lambda number: -counts[number])
        if word in codes or _ALLELES.fullmatch(word):
            others = [number for number in others if counts[number] <= SLIP * counts[usual]]
        if others:
            found.append(tuple(column.categories[number] for number in (usual, *others)))
    return found


def mistyped(column: Column) -> list[tuple[str, ...]]:
    """Categories of a few rows that are a frequent one with a slip of the pen within a word, behind that one."""
    if column.kind != "category" or column.separator:
        return []
    counts = np.bincount(column.values[~column.missing], minlength=len(column.categories))
    found: list[tuple[str, ...]] = []
    for rare in np.flatnonzero((counts > 0) & (counts < _A_FEW)).tolist():
        meant = [
            usual
            for usual in np.flatnonzero(counts * SLIP >= counts[rare]).tolist()
            if _slipped(column.categories[rare].casefold(), column.categories[usual].casefold())
        ]
        found += [(column.categories[meant[0]], column.categories[rare])] if len(meant) == 1 else []
    return found


def _slipped(one: str, other: str) -> bool:
    """Whether two texts differ by a letter within a word that is another one, lacks or is twice there, or by two that are swapped."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < _WORD:
        return False
    same = zip(one, other, strict=False), zip(reversed(one), reversed(other), strict=False)
    before, behind = (next((i for i, (a, b) in enumerate(pairs) if a != b), None) for pairs in same)
    if not before or behind is None:
        return False
    mine, others = one[before : len(one) - behind], other[before : len(other) - behind]
    if len(mine) == 2 and mine == others[::-1]:
        return mine.isalpha()
    if (
        not behind or max(len(mine), len(others)) > 1
    ):  # typical and atypical, adenoma and adenomas, grade 1 and grade 2
        return False
    return (one[before - 1] + mine + others + one[len(one) - behind]).isalpha()


def more_spellings(texts: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Texts that are none of the known ones, but differ from one of them only in capitals or blanks.

    Parameters
    ----------
    texts : iterable of str
    known : mapping
        What each known text counts as.

    Returns
    -------
    dict
        What each of them counts as; codes, and what may be two of them, are left out.
    """
    meant: dict[str, set[str]] = {}
    for name, usual in known.items():
        meant.setdefault(_word(name), set()).add(usual)
    codes, found = _codes(meant), {}
    for text in texts:
        word = _word(text)
        apart = text in known or word in codes or _ALLELES.fullmatch(word)
        if not apart and len(meant.get(word, ())) == 1:
            (found[text],) = meant[word]
    return found


def _word(text: str) -> str:
    """What texts that are spelled alike have in common."""
    return _BLANKS.sub("", text).casefold()


def _codes(words: Iterable[str]) -> set[str]:
    """Those that are too short for capitals to mean nothing."""
    codes = {word for word in words if len(word) <= _CODE}
    return set() if codes <= _ANSWERS else codes


def counted_as_one(column: Column) -> Column:
    """The column with categories that are spelled alike under the most usual of their names."""
    usual = {other: group[0] for group in spelled_alike(column) for other in group[1:]}
    if not usual:
        return column
    names = [_respelled(name, usual, column.separator) for name in column.categories]
    kept = tuple(name for name in column.categories if name not in usual)
    if column.separator:  # cells in the usual spellings may be the same, or none that stood there
        kept = tuple(sorted(set(names)))
    place = {name: i for i, name in enumerate(kept)}
    codes = np.array([*(place[name] for name in names), -1], np.int32)
    return dataclasses.replace(
        column, values=codes[column.values], categories=kept, spellings=tuple(usual.items())
    )


def _respelled(name: str, usual: Mapping[str, str], separator: str) -> str:
    """A category, or a cell with several choices, under the usual names."""
    if not separator:
        return usual.get(name, name)
    return together([usual.get(part, part) for part in parts_of(name, separator)], separator)


def alike_as_one(table: Table, names: Collection[str]) -> Table:
    """The table in which categories that are spelled alike count as one in some columns, and which says so.

    Raises
    ------
    StudioError
        When there is no such column.
    """
    table.require(names)
    columns = tuple(counted_as_one(column) if column.name in names else column for column in table.columns)
    notes = tuple(told(column) for column in columns if column.spellings)
    return dataclasses.replace(table, columns=columns, notes=(*table.notes, *notes))


def in_words(groups: Sequence[tuple[str, ...]]) -> str:
    """The first of some groups of spellings."""
    first = ", ".join(" / ".join(map(repr, group)) for group in groups[:3])
    return f"{first} …" if len(groups) > 3 else first


def told(column: Column) -> Message:
    """What is said of a column in which spellings count as one."""
    groups: dict[str, list[str]] = {}
    for spelling, name in column.spellings:
        groups.setdefault(name, [name]).append(spelling)
    texts = in_words([tuple(group) for group in groups.values()])
    return msg("Column {column}: {texts} count as one", column=repr(column.name), texts=texts)
