"""The settings of one source of data: how a file is read, or what is drawn."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from nnstudio.app.forms import Form
from nnstudio.app.forms.row import RESET_SIZE
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.buttons import FoldButton, push_button
from nnstudio.app.widgets.labels import label
from nnstudio.data.columns.facts import FILES
from nnstudio.data.dataset import Dataset
from nnstudio.data.source import Source
from nnstudio.data.sources import (
    CsvFile,
    ExcelFile,
    FileTable,
    Generated,
    IdxFiles,
    ImageFiles,
    ImageFolder,
    JsonFile,
    NumpyFile,
    ParquetFile,
    PictureTable,
    RecordingFiles,
    RecordingFolder,
    RecordingTable,
    SqliteFile,
    TableSource,
)
from nnstudio.data.tables import Table, TableFormat
from nnstudio.nn.fields import Spec

_SPECTROGRAM = ("window", "bands")
"""What means something only where recordings are seen as spectrograms."""

_SETTINGS: dict[type[Source], tuple[str, ...]] = {
    CsvFile: ("separator", "decimal", "encoding", "header", "day_first"),
    ExcelFile: ("decimal", "header", "day_first"),
    Generated: ("points", "noise", "seed"),
    IdxFiles: ("labels", "test"),
    ImageFolder: ("size", "colour", "how", "alike"),
    JsonFile: ("day_first",),
    NumpyFile: ("samples", "targets", "test"),
    ParquetFile: ("day_first",),
    PictureTable: ("folder", "pictures", "size", "colour", "how"),
    RecordingFolder: ("length", "rate", "channels", "how", "seen_as", *_SPECTROGRAM, "alike"),
    RecordingTable: ("folder", "recordings", "length", "rate", "channels", "how", "seen_as", *_SPECTROGRAM),
    SqliteFile: ("day_first",),
}
"""What can be set here; the rest is chosen elsewhere in the dialog."""

_FOLDED = (CsvFile, ExcelFile, JsonFile, ParquetFile, SqliteFile)
"""What is detected right nearly always waits behind a button, with a line that says what was detected."""

_PAUSE_MS = 150
"""A slider that is dragged makes one reading, not fifty."""


class SourceForm(QWidget):
    """A heading, the sheet of a workbook or the table of a database, and a form, folded or not; hidden where a source has no settings.

    Signals
    -------
    edited(Source)
        The source with another setting, a moment after the last edit.
    table_wanted(Source)
        The table as it is, where it was taken for a list of files.
    """

    edited = Signal(object)
    table_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._source: Source | None = None
        self._waiting: Source | None = None
        self._found = False
        self._heading = label("", "strong")
        self.fold = FoldButton(self.tr("How it is &read"), self._fold)
        self._summary = label("", "small", wrap=True)
        self._sheet_label = QLabel(self.tr("&Sheet"))
        self.sheet = QComboBox()
        self.sheet.setAccessibleName(self.tr("Sheet"))
        self.sheet.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._sheet_label.setBuddy(self.sheet)
        self.sheet.activated.connect(self._choose_sheet)
        self.as_table = push_button(
            self.tr("Read &only the table"),
            self._want_table,
            role="link",
            tip=self.tr("Learn from the columns of the table, and not from the files that it names"),
        )
        self.as_table.setStyleSheet("QPushButton { padding-left: 0; }")
        self._place = v_box()
        self._form: Form | None = None
        column = v_box(self, margins=(0, 0, 0, 12), spacing=6)
        column.addWidget(self._heading)
        inner = v_box(margins=(0, 0, RESET_SIZE + 4, 0), spacing=6)  # as wide as fields of a form
        inner.addWidget(self._sheet_label)
        inner.addWidget(self.sheet)
        column.addLayout(inner)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._summary)
        column.addLayout(self._place)
        column.addWidget(self.as_table, 0, Qt.AlignmentFlag.AlignLeft)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._tell)
        self.show_source(None)

    @property
    def form(self) -> Form | None:
        """The form of the present source."""
        return self._form

    @property
    def waiting(self) -> bool:
        """Whether an edit is about to be told."""
        return self._timer.isActive()

    def show_source(self, source: Source | None) -> None:
        """Show the settings of a source; what stands in the fields of one of the same kind stays."""
        settings = _SETTINGS.get(type(source), ()) if source is not None else ()
        other = type(source) is not type(self._source)
        self._source = source
        self._timer.stop()
        self._waiting = None
        if other:
            self.show_table(None)
            self.fold.setChecked(False)
            self._found = False
            self._replace_form(Form(source, only=settings) if settings else None)
        elif self._form is not None:
            self._form.set_spec(source)
        self._leave_out()
        self._heading.setText(
            self.tr("What is drawn") if isinstance(source, Generated)
            else self.tr("Images") if isinstance(source, ImageFiles)
            else self.tr("Recordings") if isinstance(source, RecordingFiles)
            else self.tr("How it is read")
        )  # fmt: skip
        self._heading.setVisible(not isinstance(source, _FOLDED))
        self.as_table.setVisible(isinstance(source, FileTable))
        self._fold(self.fold.isChecked())
        self.setVisible(bool(settings))

    def show_table(self, table: Table | None) -> None:
        """Offer the sheets of a workbook, or the tables of a database, that was read."""
        database = isinstance(self._source, SqliteFile)
        self._sheet_label.setText(self.tr("T&able") if database else self.tr("&Sheet"))
        self.sheet.setAccessibleName(self.tr("Table") if database else self.tr("Sheet"))
        sheets = table.format.sheets if table is not None else ()
        for widget in (self._sheet_label, self.sheet):
            widget.setVisible(len(sheets) > 1)
        if [self.sheet.itemText(i) for i in range(self.sheet.count())] != list(sheets):
            self.sheet.clear()
            self.sheet.addItems(list(sheets))
        if table is not None:
            self.sheet.setCurrentText(table.format.sheet)
        self._summary.setText("" if table is None else _in_words(table.format))
        self._fold(self.fold.isChecked())

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Take in what was found where nothing was chosen: whether recordings became spectrograms."""
        if dataset is not None:
            self._found = dataset.spectrogram is not None
            self._leave_out()

    def _leave_out(self) -> None:
        """Offer the settings of spectrograms where recordings are seen as such, or were to be and could not."""
        source = self._waiting or self._source
        if self._form is None or not isinstance(source, RecordingFiles):
            return
        chosen = source.seen_as is not None or source.window is not None or source.bands is not None
        meant = source.seen_as != "signal" and (chosen or self._found)
        self._form.leave_out(() if meant else _SPECTROGRAM)

    def _fold(self, open_: bool) -> None:
        folded = isinstance(self._source, _FOLDED)
        self.fold.setVisible(folded)
        self._summary.setVisible(folded and not open_ and bool(self._summary.text()))
        if self._form is not None:
            self._form.setVisible(open_ or not folded)

    def _replace_form(self, form: Form | None) -> None:
        if self._form is not None:
            self._form.hide()
            self._place.removeWidget(self._form)
            self._form.deleteLater()
        self._form = form
        if form is not None:
            self._place.addWidget(form)
            form.edited.connect(self._edit)

    def _edit(self, spec: Spec, name: str) -> None:
        # Only what was edited: text of an earlier edit may still wait.
        source = self._waiting or self._source
        if source is not None:
            if name == "header" and isinstance(source, TableSource):
                source = source.afresh()
            if name in FILES and isinstance(source, FileTable):  # what names them is no input besides
                source = source.ignoring(getattr(spec, name))
            self._waiting = source.replace(**{name: getattr(spec, name)})
            self._leave_out()
            self._timer.start()

    def _choose_sheet(self) -> None:
        source = self._waiting or self._source
        if isinstance(source, ExcelFile | SqliteFile):
            self._waiting = source.afresh().replace(sheet=self.sheet.currentText())
            self._tell()

    def _want_table(self) -> None:
        if isinstance(self._source, FileTable):
            self.table_wanted.emit(CsvFile(self._source.path))

    def _tell(self) -> None:
        self._timer.stop()
        source, self._waiting = self._waiting, None
        if source is not None and source != self._source:
            self.edited.emit(source)


def _in_words(found: TableFormat) -> str:
    """How a table is written, in one line: ``comma · 1.5 · utf-8 · header row``."""
    words = [
        {
            ",": QCoreApplication.translate("SourceForm", "comma"),
            ";": QCoreApplication.translate("SourceForm", "semicolon"),
            "\t": QCoreApplication.translate("SourceForm", "tab"),
            "|": QCoreApplication.translate("SourceForm", "bar"),
            " ": QCoreApplication.translate("SourceForm", "blanks"),
        }.get(found.separator, found.separator),
        f"1{found.decimal}5" if found.decimal else "",
        found.encoding,
    ]
    if found.header is not None:
        yes = QCoreApplication.translate("SourceForm", "header row")
        words.append(yes if found.header else QCoreApplication.translate("SourceForm", "no header row"))
    return " · ".join(word for word in words if word)
