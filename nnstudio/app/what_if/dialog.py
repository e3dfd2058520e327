"""What if a layer were of another kind: chosen, set and compared before the network is touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QPushButton, QSplitter, QWidget

from nnstudio.app.canvas import replacing
from nnstudio.app.forms.folded import FoldedForm
from nnstudio.app.inspector.layer_page import ONLY_WITH, RARE
from nnstudio.app.look import icons, theme
from nnstudio.app.look.theme import category_token
from nnstudio.app.problems.box import ProblemBox
from nnstudio.app.what_if.comparison import Comparison, compare, headline, rows
from nnstudio.app.what_if.table import ComparisonTable
from nnstudio.app.what_if.weighing import Weigher
from nnstudio.app.what_if.widths import WidthChoices
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import panel_column
from nnstudio.app.words.layer_words import icon_name, layer_summary, layer_title
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.graph.inference import Problem
from nnstudio.graph.replacing import candidates, distance, proposed, replaced, why_not
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.shape import show
from nnstudio.project.project import Project

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView

ProblemFinder = Callable[[Project], Sequence[Problem]]
"""Lists what would be wrong with a project."""

_SETTINGS = 324
"""Width of the column in which the other layer is chosen."""
_FRAME = 4
"""Of that width, what is no room."""
_BESIDE = 30
"""Room at the right of what is no field: fields have their button for the default there."""


class WhatIfDialog(QDialog):
    """Shows a layer beside another kind of it. The network stays as it is until "Use it".

    It follows the network while it is open: the layer's own settings may change, and where it is deleted there is nothing
    to compare any more.

    Parameters
    ----------
    canvas : GestureView
        Where the edit is made.
    weigher : Weigher
        Finds the memory of training a network.
    problems : callable
        Lists what would be wrong.
    """

    def __init__(
        self, canvas: GestureView, weigher: Weigher, problems: ProblemFinder, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("what-if")
        self.setWindowTitle(self.tr("What if"))
        self._canvas, self._document, self._problems = canvas, canvas.document, problems
        self._node = ""
        self._kind: type[Layer] = Layer
        self.layer: Layer | None = None
        self._found: Comparison | None = None
        self._weigher = weigher
        self._weigher.known.connect(self._show_rows)

        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName(self.tr("The other layer"))
        self.kinds.setIconSize(QSize(18, 18))
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kinds.activated.connect(self._choose_kind)
        self.form = FoldedForm(RARE, ONLY_WITH, self)
        self.form.edited.connect(lambda layer, _name: self._take(layer))
        self.form.typed.connect(self._preview)
        self.widths = WidthChoices(self)
        self.widths.chosen.connect(self._take)
        self.keep_shape = QCheckBox(self)
        self.keep_shape.setChecked(True)
        self.keep_shape.toggled.connect(self._compare)
        self._about_shape = label(self.tr("Then what follows stays as it is"), "small", wrap=True)
        self._about_shape.setContentsMargins(27, 0, 0, 0)
        self._headline = label("", "heading", wrap=True)
        self._accounts = label(wrap=True)
        self.table = ComparisonTable(self)
        self._notes = label("", "small", wrap=True)
        self._beside = self._group()
        self._wrong = label(self.tr("To be mended then"), "strong", wrap=True)
        self.problem_box = ProblemBox()
        self._more = label("", "small", wrap=True)
        self.keep = push_button(self.tr("&Keep as it is"), self.reject, parent=self)
        self.use = push_button(self.tr("&Use it"), self.use_it, role="primary", parent=self)
        self._promise = label(self.tr("Nothing is changed until you use it."), "small", wrap=True)
        for button in (self.keep, self.use, self.form.more):
            button.setAutoDefault(False)  # Enter confirms what is typed in a field
        self._lay_out()
        self._document.changed.connect(self._document_changed)
        theme.current().changed.connect(self._fill_kinds)
        self.setMinimumSize(760, 340)
        open_at(self, QSize(980, 640))

    def _group(self) -> QWidget:
        """What else is done: notes, and the Reshape that may be left out."""
        group = QWidget(self)
        column = v_box(group, margins=(0, 8, 0, 0), spacing=2)
        column.addWidget(label(self.tr("What comes with it"), "strong", wrap=True))
        for widget in (self._notes, self.keep_shape, self._about_shape):
            column.addWidget(widget)
        return group

    def _lay_out(self) -> None:
        other = label(self.tr("The &other layer"), "strong")
        other.setBuddy(self.kinds)
        left = self._left = QWidget()
        column = v_box(left, margins=(20, 18, 10, 12), spacing=8)
        column.addWidget(other)
        kinds = h_box(margins=(0, 0, _BESIDE, 4))
        kinds.addWidget(self.kinds)
        column.addLayout(kinds)
        column.addWidget(self.form)
        column.addWidget(self.widths)
        column.addWidget(self._beside)
        column.addStretch(1)

        right = QWidget()
        column = v_box(right, margins=(22, 18, 20, 12), spacing=8)
        for widget in (self._headline, self._accounts):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addWidget(self.table)
        column.addWidget(self._wrong)
        column.addWidget(self.problem_box)
        column.addWidget(self._more)
        column.addStretch(1)

        self._settings = panel_column(left, self.tr("Settings of the other layer"))
        self._comparison = panel_column(right, self.tr("Comparison"))
        # With large letters on a small screen the table is wider than what is left to it.
        self._comparison.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        panes = QSplitter(Qt.Orientation.Horizontal, self)
        for number, pane in enumerate((self._settings, self._comparison)):
            panes.addWidget(pane)
            panes.setStretchFactor(number, number)
            panes.setCollapsible(number, False)
        room = theme.current().room(_SETTINGS)
        panes.setSizes([room, 980 - room])
        buttons = h_box(margins=(20, 10, 20, 14), spacing=8)
        buttons.addWidget(self._promise, 1)
        buttons.addSpacing(8)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.use)
        whole = v_box(self, margins=0, spacing=0)
        whole.addWidget(panes, 1)
        whole.addLayout(buttons)

    # What is compared --------------------------------------------------------------------------------------

    def show_node(self, node: str) -> None:
        """Begin with a layer, and the kind that does its work in another way."""
        self._node, self.layer = node, None
        self._kind = type(self._document.project.network[node].layer)
        self._fill_kinds()
        self._choose_kind(0)
        self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_kinds(self) -> None:
        """List the kinds, those that fit first; the layer's own as well, with other settings."""
        network = self._document.project.network
        if self._node not in network:
            return
        own = type(network[self._node].layer)
        self.kinds.clear()
        kinds = [(kind, why_not(network, self._node, kind())) for kind in candidates(network, self._node)]
        near = sum(reason is None and distance(own, kind) < 2 for kind, reason in kinds)
        for number, (kind, reason) in enumerate(kinds):
            if number == near and fields_of(own):
                self._add_kind(own, self.tr("{0}, other settings").format(layer_title(own)))
            if number and reason is not None and kinds[number - 1][1] is None:
                self.kinds.insertSeparator(self.kinds.count())
            self._add_kind(kind, layer_title(kind), "" if reason is None else translate(reason))
        if self.layer is not None:
            self.kinds.setCurrentIndex(self.kinds.findData(type(self.layer).__name__))

    def _add_kind(self, kind: type[Layer], title: str, reason: str = "") -> None:
        icon = icons.icon(icon_name(kind), category_token(kind.category))
        self.kinds.addItem(icon, title, kind.__name__)
        last = self.kinds.count() - 1
        self.kinds.setItemData(last, tooltip(reason or layer_summary(kind)), Qt.ItemDataRole.ToolTipRole)

    def _choose_kind(self, index: int) -> None:
        name = self.kinds.itemData(index)
        network = self._document.project.network
        old = network[self._node].layer
        layer = old if name == type(old).__name__ else proposed(network, self._node, LAYERS[name])
        self.kinds.setCurrentIndex(index)
        self.form.set_spec(layer, fresh=True)
        self._take(layer)
        self._make_room()

    def _make_room(self) -> None:
        """Let the settings have the width that their words need, which differ in each language."""
        self._settings.setMinimumWidth(self._left.minimumSizeHint().width() + _FRAME)

    def _take(self, layer: object) -> None:
        """Compare with these settings, and show them in the form."""
        assert isinstance(layer, Layer)
        self.form.set_spec(layer)
        self._preview(layer)

    def _preview(self, layer: object) -> None:
        """Compare with these settings, as they are typed."""
        assert isinstance(layer, Layer)
        self.layer = layer
        self._compare()

    def _compare(self) -> None:
        if self.layer is None:
            return
        project = self._document.project
        found = compare(project.network, self._node, self.layer, keep_shape=self.keep_shape.isChecked())
        self._found = found
        self._weigher.ask([side.network for side in (found.before, found.after) if side.is_whole])
        self.setWindowTitle(self.tr("What if: {0}").format(found.before.title))
        self._headline.setText(headline(found))
        sides = [s for s in (found.before, found.after) if s.facts.output is not None]
        accounts = dict.fromkeys(translate(s.layer.account(s.facts.inputs)) for s in sides)
        self._accounts.setText("\n".join(f"{account}." for account in accounts))
        self._show_beside(found)
        self._show_problems(found, project)
        self.widths.show_choices(project.network, self._node, self.layer)
        self.use.setEnabled(self.layer != found.before.layer)
        self._show_rows()

    def _show_beside(self, found: Comparison) -> None:
        """Say what would be done beside the exchange, and let the Reshape be chosen where it is of use."""
        project, layer = self._document.project, self.layer
        assert layer is not None
        without, with_it = (
            replaced(project.network, self._node, layer, keep_shape=keep) for keep in (False, True)
        )
        useful = without.network != with_it.network
        for widget in (self.keep_shape, self._about_shape):
            widget.setVisible(useful)
        shape = found.before.facts.output
        if shape is not None:
            self.keep_shape.setText(self.tr("Reshape to {0}").format(show(shape)))
        self._notes.setText("\n".join(f"{translate(note)}." for note in without.notes))
        self._notes.setVisible(bool(without.notes))
        self._beside.setVisible(useful or bool(without.notes))

    def _show_problems(self, found: Comparison, project: Project) -> None:
        """List what would be wrong afterwards and is not wrong now."""
        now = [p.message for p in self._problems(project)]
        then = [
            p
            for p in self._problems(project.replace(network=found.replacement.network))
            if p.message not in now and not p.is_advice
        ]
        self._wrong.setVisible(bool(then))
        self.problem_box.show_problem(then[0] if then else None)
        self._more.setText("\n".join(translate(p.message) for p in then[1:]))
        self._more.setVisible(len(then) > 1)

    def _show_rows(self) -> None:
        found = self._found
        if found is None:
            return
        sizes = (self._weigher.bytes_of(found.before.network), self._weigher.bytes_of(found.after.network))
        batch = self._document.project.training.batch_size
        self.table.show_comparison(found, rows(found, batch, sizes, waiting=self._weigher.busy))
        self._comparison.setAccessibleDescription(f"{self._headline.text()}. {self.table.spoken()}")

    # Deciding ----------------------------------------------------------------------------------------------

    def use_it(self) -> None:
        """Make the edit, and close; text in a field that is refused keeps the dialog open."""
        if not self.form.commit() or self.layer is None:
            return
        keep, layer, node = self.keep_shape.isChecked(), self.layer, self._node
        self.accept()
        replacing.tell(self._canvas, replacing.replace(self._canvas.drawing, node, layer, keep_shape=keep))
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Close, and work nothing out any more."""
        self._weigher.ask(())
        self._node = ""
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and none that has not."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = self.focusWidget()
            if isinstance(button, QPushButton) and button.isEnabled():
                button.click()
            return
        super().keyPressEvent(event)

    def _document_changed(self, old: Project, new: Project) -> None:
        if not self._node:
            return
        if self._node not in new.network or type(new.network[self._node].layer) is not self._kind:
            self.reject()
        elif (old.network, old.training) != (new.network, new.training):
            self._fill_kinds()
            self._compare()
            if old.training != new.training:
                self._weigher.forget()


def show_what_if(canvas: GestureView, weigher: Weigher, problems: ProblemFinder, node: str) -> None:
    """Compare a layer with another kind of it, beside the window; there is one comparison at a time."""
    window = canvas.window()
    dialog = next((d for d in window.findChildren(WhatIfDialog) if d.isVisible()), None)
    if dialog is None:
        dialog = WhatIfDialog(canvas, weigher, problems, window)
        dialog.finished.connect(dialog.deleteLater)
    dialog.show_node(node)
    weigher.forget()  # nobody watched what training was meanwhile
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
