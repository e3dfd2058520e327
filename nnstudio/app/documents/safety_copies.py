"""Copies of what has not been saved, so that a crash costs a minute of work at most."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.background.ending import Ending
from nnstudio.app.background.jobs import JobQueue
from nnstudio.app.document import Document
from nnstudio.app.documents.copy_files import copy_path, owner_of, remove
from nnstudio.app.settings import Preferences
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.app.widgets.telling import Telling
from nnstudio.app.words.texts import error_text
from nnstudio.project import file
from nnstudio.project.begun import member_for
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system import living
from nnstudio.system.briefly import LINGER, briefly
from nnstudio.system.cancel import Cancelled
from nnstudio.system.file_errors import shown
from nnstudio.system.files import Stamp
from nnstudio.system.messages import StudioError

RETRY_MS = 10_000
SILENT_MS = 30_000
"""After so long without an answer a disk counts as one that refuses."""


class SafetyCopies(Telling, Ending):
    """Writes the safety copy of a document and offers those that were left behind.

    A copy is written within the preferred time of the first change: beside the document, or in the user's data
    folder for one without a file, or whose disk refuses. It goes when the document is saved or closed. One that is still there at the
    next start, or when its document is opened, is offered; until the offer is answered, nothing is written over it.

    Signals
    -------
    recover(object, object)
        A copy shall be opened; the second is its document, or None for one that had no file.
    written()
        The copy holds what the document does.
    """

    recover = Signal(object, object)
    written = Signal()

    def __init__(self, document: Document, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._preferences = document, preferences
        # Not that of the saves: a disk that does not answer to the one need not keep the other.
        self._queue = JobQueue("safety copy", self, patience=LINGER)
        self._mine: set[Path] = set()
        self._late = threading.Event()
        self._refused: Path | None = None
        self._told = ""
        self._copied: tuple[Project, Trained | None] | None = None
        self.made_from: Callable[[], Stamp | None] = lambda: None
        """Asked for each copy: the stamp of the file that the document is from, or was saved in last."""
        self._undecided: set[Path] = set()
        self._known: set[Path] = set()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.write)
        self._silent = QTimer(self, singleShot=True, interval=SILENT_MS)
        self._silent.timeout.connect(self._give_up_disk)
        # The first edit counts as one only after "changed": the undo stack moves on last, and tells path_changed.
        for signal in (document.changed, document.trained_changed, document.path_changed):
            signal.connect(self._arm)

    def _arm(self, *_: object) -> None:
        seconds = self._preferences.settings.autosave_seconds
        if seconds and self._document.modified and not self._timer.isActive():
            self._timer.start(seconds * 1000)

    # Writing ------------------------------------------------------------------------------------------

    @property
    def up_to_date(self) -> bool:
        """Whether the copy holds what the document does."""
        project, trained, known = self._document.project, self._document.trained, self._copied
        return known is not None and known[0] is project and known[1] is trained

    def write(self) -> None:
        """Write the copy now, beside the window."""
        project, trained = self._document.project, self._document.trained
        if not self._document.modified or self.up_to_date:
            return
        late, more = self._late, member_for(self.made_from())
        living.announce()
        try:
            free = (copy_path(self.beside, number) for number in count())
            path = next(each for each in free if each not in self._undecided)
        except StudioError as error:
            self._fail(error)
            return

        def work() -> None:
            try:
                file.save_copy(path, project, trained, late.is_set, more)
            except Cancelled:
                return
            if late.is_set():
                remove(path)

        def done(_result: object) -> None:
            self._silent.stop()
            if late.is_set():
                return
            self._copied = project, trained
            for old in self._mine - {path}:
                _remove(old)
            self._mine = {path}
            self._told = ""
            self.resolved.emit("autosave")
            if self.up_to_date:
                self.written.emit()

        def failed(error: BaseException) -> None:
            self._silent.stop()
            if not late.is_set():
                self._refuse(path, error)

        self._mine.add(path)
        self._known.add(path)
        self._silent.start()
        self._queue.add(work, done, failed)

    @property
    def beside(self) -> Path | None:
        """The document beside which there is room for a copy; None for the user's data folder."""
        return None if self._document.path == self._refused else self._document.path

    def refuse(self) -> None:
        """The disk of the document takes no copies: they go into the user's data folder."""
        self._refused = self._document.path

    def _refuse(self, path: Path, error: BaseException) -> None:
        if self.beside is not None and path.parent == self.beside.parent:
            self.refuse()
            self.write()
        else:
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._timer.start(RETRY_MS)
        line = self.tr("The safety copy could not be written: {0}").format(error_text(error))
        if line != self._told:  # it is tried again, but to say it once is enough
            self._told = line
            self.notice.emit(Notice(line, "warning", key="autosave"))

    def _give_up_disk(self) -> None:
        """The thread that waits for it is left alone; should the disk answer, it removes what it has written."""
        self._forget_writing()
        if (document := self.beside) is not None:
            text = "Cannot save {path}: its disk does not answer"
            self._refuse(copy_path(document), StudioError(text, path=shown(document)))

    def _forget_writing(self) -> None:
        self._silent.stop()
        self._late.set()
        self._late = threading.Event()
        self._queue.leave()

    def discard(self) -> None:
        """Remove the copy of this document, which is saved or given up."""
        self._timer.stop()
        self._forget_writing()
        for path in self._mine:
            _remove(path)
        self._mine, self._copied, self._refused, self._told = set(), None, None, ""
        self.resolved.emit("autosave")

    def end(self) -> None:
        """What is being written is not wanted any more."""
        self._late.set()

    def settle(self, seconds: float | None) -> None:
        """Remove the copy."""
        self.discard()

    # Offering -----------------------------------------------------------------------------------------

    def offer_unsaved(self, copy: Path, original: Path | None) -> None:
        """Offer a copy that an earlier start has left behind."""
        name = original.name if original else self.tr("an untitled project")
        self._offer(copy, original, self.tr("NN Studio ended without saving {0}.").format(name))

    def is_new(self, copy: Path) -> bool:
        """Whether this start has neither written nor offered a copy."""
        return copy not in self._known

    def offer(self, copy: Path, original: Path | None) -> None:
        """Offer a copy with changes that are not in what is shown."""
        if copy in self._mine:
            return
        name = original.name if original else self.tr("an untitled project")
        self._offer(
            copy, original, self.tr("There are unsaved changes of {0} from an earlier time.").format(name)
        )

    def adopt(self, copy: Path) -> None:
        """Take over a copy whose contents are shown now; it goes when they are saved, unless it is in use elsewhere."""
        if not owner_of(copy).is_elsewhere:
            self._undecided.discard(copy)
            self._mine.add(copy)
        self._arm()

    def hold(self, copy: Path) -> None:
        """Write nothing over a copy until it is known what becomes of it."""
        self._undecided.add(copy)
        self._known.add(copy)

    def give_up(self, copy: Path) -> None:
        """Remove a copy that nobody wants."""
        self._undecided.discard(copy)
        _remove(copy)

    def _offer(self, copy: Path, original: Path | None, text: str) -> None:
        self.hold(copy)
        if owner_of(copy).is_elsewhere:
            name = original.name if original else self.tr("an untitled project")
            text = self.tr(
                "There are unsaved changes of {0} by a window on another computer, which may still be open."
            ).format(name)
        actions = (
            Action(self.tr("Recover"), lambda: self.recover.emit(copy, original)),
            Action(self.tr("Discard"), lambda: self.give_up(copy)),
        )
        self.notice.emit(Notice(text, "warning", actions, key=f"recover {copy}"))


def _remove(path: Path) -> None:
    briefly(lambda: remove(path), None)
