"""Every sample with its truth and answer, to sort, to filter and to take along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QTableView

from nnstudio.app.files.asked_file import ask_where
from nnstudio.app.files.writing import FileWriting
from nnstudio.app.look import icons, theme
from nnstudio.app.results.detail import SampleDetail
from nnstudio.app.results.figure_table import give_air
from nnstudio.app.results.sample_model import SampleModel
from nnstudio.app.results.wording import with_decided
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.folding_buttons import FoldingButtons
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.words.texts import error_text, tooltip
from nnstudio.project.csv_text import csv_file
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.listing import as_csv
from nnstudio.system.file_errors import shown
from nnstudio.system.numbers import whole_text

_LEAST = 76
"""Pixels of a column."""
_LONGEST = 170
"""Pixels of a column of names; longer ones are cut, and told by a tool tip."""
_LOOKED_AT = 500
"""Cells of a column, from the first row to the last, that tell how wide it is to be."""


class SamplesPage(LatePage):
    """The table, with a closer look beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._judged: Judgement | None = None
        self._kept: Judgement | None = None
        self._cells: dict[int, int] = {}

    def build(self) -> None:
        """Make the table, what stands over it and the closer look."""
        self._model = SampleModel()
        self.mistakes = QCheckBox(self.tr("Only mistakes"))
        self.mistakes.toggled.connect(self._filter)
        self._count = label("", "small")
        folding = FoldingButtons()
        self.save = folding.add()
        words, about = (
            self.tr("Save as CSV…"),
            self.tr("All samples of this part with truth, answer and probabilities"),
        )
        self.save.setText(words)
        icons.set_icon(self.save, "save")
        self.save.setToolTip(tooltip(self.tr("{0}: {1}").format(words.removesuffix("…"), about)))
        self.save.clicked.connect(self._choose_file)
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("Samples"))
        self.table.setModel(self._model)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setAlternatingRowColors(True)
        self.table.verticalHeader().hide()
        give_air(self.table)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setMinimumSectionSize(_LEAST)
        self.table.viewport().installEventFilter(self)
        self.table.setSortingEnabled(True)
        self.table.selectionModel().currentRowChanged.connect(self._look)
        self.detail = SampleDetail()
        head = h_box(spacing=14)
        head.addWidget(self.mistakes)
        head.addWidget(self._count)
        head.addWidget(folding, 1)
        column = v_box(spacing=6)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        row = h_box(self, margins=(14, 8, 8, 8), spacing=18)
        row.addLayout(column, 3)
        row.addWidget(self.detail, 2)

    def show_judgement(self, judged: Judgement, answerer: Answerer, whole: Judgement | None = None) -> None:
        """Show every sample of a judgement; how they were sorted stays.

        Parameters
        ----------
        judged : Judgement
        answerer : Answerer
        whole : Judgement, optional
            With all targets, where the other is of one of several; a file then has them all.
        """
        self.ready()
        self._judged = judged
        self._kept = judged if whole is None or judged.target is None else whole
        self.detail.use(answerer)
        self.detail.clear()
        self.mistakes.setVisible(bool(judged.classes))
        self._model.show_judgement(judged)
        self.table.sortByColumn(*self._model.first_order())
        self._filter()
        self._share()
        if self._model.rowCount():
            self.table.selectRow(0)

    def _share(self) -> None:
        """Give names and moments the width of their words, as far as that goes, and the rest to the figures."""
        names = 0 if self._judged is None else len(self._judged.prepared.beside.shown)
        self._cells = {column: self._widest(column) for column in range(self._model.columnCount())}
        for column in range(1, names + 1):
            self.table.setColumnWidth(column, min(self._needed(column), theme.current().room(_LONGEST)))
        self._share_figures()

    def _needed(self, column: int) -> int:
        """The width of a column in which nothing is cut; of one that has just come, that of its heading."""
        return max(self._cells.get(column, 0), self.table.horizontalHeader().sectionSizeHint(column))

    def _widest(self, column: int) -> int:
        """The width that the cells of a column need; names of classes are content with that of their heading."""
        names = 0 if self._judged is None else len(self._judged.prepared.beside.shown)
        side = self._model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        if column > names and not side & Qt.AlignmentFlag.AlignRight:
            return 0
        # Qt lays out each cell to know how wide it is, which takes a second for thousands: words are measured here.
        metrics, rows = QFontMetrics(theme.current().font("small")), self._model.rowCount()
        cells = (self._model.index(row, column) for row in range(0, rows, -(-rows // _LOOKED_AT) or 1))
        widest = max(cells, key=lambda cell: metrics.horizontalAdvance(cell.data()), default=QModelIndex())
        return self.table.sizeHintForIndex(widest).width()

    def _share_figures(self) -> None:
        """Give what is wider than an even share its own width: what is left of a heading or a number that is cut says nothing."""
        names = 0 if self._judged is None else len(self._judged.prepared.beside.shown)
        header = self.table.horizontalHeader()
        figures = [column for column in range(header.count()) if not 0 < column <= names]
        room = self.table.viewport().width() - sum(map(header.sectionSize, range(1, names + 1)))
        even, share = {*figures}, 0
        while even:
            share = max(room // len(even), header.minimumSectionSize())
            wide = {column for column in even if self._needed(column) > share}
            if not wide:
                break
            even, room = even - wide, room - sum(map(self._needed, wide))
        over = room - share * len(even)
        for (
            column
        ) in figures:  # not stretched by Qt, which still has the width before in a window that gets narrower
            wider = column in even and over > 0
            self.table.setColumnWidth(column, share + wider if column in even else self._needed(column))
            over -= wider

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the width anew where there is another: the window has changed, or a bar to scroll has come."""
        if event.type() == QEvent.Type.Resize and watched is self.table.viewport():
            self._share_figures()
        return super().eventFilter(watched, event)

    def clear(self) -> None:
        """Show nothing."""
        self._judged, self._kept = None, None
        if self.built:
            self._model.show_judgement(None)
            self.detail.clear()

    def save_csv(self, path: Path, kept: Judgement) -> None:
        """Write every sample with its truth and answer."""
        text = self.tr("Saved as {0}").format(shown(path.name))
        FileWriting(self, self.tr("Save the samples"), path).begin(
            csv_file(as_csv(kept)),
            lambda: self._count.setText(text),
            lambda error: self._count.setText(error_text(error)),
        )

    def _choose_file(self) -> None:
        kept = self._kept  # a run that ends while the dialog is open takes them away
        path = ask_where(self, self.tr("Save the samples"), Path("samples.csv"), "CSV", ".csv")
        if path is not None and kept is not None:
            self.save_csv(path, kept)

    def _filter(self) -> None:
        before = self.detail.position
        self._model.show_mistakes(self.mistakes.isChecked())
        self.table.selectRow(self._model.row(before))
        text = self.tr("{0} of {1}").format(
            whole_text(self._model.rowCount()), whole_text(self._model.samples)
        )
        self._count.setText(text if self._judged is None else with_decided(text, self._judged))

    def _look(self, index: QModelIndex, _before: object = None) -> None:
        if self._judged is not None and index.isValid():
            self.detail.show_sample(self._judged, self._model.position(index.row()))
