"""What is said about a run that cannot begin, has failed or has left the finite numbers, and what can be done."""

from __future__ import annotations

import traceback
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject

from nnstudio.app.named_here import carry_out
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.app.words.texts import error_text, translate
from nnstudio.backend.failures import DeviceError
from nnstudio.graph.inference import Problem
from nnstudio.project.health_fixes import health_fixes
from nnstudio.project.problems import Fix, fixes_for
from nnstudio.project.trained import Trained
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import figure_text
from nnstudio.training.events import Diverged, Event, Finished, Started
from nnstudio.training.findings import AGAINST_OVERFLOW

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

KEY = "train"
"""Of its notices: there is one at a time."""
WAITING = "settings wait"
"""Of the notice that a run under way does not take over what is set meanwhile."""


class TrainingAdvice(QObject):
    """Takes over results of runs, and speaks up where one needs help."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._helping = False
        self._took = self._waiting = False
        window.controls.help_wanted.connect(self._help)
        window.controls.begun.connect(self._begun)
        window.controls.changed.connect(self._mended)
        window.controls.changed.connect(self._tell_what_waits)
        window.trainer.result.connect(self._take)
        window.trainer.told.connect(self._told)
        window.trainer.failed.connect(self._failed)

    def train_longer(self) -> None:
        """Go on with the last run, or say why that is not possible."""
        window = self._window
        if not window.trainer.active and not window.controls.longer.isEnabled():
            line = self.tr("This run cannot go on: network, data or settings have changed since. Train anew")
            window.banner.show_message(line, "info", KEY)
        window.controls.train_longer()

    def _begun(self) -> None:
        self._took = False
        self._window.banner.dismiss(KEY)
        self._window.show_workspace()
        self._window.workspace.show_training(begins=True)

    def _take(self, trained: Trained) -> None:
        self._took = True
        self._window.document.set_trained(trained)

    def _help(self, problem: Problem | None) -> None:
        """Train was pressed and cannot run: say why, with the button that mends it."""
        window = self._window
        actions: tuple[Action, ...] = ()
        if problem is not None:
            fixes = fixes_for(window.document.project, problem, window.data.prepared)
            actions = tuple(
                Action(translate(f.label), partial(window.workspace.guide.apply, f)) for f in fixes[:3]
            )
            if problem.node is not None:
                window.workspace.selection.select([problem.node])
        elif not window.data.loading and not window.controls.elsewhere:
            actions = (Action(self.tr("Choose data…"), window.data_choosing.choose),)
        self._helping = True
        window.banner.post(Notice(window.controls.obstacle(), "warning", actions, key=KEY))

    def _mended(self) -> None:
        if self._helping and not self._window.controls.obstacle():
            self._helping = False
            self._window.banner.dismiss(KEY)

    def _tell_what_waits(self) -> None:
        """Said once for each run, and taken back when it ends or is set as it was."""
        if (waits := self._window.controls.settings_wait) == self._waiting:
            return
        self._waiting = waits
        if not waits:
            self._window.banner.dismiss(WAITING)
            return
        text = self.tr(
            "The run goes on with the settings it was begun with; the new ones hold from the next start. Its own "
            "learning rate is set beside the curves"
        )
        self._window.banner.post(Notice(text, "info", key=WAITING))

    def _told(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Started) and event.course is not None:
                # Not beside the curves: a short run would be over before anybody has read it.
                self._window.banner.show_message(f"{translate(event.course)}.", "info", KEY)
            elif isinstance(event, Diverged):
                self._diverged(event)
            elif isinstance(event, Finished) and event.reason == "stopped" and not self._took:
                # Nothing was learned, and the weights of before are still there: so are their curves.
                self._window.workspace.dock.show_trained(self._window.document.trained)

    def _diverged(self, event: Diverged) -> None:
        window = self._window
        text = self.tr("Stopped at step {0}: {1}").format(event.step, translate(event.message))
        node = event.node if event.node in window.document.project.network.by_id else None
        if node is not None:
            window.workspace.selection.select([node])
        problem = Problem("not_finite", "", event.message, node, remedies=AGAINST_OVERFLOW)
        window.banner.post(Notice(text, "error", self._ways_out(problem), key=KEY))

    def _ways_out(self, problem: Problem) -> tuple[Action, ...]:
        """Buttons that each mend one thing and begin anew: the weights that are kept are about to overflow."""
        window, trained = self._window, self._window.document.trained
        project, actions = window.document.project, []
        rate = project.training.optimizer.learning_rate
        if self._took and trained is not None and trained.checkpoint.position.learning_rate > rate:
            # It was raised by hand while the run went on: the one of the settings is still to be tried.
            label = self.tr("Start over with learning rate {0}").format(figure_text(rate))
            actions.append(Action(label, window.controls.start_over))
            problem = msgspec.structs.replace(problem, remedies=("clip_gradients",))
        for fix in health_fixes(project, problem, window.data.prepared):
            label = self.tr("{0} and start over").format(translate(fix.label))
            actions.append(Action(label, partial(self._mend, fix)))
        return tuple(actions)

    def _mend(self, fix: Fix) -> None:
        window = self._window
        if window.trainer.active:
            return
        if carry_out(window.document, fix):
            window.controls.start_over()

    def _failed(self, error: BaseException) -> None:
        window = self._window
        window.workspace.dock.show_trained(window.document.trained)
        if isinstance(error, DeviceError):
            learned = self._took or window.trainer.goes_on
            window.device_guide.failed(error, KEY, window.controls.resumable() if learned else None)
            return
        details = ""
        if not isinstance(error, StudioError | MemoryError):  # a defect: what a developer needs to know
            details = "".join(traceback.format_exception(error))
        window.banner.post(Notice(error_text(error), "error", details=details, key=KEY))
