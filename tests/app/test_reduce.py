"""Curves with few points keep what the eye would see."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.training.reduce import POINTS, Curve, smooth, thinned

values = st.floats(-1e6, 1e6, allow_nan=False)
maybe_nan = st.one_of(values, st.just(np.nan), st.just(np.inf))


@given(st.lists(st.lists(maybe_nan, max_size=900), max_size=5))
def test_a_curve_keeps_its_smallest_and_largest_value(parts: list[list[float]]) -> None:
    curve = Curve()
    for part in parts:
        curve.extend(np.array(part, dtype=float))
    whole = np.array([v for part in parts for v in part], dtype=float)
    x, y = curve.points()
    assert len(curve) == len(whole)
    assert len(x) == len(y) <= POINTS
    assert (np.diff(x) >= 0).all()
    if len(x):
        assert x[0] >= 0.5
        assert x[-1] <= len(whole) + 0.5
    # What has been put into a full bucket is there to be seen; the last bucket may still be open.
    complete = len(whole) // curve._per_bucket * curve._per_bucket
    finite = whole[:complete][np.isfinite(whole[:complete])]
    if len(finite):
        assert np.nanmin(y[np.isfinite(y)]) == finite.min()
        assert np.nanmax(y[np.isfinite(y)]) == finite.max()


@given(st.integers(0, 5000), st.integers(1, 700))
def test_the_size_of_the_portions_does_not_matter(count: int, portion: int) -> None:
    data = np.sin(np.arange(count) * 0.7) * np.arange(count)
    one, many = Curve(), Curve()
    one.extend(data)
    for i in range(0, count, portion):
        many.extend(data[i : i + portion])
    for a, b in zip(one.points(), many.points(), strict=True):
        np.testing.assert_array_equal(a, b)


@given(st.lists(st.lists(maybe_nan, max_size=900), max_size=5))
def test_a_sample_has_one_value_of_each_bucket(parts: list[list[float]]) -> None:
    curve = Curve()
    for part in parts:
        curve.extend(np.array(part, dtype=float))
    whole = np.array([v if np.isfinite(v) else np.nan for part in parts for v in part], dtype=float)
    full = len(whole) // curve._per_bucket * curve._per_bucket
    np.testing.assert_array_equal(curve.sample(), whole[: full : curve._per_bucket])


@given(st.lists(values, min_size=1, max_size=3000))
def test_epochs_are_thinned_only_where_there_are_too_many(epochs: list[float]) -> None:
    x, y = thinned(np.array(epochs))
    assert len(x) == len(y) <= POINTS
    if len(epochs) <= POINTS:
        np.testing.assert_array_equal(y, epochs)
        np.testing.assert_array_equal(x, np.arange(1, len(epochs) + 1))


@given(st.lists(maybe_nan, max_size=200), st.floats(0, 0.99))
def test_smoothing_stays_between_the_extremes(data: list[float], strength: float) -> None:
    array = np.array(data, dtype=float)
    result = smooth(array, strength)
    assert result.shape == array.shape
    if strength == 0:
        assert result is array
        return
    finite = array[np.isfinite(array)]
    shown = result[np.isfinite(result)]
    if len(finite):
        slack = 1e-6 * max(1.0, np.abs(finite).max())
        assert (shown >= finite.min() - slack).all()
        assert (shown <= finite.max() + slack).all()


@pytest.mark.parametrize("strength", [0.1, 0.9])
def test_smoothing_leaves_a_constant_alone(strength: float) -> None:
    np.testing.assert_allclose(smooth(np.full(50, 3.25), strength), 3.25)
