"""Times without a day, such as 14:30 or 2:30:15 PM, and spans such as 39:05:00, as hours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

SPECIMEN = "14:30"
_SECONDS = r"(?::[0-5][0-9](?:\.[0-9]{1,9})?)"
_HALF = rf"(?:0?[1-9]|1[0-2]):[0-5][0-9]{_SECONDS}?[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?"
PATTERN = rf"^(?:{_HALF}|-?[0-9]{{1,5}}:[0-5][0-9]{_SECONDS}?(?: Uhr)?)$"
_OF_A_DAY = (
    rf"^(?:{_HALF}|(?:(?:[01]?[0-9]|2[0-3]):[0-5][0-9]|24:00)(?: Uhr)?|-?[0-9]{{1,5}}:[0-5][0-9]{_SECONDS})$"
)
"""Without seconds no more than a day has: 25:23 is a result."""
_PARTS = r"^(?P<minus>-?)(?P<hour>[0-9]+):(?P<minute>[0-9]+)(?::(?P<second>[0-9.]+))?(?:[ \u00a0\u202f]?(?P<half>[AaPp]))?"
_BEGINS = "1899-12-31"
_DATED = "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}"
_IN_WORKBOOK = r"^(?:1899-12-31|190[0-9]-[0-9]{2}-[0-9]{2}) "
"""A time or a span of a workbook, which counts days from the last one of 1899."""
_SOME = 20
"""Cells that are looked at first."""


def holds_times(texts: pl.Series) -> bool:
    """Whether all cells that are there, and they differ, are times or spans."""
    there = texts.head(_SOME).drop_nulls()
    if not len(there) or not there.str.contains(_OF_A_DAY).all():
        return False
    return bool(texts.drop_nulls().str.contains(_OF_A_DAY).all()) and texts.drop_nulls().n_unique() > 1


def hours_of(texts: pl.Series) -> NDArray[np.float64]:
    """The hours of each cell; NaN where it is missing or no time."""
    import polars as pl

    fits = texts.str.contains(PATTERN).fill_null(False).to_numpy()
    parts = texts.str.extract_groups(_PARTS).struct
    hour, minute, second = (
        np.nan_to_num(parts.field(name).cast(pl.Float64, strict=False).to_numpy().astype(np.float64))
        for name in ("hour", "minute", "second")
    )
    half = parts.field("half").str.to_lowercase().fill_null("").to_numpy()
    hour = np.where(half == "", hour, hour % 12 + 12 * (half == "p"))
    minus = np.where((parts.field("minus") == "-").fill_null(False).to_numpy(), -1.0, 1.0)
    return np.asarray(np.where(fits, minus * (hour * 3600 + minute * 60 + second) / 3600, np.nan))


def hours(text: str) -> float | None:
    """The hours of one cell; None where it is no time."""
    found = re.match(_PARTS, text)
    if found is None or re.fullmatch(PATTERN, text) is None:
        return None
    hour = float(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"] in "pP")
    total = (hour * 3600 + float(found["minute"]) * 60 + float(found["second"] or 0)) / 3600
    return -total if found["minus"] else total


def spelled(value: float) -> str:
    """Hours as a time that is read back as the same one, to the microsecond; with seconds only where there are any."""
    minutes, micros = divmod(round(abs(value) * 3.6e9), 60_000_000)
    text = f"{'-' if value < 0 else ''}{minutes // 60:02}:{minutes % 60:02}"
    if not micros:
        return text
    return f"{text}:{micros // 1_000_000:02}" + f".{micros % 1_000_000:06}".rstrip("0").rstrip(".")


def without_days(texts: pl.Series) -> pl.Series:
    """Cells of a workbook with times and spans as such, where a reader makes days around 1900 of them."""
    import polars as pl

    dated = texts.str.contains(_DATED).fill_null(False)
    found = texts.filter(dated)
    if not found.str.starts_with(_BEGINS).any() or not found.str.contains(_IN_WORKBOOK).all():
        return texts
    since = texts.str.slice(0, 10).str.to_date(strict=False) - pl.Series([_BEGINS]).str.to_date()[0]
    whole = since.dt.total_days() * 24 + texts.str.slice(11, 2).cast(pl.Int64, strict=False)
    spans = whole.cast(pl.String).str.zfill(2) + texts.str.slice(13)
    plain: pl.Series = spans.zip_with(dated, texts)
    return plain
