"""Texts of a column that are mostly the same word, written by two people."""

from __future__ import annotations

import re

import numpy as np

from nnstudio.data.dataset import Column

SLIP = 0.1
"""A code is a slip of the pen where it is at most this part of the rows of the other one."""
_CODE = 2
"""Texts of so few letters are codes, in which capitals may mean something: Co and CO, M and m."""
_BLANKS = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
"""Those between digits part two numbers."""
_ALLELES = re.compile(r"(?:(\w)\1)+")


def spelled_alike(column: Column) -> list[tuple[str, ...]]:
    """Categories that differ only in capitals or blanks, the most usual of each group first."""
    if column.kind != "category":
        return []
    counts = np.bincount(column.values[~column.missing], minlength=len(column.categories))
    groups: dict[str, list[int]] = {}
    for number in np.flatnonzero(counts).tolist():
        groups.setdefault(_BLANKS.sub("", column.categories[number]).casefold(), []).append(number)
    found = []
    for word, numbers in groups.items():
        usual, *others = sorted(numbers, key=lambda number: -counts[number])
        if len(word) <= _CODE or _ALLELES.fullmatch(word):
            others = [number for number in others if counts[number] <= SLIP * counts[usual]]
        if others:
            found.append(tuple(column.categories[number] for number in (usual, *others)))
    return found
