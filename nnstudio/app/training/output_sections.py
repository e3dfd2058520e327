"""The losses of a network with several outputs: a section for each, headed by the target that it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.forms import Form
from nnstudio.app.training.family_form import BESIDE, FamilyForm
from nnstudio.app.widgets.boxes import grid_box, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.name_choice import NameChoice
from nnstudio.app.words.layer_words import shortened
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Problem
from nnstudio.nn.fields import Spec
from nnstudio.nn.losses import LOSSES, Loss, loss_task
from nnstudio.project.heads import answer_for, answerable, answering, learned_losses, with_loss
from nnstudio.project.project import Project
from nnstudio.training.config import TrainingConfig
from nnstudio.training.output_training import OutputTraining

RARE_IN_LOSS = ("label_smoothing", "class_weights")


class OutputSection(QWidget):
    """Loss, how much it counts, and the target of one output where another could answer that as well."""

    def __init__(self, node: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.node = node
        self.name = ""
        self._task: str | None = None
        self.loss = FamilyForm(LOSSES, "", RARE_IN_LOSS, self)
        self.counts = Form(OutputTraining(node), only=("weight",), parent=self)
        self._words = label(self.tr("&Answers"), "")
        self.target = NameChoice()
        self._words.setBuddy(self.target)
        self._answers = QWidget(self)
        grid = grid_box(self._answers, margins=(0, 6, BESIDE, 0), spacing=(8, 4))
        grid.addWidget(self._words, 0, 0)
        grid.addWidget(self.target, 0, 1)
        grid.setColumnStretch(1, 1)
        column = v_box(self, margins=0, spacing=6)
        for part in (self.loss, self.counts, self._answers):
            column.addWidget(part)

    def offer(self, task: str | None) -> None:
        """Offer the losses for a task first; None where no data is known."""
        if task != self._task:
            self._task = task
            fitting = [cls.__name__ for cls in LOSSES if cls.task == task]
            self.loss.list_members(fitting if task is not None else None)

    def show_output(
        self, name: str, title: str, loss: Loss, chosen: OutputTraining, targets: Mapping[str, str]
    ) -> None:
        """Show what an output learns.

        Parameters
        ----------
        name : str
            What its target is called.
        title : str
            Of its layer.
        loss : Loss
        chosen : OutputTraining
        targets : mapping of str to str
            What it could answer, as :func:`nnstudio.project.heads.answerable` has it.
        """
        self.name = name
        title_of_loss = self.tr("Loss of “{0}”").format(shortened(name))
        self.loss.set_title(title_of_loss)
        self.setAccessibleName(title_of_loss)  # the fields below are called alike in every section
        self.loss.show_spec(loss)
        self.counts.set_spec(chosen)
        self._answers.setVisible(len(targets) > 1)
        if {self.target.itemData(i): self.target.itemText(i) for i in range(self.target.count())} != targets:
            self.target.clear()
            for first, called in targets.items():
                self.target.addItem(called, first)
        self.target.setCurrentIndex(self.target.findText(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchCaseSensitive))  # fmt: skip
        self.target.setAccessibleName(self.tr("Target that {0} answers").format(title))
        self.target.setToolTip(
            tooltip(self.tr("Another output could answer it, too: it then answers what is left"))
        )

    def mark(self, problems: Sequence[Problem]) -> None:
        """Show under the fields what is wrong with the loss; of a problem that is gone nothing stays."""
        found = {p.field: p for p in reversed(problems) if p.node == self.node and p.field}
        text = translate(found["loss"].message) if "loss" in found else ""
        self.loss.mark_choice(text)
        for form in self.forms():
            for field in getattr(form.spec, "__struct_fields__", ()):
                known = found.get(field)
                form.mark(
                    field,
                    "" if known is None else translate(known.message),
                    advice=known is not None and known.is_advice,
                )

    def forms(self) -> tuple[Form, ...]:
        """All forms of it."""
        return self.loss.form, self.counts


class OutputSections(QWidget):
    """A section for each of several outputs; hidden where there is one.

    Signals
    -------
    edited(text, training, merge)
        Other settings of training, what to call the edit, and what it is one step of undo with.
    """

    edited = Signal(str, object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sections: dict[str, OutputSection] = {}
        self._project = Project()
        self._column = v_box(self, margins=0, spacing=14)
        self.hide()

    def show_project(self, project: Project, known: Preprocessor | None) -> bool:
        """Show the outputs of a project; say whether there are several.

        Parameters
        ----------
        project : Project
        known : Preprocessor, optional
            What is known of the data.
        """
        self._project = project
        network, training = project.network, project.training
        told = learned_losses(network, training, known)
        if list(told) != list(self.sections):
            self._build(tuple(told))
        views = () if known is None else known.views
        tasks = dict(zip(answering(network, training, views), (view.task for view in views), strict=True))
        targets = answerable(network, training, views)
        for node, section in self.sections.items():
            name, loss = told[node]
            section.offer(loss_task(tasks[node]) if node in tasks else None)
            section.show_output(name, network[node].title, loss, training.for_output(node), targets[node])
        self.setVisible(bool(told))
        return bool(told)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show under the fields of each output what is wrong with its loss."""
        for section in self.sections.values():
            section.mark(problems)

    def forms(self) -> tuple[Form, ...]:
        """All forms of all outputs."""
        return tuple(form for section in self.sections.values() for form in section.forms())

    def focus_setting(self, node: str, field: str) -> None:
        """Give the keyboard to a setting of an output."""
        section = self.sections.get(node)
        if section is None:
            return
        form = next((each for each in section.forms() if hasattr(each.spec, field)), None)
        if form is not None and field != "loss":
            form.focus_field(field)
        else:
            section.loss.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, nodes: tuple[str, ...]) -> None:
        """Have a section for each of these outputs, in their order; those that were there stay as they are."""
        for node in self.sections.keys() - set(nodes):
            gone = self.sections.pop(node)
            gone.hide()
            gone.deleteLater()
        for node in nodes:
            if node not in self.sections:
                self.sections[node] = self._made(node)
        self.sections = {node: self.sections[node] for node in nodes}
        for section in self.sections.values():
            self._column.removeWidget(section)
            self._column.addWidget(section)

    def _made(self, node: str) -> OutputSection:
        section = OutputSection(node, self)
        section.loss.chosen.connect(lambda kind: self._learn(node, kind(), ""))
        section.loss.edited.connect(lambda spec, field: self._learn(node, spec, f"{node}.{field}"))
        section.counts.edited.connect(lambda spec, field: self._count(node, spec, field))
        section.target.activated.connect(lambda place: self._answer(node, place))
        return section

    def _learn(self, node: str, loss: Loss, merge: str) -> None:
        training = self._project.training
        self._tell(node, with_loss(self._project.network, training, node, loss), merge)

    def _count(self, node: str, spec: Spec, field: str) -> None:
        assert isinstance(spec, OutputTraining)
        self._tell(node, self._project.training.with_output(spec), f"{node}.{field}")

    def _answer(self, node: str, place: int) -> None:
        training, offered = self._project.training, self.sections[node].target
        changed = answer_for(training, node, offered.itemData(place))
        if changed != training:
            title = self._project.network[node].title
            self.edited.emit(
                self.tr("Let {0} answer “{1}”").format(title, shortened(offered.itemText(place))), changed, ""
            )

    def _tell(self, node: str, training: TrainingConfig, merge: str) -> None:
        name = self.sections[node].name
        self.edited.emit(self.tr("Change the loss of “{0}”").format(shortened(name)), training, merge)
