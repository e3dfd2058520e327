"""Mean, spread, and whether two series differ: against the formulas, and against drawn numbers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from nnstudio.project.series.figures import (
    Difference,
    difference,
    figure,
    first_key,
    guessing,
    incomparable,
    keys,
)
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.project.series.words import compared, headline, remarks, spread_words
from nnstudio.system.numbers import spread_text
from nnstudio.training.history import Epoch
from tests.project.conftest import Iris

SPACE = "\N{NARROW NO-BREAK SPACE}"


@pytest.fixture
def series(iris: Iris) -> Any:
    """Return a function that makes a series of such accuracies."""

    def make(*accuracies: float | None, **parts: Any) -> SeriesRecord:
        made = [
            Outcome(
                i, i, 80, 20,
                None if a is None else Epoch(2, 0.5, {"accuracy": a}, 1 - a, {"accuracy": a}),
                2, "diverged" if a is None else "done", 0.3,
            )
            for i, a in enumerate(accuracies, 1)
        ]  # fmt: skip
        known = {
            "name": "Series 1",
            "when": "",
            "kind": "seeds",
            "wanted": len(made),
            "division": "d",
            **parts,
        }
        project = iris.project
        return SeriesRecord(
            network=project.network, training=project.training, data=project.data.replace(source=None),
            data_name="Iris", outcomes=tuple(made), **known,
        )  # fmt: skip

    return make


def test_mean_and_spread(series: Any) -> None:
    made = series(0.9, 0.8, 1.0)
    found = figure(made, "accuracy")
    assert found is not None
    assert found.mean == pytest.approx(0.9)
    assert found.spread == pytest.approx(np.std([0.9, 0.8, 1.0], ddof=1))
    assert keys(made) == ("loss", "accuracy")
    assert first_key(made) == "accuracy"
    assert guessing(made) == pytest.approx(0.3)
    loss = figure(made, "loss")
    assert loss is not None
    assert loss.values == pytest.approx((0.1, 0.2, 0.0))


def test_a_run_without_an_epoch_does_not_count_and_is_told(series: Any) -> None:
    made = series(0.9, None, 0.7, wanted=5)
    found = figure(made, "accuracy")
    assert found is not None
    assert found.values == (0.9, 0.7)
    told = " | ".join(map(str, remarks(made, "accuracy")))
    assert "1 run diverged" in told
    assert "3 of the 5 runs that were wanted" in told
    assert f"Guessing would reach 30.0{SPACE}%" in told
    assert figure(series(None), "accuracy") is None
    assert "No run" in str(headline(series(None), "accuracy", "accuracy"))
    assert "a spread takes two" in str(headline(series(0.5), "accuracy", "accuracy"))


def test_the_single_run_stands_beside(series: Any) -> None:
    made = series(0.9, 0.8)
    assert f"the run of the project itself: 90.0{SPACE}%" in str(remarks(made, "accuracy")[0])
    assert str(headline(made, "accuracy", "accuracy")) == (
        f"2 runs with other seeds: accuracy 85.0{SPACE}% ± 7.1{SPACE}%, from 80.0{SPACE}% to 90.0{SPACE}%"
    )


def test_welch(series: Any) -> None:
    a, b = series(0.80, 0.82, 0.84), series(0.90, 0.96, 0.88, 0.94, name="Series 2")
    found = difference(a, b, "accuracy")
    va, vb = np.var([0.80, 0.82, 0.84], ddof=1) / 3, np.var([0.90, 0.96, 0.88, 0.94], ddof=1) / 4
    freedom = (va + vb) ** 2 / (va**2 / 2 + vb**2 / 3)
    assert found.by == pytest.approx(0.10)
    assert 4 < freedom < 5
    assert found.high - found.by == pytest.approx(2.776 * math.sqrt(va + vb))
    assert found.told_apart


def test_folds_are_compared_in_pairs_and_the_overlap_counts(series: Any) -> None:
    a = series(0.80, 0.90, 0.70, 0.85, kind="folds")
    b = series(0.83, 0.92, 0.74, 0.90, kind="folds", name="Series 2")
    apart = np.array([0.03, 0.02, 0.04, 0.05])
    found = difference(a, b, "accuracy")
    assert found.by == pytest.approx(0.035)
    assert found.high - found.by == pytest.approx(3.182 * math.sqrt((1 / 4 + 20 / 80) * apart.var(ddof=1)))
    # Without pairing the spread of the folds would drown it.
    assert found.told_apart
    assert not difference(a.replace(kind="seeds"), b.replace(kind="seeds"), "accuracy").told_apart


def test_luck_is_found_to_be_better_in_one_of_twenty(series: Any) -> None:
    draw = np.random.default_rng(0)
    found = [
        difference(
            series(*draw.normal(0.8, 0.05, 5)), series(*draw.normal(0.8, 0.05, 5)), "accuracy"
        ).told_apart
        for _ in range(600)
    ]
    assert 0.02 < np.mean(found) < 0.08


def test_the_sentence_says_which_is_better(series: Any) -> None:
    a, b = series(0.80, 0.81, 0.82), series(0.90, 0.91, 0.92, name="Series 2")
    assert str(compared(a, b, "accuracy", "accuracy")).startswith(
        "Series 2 is better than Series 1: their accuracy differs by 10.0 percentage points, more than chance"
    )
    assert str(compared(b, a, "accuracy", "accuracy")).startswith("Series 1 is worse than Series 2")
    # A loss is better when it is lower.
    assert str(compared(a, b, "loss", "loss")).startswith(
        "Series 2 is better than Series 1: their loss differs"
    )
    assert "cannot be told apart" in str(compared(a, series(0.81, 0.8, 0.84), "accuracy", "accuracy"))


def test_what_cannot_be_compared_is_said(series: Any, iris: Iris) -> None:
    a = series(0.8, 0.9)
    other = iris.project.training.loss.replace(label_smoothing=0.1)
    for b, why in (
        (series(0.8, 0.9, kind="folds"), "one has other seeds"),
        (series(0.8, 0.9, division="e"), "not the same samples"),
        (series(0.8), "two runs of each"),
    ):
        assert why in str(incomparable(a, b, "accuracy"))
        assert why in str(compared(a, b, "accuracy", "accuracy"))
    b = series(0.8, 0.9)
    assert incomparable(a, b.replace(training=iris.project.training.replace(loss=other)), "accuracy") is None
    assert "losses" in str(
        incomparable(a, b.replace(training=iris.project.training.replace(loss=other)), "loss")
    )
    apart = series(0.8, 0.9, None, None, kind="folds"), series(None, None, 0.8, 0.9, kind="folds")
    assert "folds that both have" in str(incomparable(*apart, "accuracy"))


def test_no_spread_at_all_is_no_error(series: Any) -> None:
    same = series(0.8, 0.8, 0.8)
    assert difference(same, same, "accuracy") == Difference(0.0, 0.0, 0.0)
    assert not difference(same, same, "accuracy").told_apart
    assert spread_words(same, "accuracy") == f"80.0{SPACE}% ± 0.0{SPACE}%"


@pytest.mark.parametrize(
    ("mean", "spread", "text"),
    [
        (0.698123, 0.05432, "0.698 ± 0.054"), (42.2137, 1.34, "42.2 ± 1.3"), (42213.7, 1312.0, f"42{SPACE}200 ± 1{SPACE}300"),
        (0.00123456, 0.000021, "0.001235 ± 0.000021"), (0.5, 0.0, "0.5 ± 0"), (-3.14159, 0.1, "−3.14 ± 0.10"),
        (1e12, 3e10, "1·10¹² ± 3·10¹⁰"),
    ],
)  # fmt: skip
def test_a_mean_is_written_as_precisely_as_its_spread_allows(mean: float, spread: float, text: str) -> None:
    assert spread_text(mean, spread) == text
