"""Columns that hold dates in a spelling which is not read as one."""

from __future__ import annotations

import re

from nnstudio.data.dataset import Column
from nnstudio.data.dates import moment

_MONTH = re.compile(
    r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]+\d|\d[. -]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_SHORT = re.compile(r"(?:[0-9]{1,2}([/-])[0-9]{1,2}\1|[0-9]{2}\.[0-9]{2}\.)[0-9]{2}$")
"""With years of two digits, some of which may be of either century."""


def spells_dates(column: Column) -> bool:
    """Whether texts name a month with a day or a year, or whole numbers are all like 20240329."""
    if column.kind == "category":
        texts = column.categories
        spelled = sum(bool(_MONTH.search(text) or _SHORT.match(text)) for text in texts)
        return len(texts) > 6 and spelled > 0.9 * len(texts) and not all(map(_is_read, texts))
    there = column.values[~column.missing]
    if column.kind != "number" or there.size < 10 or (there % 1 != 0).any():
        return False
    if there.min() < 1800_01_01 or there.max() > 2199_12_31:
        return False
    month, day = there // 100 % 100, there % 100
    return bool(((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all())


def _is_read(text: str) -> bool:
    return moment(text) is not None or moment(text, day_first=True) is not None
