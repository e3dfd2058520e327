"""The run behind the window: a plain thread iterates it, a mailbox and a timer bring its events here."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec
import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.background.ending import Ending, is_over
from nnstudio.app.training.copying import Copier, Weights
from nnstudio.app.training.drawing_timer import CostTimer
from nnstudio.app.training.looking import Look, TooLarge, Watcher
from nnstudio.app.training.pace import Pace
from nnstudio.backend.failures import device_error
from nnstudio.backend.threads import beside_a_window
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import SHARE, RunCheckpoints
from nnstudio.project.trained import Trained, new_run, result
from nnstudio.system.files import Stamp
from nnstudio.training.events import (
    Command,
    EpochDone,
    Event,
    Finished,
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
from nnstudio.training.run import Run

State = Literal["idle", "preparing", "running", "paused"]

DRAIN_SECONDS = (0.05, 0.1)
"""Between two deliveries of what a run has told: at least, and at most, so that each command is answered at once."""
DRAIN_SHARE = 0.025
"""Of the time, that taking them in and showing them may cost the window."""
KEEP_SECONDS = 2.0
"""Weights are copied out of a run at most this often, so that saving never waits for it."""


class Keeping(NamedTuple):
    """Whether the state of a run can be kept on the disk: None, or why it cannot."""

    error: BaseException | None


class Trainer(QObject, Ending):
    """Starts, steers and ends runs; one at a time.

    Signals
    -------
    state_changed(str)
        "idle", "preparing", "running" or "paused".
    told(list)
        Events since the last time, at most 20 times a second; of steps there is one report, with all their losses.
    result(object)
        A :class:`Trained`: now and then while running, when paused, and at the end. A run that ends before its
        first step has none, so that it costs nobody the weights of the run before.
    failed(object)
        The exception that kept a run from starting or ended it.
    looked(object)
        A :class:`Look` at the layers, as often as :attr:`look_every` asks for; or :class:`TooLarge`, once, where a
        network cannot be looked into.
    copied(dict)
        The weights as they are now, as often as :attr:`copy_every` asks for.
    keeping(object)
        The state of a run cannot be kept on the disk: an exception; or it can again: None.
    """

    state_changed = Signal(str)
    told = Signal(list)
    result = Signal(object)
    failed = Signal(object)
    looked = Signal(object)
    copied = Signal(object)
    keeping = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._state: State = "idle"
        self._run: Run | None = None
        self._early: list[Command] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._mailbox: deque[Event | Look | TooLarge | Keeping | BaseException] = deque()
        # Each holds all weights: however long the window is busy, only the last one waits for it.
        self._kept: deque[Trained] = deque(maxlen=1)
        self.look_every: float | None = None
        """Seconds between two looks at the layers of a run; None where nobody sees what they find."""
        self.copy_every: float | None = None
        """Seconds between two copies of the weights of a run; None where nobody looks inside."""
        self._copied: deque[Weights] = deque(maxlen=1)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._deliver)
        self._pace = Pace(*DRAIN_SECONDS, DRAIN_SHARE)
        self._cost = CostTimer(self._pace, self)
        self.project: Project | None = None
        """What the present or last run was begun for."""
        self.fingerprint = ""
        """Of its data."""
        self.preprocessor: Preprocessor | None = None
        """What its data was prepared with: what its outputs answer."""
        self.goes_on = False
        """Whether the present or last run went on with an earlier one."""
        self.closing = False
        """Whether a run ends because its document goes."""
        self.keep_at: Callable[[], Path | None] = lambda: None
        """Asked at the start of a run: where its state is kept meanwhile, or None for nowhere."""
        self.begun_from: Callable[[], Stamp | None] = lambda: None
        """Asked then, too: the stamp of the file that its project is from."""
        self.checkpoints: RunCheckpoints | None = None
        """Those of the present or last run."""

    @property
    def state(self) -> State:
        """What the run is doing."""
        return self._state

    @property
    def active(self) -> bool:
        """Whether there is a run that has not ended."""
        return self._state != "idle"

    def start(
        self,
        project: Project,
        prepared: Prepared,
        trained: Trained | None = None,
        first: Command | None = None,
    ) -> None:
        """Begin a run, or go on with ``trained``; ``first`` is obeyed before its first step."""
        assert not self.active
        if is_over(self):
            return
        self.project, self.fingerprint, self.goes_on = project, prepared.fingerprint, trained is not None
        self.preprocessor = prepared.preprocessor
        self._mailbox.clear()
        self._kept.clear()
        self._copied.clear()
        self._early = [] if first is None else [first]
        self._run = None
        path = self.keep_at()
        self.checkpoints = (
            None if path is None else RunCheckpoints(path, project, self._keeping_told, self.begun_from())
        )
        self._set_state("preparing")
        self._thread = threading.Thread(
            target=self._work, args=(project, prepared, trained), name="training", daemon=True
        )
        self._thread.start()
        self._timer.start(self._pace.milliseconds)

    def pause(self) -> None:
        """Wait before the next step."""
        self._send(Pause())

    def resume(self) -> None:
        """Go on."""
        self._send(Resume())

    def one_step(self) -> None:
        """Take one step and wait."""
        self._send(OneStep())

    def one_epoch(self) -> None:
        """Go on to the end of the epoch and wait."""
        self._send(OneEpoch())

    def set_learning_rate(self, rate: float) -> None:
        """Go on with another learning rate from the next step on."""
        self._send(SetLearningRate(rate))

    def stop(self) -> None:
        """End the run and keep its weights."""
        self._send(Stop())

    def close(self) -> None:
        """Stop, wait for the thread and deliver what it said last."""
        self.end()
        self.settle()

    def end(self) -> None:
        """Stop; who hears of it knows that the document goes."""
        if self._thread is not None:
            self.closing = True
            self.stop()

    def settle(self, seconds: float | None = None) -> None:
        """Wait for the thread and deliver what it said last."""
        if self._thread is not None:
            self._thread.join(seconds)
            self._drain()
            self.closing = False

    def _send(self, command: Command) -> None:
        with self._lock:  # before the run exists, commands wait for it
            if self._run is None:
                self._early.append(command)
            else:
                self._run.send(command)

    def _keeping_told(self, error: BaseException | None) -> None:
        self._mailbox.append(Keeping(error))

    # The worker's side --------------------------------------------------------------------------------

    def _work(self, project: Project, prepared: Prepared, trained: Trained | None) -> None:
        begun = 0 if trained is None else trained.checkpoint.position.step
        run: Run | None = None
        checkpoints = self.checkpoints

        def keep(run: Run) -> Trained | None:
            kept = result(run, project, prepared)
            # Between two steps only: one that broke off may have left the weights half-way.
            if not begun < kept.checkpoint.position.step == int(run.model.step[0]):
                return None
            self._kept.append(kept)
            return kept

        try:
            run = new_run(project, prepared, trained, threads=beside_a_window())
            with self._lock:
                self._run = run
                for command in self._early:
                    run.send(command)
            # What lies on another device is gone when that fails: its first epoch is kept at once.
            kept, cost = time.monotonic() if run.model.backend.name == "cpu" else 0.0, 0.0
            watcher, copier = Watcher(run, project, prepared), Copier(run)
            if not watcher.possible:
                self._mailbox.append(TooLarge())
            for event in run.events():
                now = time.monotonic()
                due = isinstance(event, EpochDone) and now - kept > max(KEEP_SECONDS, cost / SHARE)
                wanted = checkpoints is not None and checkpoints.wants(event)
                if due or wanted or isinstance(event, Paused | Finished):
                    state = keep(run)
                    kept = time.monotonic()
                    cost = kept - now
                    if wanted and state is not None and checkpoints is not None:
                        checkpoints.put(state)
                # That a run waits is told at once; its end comes last, as nobody listens behind it.
                ended = isinstance(event, Finished)
                if not ended:
                    self._mailbox.append(event)
                if (look := watcher.look(event, self.look_every)) is not None:
                    self._mailbox.append(look)
                if (weights := copier.copy(event, self.copy_every)) is not None:
                    self._copied.append(weights)
                if ended:
                    self._mailbox.append(event)
        except BaseException as error:
            if run is not None:
                with contextlib.suppress(Exception):
                    keep(run)
                error = device_error(error, run.model.device) or error
            self._mailbox.append(error)

    # The window's side --------------------------------------------------------------------------------

    def _deliver(self) -> None:
        """Let what has come out of the mailbox, and wait for the next time as long as that was dear."""
        self._cost.begin()
        self._drain()
        if self._timer.isActive():
            self._timer.setInterval(self._pace.milliseconds)

    def _drain(self) -> None:
        events: list[Event] = []
        error: BaseException | None = None
        look: Look | TooLarge | None = None
        keeping: Keeping | None = None
        while self._mailbox:
            item = self._mailbox.popleft()
            if isinstance(item, Event):
                events.append(item)
            elif isinstance(item, Look | TooLarge):
                look = item
            elif isinstance(item, Keeping):
                keeping = item
            else:
                error = item
        if self._kept:
            self.result.emit(self._kept.pop())
        events = _in_one(events)
        ended = error is not None or any(isinstance(e, Finished) for e in events)
        if ended:
            self._timer.stop()
            if self._thread is not None:
                self._thread.join()
            self._thread = None
        if events:
            self.told.emit(events)
        if look is not None:
            self.looked.emit(look)
        if self._copied:
            self.copied.emit(self._copied.pop())
        if keeping is not None:
            self.keeping.emit(keeping.error)
        for event in events:
            if isinstance(event, Started | Resumed):
                self._set_state("running")
            elif isinstance(event, Preparing):
                self._set_state("preparing" if event.done < event.total else "running")
            elif isinstance(event, Paused):
                self._set_state("paused")
        if ended:
            self._set_state("idle")
        if error is not None:
            self.failed.emit(error)

    def _set_state(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.state_changed.emit(state)


def _in_one(events: list[Event]) -> list[Event]:
    """Make one of all reports on steps: small networks report with each of their many epochs."""
    told = [event for event in events if isinstance(event, Progress)]
    if len(told) < 2:
        return events
    last = told[-1]
    whole = msgspec.structs.replace(last, losses=np.concatenate([event.losses for event in told]))
    return [
        whole if event is last else event
        for event in events
        if event is last or not isinstance(event, Progress)
    ]
