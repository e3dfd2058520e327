"""The button that follows the state: Train, Pause, Continue; beside it Stop, and why it cannot be pressed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.forms import commit_forms
from nnstudio.app.look import icons
from nnstudio.app.training.earlier_weights import EarlierWeights
from nnstudio.app.training.moving import Moving
from nnstudio.app.training.trainer import State, Trainer
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.words.texts import error_text, tooltip, translate
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem
from nnstudio.project.problems import problems
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, can_continue
from nnstudio.training.events import Command, OneEpoch, OneStep

MOST_EPOCHS = 1_000_000
"""What :class:`TrainingConfig` allows."""

_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class TrainingControls(QObject):
    """Actions of a run and the rules when each may be used.

    Signals
    -------
    begun()
        A run was started.
    help_wanted(object)
        Train was pressed though it cannot run: a :class:`Problem`, or None where data is missing.
    changed()
        What may be done has changed.
    """

    begun = Signal()
    help_wanted = Signal(object)
    changed = Signal()

    def __init__(self, document: Document, data: DataState, trainer: Trainer, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._document, self._data, self._trainer = document, data, trainer
        self.elsewhere = ""
        """What is trained elsewhere, so that nothing can be here; empty where nothing is. Whoever sets it refreshes."""
        self.hold_back: Callable[[Callable[[], None]], bool] = lambda _begin: False
        """Asked before a run begins, with what begins it: whether it waits until somebody has decided something."""
        self._found: tuple[Project, Prepared | None, tuple[Problem, ...]] | None = None
        self.main = make_action(parent, self.tr("Train"), self.press, keys="Ctrl+R")
        self.stop = make_action(parent, self.tr("Stop"), trainer.stop, icon="stop", keys="Ctrl+.")
        self.over = make_action(
            parent, self.tr("Start over"), self.start_over, icon="restart", keys="Ctrl+Alt+R"
        )
        self.earlier = EarlierWeights(document, self.start_over, parent)
        self.longer = make_action(parent, self.tr("Train longer"), self.train_longer, icon="history")
        self.step = make_action(parent, self.tr("One step"), self._one_step, icon="step", keys="Ctrl+Alt+S")
        self.epoch = make_action(
            parent, self.tr("One epoch"), self._one_epoch, icon="step", keys="Ctrl+Alt+E"
        )
        self._moving = Moving(
            document,
            trainer,
            lambda: self.resumable() is not None,
            lambda: self._begin(self.resumable()),
            self,
        )
        trainer.state_changed.connect(self.refresh)
        document.changed.connect(self.refresh)
        document.trained_changed.connect(self.refresh)
        data.changed.connect(self.refresh)
        self.refresh()

    def buttons(self) -> tuple[QToolButton, QToolButton]:
        """The main button and Stop, for the step bar."""
        main = QToolButton()
        main.setObjectName("train-button")
        main.setDefaultAction(self.main)
        main.setProperty("role", "primary")
        main.setToolButtonStyle(_BESIDE)
        main.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(main)
        earlier = self.earlier
        menu.addActions([self.over, earlier.action, earlier.best, self.longer, self.step, self.epoch])
        main.setMenu(menu)
        stop = QToolButton()
        stop.setObjectName("stop-button")
        stop.setDefaultAction(self.stop)
        stop.setProperty("role", "outlined")
        stop.setToolButtonStyle(_BESIDE)
        return main, stop

    # What is in the way ----------------------------------------------------------------------------------

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the project, or worth a word, as far as the data is known."""
        project, prepared = self._document.project, self._data.prepared
        known = self._found
        if known is None or known[0] is not project or known[1] is not prepared:
            known = self._found = project, prepared, problems(project, prepared)
        return known[2]

    def obstacles(self) -> tuple[Problem, ...]:
        """The problems that keep the project from being trained."""
        return tuple(p for p in self.problems() if not p.is_advice)

    def obstacle(self) -> str:
        """Why Train cannot run, in words; empty where it can."""
        if self.elsewhere:
            return self.elsewhere
        if self._data.loading:
            return self.tr("The data is being read")
        if self._data.error is not None:
            return error_text(self._data.error)
        if found := self.obstacles():
            return translate(found[0].message)
        if self._data.prepared is None:
            return self.tr("Choose data first")
        return ""

    def resumable(self) -> Trained | None:
        """The run that Continue would go on with: begun, not finished, and of this network and data."""
        trained = self._extendable()
        if trained is None or trained.finished:
            return None
        return trained if trained.checkpoint.position.epoch < self._document.project.training.epochs else None

    def _extendable(self) -> Trained | None:
        """The last run, if network, data and settings are still those it was begun with."""
        trained, prepared = self._document.trained, self._data.prepared
        if trained is None or prepared is None or prepared.fingerprint != trained.fingerprint:
            return None
        return trained if can_continue(self._document.project, trained) else None

    @property
    def edited_since(self) -> bool:
        """Whether the run under way is one of an earlier network or of other data."""
        begun, now, prepared = self._trainer.project, self._document.project, self._data.prepared
        if not self._trainer.active or begun is None:
            return False
        other = prepared is not None and prepared.fingerprint != self._trainer.fingerprint
        return other or (begun.network, begun.data) != (now.network, now.data)

    @property
    def settings_wait(self) -> bool:
        """Whether training was set otherwise since the run under way began, which keeps its own settings."""
        begun, now = self._trainer.project, self._document.project
        return self._trainer.active and begun is not None and begun.training.anywhere != now.training.anywhere

    # Doing -----------------------------------------------------------------------------------------------

    def press(self) -> None:
        """Do what the main button says."""
        if self._trainer.state == "running":
            self._trainer.pause()
        elif self._trainer.state == "paused":
            self._commit()
            self._moving.resume()
        elif self._trainer.state == "idle":
            self._go_on()

    def start_over(self) -> None:
        """Train from fresh weights."""
        if not self._trainer.active:
            self._commit()
            self._begin(None)

    def _go_on(self, first: Command | None = None) -> None:
        """Go on with the last run where it is still of this network, and begin another where it is not."""
        self._commit()
        self._begin(self.resumable(), first)

    def _commit(self) -> None:
        # First of all: what is typed but not confirmed decides whether the last run can go on.
        commit_forms(self._window)

    def train_longer(self) -> None:
        """Add half as many epochs as the last run had, and go on; one that has lost its patience gets as much again."""
        self._commit()
        trained, project = self._extendable(), self._document.project
        if trained is None or self._trainer.active or self.obstacle():
            return
        done = trained.checkpoint.position.epoch
        more = max(project.training.epochs, done + max(trained.training.epochs // 2, 1))
        more = min(more, MOST_EPOCHS)
        training = project.training.replace(epochs=more)
        waited = trained.checkpoint.history.waited(training.min_change)
        if 0 < training.patience <= waited:
            training = training.replace(patience=min(waited + training.patience, MOST_EPOCHS))
        if self._document.edit(self.tr("Train longer"), project.replace(training=training)):
            self._begin(trained)

    def _begin(self, trained: Trained | None, first: Command | None = None) -> None:
        if self.obstacle():
            found = self.obstacles()
            known = found and self._data.error is None and not self.elsewhere
            self.help_wanted.emit(found[0] if known else None)
            return
        if self.hold_back(partial(self._begin, trained, first)):
            return
        prepared = self._data.prepared
        assert prepared is not None
        self._trainer.start(self._document.project, prepared, trained, first)
        self.begun.emit()

    def _one_step(self) -> None:
        if self._trainer.active:
            self._trainer.one_step()
        else:
            self._go_on(OneStep())

    def _one_epoch(self) -> None:
        if self._trainer.active:
            self._trainer.one_epoch()
        else:
            self._go_on(OneEpoch())

    def refresh(self, *_: object) -> None:
        """Make texts and states follow run, document and data."""
        state: State = self._trainer.state
        obstacle = "" if self._trainer.active else self.obstacle()
        resumable = self.resumable() is not None
        text, icon = {
            "idle": (self.tr("Continue"), "train") if resumable else (self.tr("Train"), "train"),
            "preparing": (self.tr("Preparing…"), "train"),
            "running": (self.tr("Pause"), "pause"),
            "paused": (self.tr("Continue"), "train"),
        }[state]
        self.main.setText(text)
        icons.set_icon(self.main, icon, "accent_text")
        self.main.setEnabled(state != "preparing")
        self.stop.setEnabled(state != "idle")
        idle = state == "idle"
        self.over.setEnabled(idle and not obstacle)
        self.earlier.refresh(possible=idle and not obstacle)
        tip = self.tr("Cannot train yet: {0}").format(obstacle) if obstacle else f"{text} ({self._keys()})"
        if self.edited_since:
            tip += "\n" + self.tr("The run goes on with the network and the data it was begun with")
        if (
            idle
            and not resumable
            and self.earlier.action.isEnabled()
            and self._document.project.start is None
        ):
            tip += "\n" + self.tr("Begins with new weights; the menu beside it starts from the last ones")
        self.main.setToolTip(tooltip(tip))  # an obstacle names layers
        self.longer.setEnabled(idle and not obstacle and self._extendable() is not None)
        for action in (self.step, self.epoch):
            action.setEnabled(state == "paused" or (idle and not obstacle))
        self.changed.emit()

    def _keys(self) -> str:
        return self.main.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
