"""The runs of the document as a table that can be sorted and filtered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)

from nnstudio.app.document import Document
from nnstudio.app.look import theme
from nnstudio.app.runs.cells import COLUMNS, CURVE, METRIC, NAME, STAR, TEST, cell_text, cell_value
from nnstudio.app.runs.wording import best_metric, metric_lines, test_lines
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.project.runs.differing import differing
from nnstudio.project.runs.record import RunRecord

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
VALUE = Role.UserRole
"""What a cell is sorted by."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RunsModel(QAbstractTableModel):
    """One row for each run, the oldest first.

    Parameters
    ----------
    document : Document
    has_weights : callable
        Whether the weights of a run are at hand.

    Signals
    -------
    overlaid_changed()
        The curves of other runs are to be shown.
    """

    overlaid_changed = Signal()

    def __init__(self, document: Document, has_weights: Callable[[RunRecord], bool]) -> None:
        super().__init__(document)
        self._document, self._has_weights = document, has_weights
        self.runs: tuple[RunRecord, ...] = ()
        self._kept: set[str] = set()
        self._differs: dict[str, dict[str, Any]] = {}
        self._overlaid: set[str] = set()
        self.metrics: list[str] = []
        """The titles of the metrics that the runs are measured by."""
        document.runs_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the document's runs."""
        old, new = self.runs, self._document.project.runs
        same = [run.id for run in old] == [run.id for run in new]
        if not same:
            self.beginResetModel()
        self.runs = new
        self._kept = {run.id for run in self.runs if self._has_weights(run)}
        self._differs = dict(zip((run.id for run in new), differing(new), strict=True))
        titles = (known.title for run in new if (known := best_metric(run)) is not None)
        self.metrics = list(dict.fromkeys(titles))
        if not same:
            self.endResetModel()
            gone = self._overlaid - {run.id for run in self.runs}
            if gone:
                self.overlay(self._overlaid - gone)
        elif self.runs:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.runs) - 1, len(COLUMNS) - 1))

    def kept(self, run: RunRecord) -> bool:
        """Whether the weights of a run are at hand."""
        return run.id in self._kept

    def text(self, run: RunRecord, column: int, *, metric_named: bool = True) -> str:
        """What stands in a cell."""
        told = self._differs.get(run.id, {})
        return cell_text(run, column, kept=self.kept(run), differs=told, metric_named=metric_named)

    @property
    def differ(self) -> bool:
        """Whether the runs differ in any setting."""
        return any(self._differs.values())

    @property
    def overlaid(self) -> tuple[RunRecord, ...]:
        """The runs whose curves are to be shown."""
        return tuple(run for run in self.runs if run.id in self._overlaid)

    def overlay(self, runs: set[str]) -> None:
        """Show the curves of these runs, by id, and of no other."""
        if runs == self._overlaid:
            return
        self._overlaid = set(runs)
        if self.runs:
            self.dataChanged.emit(self.index(0, CURVE), self.index(len(self.runs) - 1, CURVE))
        self.overlaid_changed.emit()

    def change(self, run: RunRecord, **changes: Any) -> None:
        """Change what a person may change of a run."""
        new = tuple(r.replace(**changes) if r.id == run.id else r for r in self._document.project.runs)
        self._document.set_runs(new)

    # What the table asks for ---------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.runs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == CURVE:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        run, column = self.runs[index.row()], index.column()
        if role == Role.CheckStateRole:
            if column != CURVE:
                return None
            return Qt.CheckState.Checked if run.id in self._overlaid else Qt.CheckState.Unchecked
        if role == Role.TextAlignmentRole:
            return int(_RIGHT if COLUMNS[column].number else _LEFT)
        if role == VALUE:
            overlaid = run.id in self._overlaid
            kept, differs = self.kept(run), self._differs.get(run.id, {})
            return cell_value(run, column, index.row(), overlaid=overlaid, kept=kept, differs=differs)
        if role in (Role.DisplayRole, Role.EditRole):
            return self.text(run, column, metric_named=not self._one_metric())
        if role == Role.ToolTipRole:
            return tooltip(self._tip(run, column))
        if role == Role.AccessibleTextRole:
            return self._spoken(run, column)
        if role == Role.ForegroundRole and column == STAR:
            return theme.current().color("warning" if run.starred else "text_muted")
        return None

    def _tip(self, run: RunRecord, column: int) -> str:
        if column == CURVE:
            return self.tr("Show the curves of {0} in the Curves tab").format(run.name)
        if column == STAR:
            return self.tr("Mark {0} with a star").format(run.name)
        if column == METRIC and (lines := metric_lines(run)):
            return "\n".join(lines)
        if column == TEST and (lines := test_lines(run)):
            return "\n".join(lines)
        return run.notes if column == NAME and run.notes else self.text(run, column)

    def _spoken(self, run: RunRecord, column: int) -> str:
        if column == CURVE:
            return self.tr("Curves of {0}").format(run.name)
        if column == STAR:
            return self.tr("with a star") if run.starred else self.tr("without a star")
        return f"{translate(COLUMNS[column].title)}: {self.text(run, column)}"

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Name a run, or show its curves."""
        run = self.runs[index.row()]
        if role == Role.CheckStateRole and index.column() == CURVE:
            checked = Qt.CheckState(value) == Qt.CheckState.Checked
            self.overlay(self._overlaid | {run.id} if checked else self._overlaid - {run.id})
            return True
        name = " ".join(str(value).split())
        if role != Role.EditRole or index.column() != NAME or not name:
            return False
        self.change(run, name=name)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Role.DisplayRole:
            return "★" if section == STAR else self._title(section)
        if role == Role.ToolTipRole:
            return tooltip(translate(column.help))
        if role == Role.TextAlignmentRole:
            return int(_RIGHT if column.number else _LEFT)
        return None

    def _title(self, section: int) -> str:
        """The heading of a column; that of the metric says which, where it is one for all."""
        if section == METRIC and len(self.metrics) == 1:
            return self.metrics[0]
        return translate(COLUMNS[section].title)

    def _one_metric(self) -> bool:
        """Whether all runs are measured by the same metric, so that none needs its name."""
        return len(self.metrics) <= 1


class RunsFilter(QSortFilterProxyModel):
    """Runs in which every word that was typed occurs somewhere."""

    def __init__(self, model: RunsModel) -> None:
        super().__init__(model)
        self._model, self._words = model, [""]
        self.setSourceModel(model)
        self.setSortRole(VALUE)

    def look_for(self, text: str) -> None:
        """Show the runs in which these words occur."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Look into all that the row says, the notes and what was ill as well."""
        run = self._model.runs[row]
        told = [self._model.text(run, column) for column in range(len(COLUMNS))]
        text = "\n".join((*told, run.notes, run.verdict, *run.findings)).casefold()
        return all(word in text for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """By value; where that is the same, by age."""
        a, b = left.data(VALUE), right.data(VALUE)
        return bool(a < b) if a != b else left.row() < right.row()
