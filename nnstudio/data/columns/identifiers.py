"""Columns that only tell rows apart: running numbers, numbers of customers, keys, names. Other rows have other ones.

The limits were set on 760 published tables: what is whole, runs by ones and is short may be a height in inches or a
number of eggs, so that a short column must also be called an identifier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Column
from nnstudio.system.messages import Message, msg

NUMBERED, NAMED = msg("it numbers the rows"), msg("it names the rows")
SAME, EMPTY = msg("every value is the same"), msg("it is empty")
MANY_TEXTS = msg("{count} different texts look like identifiers or prose")
"""Reasons not to learn from a column."""
ALMOST = 0.95
"""Part of the rows with a value of its own from which on an identifier is one."""
FEWEST = 10
"""Rows below which values that are all different prove nothing."""
ENOUGH = 30
"""Rows from which on numbers without a gap are no measurement, whatever they are called."""
_ROW_NAMES = frozenset(("", "id", "index", "row", "no", "nr", "unnamed: 0"))
_WORDS = 3
"""More of them in half of the texts are prose, not names."""
_CALLED = re.compile(
    r"(^|[ _.-])(?i:id|ids|nr|no|key|uuid|guid|index|row|obs|case|subject|patient|serial|rownames)$"
    r"|^(?i:id|index|row|obs|case)([ _.-]|$)|[a-z](ID|Id)$"
)
_THING = re.compile(
    r"(^|[ _.-])(?i:(sample|specimen|patient|subject|participant|donor|lesion|customer|client|speaker|probe|proband|patientin|sprecher|sprecherin|kunde|kundin)"
    r"([ _.-]*(id|nr|no|number|name|code|nummer))?|(proben|patienten|probanden|kunden)[ _.-]*(id|nr|no|name|code|nummer))[.#]?$"
    r"|[a-z](Sample|Specimen|Patient|Subject|Participant|Customer|Client|Speaker)(Id|ID)?$"
)
"""What there may be several rows of, and how its column is called."""
_NAMELESS = "column 1"
"""What a first column without a name is called here: row names, as many programs write them."""
_TIME = re.compile(
    r"(?i)year|date|time|month|day|week|hour|minute|quarter|period|decade|jahr|datum|zeit|(^|[ _.-])(t|tm|age)([ _.-]|$)"
)
"""A running number may be the time, or an age; what is called so is no identifier."""


def tells_rows_apart(column: Column) -> Message | None:
    """How a column does nothing but tell rows apart, as a reason not to learn from it; None where it may do more."""
    there = column.values[~column.missing]
    if (
        column.kind == "date"
        or column.separator
        or len(there) < max(FEWEST, ALMOST * len(column))
        or may_be_time(column.name)
    ):
        return None
    if column.kind == "number" and not_whole(there):
        return None
    alone = len(np.unique(there)) / len(there)
    if column.kind == "category":
        return NAMED if alone > ALMOST and are_names(column.name, column.categories) else None
    if alone <= ALMOST:
        return None
    running = alone == 1 and len(there) >= ENOUGH and _running(there, mixed=column.name == _NAMELESS)
    return NUMBERED if running or called_an_identifier(column.name) else None


def not_whole(numbers: NDArray[np.float64]) -> bool:
    """Whether any number is no whole one; mostly the first rows tell."""
    return any((part % 1 != 0).any() for part in (numbers[:1000], numbers))


def called_an_identifier(column: str) -> bool:
    """Whether a column is called like one that identifies something."""
    return bool(_CALLED.search(column))


def called_a_thing(column: str) -> bool:
    """Whether a column is called like one that says of which sample, patient or the like a row is."""
    return bool(_THING.search(column))


def may_be_time(column: str) -> bool:
    """Whether a column is called like a time, or an age."""
    return bool(_TIME.search(column))


def are_names(column: str, texts: Sequence[str]) -> bool:
    """Whether the texts of a column, all different, are names or keys rather than prose or times."""
    return not may_be_time(column) and bool(np.median([len(text.split()) for text in texts[:100]]) <= _WORDS)


def _running(numbers: NDArray[np.float64], mixed: bool) -> bool:
    """Whether different whole numbers run up or down by ones; ``mixed``: whether they would if they were sorted.

    Mixed ones are mostly ranks, such as that of a region by its wealth: something to learn from.
    """
    if float(np.abs(numbers).max()) >= 2**53:
        return False
    steps = np.diff(np.sort(numbers) if mixed else numbers)
    return abs(float(steps[0])) == 1 and bool((steps == steps[0]).all())


def useless(name: str, numbers: NDArray[np.float64]) -> Message | None:
    """Why a column of numbers teaches a network nothing; None where it may."""
    if numbers.size and numbers.min() < numbers.max() and name.lower() not in _ROW_NAMES:
        return None  # nothing is missing, or the comparison would fail: most columns, and no copy is made
    seen = numbers[~np.isnan(numbers)]
    if seen.size == 0 or seen.min() == seen.max():
        return SAME if seen.size else EMPTY
    if name.lower() in _ROW_NAMES and np.unique(seen).size == len(numbers) and (seen % 1 == 0).all():
        return NUMBERED
    return None
