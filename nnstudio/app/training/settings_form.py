"""The Training tab of the inspector: loss, optimizer and the numbers of a run."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.app.document import Document
from nnstudio.app.forms import Form
from nnstudio.app.texts import field_label, plain, tooltip
from nnstudio.nn.fields import Registry, Spec, fields_of
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.project.project import Project
from nnstudio.training.config import TrainingConfig

_BESIDE = 28


class TrainingSettings(QWidget):
    """Edits the project's :class:`TrainingConfig`; every edit can be undone."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._loss = self._choice(LOSSES, self.tr("&Loss"))
        self._loss_help = self._help()
        self._optimizer = self._choice(OPTIMIZERS, self.tr("&Optimizer"))
        self._optimizer_help = self._help()
        self._optimizer_form = Form(parent=self)
        self._run_form = Form(parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 4, 14)
        layout.setSpacing(4)
        for title, box, words in (
            (self.tr("&Loss"), self._loss, self._loss_help),
            (self.tr("&Optimizer"), self._optimizer, self._optimizer_help),
        ):
            label = QLabel(title)
            label.setProperty("role", "strong")
            label.setBuddy(box)
            for widget in (label, box, words):
                row = (
                    QHBoxLayout()
                )  # as wide as the fields, which have their button for the default beside them
                row.setContentsMargins(0, 0, _BESIDE, 0)
                row.addWidget(widget)
                layout.addLayout(row)
            layout.addSpacing(10)
        layout.addWidget(self._optimizer_form)
        layout.addSpacing(8)
        heading = QLabel(self.tr("Run"))
        heading.setProperty("role", "strong")
        layout.addWidget(heading)
        layout.addSpacing(4)
        layout.addWidget(self._run_form)
        layout.addStretch(1)
        self._loss.activated.connect(self._choose_loss)
        self._optimizer.activated.connect(self._choose_optimizer)
        self._optimizer_form.edited.connect(self._edit_optimizer)
        self._run_form.edited.connect(self._edit_run)
        document.changed.connect(self._show)
        self._show(document.project, document.project)

    def _choice(self, registry: Registry[Any], name: str) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        for cls in registry:
            box.addItem(cls.title, cls.__name__)
            box.setItemData(box.count() - 1, tooltip(cls.summary), Qt.ItemDataRole.ToolTipRole)
        box.setAccessibleName(plain(name))
        return box

    def _help(self) -> QLabel:
        label = QLabel()
        label.setProperty("role", "small")
        label.setWordWrap(True)
        return label

    def _show(self, _old: Project, new: Project) -> None:
        training = new.training
        self._loss.setCurrentIndex(self._loss.findData(type(training.loss).__name__))
        self._loss_help.setText(f"{training.loss.summary}\n{training.loss.formula}")
        self._optimizer.setCurrentIndex(self._optimizer.findData(type(training.optimizer).__name__))
        self._optimizer_help.setText(f"{training.optimizer.summary}\n{training.optimizer.formula}")
        self._optimizer_form.set_spec(training.optimizer)
        self._run_form.set_spec(training)
        self._align()

    def _align(self) -> None:
        """Let the fields of both forms begin in one line."""
        forms = (self._optimizer_form, self._run_form)
        width = max(form.label_width() for form in forms)
        for form in forms:
            form.set_label_width(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    def _edit(self, text: str, training: TrainingConfig, merge: str = "") -> None:
        self._document.edit(text, self._document.project.replace(training=training), merge)

    def _choose_loss(self) -> None:
        loss = LOSSES[self._loss.currentData()]()
        self._edit(self.tr("Use {0}").format(loss.title), self._document.project.training.replace(loss=loss))

    def _choose_optimizer(self) -> None:
        training = self._document.project.training
        chosen = OPTIMIZERS[self._optimizer.currentData()]
        if type(training.optimizer) is not chosen:
            self._edit(self.tr("Use {0}").format(chosen.title), training.replace(optimizer=chosen()))

    def _edit_optimizer(self, spec: Spec, name: str) -> None:
        training = self._document.project.training
        self._edit(self._change_text(spec, name), training.replace(optimizer=spec), f"optimizer.{name}")

    def _edit_run(self, spec: TrainingConfig, name: str) -> None:
        self._edit(self._change_text(spec, name), spec, f"training.{name}")

    def _change_text(self, spec: Spec, name: str) -> str:
        info = next(i for i in fields_of(type(spec)) if i.name == name)
        return self.tr("Change {0}").format(field_label(info).lower())
