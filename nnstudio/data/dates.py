"""Dates written as text: 2024-12-31, 2024/12/31, 31.12.2024, and with slashes or dashes day or month first.

A time may follow, as in 2024-12-31 23:59:59 or 2024-12-31T23:59Z; one with a time zone, as in 2024-12-31T23:59+02:00, is
counted in UTC, one without is taken as it stands. Whether 3/4/2024 is in March or in April is a matter of the whole
column: :func:`order_of` decides it from the values, and what was decided goes with the column from then on.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

_ZONE = r"(?: ?Z| ?UTC| ?GMT| ?(?P<zone_sign>[+-])(?P<zone_hour>[0-9]{2}):?(?P<zone_minute>[0-9]{2})?)?"
_CLOCK = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\.[0-9]+)?))?"
_TIME = rf"(?:[ T]{_CLOCK}{_ZONE}| ?Z| ?UTC)?$"
_YEAR, _MONTH, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_EITHER = (
    rf"^{_YEAR}-{_MONTH}-{_DAY}{_TIME}",
    rf"^{_YEAR}/{_MONTH}/{_DAY}{_TIME}",
    rf"^{_DAY}\.{_MONTH}\.{_YEAR}{_TIME}",
)
_MONTH_FIRST = (rf"^{_MONTH}/{_DAY}/{_YEAR}{_TIME}", rf"^{_MONTH}-{_DAY}-{_YEAR}{_TIME}")
_DAY_FIRST = (rf"^{_DAY}/{_MONTH}/{_YEAR}{_TIME}", rf"^{_DAY}-{_MONTH}-{_YEAR}{_TIME}")
_ORDERED = r"^[0-9]{1,2}[/-]"
"""How texts begin whose order matters."""
_ZONED = r":[0-9.]+ ?[+-](?:0[1-9]|[1-9][0-9]|00:?[0-9]*[1-9])"
"""A time that is another one in UTC."""
_NUMBERS = ("year", "month", "day", "hour", "minute", "second", "zone_hour", "zone_minute")


class Order(NamedTuple):
    """In which order the dates of a column are written.

    Parameters
    ----------
    day_first : bool
        Whether 3/4/2024 is the third of April.
    doubtful : str, optional
        A text that would be another day the other way round, where nothing in the column decides.
    """

    day_first: bool
    doubtful: str | None = None


def patterns(day_first: bool) -> tuple[str, ...]:
    """Regular expressions of all spellings; the first one that gives a real date counts."""
    return (*_EITHER, *(_DAY_FIRST if day_first else _MONTH_FIRST))


def are_dates(texts: pl.Series) -> bool:
    """Whether every text that is there is a date, in one order, and there is more than one; soon told where not."""
    there = texts.drop_nulls()
    if there.len() == 0 or not any(map(str.isdigit, there[0])) or there.n_unique() < 2:
        return False
    return any(
        not np.isnan(seconds(there.head(20), first)).any() and not np.isnan(seconds(there, first)).any()
        for first in (False, True)
    )


def order_of(texts: pl.Series) -> Order:
    """The order in which more different texts are dates; month first where both read the same number of them."""
    there = texts.drop_nulls()
    ordered = there.filter(there.str.contains(_ORDERED)).unique(maintain_order=True)
    if ordered.len() == 0:
        return Order(day_first=False)
    month_first, day_first = seconds(ordered), seconds(ordered, day_first=True)
    lost = int(np.isnan(month_first).sum()), int(np.isnan(day_first).sum())
    if lost[0] != lost[1]:
        return Order(day_first=lost[1] < lost[0])
    differ = np.flatnonzero(month_first != day_first)
    differ = differ[~np.isnan(month_first[differ])]
    return Order(day_first=False, doubtful=ordered[int(differ[0])] if differ.size else None)


def name_zones(texts: pl.Series) -> bool:
    """Whether some times are others in UTC."""
    return bool(texts.str.contains(_ZONED).any())


def seconds(texts: pl.Series, day_first: bool = False) -> NDArray[np.float64]:
    """Seconds from the beginning of 1970; NaN where a text is no date."""
    import polars as pl

    found = np.full(len(texts), np.nan)
    for pattern in patterns(day_first):
        open_ = np.isnan(found)
        if not open_.any():
            break
        groups = texts.str.extract_groups(pattern).struct
        parts = {
            name: groups.field(name).cast(pl.Float64, strict=False).to_numpy().astype(np.float64)
            for name in _NUMBERS
        }
        west = (groups.field("zone_sign") == "-").fill_null(False).to_numpy()
        found = np.where(open_, _to_seconds(parts, west), found)
    return found


def moment(text: str, day_first: bool = False) -> float | None:
    """Seconds from the beginning of 1970 of one text; None where it is no date."""
    for pattern in patterns(day_first):
        found = re.match(pattern, text)
        if found is None:
            continue
        year, month, day, hour, minute, zone_hour, zone_minute = (
            int(found[name] or 0) for name in _NUMBERS if name != "second"
        )
        second = float(found["second"] or 0)
        try:
            start = datetime(year, month, day, hour, minute)
        except ValueError:
            continue
        if second < 60 and zone_hour < 24 and zone_minute < 60:
            zone = (3600 * zone_hour + 60 * zone_minute) * (-1 if found["zone_sign"] == "-" else 1)
            return (start - datetime(1970, 1, 1)).total_seconds() + second - zone
    return None


def spelled(moment: float) -> str:
    """A date in words that are read back as the same one, to the millisecond; the time only where there is one."""
    try:
        when = datetime(1970, 1, 1) + timedelta(milliseconds=round(moment * 1000))
    except OverflowError:
        return "–"
    text = when.isoformat(" ", "milliseconds").removesuffix(".000").removesuffix(":00")
    return text.removesuffix(" 00:00")


def _to_seconds(parts: dict[str, NDArray[np.float64]], west: NDArray[np.bool_]) -> NDArray[np.float64]:
    matched = ~np.isnan(parts["year"])
    year, month, day = (
        np.where(matched, parts[name], 1).astype(np.int64) for name in ("year", "month", "day")
    )
    hour, minute, second, zone_hour, zone_minute = (np.nan_to_num(parts[name]) for name in _NUMBERS[3:])
    real = matched & (year >= 1) & (month >= 1) & (month <= 12)
    months = ((np.where(real, year, 1970) - 1970) * 12 + np.where(real, month, 1) - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    real &= days.astype("datetime64[M]") == months  # no day of another month, such as February 30
    real &= (hour < 24) & (minute < 60) & (second < 60) & (zone_hour < 24) & (zone_minute < 60)
    zone = np.where(west, -1, 1) * (3600 * zone_hour + 60 * zone_minute)
    told = days.astype(np.int64) * 86400.0 + hour * 3600 + minute * 60 + second - zone
    found: NDArray[np.float64] = np.where(real, told, np.nan)
    return found
