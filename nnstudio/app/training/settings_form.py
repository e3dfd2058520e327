"""The Training tab of the inspector: loss, optimizer, the numbers of a run, and the course of the learning rate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from nnstudio.app.document import Document
from nnstudio.app.forms import Form
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.training.device_line import DeviceLine
from nnstudio.app.training.family_form import BESIDE, FamilyForm
from nnstudio.app.training.output_sections import RARE_IN_LOSS, OutputSections
from nnstudio.app.training.schedule_plot import SchedulePlot
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import field_label, in_sentence, translate
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Problem
from nnstudio.nn.fields import Spec, fields_of
from nnstudio.nn.losses import LOSSES, Loss
from nnstudio.nn.optimizers import OPTIMIZERS, Optimizer
from nnstudio.nn.schedules import SCHEDULES, Schedule
from nnstudio.project.project import Project
from nnstudio.training.config import TrainingConfig

_RARE_IN_OPTIMIZER = (
    "beta_1", "beta_2", "rho", "epsilon", "initial_accumulator", "momentum_decay", "clip_value", "clip_norm",
)  # fmt: skip


class TrainingSettings(QWidget):
    """Edits the project's :class:`TrainingConfig`; every edit can be undone."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._task: str | None = None
        self._known: Preprocessor | None = None
        self._problems: dict[str, tuple[str, bool]] = {}
        self._found: Sequence[Problem] = ()
        fill(self, "panel")
        self.loss = FamilyForm(LOSSES, self.tr("&Loss"), RARE_IN_LOSS, self)
        self.outputs = OutputSections(self)
        self.optimizer = FamilyForm(OPTIMIZERS, self.tr("&Optimizer"), _RARE_IN_OPTIMIZER, self)
        self.find_rate = push_button(self.tr("Find a learning rate…"), role="link", parent=self)
        self.run = Form(advanced=("tf32",), parent=self)  # shown where there is a GPU
        self.schedule = FamilyForm(SCHEDULES, self.tr("Learning rate &schedule"), (), self)
        self.plot = SchedulePlot(self)
        self.device_line = DeviceLine(self)
        heading = label(self.tr("Run"), "strong")
        beside = h_box(margins=(0, 0, BESIDE, 0))
        beside.addWidget(self.plot)
        column = v_box(self, margins=(14, 14, 4, 14), spacing=0)
        for part in (self.loss, self.outputs, self.optimizer, heading, self.run, self.schedule):
            column.addWidget(part)
            if part is self.optimizer:
                column.addWidget(self.find_rate, 0, Qt.AlignmentFlag.AlignLeft)
            if part is self.run:
                told = h_box(margins=(0, 0, BESIDE, 0))
                told.addWidget(self.device_line)
                column.addLayout(told)
            if part is not self.loss:  # it stands where those of several outputs stand
                column.addSpacing(6 if part is heading else 14)
        column.addLayout(beside)
        column.addStretch(1)
        self._connect()
        self._show(document.project, document.project)

    def _connect(self) -> None:
        self.loss.chosen.connect(self._choose_loss)
        self.optimizer.chosen.connect(self._choose_optimizer)
        self.schedule.chosen.connect(self._choose_schedule)
        for part, name in ((self.loss, "loss"), (self.optimizer, "optimizer"), (self.schedule, "schedule")):
            part.edited.connect(lambda spec, field, name=name: self._edit_part(name, spec, field))
            part.typed.connect(lambda spec, name=name: self._preview(self._training.replace(**{name: spec})))
        self.outputs.edited.connect(self._edit)
        self.run.edited.connect(self._edit_run)
        self.run.typed.connect(self._preview)
        self._document.changed.connect(self._show)

    @property
    def _training(self) -> TrainingConfig:
        return self._document.project.training

    # Showing ---------------------------------------------------------------------------------------------

    def set_task(self, task: str | None) -> None:
        """Offer the losses for a task first: "binary", "classes" or "regression"; None where no data is known."""
        if task != self._task:
            self._task = task
            fitting = None if task is None else [cls.__name__ for cls in LOSSES if cls.task == task]
            self.loss.list_members(fitting)

    def set_data(self, known: Preprocessor | None) -> None:
        """Show what each of several outputs answers, as far as the data is known."""
        if known is not self._known:
            self._known = known
            self._show(self._document.project, self._document.project)

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show under the fields what is wrong with loss, optimizer or run."""
        self._found = problems
        self.outputs.show_problems(problems)
        found = {
            p.field: (translate(p.message), p.is_advice)
            for p in reversed(problems)
            if p.node is None and p.field
        }
        if found != self._problems:
            gone, self._problems = set(self._problems) - set(found), found
            for field in gone:
                self._mark(field, "", False)
            self._mark_all()

    def _mark_all(self) -> None:
        for field, (text, advice) in self._problems.items():
            self._mark(field, text, advice)

    def _mark(self, field: str, text: str, advice: bool) -> None:
        for form in (self.loss.form, self.optimizer.form, self.schedule.form, self.run):
            form.mark(field, text, advice=advice)
        if field == "loss":
            self.loss.mark_choice(text)

    def focus_setting(self, field: str, node: str | None = None) -> None:
        """Give the keyboard to a setting, wherever it is; of several outputs to that of one."""
        if node is not None:
            self.outputs.focus_setting(node, field)
            return
        if field == "loss":
            self.loss.choice.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        for form in (self.loss.form, self.optimizer.form, self.schedule.form, self.run):
            if hasattr(form.spec, field):
                form.focus_field(field)
                return

    def _show(self, _old: Project, new: Project) -> None:
        training = new.training
        self.loss.setVisible(not self.outputs.show_project(new, self._known))
        self.outputs.show_problems(self._found)
        self.loss.show_spec(training.loss)
        self.optimizer.show_spec(training.optimizer)
        self.schedule.show_spec(training.schedule)
        self.run.set_spec(training)
        self._mark_all()
        self._preview(training)
        self._align()

    def _preview(self, training: TrainingConfig) -> None:
        """Plot the learning rate as it would be; there is nothing to see where it stays the same."""
        rate = training.optimizer.learning_rate
        self.plot.show_schedule(training.schedule, rate, training.epochs)
        self.plot.setVisible(self.plot.changes)

    def _align(self) -> None:
        """Let the fields of all forms begin in one line."""
        forms = (self.loss.form, *self.outputs.forms(), self.optimizer.form, self.run, self.schedule.form)
        width = max(form.label_width() for form in forms)
        for form in forms:
            form.set_label_width(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()

    # Editing ---------------------------------------------------------------------------------------------

    def _edit(self, text: str, training: TrainingConfig, merge: str = "") -> None:
        self._document.edit(text, self._document.project.replace(training=training), merge)

    def _use(self, kind: type[Loss | Optimizer | Schedule], **part: Spec) -> None:
        (family,) = part
        title = QCoreApplication.translate(family.capitalize(), kind.title)
        self._edit(self.tr("Use {0}").format(title), self._training.replace(**part))

    def _choose_loss(self, kind: type[Loss]) -> None:
        self._use(kind, loss=kind())

    def _choose_optimizer(self, kind: type[Optimizer]) -> None:
        old = self._training.optimizer
        chosen = kind(clip_value=old.clip_value, clip_norm=old.clip_norm)
        self._use(kind, optimizer=chosen)

    def _choose_schedule(self, kind: type[Schedule]) -> None:
        self._use(kind, schedule=kind(warmup=self._training.schedule.warmup))

    def _edit_part(self, part: str, spec: Spec, field: str) -> None:
        self._edit(_change_text(spec, field), self._training.replace(**{part: spec}), f"{part}.{field}")

    def _edit_run(self, spec: TrainingConfig, field: str) -> None:
        self._edit(_change_text(spec, field), spec, f"training.{field}")


def _change_text(spec: Spec, field: str) -> str:
    info = next(i for i in fields_of(type(spec)) if i.name == field)
    words = QCoreApplication.translate("TrainingSettings", "Change {0}")
    return words.format(in_sentence(field_label(info)))
