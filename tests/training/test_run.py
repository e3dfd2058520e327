"""A run tells events in order and obeys commands between two steps; driven by hand, without a clock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from nnstudio.nn.fields import FieldError
from nnstudio.nn.optimizers import Adam
from nnstudio.nn.schedules import CosineDecay
from nnstudio.system.messages import StudioError
from nnstudio.training import clock
from nnstudio.training import run as run_module
from nnstudio.training.events import (
    EpochDone,
    Event,
    Finished,
    LearningRateSet,
    OneEpoch,
    OneStep,
    Pause,
    Paused,
    Preparing,
    Progress,
    Resume,
    Resumed,
    SetLearningRate,
    Started,
    Stop,
)
from nnstudio.training.history import Epoch, History, RateChange
from nnstudio.training.run import Run
from tests.training.work import finish, regression_data, run_of, small_model


@pytest.fixture
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell after every step instead of thirty times a second."""
    monkeypatch.setattr(clock, "TICK", 0.0)


def until(events: Iterator[Event], kind: type[Event]) -> list[Event]:
    """Go on until an event of a kind."""
    seen = []
    for event in events:
        seen.append(event)
        if isinstance(event, kind):
            return seen
    raise AssertionError(f"No {kind.__name__} in {seen}")


def kinds(events: list[Event]) -> list[str]:
    """Names of events, a row of Progress as one; whether kernels were compiled depends on what ran before."""
    names = [type(e).__name__ for e in events if not isinstance(e, Preparing)]
    return [n for i, n in enumerate(names) if n != "Progress" or i == 0 or names[i - 1] != n]


def test_a_run_that_gets_no_better_ends_early() -> None:
    run = run_of(small_model(), epochs=50, patience=3, min_change=1e6)
    finished = finish(run)[-1]
    assert isinstance(finished, Finished)
    assert finished.reason == "early"
    assert len(run.history.epochs) == 4  # the first is an improvement on nothing
    assert run.history.waited(1e6) == finished.waited == 3
    again = run_of(small_model(), epochs=50, patience=3, min_change=1e6, checkpoint=run.checkpoint())
    assert isinstance(until(again.events(), EpochDone)[-1], EpochDone)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_run_that_goes_on_has_waited_already(cut: int) -> None:
    ended = {"patience": 3, "min_change": 1e6}
    saved = run_of(small_model(), epochs=50, **ended)
    for event in saved.events():
        if isinstance(event, EpochDone) and event.record.epoch == cut:
            break
    run = run_of(small_model(), epochs=50, checkpoint=saved.checkpoint(), **ended)
    finished = finish(run)[-1]
    assert isinstance(finished, Finished)
    assert (finished.reason, finished.waited, len(run.history.epochs)) == ("early", 3, 4)


def test_patience_counts_from_the_last_improvement() -> None:
    losses = [5.0, 4.0, 4.5, 3.95, 3.9, 3.94]
    history = History(tuple(Epoch(i + 1, loss, {}) for i, loss in enumerate(losses)))
    assert history.waited() == 1
    assert history.waited(0.09) == 1
    assert history.waited(0.5) == 4
    assert History().waited() == 0


@pytest.mark.parametrize("command", [Stop(), Pause()])
def test_a_command_does_not_wait_for_validation(
    command: Stop | Pause, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_of(small_model())
    finish(whole)
    model = small_model()
    run = run_of(model)
    assert run.validation is not None
    figures, sent = run.validation.figures, []

    def told_meanwhile(interrupted: Any = None) -> Any:
        if not sent:
            sent.append(command)
            run.send(command)
        return figures(interrupted)

    monkeypatch.setattr(run.validation, "figures", told_meanwhile)
    events = run.events()
    seen = until(events, Finished if isinstance(command, Stop) else Paused)
    assert not any(isinstance(e, EpochDone) for e in seen)
    if isinstance(command, Stop):
        run = run_of(small_model(), checkpoint=run.checkpoint())
        events = run.events()
    else:
        run.send(Resume())
    for _ in events:
        pass
    for (name, ours), theirs in zip(
        run.model.get_weights().items(), whole.model.get_weights().values(), strict=True
    ):
        np.testing.assert_array_equal(ours, theirs, err_msg=name)
    assert [e.val_loss for e in run.history.epochs] == [e.val_loss for e in whole.history.epochs]


@pytest.mark.usefixtures("every_step")
def test_events_of_an_uninterrupted_run() -> None:
    run = run_of(small_model())
    events = finish(run)
    assert kinds(events) == ["Started", *["Progress", "EpochDone"] * 3, "Finished"]
    started, finished = events[0], events[-1]
    assert isinstance(started, Started)
    assert (started.epochs, started.epoch, started.steps_per_epoch, started.samples) == (3, 0, 3, 22)
    assert isinstance(finished, Finished)
    assert (finished.reason, finished.history) == ("done", run.history)
    progress = [e for e in events if isinstance(e, Progress)]
    assert [(e.epoch, e.step) for e in progress] == [(1 + i // 3, i + 1) for i in range(9)]
    assert all(e.samples_per_second > 0 and 0 <= e.seconds_left < 1e6 for e in progress)
    assert [e.record.epoch for e in events if isinstance(e, EpochDone)] == [1, 2, 3]


def test_every_step_is_told_once_whatever_the_clock_says(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {}
    for tick in (0.0, 1e9):
        monkeypatch.setattr(clock, "TICK", tick)
        events = finish(run_of(small_model()))
        losses = [e.losses for e in events if isinstance(e, Progress)]
        told[tick] = np.concatenate(losses)
        assert len(losses) == (9 if tick == 0 else 3)  # on a slow clock once an epoch
    assert len(told[0.0]) == 9
    np.testing.assert_array_equal(told[0.0], told[1e9])


def test_the_epochs_loss_is_the_mean_over_its_samples() -> None:
    events = finish(run_of(small_model(), epochs=1))
    losses = np.concatenate(
        [e.losses for e in events if isinstance(e, Progress)]
    )  # one, unless the machine is busy
    (done,) = [e for e in events if isinstance(e, EpochDone)]
    sizes = np.array([8, 8, 6])
    assert done.record.loss == pytest.approx((losses * sizes).sum() / 22, rel=1e-12)


def test_every_sample_is_seen_once_an_epoch_in_another_order_each() -> None:
    model = small_model()
    seen: list[list[int]] = []
    learn = model.learn

    def spy(samples: Any, rows: Any) -> Any:
        seen.append([int(r) for r in rows])
        return learn(samples, rows)

    model.learn = spy  # type: ignore[method-assign]
    finish(run_of(model, epochs=2))
    first, second = np.concatenate(seen[:3]).tolist(), np.concatenate(seen[3:]).tolist()
    assert sorted(first) == sorted(second) == list(range(22))
    assert first != second
    assert first != sorted(first)


def test_the_best_epoch_keeps_its_weights() -> None:
    run = run_of(small_model(), epochs=6)
    kept: dict[int, Any] = {}
    for event in run.events():
        if isinstance(event, EpochDone):
            kept[event.record.epoch] = run.model.get_weights()
            judged = [e.judged for e in run.history.epochs]
            assert event.is_best == (judged[-1] < min(judged[:-1], default=np.inf))
    best = run.history.best_epoch
    assert best is not None
    assert best.val_loss == min(e.val_loss for e in run.history.epochs if e.val_loss is not None)
    for key, w in run.best_weights.items():
        np.testing.assert_array_equal(w, kept[best.epoch][key])


# Commands ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("every_step")
def test_pause_and_resume() -> None:
    run = run_of(small_model())
    events = run.events()
    until(events, Progress)
    run.send(Pause())
    assert kinds(until(events, Paused)) == ["Paused"]
    assert run.checkpoint().position.step == 1
    run.send(Resume())
    assert isinstance(next(events), Resumed)
    assert kinds(list(events)) == ["Progress", "EpochDone", *["Progress", "EpochDone"] * 2, "Finished"]


def test_one_step_at_a_time() -> None:
    """Step by step the run tells every step and waits, also over the end of an epoch."""
    run = run_of(small_model(), epochs=2)
    events = run.events()
    run.send(Pause())
    until(events, Paused)
    for step in range(1, 6):
        run.send(OneStep())
        seen = until(events, Paused)
        epoch_ends = ["EpochDone"] if step == 3 else []
        assert kinds(seen) == ["Resumed", "Progress", *epoch_ends, "Paused"]
        assert run.checkpoint().position.step == step
    run.send(OneStep())
    assert kinds(list(events)) == ["Resumed", "Progress", "EpochDone", "Finished"]


def test_one_epoch_at_a_time() -> None:
    run = run_of(small_model())
    events = run.events()
    run.send(Pause())
    until(events, Paused)
    for epoch in (1, 2):
        run.send(OneEpoch())
        assert kinds(until(events, Paused)) == ["Resumed", "Progress", "EpochDone", "Paused"]
        assert (run.checkpoint().position.epoch, run.checkpoint().position.batch) == (epoch, 0)


def test_resume_takes_back_a_step_that_was_asked_for() -> None:
    run = run_of(small_model())
    events = run.events()
    next(events)
    for command in (Pause(), OneStep(), Resume()):
        run.send(command)
    assert "Paused" not in kinds(list(events))


@pytest.mark.parametrize("after", [0, 1, 4])
@pytest.mark.usefixtures("every_step")
def test_stop(after: int) -> None:
    run = run_of(small_model())
    events = run.events()
    next(events)
    for _ in range(after):
        until(events, Progress)
    run.send(Stop())
    rest = [e for e in events if not isinstance(e, EpochDone)]
    (finished,) = rest
    assert isinstance(finished, Finished)
    assert finished.reason == "stopped"
    assert run.checkpoint().position.step == after


def test_stop_tells_the_steps_that_were_not_told_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "TICK", 1e9)
    run = run_of(small_model())
    learn = run.model.learn

    def stop_in_the_second_step(*args: Any) -> Any:
        if run.checkpoint().position.step == 1:
            run.send(Stop())
        return learn(*args)

    run.model.learn = stop_in_the_second_step  # type: ignore[method-assign]
    _, progress, finished = finish(run)
    assert isinstance(progress, Progress)
    assert len(progress.losses) == 2
    assert isinstance(finished, Finished)


def test_stop_while_paused() -> None:
    run = run_of(small_model())
    events = run.events()
    run.send(Pause())
    until(events, Paused)
    run.send(Stop())
    assert kinds(list(events)) == ["Finished"]


def test_commands_wake_a_waiting_run_from_another_thread() -> None:
    run = run_of(small_model())
    paused = threading.Event()
    seen: list[Event] = []

    def train() -> None:
        for event in run.events():
            seen.append(event)
            if isinstance(event, Paused):
                paused.set()

    run.send(Pause())
    thread = threading.Thread(target=train)
    thread.start()
    assert paused.wait(10)
    run.send(Resume())
    thread.join(10)
    assert not thread.is_alive()
    assert kinds(seen) == ["Started", "Paused", "Resumed", *["Progress", "EpochDone"] * 3, "Finished"]


@pytest.mark.usefixtures("every_step")
def test_a_new_learning_rate_is_used_told_and_kept() -> None:
    run = run_of(small_model())
    events = run.events()
    until(events, Progress)
    run.send(SetLearningRate(0.01))
    told, progress = until(events, Progress)
    assert isinstance(progress, Progress)
    assert told == LearningRateSet(0.01, (RateChange(1, 1 / 3, 0.01),))
    assert progress.learning_rate == run.model.learning_rate == 0.01
    assert run.model.rate[0] == np.float32(0.01)


@pytest.mark.usefixtures("every_step")
def test_only_learning_rates_that_a_step_was_taken_with_are_remembered() -> None:
    run = run_of(small_model(Adam(0.05)))
    events = run.events()
    until(events, Progress)
    for rate in (0.01, 0.02, 0.02, 0.04):
        run.send(SetLearningRate(rate))
    told = until(events, Progress)
    assert [type(event).__name__ for event in told] == ["LearningRateSet"] * 3 + ["Progress"]
    assert run.history.changes == (RateChange(1, 1 / 3, 0.04),)
    run.send(SetLearningRate(0.5))
    run.send(SetLearningRate(0.04))  # taken back before it was used
    until(events, Progress)
    assert run.history.changes == (RateChange(1, 1 / 3, 0.04),)
    run.send(SetLearningRate(0.05))
    *_, finished = events
    assert isinstance(finished, Finished)
    assert finished.history.changes == (RateChange(1, 1 / 3, 0.04), RateChange(3, 1.0, 0.05))


def test_of_very_many_changes_the_latest_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "MOST_CHANGES", 2)
    run = run_of(small_model(), epochs=2)
    run.send(Pause())
    rate = 0.01
    for event in run.events():
        if isinstance(event, Paused):
            rate += 0.001
            run.send(SetLearningRate(rate))
            run.send(OneStep())
    assert [change.step for change in run.history.changes] == [4, 5]


def test_a_learning_rate_set_in_a_pause_is_in_the_checkpoint() -> None:
    run = run_of(small_model())
    events = run.events()
    run.send(Pause())
    until(events, Paused)
    run.send(SetLearningRate(0.25))
    run.send(Pause())
    run.send(Stop())
    list(events)
    assert run.checkpoint().position.learning_rate == 0.25


@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), 1e6])
def test_learning_rates_that_would_ruin_the_weights_cannot_be_sent(rate: float) -> None:
    with pytest.raises(FieldError, match="learning rate must be"):
        SetLearningRate(rate)


def test_pauses_change_nothing_but_the_time() -> None:
    plain, halting = run_of(small_model()), run_of(small_model())
    finish(plain)
    events = halting.events()
    halting.send(Pause())
    for event in events:
        if isinstance(event, Paused):
            halting.send(OneStep())
    for key, w in halting.checkpoint().weights.items():
        np.testing.assert_array_equal(w, plain.checkpoint().weights[key])


# Refusals and ends ------------------------------------------------------------------------------------------


def test_data_that_does_not_fit_is_refused_before_anything_changes() -> None:
    model = small_model()
    before = model.get_weights()
    x, y = regression_data()
    for train, validation in (
        ((x[:, :2], y), None),
        ((x, y[:5]), None),
        ((x, y), (x, y[:5])),
        ((x[:5], y[:5]), None),
    ):
        with pytest.raises(StudioError):
            Run(model, train, validation)
    for key, w in model.get_weights().items():
        np.testing.assert_array_equal(w, before[key])


def test_no_epochs_are_no_steps() -> None:
    assert kinds(finish(run_of(small_model(), epochs=0))) == ["Started", "Finished"]


@pytest.mark.parametrize("epochs", [-1, 2.5, "3", True, None])
def test_epochs_that_are_no_number_are_refused(epochs: Any) -> None:
    with pytest.raises(StudioError, match="number of epochs must be a whole number of at least 0"):
        run_of(small_model(), epochs=epochs)


def test_a_schedule_that_is_none_is_refused() -> None:
    with pytest.raises(StudioError, match=r"schedule must be one such as nns\.CosineDecay\(\), not <class"):
        run_of(small_model(), schedule=CosineDecay)


def test_a_second_run_goes_on_with_the_optimizers_memory() -> None:
    model = small_model()
    finish(run_of(model, epochs=1))
    second = run_of(model, epochs=1)
    assert second.checkpoint().position.step == 3
    finish(second)
    assert second.checkpoint().position.step == int(model.step[0]) == 6


def test_a_generator_that_is_dropped_leaves_a_usable_model() -> None:
    run = run_of(small_model())
    events = run.events()
    next(events), next(events)
    events.close()  # type: ignore[attr-defined]
    assert np.isfinite(run.model.predict(regression_data()[0])).all()
