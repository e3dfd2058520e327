"""An axis of moments: what stands there are beginnings of hours, days, months and years, each of them once."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from nnstudio.app.results.time_axis import TimeAxis
from nnstudio.data.cells.dates import spelled

UTC = datetime.UTC
MOMENTS = st.datetimes(datetime.datetime(1800, 1, 1), datetime.datetime(2300, 1, 1), timezones=st.just(UTC))


def axis() -> TimeAxis:
    made = TimeAxis("bottom", 10)
    made.dates = True
    return made


def shown(begin: datetime.datetime, seconds: float, size: float = 1000) -> list[str]:
    low = begin.timestamp()
    ((step, places),) = axis().tickValues(low, low + seconds, size)
    assert all(low <= place <= low + seconds for place in places)
    if step > 20 * 86_400:
        assert all(spelled(place)[7:] == "-01" for place in places), (
            "months and years begin at their first midnight"
        )
    return axis().tickStrings(places, 1, step)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.01, ["12:00", "12:00:00.001"]),
        (50, ["12:00", "12:00:05"]),
        (3600 * 5, ["12:00", "12:30"]),
        (3600 * 20, ["12:00", "14:00", "16:00", "18:00", "20:00", "22:00", "2024-02-29", "02:00"]),
        (86_400 * 9, ["2024-02-29", "2024-03-01"]),
        (86_400 * 60, ["2024-03-04", "2024-03-11"]),
        (86_400 * 300, ["2024-03", "2024-04"]),
        (86_400 * 900, ["2024-04", "2024-07"]),
        (86_400 * 3000, ["2025", "2026"]),
        (86_400 * 365 * 40, ["2025", "2030"]),
    ],
)
def test_round_moments_are_named(qapp: QApplication, seconds: float, told: list[str]) -> None:
    found = shown(datetime.datetime(2024, 2, 28, 12, tzinfo=UTC), seconds)
    assert found[: len(told)] == told
    assert 3 <= len(found) <= 12


@given(MOMENTS, st.floats(1, 1e10), st.integers(120, 3000))
def test_each_moment_has_words_of_its_own(
    qapp: QApplication, begin: datetime.datetime, seconds: float, size: int
) -> None:
    found = shown(begin, seconds, size)
    assert len(found) <= size / 60 + 2
    if seconds < 86_400 * 0.9:  # longer ones tell a time of the day again
        assert len(set(found)) == len(found)


@given(MOMENTS, st.floats(1, 2 * 86_400), st.integers(120, 3000))
def test_a_date_is_told_at_the_axis_or_beside_it(
    qapp: QApplication, begin: datetime.datetime, seconds: float, size: int
) -> None:
    low = begin.timestamp()
    beside = axis().day_of(low, low + seconds, size)
    assert beside in ("", f"{begin:%Y-%m-%d}")
    assert any("-" in told for told in (*shown(begin, seconds, size), beside))


def test_from_far_away_there_are_few_moments_and_all_have_words(qapp: QApplication) -> None:
    for seconds in 10.0 ** np.arange(9, 19):
        for low in (-seconds / 2, 1e11, -seconds - 1e12):
            for step, places in axis().tickValues(low, low + seconds, 1000):
                told = axis().tickStrings(places, 1, step)
                assert len(told) <= 13
                assert "–" not in told


def test_without_dates_it_is_an_axis_of_numbers(qapp: QApplication) -> None:
    plain = TimeAxis("bottom", 10)
    ((step, places),) = plain.tickValues(0, 100, 1000)
    assert plain.tickStrings(places, 1, step)[:2] == ["0", "10"]
    assert plain.day_of(0, 100, 1000) == ""
    assert axis().tickValues(5, 5, 1000) == []
