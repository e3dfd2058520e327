"""Weights of another program for the network that is drawn, and what training begins with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from nnstudio.app.background.newest import Newest
from nnstudio.app.files.asked_file import begin_at
from nnstudio.app.forms import commit_forms
from nnstudio.app.importing.reading import ForeignReading
from nnstudio.app.importing.weights_dialog import WeightsDialog
from nnstudio.app.widgets.banner import Notice
from nnstudio.app.words.texts import error_text
from nnstudio.export.reading import WEIGHTS, read_weights
from nnstudio.project.importing import with_weights
from nnstudio.project.trained import Trained, superseded, untouched
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    import numpy as np

    from nnstudio.app.main_window import MainWindow


class WeightsImport(QObject):
    """Imports weights into the document of a window, drops them again, or takes them as they are."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._taking = Newest("untouched", self)
        self.reading = ForeignReading(window)
        self._strip = window.workspace.dock.start_strip
        self._strip.dropped.connect(self.drop)
        self._strip.taken.connect(self.use_untouched)
        self._strip.kept.connect(window.controls.earlier.action.trigger)
        for signal in (window.document.changed, window.document.trained_changed, window.data.changed):
            signal.connect(self._show)
        window.controls.changed.connect(self._show)
        self._show()

    # Importing ---------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file of weights."""
        if not self._ready():
            return
        endings = " ".join(f"*{suffix}" for suffix in WEIGHTS)
        path, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Import weights"),
            begin_at(self._window.preferences.settings.last_folder),
            self.tr("Weights ({0});;All files (*)").format(endings),
        )
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> None:
        """Read a file of weights and show which of them fit."""
        if not self._ready():
            return

        def failed(error: BaseException) -> None:
            self._window.banner.post(Notice(error_text(error), "error", key="weights"))

        self.reading.begin(
            shown(path.name),
            lambda cancelled, progress: read_weights(path, cancelled=cancelled, progress=progress),
            lambda arrays: self._ask(path, arrays),
            failed,
        )

    def _ready(self) -> bool:
        window = self._window
        commit_forms(window)
        if window.document.project.network.nodes:
            return True
        text = self.tr("There is no network yet that weights could go into: draw it, or open a model with File → Open")  # fmt: skip
        window.banner.show_message(text, "info")
        return False

    def _ask(self, path: Path, arrays: dict[str, np.ndarray]) -> None:
        window = self._window
        window.banner.dismiss("weights")
        window.preferences.change(last_folder=str(path.absolute().parent))
        document = window.document
        dialog = WeightsDialog(document.project, document.trained, arrays, shown(path.name), window)
        dialog.accepted.connect(lambda: self._take(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, dialog: WeightsDialog) -> None:
        document, banner, name = self._window.document, self._window.banner, dialog.source
        try:
            project = with_weights(document.project, document.trained, dialog.rows, name)
        except StudioError as error:
            banner.post(Notice(error_text(error), "error", key="weights"))
            return
        document.edit(self.tr("Import weights from {0}").format(name), project)
        self._window.show_workspace()
        self._window.workspace.show_training()

    # What training begins with ----------------------------------------------------------------------------

    def drop(self) -> None:
        """Begin with random weights again; Undo brings the imported ones back."""
        document = self._window.document
        document.edit(self.tr("Start from new weights"), document.project.replace(start=None))

    def use_untouched(self) -> None:
        """Take the imported weights as they are for a result: they can be judged and exported with the data's scaling."""
        window = self._window
        project, prepared = window.document.project, window.data.prepared
        if prepared is None or self._taking.busy or window.trainer.active:
            return
        self._taking.ask(lambda cancelled, progress: untouched(project, prepared), self._done, self._failed)
        self._show()

    def _done(self, trained: Trained) -> None:
        self._window.document.set_trained(trained)
        self._window.workspace.dock.show_trained(trained)
        self._show()

    def _failed(self, error: BaseException) -> None:
        self._window.banner.post(Notice(error_text(error), "error", key="weights"))
        self._show()

    def _edited(self) -> bool:
        """Whether what was learned last is of an earlier network, and no weights were imported since."""
        document = self._window.document
        trained, project = document.trained, document.project
        return (
            not self._window.trainer.active
            and trained is not None
            and trained.network != project.network
            and not superseded(project, trained)
        )

    def _show(self, *_: object) -> None:
        """Keep the strip over the curves in line with document, data and run."""
        window, document = self._window, self._window.document
        start, network = document.project.start, document.project.network
        idle = not window.trainer.active and not self._taking.busy
        fit = window.controls.earlier.fit()
        if fit is not None and fit.fitting and self._edited():
            may_begin = idle and window.controls.earlier.action.isEnabled()
            self._strip.show_edited(fit, None if start is None else start.source, idle=may_begin)
            return
        if start is None:
            self._strip.hide()
            return
        ready = window.data.prepared is not None and not window.controls.obstacle()
        newer = document.trained is None or superseded(document.project, document.trained)
        usable = idle and ready and newer and start.complete(network)
        self._strip.show_start(start.source, start.fit(network), usable=usable, idle=idle)
