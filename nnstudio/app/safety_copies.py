"""Copies of what has not been saved, so that a crash costs a minute of work at most."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.banner import Action, Notice
from nnstudio.app.document import Document
from nnstudio.app.jobs import JobQueue
from nnstudio.app.settings import Preferences
from nnstudio.app.texts import error_text
from nnstudio.project import file
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system import folders, living
from nnstudio.system.messages import StudioError

RETRY_MS = 10_000


class SafetyCopies(QObject):
    """Writes the safety copy of a document and offers those that were left behind.

    A copy is written within the preferred time of the first change: beside the document, or in the user's data
    folder for one without a file. It goes when the document is saved or closed. One that is still there at the
    next start, or when its document is opened, is offered; until the offer is answered, nothing is written over it.

    Signals
    -------
    notice(object)
        A :class:`Notice` for the banner.
    resolved(str)
        The notice with this key does not hold any more.
    recover(object, object)
        A copy shall be opened; the second is its document, or None for one that had no file.
    written()
        The copy holds what the document does.
    """

    notice = Signal(object)
    resolved = Signal(str)
    recover = Signal(object, object)
    written = Signal()

    def __init__(
        self, document: Document, preferences: Preferences, queue: JobQueue, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._preferences, self._queue = document, preferences, queue
        self._mine: set[Path] = set()
        self._written: Path | None = None
        self._copied: tuple[Project, Trained | None] | None = None
        self._undecided: set[Path] = set()
        self._known: set[Path] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.write)
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
        mine = self._mine  # discard() begins another set: then this copy comes too late

        def failed(error: BaseException) -> None:
            self._written = None
            if mine is self._mine:
                self._timer.start(RETRY_MS)
                line = self.tr("The safety copy could not be written: {0}").format(error_text(error))
                self.notice.emit(Notice(line, "warning", key="autosave"))

        try:
            path = self._place()
        except StudioError as error:
            failed(error)
            return

        def done(_result: object) -> None:
            self._written = None
            if mine is not self._mine:
                _remove(path)
                return
            self._copied = project, trained
            for old in mine - {path}:
                _remove(old)
            mine.intersection_update({path})
            self.resolved.emit("autosave")
            if self.up_to_date:
                self.written.emit()

        mine.add(path)
        self._known.add(path)
        self._written = path
        self._queue.add(lambda: file.save_copy(path, project, trained), done, failed)

    def _place(self) -> Path:
        living.announce()
        path = copy_path(self._document.path)
        if path not in self._undecided:
            return path
        free = (copy_path(None, number) for number in count(1))
        return next(p for p in free if p not in self._undecided)

    def discard(self) -> None:
        """Remove the copy of this document, which is saved or given up."""
        self._timer.stop()
        for path in self._mine:
            _remove(path)
        self._mine, self._copied = set(), None

    def close(self) -> None:
        """Remove the copy once the queue has come to rest."""
        late = self._written
        self.discard()
        if late is not None:
            _remove(late)

    # Offering -----------------------------------------------------------------------------------------

    def offer_left_behind(self, but: Collection[Path] = ()) -> None:
        """Offer copies of documents without a file, but those that are offered already."""
        for copy in left_behind():
            if copy not in but:
                self.offer_unsaved(copy, None)

    def offer_unsaved(self, copy: Path, original: Path | None) -> None:
        """Offer a copy that an earlier start has left behind."""
        name = original.name if original else self.tr("an untitled project")
        self._offer(copy, original, self.tr("NN Studio ended without saving {0}.").format(name))

    def is_new(self, copy: Path) -> bool:
        """Whether this start has neither written nor offered a copy."""
        return copy not in self._known

    def offer_for(self, path: Path) -> None:
        """Offer the copy of a document that has just been opened."""
        copy = copy_path(path)
        if copy not in self._mine and _exists(copy):
            self.offer(copy, path)

    def offer(self, copy: Path, original: Path | None) -> None:
        """Offer a copy with changes that are not in what is shown."""
        name = original.name if original else self.tr("an untitled project")
        self._offer(
            copy, original, self.tr("There are unsaved changes of {0} from an earlier time.").format(name)
        )

    def adopt(self, copy: Path) -> None:
        """Take over a copy whose contents are shown now; it goes when they are saved."""
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
        actions = (
            Action(self.tr("Recover"), lambda: self.recover.emit(copy, original)),
            Action(self.tr("Discard"), lambda: self.give_up(copy)),
        )
        self.notice.emit(Notice(text, "warning", actions, key=f"recover {copy}"))


def copy_path(path: Path | None, number: int = 0) -> Path:
    """Where the safety copy of a document goes; ``number`` tells those without a file apart."""
    if path is None:
        ending = f"-{number}" if number else ""
        return folders.autosave_dir() / f"untitled-{os.getpid()}{ending}{file.SUFFIX}"
    return path.with_name(f".{path.stem}.autosave{file.SUFFIX}")


def left_behind() -> list[Path]:
    """Copies of documents without a file that no other running program owns; to be asked before the first is written."""
    found: list[Path] = []
    with contextlib.suppress(StudioError, OSError):
        for copy in sorted(folders.autosave_dir().glob(f"untitled-*{file.SUFFIX}")):
            owner = copy.stem.split("-")[1]
            if not (owner.isdecimal() and len(owner) <= 10 and living.is_alive(int(owner))):
                found.append(copy)
    return found


def copies_of(document: Path | None, process: int) -> list[Path]:
    """Safety copies of a document, or of those without a file that a process has left."""
    if document is not None:
        copy = copy_path(document)
        return [copy] if _exists(copy) else []
    with contextlib.suppress(StudioError, OSError):
        return sorted(
            copy
            for copy in folders.autosave_dir().glob(f"untitled-{process}*{file.SUFFIX}")
            if copy.stem.split("-")[1] == str(process)
        )
    return []


def _exists(path: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return path.exists()
    return False


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
