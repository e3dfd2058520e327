"""95 % intervals of shares and means, also of samples that come in groups."""

from __future__ import annotations

import math

import numpy as np
import pytest

from nnstudio.nn.uncertainty import of_mean, of_share, student, wilson, worth


def _share_within(freedom: int, limit: float) -> float:
    """Of Student's distribution, by its density."""
    t = np.linspace(-limit, limit, 200_001)
    factor = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)) / math.sqrt(
        freedom * math.pi
    )
    return float(np.trapezoid(factor * (1 + t * t / freedom) ** (-(freedom + 1) / 2), t))


@pytest.mark.parametrize("freedom", [*range(1, 34), 60, 250])
def test_the_table_is_that_of_student(freedom: int) -> None:
    assert _share_within(freedom, student(freedom)) == pytest.approx(0.95, abs=1e-4)
    assert student(freedom + 0.7) == student(freedom)


@pytest.mark.parametrize(("share", "count"), [(0.9, 100), (1.0, 20), (0.0, 5), (0.5, 1000)])
def test_a_share_has_wilsons_interval(share: float, count: int) -> None:
    """As it is defined: where the score test just does not reject."""
    grid = np.linspace(1e-9, 1 - 1e-9, 400_001)
    kept = grid[np.abs(share - grid) <= 1.96 * np.sqrt(grid * (1 - grid) / count)]
    assert wilson(share, count) == pytest.approx((kept[0], kept[-1]), abs=1e-4)
    hits = np.arange(count) < share * count
    assert of_share(hits) == pytest.approx((kept[-1] - kept[0]) / 2, abs=1e-4)


def _in_groups(draw: np.random.Generator, groups: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Hits of groups of different sizes, each with a share of its own."""
    of = np.repeat(np.arange(groups), draw.poisson(rows, groups) + 1)
    return draw.random(len(of)) < draw.beta(8, 2, groups)[of], of


def test_groups_spread_as_they_do_when_they_are_drawn_anew() -> None:
    """Against the bootstrap over whole groups, which is another way to the same figure."""
    draw = np.random.default_rng(3)
    hits, of = _in_groups(draw, 80, 12)
    right, sizes = np.bincount(of, hits), np.bincount(of)
    again = draw.integers(0, 80, (4000, 80))
    shares = right[again].sum(axis=1) / sizes[again].sum(axis=1)
    low, high = np.percentile(shares, (2.5, 97.5))
    assert of_share(hits, of) == pytest.approx((high - low) / 2, rel=0.06)
    assert of_mean(hits, of) == pytest.approx((high - low) / 2, rel=0.06)
    assert of_share(hits) < 0.8 * of_share(hits, of)


@pytest.mark.parametrize("groups", [12, 60])
def test_the_interval_holds_the_share_nineteen_times_of_twenty(groups: int) -> None:
    draw = np.random.default_rng(1)
    held = {True: 0, False: 0}
    for _ in range(1000):
        hits, of = _in_groups(draw, groups, 15)
        for together in held:
            low, high = wilson(float(hits.mean()), worth(hits, of if together else None))
            held[together] += low <= 0.8 <= high
    assert 920 <= held[True] <= 970
    assert held[False] < 850


def test_groups_of_one_sample_are_no_groups() -> None:
    hits = np.arange(200) % 9 > 0
    assert of_share(hits, np.arange(200)) == pytest.approx(of_share(hits), rel=0.02)
    values = np.random.default_rng(0).normal(size=200)
    assert of_mean(values, np.arange(200)) == pytest.approx(of_mean(values), rel=0.02)


def test_what_tells_nothing_of_its_groups_counts_as_one_sample_each() -> None:
    every, of = np.ones(60, bool), np.arange(60) // 10
    assert worth(every, of) == 6
    assert of_share(every, of) == pytest.approx(of_share(np.ones(6, bool)))
    assert worth(np.arange(60) % 2 == 0, np.zeros(60)) == 1
    assert 0 < of_share(np.arange(60) < 30, np.arange(60) // 30) <= 0.5
