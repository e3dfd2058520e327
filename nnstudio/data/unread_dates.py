"""Columns that hold dates in a spelling which is not read as one."""

from __future__ import annotations

import re

from nnstudio.data.dataset import Column

_MONTH = re.compile(
    r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -]+\d|\d[. -]+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)


def spells_dates(column: Column) -> bool:
    """Whether texts name a month with a day or a year, or whole numbers are all like 20240329."""
    if column.kind == "category":
        texts = column.categories
        return len(texts) > 6 and sum(bool(_MONTH.search(text)) for text in texts) > 0.9 * len(texts)
    there = column.values[~column.missing]
    if column.kind != "number" or there.size < 10 or (there % 1 != 0).any():
        return False
    if there.min() < 1800_01_01 or there.max() > 2199_12_31:
        return False
    month, day = there // 100 % 100, there % 100
    return bool(((month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)).all())
