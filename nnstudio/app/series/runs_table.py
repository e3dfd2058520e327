"""The figures of each run of a series, and above them their mean and spread."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import theme
from nnstudio.app.results.figure_table import FigureTable
from nnstudio.app.series.wording import ending_text, figure_title, ordered
from nnstudio.project.series.figures import LOSS, figure, keys, value
from nnstudio.project.series.record import Outcome, SeriesRecord
from nnstudio.project.series.words import figure_words, spread_alone
from nnstudio.system.numbers import whole_text

_MOST_ROWS = 12
"""Rows that are seen without scrolling."""


class SeriesTable(FigureTable):
    """One line for each run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("SeriesTable", "Figures of each run"), 70, parent)

    def show_series(self, series: SeriesRecord) -> None:
        """Show the runs of a series."""
        known = keys(series)
        folds = series.kind == "folds"
        odd = any(outcome.ending != "done" for outcome in series.outcomes)
        self.show_headings(
            [
                (self.tr("Fold") if folds else self.tr("Run"), ""),
                *((self._heading(series, key), self.tr("On the validation part, at the best epoch")) for key in known),
                (self.tr("Best epoch"), self.tr("The one with the lowest validation loss; the figures are its own")),
                self._varying(folds),
                *([(self.tr("Ending"), "")] if odd else []),
            ]
        )  # fmt: skip
        runs = ordered(series)
        self.setRowCount(len(runs) + 2)
        for row, outcome in enumerate(runs, 2):
            best = outcome.best
            figures = [(key, value(outcome, key)) for key in known]
            line = [
                *(("–" if v is None else figure_words(key, v), v or 0.0) for key, v in figures),
                ("–" if best is None else str(best.epoch), 0.0),
                (_rows(outcome) if folds else str(outcome.seed), 0.0),
                *([(ending_text(outcome), 0.0)] if odd else []),
            ]
            self.show_line(row, str(outcome.number), line)
        means = [(key, found) for key in known if (found := figure(series, key)) is not None]
        self._show_whole(0, self.tr("Mean"), [figure_words(key, f.mean) for key, f in means])
        spreads = [spread_alone(key, f.spread) if len(f.values) > 1 else "–" for key, f in means]
        self._show_whole(1, self.tr("Std. dev."), spreads)
        self.fit()

    def fit(self) -> None:
        """Take the width that there is, and the height of so many rows as a person takes in."""
        super().fit()
        rows = min(self.rowCount(), _MOST_ROWS)
        height = (
            self.verticalHeader().defaultSectionSize() * rows + self.horizontalHeader().sizeHint().height()
        )
        self.setFixedHeight(height + 2 * self.frameWidth() + self.horizontalScrollBar().sizeHint().height())
        self.setMinimumWidth(0)

    def _heading(self, series: SeriesRecord, key: str) -> str:
        return self.tr("Loss") if key == LOSS else figure_title(series, key)

    def _varying(self, folds: bool) -> tuple[str, str]:
        """The column of what most tells a run from the others: a table with six metrics has room for one."""
        if folds:
            return self.tr("Samples"), self.tr("Of the training part, and of the validation part")
        return self.tr("Seed"), self.tr(
            "Where all randomness of the run begins; it follows from that of the project"
        )

    def _show_whole(self, row: int, name: str, figures: list[str]) -> None:
        """A line about all runs."""
        blank = self.columnCount() - 1 - len(figures)
        self.show_line(row, name, [(words, 0.0) for words in (*figures, *[""] * blank)])
        for column in range(self.columnCount()):
            cell = self.item(row, column)
            if cell is not None:
                cell.setFont(theme.current().font("strong"))

    def text(self) -> str:
        """The table with tabs between its cells, as spreadsheets take it."""
        heads = [self.horizontalHeaderItem(c) for c in range(self.columnCount())]
        lines = [[head.text() if head else "" for head in heads]]
        for row in range(self.rowCount()):
            cells = [self.item(row, column) for column in range(self.columnCount())]
            lines.append([cell.text() if cell else "" for cell in cells])
        return "".join("\t".join(line) + "\n" for line in lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
            event.accept()
            return
        super().keyPressEvent(event)


def _rows(outcome: Outcome) -> str:
    return f"{whole_text(outcome.rows)} + {whole_text(outcome.validated)}"
