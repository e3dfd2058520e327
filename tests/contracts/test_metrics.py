"""What every metric must keep."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.nn.fields import fields_of
from nnstudio.nn.losses import LOSSES, Hinge
from nnstudio.nn.metrics import (
    AUC,
    F1,
    METRICS,
    R2,
    Accuracy,
    MeanAbsoluteError,
    Metric,
    Precision,
    Recall,
    RootMeanSquaredError,
    TopK,
    metrics_for,
    title_of,
)
from nnstudio.nn.unit import Unit
from nnstudio.system.arrays import Host
from nnstudio.system.messages import small

every_metric = pytest.mark.parametrize("cls", tuple(METRICS), ids=lambda cls: cls.__name__)
of_classes = pytest.mark.parametrize("cls", [Accuracy, TopK, Precision, Recall, F1, AUC])


def _distances(p: Host, y: Host) -> list[float]:
    return [float(a - b) for a, b in zip(p.flat, y.flat, strict=True)]


def _accuracy(p: Host, y: Host) -> float:
    return sum((a >= 0.5) == (b >= 0.5) for a, b in zip(p.flat, y.flat, strict=True)) / y.size


def _by_column(figure: Callable[[int, int, int], float]) -> Callable[[Host, Host], float]:
    """The mean over columns that are said or true somewhere, from (hits, false alarms, misses)."""

    def over(p: Host, y: Host) -> float:
        figures = []
        for said, true in zip((p >= 0.5).T.tolist(), (y >= 0.5).T.tolist(), strict=True):
            pairs = list(zip(said, true, strict=True))
            counts = (pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))
            if any(counts):
                figures.append(figure(*counts))
        return sum(figures) / len(figures) if figures else 0.0

    return over


def _auc(p: Host, y: Host) -> float:
    """Every yes against every no; half a point where they are scored alike."""
    areas = []
    for scores, true in zip(p.T, y.T, strict=True):
        yes, no = scores[true >= 0.5], scores[true < 0.5]
        points = [(a > b) + (a == b) / 2 for a in yes for b in no]
        if points:
            areas.append(sum(points) / len(points))
    return float(np.mean(areas)) if areas else 0.5


def _r2(p: Host, y: Host) -> float:
    figures = []
    for a, b in zip(p.T, y.T, strict=True):
        wrong, spread = sum((b - a) ** 2), sum((b - b.mean()) ** 2)
        figures.append(1 - wrong / spread if spread else float(wrong == 0))
    return float(np.mean(figures))


# The figure over all samples, counted one by one: (prediction, target) -> figure.
BY_HAND: dict[type[Metric], Callable[[Host, Host], float]] = {
    Accuracy: _accuracy,
    TopK: _accuracy,  # of two answers
    Precision: _by_column(lambda hits, alarms, misses: hits / (hits + alarms) if hits + alarms else 0.0),
    Recall: _by_column(lambda hits, alarms, misses: hits / (hits + misses) if hits + misses else 0.0),
    F1: _by_column(lambda hits, alarms, misses: 2 * hits / (2 * hits + alarms + misses)),
    AUC: _auc,
    MeanAbsoluteError: lambda p, y: sum(abs(d) for d in _distances(p, y)) / y.size,
    RootMeanSquaredError: lambda p, y: math.sqrt(sum(d * d for d in _distances(p, y)) / y.size),
    R2: _r2,
}


def _figure(metric: Metric, p: Host, y: Host, cuts: list[int]) -> float:
    edges = [0, *sorted(cuts), len(y)]
    sums = np.zeros(metric.size(p.shape[1:]))
    for a, b in itertools.pairwise(edges):
        if a < b:
            found = metric.batch(np, p[a:b], y[a:b])
            assert found.shape == sums.shape
            sums += found
    figure = metric.finish(sums, len(y))
    assert isinstance(figure, float)
    return figure


def test_every_metric_is_counted_by_hand_here() -> None:
    missing = [cls.__name__ for cls in METRICS if cls not in BY_HAND]
    assert not missing, f"Count {missing} by hand in tests/contracts/test_metrics.py"


@every_metric
def test_texts(cls: type[Metric]) -> None:
    assert cls.__doc__
    assert cls.title
    assert cls.summary.endswith(".")
    assert {info.name for info in fields_of(cls)} == set(cls.__struct_fields__)
    assert all(info.field.help.endswith(".") for info in fields_of(cls))
    assert [other.key for other in METRICS].count(cls.key) == 1
    assert cls.key.isidentifier()
    assert cls.key != "loss"  # the name that an evaluation gives the loss


@every_metric
@given(
    rows=st.integers(1, 8), width=st.integers(1, 3), seed=st.integers(0, 99), cuts=st.lists(st.integers(0, 8))
)
def test_figure_is_the_one_counted_by_hand_however_batches_are_cut(
    cls: type[Metric], rows: int, width: int, seed: int, cuts: list[int]
) -> None:
    generator = np.random.default_rng(seed)
    y = generator.integers(2, size=(rows, width)).astype(float)
    # Even in their log-odds, so that no two fall into one bin without being equal.
    p = 1 / (1 + np.exp(-generator.integers(-9, 9, size=(rows, width)) / 2 - 0.1))
    figure = _figure(cls(), p, y, [min(c, rows) for c in cuts])
    assert figure == pytest.approx(BY_HAND[cls](p, y), rel=1e-9, abs=1e-12)


@given(rows=st.integers(1, 8), classes=st.integers(2, 5), seed=st.integers(0, 99), k=st.integers(1, 6))
def test_classes_count_by_their_rank(rows: int, classes: int, seed: int, k: int) -> None:
    generator = np.random.default_rng(seed)
    p, y = generator.integers(4, size=(rows, classes)) / 4, generator.integers(classes, size=rows)
    best = [sorted(range(classes), key=lambda c, n=n: -p[n, c])[:k] for n in range(rows)]  # stable
    right = [sum(y[n] in best[n][:depth] for n in range(rows)) / rows for depth in (1, k)]
    assert _figure(Accuracy(), p, y, [rows // 2]) == pytest.approx(right[0])
    assert _figure(TopK(k), p, y, [rows // 2]) == pytest.approx(right[1])


@of_classes
def test_positions_weigh_samples_equally(cls: type[Metric]) -> None:
    """(2 samples, 2 positions, 3 classes) are four answers."""
    generator = np.random.default_rng(0)
    p, y = generator.uniform(size=(2, 2, 3)), np.array([[0, 1], [2, 0]])
    assert _figure(cls(), p, y, []) == pytest.approx(_figure(cls(), p.reshape(4, 3), y.reshape(4), [3]))


def test_figures_by_hand() -> None:
    p = np.array([[0.9], [0.6], [0.4], [0.2], [0.7]])
    y = np.array([[1.0], [0.0], [1.0], [0.0], [1.0]])
    assert _figure(Precision(), p, y, []) == pytest.approx(2 / 3)
    assert _figure(Recall(), p, y, []) == pytest.approx(2 / 3)
    assert _figure(Recall(threshold=0.3), p, y, []) == 1
    assert _figure(Precision(threshold=0.3), p, y, []) == pytest.approx(3 / 4)
    assert _figure(AUC(), p, y, []) == pytest.approx(5 / 6)
    three = np.eye(3)[[0, 0, 1, 1, 1]]
    # class 0: 1 of 2 said, 1 of 2 true; class 1: 2 of 3 said, 2 of 3 true; class 2 never
    assert _figure(F1(), three, np.array([0, 1, 1, 1, 0]), []) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert _figure(R2(), np.array([[1.0], [2.0], [4.0]]), np.array([[1.0], [2.0], [3.0]]), []) == pytest.approx(0.5)  # fmt: skip
    assert _figure(R2(), np.array([[5.0], [5.0]]), np.array([[5.0], [5.0]]), []) == 1
    assert _figure(R2(), np.array([[5.0], [6.0]]), np.array([[0.1], [0.1]]), []) == 0


@pytest.mark.parametrize("cls", [c for c in METRICS if c is not AUC], ids=lambda cls: cls.__name__)
def test_a_perfect_prediction_is_the_best_figure(cls: type[Metric]) -> None:
    y = np.array([[0.0], [1.0], [1.0]])
    assert _figure(cls(), y, y, []) == (1 if cls.higher_is_better else 0)
    worse = _figure(cls(), 1 - y, y, [])
    assert (worse < 1) if cls.higher_is_better else (worse > 0)


@every_metric
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_it_is_finite_whatever_is_answered(cls: type[Metric], dtype: str) -> None:
    """A run ends where a figure is not finite; a metric alone must not be the reason."""
    for answer, true in itertools.product((0.0, 0.5, 1.0), (0.0, 1.0)):
        p, y = np.full((3, 2), answer, dtype), np.full((3, 2), true, dtype)
        assert math.isfinite(_figure(cls(), p, y, [1]))
    if cls in (Accuracy, TopK, Precision, Recall, F1, AUC):
        p = np.full((3, 2), np.nan, dtype)
        assert math.isfinite(_figure(cls(), p, np.array([0, 1, 1], np.int32), []))


@pytest.mark.parametrize("cls", [MeanAbsoluteError, RootMeanSquaredError])
def test_a_distance_whose_square_single_precision_does_not_hold_is_told(cls: type[Metric]) -> None:
    p, y = np.array([[3e38], [-3e38]], np.float32), np.array([[-3e38], [3e38]], np.float32)
    assert _figure(cls(), p, y, []) == pytest.approx(6e38)


@pytest.mark.parametrize("cls", [MeanAbsoluteError, RootMeanSquaredError])
def test_scale_brings_a_distance_back_to_its_unit(cls: Callable[..., Metric]) -> None:
    p, y = np.array([[1.0], [2.0]]), np.array([[0.0], [4.0]])
    assert _figure(cls(250.0), p, y, []) == pytest.approx(250 * _figure(cls(), p, y, []))


def test_the_margin_of_a_hinge_is_judged_at_zero() -> None:
    loss = Hinge()
    y = loss.prepare(np.array([0, 1, 1, 0]), (1,))
    z = np.array([[-2.0], [0.3], [-0.1], [0.4]])
    (accuracy,) = metrics_for(loss.task, threshold=loss.threshold)
    assert _figure(accuracy, z, y, []) == 0.5
    assert _figure(AUC(probabilities=False), z, y, []) == 0.5
    assert _figure(Precision(0.0), z, y, []) == 0.5


@pytest.mark.parametrize("task", sorted({loss.task for loss in LOSSES}))
def test_every_task_has_metrics(task: str) -> None:
    (usual,) = metrics_for(task)
    first, *others = metrics_for(task, more=True)
    assert first == usual
    assert others
    assert all(task in metric.tasks for metric in (usual, *others))


def test_more_metrics_know_threshold_and_unit() -> None:
    assert metrics_for("binary", threshold=0.0, more=True) == (Accuracy(0.0), AUC(probabilities=False))
    assert metrics_for("regression", Unit(scale=250.0), more=True)[1] == RootMeanSquaredError(250.0)


# scikit-learn -----------------------------------------------------------------------------------------------


def _sklearn() -> Any:
    return pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("slope", "shift"), [(1, 0), (5, 0), (0.2, 0), (1, -8), (2, 4)])
def test_a_yes_no_answer_as_scikit_learn(dtype: str, slope: float, shift: float) -> None:
    theirs = _sklearn()
    generator = np.random.default_rng(0)
    y = generator.integers(2, size=4000)
    p = (1 / (1 + np.exp(-(slope * (generator.normal(size=4000) + y) + shift)))).astype(dtype)
    column, target = p[:, None], y[:, None].astype(dtype)
    said = p >= 0.5
    assert _figure(AUC(), column, target, [1000]) == pytest.approx(theirs.roc_auc_score(y, p), abs=1e-4)
    for metric, name in ((Precision(), "precision_score"), (Recall(), "recall_score"), (F1(), "f1_score")):
        expected = getattr(theirs, name)(y, said, zero_division=0)
        assert _figure(metric, column, target, [1000]) == pytest.approx(expected, rel=1e-12)


def test_classes_as_scikit_learn() -> None:
    theirs = _sklearn()
    generator = np.random.default_rng(1)
    y = generator.integers(4, size=3000)
    z = generator.normal(size=(3000, 5))  # the fifth class never occurs
    z[:, 4] -= 2
    z[np.arange(3000), y] += 1
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    said = p.argmax(axis=1)
    for metric, name in ((Precision(), "precision_score"), (Recall(), "recall_score"), (F1(), "f1_score")):
        expected = getattr(theirs, name)(y, said, average="macro", zero_division=0)
        assert _figure(metric, p, y, [7, 100]) == pytest.approx(expected, rel=1e-12)
    assert _figure(TopK(2), p, y, []) == pytest.approx(
        theirs.top_k_accuracy_score(y, p, k=2, labels=np.arange(5)), rel=1e-12
    )
    four = p[:, :4] / p[:, :4].sum(axis=1, keepdims=True)
    expected = theirs.roc_auc_score(y, four, multi_class="ovr")
    assert _figure(AUC(), four, y, [2000]) == pytest.approx(expected, abs=1e-4)


def test_numbers_as_scikit_learn() -> None:
    theirs = _sklearn()
    generator = np.random.default_rng(2)
    y = generator.normal(size=(500, 3)) * [1, 100, 0.01] + [0, 1000, 5]
    p = y + generator.normal(size=(500, 3)) * [0.5, 20, 0.003]
    assert _figure(R2(), p, y, [13]) == pytest.approx(theirs.r2_score(y, p), rel=1e-9)
    assert _figure(MeanAbsoluteError(), p, y, [13]) == pytest.approx(theirs.mean_absolute_error(y, p))
    assert _figure(RootMeanSquaredError(), p, y, [13]) == pytest.approx(
        math.sqrt(theirs.mean_squared_error(y, p))
    )


@every_metric
def test_a_title_within_a_sentence_keeps_its_abbreviations(cls: type[Metric]) -> None:
    title = small(title_of(cls.key))
    assert title.casefold() == cls.title.casefold()
    short = [word for word in cls.title.split() if word.upper() == word]
    assert [word for word in title.split() if word.lower() != word] == short
