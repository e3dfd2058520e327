"""The learning rate that is suggested trains; one that is far from it does not."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Optimizer
from nnstudio.system.cancel import Cancelled
from nnstudio.training import batches
from nnstudio.training.finder import HIGHEST, LOWEST, STEPS, RangeTest, range_test
from nnstudio.training.model import Model
from nnstudio.training.run import Run
from tests.training.work import finish, regression_data, small_model


def found_for(model: Model) -> RangeTest:
    return range_test(model, model.load(*regression_data(60)))


def trained_loss(optimizer: Optimizer, rate: float) -> float:
    """The loss that some epochs lead to; infinite where they diverge."""
    model = small_model(optimizer.replace(learning_rate=rate))
    run = Run(model, regression_data(60), epochs=8)
    finish(run)
    epochs = run.history.epochs
    return epochs[-1].loss if len(epochs) == 8 and math.isfinite(epochs[-1].loss) else math.inf


@pytest.mark.parametrize("optimizer", [cls() for cls in OPTIMIZERS], ids=lambda o: o.title)
def test_the_suggestion_trains_better_than_rates_far_from_it(optimizer: Optimizer) -> None:
    found = found_for(small_model(optimizer))
    assert found.suggestion is not None
    here = trained_loss(optimizer, found.suggestion)
    assert here < trained_loss(optimizer, found.suggestion / 100)
    assert here < trained_loss(optimizer, min(found.suggestion * 100, 1000.0))


def test_rates_grow_evenly_until_the_loss_runs_away() -> None:
    found = found_for(small_model(SGD()))
    growth = np.diff(np.log(found.rates))
    np.testing.assert_allclose(growth, math.log(HIGHEST / LOWEST) / (STEPS - 1))
    assert found.rates[0] == pytest.approx(LOWEST)
    assert len(found.rates) == len(found.losses) == len(found.smoothed) < STEPS
    assert found.lowest == int(np.argmin(found.smoothed))
    assert found.suggestion == pytest.approx(found.rates[found.lowest] / 10, rel=0.05)


def test_the_same_seed_finds_the_same() -> None:
    assert found_for(small_model(seed=5)) == found_for(small_model(seed=5))
    assert found_for(small_model(seed=5)) != found_for(small_model(seed=6))


@pytest.mark.parametrize("kept", ["in memory", "on the disk"])
def test_samples_come_in_the_order_of_a_run(
    kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By blocks where they are read from the disk, which seeks as often as samples lie apart."""
    model, (x, y) = small_model(), regression_data(60)
    x = x.astype("float32")
    monkeypatch.setattr(batches, "BLOCK_BYTES", 4 * x[0].nbytes)
    monkeypatch.setattr(batches, "POOL_BYTES", 16 * x[0].nbytes)
    if kept == "on the disk":
        np.save(tmp_path / "x.npy", x)
        x = np.load(tmp_path / "x.npy", mmap_mode="r")
    seen: list[list[int]] = []
    learn = model.learn
    monkeypatch.setattr(
        model, "learn", lambda samples, rows: (seen.append(rows.tolist()), learn(samples, rows))[1]
    )
    range_test(model, model.load(x, y))
    run = Run(small_model(), (x, y), epochs=1)
    assert seen[0] == run.batches.rows(0, 0).tolist()
    assert seen[1] == run.batches.rows(0, 1).tolist()


def test_smoothing_neither_lags_nor_changes_the_mean() -> None:
    found = found_for(small_model())
    inside = found.losses[20:100]
    assert np.mean(found.smoothed[20:100]) == pytest.approx(np.mean(inside), rel=0.05)
    assert np.std(np.diff(found.smoothed[20:100])) < 0.3 * np.std(np.diff(inside))


def test_data_smaller_than_a_batch_is_gone_through_again_and_again() -> None:
    model = small_model(batch_size=64)
    found = range_test(model, model.load(*regression_data(6)))
    assert found.suggestion is not None


def test_where_nothing_can_be_learned_nothing_is_suggested() -> None:
    model = Model(sequential((2,), [Dense(1, "relu")]), MeanSquaredError(), batch_size=8)
    weights = {key: np.full_like(w, -1.0) for key, w in model.get_weights().items()}
    model.set_weights(weights)  # a dead ReLU: no sample gets through
    x = np.random.default_rng(0).uniform(size=(40, 2))
    found = range_test(model, model.load(x, np.ones((40, 1))))
    assert found.suggestion is found.lowest is None


def test_it_ends_before_the_next_step_when_cancelled() -> None:
    asked: list[tuple[int, int]] = []
    model = small_model()
    samples = model.load(*regression_data(60))
    with pytest.raises(Cancelled):
        range_test(model, samples, cancelled=lambda: len(asked) == 7, progress=lambda *p: asked.append(p))
    assert asked == [(done, STEPS) for done in range(1, 8)]
    assert int(model.step[0]) == 7
