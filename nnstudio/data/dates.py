"""Dates written as text, in the ways that leave no doubt: 2024-12-31, 2024/12/31, 31.12.2024 and 12/31/2024.

A time may follow, as in 2024-12-31 23:59:59 or 2024-12-31T23:59Z; times are taken as they stand, without zones. With
slashes the month comes first, as only in the United States; a column in which that gives no dates holds texts.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

_TIME = r"(?:[ T](?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\.[0-9]+)?))?)?(?: ?Z| ?UTC)?$"
PATTERNS = (
    r"^(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})" + _TIME,
    r"^(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})" + _TIME,
    r"^(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})" + _TIME,
    r"^(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})/(?P<year>[0-9]{4})" + _TIME,
)
_GROUPS = ("year", "month", "day", "hour", "minute", "second")
_MONTH_LENGTHS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def are_dates(texts: pl.Series) -> bool:
    """Whether every text that is there is a date, and there is more than one; told quickly where it is not so."""
    there = texts.drop_nulls()
    if there.len() == 0 or np.isnan(seconds(there.head(20))).any():
        return False
    return there.n_unique() > 1 and not bool(np.isnan(seconds(there)).any())


def seconds(texts: pl.Series) -> NDArray[np.float64]:
    """Seconds from the beginning of 1970; NaN where a text is no date."""
    found = np.full(len(texts), np.nan)
    for pattern in PATTERNS:
        open_ = np.isnan(found)
        if not open_.any():
            break
        groups = texts.str.extract_groups(pattern).struct
        parts = {
            name: groups.field(name).cast(_float(), strict=False).to_numpy().astype(np.float64)
            for name in _GROUPS
        }
        found = np.where(open_, _to_seconds(parts), found)
    return found


def moment(text: str) -> float | None:
    """Seconds from the beginning of 1970 of one text; None where it is no date."""
    for pattern in PATTERNS:
        found = re.match(pattern, text)
        if found is None:
            continue
        year, month, day, hour, minute = (int(found[name] or 0) for name in _GROUPS[:-1])
        second = float(found["second"] or 0)
        try:
            start = datetime(year, month, day, hour, minute)
        except ValueError:
            continue
        if second < 60:
            return (start - datetime(1970, 1, 1)).total_seconds() + second
    return None


def spelled(moment: float) -> str:
    """A date in words that are read back as the same one, to the millisecond; the time only where there is one."""
    try:
        when = datetime(1970, 1, 1) + timedelta(milliseconds=round(moment * 1000))
    except OverflowError:
        return "–"
    text = when.isoformat(" ", "milliseconds").removesuffix(".000").removesuffix(":00")
    return text.removesuffix(" 00:00")


def _float() -> Any:
    import polars as pl

    return pl.Float64


def _to_seconds(parts: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    matched = ~np.isnan(parts["year"])
    year, month, day = (
        np.where(matched, parts[name], 1).astype(np.int64) for name in ("year", "month", "day")
    )
    hour, minute, second = (np.nan_to_num(parts[name]) for name in ("hour", "minute", "second"))
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    real = matched & (year >= 1) & (month >= 1) & (month <= 12)
    length = _MONTH_LENGTHS[np.where(real, month, 1) - 1] + (leap & (month == 2))
    real &= (day >= 1) & (day <= length) & (hour < 24) & (minute < 60) & (second < 60)
    months = (np.where(real, year, 1970) - 1970) * 12 + np.where(real, month, 1) - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + day - 1
    found: NDArray[np.float64] = np.where(real, days * 86400.0 + hour * 3600 + minute * 60 + second, np.nan)
    return found
