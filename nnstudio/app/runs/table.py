"""The table of runs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from nnstudio.app.look import theme
from nnstudio.app.runs.cells import (
    BEST,
    COLUMNS,
    DATA,
    ENDING,
    EPOCHS,
    LOSS,
    METRIC,
    NAME,
    NETWORK,
    SETTINGS,
    STAR,
    TEST,
    TIME,
    WHEN,
)  # fmt: skip
from nnstudio.app.runs.figure_columns import FigureColumns
from nnstudio.app.runs.model import RunsFilter, RunsModel
from nnstudio.app.runs.word_columns import CutInTheMiddle, WordColumns
from nnstudio.app.widgets.rows import LEAST, paint_focus
from nnstudio.project.runs.record import RunRecord

_Key = Qt.Key
_PADDING = 6
_WORDS = (NAME, NETWORK, DATA, SETTINGS)
_WHOLE = (EPOCHS, BEST, LOSS, METRIC, TEST, TIME, ENDING)


class RunsTable(QTableView):
    """Rows to choose one or several of.

    Space shows the curves of the chosen runs, ``*`` marks them with a star, F2 names one, Delete removes them.

    Signals
    -------
    chosen_changed()
        Other runs are chosen.
    delete_requested()
    menu_requested(QPoint)
        A place on the screen.
    """

    chosen_changed = Signal()
    delete_requested = Signal()
    menu_requested = Signal(object)

    def __init__(self, model: RunsModel) -> None:
        super().__init__()
        self.runs = model
        self.sorted = RunsFilter(model)
        self.setAccessibleName(self.tr("Runs"))
        self.setModel(self.sorted)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(30)
        self.setSortingEnabled(True)
        self.sortByColumn(WHEN, Qt.SortOrder.DescendingOrder)
        self.setMinimumSize(240, 80)
        self._chosen_before: list[str] = []
        self._metric_heading = 0
        usual = {section: COLUMNS[section].width for section in _WORDS}
        self._words = WordColumns(self, usual, self._heading)
        self.setItemDelegateForColumn(SETTINGS, CutInTheMiddle(self))
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._choose_again)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        theme.current().changed.connect(self._style)
        theme.current().resized.connect(self.fit_columns)
        theme.current().resized.connect(self._words.share)
        self._style()
        self.fit_columns()
        self._words.show(SETTINGS, self.runs.differ)
        FigureColumns(self, _WHOLE, self._words.share).make_room()

    def _style(self) -> None:
        look = theme.current()
        small = look.font("small").pixelSize()
        self.setStyleSheet(
            f"QTableView {{ font-size: {small}px; }} QTableView::item {{ padding: 0 {_PADDING}px; }}"
            f" QHeaderView::section {{ font-size: {small}px; padding: 4px {_PADDING}px; }}"
        )
        self.verticalHeader().setDefaultSectionSize(look.room(LEAST))

    def fit_columns(self) -> None:
        """Give every column its usual width, with letters of the size in force, and room for its heading."""
        for section, column in enumerate(COLUMNS):
            self.setColumnWidth(section, max(theme.current().room(column.width), self._heading(section)))

    def _heading(self, section: int) -> int:
        """The width of a heading."""
        text = str(self.sorted.headerData(section, Qt.Orientation.Horizontal))
        return QFontMetrics(theme.current().font("small")).horizontalAdvance(text) + 2 * _PADDING + 4

    # What is chosen ------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> list[RunRecord]:
        """The chosen runs, the oldest first."""
        rows = {self.sorted.mapToSource(index).row() for index in self.selectionModel().selectedRows()}
        return [self.runs.runs[row] for row in sorted(rows)]

    def choose(self, runs: Iterable[str]) -> None:
        """Choose runs by their ids; the first of them gets the keyboard."""
        wanted = set(runs)
        found = QItemSelection()
        first = None
        for row in range(self.sorted.rowCount()):
            index = self.sorted.index(row, NAME)
            if self.runs.runs[self.sorted.mapToSource(index).row()].id in wanted:
                found.select(index, index)
                first = first or index
        flags = QItemSelectionModel.SelectionFlag
        if first is not None:
            self.selectionModel().setCurrentIndex(first, flags.NoUpdate)
            self.scrollTo(first)
        self.selectionModel().select(found, flags.ClearAndSelect | flags.Rows)

    def look_for(self, text: str) -> None:
        """Show the runs in which these words occur; what is out of sight is not chosen any more."""
        self.sorted.look_for(text)
        self.chosen_changed.emit()

    def choose_newest(self) -> None:
        """Choose the newest run of those in sight, where none is chosen."""
        if not self.chosen and self.sorted.rowCount():
            rows = [
                self.sorted.mapToSource(self.sorted.index(i, 0)).row() for i in range(self.sorted.rowCount())
            ]
            self.choose([self.runs.runs[max(rows)].id])

    def _remember(self) -> None:
        self._chosen_before = [run.id for run in self.chosen]

    def _choose_again(self) -> None:
        """After runs have come or gone, the same ones stay chosen."""
        here = {run.id for run in self.runs.runs}
        self.choose(run for run in self._chosen_before if run in here)
        if (named := self._heading(METRIC)) != self._metric_heading:  # that of another metric
            self._metric_heading = named
            self.setColumnWidth(METRIC, max(theme.current().room(COLUMNS[METRIC].width), named))
            self._words.share()
        self._words.show(SETTINGS, self.runs.differ)
        self.chosen_changed.emit()

    def star(self) -> None:
        """Mark the chosen runs with a star; where all have one, take it away."""
        chosen = self.chosen
        starred = not all(run.starred for run in chosen)
        for run in chosen:
            self.runs.change(run, starred=starred)

    def overlay(self) -> None:
        """Show the curves of the chosen runs; where all are shown, hide them."""
        shown, chosen = {run.id for run in self.runs.overlaid}, {run.id for run in self.chosen}
        self.runs.overlay(shown - chosen if chosen <= shown else shown | chosen)

    # Widths --------------------------------------------------------------------------------------------------

    def widths(self) -> str:
        """How the columns were left, for the settings."""
        return bytes(self.horizontalHeader().saveState().toBase64().data()).decode()

    def restore_widths(self, state: str) -> None:
        """Put the columns where they were left; what fits no more is left alone."""
        header = self.horizontalHeader()
        if not state or not header.restoreState(QByteArray.fromBase64(state.encode())):
            return
        if header.count() != len(COLUMNS):
            self.fit_columns()
        self._words.take_over()
        self._words.show(SETTINGS, self.runs.differ)
        self.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the new width."""
        super().resizeEvent(event)
        self._words.share()

    # Keys and mouse ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the class."""
        if self.chosen and event.key() == _Key.Key_Space:
            self.overlay()
        elif self.chosen and event.key() == _Key.Key_Asterisk:
            self.star()
        elif self.chosen and event.key() in (_Key.Key_Delete, _Key.Key_Backspace):
            self.delete_requested.emit()
        elif event.key() == _Key.Key_F2 and len(self.chosen) == 1:
            self.edit(self.currentIndex().siblingAtColumn(NAME))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the star turns it on and off."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index.column() == STAR:
            run = self.runs.runs[self.sorted.mapToSource(index).row()]
            self.runs.change(run, starred=not run.starred)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the chosen runs."""
        if self.chosen:
            self.menu_requested.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard a run to begin with."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose_newest()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the keyboard's place where no row can show it."""
        super().paintEvent(event)
        if self.hasFocus() and not self.sorted.rowCount():
            paint_focus(self)
