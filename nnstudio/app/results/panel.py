"""The Results tab: figures of the sealed test part beside guessing, and the confusion matrix."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app import theme
from nnstudio.app.jobs import Job
from nnstudio.app.texts import error_text
from nnstudio.data.baseline import baseline
from nnstudio.data.prepare import Prepared
from nnstudio.nn.metrics import METRICS
from nnstudio.project.answers import answers
from nnstudio.project.trained import Trained


class Judgement(NamedTuple):
    """What was measured on the test part; ``confusion[i, j]`` counts class i answered as j."""

    samples: int
    loss: float
    metrics: dict[str, float]
    guessing: float
    confusion: np.ndarray[Any, Any] | None


def judge(trained: Trained, prepared: Prepared) -> Judgement:
    """Measure a trained network on the test part, which training never saw."""
    part = prepared.test
    model = trained.model()
    measured = model.evaluate(part.x, part.y)
    loss = measured.pop("loss")
    confusion = None
    if prepared.classes:
        shares = answers(prepared.preprocessor, model.predict(part.x)).numbers
        k = len(prepared.classes)
        confusion = np.bincount(part.y * k + shares.argmax(axis=1), minlength=k * k).reshape(k, k)
    return Judgement(len(part), loss, measured, baseline(prepared, part), confusion)


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
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._open = QPushButton(self.tr("Open the test part"))
        self._open.setProperty("role", "primary")
        self._open.clicked.connect(self.open_requested)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        self._figures.setVerticalSpacing(4)
        self._matrix_title = QLabel(self.tr("Confusion matrix: rows are the truth, columns the answer"))
        self._matrix_title.setProperty("role", "muted")
        self._matrix = QTableWidget()
        self._matrix.setAccessibleName(self.tr("Confusion matrix"))
        self._matrix.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        left = QVBoxLayout()
        left.addWidget(self._sentence)
        left.addLayout(self._figures)
        left.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self._matrix_title)
        right.addWidget(self._matrix, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(24)
        layout.addLayout(left, 2)
        layout.addLayout(right, 3)
        self.is_open = False
        theme.current().changed.connect(self._recolour)
        self.seal(ready=False)

    def seal(self, *, ready: bool) -> None:
        """Show no figures; ``ready`` says whether there is something to open."""
        self.close_job()
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

    def judge(self, trained: Trained, prepared: Prepared) -> None:
        """Measure beside the window, then show."""
        self.close_job()
        self._open.setEnabled(False)
        self._job = Job("results", lambda cancelled, progress: judge(trained, prepared), self)
        self._job.done.connect(lambda j: self._show(j, prepared))
        self._job.failed.connect(self._fail)
        self._job.start()

    def close_job(self) -> None:
        """Wait for what is under way and forget it."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None
        self._open.setEnabled(True)

    def _fail(self, error: BaseException) -> None:
        self._job = None
        self._open.setEnabled(True)
        self._sentence.setText(error_text(error))

    def _clear(self) -> None:
        while (item := self._figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._matrix.hide()
        self._matrix_title.hide()

    def _show(self, found: Judgement, prepared: Prepared) -> None:
        self._job = None
        self._clear()
        self._open.hide()
        self._open.setEnabled(True)
        self._sentence.setText(
            self.tr("{0} samples of the test part, never seen before:").format(found.samples)
        )
        rows = [(self.tr("Loss"), f"{found.loss:.4f}")]
        for metric in METRICS:
            if metric.key in found.metrics:
                figure = found.metrics[metric.key]
                rows.append((metric.title, f"{figure:.1%}" if metric.share else f"{figure:.4g}"))
        guess = f"{found.guessing:.1%}" if prepared.classes else f"{found.guessing:.4g}"
        rows.append((self.tr("Guessing would reach"), guess))
        for i, (name, value) in enumerate(rows):
            label, number = QLabel(name), QLabel(value)
            label.setProperty("role", "muted")
            number.setProperty("role", "heading")
            self._figures.addWidget(label, i, 0)
            self._figures.addWidget(number, i, 1)
        self._figures.setColumnStretch(1, 1)
        if found.confusion is not None:
            self._show_matrix(found.confusion, prepared.classes)
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
        self._matrix.resizeColumnsToContents()
        if k <= 4:
            self._matrix.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        else:
            self._matrix.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._recolour()
        self._matrix.show()
        self._matrix_title.show()

    def _recolour(self) -> None:
        """Tint each cell by its share of the row: right answers in one colour, mistakes in another."""
        for i in range(self._matrix.rowCount()):
            for j in range(self._matrix.columnCount()):
                item = self._matrix.item(i, j)
                if item is not None:
                    share = float(item.data(Qt.ItemDataRole.UserRole))
                    name = "success" if i == j else "danger"
                    item.setBackground(theme.current().color(name, 0.28 * share if share else 0.0))
