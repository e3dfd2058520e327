"""The run behind the window: a plain thread iterates it, a mailbox and a timer bring its events here."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import deque
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app import plain_imports
from nnstudio.app.training.looking import Look, TooLarge, Watcher
from nnstudio.backend.threads import beside_a_window
from nnstudio.data.prepare import Prepared
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, new_run, result
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
    Resume,
    Resumed,
    Started,
    Stop,
)
from nnstudio.training.run import Run

State = Literal["idle", "preparing", "running", "paused"]

DRAIN_MS = 33
KEEP_SECONDS = 2.0
"""Weights are copied out of a run at most this often, so that saving never waits for it."""


class Trainer(QObject):
    """Starts, steers and ends runs; one at a time.

    Signals
    -------
    state_changed(str)
        "idle", "preparing", "running" or "paused".
    told(list)
        Events since the last time, at most 30 times a second.
    result(object)
        A :class:`Trained`: now and then while running, when paused, and at the end. A run that ends before its
        first step has none, so that it costs nobody the weights of the run before.
    failed(object)
        The exception that kept a run from starting or ended it.
    looked(object)
        A :class:`Look` at the layers, as often as :attr:`look_every` asks for; or :class:`TooLarge`, once, where a
        network cannot be looked into.
    """

    state_changed = Signal(str)
    told = Signal(list)
    result = Signal(object)
    failed = Signal(object)
    looked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state: State = "idle"
        self._run: Run | None = None
        self._early: list[Command] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._mailbox: deque[Event | Trained | Look | TooLarge | BaseException] = deque()
        self.look_every: float | None = None
        """Seconds between two looks at the layers of a run; None where nobody sees what they find."""
        self._timer = QTimer(self)
        self._timer.setInterval(DRAIN_MS)
        self._timer.timeout.connect(self._drain)
        self.project: Project | None = None
        """What the present or last run was begun for."""

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
        plain_imports.restore()  # before kernels are compiled
        self.project = project
        self._mailbox.clear()
        self._early = [] if first is None else [first]
        self._run = None
        self._set_state("preparing")
        self._thread = threading.Thread(
            target=self._work, args=(project, prepared, trained), name="training", daemon=True
        )
        self._thread.start()
        self._timer.start()

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

    def stop(self) -> None:
        """End the run and keep its weights."""
        self._send(Stop())

    def close(self) -> None:
        """Stop, wait for the thread and deliver what it said last."""
        if self._thread is not None:
            self.stop()
            self._thread.join()
            self._drain()

    def _send(self, command: Command) -> None:
        with self._lock:  # before the run exists, commands wait for it
            if self._run is None:
                self._early.append(command)
            else:
                self._run.send(command)

    # The worker's side --------------------------------------------------------------------------------

    def _work(self, project: Project, prepared: Prepared, trained: Trained | None) -> None:
        begun = 0 if trained is None else trained.checkpoint.position.step
        run: Run | None = None

        def keep(run: Run) -> None:
            kept = result(run, project, prepared)
            # Between two steps only: one that broke off may have left the weights half-way.
            if begun < kept.checkpoint.position.step == int(run.model.step[0]):
                self._mailbox.append(kept)

        try:
            run = new_run(project, prepared, trained, threads=beside_a_window())
            with self._lock:
                self._run = run
                for command in self._early:
                    run.send(command)
            kept = time.monotonic()
            watcher = Watcher(run, project, prepared)
            if not watcher.possible:
                self._mailbox.append(TooLarge())
            for event in run.events():
                due = isinstance(event, EpochDone) and time.monotonic() - kept > KEEP_SECONDS
                if due or isinstance(event, Paused | Finished):
                    keep(run)
                    kept = time.monotonic()
                # That a run waits is told at once; its end comes last, as nobody listens behind it.
                ended = isinstance(event, Finished)
                if not ended:
                    self._mailbox.append(event)
                if (look := watcher.look(event, self.look_every)) is not None:
                    self._mailbox.append(look)
                if ended:
                    self._mailbox.append(event)
        except BaseException as error:
            if run is not None:
                with contextlib.suppress(Exception):
                    keep(run)
            self._mailbox.append(error)

    # The window's side --------------------------------------------------------------------------------

    def _drain(self) -> None:
        events: list[Event] = []
        trained: Trained | None = None
        error: BaseException | None = None
        look: Look | TooLarge | None = None
        while self._mailbox:
            item = self._mailbox.popleft()
            if isinstance(item, Event):
                events.append(item)
            elif isinstance(item, Trained):
                trained = item
            elif isinstance(item, Look | TooLarge):
                look = item
            else:
                error = item
        if trained is not None:
            self.result.emit(trained)
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
