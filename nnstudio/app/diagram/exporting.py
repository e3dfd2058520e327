"""The ways to the diagram in the window: its dialog, and copying it at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.diagram.clipboard import copy
from nnstudio.app.diagram.dialog import DiagramDialog
from nnstudio.app.diagram.wording import Subject, drawn
from nnstudio.app.forms import commit_forms
from nnstudio.app.words.texts import error_text
from nnstudio.export.diagram import Diagram, Svg
from nnstudio.system.messages import StudioError

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class DiagramExport(QObject):
    """Draws the document of a window on paper; the choices hold until the window is closed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._options: Diagram = Svg()

    def show(self) -> None:
        """Open the dialog, or say that there is nothing to draw."""
        subject = self._subject()
        if subject is None:
            return
        window = self._window
        folder = Path(window.preferences.settings.last_folder or Path.home())
        dialog = DiagramDialog(subject, self._options, folder / subject.name, window)
        dialog.finished.connect(lambda _: self._remember(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def copy(self) -> None:
        """Copy the diagram as it was chosen last."""
        subject = self._subject()
        if subject is None:
            return
        banner = self._window.banner
        try:
            copy(drawn(subject, self._options), self._options)
        except StudioError as error:
            banner.show_message(error_text(error), "error")
        else:
            banner.show_message(self.tr("The diagram is on the clipboard: paste it into a text or a drawing"))

    def _subject(self) -> Subject | None:
        window = self._window
        commit_forms(window)
        project = window.document.project
        if not project.network.nodes:
            text = self.tr("The network is empty: there is nothing to draw yet")
            window.banner.show_message(text, "info")
            return None
        path = window.document.path
        prepared = window.data.prepared
        known = None if prepared is None else prepared.preprocessor
        return Subject(project, path.stem if path is not None else self.tr("network"), known)

    def _remember(self, dialog: DiagramDialog) -> None:
        self._options = dialog.options
        if dialog.saved is not None:
            self._window.preferences.change(last_folder=str(dialog.saved.parent))
