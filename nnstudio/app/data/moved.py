"""Data that is not where it was: saying so, and taking it from where the person says it is."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QMessageBox

from nnstudio.app.background.newest import Newest
from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.widgets.banner import Notice
from nnstudio.app.widgets.questions import ask, plain_box
from nnstudio.app.words.texts import error_text
from nnstudio.data.dataset import Dataset
from nnstudio.data.held import HeldData, require_released
from nnstudio.data.paths import is_gone, moved
from nnstudio.data.source import Progress, Source
from nnstudio.data.sources import FileTable, ImageFolder, RecordingFolder
from nnstudio.data.stamps import Stamps, stamps_of
from nnstudio.project.data_files import relocated
from nnstudio.system.briefly import LINGER, briefly
from nnstudio.system.cancel import Cancel

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class MovedData(QObject):
    """Finds the project's data again; where it is other data than the weights were trained on, it asks first."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reading = Newest("moved", self, patience=LINGER)

    def choose(self) -> None:
        """Ask where the data is now."""
        source, old = self._window.document.project.data.source, self._window.data.missing
        back = old is None or not briefly(partial(is_gone, old), True)
        if source is None or old is None or back:
            self._window.data.reload()
            return
        document = self._window.document.path
        folder = str(document.parent) if document else self._window.preferences.settings.last_folder
        name = old.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        title = self.tr("Where is {0}?").format(name)
        listed = isinstance(source, FileTable) and old == source.folder
        if listed or isinstance(source, ImageFolder | RecordingFolder):
            path = QFileDialog.getExistingDirectory(self._window, title, begin_at(folder))
        else:
            ending = Path(name).suffix
            kinds = self.tr("All files (*)")
            if ending:
                kinds = self.tr("Files like {0} (*{1})").format(name, ending) + ";;" + kinds
            path, _ = QFileDialog.getOpenFileName(self._window, title, begin_at(folder), kinds)
        if path:
            new = os.path.abspath(path)  # noqa: PTH100
            self._read(source, briefly(partial(moved, source, old, new), source))
        else:
            self._window.data_choosing.tell()

    def _read(self, old: Source, new: Source) -> None:
        self._window.data_choosing.asking.chosen(new, but=old)

        def work(cancelled: Cancel, progress: Progress) -> tuple[Dataset, Stamps]:
            require_released(new)  # what is where it was may be nobody's choice
            stamps = stamps_of(new)
            return new.read(cancelled=cancelled, progress=progress), stamps

        def done(read: tuple[Dataset, Stamps]) -> None:
            if self._window.document.project.data.source == old:  # nobody has chosen other data meanwhile
                self._compare(new, *read)

        def failed(error: BaseException) -> None:
            if isinstance(error, HeldData):
                self._window.data_choosing.asking.again()
                return
            self._window.data_choosing.tell()
            self._window.banner.post(Notice(error_text(error), "error", key="moved"))

        self._reading.ask_instead(work, done, failed)

    def _compare(self, source: Source, dataset: Dataset, stamps: Stamps) -> None:
        trained = self._window.document.trained
        if trained is None or trained.fingerprint == dataset.fingerprint:
            self._take(source, dataset, stamps)
            return
        box = plain_box(
            self._window,
            self.tr("Other data"),
            self.tr("{0} holds other data than the network was trained on.").format(dataset.name),
            self.tr("It can be used, but the weights are from the earlier data: train again afterwards."),
        )
        use = box.addButton(self.tr("Use it"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))

        def answered(pressed: QAbstractButton | None) -> None:
            if pressed is use:
                self._take(source, dataset, stamps)
            else:
                self._window.data_choosing.tell()

        ask(box, answered)

    def _take(self, source: Source, dataset: Dataset, stamps: Stamps) -> None:
        document = self._window.document
        trained = document.trained
        project, kept = relocated(document.project, trained, source, dataset.fingerprint)
        self._window.banner.dismiss("moved")
        self._window.data_choosing.asking.chosen(source, but=document.project.data.source)
        self._window.data.offer(source, dataset, stamps)
        edited = document.edit(self.tr("Find {0} again").format(dataset.name), project)
        if edited and kept is not None and kept is not trained:
            document.set_trained(kept)
