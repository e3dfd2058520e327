"""The Results tab: figures of the sealed test part beside guessing, and the confusion matrix or pictures."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app import theme
from nnstudio.app.data.state import data_of
from nnstudio.app.jobs import Job
from nnstudio.app.results.pairs import MOST, PicturePairs
from nnstudio.app.texts import error_text, percent
from nnstudio.data.baseline import baseline
from nnstudio.data.prepare import Prepared
from nnstudio.data.source import Cancel
from nnstudio.nn.metrics import METRICS
from nnstudio.project.answers import answers
from nnstudio.project.trained import Trained
from nnstudio.system.messages import StudioError

_ROW = (17, 28)
"""Least and greatest height of a row of the matrix: ten classes fit into the dock as it opens."""
_COLUMN = (34, 64)


class Judgement(NamedTuple):
    """What was measured on the test part.

    Parameters
    ----------
    samples : int
    loss : float
    metrics : dict of str to float
    guessing : float
        What a prediction without any network would reach.
    confusion : array, optional
        ``confusion[i, j]`` counts class i answered as j.
    pairs : tuple of two arrays, optional
        Some pictures, and what an autoencoder made of them, in their own unit.
    """

    samples: int
    loss: float
    metrics: dict[str, float]
    guessing: float
    confusion: np.ndarray[Any, Any] | None
    pairs: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]] | None = None


def judge(trained: Trained, prepared: Prepared) -> Judgement:
    """Measure a trained network on the test part, which training never saw.

    Raises
    ------
    StudioError
        When no samples were kept aside, or memory does not suffice.
    """
    part = prepared.test
    if not len(part):
        raise StudioError("No samples were kept aside for a test: give the test part a share of the data")
    model = trained.model(samples=len(part))
    x = trained.feed(part.x)
    measured = model.evaluate(x, part.y)
    loss = measured.pop("loss")
    confusion = None
    if prepared.classes:
        threshold = trained.training.loss.threshold
        shares = answers(prepared.preprocessor, model.predict(x), threshold).numbers
        k = len(prepared.classes)
        confusion = np.bincount(part.y * k + shares.argmax(axis=1), minlength=k * k).reshape(k, k)
    pairs = None
    if prepared.preprocessor.answer == "input" and part.x.shape[3:] in ((1,), (3,)):
        given = part.x[:MOST]
        again = model.predict(trained.feed(given))
        restore = prepared.preprocessor.restore_targets
        pairs = restore(given), restore(again)
    return Judgement(len(part), loss, measured, baseline(prepared, part), confusion, pairs)


class ResultsPanel(QWidget):
    """Opens the test part when asked, not before.

    Signals
    -------
    open_requested()
        The button that opens the test part was pressed.
    opened()
        Figures are shown.
    """

    open_requested = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._job: Job | None = None
        self._ending: list[Job] = []
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._open = QPushButton(self.tr("Open the test part"))
        self._open.setProperty("role", "primary")
        self._open.clicked.connect(self.open_requested)
        self._figures = QHBoxLayout()
        self._figures.setSpacing(10)
        self._matrix_title = QLabel(self.tr("Confusion matrix: rows are the truth, columns the answer"))
        self._matrix_title.setProperty("role", "small")
        self._matrix_title.setWordWrap(True)
        self._matrix = QTableWidget()
        self._matrix.setTabKeyNavigation(False)  # Tab leads out of the table, arrows lead through it
        self._matrix.setAccessibleName(self.tr("Confusion matrix"))
        self._matrix.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._matrix.horizontalHeader().setMinimumSectionSize(16)
        self._matrix.verticalHeader().setMinimumSectionSize(16)
        self._matrix.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self._pairs = PicturePairs()
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self._sentence)
        left.addLayout(self._figures)
        left.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._matrix_title)
        left.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 8)
        layout.setSpacing(24)
        layout.addLayout(left, 2)
        beside = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        layout.addWidget(self._matrix, 3, beside)
        layout.addWidget(self._pairs, 3, beside)
        self.is_open = False
        theme.current().changed.connect(self._recolour)
        self.seal(ready=False)

    def seal(self, *, ready: bool) -> None:
        """Show no figures; ``ready`` says whether there is something to open."""
        self._cancel()
        self._clear()
        self.is_open = False
        self._open.setVisible(ready)
        self._sentence.setText(
            self.tr(
                "The test part has been kept aside: neither training nor validation has seen it. Open it once, at the end."
            )
            if ready
            else self.tr("Train the network first. Its results on the sealed test part will stand here.")
        )

    def judge(self, trained: Trained, known: Prepared | None) -> None:
        """Measure beside the window, then show.

        Parameters
        ----------
        trained : Trained
        known : Prepared, optional
            The data as it was trained on; without it, it is read again.
        """
        self._cancel()
        self._open.setEnabled(False)
        self._sentence.setText(self.tr("Measuring the test part…"))

        def work(cancelled: Cancel, progress: object) -> tuple[Judgement, tuple[str, ...]]:
            prepared = data_of(trained, known, cancelled)
            return judge(trained, prepared), prepared.classes

        self._job = Job("results", work, self)
        self._job.done.connect(lambda found: self._show(*found))
        self._job.failed.connect(self._fail)
        self._job.start()

    def close_job(self) -> None:
        """Wait for what is under way and forget it; for closing."""
        self._cancel()
        for job in self._ending:
            job.wait()
        self._ending.clear()

    def _cancel(self) -> None:
        """Listen no more. The thread may go on for a moment, and the window does not wait for it."""
        if self._job is not None:
            self._job.cancel()
            self._ending.append(self._job)
            self._job = None
        for job in [job for job in self._ending if not job.alive]:
            self._ending.remove(job)
            job.deleteLater()
        self._open.setEnabled(True)

    def _fail(self, error: BaseException) -> None:
        self._cancel()
        self._sentence.setText(error_text(error))

    def _clear(self) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._matrix.hide()
        self._matrix_title.hide()
        self._pairs.hide()

    def _show(self, found: Judgement, classes: tuple[str, ...]) -> None:
        self._cancel()
        self._clear()
        self._open.hide()
        self._sentence.setText(
            self.tr("{0} samples of the test part, never seen before:").format(found.samples)
        )
        rows = [(self.tr("Loss"), f"{found.loss:.4f}")]
        for metric in METRICS:
            if metric.key in found.metrics:
                figure = found.metrics[metric.key]
                rows.append((metric.title, percent(figure) if metric.share else f"{figure:.4g}"))
        guess = percent(found.guessing) if classes else f"{found.guessing:.4g}"
        rows.append((self.tr("Guessing would reach"), guess))
        for name, value in rows:
            self._figures.addWidget(_tile(name, value), 1)
        if found.confusion is not None:
            self._show_matrix(found.confusion, classes)
        if found.pairs is not None:
            self._pairs.show_pairs(*found.pairs)
            self._pairs.fit(self.width() * 3 // 5)
            self._pairs.show()
        self.is_open = True
        self.opened.emit()

    def _show_matrix(self, confusion: np.ndarray[Any, Any], classes: tuple[str, ...]) -> None:
        k = len(classes)
        self._matrix.setRowCount(k)
        self._matrix.setColumnCount(k)
        self._matrix.setHorizontalHeaderLabels(list(classes))
        self._matrix.setVerticalHeaderLabels(list(classes))
        for i in range(k):
            for j in range(k):
                item = QTableWidgetItem(str(int(confusion[i, j])))
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                item.setData(Qt.ItemDataRole.UserRole, float(confusion[i, j] / max(confusion[i].sum(), 1)))
                item.setToolTip(
                    self.tr("{0} of class {1} were answered as {2}").format(
                        int(confusion[i, j]), classes[i], classes[j]
                    )
                )
                self._matrix.setItem(i, j, item)
        self._recolour()
        self._matrix.show()
        self._matrix_title.show()
        self._fit_matrix()

    def _fit_matrix(self) -> None:
        """Give the matrix the size of its cells, and the cells a size that shows them all if that can be."""
        table, k = self._matrix, self._matrix.rowCount()
        if not k:
            return
        room = self.height() - 24
        height = min(max(room // (k + 1), _ROW[0]), _ROW[1])
        names = table.verticalHeader().sizeHint().width()
        most = self.width() * 3 // 5
        width = min(max((most - names) // k, _COLUMN[0]), _COLUMN[1] if k > 4 else 2 * _COLUMN[1])
        table.horizontalHeader().setFixedHeight(height)
        for i in range(k):
            table.setRowHeight(i, height)
            table.setColumnWidth(i, width)
        wide, high = names + k * width + 4, (k + 1) * height + 4
        below = 10 if wide > most else 0
        beside = 10 if high + below > self.height() - 18 else 0
        table.setFixedWidth(min(wide + beside, most))
        table.setFixedHeight(max(60, min(high + below, self.height() - 18)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_matrix()
        self._pairs.fit(self.width() * 3 // 5)

    def _recolour(self) -> None:
        """Tint each cell by its share of the row: right answers in one colour, mistakes in another."""
        look = theme.current()
        small = look.font("small").pixelSize()
        self._matrix.setStyleSheet(
            f"QTableView {{ font-size: {small}px; }} QHeaderView::section {{ font-size: {small}px; font-weight: 600;"
            f" color: {look.tokens.text}; background: {look.tokens.surface_hover};"
            " padding: 0 6px; min-height: 0; border: none; }"
        )
        for i in range(self._matrix.rowCount()):
            for j in range(self._matrix.columnCount()):
                item = self._matrix.item(i, j)
                if item is not None:
                    share = float(item.data(Qt.ItemDataRole.UserRole))
                    name = "success" if i == j else "danger"
                    item.setBackground(look.color(name, 0.10 + 0.20 * share if share else 0.0))
                    item.setForeground(look.color("text" if share else "text_muted"))


def _tile(name: str, value: str) -> QWidget:
    """A figure with its name over it."""
    tile = QWidget()
    tile.setProperty("role", "card")
    tile.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    label, number = QLabel(name), QLabel(value)
    label.setProperty("role", "small")
    label.setWordWrap(True)
    number.setProperty("role", "heading")
    column = QVBoxLayout(tile)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(number)
    return tile
