"""The data dialog: choose a bundled set or a CSV file, look at it, say what to predict."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app import icons
from nnstudio.app.data.preview import Preview
from nnstudio.app.forms import Form
from nnstudio.app.jobs import Job, Work
from nnstudio.app.texts import error_text, translate
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.source import Source
from nnstudio.data.sources import Bundled, CsvFile
from nnstudio.data.sources.bundled import bundled_sets
from nnstudio.data.tables import Table, read_table, to_dataset
from nnstudio.system.messages import StudioError


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
        self.resize(940, 620)
        self._config = config
        self._folder = folder
        self._table: Table | None = None
        self._job: Job | None = None
        self.dataset: Dataset | None = None
        """What was read, for whoever opened the dialog."""

        self._list = QListWidget()
        self._list.setObjectName("included")
        self._list.setAccessibleName(self.tr("Data sets"))
        self._list.setMinimumWidth(290)
        self._list.setSpacing(1)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setStyleSheet("QListView::item { padding: 6px 8px; border-radius: 6px; }")
        for facts in bundled_sets():
            item = QListWidgetItem(f"{facts.title}\n{self._size(facts.rows, facts.features, facts.task)}")
            item.setData(Qt.ItemDataRole.UserRole, facts.name)
            item.setToolTip(self.tr(facts.summary))
            self._list.addItem(item)
        browse = QPushButton(self.tr("Open a &CSV file…"))
        icons.set_icon(browse, "open")
        browse.clicked.connect(self.browse)
        heading = QLabel(self.tr("Included"))
        heading.setProperty("role", "strong")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 14, 0)
        column.setSpacing(8)
        column.addWidget(browse)
        column.addSpacing(6)
        column.addWidget(heading)
        column.addWidget(self._list, 1)

        self._title = QLabel()
        self._title.setProperty("role", "heading")
        self._facts = QLabel()
        self._facts.setProperty("role", "muted")
        self._facts.setWordWrap(True)
        self._target_label = QLabel(self.tr("Column to &predict"))
        self._target = QComboBox()
        self._target.setAccessibleName(self.tr("Column to predict"))
        self._target_label.setBuddy(self._target)
        self._target.activated.connect(self._choose_target)
        self._preview = Preview()
        self._form = Form(config, only=("scaling", "validation", "test", "stratified"))
        self._form.edited.connect(self._edit)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.setFixedHeight(6)
        self._busy.setAccessibleName(self.tr("Reading…"))
        target_row = QHBoxLayout()
        target_row.addWidget(self._target_label)
        target_row.addWidget(self._target)
        target_row.addStretch(1)
        self._target.setMinimumWidth(200)
        self._target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._form.setMaximumWidth(400)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(16, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addWidget(self._busy)
        column.addLayout(target_row)
        column.addWidget(self._preview, 1)
        column.addSpacing(6)
        column.addWidget(self._form)

        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Use this data"))
        self._ok.setProperty("role", "primary")
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(14)
        layout.addWidget(splitter, 1)
        layout.addWidget(self._buttons)

        if isinstance(config.source, Bundled):
            names = [facts.name for facts in bundled_sets()]
            self._list.setCurrentRow(names.index(config.source.name))
            self._list.setFocus()
        # The selection, not the current item: Qt makes the first item current when the list gets the focus.
        self._list.itemSelectionChanged.connect(self._choose_bundled)
        self.finished.connect(self._stop)
        self._show_empty()
        if config.source is not None:
            self._open(config.source)

    @property
    def config(self) -> DataConfig:
        """What was chosen."""
        return self._config

    def browse(self) -> None:
        """Ask for a file."""
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a CSV file"),
            self._folder,
            self.tr("Tables (*.csv *.tsv *.txt);;All files (*)"),
        )
        if path:
            self.open_file(path)

    def open_file(self, path: str) -> None:
        """Read a CSV file and show it."""
        self._list.blockSignals(True)
        self._list.clearSelection()
        self._list.blockSignals(False)
        self._open(CsvFile(str(Path(path).resolve())))

    def _size(self, rows: int, features: int, task: str) -> str:
        return self.tr("{0} rows · {1} features · {2}").format(rows, features, self._task(task))

    def _task(self, task: str) -> str:
        return {
            "binary": self.tr("two classes"),
            "classes": self.tr("several classes"),
            "regression": self.tr("a number"),
        }[task]

    def _choose_bundled(self) -> None:
        for item in self._list.selectedItems():
            self._open(Bundled(item.data(Qt.ItemDataRole.UserRole)))

    def _open(self, source: Source) -> None:
        self._table = None
        self._target.clear()
        name = source.facts.title if isinstance(source, Bundled) else Path(cast(CsvFile, source).path).name
        self._title.setText(name)

        def read(cancelled: object, progress: object) -> object:
            if isinstance(source, CsvFile):
                table = read_table(
                    source.path, separator=source.separator, decimal=source.decimal, encoding=source.encoding,
                    header=source.header, cancelled=cancelled, progress=progress,  # type: ignore[arg-type]
                )  # fmt: skip
                return table, _or_error(table, source.target)
            return None, source.read()

        self._begin(source, read)

    def _begin(self, source: Source, read: Work) -> None:
        self._stop()
        self._config = self._config.replace(source=source)
        self.dataset = None
        self._facts.setText(self.tr("Reading…"))
        self._busy.show()
        self._ok.setEnabled(False)
        self._target.setEnabled(False)
        self._job = Job("data dialog", read, self)
        self._job.done.connect(self._read)
        self._job.failed.connect(self._fail)
        self._job.start()

    def _read(self, result: object) -> None:
        self._end()
        assert isinstance(result, tuple)
        table, outcome = result
        if table is not self._table or table is None:
            self._target.clear()
            names = [c.name for c in table.columns] if table is not None else []
            self._target.addItems(names or [outcome.target_name])
            if isinstance(self._config.source, CsvFile) and self._config.source.target is not None:
                self._target.setCurrentText(self._config.source.target)
        self._table = table
        self._target.setEnabled(table is not None)
        self._show(outcome)

    def _choose_target(self) -> None:
        table, target = self._table, self._target.currentText()
        if table is not None:
            source = cast(CsvFile, self._config.source).replace(target=target)
            self._begin(source, lambda cancelled, progress: (table, _or_error(table, target)))

    def _show(self, outcome: Dataset | StudioError) -> None:
        if isinstance(outcome, StudioError):
            self._fail(outcome)
            return
        self.dataset = outcome
        self._target.setCurrentText(outcome.target_name)
        words = self._size(len(outcome), int(_features(outcome)), outcome.task)
        if outcome.classes:
            shown = ", ".join(outcome.classes[:10]) + (" …" if len(outcome.classes) > 10 else "")
            words += "\n" + self.tr("Classes: {0}").format(shown)
        words += "".join("\n" + translate(note) for note in outcome.notes)
        self._facts.setText(words)
        self._preview.show_dataset(outcome)
        self._ok.setEnabled(True)

    def _fail(self, error: BaseException) -> None:
        self._end()
        self.dataset = None
        self._preview.clear()
        self._facts.setText(error_text(error))
        self._ok.setEnabled(False)

    def _show_empty(self) -> None:
        self._busy.hide()
        self._title.setText(self.tr("Choose a data set"))
        self._facts.setText(
            self.tr(
                "Take one that is included, or open a CSV file of your own. Nothing leaves this computer."
            )
        )
        self._ok.setEnabled(False)
        self._target.setEnabled(False)

    def _edit(self, config: DataConfig, _name: str) -> None:
        self._config = config.replace(source=self._config.source)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._end()

    def _end(self) -> None:
        self._busy.hide()
        if self._job is not None:
            self._job.deleteLater()
            self._job = None


def _or_error(table: Table, target: str | None) -> Dataset | StudioError:
    """A target that cannot be one is no reason to lose the table."""
    try:
        return to_dataset(table, target)
    except StudioError as error:
        return error


def _features(dataset: Dataset) -> int:
    size = 1
    for n in dataset.sample_shape:
        size *= n
    return size
