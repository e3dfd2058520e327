"""Opening, saving and never losing the document."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from nnstudio.app.banner import Action, Notice
from nnstudio.app.document import Document
from nnstudio.app.forms import commit_forms
from nnstudio.app.jobs import Job
from nnstudio.app.settings import Preferences
from nnstudio.app.texts import error_text
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system import folders

RETRY_MS = 10_000
Then = Callable[[], object]


class DocumentFiles(QObject):
    """The document's way to the disk and back, beside the window.

    A safety copy is written within the preferred time of the first change: beside the document, or in the
    user's data folder for one without a file. It goes when the document is saved or closed, and is offered at the next start
    when it was left behind.

    Signals
    -------
    notice(object)
        A :class:`Notice` for the banner.
    opened()
        Another document is shown.
    """

    notice = Signal(object)
    opened = Signal()

    def __init__(self, document: Document, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._preferences, self._window = document, preferences, window
        self._jobs: list[Job] = []
        self._copy: Path | None = None
        self._copied: tuple[Project, Trained | None] | None = None
        self._autosave = QTimer(self)
        self._autosave.setSingleShot(True)
        self._autosave.timeout.connect(self.write_copy)
        document.changed.connect(self._arm)
        document.trained_changed.connect(self._arm)

    # Opening ------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask which project to open."""
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a project"),
            self._preferences.settings.last_folder,
            self.tr("NN Studio projects (*.nnstudio);;All files (*)"),
        )
        if path:
            self.unless_unsaved(lambda: self.open(Path(path)))

    def open_after_asking(self, path: Path) -> None:
        """Open a project, unless unsaved changes are to be kept."""
        self.unless_unsaved(lambda: self.open(path))

    def open(self, path: Path, *, recovered_for: Path | None = None) -> None:
        """Read a project and show it; what cannot be read leaves the present document alone.

        Parameters
        ----------
        path : Path
        recovered_for : Path, optional
            ``path`` is a safety copy of this document.
        """

        def show(result: object) -> None:
            assert isinstance(result, tuple)
            project, trained = result
            self.discard_copy()
            if recovered_for is None:
                self._document.replace(project, path, trained)
                self._remember(path)
                self._offer_copy_of(path)
            else:
                target = recovered_for if recovered_for.suffix == file.SUFFIX else None
                self._document.replace(project, target, trained)
                self._document.touch()
                self._copy = path
            self.opened.emit()

        self._start(lambda: file.load(path), show, lambda error: self._cannot_open(path, error))

    def show_new(self, project: Project) -> None:
        """Show a project that has no file yet."""
        self.discard_copy()
        self._document.replace(project, None)
        self.opened.emit()

    def _cannot_open(self, path: Path, error: BaseException) -> None:
        settings = self._preferences.settings
        if str(path) in settings.recent_files and not path.exists():
            self._preferences.set(settings.without_recent(str(path)))
        self._tell(error)

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
        path, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the project"),
            str(proposed),
            self.tr("NN Studio projects (*.nnstudio)"),
        )
        if path:
            self.save_to(Path(path), then)

    def save_to(self, path: Path, then: Then | None = None) -> None:
        """Write the document to a file."""
        self._write(path if path.suffix == file.SUFFIX else path.with_name(path.name + file.SUFFIX), then)

    def _write(self, path: Path, then: Then | None) -> None:
        commit_forms(self._window)
        project, trained = self._document.project, self._document.trained

        def done(_result: object) -> None:
            self._document.saved_as(path, project, trained)
            self._remember(path)
            if not self._document.modified:
                self.discard_copy()
            if then is not None:
                then()

        self._start(lambda: file.save(path, project, trained), done, self._tell)

    def unless_unsaved(self, then: Then) -> None:
        """Do something that would lose the document, after asking where it was changed."""
        if not self._document.modified:
            then()
            return
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Unsaved changes"))
        box.setText(self.tr("Save the changes to {0}?").format(self.name))
        box.setInformativeText(
            self.tr("Drawing, settings and trained weights since the last save would be lost.")
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)

        def chosen(answer: int) -> None:
            if answer == buttons.Save:
                self.save(then)
            elif answer == buttons.Discard:
                then()
            box.deleteLater()

        box.finished.connect(chosen)
        box.open()

    @property
    def name(self) -> str:
        """The document's name for titles and questions."""
        return self._document.path.name if self._document.path else self.tr("Untitled")

    # Safety copies ------------------------------------------------------------------------------------

    def _arm(self, *_: object) -> None:
        seconds = self._preferences.settings.autosave_seconds
        if seconds and self._document.modified and not self._autosave.isActive():
            self._autosave.start(seconds * 1000)

    def write_copy(self) -> None:
        """Write the safety copy now, beside the window."""
        now = (self._document.project, self._document.trained)
        if not self._document.modified or now == self._copied:
            return
        path = self._copy or copy_path(self._document.path)

        def done(_result: object) -> None:
            self._copy, self._copied = path, now

        def failed(error: BaseException) -> None:
            self._autosave.start(RETRY_MS)
            line = self.tr("The safety copy could not be written: {0}").format(error_text(error))
            self.notice.emit(Notice(line, "warning", key="autosave"))

        self._start(lambda: file.save(path, *now), done, failed)

    def discard_copy(self) -> None:
        """Remove the safety copy of this document."""
        self._autosave.stop()
        if self._copy is not None:
            with contextlib.suppress(OSError):
                self._copy.unlink(missing_ok=True)
        self._copy, self._copied = None, None

    def offer_recovery(self) -> None:
        """Offer safety copies that an earlier start has left behind."""
        for left in left_behind(self._preferences.settings.recent_files):
            original = original_of(left)
            name = original.name if original else self.tr("an untitled project")
            self._offer(left, original or left, self.tr("NN Studio ended without saving {0}.").format(name))

    def _offer_copy_of(self, path: Path) -> None:
        copy = copy_path(path)
        if copy.exists():
            self._offer(
                copy,
                path,
                self.tr("There are unsaved changes of {0} from an earlier time.").format(path.name),
            )

    def _offer(self, copy: Path, target: Path, text: str) -> None:
        def discard() -> None:
            with contextlib.suppress(OSError):
                copy.unlink(missing_ok=True)

        actions = (
            Action(
                self.tr("Recover"), lambda: self.unless_unsaved(lambda: self.open(copy, recovered_for=target))
            ),
            Action(self.tr("Discard"), discard),
        )
        self.notice.emit(Notice(text, "warning", actions, key=f"recover {copy}"))

    # ----------------------------------------------------------------------------------------------------

    def wait(self) -> None:
        """Wait for reading and writing under way; for closing."""
        for job in self._jobs:
            job.wait()

    def _remember(self, path: Path) -> None:
        settings = self._preferences.settings.with_recent(str(path.resolve()))
        self._preferences.set(settings.replace(last_folder=str(path.resolve().parent)))

    def _start(
        self, work: Callable[[], Any], done: Callable[[object], None], failed: Callable[..., None]
    ) -> None:
        job = Job("file", lambda cancelled, progress: work(), self)

        def end(tell: Callable[..., None], outcome: object) -> None:
            self._jobs.remove(job)
            job.deleteLater()
            tell(outcome)

        job.done.connect(partial(end, done))
        job.failed.connect(partial(end, failed))
        self._jobs.append(job)
        job.start()

    def _tell(self, error: BaseException) -> None:
        details = "\n".join(getattr(error, "__notes__", ()))
        self.notice.emit(Notice(error_text(error), "error", details=details))


def copy_path(path: Path | None) -> Path:
    """Where the safety copy of a document goes."""
    if path is None:
        return folders.autosave_dir() / f"untitled-{os.getpid()}{file.SUFFIX}"
    return path.with_name(f".{path.stem}.autosave{file.SUFFIX}")


def original_of(copy: Path) -> Path | None:
    """The document of a safety copy; None for one that had no file."""
    if not copy.name.startswith("."):
        return None
    return copy.with_name(copy.name[1:].removesuffix(f".autosave{file.SUFFIX}") + file.SUFFIX)


def left_behind(recent: tuple[str, ...]) -> list[Path]:
    """Safety copies that no running program owns."""
    found = []
    for copy in folders.autosave_dir().glob(f"untitled-*{file.SUFFIX}"):
        owner = copy.stem.rpartition("-")[2]
        if not (owner.isdigit() and _runs(int(owner))):
            found.append(copy)
    with contextlib.suppress(OSError):
        found += [c for c in (copy_path(Path(p)) for p in recent) if c.exists()]
    return found


def _runs(process: int) -> bool:
    if process == os.getpid():
        return True
    if os.name == "nt":  # os.kill would end it there; an old copy is then offered once more than needed
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
