"""A run that leaves the finite numbers stops within one step, keeps its weights and says where it happened."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnstudio.graph.network import sequential
from nnstudio.nn.layers import Activation, Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.metrics import RootMeanSquaredError
from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Adam
from nnstudio.training import clock
from nnstudio.training.checkpoint import Checkpoint
from nnstudio.training.events import Diverged, EpochDone, Finished, Progress
from nnstudio.training.model import Model
from nnstudio.training.run import Run
from tests.training.work import regression_data, run_of, small_model


def deep_model(optimizer: Any = None) -> Model:
    """Linear layers, in which numbers grow fastest."""
    layers = [Dense(8, "linear"), Dense(8, "relu"), Dense(1, "linear")]
    return Model(sequential((3,), layers), MeanSquaredError(), optimizer or SGD(1000), batch_size=8)


@pytest.mark.parametrize("cls", tuple(OPTIMIZERS), ids=lambda cls: cls.__name__)
def test_a_huge_learning_rate_ends_with_finite_weights_of_the_step_before(cls: type[Any]) -> None:
    model = deep_model(cls(1000.0))
    x, y = regression_data()
    x = x * 1e9
    run = Run(model, (x, y), epochs=200)
    weights = model.get_weights()
    learn = model.learn

    def remember(*args: Any) -> Any:
        nonlocal weights
        weights = model.get_weights()
        return learn(*args)

    model.learn = remember  # type: ignore[method-assign]
    *_, told, finished = run.events()
    assert isinstance(told, Diverged)
    assert isinstance(finished, Finished)
    assert finished.reason == "diverged"
    assert told.step == run.checkpoint().position.step + 1
    assert "smaller learning rate" in str(told.message)
    for key, w in model.get_weights().items():
        assert np.isfinite(w).all()
        np.testing.assert_array_equal(w, weights[key])
    assert np.isfinite(run.history.best_loss) or not run.history.epochs


@pytest.mark.parametrize("node", ["dense_1", "dense_2", "dense_3"])
@pytest.mark.parametrize("poison", [np.nan, np.inf, -np.inf])
def test_the_layer_in_which_it_began_is_named(node: str, poison: float) -> None:
    model = deep_model()
    weights = model.get_weights()
    weights[f"{node}/W"][0, 0] = poison
    weights["dense_2/b"][...] = 100  # so that no ReLU is silent
    model.set_weights(weights)
    x, y = regression_data()
    _, told, _ = Run(model, (np.abs(x), y)).events()
    assert isinstance(told, Diverged)
    assert told.node == node
    assert model.network[node].title in str(told.message)
    assert (told.epoch, told.step) == (1, 1)
    for key, w in model.get_weights().items():
        np.testing.assert_array_equal(w, weights[key])


def test_a_gradient_that_overflows_behind_finite_values_is_found() -> None:
    """Forward all is well; backward 1e25 · 1e25 is not."""
    net = sequential(
        (1,), [Dense(1, "linear", bias=False), Activation("linear"), Dense(1, "linear", bias=False)]
    )
    model = Model(net, MeanSquaredError(), SGD(0.1), batch_size=1)
    model.set_weights({"dense_1/W": np.array([[1e-25]]), "dense_2/W": np.array([[1e25]])})
    before = model.get_weights()
    x = np.array([[1e18]])
    *_, told, _ = Run(model, (x, np.zeros((1, 1))), epochs=1).events()
    assert isinstance(told, Diverged)
    for key, w in model.get_weights().items():
        np.testing.assert_array_equal(w, before[key])


def test_a_loss_that_overflows_behind_finite_outputs_is_told_without_a_layer() -> None:
    model = deep_model()
    x, y = regression_data(8)
    _, told, _ = Run(model, (x, np.full_like(y, 1e30))).events()
    assert isinstance(told, Diverged)
    assert told.node is None
    assert "too large" in str(told.message)


def test_a_gradient_whose_square_overflows_names_its_layer() -> None:
    """Every number is finite, but no optimizer could square them: 1e-20 · 1e20 forward, 1e20 · 1 backward."""
    net = sequential((1,), [Dense(1, "linear", bias=False), Dense(1, "linear", bias=False)])
    model = Model(net, MeanSquaredError(), SGD(0.1), batch_size=1)
    model.set_weights({"dense_1/W": np.array([[1e-20]]), "dense_2/W": np.array([[1e20]])})
    _, told, _ = Run(model, (np.ones((1, 1)), np.zeros((1, 1))), epochs=1).events()
    assert isinstance(told, Diverged)
    assert told.node == "dense_1"
    assert "Dense 1" in str(told.message)


def test_nothing_of_the_optimizer_moves_in_a_step_that_diverges() -> None:
    model = small_model(Adam(0.05))
    x, y = regression_data()
    model.learn(model.load(x, y), np.arange(8))
    slots, step = {k: a.copy() for k, a in model.slots.items()}, int(model.step[0])
    model.learn(model.load(x, np.full_like(y, 1e30)), np.arange(8))
    assert int(model.step[0]) == step
    for key, a in model.slots.items():
        np.testing.assert_array_equal(a, slots[key])


def test_the_losses_before_it_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """They show how the curve climbed."""
    monkeypatch.setattr(clock, "TICK", 1e9)
    model = deep_model()
    x, y = regression_data(24)
    events = list(Run(model, (x * 100, y), epochs=100).events())
    steps = next(e.step for e in events if isinstance(e, Diverged)) - 1
    assert steps > 0
    assert sum(len(e.losses) for e in events if isinstance(e, Progress)) == steps


def test_a_validation_loss_that_overflows_ends_the_run_and_no_figure_is_kept() -> None:
    """An infinite figure in the history could not be saved and read back."""
    model = small_model(metrics=(RootMeanSquaredError(),))
    x, y = regression_data(22)
    run = Run(model, (x, y), (x, np.full_like(y, 1e30)), epochs=3)
    events = list(run.events())
    assert not [e for e in events if isinstance(e, EpochDone)]
    (told,) = [e for e in events if isinstance(e, Diverged)]
    assert "validation loss" in str(told.message)
    assert run.history.epochs == ()


def test_a_run_that_diverged_and_is_gone_on_with_diverges_in_the_same_step() -> None:
    def told(checkpoint: Checkpoint | None = None) -> tuple[Diverged, Checkpoint]:
        run = run_of(small_model(SGD(1000)), epochs=50, checkpoint=checkpoint)
        (diverged,) = [e for e in run.events() if isinstance(e, Diverged)]
        return diverged, run.checkpoint()

    first, saved = told()
    assert first.step > 1
    assert told(saved)[0] == first
