"""A run: a generator of events that trains a model while it is iterated.

Whoever iterates decides thread and pace: the window's worker thread, the command line, a test.
"""

from __future__ import annotations

import contextlib
import math
import threading
from collections import deque
from collections.abc import Generator, Iterator
from types import NoneType

from nnstudio.backend.failures import failing_in_words
from nnstudio.nn.schedules import Constant, Schedule
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.training.batches import Batches, Making
from nnstudio.training.checkpoint import Arrays, Checkpoint, Position
from nnstudio.training.clock import Clock
from nnstudio.training.divergence import divergence
from nnstudio.training.events import (
    Command,
    Diverged,
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
    Remarked,
    Resume,
    Resumed,
    SetLearningRate,
    Started,
    Stop,
)
from nnstudio.training.history import MOST_CHANGES, Epoch, History, RateChange, Waiting
from nnstudio.training.measuring import measuring
from nnstudio.training.memory import require_device_memory, require_memory
from nnstudio.training.model import Model
from nnstudio.training.samples import Given, require_kind, require_whole
from nnstudio.training.stepping import stepping
from nnstudio.training.tally import Tally


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
    schedule : Schedule, optional
        What the learning rate is multiplied with as the epochs pass.
    patience : int
        End when so many epochs have not lowered the validation loss (the training loss without validation); 0: never.
    min_change : float
        By how much the loss must fall to count as lower.
    making : Making, optional
        How the samples of the training part are changed before they are learned.
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
        train: tuple[Given, Given],
        validation: tuple[Given, Given] | None = None,
        *,
        epochs: int = 1,
        schedule: Schedule | None = None,
        patience: int = 0,
        min_change: float = 0.0,
        making: Making | None = None,
        checkpoint: Checkpoint | None = None,
    ) -> None:
        require_kind(msg("model"), model, (Model,), "nns.Model(network, loss)")
        require_whole(msg("number of epochs"), epochs, 0)
        for name, pair in ((msg("training"), train), (msg("validation"), validation)):
            if pair is not None and (not isinstance(pair, list | tuple) or len(pair) != 2):
                raise StudioError("The {name} data must be a pair (samples, targets)", name=name)
        require_kind(msg("schedule"), schedule, (Schedule, NoneType), "nns.CosineDecay()")
        self.model = model
        self.epochs, self.schedule = epochs, schedule or Constant()
        self.patience, self._waited = patience, Waiting(min_change)
        self.best_weights: Arrays = {}
        self.remark: Message | None = None  # about the device; told at the start
        self.course: Message | None = None  # about the schedule; told at the start as well
        self._remarked: Message | None = None
        # A list, as a tuple that grows by one each epoch costs the square of their number.
        self._records: list[Epoch] = []
        self._changes: list[RateChange] = []
        self._best = 0
        self.batches = Batches(model, *train, making)
        self.train = self.batches.samples
        self.validation = None if validation is None else measuring(model, model.load(*validation))
        self._require_memory()
        self._steps = self.batches.steps
        self._epoch = self._batch = self._untold = 0  # untold: steps that no event has told of
        self._step = int(model.step[0])
        self._tally = Tally(model.metrics, model.output_shapes)
        self._stepping = stepping(model, self._tally)
        self._clock = Clock()
        self._commands: deque[Command] = deque()
        self._told = threading.Condition()
        self._waiting = False
        self._pause_after: str | None = None
        if checkpoint is not None:
            self._restore(checkpoint)

    def _require_memory(self) -> None:
        model, count = self.model, len(self.train)
        measured = 0 if self.validation is None else min(len(self.validation.samples), model.measured_at_once)
        where = model.network, model.batch_size
        if model.backend.name == "cpu":
            dtype, loss = model.backend.dtype.name, model.losses
            require_memory(*where, model.optimizer, dtype, loss=loss, samples=count, measured=measured)
        else:
            require_device_memory(model.backend, *where, loss=model.losses, samples=count, measured=measured)

    @property
    def history(self) -> History:
        """The epochs finished so far."""
        return History(tuple(self._records), self._best, tuple(self._changes))

    @property
    def position(self) -> Position:
        """Where the run stands."""
        return Position(
            self._epoch, self._batch, self._step, tuple(self._tally.sums.tolist()), self.model.learning_rate,
            self._clock.seconds,
        )  # fmt: skip

    # Commands and checkpoints -------------------------------------------------------------------------

    def send(self, command: Command) -> None:
        """Tell the run something, from any thread; obeyed before the next step."""
        require_kind(msg("command"), command, (Command,), "Stop()")
        with self._told:
            self._commands.append(command)
            self._told.notify()

    def checkpoint(self) -> Checkpoint:
        """The state between two steps; call it from the thread that iterates, or after the end."""
        model = self.model
        slots = {name: model.backend.to_host(array) for name, array in model.slots.items()}
        return Checkpoint(model.get_weights(), dict(self.best_weights), slots, self.history, self.position)

    def _restore(self, checkpoint: Checkpoint) -> None:
        model = self.model
        for name, array in model.slots.items():
            saved = checkpoint.slots.get(name)
            if saved is None or saved.shape != array.shape:
                raise StudioError("The saved state of the optimizer does not fit this network")
        position = checkpoint.position
        if (
            not self._tally.fits(position.totals)
            or not 0 <= position.batch <= self._steps
            or min(position.epoch, position.step) < 0
            or position.epoch != len(checkpoint.history.epochs)
        ):
            raise StudioError("The saved position of the run does not fit these settings")
        model.optimizer.replace(learning_rate=position.learning_rate)  # refuses a damaged one
        model.set_weights(checkpoint.weights)
        with model.backend.computing():
            for name, array in model.slots.items():
                array[...] = model.backend.to_device(checkpoint.slots[name])
            model.step[0] = position.step
        model.learning_rate = position.learning_rate
        self._records, self._best = list(checkpoint.history.epochs), checkpoint.history.best
        for record in self._records:
            self._waited.see(record.judged)
        self._changes = list(checkpoint.history.changes)
        self.best_weights = dict(checkpoint.best_weights)
        self._epoch, self._batch, self._step = position.epoch, position.batch, position.step
        self._tally.restore(position.totals)
        self._clock = Clock(position.seconds)

    # The run ------------------------------------------------------------------------------------------

    def events(self) -> Iterator[Event]:
        """Train, and tell about it.

        Yields
        ------
        Event
            :class:`Started` first and :class:`Finished` last.
        """
        model = self.model
        where = self.epochs, self._epoch, self._steps, len(self.train), model.backend.name
        yield Started(*where, model.learning_rate, tuple(self._changes), self.remark, self.course)
        with failing_in_words(model.device):
            reason = yield from self._prepare()
            self._clock.start()
            with contextlib.closing(self.batches), model.backend.computing():
                while reason is None and self._epoch < self.epochs:
                    reason = yield from self._one_epoch()
        self._clock.stop()
        yield Finished(reason or "done", self.history, self._clock.seconds, self._waited.epochs)

    def _prepare(self) -> Generator[Event, None, str | None]:
        """Compile what the run needs; return "stopped" when told so meanwhile."""
        measured = 0 if self.validation is None else len(self.validation.samples)
        for done, total in self.model.prepare(len(self.train), measured):
            yield Preparing(done, total)
            if any(isinstance(command, Stop) for command in tuple(self._commands)):
                return "stopped"
        return None

    def _one_epoch(self) -> Generator[Event, None, str | None]:
        """Finish the epoch under way; return why the run ends, or None."""
        self._stepping.begin()
        while self._batch < self._steps:
            if self._commands or self._waiting:
                if (yield from self._tell()):
                    return "diverged"
                reason = yield from self._obey()
                if reason is not None:
                    return reason
            batch = self.batches.batch(self._epoch, self._batch)
            goes_on = self._stepping.take(batch, self.model.learning_rate * self._factor())
            self._batch += 1
            self._step += 1
            self._untold += 1
            if self._pause_after == "step":
                self._pause_after, self._waiting = None, True
            ticked = self._clock.tick(batch.size)
            if (ticked or self._waiting or not goes_on) and (yield from self._tell()):
                return "diverged"
        if (yield from self._tell()):
            return "diverged"
        measured = self._measured()
        while measured is None:  # somebody wants something meanwhile
            reason = yield from self._obey()
            if reason is not None:
                return reason
            measured = self._measured()
        ended = self._end_of_epoch(measured)
        yield ended
        if isinstance(ended, Diverged):
            return "diverged"
        if self.patience and self._waited.epochs >= self.patience:
            return "early"
        if self._pause_after == "epoch":
            self._pause_after, self._waiting = None, True
        return None

    def _factor(self) -> float:
        """What the schedule multiplies the learning rate with now."""
        return self.schedule.factor(self._epoch + self._batch / self._steps, self.epochs)

    def _tell(self) -> Generator[Event, None, bool]:
        """Tell of the steps since the last time, and of what has turned out meanwhile; return whether the run diverged."""
        losses, sound = self._stepping.collect()
        undone = self._untold - len(losses)
        self._untold = 0
        self._batch, self._step = self._batch - undone, self._step - undone
        if len(losses):
            yield self._progress(losses)
        remark = self.model.backend.remark
        if remark is not None and remark is not self._remarked:
            self._remarked = remark
            yield Remarked(remark)
        if not sound:
            batch, model = self.batches.batch(self._epoch, self._batch), self.model
            yield self._diverged(divergence(model.network, model.blame(batch.samples, batch.rows)))
        return not sound

    def _progress(self, losses: Host) -> Progress:
        done = self._epoch * self._steps + self._batch
        left = (self.epochs * self._steps - done) * self.model.batch_size / max(self._clock.speed, 1e-9)
        return Progress(
            self._epoch + 1,
            self._step,
            losses,
            self._clock.speed,
            left,
            self.model.learning_rate * self._factor(),
        )

    def _measured(self) -> dict[str, float] | None:
        """The figures of the validation part; None when a command came in between."""
        if self.validation is None:
            return {}
        return self.validation.figures(lambda: bool(self._commands))

    def _end_of_epoch(self, measured: dict[str, float]) -> EpochDone | Diverged:
        model = self.model
        metrics = self._tally.figures(len(self.train))
        loss = metrics.pop("loss")
        val_loss = measured.pop("loss", None)
        if not all(math.isfinite(f) for f in (val_loss or 0.0, *measured.values())):
            text = msg(
                "The validation loss became infinite; the weights are kept. Try a smaller learning rate"
            )
            return self._diverged((None, text))
        record = Epoch(self._epoch + 1, loss, metrics, val_loss, measured, self._clock.seconds)
        is_best = not self._best or record.judged < self._records[self._best - 1].judged
        self._records.append(record)
        self._waited.see(record.judged)
        if is_best:
            self._best, self.best_weights = record.epoch, model.get_weights()
        self._epoch, self._batch = record.epoch, 0
        self._tally.clear()
        return EpochDone(record, is_best)

    def _diverged(self, found: tuple[str | None, Message]) -> Diverged:
        return Diverged(self._epoch + 1, self._step + 1, *found)

    def _obey(self) -> Generator[Event, None, str | None]:
        """Carry out what the inbox holds; wait while paused; return why the run ends, or None."""
        was_waiting = False
        while True:
            while self._commands:
                command = self._commands.popleft()
                if isinstance(command, Stop):
                    return "stopped"
                if self._take(command):
                    yield LearningRateSet(self.model.learning_rate, tuple(self._changes))
            if not self._waiting:
                if was_waiting:
                    self._clock.start()
                    yield Resumed()
                return None
            if not was_waiting:
                was_waiting = True
                self._clock.stop()
                yield Paused()
            with self._told:
                self._told.wait_for(lambda: bool(self._commands))

    def _take(self, command: Command) -> bool:
        """Obey; return whether the learning rate is another one now."""
        if isinstance(command, Pause):
            self._waiting = True
        elif isinstance(command, Resume):
            self._waiting, self._pause_after = False, None
        elif isinstance(command, OneStep):
            self._waiting, self._pause_after = False, "step"
        elif isinstance(command, OneEpoch):
            self._waiting, self._pause_after = False, "epoch"
        elif isinstance(command, SetLearningRate) and command.value != self.model.learning_rate:
            self._change_rate(command.value)
            return True
        return False

    def _change_rate(self, rate: float) -> None:
        """Go on with another rate and remember since when; what no step has seen is forgotten."""
        if self._changes and self._changes[-1].step == self._step:
            self._changes.pop()
        before = self._changes[-1].rate if self._changes else self.model.optimizer.learning_rate
        self.model.learning_rate = rate
        self._stepping.begin()  # the device holds it without the schedule's factor now
        if rate != before:
            epoch = self._epoch + self._batch / self._steps
            self._changes.append(RateChange(self._step, epoch, rate))
            del self._changes[:-MOST_CHANGES]
