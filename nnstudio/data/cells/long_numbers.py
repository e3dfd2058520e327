"""Whole numbers of more digits than a number keeps: mostly they are codes, such as those of cards, messages or devices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnstudio.data.columns.identifiers import ALMOST, called_a_thing, called_an_identifier
from nnstudio.system.messages import Message, counted

if TYPE_CHECKING:
    import polars as pl

EXACT = 15
"""Whole numbers of so many digits are kept whatever they are."""
_LONG = rf"^[+-]?[0-9]{{{EXACT + 1},40}}$"
_LOOKED_AT = 1000


def are_rounded(texts: pl.Series) -> bool:
    """Whether some texts are whole numbers of which the last digits would be lost."""
    return any(int(float(text)) != int(text) for text in _long(texts).head(_LOOKED_AT))


def are_codes(name: str, texts: pl.Series, notes: list[Message]) -> bool:
    """Whether a column of numbers is to be read as texts, as different ones would become equal.

    Those of a quantity or a time, where so many digits say nothing any more, stay numbers; what becomes equal is told.

    Parameters
    ----------
    name : str
        Of the column.
    texts : Series
        Its cells.
    notes : list of Message
    """
    long = _long(texts)
    if not len(long) or not are_rounded(long):
        return False
    different = len(long.unique())
    equal = different - long.unique().cast(float, strict=False).n_unique()
    if called_an_identifier(name) or called_a_thing(name) or equal > (1 - ALMOST) * different:
        return True
    if equal:
        told = counted(
            equal,
            "Column {column}: {cell} has more digits than a number keeps; {n} of its values becomes equal to another",
            "Column {column}: {cell} has more digits than a number keeps; {n} of its values become equal to others",
            column=repr(name),
            cell=long[0],
        )
        notes.append(told)
    return False


def _long(texts: pl.Series) -> pl.Series:
    most = texts.str.len_bytes().max()
    if not isinstance(most, int) or most <= EXACT:
        return texts.clear()
    return texts.filter(texts.str.contains(_LONG).fill_null(False))
