"""The data dialog: choose a set, a file or a folder, look at it, say what to predict."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from nnstudio.app.data.layout import DataParts
from nnstudio.app.data.sets import size_words
from nnstudio.app.importing.drops import local_files
from nnstudio.app.jobs import Job
from nnstudio.app.texts import error_text, tooltip, translate
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.source import Cancel, Progress, Source
from nnstudio.data.sources import Bundled, Generated, TableSource, source_for
from nnstudio.data.sources.for_file import PATTERNS
from nnstudio.data.tables import Table
from nnstudio.nn.fields import Spec
from nnstudio.system.messages import StudioError

_MOST_NOTES = 4
_PATIENCE_MS = 150
"""What is read sooner shows no progress: a bar that only flashes disturbs."""


class DataDialog(QDialog):
    """Chooses a project's data.

    Parameters
    ----------
    config : DataConfig
        What the project has now.
    folder : str
        Where the file dialog opens.
    """

    def __init__(self, config: DataConfig, folder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Data"))
        self.resize(1220, 730)
        self.setAcceptDrops(True)
        self._config = config
        self._folder = folder
        self._table: Table | None = None
        self._job: Job | None = None
        self.dataset: Dataset | None = None
        """What was read, for whoever opened the dialog."""
        self._parts = parts = DataParts(config, self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PATIENCE_MS)
        self._late.timeout.connect(parts.busy.show)

        parts.open_file.clicked.connect(self.browse)
        parts.open_folder.clicked.connect(self.browse_folder)
        parts.sets.chosen.connect(self._open)
        parts.target.activated.connect(self._choose_target)
        parts.source_form.edited.connect(self._open)
        parts.form.edited.connect(self._edit)
        parts.buttons.accepted.connect(self.accept)
        parts.buttons.rejected.connect(self.reject)
        self.finished.connect(self._stop)
        self._show_empty()
        parts.align()
        if config.source is not None:
            parts.sets.select(config.source)
            if parts.sets.selectedItems():
                parts.sets.setFocus()
            self._open(config.source)

    @property
    def config(self) -> DataConfig:
        """What was chosen."""
        return self._config

    def browse(self) -> None:
        """Ask for a file."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a file with data"),
            self._folder,
            self.tr("Tables and arrays ({0});;All files (*)").format(" ".join(PATTERNS)),
        )
        if path:
            self.open_file(path)

    def browse_folder(self) -> None:
        """Ask for a folder of images."""
        path = QFileDialog.getExistingDirectory(
            self, self.tr("Open a folder that has a sub-folder of images for each class"), self._folder
        )
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> None:
        """Read a file or a folder and show it."""
        self._parts.sets.select(None)
        self._open(source_for(path))

    def accept(self) -> None:
        """Take what is shown; where a setting was just edited, what is read with it."""
        if self.dataset is not None and not self._parts.source_form.waiting:
            super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field confirms what was typed there, and not yet the whole choice."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._parts.typing():
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files and folders."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        if paths := local_files(event.mimeData()):
            event.acceptProposedAction()
            self.open_file(paths[0])

    def _open(self, source: Source) -> None:
        """Read a source, or only choose another target where its table is at hand."""
        old = self._config.source
        parts, known = self._parts, self._table
        same_kind = type(old) is type(source) and old is not None and old.paths == source.paths
        if not (known is not None and _same_table(old, source)):
            known = self._table = None
        if not same_kind or isinstance(source, Bundled):
            parts.target.clear()
            parts.preview.clear()
        parts.title.setText(_title(source))
        parts.title.setToolTip("\n".join(source.paths))
        parts.source_form.show_source(source)
        parts.align()
        self._begin(source, partial(_read, source, known))

    def _begin(self, source: Source, read: partial[tuple[Table | None, Dataset | StudioError]]) -> None:
        self._stop()
        self._config = self._config.replace(source=source)
        self.dataset = None
        parts = self._parts
        if not isinstance(source, Generated):
            parts.say(self.tr("Reading…"))
        parts.busy.setRange(0, 0)
        self._late.start()
        parts.ok.setEnabled(False)
        parts.target.setEnabled(False)
        self._job = Job("data dialog", read, self)
        self._job.done.connect(self._take)
        self._job.failed.connect(self._fail)
        self._job.progress.connect(parts.show_progress)
        self._job.start()

    def _take(self, result: object) -> None:
        self._end()
        assert isinstance(result, tuple)
        table, outcome = result
        parts, source = self._parts, self._config.source
        if table is not None and table is not self._table:
            parts.target.clear()
            parts.target.addItems([column.name for column in table.columns])
        self._table = table
        parts.show_target(table is not None)
        parts.target.setEnabled(table is not None)
        parts.source_form.show_table(table)
        if isinstance(source, TableSource) and source.target is not None:
            parts.target.setCurrentText(source.target)
        if isinstance(outcome, StudioError):
            self._fail(outcome)
        else:
            self._show(outcome)

    def _choose_target(self) -> None:
        source = self._config.source
        if isinstance(source, TableSource):
            self._open(source.replace(target=self._parts.target.currentText()))

    def _show(self, dataset: Dataset) -> None:
        self.dataset = dataset
        parts = self._parts
        parts.target.setCurrentText(dataset.target_name)
        lines = [size_words(len(dataset), dataset.sample_shape, dataset.task, len(dataset.classes))]
        if dataset.classes:
            shown = ", ".join(dataset.classes[:10]) + (" …" if len(dataset.classes) > 10 else "")
            lines.append(self.tr("Classes: {0}").format(shown))
        notes = [translate(note) for note in dataset.notes]
        lines += notes[:_MOST_NOTES]
        if len(notes) > _MOST_NOTES:
            lines.append(self.tr("… and {0} more remarks").format(len(notes) - _MOST_NOTES))
        parts.say("\n".join(lines), tooltip("\n".join(notes)) if len(notes) > _MOST_NOTES else "")
        parts.preview.show_dataset(dataset, plane=isinstance(self._config.source, Generated))
        parts.ok.setEnabled(True)

    def _fail(self, error: BaseException) -> None:
        self._end()
        self.dataset = None
        if self._table is None:
            self._parts.show_target(False)
        self._parts.preview.clear()
        self._parts.say(error_text(error), error=True)
        self._parts.ok.setEnabled(False)

    def _show_empty(self) -> None:
        parts = self._parts
        parts.show_target(False)
        parts.title.setText(self.tr("Choose a data set"))
        parts.say(
            self.tr(
                "Take one from the list, or open a table, arrays or a folder of images of your own. "
                "Nothing leaves this computer."
            )
        )
        parts.ok.setEnabled(False)

    def _edit(self, config: Spec, _name: str) -> None:
        assert isinstance(config, DataConfig)
        self._config = config.replace(source=self._config.source)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._end()

    def _end(self) -> None:
        self._late.stop()
        self._parts.busy.hide()
        if self._job is not None:
            self._job.deleteLater()
            self._job = None


def _read(
    source: Source, known: Table | None, cancelled: Cancel, progress: Progress
) -> tuple[Table | None, Dataset | StudioError]:
    """The table, where there is one, and the data set; a target that cannot be one is no reason to lose the table."""
    if not isinstance(source, TableSource):
        return None, source.read(cancelled=cancelled, progress=progress)
    table = known or source.table(cancelled=cancelled, progress=progress)
    try:
        return table, source.dataset(table)
    except StudioError as error:
        return table, error


def _same_table(old: Source | None, new: Source) -> bool:
    """Whether two sources differ in nothing but in what is predicted."""
    if not isinstance(old, TableSource) or not isinstance(new, TableSource):
        return False
    return old.replace(target=new.target, task=new.task) == new


def _title(source: Source) -> str:
    if isinstance(source, Bundled):
        return source.facts.title
    if isinstance(source, Generated):
        return translate(source.title)
    return Path(source.paths[0]).name or source.paths[0]
