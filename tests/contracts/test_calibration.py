"""How far answers may be believed: by hand, by its laws, and as scikit-learn groups them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnstudio.nn.calibration import GROUPS, calibration, group_of

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=300).map(np.array)


def drawn(sure: NDArray[np.float64], seed: int) -> NDArray[np.bool_]:
    """What comes true where the probabilities are right."""
    return np.random.default_rng(seed).random(len(sure)) < sure


def test_by_hand() -> None:
    found = calibration(np.array([0.55, 0.59, 0.95, 0.97]), np.array([True, False, True, True]))
    assert found is not None
    low, high = found.groups
    assert low[:4] == (0.5, 0.6, 2, 1)
    assert high[:4] == (0.9, 1.0, 2, 2)
    assert low.mean == pytest.approx(0.57)
    assert found.error == pytest.approx(0.5 * 0.07 + 0.5 * 0.04)
    assert (found.mean, found.share) == pytest.approx((0.765, 0.75))


def test_the_interval_is_wilsons() -> None:
    """81 of 263 is the example of R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 0.2553 to 0.3662."""
    found = calibration(np.full(263, 0.3), np.arange(263) < 81)
    assert found is not None
    assert (found.groups[0].least, found.groups[0].most) == pytest.approx((0.2553, 0.3662), abs=5e-5)


@pytest.mark.parametrize(
    ("sure", "right", "verdict"),
    [
        (np.full(200, 0.9), 180, "fitting"),
        (np.full(200, 0.9), 185, "fitting"),
        (np.full(200, 0.9), 160, "too sure"),
        (np.full(200, 0.9), 195, "too unsure"),
        (np.ones(20), 20, "fitting"),
        (np.ones(20), 19, "too sure"),
        (np.repeat([0.65, 0.95], 100), 160, "uneven"),  # the first hundred is all right, of the second 60
    ],
)
def test_the_verdict_is_that_of_chance(sure: NDArray[np.float64], right: int, verdict: str) -> None:
    found = calibration(sure, np.arange(len(sure)) < right)
    assert found is not None
    assert found.verdict == verdict


def test_what_samples_of_one_group_share_is_no_verdict() -> None:
    """Twenty patients with fifty samples each: four of the patients are answered wrongly throughout, by chance."""
    of = np.repeat(np.arange(20), 50)
    sure, right = np.full(1000, 0.9), of % 5 > 0
    alone, together = calibration(sure, right), calibration(sure, right, of)
    assert alone is not None
    assert together is not None
    assert (alone.verdict, together.verdict) == ("too sure", "fitting")
    assert (together.mean, together.share, together.error) == (alone.mean, alone.share, alone.error)
    (narrow,), (wide,) = alone.groups, together.groups
    assert wide.most - wide.least > 3 * (narrow.most - narrow.least)
    assert calibration(np.full(1000, 0.3), right, of).verdict == "too unsure"  # type: ignore[union-attr]


def test_probabilities_that_are_right_are_seldom_found_wrong() -> None:
    verdicts = []
    for seed in range(200):
        sure = np.random.default_rng(1000 + seed).beta(4, 1, 400)
        found = calibration(sure, drawn(sure, seed))
        assert found is not None
        verdicts.append(found.verdict)
    assert verdicts.count("fitting") > 0.8 * len(verdicts)


@given(probabilities, st.integers(0, 99))
def test_groups_hold_every_sample_once(sure: NDArray[np.float64], seed: int) -> None:
    hits = drawn(sure, seed)
    found = calibration(sure, hits)
    assert found is not None
    assert sum(each.samples for each in found.groups) == len(sure)
    assert sum(each.hits for each in found.groups) == hits.sum()
    number = group_of(sure)
    for each in found.groups:
        within = number == round(each.low * GROUPS)
        assert within.sum() == each.samples
        assert each.low <= sure[within].min() <= sure[within].max() <= each.high
        assert 0 <= each.least <= each.share <= each.most <= 1
    assert abs(found.mean - found.share) - 1e-9 <= found.error <= 1


@given(probabilities, st.integers(0, 99))
def test_the_groups_are_those_of_scikit_learn(sure: NDArray[np.float64], seed: int) -> None:
    curves = pytest.importorskip("sklearn.calibration", reason="scikit-learn is not installed")
    # It puts what is on an edge into the group below.
    sure = np.where(np.isin(sure * GROUPS, np.arange(GROUPS + 1)), 0.05, sure)
    hits = drawn(sure, seed)
    share, mean = curves.calibration_curve(hits.astype(int), sure, n_bins=GROUPS)
    found = calibration(sure, hits)
    assert found is not None
    np.testing.assert_allclose([each.share for each in found.groups], share)
    np.testing.assert_allclose([each.mean for each in found.groups], mean)


def test_what_is_no_probability() -> None:
    assert calibration(np.array([math.nan, math.inf]), np.array([True, False])) is None
    assert calibration(np.empty(0), np.empty(0, bool)) is None
    found = calibration(np.array([1.7, -0.2, math.nan]), np.array([True, False, True]))
    assert found is not None
    assert [(each.low, each.samples, each.mean) for each in found.groups] == [(0, 1, 0), (0.9, 1, 1)]
