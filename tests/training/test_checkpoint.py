"""A run that was cut anywhere and gone on with equals the uninterrupted one, bit for bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.nn.optimizers import OPTIMIZERS, SGD, Adam, Optimizer
from nnstudio.system.messages import StudioError
from nnstudio.training import clock
from nnstudio.training.checkpoint import Checkpoint
from nnstudio.training.events import Finished, OneStep, Pause, Paused, SetLearningRate, Started, Stop
from nnstudio.training.history import History
from nnstudio.training.run import Run
from tests.gone_on import assert_same
from tests.training.work import finish, run_of, small_model

STEPS = 9  # 3 epochs of 3 steps


def cut_after(step: int, model: Any) -> Checkpoint:
    """Train some steps and keep the checkpoint of the pause behind them."""
    run = run_of(model)
    run.send(Pause())
    for event in run.events():
        if isinstance(event, Paused):
            if run.checkpoint().position.step == step:
                break
            run.send(OneStep())
    return run.checkpoint()


@pytest.mark.parametrize("optimizer", [cls() for cls in OPTIMIZERS], ids=lambda o: o.title)
@pytest.mark.parametrize("step", range(STEPS))
def test_a_run_may_be_cut_at_every_step(optimizer: Optimizer, step: int) -> None:
    whole = run_of(small_model(optimizer))
    finish(whole)
    saved = cut_after(step, small_model(optimizer))
    assert saved.position.step == step
    # Another seed for the weights shows that they come from the checkpoint; the run's own seed stays.
    model = small_model(optimizer)
    model.set_weights({key: w + 1 for key, w in model.get_weights().items()})
    resumed = run_of(model, checkpoint=saved)
    events = finish(resumed)
    assert isinstance(events[0], Started)
    assert events[0].epoch == step // 3
    assert_same(resumed.checkpoint(), whole.checkpoint())


def test_a_run_may_be_cut_between_the_last_step_and_the_end_of_its_epoch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """After every event, where a window may take its snapshot."""
    monkeypatch.setattr(clock, "TICK", 0.0)
    whole = run_of(small_model())
    cuts = [whole.checkpoint() for _ in whole.events()]
    assert any(c.position.batch == 3 for c in cuts), "no cut before the end of an epoch"
    for saved in cuts:
        resumed = run_of(small_model(), checkpoint=saved)
        finish(resumed)
        assert_same(resumed.checkpoint(), whole.checkpoint())


def test_a_cut_of_a_cut() -> None:
    whole = run_of(small_model())
    finish(whole)
    run = run_of(small_model())
    for _ in range(STEPS):
        run.send(OneStep())
        for event in run.events():
            if isinstance(event, Paused):
                break
        run = run_of(small_model(), checkpoint=run.checkpoint())
    finish(run)
    assert_same(run.checkpoint(), whole.checkpoint())


def test_a_finished_run_goes_on_for_more_epochs() -> None:
    whole = run_of(small_model(), epochs=5)
    finish(whole)
    first = run_of(small_model(), epochs=2)
    finish(first)
    second = run_of(small_model(), epochs=5, checkpoint=first.checkpoint())
    finish(second)
    assert_same(second.checkpoint(), whole.checkpoint())
    done = run_of(small_model(), epochs=5, checkpoint=second.checkpoint())
    assert isinstance(finish(done)[-1], Finished)
    assert_same(done.checkpoint(), whole.checkpoint())


def test_a_changed_learning_rate_is_gone_on_with() -> None:
    def half(run: Any) -> Checkpoint:
        run.send(SetLearningRate(0.001))
        run.send(OneStep())
        for event in run.events():
            if isinstance(event, Paused):
                run.send(Stop())
        checkpoint: Checkpoint = run.checkpoint()
        return checkpoint

    resumed = run_of(small_model(), checkpoint=half(run_of(small_model())))
    assert resumed.model.learning_rate == 0.001


def _steered(run: Run, upto: int = STEPS) -> Checkpoint:
    """Train step by step, with another learning rate before every second one; stop in the pause behind a step."""
    run.send(Pause())
    for event in run.events():
        if not isinstance(event, Paused):
            continue
        step = run.position.step
        if step == upto:
            break
        if step % 2:
            run.send(SetLearningRate(0.05 / (1 + step)))
        run.send(OneStep())
    return run.checkpoint()


@pytest.mark.parametrize("step", range(STEPS))
def test_a_steered_run_may_be_cut_at_every_step(step: int) -> None:
    whole = _steered(run_of(small_model()))
    assert len(whole.history.changes) == 4
    saved = _steered(run_of(small_model()), step)
    assert_same(_steered(run_of(small_model(), checkpoint=saved)), whole)


def test_a_checkpoint_does_not_change_when_training_goes_on() -> None:
    run = run_of(small_model())
    events = run.events()
    run.send(OneStep())
    for event in events:
        if isinstance(event, Paused):
            break
    saved = run.checkpoint()
    copies = [a.copy() for arrays in (saved.weights, saved.slots) for a in arrays.values()]
    run.send(Stop())
    finish(run_of(run.model, checkpoint=saved))
    for copy, array in zip(
        copies, [a for d in (saved.weights, saved.slots) for a in d.values()], strict=True
    ):
        np.testing.assert_array_equal(copy, array)


def _position(**changes: Any) -> Callable[[Checkpoint], Checkpoint]:
    return lambda c: msgspec.structs.replace(c, position=msgspec.structs.replace(c.position, **changes))


@pytest.mark.parametrize(
    "damage",
    [
        lambda c: msgspec.structs.replace(c, slots={}),
        lambda c: msgspec.structs.replace(c, slots={k: a[:-1] for k, a in c.slots.items()}),
        lambda c: msgspec.structs.replace(c, weights={}),
        lambda c: msgspec.structs.replace(c, weights={k: a[:1] for k, a in c.weights.items()}),
        lambda c: msgspec.structs.replace(c, history=History()),
        _position(batch=4),
        _position(batch=-1),
        _position(step=-1),
        _position(epoch=-1),
        _position(epoch=2),
        _position(totals=(1.0,)),
        _position(learning_rate=-1.0),
        _position(learning_rate=float("nan")),
    ],
)
def test_a_checkpoint_that_does_not_fit_is_refused_and_nothing_changes(damage: Any) -> None:
    saved = cut_after(4, small_model())
    model = small_model(Adam(0.02), seed=8)
    before, slots = model.get_weights(), {k: a.copy() for k, a in model.slots.items()}
    with pytest.raises(StudioError):
        run_of(model, checkpoint=damage(saved))
    for key, w in model.get_weights().items():
        np.testing.assert_array_equal(w, before[key])
    for key, a in model.slots.items():
        np.testing.assert_array_equal(a, slots[key])
    assert (model.learning_rate, int(model.step[0])) == (0.02, 0)


def test_another_optimizers_checkpoint_is_refused() -> None:
    with pytest.raises(StudioError, match="state of the optimizer"):
        run_of(small_model(Adam()), checkpoint=cut_after(1, small_model(SGD())))
