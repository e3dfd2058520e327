"""A run: a generator of events that trains a model while it is iterated.

Whoever iterates decides thread and pace: the window's worker thread, the command line, a test.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator
from typing import Any

import msgspec
import numpy as np

from nnstudio.backend import Array
from nnstudio.graph.network import Network
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.seeds import stream
from nnstudio.training.checkpoint import Arrays, Checkpoint, Position
from nnstudio.training.events import (
    Command,
    Diverged,
    EpochDone,
    Event,
    Finished,
    OneEpoch,
    OneStep,
    Pause,
    Paused,
    Progress,
    Resume,
    Resumed,
    SetLearningRate,
    Started,
    Stop,
)
from nnstudio.training.history import Epoch, History
from nnstudio.training.model import Model

Host = np.ndarray[Any, Any]

TICK = 1 / 30
"""Seconds between two Progress events."""


class Run:
    """The training of a model on some data.

    Parameters
    ----------
    model : Model
        Changed in place.
    train : tuple of arrays
        Samples and targets.
    validation : tuple of arrays, optional
    epochs : int
        Epochs in all, those of a checkpoint included.
    checkpoint : Checkpoint, optional
        Where to go on.

    Raises
    ------
    StudioError
        When the data does not fit the network; nothing has been changed then.
    """

    def __init__(
        self,
        model: Model,
        train: tuple[Host, Host],
        validation: tuple[Host, Host] | None = None,
        *,
        epochs: int = 1,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        self.model = model
        self.epochs = epochs
        self.best_weights: Arrays = {}
        # A list, as a tuple that grows by one each epoch costs the square of their number.
        self._records: list[Epoch] = []
        self._best = 0
        self._x, self._y = self._to_device(train)
        if model.batch_size > len(self._x):
            raise StudioError(
                "A batch of {batch} samples is larger than the training part of {count}: lower the batch size",
                batch=model.batch_size, count=len(self._x),
            )  # fmt: skip
        self._validation = None if validation is None else self._to_device(validation)
        self._position = Position(
            step=int(model.step[0]), totals=self._no_totals(), learning_rate=model.learning_rate
        )
        self._commands: deque[Command] = deque()
        self._told = threading.Condition()
        self._waiting = False
        self._pause_after: str | None = None
        if checkpoint is not None:
            self._restore(checkpoint)

    def _to_device(self, data: tuple[Host, Host]) -> tuple[Array, Array]:
        x = self.model.check_inputs(data[0])
        y = self.model.check_targets(x, data[1])
        return self.model.backend.to_device(x), self.model.backend.to_device(y)

    @property
    def history(self) -> History:
        """The epochs finished so far."""
        return History(tuple(self._records), self._best)

    def _no_totals(self) -> tuple[float, ...]:
        return (0.0,) * (1 + len(self.model.metrics))

    # Commands and checkpoints -------------------------------------------------------------------------

    def send(self, command: Command) -> None:
        """Tell the run something, from any thread; obeyed before the next step."""
        with self._told:
            self._commands.append(command)
            self._told.notify()

    def checkpoint(self) -> Checkpoint:
        """The state between two steps; call it from the thread that iterates, or after the end."""
        model = self.model
        slots = {name: model.backend.to_host(array) for name, array in model.slots.items()}
        return Checkpoint(model.get_weights(), dict(self.best_weights), slots, self.history, self._position)

    def _restore(self, checkpoint: Checkpoint) -> None:
        model = self.model
        for name, array in model.slots.items():
            saved = checkpoint.slots.get(name)
            if saved is None or saved.shape != array.shape:
                raise StudioError("The saved state of the optimizer does not fit this network")
        position = checkpoint.position
        steps = -(-len(self._x) // model.batch_size)
        if (
            len(position.totals) != len(self._no_totals())
            or not 0 <= position.batch <= steps
            or min(position.epoch, position.step) < 0
            or position.epoch != len(checkpoint.history.epochs)
        ):
            raise StudioError("The saved position of the run does not fit these settings")
        model.optimizer.replace(learning_rate=position.learning_rate)  # refuses a damaged one
        model.set_weights(checkpoint.weights)
        for name, array in model.slots.items():
            array[...] = model.backend.to_device(checkpoint.slots[name])
        model.step[0] = position.step
        model.learning_rate = position.learning_rate
        self._records, self._best = list(checkpoint.history.epochs), checkpoint.history.best
        self.best_weights = dict(checkpoint.best_weights)
        self._position = position

    # The run ------------------------------------------------------------------------------------------

    def events(self) -> Iterator[Event]:
        """Train, and tell about it.

        Yields
        ------
        Event
            :class:`Started` first and :class:`Finished` last.
        """
        steps = -(-len(self._x) // self.model.batch_size)
        clock = _Clock(self._position.seconds)
        yield Started(self.epochs, self._position.epoch, steps, len(self._x), self.model.backend.name)
        reason = "done"
        with self.model.backend.computing():
            while self._position.epoch < self.epochs:
                ended = yield from self._epoch(steps, clock)
                if ended is not None:
                    reason = ended
                    break
        yield Finished(reason, self.history, clock.seconds)

    def _epoch(self, steps: int, clock: _Clock) -> Generator[Event, None, str | None]:
        """Finish the epoch under way; return why the run ends, or None."""
        model, backend = self.model, self.model.backend
        epoch = self._position.epoch
        order = stream(model.seed, "shuffle", epoch).permutation(len(self._x))
        rows = backend.to_device(order)
        losses: list[float] = []
        while self._position.batch < steps:
            reason = yield from self._obey(clock)
            if reason is not None:
                if losses:
                    yield self._progress(losses, steps, clock)
                return reason
            start = self._position.batch * model.batch_size
            batch = rows[start : start + model.batch_size]
            before = int(model.step[0])
            program = model.learn(self._x, self._y, batch)
            if int(model.step[0]) == before:
                if losses:
                    yield self._progress(losses, steps, clock)
                yield self._diverged(divergence(model.network, program.first_non_finite()))
                return "diverged"
            loss = float(program.loss[0])
            totals = [self._position.totals[0] + loss * len(batch)]
            for total, metric in zip(self._position.totals[1:], model.metrics, strict=True):
                totals.append(total + float(metric.batch(backend.xp, program.prediction, program.target)))
            self._position = Position(
                epoch, self._position.batch + 1, before + 1, tuple(totals), model.learning_rate, clock.seconds
            )
            losses.append(loss)
            if self._pause_after == "step":
                self._pause_after, self._waiting = None, True
            if clock.tick(len(batch)) or self._waiting:
                yield self._progress(losses, steps, clock)
                losses = []
        if losses:
            yield self._progress(losses, steps, clock)
        ended = self._end_of_epoch(clock)
        yield ended
        if isinstance(ended, Diverged):
            return "diverged"
        if self._pause_after == "epoch":
            self._pause_after, self._waiting = None, True
        return None

    def _progress(self, losses: list[float], steps: int, clock: _Clock) -> Progress:
        position = self._position
        done = position.epoch * steps + position.batch
        left = (self.epochs * steps - done) * self.model.batch_size / max(clock.speed, 1e-9)
        return Progress(
            position.epoch + 1, position.step, np.array(losses), clock.speed, left, position.learning_rate
        )

    def _end_of_epoch(self, clock: _Clock) -> EpochDone | Diverged:
        model, count = self.model, len(self._x)
        total_loss, *totals = self._position.totals
        metrics = {m.key: m.finish(total, count) for m, total in zip(model.metrics, totals, strict=True)}
        measured: dict[str, float] = {} if self._validation is None else model.measure(*self._validation)
        val_loss = measured.pop("loss", None)
        if not all(math.isfinite(f) for f in (val_loss or 0.0, *measured.values())):
            text = msg(
                "The validation loss became infinite; the weights are kept. Try a smaller learning rate"
            )
            return self._diverged((None, text))
        record = Epoch(
            self._position.epoch + 1, total_loss / count, metrics, val_loss, measured, clock.seconds
        )
        is_best = not self._best or record.judged < self._records[self._best - 1].judged
        self._records.append(record)
        if is_best:
            self._best, self.best_weights = record.epoch, model.get_weights()
        self._position = Position(
            record.epoch, 0, self._position.step, self._no_totals(), model.learning_rate, clock.seconds
        )
        return EpochDone(record, is_best)

    def _diverged(self, found: tuple[str | None, Message]) -> Diverged:
        return Diverged(self._position.epoch + 1, self._position.step + 1, *found)

    def _obey(self, clock: _Clock) -> Generator[Event, None, str | None]:
        """Carry out what the inbox holds; wait while paused; return why the run ends, or None."""
        was_waiting = False
        while True:
            while self._commands:
                command = self._commands.popleft()
                if isinstance(command, Stop):
                    return "stopped"
                self._take(command)
            if not self._waiting:
                if was_waiting:
                    clock.start()
                    yield Resumed()
                return None
            if not was_waiting:
                was_waiting = True
                clock.stop()
                yield Paused()
            with self._told:
                self._told.wait_for(lambda: bool(self._commands))

    def _take(self, command: Command) -> None:
        if isinstance(command, Pause):
            self._waiting = True
        elif isinstance(command, Resume):
            self._waiting, self._pause_after = False, None
        elif isinstance(command, OneStep):
            self._waiting, self._pause_after = False, "step"
        elif isinstance(command, OneEpoch):
            self._waiting, self._pause_after = False, "epoch"
        elif isinstance(command, SetLearningRate):
            self.model.learning_rate = command.value
            self._position = msgspec.structs.replace(self._position, learning_rate=self.model.learning_rate)


def divergence(network: Network, node: str | None) -> tuple[str | None, Message]:
    """The node to blame, and the sentence for a run that left the finite numbers."""
    if node is None:
        return None, msg(
            "The loss or its gradient became too large; the last finite weights are kept. Try a smaller learning rate"
        )
    return node, msg(
        "{layer} produced numbers that are not finite; the last finite weights are kept. Try a smaller learning rate",
        layer=network[node].title,
    )


class _Clock:
    """Training time without pauses, speed over the last seconds, and when to tell."""

    def __init__(self, seconds: float) -> None:
        self._before = seconds
        self._started: float | None = time.perf_counter()
        self._last = time.perf_counter()
        self._samples = 0
        self._recent: deque[tuple[float, int]] = deque(maxlen=90)  # about three seconds of ticks

    @property
    def speed(self) -> float:
        """Samples a second, those since the last tick included."""
        seconds = sum(t for t, _ in self._recent) + time.perf_counter() - self._last
        return (sum(n for _, n in self._recent) + self._samples) / max(seconds, 1e-9)

    @property
    def seconds(self) -> float:
        """Training time so far."""
        running = 0.0 if self._started is None else time.perf_counter() - self._started
        return self._before + running

    def stop(self) -> None:
        self._before, self._started = self.seconds, None

    def start(self) -> None:
        self._started = self._last = time.perf_counter()
        self._samples = 0
        self._recent.clear()

    def tick(self, samples: int) -> bool:
        """Count samples; True when it is time to tell."""
        self._samples += samples
        now = time.perf_counter()
        if now - self._last < TICK:
            return False
        self._recent.append((now - self._last, self._samples))
        self._last, self._samples = now, 0
        return True
