"""What the data dialog is made of, and where it stands."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnstudio.app import icons, theme
from nnstudio.app.data.preview import Preview
from nnstudio.app.data.sets import SetList
from nnstudio.app.data.source_form import SourceForm
from nnstudio.app.forms import Form
from nnstudio.app.scroll import ScrollColumn
from nnstudio.data.config import DataConfig

_LEFT, _RIGHT = (230, 316), (320, 340)
"""Least and greatest widths of the columns beside the preview, where words are not longer."""
_SLACK = 8
"""A check box believes that it needs a little less than it does."""


class DataParts(QWidget):
    """Sets and buttons on the left, a look at the data in the middle, settings on the right.

    Parameters
    ----------
    config : DataConfig
        Whose settings the form shows.
    dialog : QDialog
        Gets the layout.
    """

    def __init__(self, config: DataConfig, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.open_file = QPushButton(self.tr("Open &file…"))
        self.open_file.setToolTip(self.tr("A table (CSV, Excel, Parquet) or arrays (NumPy, IDX)"))
        icons.set_icon(self.open_file, "file")
        self.open_folder = QPushButton(self.tr("Open f&older…"))
        self.open_folder.setToolTip(self.tr("Images, in a sub-folder for each class"))
        icons.set_icon(self.open_folder, "open")
        self.sets = SetList()
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self._facts = QLabel()
        self._facts.setProperty("role", "muted")
        self._facts.setWordWrap(True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.busy = QProgressBar()
        self.busy.setTextVisible(False)
        self.busy.setFixedHeight(6)
        self.busy.setAccessibleName(self.tr("Reading…"))
        self.busy.hide()
        self.preview = Preview()
        self._target_label = QLabel(self.tr("Column to &predict"))
        self._target_label.setProperty("role", "strong")
        self.target = QComboBox()
        self.target.setAccessibleName(self.tr("Column to predict"))
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._target_label.setBuddy(self.target)
        self.source_form = SourceForm()
        self.form = Form(config, only=("answer", "scaling", "validation", "test", "stratified"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Use this data"))
        self.ok.setProperty("role", "primary")
        self.ok.setDefault(True)

        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(20)
        columns.addWidget(self._make_left(), 3)
        columns.addWidget(self._make_middle(), 5)
        columns.addWidget(self._make_right(), 3)
        whole = QVBoxLayout(dialog)
        whole.setContentsMargins(18, 18, 18, 14)
        whole.setSpacing(14)
        whole.addWidget(self, 1)
        whole.addWidget(self.buttons)

    def say(self, text: str, tip: str = "", *, error: bool = False) -> None:
        """Say what was found, or why nothing can be."""
        self._facts.setText(text)
        self._facts.setToolTip(tip)
        role = "error" if error else "muted"
        if self._facts.property("role") != role:
            self._facts.setProperty("role", role)
            self._facts.style().unpolish(self._facts)
            self._facts.style().polish(self._facts)

    @property
    def said(self) -> str:
        """What is said about the data."""
        return self._facts.text()

    def show_target(self, shown: bool) -> None:
        """Offer the choice of a target, which only tables have."""
        self._target_box.setVisible(shown)
        if not shown:
            self.target.clear()

    def align(self) -> None:
        """Let the fields of both forms begin at one line, and leave room for their longest words."""
        forms = [form for form in (self.source_form.form, self.form) if form is not None]
        width = max(form.label_width() for form in forms)
        for form in forms:
            form.set_label_width(width)
        bar = self._right.verticalScrollBar().sizeHint().width()
        need = self._inner.minimumSizeHint().width() + bar + _SLACK
        self._right.setMinimumWidth(max(_RIGHT[0], need))
        self._right.setMaximumWidth(max(_RIGHT[1], need))

    def typing(self) -> bool:
        """Whether the keyboard is in a field of a form."""
        here = self.window().focusWidget()
        return here is not None and any(form.isAncestorOf(here) for form in (self.source_form, self.form))

    def show_progress(self, facts: dict[str, Any]) -> None:
        """Say how much has been read."""
        self.busy.setRange(0, 1000)
        self.busy.setValue(round(1000 * float(facts.get("done", 0.0))))

    def _make_left(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(theme.current().room(_LEFT[0]))
        left.setMaximumWidth(theme.current().room(_LEFT[1]))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.open_file)
        column.addWidget(self.open_folder)
        hint = QLabel(self.tr("… or drop one here"))
        hint.setProperty("role", "small")
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(hint)
        column.addWidget(self.sets, 1)
        return left

    def _make_middle(self) -> QWidget:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self._facts)
        column.addWidget(self.busy)
        column.addSpacing(4)
        column.addWidget(self.preview, 1)
        return middle

    def _make_right(self) -> QWidget:
        inner = self._inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 12, 2)
        column.setSpacing(6)
        self._target_box = QWidget()
        box = QVBoxLayout(self._target_box)
        box.setContentsMargins(0, 0, 0, 12)
        box.setSpacing(6)
        box.addWidget(self._target_label)
        box.addWidget(self.target)
        column.addWidget(self._target_box)
        column.addWidget(self.source_form)
        heading = QLabel(self.tr("For the training"))
        heading.setProperty("role", "strong")
        column.addWidget(heading)
        column.addWidget(self.form)
        column.addStretch(1)
        right = self._right = ScrollColumn(inner)
        right.setMinimumWidth(theme.current().room(_RIGHT[0]))
        right.setMaximumWidth(theme.current().room(_RIGHT[1]))
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        return right
