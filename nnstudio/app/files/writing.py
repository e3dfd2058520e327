"""Writing a file that somebody takes away, such as a picture: its disk may not answer, and everything else goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from nnstudio.app.background.ending import window_of
from nnstudio.app.background.jobs import Job, Tell
from nnstudio.app.background.waiting import Waiting
from nnstudio.app.document import Document
from nnstudio.app.widgets.banner import Notice
from nnstudio.app.widgets.questions import ask, plain_box
from nnstudio.app.words.texts import error_text
from nnstudio.data.paths import require_no_data
from nnstudio.data.source import Progress, Source
from nnstudio.project.file import require_no_project
from nnstudio.system.briefly import LINGER
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.files import write_bytes


class FileWriting(QObject):
    """Writes one file on a thread of its own, and says beside its window what hinders it.

    Parameters
    ----------
    title : str
        Of what is said.
    path : Path
    """

    def __init__(self, parent: QWidget, title: str, path: Path) -> None:
        super().__init__(parent)
        self._window, self._title, self._path = parent, title, path
        self._job: Job | None = None
        self._given_up = threading.Event()
        self._written: Callable[[], object] = _nothing
        self._failed: Tell = self._warn
        self._box: QMessageBox | None = None
        self._waiting = Waiting(self)
        self._waiting.notice.connect(self._tell_long)
        self._waiting.resolved.connect(self._close_box)

    def begin(
        self, data: bytes, written: Callable[[], object] | None = None, failed: Tell | None = None
    ) -> None:
        """Write these bytes; nothing is put in place once nobody waits any more.

        Parameters
        ----------
        data : bytes
        written : callable, optional
            Is told at the end.
        failed : callable, optional
            Is told the exception, which is said in a box otherwise.
        """
        path, sources = self._path, self._sources()
        self._written, self._failed = written or self._written, failed or self._failed
        text = self.tr("The disk has not answered yet: {0} is still being saved.").format(shown(path))
        self._waiting.begin(Notice(text, "info", key="writing"))
        # It comes to its end where the window closes, or only the dialog that it was asked for in.
        given_up = self._given_up.is_set

        def work(_cancelled: Cancel, _progress: Progress) -> None:
            require_no_project(path)
            for source in sources:
                require_no_data(path, source)
            write_bytes(path, data, given_up)

        self._job = job = Job("writing", work, window_of(self), LINGER)
        for signal, tell in ((job.done, self._done), (job.failed, self._fail)):
            signal.connect(tell)
            signal.connect(job.deleteLater)
        job.start()

    def _sources(self) -> list[Source | None]:
        """The data of the project, and of the training whose results are seen: neither may be written over."""
        document = window_of(self).findChild(Document)
        if not isinstance(document, Document):
            return []
        trained = document.trained
        return [document.project.data.source, None if trained is None else trained.data.source]

    def _done(self, _result: object) -> None:
        self._end()
        self._written()

    def _fail(self, error: BaseException) -> None:
        self._end()
        self._failed(error)

    def _warn(self, error: BaseException) -> None:
        box = plain_box(self._window, self._title, error_text(error), icon=QMessageBox.Icon.Warning)
        box.addButton(QMessageBox.StandardButton.Ok)
        ask(box, lambda _: None)

    def _tell_long(self, notice: Notice) -> None:
        icon = QMessageBox.Icon.Information
        self._box = box = plain_box(self._window, self._title, notice.text, icon=icon)
        stop = box.addButton(self.tr("Stop waiting"), QMessageBox.ButtonRole.RejectRole)
        stop.clicked.connect(self._give_up)
        box.finished.connect(box.deleteLater)
        box.setModal(False)
        box.show()

    def _give_up(self) -> None:
        self._given_up.set()
        if self._job is not None:
            self._job.leave()
        self._end()

    def _close_box(self, _key: str) -> None:
        box, self._box = self._box, None
        if box is not None:
            box.close()

    def _end(self) -> None:
        self._waiting.end()
        if self._job is not None:
            self._job = None
            self.deleteLater()


def _nothing() -> None:
    """Nobody wants to know."""
