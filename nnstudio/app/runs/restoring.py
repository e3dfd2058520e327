"""Bringing earlier runs back: their drawing and weights, their training, their results."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.forms import commit_forms
from nnstudio.app.widgets.banner import Action, Notice, Severity
from nnstudio.app.words.texts import error_text
from nnstudio.project.project import Project
from nnstudio.project.runs import kept_weights
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.trained import Trained
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

KEY = "runs"
"""Of the notices about runs: there is one at a time."""


class RunRestoring(QObject):
    """Puts what is remembered of a run into the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._recorder = window, window.workspace.recorder
        self._waiting: RunRecord | None = None
        window.data.changed.connect(self._begin_again)

    # The document ----------------------------------------------------------------------------------------------

    def restore(self, run: RunRecord) -> None:
        """Make the document what it was when a run had ended."""
        if self._window.trainer.active:
            return
        commit_forms(self._window)
        if self._recorder.has_weights(run):
            self._recorder.load(
                run,
                lambda found: self._show_restored(run, *found),
                lambda error: self._restore_drawing(run, error),
            )
        else:
            self._restore_drawing(run)

    def _show_restored(self, run: RunRecord, kept: Project, trained: Trained) -> None:
        window = self._window
        if window.trainer.active:
            return
        before = window.document.trained
        if before is not trained:
            self._recorder.put_aside()
        drawn = window.document.project
        if not self._edit(run, kept):
            return
        edited = window.document.project != drawn
        if before is not trained:
            window.document.set_trained(trained)
            window.workspace.dock.show_trained(trained)

        def undo() -> None:
            if edited:
                window.document.undo_stack.undo()
            if before is not None and before is not window.document.trained and not window.trainer.active:
                window.document.set_trained(before)
                window.workspace.dock.show_trained(before)

        text = self.tr("{0} is restored: network, data, settings and weights.").format(run.name)
        self._tell(text, "success", [Action(self.tr("Undo"), undo)])

    def _restore_drawing(self, run: RunRecord, error: BaseException | None = None) -> None:
        """Without weights: they can be had again by training."""
        try:
            project = kept_weights.as_it_was(run, self._window.document.project)
        except StudioError as cause:
            self._tell(error_text(cause), "error")
            return
        if not self._edit(run, project):
            return
        text = self.tr(
            "{0} is restored without weights, which are not kept on this computer. Train, and the same seed brings them back."
        )
        text = text.format(run.name)
        self._tell(f"{error_text(error)}. {text}" if error is not None else text, "info")

    def _edit(self, run: RunRecord, wanted: Project) -> bool:
        """Make the drawing, data and settings those of a run, in one step that can be undone; False where that is refused."""
        document = self._window.document
        now = document.project
        new = now.replace(
            network=wanted.network, layout=wanted.layout, data=wanted.data, training=wanted.training, start=wanted.start
        )  # fmt: skip
        if not document.edit(self.tr("Restore {0}").format(run.name), new):
            return False
        if new != now:
            self._window.workspace.fit_soon()
        return True

    # Running again -------------------------------------------------------------------------------------------

    def again(self, run: RunRecord) -> None:
        """Train what a run has trained, from the same beginning."""
        window = self._window
        if window.trainer.active:
            return
        commit_forms(window)
        try:
            project = kept_weights.as_it_was(run, window.document.project)
        except StudioError as error:
            self._tell(error_text(error), "error")
            return
        if not self._edit(run, project):
            return
        self._waiting = run
        self._begin_again()

    def _begin_again(self) -> None:
        """Begin, once the data of the run has been read."""
        run, window = self._waiting, self._window
        if run is None or window.data.loading:
            return
        self._waiting = None
        if window.trainer.active:
            return
        self._recorder.again = run.id
        window.controls.start_over()
        if not window.trainer.active:
            self._recorder.again = ""

    # Results ---------------------------------------------------------------------------------------------------

    def judge(self, run: RunRecord) -> None:
        """Open the results of a run; the document stays as it is."""
        self._recorder.load(
            run, partial(self._judge, run), lambda error: self._tell(error_text(error), "error")
        )

    def _judge(self, run: RunRecord, found: tuple[Project, Trained]) -> None:
        window, (_, trained) = self._window, found
        window.workspace.results.offer(trained, window.data.fitting(trained))
        window.workspace.show_results()
        if trained is window.document.trained:
            return
        text = self.tr("Results now judges {0}. Drawing and weights of the project stay as they are.")
        self._tell(text.format(run.name), "info")

    def _tell(self, text: str, severity: Severity, actions: Sequence[Action] = ()) -> None:
        self._window.banner.post(Notice(text, severity, actions, key=KEY))
