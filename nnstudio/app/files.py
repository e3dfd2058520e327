"""Opening, saving and never losing the document."""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from nnstudio.app.asked_file import ask_where, with_suffix
from nnstudio.app.banner import Notice
from nnstudio.app.document import Document
from nnstudio.app.forms import commit_forms
from nnstudio.app.importing.models import ModelOpening
from nnstudio.app.interrupted_runs import InterruptedRuns
from nnstudio.app.jobs import JobQueue
from nnstudio.app.safety_copies import SafetyCopies
from nnstudio.app.settings import Preferences
from nnstudio.app.texts import error_text
from nnstudio.app.training.trainer import Trainer
from nnstudio.export.reading import MODELS
from nnstudio.project import file
from nnstudio.project.agreed import ask_for
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import Interrupted, recover
from nnstudio.project.trained import Trained
from nnstudio.system.messages import StudioError

Then = Callable[[], object]


class DocumentFiles(QObject):
    """The document's way to the disk and back, beside the window.

    A run belongs to its document: before another one is shown, or the window closes, it ends, and its last result
    is among what may be saved.

    Signals
    -------
    notice(object)
        A :class:`Notice` for the banner.
    resolved(str)
        The notice with this key does not hold any more.
    opened()
        Another document is shown.
    going_on()
        The run of the document that is shown now shall go on.
    """

    notice = Signal(object)
    resolved = Signal(str)
    opened = Signal()
    going_on = Signal()

    def __init__(
        self, document: Document, trainer: Trainer, preferences: Preferences, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document, self._trainer = document, trainer
        self._preferences, self._window = preferences, window
        self._queue = JobQueue("file", self)
        self._saving = 0
        self._after_saving: list[Then] = []
        self._question: QMessageBox | None = None
        self.models = ModelOpening(self, window)
        self.copies = SafetyCopies(document, preferences, self._queue, self)
        self.copies.notice.connect(self.notice)
        self.copies.resolved.connect(self.resolved)
        self.copies.recover.connect(
            lambda copy, original: self.unless_unsaved(lambda: self._recover(copy, original))
        )
        self.runs = InterruptedRuns(document, trainer, self.copies, preferences, self)
        self.runs.notice.connect(self.notice)
        self.runs.resolved.connect(self.resolved)
        self.runs.recover.connect(
            lambda run, copy, go_on: self.unless_unsaved(lambda: self._recover_run(run, copy, go_on))
        )

    # Opening ------------------------------------------------------------------------------------------

    def open_after_asking(self, path: Path) -> None:
        """Open a project, unless unsaved changes are to be kept."""
        self.unless_unsaved(lambda: self.open(path))

    def open(self, path: Path) -> None:
        """Read a project or a model and show it; what cannot be read leaves the present document alone."""
        path = path.absolute()
        if path.suffix.lower() in MODELS:
            self.models.open(path)
            return

        def show(project: Project, trained: Trained | None) -> None:
            self._show(project, path, trained)
            self.remember(path)
            if not self.runs.offer_for(path):
                self.copies.offer_for(path)

        self._load(path, show)

    def _recover(self, copy: Path, original: Path | None) -> None:
        def show(project: Project, trained: Trained | None) -> None:
            self._show(project, original, trained, copy)
            self._document.touch()
            self.copies.adopt(copy)

        self._load(copy, show)

    def _recover_run(self, run: Interrupted, copy: Path | None, go_on: bool) -> None:
        copied = False

        def read() -> tuple[Project, Trained | None]:
            nonlocal copied
            project, trained, copied = recover(run.path, copy, run.document, going_on=go_on)
            return project, trained

        def show(project: Project, trained: Trained | None) -> None:
            self._show(project, run.document, trained, run.path)
            self._document.touch()
            self.runs.adopt(run)
            if copy is not None and copied:
                self.copies.adopt(copy)
            elif copy is not None:
                self.copies.offer(copy, run.document)
            if go_on:
                self.going_on.emit()

        self._load(run.path, show, read)

    def show_new(self, project: Project, trained: Trained | None = None) -> None:
        """Show a project that has no file yet."""
        self._show(project, None, trained)

    def _show(
        self, project: Project, path: Path | None, trained: Trained | None, copy: Path | None = None
    ) -> None:
        if (origin := path or copy) is not None:
            ask_for(origin, project, trained)
        self._trainer.close()
        self.copies.discard()
        self.runs.discard()
        self._document.replace(project, path, trained)
        self.resolved.emit("save")
        self.resolved.emit("imported")
        self.opened.emit()

    def _load(
        self,
        path: Path,
        show: Callable[[Project, Trained | None], None],
        read: Callable[[], tuple[Project, Trained | None]] | None = None,
    ) -> None:
        leave = self.leaving()

        def done(result: tuple[Project, Trained | None]) -> None:
            self.resolved.emit("open")
            leave(lambda: show(*result))

        self._queue.add(read or (lambda: file.load(path, ask=False)), done, partial(self.cannot_open, path))

    def cannot_open(self, path: Path, error: BaseException) -> None:
        """Say why a file cannot be opened; one that is gone is no recent file any more."""
        settings = self._preferences.settings
        gone = False
        with contextlib.suppress(OSError, ValueError):
            gone = not path.exists()
        if gone and str(path) in settings.recent_files:
            self._preferences.set(settings.without_recent(str(path)))
        self.notice.emit(_failure(error, "open"))

    # Saving -------------------------------------------------------------------------------------------

    def save(self, then: Then | None = None) -> None:
        """Write the document to its file; ask for one where it has none."""
        if self._document.path is None:
            self.save_as(then)
        else:
            self._write(self._document.path, then)

    def save_as(self, then: Then | None = None) -> None:
        """Ask for a file and write the document to it."""
        folder = Path(self._preferences.settings.last_folder or Path.home())
        proposed = self._document.path or folder / f"{self.tr('network')}{file.SUFFIX}"
        title, kind = self.tr("Save the project"), self.tr("NN Studio projects")
        path = ask_where(self._window, title, proposed, kind, file.SUFFIX)
        if path is not None:
            self._write(path, then)

    def save_to(self, path: Path, then: Then | None = None) -> None:
        """Write the document to a file."""
        self._write(with_suffix(path, file.SUFFIX), then)

    def _write(self, path: Path, then: Then | None) -> None:
        commit_forms(self._window)
        if then is not None:
            self._trainer.close()
        path = path.absolute()
        project, trained = self._document.project, self._document.trained

        def done(_result: object) -> None:
            self._document.saved_as(path, project, trained)
            self.remember(path)
            self.resolved.emit("save")
            if not self._document.modified:
                self.copies.discard()
                self.runs.discard()
            end()
            if then is not None:  # asks again where something was changed while the file was written
                self.unless_unsaved(then)

        def failed(error: BaseException) -> None:
            self.notice.emit(_failure(error, "save"))
            end()

        def end() -> None:
            self._saving -= 1
            if not self._saving:
                waiting, self._after_saving = self._after_saving, []
                for go_on in waiting:
                    go_on()

        self._saving += 1
        self._queue.add(lambda: file.save(path, project, trained), done, failed)

    def leaving(self, kept: Callable[[], bool] = lambda: False) -> Callable[[Then], None]:
        """Remember the document that the person has agreed to leave, until there is another to be shown in its place.

        Parameters
        ----------
        kept : callable
            Whether the document is kept elsewhere once it is left; see :meth:`unless_unsaved`.

        Returns
        -------
        callable
            Does something that loses the document. Where the person has gone on working since, or a file is being
            written that the document is to have, this comes first.
        """
        before = self._document.project, self._document.trained

        def leave(then: Then) -> None:
            same = before[0] is self._document.project and before[1] is self._document.trained
            if same and not self._trainer.active and not self._saving:
                then()
            else:
                self.unless_unsaved(then, kept=kept())

        return leave

    def unless_unsaved(self, then: Then, *, kept: bool = False) -> None:
        """Do something that would lose the document, after asking where it was changed or is being trained.

        Whoever has it ``kept`` elsewhere need not ask about changes.
        """
        commit_forms(self._window)
        if self._saving:
            self._after_saving.append(lambda: self.unless_unsaved(then))
        elif (kept or not self._document.modified) and not self._trainer.active:
            then()
        elif self._question is None:
            self._ask(then)
        else:
            self._question.raise_()

    def _ask(self, then: Then) -> None:
        box = self._question = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Save the changes to {0}?").format(self.name))
        words = self.tr("Drawing, settings and trained weights since the last save would be lost.")
        if self._trainer.active:
            words += " " + self.tr("The training that is under way ends.")
        box.setInformativeText(words)
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)

        def chosen(answer: int) -> None:
            self._question = None
            if answer == buttons.Save:
                self.save(then)
            elif answer == buttons.Discard:
                self._trainer.close()
                then()
            box.deleteLater()  # last, as the file dialog runs an event loop of its own

        box.finished.connect(chosen)
        box.open()

    @property
    def name(self) -> str:
        """The document's name for titles and questions."""
        return self._document.path.name if self._document.path else self.tr("Untitled")

    def close(self) -> None:
        """Wait for reading and writing under way and remove the safety copy; for closing."""
        self.models.reading.cancel()
        self._queue.close()
        self._saving, self._after_saving = 0, []
        self.copies.close()
        self.runs.close()

    def remember(self, path: Path) -> None:
        """Put a file at the top of the recent ones."""
        settings = self._preferences.settings.with_recent(str(path))
        self._preferences.set(settings.replace(last_folder=str(path.parent)))


def _failure(error: BaseException, key: str) -> Notice:
    """What the banner says of something that went wrong."""
    details = "\n".join(getattr(error, "__notes__", ()))
    if not isinstance(error, StudioError | MemoryError):
        details = "".join(traceback.format_exception(error))
    return Notice(error_text(error), "error", details=details, key=key)
