"""The data in the project file: putting it in, and taking it out again."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.widgets.banner import Notice
from nnstudio.app.words.texts import error_text, translate
from nnstudio.data.paths import missing_path
from nnstudio.data.source import Source
from nnstudio.project.data_copies import LIMIT, NotUnpacked, bring_back, is_kept, taken_out
from nnstudio.project.data_files import relocated
from nnstudio.project.kept_data import cannot_keep
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class DataKeeping(QObject):
    """The command that keeps the data in the project file, so that one file is all there is to send."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.action = QAction(self.tr("&Keep the data in the project file"), window)
        self.action.setCheckable(True)
        self.action.setToolTip(
            self.tr("One file to send: network, weights and up to {0} MiB of data").format(LIMIT >> 20)
        )
        self.action.triggered.connect(self._set)
        window.document.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.action.setChecked(self._window.document.project.keep_data)

    def _set(self, on: bool) -> None:
        document = self._window.document
        source = document.project.data.source
        if source is not None:
            with contextlib.suppress(NotUnpacked):  # it can be left behind all the same
                bring_back(source)  # the cache may have been cleaned, and its copy is the only one
        try:
            if on:
                if (reason := cannot_keep(source)) is not None:
                    raise StudioError(reason)
                document.edit(
                    self.tr("Keep the data in the project file"), document.project.replace(keep_data=True)
                )
            elif source is not None and is_kept(source) and missing_path(source) is None:
                self._take_out(source)
            else:
                document.edit(
                    self.tr("Take the data out of the project file"),
                    document.project.replace(keep_data=False),
                )
            self._window.banner.dismiss("keeping")
        except StudioError as error:
            self._window.banner.post(Notice(error_text(error), "warning", key="keeping"))
        self._follow()

    def _take_out(self, source: Source) -> None:
        """Ask for a folder, as the data is in no other file that is known here."""
        document = self._window.document
        start = document.path.parent if document.path else self._window.preferences.settings.last_folder
        folder = QFileDialog.getExistingDirectory(
            self._window, self.tr("Take the data out of the project file into a folder"), begin_at(start)
        )
        if not folder:
            return
        outside = taken_out(source, Path(folder))
        dataset, trained = self._window.data.dataset, document.trained
        fingerprint = dataset.fingerprint if dataset else ""
        project, kept = relocated(document.project, trained, outside, fingerprint)
        if dataset is not None:
            self._window.data.offer(outside, dataset)
        text = self.tr("Take the data out of the project file")
        edited = document.edit(text, project.replace(keep_data=False))
        if edited and kept is not None and kept is not trained:
            document.set_trained(kept)

    def still(self, on: bool, source: Source | None) -> bool:
        """Whether data that was chosen now can be kept as the earlier data was; says so where it cannot."""
        reason = cannot_keep(source) if on else None
        if reason is not None:
            text = self.tr("This data is not kept in the project file. {0}").format(translate(reason))
            self._window.banner.post(Notice(text, "info", key="keeping"))
        return on and reason is None
