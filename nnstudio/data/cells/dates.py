"""Dates written as text: 2024-12-31, 31.12.2024, 31 Dec 2024, 2024-W52; with slashes or dashes day or month first.

A time may follow, as in 2024-12-31 23:59:59 or 2024-12-31T23:59Z; one with a time zone, as in 2024-12-31T23:59+02:00, is
counted in UTC, one without is taken as it stands. Whether 3/4/2024 is in March or in April is a matter of the whole
column: :func:`order_of` decides it from the values, and what was decided goes with the column from then on.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.cells.date_spellings import IN_FULL, LIKELY, MONTHS, ORDERED, SHORT, ZONED, patterns
from nnstudio.data.cells.decimal_mark import NO_NUMBER, are_most

if TYPE_CHECKING:
    import polars as pl

_CLOCK = ("hour", "minute", "second", "zone_hour", "zone_minute")
_NUMBERS = ("year", "short", "month", "day", "week", "weekday", *_CLOCK)
_SOME = 20
"""Texts that are looked at first."""
_CENTURY = 69
"""Years of two digits from here on are of the twentieth century."""


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


def are_dates(texts: pl.Series) -> bool:
    """Whether every text that is there is a date, in one order, and there is more than one; soon told where not.

    A few among many may be none, unless they are dates in the other order.
    """
    there = texts.drop_nulls()
    there = there.filter(~there.is_in(NO_NUMBER))
    some = there.head(_SOME)
    if there.n_unique() < 2 or some.str.contains(LIKELY).sum() <= len(some) / 2:
        return False
    for first in (False, True):
        if np.isnan(seconds(some, first)).sum() > len(some) / 2:
            continue
        lost = np.isnan(seconds(there, first))
        few = (
            are_most(len(there) - int(lost.sum()), len(there)) and not turned(there.filter(lost), first).any()
        )
        if few or not lost.any():
            return not _may_begin_with_the_year(there.filter(~lost))
    return False


def turned(texts: pl.Series, day_first: bool) -> NDArray[np.bool_]:
    """Which texts, none of which is a date, are one with day and month the other way round."""
    return ~np.isnan(seconds(texts, not day_first))


def _may_begin_with_the_year(texts: pl.Series) -> bool:
    """Whether 24-03-15 is rather in 2024 than in 2015: what stands last varies more, as days do."""
    import polars as pl

    parts = texts.str.extract_groups(SHORT).struct.unnest().drop_nulls()
    if not parts.height:
        return False
    numbers = parts.select(pl.col("second", "third").cast(pl.Int64))
    if numbers["second"].max() > 12 or numbers["third"].max() > 31 or 0 in numbers["third"]:  # type: ignore[operator]
        return False
    first, second, third = (parts[name].n_unique() for name in ("first", "second", "third"))
    most = max(first, second)
    return third > most or (third == most and (third > 1 or "-" in parts["mark"]))


def order_of(texts: pl.Series) -> Order:
    """The order in which more different texts are dates; month first where both read the same number of them."""
    there = texts.drop_nulls()
    ordered = there.filter(there.str.contains(ORDERED)).unique(maintain_order=True)
    if ordered.len() == 0:
        return Order(day_first=False)
    month_first, day_first = seconds(ordered), seconds(ordered, day_first=True)
    lost = int(np.isnan(month_first).sum()), int(np.isnan(day_first).sum())
    if lost[0] != lost[1]:
        return Order(day_first=lost[1] < lost[0])
    differ = np.flatnonzero(month_first != day_first)
    differ = differ[~np.isnan(month_first[differ])]
    return Order(day_first=False, doubtful=ordered[int(differ[0])] if differ.size else None)


def unusual(texts: pl.Series) -> str | None:
    """The first text in which not all is a number with a whole year; None where all are plain dates."""
    odd = texts.filter(~texts.str.contains(IN_FULL)).drop_nulls()
    return odd[0] if len(odd) else None


def has_short_year(text: str) -> bool:
    """Whether the year of a date has two digits."""
    return any((found := re.match(each, text)) and found.groupdict().get("short") for each in patterns(False))


def name_zones(texts: pl.Series) -> bool:
    """Whether some times are others in UTC."""
    return bool(texts.str.contains(ZONED).any())


def seconds(texts: pl.Series, day_first: bool = False) -> NDArray[np.float64]:
    """Seconds from the beginning of 1970; NaN where a text is no date."""
    import polars as pl

    found = np.full(len(texts), np.nan)
    for pattern in patterns(day_first):
        open_ = np.isnan(found)
        if not open_.any():
            break
        groups = texts.str.extract_groups(pattern).struct
        there = groups.fields
        parts = {
            name: groups.field(name).cast(pl.Float64, strict=False).to_numpy().astype(np.float64)
            if name in there
            else np.full(len(texts), np.nan)
            for name in _NUMBERS
        }
        if "word" in there:
            names = groups.field("word").str.to_lowercase().str.slice(0, 3)
            parts["month"] = names.replace_strict(MONTHS, default=None, return_dtype=pl.Float64).to_numpy()
        west = (groups.field("zone_sign") == "-").fill_null(False).to_numpy()
        half = groups.field("half").str.to_lowercase().fill_null("").to_numpy()
        found = np.where(open_, _to_seconds(parts, west, half), found)
    return found


def moment(text: str, day_first: bool = False) -> float | None:
    """Seconds from the beginning of 1970 of one text; None where it is no date."""
    for pattern in patterns(day_first):
        match = re.match(pattern, text)
        if match is None:
            continue
        told = {name: part for name, part in match.groupdict().items() if part}
        half = told.get("half", "").lower()
        parts = {name: int(told.get(name, "0")) for name in _NUMBERS if name != "second"}
        try:
            start = _start(told, parts, half)
        except (ValueError, OverflowError):
            continue
        second = float(told.get("second", 0))
        if second < 60 and parts["zone_hour"] < 24 and parts["zone_minute"] < 60:
            zone = 3600 * parts["zone_hour"] + 60 * parts["zone_minute"]
            zone *= -1 if told.get("zone_sign") == "-" else 1
            return (start - datetime(1970, 1, 1)).total_seconds() + second - zone
    return None


def _start(told: dict[str, str], parts: dict[str, int], half: str) -> datetime:
    """The minute that a text names; without a day the first one of the month or of the week."""
    year, hour = parts["year"], parts["hour"]
    if "short" in told:
        year = parts["short"] + (1900 if parts["short"] >= _CENTURY else 2000)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(told["hour"])
        hour = hour % 12 + 12 * (half == "p")
    if "week" in told:
        day = datetime.fromisocalendar(year, parts["week"], parts["weekday"] or 1)
    else:
        month = MONTHS[told["word"].lower()[:3]] if "word" in told else parts["month"]
        day = datetime(year, month, parts["day"] if "day" in told else 1)
    return day.replace(hour=hour, minute=parts["minute"])


def spelled(moment: float) -> str:
    """A date in words that are read back as the same one, to the millisecond; the time only where there is one."""
    try:
        when = datetime(1970, 1, 1) + timedelta(milliseconds=round(moment * 1000))
    except OverflowError:
        return "–"
    text = when.isoformat(" ", "milliseconds").removesuffix(".000").removesuffix(":00")
    return text.removesuffix(" 00:00")


def _to_seconds(
    parts: dict[str, NDArray[np.float64]], west: NDArray[np.bool_], half: NDArray[np.object_]
) -> NDArray[np.float64]:
    short = parts["short"]
    years = np.where(np.isnan(short), parts["year"], short + np.where(short >= _CENTURY, 1900, 2000))
    real = ~np.isnan(years) & (years >= 1)
    year = np.where(real, years, 1970).astype(np.int64)
    if np.isnan(parts["week"]).all():
        days, fits = _days(year, parts["month"], parts["day"])
    else:
        days, fits = _days_of_weeks(year, parts["week"], parts["weekday"])
    hour, minute, second, zone_hour, zone_minute = (np.nan_to_num(parts[name]) for name in _CLOCK)
    halved = half != ""
    fits &= ~halved | ((hour >= 1) & (hour <= 12))
    hour = np.where(halved, hour % 12 + 12 * (half == "p"), hour)
    real &= fits & (hour < 24) & (minute < 60) & (second < 60) & (zone_hour < 24) & (zone_minute < 60)
    zone = np.where(west, -1, 1) * (3600 * zone_hour + 60 * zone_minute)
    told = days.astype(np.int64) * 86400.0 + hour * 3600 + minute * 60 + second - zone
    found: NDArray[np.float64] = np.where(real, told, np.nan)
    return found


def _days(
    year: NDArray[np.int64], month: NDArray[np.float64], day: NDArray[np.float64]
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Days of months, the first where none is named, and which of them there are."""
    real = (month >= 1) & (month <= 12)
    months = ((year - 1970) * 12 + np.where(real, month, 1).astype(np.int64) - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (np.nan_to_num(day, nan=1).astype(np.int64) - 1)
    real &= days.astype("datetime64[M]") == months  # no day of another month, such as February 30
    return days, real


def _days_of_weeks(
    year: NDArray[np.int64], week: NDArray[np.float64], weekday: NDArray[np.float64]
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Days of ISO weeks, Mondays where none is named, and which of the weeks there are."""
    fourth = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]") + 3  # is always in the first week
    monday = fourth - (fourth.astype(np.int64) + 3) % 7  # 1970 began on a Thursday
    monday = monday + 7 * (np.nan_to_num(week, nan=1).astype(np.int64) - 1)
    real = (week >= 1) & ((monday + 3).astype("datetime64[Y]").astype(np.int64) + 1970 == year)
    days = monday + (np.nan_to_num(weekday, nan=1).astype(np.int64) - 1)
    return days, real & (days < np.datetime64("10000-01-01"))
