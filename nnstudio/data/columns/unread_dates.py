"""Columns that hold dates in a spelling which is not read as one."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.dates import moment
from nnstudio.data.columns.identifiers import may_be_time
from nnstudio.data.dataset import Column

_MONTH = re.compile(
    r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]+\d|\d[. -]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_FEWEST = 10
"""Whole numbers below which it may be chance that all of them are days."""
_SHORT = re.compile(r"(?:[0-9]{1,2}([/-])[0-9]{1,2}\1|[0-9]{2}\.[0-9]{2}\.)[0-9]{2}$")
"""With years of two digits, some of which may be of either century."""


def spells_dates(column: Column) -> bool:
    """Whether texts name a month with a day or a year, or whole numbers are all like 20240329."""
    if column.kind == "category":
        texts = column.categories
        spelled = sum(bool(_MONTH.search(text) or _SHORT.match(text)) for text in texts)
        return len(texts) > 6 and spelled > 0.9 * len(texts) and not all(map(_is_read, texts))
    return column.kind == "number" and _all_days(column.values)


def numbers_days(name: str, numbers: NDArray[np.float64]) -> bool:
    """Whether a column is called like a time and holds whole numbers that are days, such as 20240329 or, with the hour, 2024032917."""
    return may_be_time(name) and _all_days(numbers)


def _all_days(numbers: NDArray[np.float64]) -> bool:
    there = numbers[~np.isnan(numbers)]
    if there.size < _FEWEST or there.min() < 1800_01_01 or (there % 1 != 0).any():
        return False
    for clock in (1, 100, 10_000, 1_000_000):  # hours, minutes and seconds may follow
        days = there // clock
        if days.max() > 2199_12_31 or days.min() < 1800_01_01:
            continue
        month, day = days // 100 % 100, days % 100
        if not ((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all():
            return False
        months = ((days // 10_000 - 1970) * 12 + month - 1).astype(np.int64).astype("datetime64[M]")
        real = (months.astype("datetime64[D]") + (day.astype(np.int64) - 1)).astype("datetime64[M]") == months
        rest = there % clock
        parts = [rest // (clock // 100 ** (i + 1)) % 100 for i in range(int(np.log10(clock)) // 2)]
        limits = (24, 60, 60)
        return bool(
            real.all() and all((part < most).all() for part, most in zip(parts, limits, strict=False))
        )
    return False


def _is_read(text: str) -> bool:
    return moment(text) is not None or moment(text, day_first=True) is not None
