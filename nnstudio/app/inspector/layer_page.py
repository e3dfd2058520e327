"""One layer: name, shapes, what is wrong, settings, activation and formula."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nnstudio.app.canvas.card import translate_word
from nnstudio.app.canvas.drawing import Drawing
from nnstudio.app.forms.folded import FoldedForm
from nnstudio.app.inspector.activation_plot import ActivationPlot
from nnstudio.app.inspector.facts_grid import FactsGrid, lines_about
from nnstudio.app.inspector.freeze_box import FreezeBox
from nnstudio.app.look import icons
from nnstudio.app.look.theme import category_token
from nnstudio.app.problems.box import ProblemBox
from nnstudio.app.problems.fix_bar import Fix
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.undo_keys import left_to_window
from nnstudio.app.words.layer_words import icon_name, layer_summary, layer_title, shapes_text
from nnstudio.app.words.texts import formula_text
from nnstudio.graph.inference import Facts, Problem
from nnstudio.graph.network import Node
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Input

RARE = ("dilation", "groups", "bias", "initializer", "l1", "l2", "momentum", "epsilon")
"""Settings of layers that are seldom touched; they wait behind a button."""
ONLY_WITH = {"zeros": ("padding", "explicit")}
"""Settings that mean something only while another one has a value."""
_BESIDE = 30
"""Room at the right of all that is no field: fields have their button for the default there."""


class LayerPage(QWidget):
    """Shows and edits one layer.

    Signals
    -------
    back()
        The way back to the whole network.
    fix_chosen(fix)
        A repair of the problem that is shown.
    loss_wanted(node)
        The settings of the loss of an output.
    """

    back = Signal()
    loss_wanted = Signal(str)
    fix_chosen = Signal(object)

    def __init__(self, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._node: Node | None = None
        self._known = Facts()
        self._features: Sequence[str] = ()
        self._back = push_button(
            self.tr("Network"), self.back, role="flat", tip=self.tr("Back to the whole network"), parent=self
        )
        self._back.setIconSize(QSize(14, 14))
        icons.set_icon(self._back, "chevron-left", "text_muted")
        self.what_if = push_button(
            self.tr("What if…"),
            role="flat",
            tip=self.tr("Compare this layer with another kind of it, before anything is changed"),
            parent=self,
        )
        self.what_if.setIconSize(QSize(16, 16))
        icons.set_icon(self.what_if, "compare", "text_muted")
        self._icon = IconLabel(22, room=QSize(26, 26))
        self.name_field = QLineEdit(self)
        self.name_field.setProperty("role", "heading")
        self.name_field.setAccessibleName(self.tr("Name"))
        self.name_field.setToolTip(self.tr("Name of the layer; empty it to get the automatic one back"))
        self.name_field.setMaxLength(60)
        self.name_field.editingFinished.connect(self._rename)
        self.name_field.installEventFilter(self)
        self._summary = label("", "small", wrap=True)
        self._shapes = label("", "strong", wrap=True)
        self._facts = FactsGrid(self)
        self._learned = label("", "small", wrap=True)
        self.loss_link = push_button(
            self.tr("Settings of its loss"), self._want_loss, role="link", tip=self.tr("Which loss this output learns by, and how much it counts"), parent=self,
        )  # fmt: skip
        self._sight = ""
        self.problem_box = ProblemBox()
        self.problem_box.bar.chosen.connect(self.fix_chosen)
        self.form = FoldedForm(RARE, ONLY_WITH, self)
        self.form.edited.connect(self._edited)
        self.freeze_box = FreezeBox(drawing, self)
        self.plot = ActivationPlot(self)
        self._about = label("", "small", wrap=True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._formula_title = label(self.tr("Formula"), "strong", wrap=True)
        self._formula = label(wrap=True)
        self._formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def _lay_out(self) -> None:
        title = h_box(spacing=4)
        title.addWidget(self._icon)
        title.addWidget(self.name_field, 1)
        whole = v_box(self, margins=(6, 6, 4, 16), spacing=4)
        ways = h_box()
        ways.addWidget(self._back)
        ways.addStretch(1)
        ways.addWidget(self.what_if)
        whole.addLayout(ways)
        column = v_box(margins=(8, 0, 0, 0), spacing=8)
        whole.addLayout(column, 1)
        title.setContentsMargins(0, 0, _BESIDE, 0)
        column.addLayout(title)
        self._add(column, self._summary)
        facts = v_box(spacing=5)
        facts.addWidget(self._shapes)
        facts.addWidget(self._facts)
        facts.addWidget(self._learned)
        facts.addWidget(self.loss_link, 0, Qt.AlignmentFlag.AlignLeft)
        facts.setContentsMargins(0, 0, 8, 0)
        column.addLayout(facts)
        self._add(column, self.problem_box)
        column.addSpacing(4)
        column.addWidget(self.form)
        self._add(column, self.freeze_box)
        self._add(column, self.plot)
        self._add(column, self._about)
        column.addSpacing(4)
        self._add(column, self._formula_title)
        self._add(column, self._formula)
        column.addStretch(1)

    @staticmethod
    def _add(column: QVBoxLayout, widget: QWidget) -> None:
        row = h_box(margins=(0, 0, _BESIDE, 0))
        row.addWidget(widget)
        column.addLayout(row)

    def show_node(
        self,
        node: Node,
        facts: Facts,
        problem: Problem | None,
        fixes: Sequence[Fix],
        features: Sequence[str],
    ) -> None:
        """Show a layer and what is known about it; of an Input the features it gets."""
        another = self._node is None or self._node.id != node.id
        self._node = node
        layer = node.layer
        if another or not self.name_field.isModified():
            self.name_field.setText(node.title)
            self.name_field.setModified(False)
        self.what_if.setVisible(not isinstance(layer, Input))
        self._summary.setText(f"{layer_title(type(layer))} · {layer_summary(type(layer))}")
        self._shapes.setText(shapes_text(facts))
        self._shapes.setVisible(facts.output is not None or bool(facts.inputs))
        self._known, self._features = facts, features
        self._facts.show_lines(lines_about(layer, facts, self._sight, features))
        self.problem_box.show_problem(problem, fixes)
        self.form.set_spec(layer, fresh=another)
        if problem is not None and problem.field and not problem.is_unfinished:
            self.form.mark(problem.field, translate_word(problem.word), advice=problem.is_advice)
        self.freeze_box.show_nodes([node.id])
        self._show_activation(layer)
        self._formula.setText(formula_text(layer.formula))
        for line in (self._formula, self._formula_title):
            line.setVisible(bool(layer.formula))
        self._icon.show_icon(icon_name(layer), category_token(layer.category))

    def show_learned(self, words: str) -> None:
        """Show what one of several outputs answers, and by which loss it learns that; empty for other layers."""
        self._learned.setText(words)
        for part in (self._learned, self.loss_link):
            part.setVisible(bool(words))

    def _want_loss(self) -> None:
        if self._node is not None:
            self.loss_wanted.emit(self._node.id)

    def show_sight(self, words: str) -> None:
        """Show how much of the input the layer sees, which is worked out beside the window."""
        if words != self._sight:
            self._sight = words
            if self._node is not None:
                self._facts.show_lines(lines_about(self._node.layer, self._known, words, self._features))

    def _show_activation(self, layer: Layer) -> None:
        about = ACTIVATIONS.get(str(getattr(layer, "activation", "")))
        self.plot.setVisible(about is not None)
        self._about.setVisible(about is not None)
        if about is not None:
            self.plot.show_activation(about.name)
            text = self.tr("a = {0}   derivative {1}").format(
                formula_text(about.formula), formula_text(about.derivative)
            )
            if about.name == "softmax":
                text += "\n" + self.tr("Drawn for the first of two classes, where the sum of the other is 0.")
            self._about.setText(f"{QCoreApplication.translate('Field', about.summary)}\n{text}")

    def _edited(self, layer: object, field: str) -> None:
        assert isinstance(layer, Layer)
        if self._node is not None:
            self._drawing.change(self._node.id, layer, field)

    def _rename(self) -> None:
        if self._node is not None and self.name_field.isModified():
            self.name_field.setModified(False)
            self._drawing.rename(self._node.id, self.name_field.text())
            self.name_field.setText(self._node.title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc takes back a name that was typed; once it is taken, undo is that of the window."""
        if left_to_window(event, typed=self.name_field.isModified()):
            return True
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        escaped = pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if escaped and self.name_field.isModified() and self._node is not None:
            self.name_field.setText(self._node.title)
            self.name_field.setModified(False)
            return True
        return super().eventFilter(watched, event)
