"""Writing the document to its file: one save after the other, and never unasked over what somebody else has put there."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from nnstudio.app.background.jobs import JobQueue, Tell
from nnstudio.app.background.waiting import Waiting
from nnstudio.app.document import Document
from nnstudio.app.widgets.banner import Action, Notice, failure
from nnstudio.app.widgets.questions import ask, plain_box
from nnstudio.app.widgets.telling import Telling
from nnstudio.project import file
from nnstudio.system.cancel import Cancelled
from nnstudio.system.file_errors import shown
from nnstudio.system.files import Stamp, stamp_of
from nnstudio.system.messages import StudioError

Then = Callable[[], object]


class _OtherFile(StudioError):
    """The file is not the one that was opened or saved here."""


class _Save(NamedTuple):
    path: Path
    work: Callable[[], Stamp | None]
    done: Tell
    failed: Tell
    stopped: threading.Event


class Saving(Telling):
    """Saves the document, beside the window.

    Signals
    -------
    saved(object)
        The document is in the file with this path; it may have been edited meanwhile.
    elsewhere(object)
        The person wants to choose another file, and to do this afterwards, or nothing.
    """

    saved = Signal(object)
    elsewhere = Signal(object)

    def __init__(self, document: Document, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._window = document, window
        self._queue = JobQueue("saving", self)
        self._known: tuple[Path, Stamp | None] | None = None
        self._pending: deque[_Save] = deque()
        """The first of them is under way."""
        self._afterwards: list[Then] = []
        self._waiting = Waiting(self)
        self.pass_on(self._waiting)

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return bool(self._pending)

    @property
    def stamp(self) -> Stamp | None:
        """Of the document's file, as it was opened or saved here last; None where it has none."""
        known = self._known
        return known[1] if known is not None and known[0] == self._document.path else None

    def knows(self, path: Path, stamp: Stamp | None) -> None:
        """Remember the file that the document came from; another one in its place is not written over unasked.

        Without a stamp, none is: what is shown does not hold all that is there.
        """
        self._known = path, stamp

    def afterwards(self, then: Then) -> None:
        """Do something once all files are written."""
        self._afterwards.append(then)

    def write(self, path: Path, then: Then | None = None, *, asked: bool = False) -> None:
        """Write the document to a file, and do something afterwards.

        Where the disk of an earlier save does not answer, nobody waits for it any more when another file is asked for.

        Parameters
        ----------
        path : Path
        then : callable, optional
        asked : bool
            Whether the person has agreed to replace whatever is there.
        """
        if self._waiting.long and path != self._pending[0].path:
            self.give_up()
        project, trained = self._document.project, self._document.trained
        stopped = threading.Event()

        def work() -> Stamp | None:
            self._require_known(path, asked)
            file.save(path, project, trained, stopped.is_set)
            return stamp_of(path)

        def done(stamp: Stamp | None) -> None:
            self._end()
            self._known = path, stamp
            self._document.saved_as(path, project, trained)
            self.resolved.emit("save")
            self.saved.emit(path)
            if then is not None:
                then()
            self._go_on()

        def failed(error: BaseException) -> None:
            self._end()
            if isinstance(error, _OtherFile):
                self._ask(path, then)
            else:
                self._fail(error)
            self._go_on()

        self._pending.append(_Save(path, work, done, failed, stopped))
        self._queue.add(work, done, failed)
        if len(self._pending) == 1:
            self._wait()

    def give_up(self) -> None:
        """Wait no more for a disk that does not answer: should it, nothing is put in place any more."""
        path = self._pending[0].path
        for save in self._pending:
            if save.path == path:
                save.stopped.set()
        self._queue.leave()
        self._pending = deque(save for save in self._pending if save.path != path)
        for save in self._pending:
            self._queue.add(save.work, save.done, save.failed)
        self._wait()

    def _require_known(self, path: Path, asked: bool) -> None:
        known = self._known
        if asked or known is None or known[0] != path:
            return
        there = stamp_of(path)
        if there is not None and (known[1] is None or not there.is_of(known[1])):
            raise _OtherFile("{path} was changed by another program", path=shown(path))

    def _wait(self) -> None:
        """Say so where the save that is under way takes long."""
        if not self.busy:
            self._waiting.end()
            return
        text = self.tr("The disk has not answered yet: {0} is still being saved.")
        actions = (self._save_as(), Action(self.tr("Stop waiting"), self._stop))
        self._waiting.begin(
            Notice(text.format(shown(self._pending[0].path)), "warning", actions, key="saving")
        )

    def _end(self) -> None:
        self._pending.popleft()
        self._wait()

    def _go_on(self) -> None:
        if not self.busy:
            waiting, self._afterwards = self._afterwards, []
            for then in waiting:
                then()

    def _stop(self) -> None:
        if self.busy:
            path = shown(self._pending[0].path)
            self.give_up()
            self._fail(StudioError("Cannot save {path}: its disk does not answer", path=path))
            self._go_on()

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, Cancelled):
            self.notice.emit(failure(error, "save")._replace(actions=(self._save_as(),)))

    def _save_as(self) -> Action:
        return Action(self.tr("Save as…"), partial(self.elsewhere.emit, None))

    def _ask(self, path: Path, then: Then | None) -> None:
        box = plain_box(
            self._window,
            self.tr("Changed by another program"),
            self.tr("{0} was changed since it was opened or saved here.").format(shown(path.name)),
            self.tr("Another window or program has written to it. Replacing it loses what it holds now."),
            QMessageBox.Icon.Warning,
        )
        replace = box.addButton(self.tr("Replace"), QMessageBox.ButtonRole.DestructiveRole)
        other = box.addButton(self.tr("Save as…"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))

        def answered(pressed: QAbstractButton | None) -> None:
            if pressed is replace:
                self.write(path, then, asked=True)
            elif pressed is other:
                self.elsewhere.emit(then)

        ask(box, answered)
