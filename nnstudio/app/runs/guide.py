"""From the Runs tab to the window: restoring, repeating, comparing and writing down runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox

from nnstudio.app.comparing.dialog import Offer
from nnstudio.app.files.asked_file import begin_at, with_suffix_asked
from nnstudio.app.files.writing import FileWriting
from nnstudio.app.runs.restoring import KEY, RunRestoring
from nnstudio.app.training.earlier import Overlay
from nnstudio.app.widgets.actions import make_action
from nnstudio.app.widgets.banner import Action, Notice, Severity
from nnstudio.app.widgets.questions import ask, plain_box
from nnstudio.app.words.texts import error_text, tooltip, translate
from nnstudio.export.card.run import run_as_html, run_as_markdown
from nnstudio.project.heads import answered
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.repeat import repeat
from nnstudio.project.runs.side import side_of_run
from nnstudio.system.file_errors import shown
from nnstudio.system.names import as_name

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class RunGuide(QObject):
    """The actions of the Runs tab."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panel, self._recorder = window.workspace.runs, window.workspace.recorder
        self._question: QMessageBox | None = None
        self._restoring = RunRestoring(window)
        self.show = self._action(self.tr("Show &runs"), "history", self.open, "Ctrl+Shift+U")
        self.compare = self._action(self.tr("Compare runs"), "compare", self._compare)
        self.restore = self._action(self.tr("Restore"), "restart", self._with_one(self._restoring.restore))
        self.again = self._action(self.tr("Run again"), "train", self._with_one(self._restoring.again))
        self.results = self._action(self.tr("Open results"), "results", self._with_one(self._restoring.judge))
        self.card = self._action(self.tr("Save run card…"), "export", self._with_one(self._save_card))
        self.curves = self._action(
            self.tr("Show or hide curves"), "curve", lambda: self._panel.table.overlay()
        )
        self.star = self._action(self.tr("Mark with a star"), "check", lambda: self._panel.table.star())
        self.delete = self._action(self.tr("Delete runs…"), "delete", self._delete)
        self._panel.use_actions(
            (self.compare, self.restore, self.again),
            (self.results, self.card, self.curves, self.star, self.delete),
        )
        self._panel.chosen_changed.connect(self.refresh)
        self._panel.delete_requested.connect(self._delete)
        self._panel.model.overlaid_changed.connect(self._overlay)
        window.document.runs_changed.connect(self.refresh)
        window.document.trained_changed.connect(self.refresh)
        window.trainer.state_changed.connect(self.refresh)
        self._recorder.recorded.connect(self._recorded)
        self._recorder.failed.connect(self._could_not_keep)
        self.refresh()

    def _action(self, text: str, icon: str, run: Callable[[], object], keys: str = "") -> QAction:
        return make_action(self._window, text, run, icon=icon, keys=keys)

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All of them, for the menu."""
        return (
            self.show, self.compare, self.restore, self.again, self.results, self.card, self.curves, self.star,
            self.delete,
        )  # fmt: skip

    def refresh(self, *_: object) -> None:
        """Offer what can be done with the chosen runs, and say of the rest why it cannot."""
        chosen = self._panel.chosen
        one, idle = len(chosen) == 1, not self._window.trainer.active
        kept = one and self._panel.model.kept(chosen[0])
        first = self.tr("Choose one run first")
        busy = self.tr("A run is under way: stop it first")
        alone = first if not one else "" if idle else busy
        lost = self.tr("Its weights are not kept on this computer: restore it and train, or run it again")
        for action, obstacle, tip in (
            (self.compare, "" if len(chosen) == 2 else self.tr("Choose two runs: the second with Ctrl and a click"),
             self.tr("Both curves, and what differs in network, settings, data and answers")),
            (self.restore, alone, self.tr("Network, data, settings and weights as they were; undo brings the drawing back")),
            (self.again, alone, self.tr("Train the same network with the same seed, and see whether the curve is the same")),
            (self.results, first if not one else "" if kept else lost, self.tr("Judge the weights of this run in Results")),
            (self.card, "" if one else first, self.tr("A page with diagram, curves, settings and versions")),
            (self.curves, "" if chosen else first, self.tr("Beside the curves of the present run (Space)")),
            (self.star, "" if chosen else first, self.tr("Your mark for the runs that matter (*)")),
            (self.delete, "" if chosen else first, self.tr("Remove the chosen runs from the list (Delete)")),
        ):  # fmt: skip
            action.setEnabled(not obstacle)
            action.setToolTip(tooltip(obstacle or tip))

    def open(self) -> None:
        """Show the list of runs, and give it the keyboard."""
        self._window.workspace.show_page(self._panel)
        self._panel.focus_first()

    def _with_one(self, do: Callable[[RunRecord], object]) -> Callable[[], None]:
        """Does something with the run that is chosen, if there is one."""

        def run() -> None:
            chosen = self._panel.chosen
            if len(chosen) == 1:
                do(chosen[0])

        return run

    # What has ended, and what is compared -----------------------------------------------------------------------

    def _recorded(self, new: RunRecord) -> None:
        """Choose the run that has ended, and say whether it was like the one it repeats."""
        self._panel.choose(new.id)
        earlier = next((run for run in self._panel.model.runs if run.id == new.again), None)
        if earlier is not None:
            found = repeat(earlier, new)
            self._tell(
                translate(found.sentence(earlier.name)),
                "success" if found.identical else "warning",
                [Action(self.tr("Show runs"), self.open)],
            )

    def _compare(self) -> None:
        chosen = self._panel.chosen
        if len(chosen) != 2:
            return
        self._panel.model.overlay({run.id for run in chosen})
        document, present = self._window.document, self._recorder.present
        offers = [
            Offer(
                f"run:{run.id}",
                run.name,
                partial(
                    side_of_run,
                    run,
                    document.trained if present is not None and present.id == run.id else None,
                    document.project.decisions,
                ),
            )
            for run in chosen
        ]
        self._window.comparing.show_offers(offers)

    def _overlay(self) -> None:
        present = self._recorder.present
        self._window.workspace.dock.set_overlays(
            [
                Overlay(
                    run.name,
                    run.history,
                    run.steps_per_epoch,
                    answered(run.network, run.training, run.preprocessor),
                )
                for run in self._panel.model.overlaid
                if run.history.epochs and (present is None or present.id != run.id)
            ]
        )

    # Cards and deleting ----------------------------------------------------------------------------------------

    def _save_card(self, run: RunRecord) -> None:
        window = self._window
        folder = Path(window.preferences.settings.last_folder or Path.home())
        page, text = self.tr("Web page (*.html)"), self.tr("Markdown (*.md)")
        chosen, kind = QFileDialog.getSaveFileName(
            window,
            self.tr("Save run card"),
            begin_at(folder / f"{as_name(run.name)}.html"),
            f"{page};;{text}",
        )
        if chosen:
            suffix = Path(chosen).suffix.lower()
            if suffix not in (".html", ".md"):
                suffix = ".md" if kind == text else ".html"
            path = with_suffix_asked(window, self.tr("Save run card"), chosen, suffix)
            if path is not None:
                self.save_card(run, path)

    def save_card(self, run: RunRecord, path: Path) -> None:
        """Write the card of a run; the ending of the name says in which form."""
        encode = run_as_markdown if path.suffix.lower() == ".md" else run_as_html
        text = self.tr("The card of {0} is saved as {1}").format(run.name, shown(path.name))
        FileWriting(self._window, self.tr("Save run card"), path).begin(
            encode(run),
            lambda: self._tell(text, "success"),
            lambda error: self._tell(error_text(error), "error"),
        )

    def _delete(self) -> None:
        chosen = self._panel.chosen
        if not chosen or self._question is not None:
            return
        names = chosen[0].name if len(chosen) == 1 else self.tr("{0} runs").format(len(chosen))
        box = self._question = plain_box(
            self._window,
            self.tr("Delete runs"),
            self.tr("Delete {0} from the list?").format(names),
            self.tr(
                "Curves, figures, notes and the weights that are kept of it are removed. This cannot be undone."
            ),
        )
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))

        def answered(pressed: QAbstractButton | None) -> None:
            self._question = None
            if pressed is delete:
                self._recorder.forget(chosen)

        ask(box, answered)

    # Saying --------------------------------------------------------------------------------------------------

    def _could_not_keep(self, error: BaseException) -> None:
        text = self.tr("The weights of the earlier run could not be kept: {0}").format(error_text(error))
        self._tell(text, "warning")

    def _tell(self, text: str, severity: Severity, actions: Sequence[Action] = ()) -> None:
        self._window.banner.post(Notice(text, severity, actions, key=KEY))
