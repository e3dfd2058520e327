"""Several layers: how many, what can be done with them, and the settings they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.canvas import copying
from nnstudio.app.canvas.drawing import Drawing
from nnstudio.app.forms.folded import FoldedForm
from nnstudio.app.inspector.freeze_box import FreezeBox
from nnstudio.app.inspector.layer_page import ONLY_WITH, RARE
from nnstudio.app.look import icons
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.layer_words import layer_title, multiply_adds_text, parameters_text
from nnstudio.app.words.texts import field_error_text
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Node
from nnstudio.nn.fields import Spec
from nnstudio.nn.shared_fields import shared_record
from nnstudio.system.messages import StudioError


class SharedForm(FoldedForm):
    """Edits the settings that several layers have in common; each of them has its say about a new value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(RARE, ONLY_WITH, parent)
        self._nodes: tuple[Node, ...] = ()

    def show_nodes(self, nodes: Sequence[Node]) -> bool:
        """Show what these layers share; say whether there is anything."""
        another = [n.id for n in nodes] != [n.id for n in self._nodes]
        self._nodes = tuple(nodes)
        found = shared_record([n.layer for n in nodes])
        if found is None:
            self.set_spec(None)
            return False
        record, differing = found
        self.set_spec(record, fresh=another, differing=differing)
        return True

    def with_value(self, name: str, value: Any) -> Spec:
        """Return the record with one setting changed, or say which layer refuses it."""
        record = super().with_value(name, value)
        value = getattr(record, name)
        for node in self._nodes:
            try:
                node.layer.replace(**{name: value})
            except StudioError as error:
                cause = field_error_text(error)
                raise StudioError("{node}: {cause}", node=node.title, cause=cause) from None
        return record


class SeveralPage(QWidget):
    """What several layers have in common."""

    def __init__(self, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._title = label("", "heading")
        self._about = label("", "muted", wrap=True)
        self._form_title = label("", "strong", wrap=True)
        self._hint = label("", "small", wrap=True)
        self.form = SharedForm(self)
        self.form.edited.connect(self._edited)
        self.freeze_box = FreezeBox(drawing, self)
        column = v_box(self, margins=(14, 16, 4, 16), spacing=8)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addSpacing(2)
        buttons = v_box(
            margins=(0, 0, 30, 0), spacing=8
        )  # at the right fields have their button for the default
        for text, icon, run in (
            (self.tr("Duplicate"), "duplicate", lambda: copying.duplicate(drawing)),
            (self.tr("Copy"), "copy", lambda: copying.copy(drawing)),
            (self.tr("Delete"), "delete", drawing.delete),
        ):
            button = push_button(text, lambda _=False, run=run: run(), parent=self)
            icons.set_icon(button, icon)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addSpacing(10)
        for widget in (self.freeze_box, self._form_title, self._hint):
            row = h_box(margins=(0, 0, 28, 0))
            row.addWidget(widget)
            column.addLayout(row)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_nodes(self, ids: Sequence[str]) -> None:
        """Show what these layers have in common."""
        network = self._drawing.network
        facts = infer(network).facts
        nodes = [network[n] for n in ids if n in network]
        known = [facts[n.id] for n in nodes if n.id in facts]
        parameters, work = sum(f.parameters for f in known), sum(f.multiply_adds for f in known)
        figures = [parameters_text(parameters)] if parameters else []
        figures += [multiply_adds_text(work)] if work else []
        self._title.setText(self.tr("{0} layers").format(len(nodes)))
        self._about.setText(" · ".join(figures))
        self._about.setVisible(bool(figures))
        self.freeze_box.show_nodes([n.id for n in nodes])
        kinds = list(dict.fromkeys(type(n.layer) for n in nodes))
        shared = self.form.show_nodes(nodes)
        self.form.setVisible(shared)
        self._form_title.setVisible(shared)
        if shared and len(kinds) == 1:
            self._form_title.setText(self.tr("Settings of all {0} layers").format(layer_title(kinds[0])))
        elif shared:
            self._form_title.setText(self.tr("Settings they share"))
        self._hint.setText(
            self.tr("A new value goes to all {0} of them.").format(len(nodes))
            if shared
            else self.tr("These layers have no setting in common.")
        )

    def _edited(self, record: Spec, field: str) -> None:
        self._drawing.change_all(self._drawing.selection.ids, field, getattr(record, field))
