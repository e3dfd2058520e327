"""The window takes no more than its share of the time, whatever its pictures cost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.training.pace import Pace

COSTS = st.lists(st.floats(0, 10), max_size=30)


@given(COSTS)
def test_an_interval_is_never_shorter_nor_longer_than_allowed(costs: list[float]) -> None:
    pace = Pace(0.05, 0.2, 0.06)
    for cost in costs:
        pace.took(cost)
        assert 0.05 <= pace.seconds <= 0.2
        assert 50 <= pace.milliseconds <= 200


@given(st.floats(0, 0.011), st.integers(1, 40))
def test_steady_work_takes_no_more_than_its_share(cost: float, times: int) -> None:
    pace = Pace(0.05, 0.2, 0.06)
    for _ in range(times):
        pace.took(cost)
    assert cost / pace.seconds <= 0.06 * (1 + 1e-9)


def test_cheap_work_is_done_as_often_as_the_eye_wants() -> None:
    pace = Pace(0.05, 0.2, 0.06)
    assert pace.seconds == 0.05
    pace.took(0.001)
    assert pace.seconds == 0.05


def test_one_slow_picture_is_forgotten() -> None:
    pace = Pace(0.05, 0.2, 0.06)
    pace.took(0.006)
    usual = pace.seconds
    pace.took(1.0)
    assert pace.seconds == 0.2
    for _ in range(40):
        pace.took(0.006)
    assert pace.seconds == pytest.approx(usual, rel=1e-3)


@given(COSTS, st.floats(0, 1), st.floats(0, 1))
def test_what_costs_more_comes_no_more_often(before: list[float], one: float, other: float) -> None:
    cheap, dear = Pace(0.0, 100.0, 0.05), Pace(0.0, 100.0, 0.05)
    for cost in before:
        cheap.took(cost)
        dear.took(cost)
    cheap.took(min(one, other))
    dear.took(max(one, other))
    assert cheap.seconds <= dear.seconds
