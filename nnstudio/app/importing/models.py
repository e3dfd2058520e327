"""Opening a model of another program as a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from nnstudio.app.importing.reading import ForeignReading
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.app.words.texts import translate
from nnstudio.export.reading import Imported, read_model
from nnstudio.project.importing import project_of, told
from nnstudio.project.project import Project
from nnstudio.system.file_errors import shown

if TYPE_CHECKING:
    from nnstudio.app.documents.document_files import DocumentFiles

_SHOWN = 2
"""Notes that the banner has room for."""


class ModelOpening(QObject):
    """Reads ONNX and Keras models; what cannot be read leaves the present document alone."""

    def __init__(self, files: DocumentFiles, window: QWidget) -> None:
        super().__init__(files)
        self._files, self._window = files, window
        self.reading = ForeignReading(window)

    def open(self, path: Path) -> None:
        """Read a model and show it as a new document, its weights kept for the next run."""
        name = shown(path.name)
        leave = self._files.leaving()

        def done(read: tuple[Imported, Project]) -> None:
            leave(lambda: self._show(path, *read))

        def work(cancelled: object, progress: object) -> tuple[Imported, Project]:
            imported = read_model(path, cancelled=cancelled, progress=progress)  # type: ignore[arg-type]
            return imported, project_of(imported, name)

        self.reading.begin(name, work, done, lambda error: self._files.cannot_open(path, error))

    def _show(self, path: Path, imported: Imported, project: Project) -> None:
        self._files.resolved.emit("open")
        self._files.show_new(project)
        self._files.remember(path)
        notes = [f"{translate(note)}." for note in imported.notes]
        text = f"{translate(told(imported, shown(path.name)))}."
        actions: tuple[Action, ...] = ()
        if len(notes) > _SHOWN:
            text += " " + self.tr("There are {0} notes about it.").format(len(notes))
            actions = (Action(self.tr("Show notes"), lambda: self._show_notes(notes)),)
        else:
            text = " ".join((text, *notes))
        self._files.notice.emit(Notice(text, "info", actions, key="imported"))

    def _show_notes(self, notes: Sequence[str]) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(self.tr("Notes about the model"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("What is different here, or was left out"))
        box.setInformativeText("\n".join(f"• {note}" for note in notes))
        box.finished.connect(box.deleteLater)
        box.open()
