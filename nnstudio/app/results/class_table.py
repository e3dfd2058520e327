"""Precision, recall and F1 of every class, to be sorted by any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt

from nnstudio.app.results.figure_table import FigureTable
from nnstudio.nn.figures import ClassFigures
from nnstudio.system.numbers import percent_text, whole_text


class ClassTable(FigureTable):
    """One line for each class."""

    def __init__(self) -> None:
        super().__init__(QCoreApplication.translate("ClassTable", "Figures of each class"), 62)
        self.show_headings(
            (
                (self.tr("Class"), self.tr("Sort by the order of the classes")),
                (self.tr("Precision"), self.tr("Of the samples answered as this class, the share that is of it")),
                (self.tr("Recall"), self.tr("Of the samples of this class, the share that was answered so")),
                (self.tr("F1"), self.tr("Precision and recall in one figure, low if either is")),
                (self.tr("Samples"), self.tr("How many samples are of this class")),
            )
        )  # fmt: skip
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)

    def show_figures(self, figures: Sequence[ClassFigures], classes: tuple[str, ...]) -> None:
        """Show the figures of every class; how they were sorted stays."""
        self.setSortingEnabled(False)
        self.setRowCount(len(classes))
        for row, (name, found) in enumerate(zip(classes, figures, strict=True)):
            shares = [(percent_text(share), share) for share in (found.precision, found.recall, found.f1)]
            self.show_line(row, name, [*shares, (whole_text(found.support), found.support)])
        self.setSortingEnabled(True)
        self.fit()
