"""Figures of epochs as arrays: the same as the epochs say, however they came."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.training.figures import Figures
from nnstudio.training.history import Epoch, History


def epoch(number: int, *, watched: bool) -> Epoch:
    """An epoch whose figures tell its number."""
    known = {"val_loss": 2.0 * number, "val_metrics": {"accuracy": 3.0 * number}} if watched else {}
    return Epoch(number, 1.0 * number, {"accuracy": 4.0 * number}, seconds=5.0 * number, **known)


@given(st.lists(st.integers(0, 5), max_size=6), st.integers(0, 4), st.booleans())
def test_figures_grow_with_the_epochs(portions: list[int], known: int, watched: bool) -> None:
    begun = History(tuple(epoch(n, watched=watched) for n in range(1, known + 1)), known)
    figures = Figures(begun)
    assert figures.history == begun
    for portion in portions:
        for _ in range(portion):
            figures.epochs.append(epoch(len(figures.epochs) + 1, watched=watched))
        numbers = np.arange(1.0, len(figures.epochs) + 1)
        np.testing.assert_array_equal(figures.train(), numbers)
        np.testing.assert_array_equal(figures.train("accuracy"), 4 * numbers)
        np.testing.assert_array_equal(figures.seconds, 5 * numbers)
        seen = numbers if watched else np.empty(0)
        np.testing.assert_array_equal(figures.validation(), 2 * seen)
        np.testing.assert_array_equal(figures.validation("accuracy"), 3 * seen)
        np.testing.assert_array_equal(figures.judged, 2 * numbers if watched else numbers)
        assert len(figures.train("mae")) == 0
