"""Figures from answers: by hand on small examples, by their laws on any, and as scikit-learn has them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.nn.figures import (
    GRAIN,
    at_threshold,
    best_threshold,
    class_figures,
    confusion_matrix,
    number_figures,
    precision_recall_curve,
    roc_curve,
)

SCORES = np.array([0.9, 0.8, 0.7, 0.6, 0.55, 0.4])
YES = np.array([True, True, False, True, False, False])


def test_a_confusion_matrix_by_hand() -> None:
    true, said = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 2, 1, 2, 2, 0])
    found = confusion_matrix(true, said, 4)
    assert found.tolist() == [[1, 0, 1, 0], [0, 1, 0, 0], [1, 0, 2, 0], [0, 0, 0, 0]]
    first, second, third, absent = class_figures(found)
    assert first == (1 / 2, 1 / 2, 1 / 2, 2)
    assert second == (1, 1, 1, 1)
    assert third == pytest.approx((2 / 3, 2 / 3, 2 / 3, 3))
    assert absent == (0, 0, 0, 0)


def test_a_threshold_by_hand() -> None:
    found = at_threshold(SCORES, YES, 0.6)
    assert found == (3, 1, 0, 2)
    assert (found.precision, found.recall, found.fall_out) == (3 / 4, 1, 1 / 3)
    assert (found.f1, found.accuracy) == pytest.approx((6 / 7, 5 / 6))
    assert found.confusion.tolist() == [[2, 1], [0, 3]]
    nothing = at_threshold(SCORES, YES, 2.0)
    assert nothing == (0, 0, 3, 3)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0, 0, 0)


def test_curves_by_hand() -> None:
    roc = roc_curve(SCORES, YES)
    assert roc.x.tolist() == pytest.approx([0, 0, 0, 1 / 3, 1 / 3, 2 / 3, 1])
    assert roc.y.tolist() == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3, 1, 1, 1])
    assert roc.area == pytest.approx(8 / 9), "of nine pairs of a yes and a no, one is the wrong way round"
    recall = precision_recall_curve(SCORES, YES)
    assert recall.x.tolist() == pytest.approx([0, 1 / 3, 2 / 3, 2 / 3, 1, 1, 1])
    assert recall.y.tolist() == pytest.approx([1, 1, 1, 2 / 3, 3 / 4, 3 / 5, 1 / 2])
    assert recall.area == pytest.approx((1 + 1 + 3 / 4) / 3)


@pytest.mark.parametrize("yes", [True, False])
def test_samples_of_one_kind_have_no_area(yes: bool) -> None:
    scores, every = np.array([0.2, 0.7]), np.array([yes, yes])
    assert math.isnan(roc_curve(scores, every).area)
    assert math.isnan(precision_recall_curve(scores, every).area) is not yes
    assert math.isnan(roc_curve(np.empty(0), np.empty(0, bool)).area)


def test_numbers_by_hand() -> None:
    found = number_figures(np.array([1.0, 2.0, 3.0, 6.0]), np.array([2.0, 2.0, 2.0, 8.0]))
    assert (found.mae, found.rmse, found.bias) == pytest.approx((1, math.sqrt(1.5), 0.5))
    assert found.r2 == pytest.approx(1 - 6 / 14)
    same = np.full(3, 2.0)
    assert number_figures(same, same).r2 == 1
    assert number_figures(same, same + 1).r2 == 0


answers = st.lists(
    st.tuples(st.integers(0, 8).map(lambda n: n / 8), st.booleans()), min_size=2, max_size=60
).filter(lambda rows: len({yes for _, yes in rows}) == 2)


@given(answers)
def test_the_area_is_the_share_of_pairs_in_the_right_order(rows: list[tuple[float, bool]]) -> None:
    scores, yes = np.array([s for s, _ in rows]), np.array([y for _, y in rows])
    pairs = [(a > b) + (a == b) / 2 for a in scores[yes] for b in scores[~yes]]
    assert roc_curve(scores, yes).area == pytest.approx(np.mean(pairs))


@given(answers, st.integers(0, 8).map(lambda n: n / 8))
def test_every_threshold_is_a_point_of_both_curves(rows: list[tuple[float, bool]], threshold: float) -> None:
    scores, yes = np.array([s for s, _ in rows]), np.array([y for _, y in rows])
    found = at_threshold(scores, yes, threshold)
    roc, recall = roc_curve(scores, yes), precision_recall_curve(scores, yes)
    assert np.hypot(roc.x - found.fall_out, roc.y - found.recall).min() < 1e-12
    if found.hits + found.false_alarms:
        assert np.hypot(recall.x - found.recall, recall.y - found.precision).min() < 1e-12
    assert sum(found) == len(rows)


@given(st.integers(2, 5), st.integers(0, 2**32 - 1), st.integers(1, 80))
def test_as_scikit_learn_counts(classes: int, seed: int, count: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    random = np.random.default_rng(seed)
    true, said = random.integers(0, classes, (2, count))
    found = confusion_matrix(true, said, classes)
    labels = list(range(classes))
    np.testing.assert_array_equal(found, metrics.confusion_matrix(true, said, labels=labels))
    theirs = metrics.precision_recall_fscore_support(true, said, labels=labels, zero_division=0)
    np.testing.assert_allclose(np.array(class_figures(found)).T, np.array(theirs, np.float64))


@given(answers)
def test_as_scikit_learn_draws(rows: list[tuple[float, bool]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    scores, yes = np.array([s for s, _ in rows]), np.array([y for _, y in rows])
    assert roc_curve(scores, yes).area == pytest.approx(metrics.roc_auc_score(yes, scores))
    assert precision_recall_curve(scores, yes).area == pytest.approx(
        metrics.average_precision_score(yes, scores)
    )
    x, y, _ = metrics.roc_curve(yes, scores, drop_intermediate=False)
    np.testing.assert_allclose(roc_curve(scores, yes)[:2], (x, y))


@given(st.integers(0, 2**32 - 1), st.integers(2, 50))
def test_as_scikit_learn_measures_numbers(seed: int, count: int) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    true, predicted = np.random.default_rng(seed).normal(size=(2, count))
    found = number_figures(true, predicted)
    assert found.mae == pytest.approx(metrics.mean_absolute_error(true, predicted))
    assert found.rmse == pytest.approx(metrics.root_mean_squared_error(true, predicted))
    assert found.r2 == pytest.approx(metrics.r2_score(true, predicted))


@pytest.mark.parametrize("goal", ["f1", "youden"])
@pytest.mark.parametrize("seed", range(6))
def test_the_best_threshold_is_beaten_by_none(goal: str, seed: int) -> None:
    draw = np.random.default_rng(seed)
    yes = draw.random(150) < 0.1
    yes[:2] = True, False
    scores = 1 / (1 + np.exp(-draw.normal(3.0 * yes - 3.0)))

    def value(threshold: float) -> float:
        found = at_threshold(scores, yes, threshold)
        return found.f1 if goal == "f1" else found.recall - found.fall_out

    best = best_threshold(scores, yes, goal)
    assert best is not None
    assert best == round(best, 4)
    assert value(best) == pytest.approx(max(value(k / GRAIN) for k in range(1, GRAIN)), abs=1e-12)


def test_a_threshold_lies_where_there_is_most_room() -> None:
    scores = np.array([0.0312, 0.0313, 0.2, 0.4, 0.9])
    yes = np.array([False, False, False, True, True])
    assert best_threshold(scores, yes, "f1") == 0.3
    assert best_threshold(scores, ~yes | yes, "f1") is None, "nothing to tell apart"
    scores, yes = np.array([0.1, 0.4, 0.5, 0.9]), np.array([False, True, False, True])
    assert best_threshold(scores, yes, "youden") == 0.7, "as good as from 0.1 to 0.4, and wider"
