"""Opening, saving and never losing the document."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from nnstudio.app.background.ending import Ending
from nnstudio.app.document import Document
from nnstudio.app.documents.interrupted_runs import InterruptedRuns
from nnstudio.app.documents.left_beside import LeftBeside, look_beside
from nnstudio.app.documents.safety_copies import SafetyCopies
from nnstudio.app.documents.saving import Saving, Then
from nnstudio.app.documents.under_way import UnderWay
from nnstudio.app.files.asked_file import ask_where
from nnstudio.app.files.reading import FileReading
from nnstudio.app.forms import commit_forms
from nnstudio.app.importing.models import ModelOpening
from nnstudio.app.settings import Preferences
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.widgets.banner import Notice, failure
from nnstudio.app.widgets.questions import ask, plain_box
from nnstudio.app.widgets.telling import Telling
from nnstudio.export.reading import MODELS
from nnstudio.project import file
from nnstudio.project.agreed import hold_back, not_agreed
from nnstudio.project.begun import is_edited_since
from nnstudio.project.project import Project
from nnstudio.project.run_checkpoints import Interrupted, recover
from nnstudio.project.trained import Trained
from nnstudio.system import living
from nnstudio.system.briefly import briefly
from nnstudio.system.file_errors import is_text, shown
from nnstudio.system.files import Stamp, stamp_of


class _Read(NamedTuple):
    """A document that was read, and whatever else its disk was asked about: the window asks it nothing.

    Parameters
    ----------
    project : Project
    trained : Trained or None
    path : Path or None
        Its file.
    stamp : Stamp or None
        Of the file.
    unknown : tuple of str, optional
        What it names outside its folder and nobody has agreed to read; None where it is not from a file.
    left : LeftBeside or None
        What an earlier time has left beside the file.
    elsewhere : bool
        Whether it is open in another window, too.
    behind : bool
        Whether its file holds what is not in it.
    """

    project: Project
    trained: Trained | None
    path: Path | None = None
    stamp: Stamp | None = None
    unknown: tuple[str, ...] | None = None
    left: LeftBeside | None = None
    elsewhere: bool = False
    behind: bool = False


class DocumentFiles(Telling, Ending):
    """The document's way to the disk and back, beside the window.

    A run belongs to its document: before another one is shown, or the window closes, it ends, and its last result
    is among what may be saved.

    Signals
    -------
    opened()
        Another document is shown.
    going_on()
        The run of the document that is shown now shall go on.
    """

    opened = Signal()
    going_on = Signal()

    def __init__(
        self, document: Document, trainer: Trainer, preferences: Preferences, window: QWidget
    ) -> None:
        super().__init__(window)
        self._document = document
        self.under_way = UnderWay(trainer)
        self._preferences, self._window = preferences, window
        self._question: QMessageBox | None = None
        self.reading = FileReading(self)
        self.saving = Saving(document, window)
        self.models = ModelOpening(self, window)
        self.copies = SafetyCopies(document, preferences, self)
        for each in (self.reading, self.saving):
            self.pass_on(each)
        self.saving.saved.connect(self._saved)
        self.saving.elsewhere.connect(self.save_as)
        self.pass_on(self.copies)
        self.copies.recover.connect(
            lambda copy, original: self.unless_unsaved(lambda: self._recover(copy, original))
        )
        self.runs = InterruptedRuns(document, trainer, self.copies, preferences, self)
        self.pass_on(self.runs)
        trainer.begun_from = self.copies.made_from = lambda: self.saving.stamp
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

        def read() -> _Read:
            stamp = stamp_of(path)
            project, trained = file.load(path, ask=False)
            unknown, left = not_agreed(path, project, trained), look_beside(path)
            return _Read(project, trained, path, stamp, unknown, left, living.is_open_elsewhere(path))

        def show(read: _Read) -> None:
            self._show(read)
            self.remember(path)
            if read.elsewhere:
                text = self.tr(
                    "{0} is open in another window, too. Whoever saves second is asked before the changes of the other are "
                    "replaced."
                )
                self.notice.emit(Notice(text.format(shown(path.name)), "info", key="elsewhere"))
            if read.left is not None:
                self.runs.offer_for(read.left)

        self._load(path, read, show)

    def _recover(self, copy: Path, original: Path | None) -> None:
        def read() -> _Read:
            there = None if original is None else stamp_of(original)
            behind = original is not None and is_edited_since(original, copy)
            return _beside(original, there, behind, copy, *file.load(copy, ask=False))

        def show(read: _Read) -> None:
            self._show(read)
            self._document.touch()
            self.copies.adopt(copy)
            self._tell_behind(read)

        self._load(copy, read, show)

    def _recover_run(self, run: Interrupted, copy: Path | None, go_on: bool) -> None:
        copied = False

        def read() -> _Read:
            nonlocal copied
            there = None if run.document is None else stamp_of(run.document)
            project, trained, copied, behind = recover(run, copy, going_on=go_on)
            return _beside(run.document, there, behind, run.path, project, trained)

        def show(read: _Read) -> None:
            self._show(read)
            self._document.touch()
            self.runs.adopt(run)
            if copy is not None and copied:
                self.copies.adopt(copy)
            elif copy is not None:
                self.copies.offer(copy, run.document)
            self._tell_behind(read)
            if go_on:
                self.going_on.emit()

        self._load(run.path, read, show)

    def _tell_behind(self, read: _Read) -> None:
        if read.behind and read.path is not None:
            text = self.tr(
                "{0} was changed after this was kept, and what is shown does not hold those changes. Saving asks before it "
                "replaces them."
            )
            self.notice.emit(Notice(text.format(shown(read.path.name)), "warning", key="elsewhere"))

    def show_new(self, project: Project, trained: Trained | None = None) -> None:
        """Show a project that has no file yet."""
        self._show(_Read(project, trained))

    def _show(self, read: _Read) -> None:
        self.reading.cancel()
        if read.unknown is not None:
            hold_back(read.unknown, read.project, read.trained)
        self.under_way.close()
        self.copies.discard()
        self.runs.discard()
        self._document.replace(read.project, read.path, read.trained)
        living.tell_open(read.path)
        if read.path is not None:
            self.saving.knows(read.path, read.stamp)
        for key in ("save", "imported", "elsewhere"):
            self.resolved.emit(key)
        self.opened.emit()

    def _load(self, path: Path, read: Callable[[], _Read], show: Callable[[_Read], None]) -> None:
        leave = self.leaving()

        def done(found: _Read) -> None:
            self.resolved.emit("open")
            leave(lambda: show(found))

        self.reading.begin(path, read, done, partial(self.cannot_open, path))

    def cannot_open(self, path: Path, error: BaseException) -> None:
        """Say why a file cannot be opened; one that is gone is no recent file any more."""
        settings = self._preferences.settings
        if str(path) in settings.recent_files and not briefly(path.exists, True):
            self._preferences.set(settings.without_recent(str(path)))
        self.notice.emit(failure(error, "open"))

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
            self._write(path, then, asked=True)

    def _write(self, path: Path, then: Then | None, *, asked: bool = False) -> None:
        commit_forms(self._window)
        if then is not None:
            self.under_way.close()
        # It is asked again where something was changed while the file was written.
        self.saving.write(
            path.absolute(), None if then is None else partial(self.unless_unsaved, then), asked=asked
        )

    def _saved(self, path: Path) -> None:
        self.remember(path)
        living.tell_open(path)
        if not self._document.modified:
            self.copies.discard()
            self.runs.discard()

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
            if same and not self.under_way.active and not self.saving.busy:
                then()
            else:
                self.unless_unsaved(then, kept=kept())

        return leave

    def unless_unsaved(self, then: Then, *, kept: bool = False) -> None:
        """Do something that would lose the document, after asking where it was changed or is being trained.

        Whoever has it ``kept`` elsewhere need not ask about changes.
        """
        commit_forms(self._window)
        if self.saving.busy:
            self.saving.afterwards(lambda: self.unless_unsaved(then))
        elif (kept or not self._document.modified) and not self.under_way.active:
            then()
        elif self._question is None:
            self._ask(then)
        else:
            self._question.raise_()

    def _ask(self, then: Then) -> None:
        words = self.tr("Drawing, settings and trained weights since the last save would be lost.")
        if self.under_way.active:
            words += " " + self.tr("The training that is under way ends.")
        text = self.tr("Save the changes to {0}?").format(self.name)
        box = self._question = plain_box(self._window, self.tr("Unsaved changes"), text, words)
        buttons = QMessageBox.StandardButton
        save, discard, _ = map(box.addButton, (buttons.Save, buttons.Discard, buttons.Cancel))
        box.setDefaultButton(save)

        def answered(pressed: QAbstractButton | None) -> None:
            self._question = None
            if pressed is save:
                self.save(then)
            elif pressed is discard:
                self.under_way.close()
                then()

        ask(box, answered)

    @property
    def name(self) -> str:
        """The document's name for titles and questions."""
        return shown(self._document.path.name) if self._document.path else self.tr("Untitled")

    def settle(self, seconds: float | None) -> None:
        """The document is not open here any more."""
        living.tell_open(None)

    def remember(self, path: Path) -> None:
        """Put a file at the top of the recent ones; a name that is no valid text cannot be kept."""
        if not is_text(path):
            return
        settings = self._preferences.settings.with_recent(str(path))
        self._preferences.set(settings.replace(last_folder=str(path.parent)))


def _beside(
    document: Path | None,
    there: Stamp | None,
    behind: bool,
    copy: Path,
    project: Project,
    trained: Trained | None,
) -> _Read:
    """A document whose contents come from a copy of it; its file may hold more than that."""
    unknown = not_agreed(document or copy, project, trained)
    return _Read(project, trained, document, None if behind else there, unknown, behind=behind)
