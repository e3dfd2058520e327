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

from nnstudio.nn.losses import LOSSES
from nnstudio.nn.metrics import (
    METRICS,
    Accuracy,
    MeanAbsoluteError,
    Metric,
    RootMeanSquaredError,
    metrics_for,
)

Host = np.ndarray[Any, Any]

every_metric = pytest.mark.parametrize("cls", tuple(METRICS), ids=lambda cls: cls.__name__)


def _distances(p: Host, y: Host) -> list[float]:
    return [float(a - b) for a, b in zip(p.flat, y.flat, strict=True)]


# The figure over all samples, counted one by one: (prediction, target) -> figure.
BY_HAND: dict[type[Metric], Callable[[Host, Host], float]] = {
    Accuracy: lambda p, y: (
        sum((a >= 0.5) == (b >= 0.5) for a, b in zip(p.flat, y.flat, strict=True)) / y.size
    ),
    MeanAbsoluteError: lambda p, y: sum(abs(d) for d in _distances(p, y)) / y.size,
    RootMeanSquaredError: lambda p, y: math.sqrt(sum(d * d for d in _distances(p, y)) / y.size),
}


def _figure(metric: Metric, p: Host, y: Host, cuts: list[int]) -> float:
    edges = [0, *sorted(cuts), len(y)]
    total = sum(float(metric.batch(np, p[a:b], y[a:b])) for a, b in itertools.pairwise(edges) if a < b)
    return metric.finish(total, len(y))


def test_every_metric_is_counted_by_hand_here() -> None:
    missing = [cls.__name__ for cls in METRICS if cls not in BY_HAND]
    assert not missing, f"Count {missing} by hand in tests/contracts/test_metrics.py"


@every_metric
def test_texts(cls: type[Metric]) -> None:
    assert cls.__doc__
    assert cls.title
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
    p, y = generator.uniform(size=(rows, width)), generator.integers(2, size=(rows, width)).astype(float)
    figure = _figure(cls(), p, y, [min(c, rows) for c in cuts])
    assert figure == pytest.approx(BY_HAND[cls](p, y), rel=1e-12)


@given(rows=st.integers(1, 8), classes=st.integers(2, 5), seed=st.integers(0, 99))
def test_accuracy_of_classes_counts_the_most_probable(rows: int, classes: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    p, y = generator.uniform(size=(rows, classes)), generator.integers(classes, size=rows)
    right = sum(max(range(classes), key=lambda k: p[n, k]) == y[n] for n in range(rows))
    assert _figure(Accuracy(), p, y, [rows // 2]) == pytest.approx(right / rows)


def test_accuracy_of_positions_weighs_samples_equally() -> None:
    p = np.eye(3)[[[0, 1], [2, 2]]]  # (2 samples, 2 positions, 3 classes)
    assert _figure(Accuracy(), p, np.array([[0, 1], [2, 0]]), []) == 0.75


@every_metric
def test_a_perfect_prediction_is_the_best_figure(cls: type[Metric]) -> None:
    y = np.array([[0.0], [1.0], [1.0]])
    assert _figure(cls(), y, y, []) == (1 if cls.higher_is_better else 0)
    worse = _figure(cls(), 1 - y, y, [])
    assert (worse < 1) if cls.higher_is_better else (worse > 0)


@pytest.mark.parametrize("cls", [MeanAbsoluteError, RootMeanSquaredError])
def test_scale_brings_a_distance_back_to_its_unit(cls: Callable[..., Metric]) -> None:
    p, y = np.array([[1.0], [2.0]]), np.array([[0.0], [4.0]])
    assert _figure(cls(250.0), p, y, []) == pytest.approx(250 * _figure(cls(), p, y, []))


@pytest.mark.parametrize("task", sorted({loss.task for loss in LOSSES}))
def test_every_task_has_metrics(task: str) -> None:
    assert metrics_for(task)
