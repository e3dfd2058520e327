"""What came of the series of a project: one of them in words, dots and figures, beside those it can be compared with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from nnstudio.app.files.asked_file import ask_and_write
from nnstudio.app.series.runs_table import SeriesTable
from nnstudio.app.series.strip import DotStrip
from nnstudio.app.series.wording import beside, comparisons, figure_title, rivals, sentence, table_of, titles
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip
from nnstudio.project.csv_text import csv_file
from nnstudio.project.project import Project
from nnstudio.project.series.figures import first_key, keys
from nnstudio.project.series.record import SeriesRecord


class SeriesResult(QWidget):
    """Shows the series that is chosen from a list, the newest first.

    Signals
    -------
    delete_wanted(object)
        The :class:`SeriesRecord` that is shown is to go.
    rest_wanted(object)
        The runs that it lacks are to be made.
    """

    delete_wanted = Signal(object)
    rest_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = Project()
        self._key = ""
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("Series"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(24)
        self.choice.activated.connect(self._show)
        self.figure = QComboBox(self)
        self.figure.setAccessibleName(self.tr("Figure"))
        self.figure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.figure.activated.connect(self._choose_figure)
        self.go_on = push_button(self.tr("&Go on"), self._go_on, parent=self)
        self._obstacle = ""
        self.headline = label("", "strong", wrap=True)
        self.beside = label("", "muted", wrap=True)
        self.strip = DotStrip(self)
        self.compared = label(wrap=True)
        self.table = SeriesTable(self)
        self.note = label("", "small", wrap=True)
        self.copy = push_button(self.tr("&Copy table"), self._copy, parent=self)
        self.save = push_button(self.tr("Save as CS&V…"), self._save, parent=self)
        self.delete = push_button(self.tr("&Delete series"), self._delete, parent=self)
        for button in (self.go_on, self.copy, self.save, self.delete):
            button.setAutoDefault(False)
        self._lay_out()

    def _lay_out(self) -> None:
        top = h_box(spacing=8)
        top.addWidget(self.choice, 1)
        top.addWidget(self.figure)
        top.addWidget(self.go_on)
        buttons = h_box(spacing=8)
        for button in (self.copy, self.save, self.delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = v_box(self, margins=0, spacing=8)
        column.addLayout(top)
        for part in (self.headline, self.beside, self.strip, self.compared, self.note, self.table):
            column.addWidget(part)
        column.addLayout(buttons)

    @property
    def series(self) -> SeriesRecord | None:
        """The one that is shown."""
        at = self.choice.currentIndex()
        every = self._project.series
        return every[len(every) - 1 - at] if 0 <= at < len(every) else None

    def show_project(self, project: Project, *, newest: bool) -> None:
        """Show the series of a project: the newest, or the one that was shown."""
        count = len(project.series) - len(self._project.series)
        at = 0 if newest or self.choice.currentIndex() < 0 else self.choice.currentIndex() + max(0, count)
        self._project = project
        self.choice.clear()
        self.choice.addItems(titles(project.series)[::-1])
        self.choice.setCurrentIndex(min(at, self.choice.count() - 1))
        self._show()
        self.setVisible(bool(project.series))

    def set_busy(self, busy: bool) -> None:
        """While a series goes on none is deleted, and no other goes on."""
        self.delete.setEnabled(not busy)
        self._show_rest(busy=busy)

    def allow(self, obstacle: str) -> None:
        """Say why a series that was stopped cannot go on, if so."""
        self._obstacle = obstacle
        self._show_rest(busy=not self.delete.isEnabled())

    def _show_rest(self, *, busy: bool) -> None:
        series = self.series
        missing = 0 if series is None else len(series.missing)
        self.go_on.setVisible(bool(missing) and not busy)
        self.go_on.setEnabled(not self._obstacle)
        words = self.tr(
            "Makes what is missing of this series, with its own network and settings: the result is the same as without a stop"
        )
        self.go_on.setToolTip(tooltip(self._obstacle or words))

    def _show(self, _at: int = 0) -> None:
        series = self.series
        if series is None:
            return
        known = keys(series)
        if self._key not in known:
            self._key = ""
        key = self._key or first_key(series)
        self.figure.clear()
        for each in known:
            self.figure.addItem(figure_title(series, each), each)
        self.figure.setCurrentIndex(max(0, self.figure.findData(key)))
        self.figure.setVisible(len(known) > 1)
        self.choice.setToolTip(tooltip(self.choice.currentText()))
        self.headline.setText(sentence(series, key))
        words = beside(series, key, self._project.runs)
        self.beside.setText(words)
        self.beside.setVisible(bool(words))
        others = rivals(series, self._project.series, key)
        self.strip.show_series([*others, series], series, key)
        told = comparisons(series, others, key)
        self.compared.setText(told)
        self.compared.setVisible(bool(told))
        self.note.setText(self._reading(series))
        self.table.show_series(series)
        self._show_rest(busy=not self.delete.isEnabled())

    def _reading(self, series: SeriesRecord) -> str:
        """How dots and figures are to be read."""
        dots = self.tr(
            "Dots are runs, the stroke is their mean, the band one standard deviation (n − 1) to either side. The best epoch was "
            "chosen by the same samples: new ones will be answered a little worse."
        )
        if series.kind == "folds":
            return dots
        return f"{dots} {self.tr('What other seeds say holds for these validation samples; folds try others as well.')}"

    def _choose_figure(self, _at: int) -> None:
        self._key = str(self.figure.currentData())
        self._show()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.table.text())

    def _save(self) -> None:
        series = self.series
        if series is not None:
            ask_and_write(
                self, self.tr("Save series"), series.name.lower(), "csv", lambda: csv_file(table_of(series))
            )

    def _go_on(self) -> None:
        if self.series is not None:
            self.rest_wanted.emit(self.series)

    def _delete(self) -> None:
        if self.series is not None:
            self.delete_wanted.emit(self.series)
