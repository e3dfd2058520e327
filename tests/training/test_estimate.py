"""A glance tells how long an epoch takes; on a clock that only moves when something is computed, it tells exactly."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.training import clock
from nnstudio.training import estimate as estimate_module
from nnstudio.training.estimate import seconds_for_an_epoch
from nnstudio.training.measuring import Measuring
from nnstudio.training.model import Model
from nnstudio.training.run import Run
from tests.training.work import finish, regression_data, small_model


class Clock:
    """Time that passes while a model computes."""

    def __init__(self, step: float, sample: float) -> None:
        self.now, self._step, self._sample = 100.0, step, sample

    def perf_counter(self) -> float:
        return self.now

    def attach(self, monkeypatch: pytest.MonkeyPatch) -> None:
        learn, figures = Model.learn, Measuring.figures

        def learning(model: Model, samples: Any, rows: Any) -> Any:
            self.now += self._step
            return learn(model, samples, rows)

        def measuring(self_: Measuring, interrupted: Any = None) -> Any:
            self.now += self._sample * len(self_.samples)
            return figures(self_, interrupted)

        monkeypatch.setattr(Model, "learn", learning)
        monkeypatch.setattr(Measuring, "figures", measuring)
        for module in (clock, estimate_module):
            monkeypatch.setattr(module, "time", self)


def run_of(train: int, validation: int, epochs: int = 1000) -> Run:
    x, y = regression_data(train + validation)
    watched = (x[train:], y[train:]) if validation else None
    return Run(small_model(), (x[:train], y[:train]), watched, epochs=epochs)


@pytest.mark.parametrize("validation", [0, 40, 1000])
@pytest.mark.parametrize(
    ("step", "sample"), [(0.0001, 0.00001), (0.005, 0.0001), (0.05, 0.001), (0.9, 0.01), (20.0, 0.1)]
)
def test_short_and_long_steps_with_little_and_much_to_measure(
    step: float, sample: float, validation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Clock(step, sample).attach(monkeypatch)
    told = seconds_for_an_epoch(run_of(200, validation))
    whole = run_of(200, validation, epochs=3)
    finish(whole)
    true = whole.history.epochs[-1].seconds / 3
    assert told == pytest.approx(true, rel=0.05)


def test_it_looks_for_a_moment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(0.01, 0.0)
    clock.attach(monkeypatch)
    run = run_of(2000, 0)
    seconds_for_an_epoch(run, seconds=0.5)
    assert 0.5 < clock.now - 100.0 < 0.7
    assert run.position.epoch == 0


def test_cancelled_it_tells_nothing() -> None:
    asked = iter([False, False, True])
    assert seconds_for_an_epoch(run_of(200, 40), cancelled=lambda: next(asked)) is None


def test_a_run_that_is_over_at_once_tells_what_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(0.01, 0.0).attach(monkeypatch)
    assert seconds_for_an_epoch(run_of(16, 0, epochs=1)) == pytest.approx(0.02)
    assert seconds_for_an_epoch(run_of(16, 0, epochs=0)) is None


def test_a_network_that_diverges_at_once_tells_nothing() -> None:
    x, y = regression_data(40)
    run = Run(small_model(), (x, np.full_like(y, 1e38)), epochs=5)
    assert seconds_for_an_epoch(run) is None
