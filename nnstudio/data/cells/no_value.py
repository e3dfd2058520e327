"""Numbers that stand for no value in a column, as −999 does: wherever it is read, their cells count as empty.

They go along in how the column is to be read (:data:`nnstudio.data.dataset.ReadAs`), so that separate files, rows to
predict and data to measure by are read alike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.decimal_mark import MINUS, NUMBER, DecimalMark
from nnstudio.nn.fields import Field, FieldError, Spec
from nnstudio.system.numbers import figure_text

if TYPE_CHECKING:
    import polars as pl

    from nnstudio.data.source import Source

StandIns = tuple[tuple[str, float], ...]
"""Columns, each with a number that counts as missing there."""

_WITHOUT = "without "
"""How a column is to be read ends so where numbers count as missing; they follow."""


class CountsAsMissing(Spec, frozen=True):
    """What counts as missing in a column, as a person writes it."""

    numbers: Annotated[
        str | None,
        Field(
            "Numbers that stand for no value in this column, such as -999; -9999: their cells count as empty, in new rows and "
            "exports as well.",
            label="Counts as missing",
            empty="empty cells only",
        ),
    ] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        numbers_in(self.numbers or "")

    @classmethod
    def of(cls, numbers: Iterable[float]) -> CountsAsMissing:
        """Numbers as they are shown."""
        return cls("; ".join(figure_text(number, 15) for number in numbers) or None)


def numbers_in(text: str) -> tuple[float, ...]:
    """The numbers that somebody has written, with blanks or semicolons between them.

    Raises
    ------
    FieldError
        When one is none.
    """
    found = []
    for word in text.replace(";", " ").split():
        try:
            number = float(word.rstrip(",").replace(",", ".").replace(MINUS, "-"))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise FieldError(
                "What counts as missing must be numbers, such as -999; -9999, not {value}",
                value=repr(word)[:40],
            )
        found.append(number)
    return tuple(dict.fromkeys(found))


def tidy_stand_ins(source: Source, given: object) -> None:
    """Make a tuple of pairs of the setting of a source; to be called while it is made.

    Raises
    ------
    FieldError
        When it is no list of names with numbers.
    """
    try:
        pairs = msgspec.convert(given, StandIns)
    except msgspec.ValidationError:
        pairs = (("", math.nan),)
    if not all(math.isfinite(number) for _, number in pairs):
        raise FieldError(
            "{owner}: stand_ins must be pairs of a column and a number, not {value}",
            owner=type(source).__name__, value=repr(given)[:40],
        )  # fmt: skip
    msgspec.structs.force_setattr(source, "stand_ins", tuple(dict.fromkeys(pairs)))


def without(known: str | None, numbers: Sequence[float]) -> str | None:
    """How a column is to be read in which some numbers count as missing."""
    if not numbers:
        return known
    return f"{'' if known is None else f'{known} '}{_WITHOUT}{' '.join(map(repr, map(float, numbers)))}"


def parted(known: str | None) -> tuple[str | None, tuple[float, ...]]:
    """How a column is to be read apart from that, and the numbers that count as missing."""
    how, found, numbers = (known or "").rpartition(_WITHOUT)
    try:
        told = tuple(map(float, numbers.split()))
    except ValueError:  # somebody has written it into a file by hand
        return known, ()
    return (how.rstrip() or None, told) if found and all(map(math.isfinite, told)) else (known, ())


def emptied(cells: pl.Series, numbers: Sequence[float], decimal: DecimalMark) -> pl.Series:
    """Cells of text without those numbers, before anybody looks what the column holds."""
    import polars as pl

    points = cells.str.replace(MINUS, "-", literal=True)
    points = points.str.replace(",", ".", literal=True) if decimal.mark == "," else points
    plain = points.str.contains(NUMBER).fill_null(False)
    found = plain & points.cast(pl.Float64, strict=False).is_in(list(numbers)).fill_null(False)
    return pl.select(pl.when(~found).then(cells)).to_series().alias(cells.name)


def nowhere(values: NDArray[np.float64], numbers: Sequence[float]) -> NDArray[np.float64]:
    """Numbers of a column with NaN where one counts as missing."""
    return np.where(np.isin(values, numbers), np.nan, values)


def spellings(numbers: Iterable[float]) -> tuple[str, ...]:
    """How such numbers are written in a column of texts: -999 and -999.0."""
    return tuple(
        dict.fromkeys(
            text for n in numbers for text in (*((str(int(n)),) if n % 1 == 0 else ()), repr(float(n)))
        )
    )


def plain(stand_ins: StandIns, name: str) -> tuple[float, ...]:
    """The numbers that count as missing in a column."""
    return tuple(number for column, number in stand_ins if column == name)


def told(numbers: Iterable[float]) -> str:
    """Numbers in words for a person: ``-999, -9999``."""
    return ", ".join(figure_text(number, 15) for number in numbers)
