"""Ctrl+F: find layers on the canvas by name, kind, keyword or setting, and walk from one to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from nnstudio.app.look.style_sheet import fill
from nnstudio.app.widgets.announcing import announce
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.buttons import icon_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.layer_words import figures_text, layer_title
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network, Node
from nnstudio.project.project import Project

if TYPE_CHECKING:
    from nnstudio.app.canvas.view import CanvasView


def matches(network: Network, query: str) -> list[str]:
    """Layers that hold every word of a query, in the order in which samples pass them."""
    words = query.casefold().split()
    if not words:
        return []
    sequence = infer(network).order
    known = set(sequence)
    rest = [n.id for n in network.nodes if n.id not in known]
    return [n for n in (*sequence, *rest) if all(_holds(_text(network[n]), word) for word in words)]


def _holds(text: str, word: str) -> bool:
    """Whether a text holds a word; a number must begin there, so that 2 is not that of "Conv2D"."""
    return bool(re.search(rf"(?<!\w){word}", text)) if word.isdecimal() else word in text


def _text(node: Node) -> str:
    layer = node.layer
    kind = type(layer)
    return f"{node.title} {layer_title(kind)} {kind.__name__} {kind.keywords} {layer.figures()} {figures_text(layer)}".casefold()


class FindBar(QFrame):
    """A field over the canvas. What matches stands out; Enter and Shift+Enter walk from one to the next."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._found: Sequence[str] = ()
        self._at = 0
        self.setObjectName("findBar")
        fill(self, "card")
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find on the canvas"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.field.setToolTip(self.tr("Name, kind, keyword or setting, such as “dense”, “pooling” or “relu”"))
        self.field.setMinimumWidth(190)
        self.field.setMaxLength(200)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self._count = label("", "muted")
        row = h_box(self, margins=(8, 6, 6, 6), spacing=4)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        for icon, name, run in (
            ("chevron-up", self.tr("Previous (Shift+Enter)"), lambda: self.step(-1)),
            ("chevron-down", self.tr("Next (Enter)"), lambda: self.step(1)),
            ("close", self.tr("Close (Esc)"), self.close_bar),
        ):
            button = icon_button(icon, name, run)
            button.setFixedSize(28, 28)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)  # so that it does not hold the field down
        canvas.document.changed.connect(self._document_changed)
        self.hide()

    def open_bar(self) -> None:
        """Show the field, with what was searched last."""
        self.show()
        self.raise_()
        self.place()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search(self.field.text())

    def close_bar(self) -> None:
        """End the search; what was found last stays selected."""
        self.hide()
        self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Go to the next match, or to the one before."""
        if self._found:
            self._go((self._at + by) % len(self._found))

    def place(self) -> None:
        """Stand in the upper right corner of the canvas."""
        self.adjustSize()
        self.move(max(0, self._canvas.width() - self.width() - 12), 12)

    def _search(self, query: str) -> None:
        """Show what matches and go to the first, or to the one that is selected."""
        network, only = self._canvas.document.project.network, self._canvas.selection.only
        self._found = matches(network, query)
        self._canvas.canvas_scene.show_found(self._found if query.strip() else None)
        if self._found:
            self._go(self._found.index(only) if only in self._found else 0)
        else:
            self._say(self.tr("Nothing found") if query.strip() else "")

    def _go(self, number: int) -> None:
        self._at = number
        node = self._found[number]
        self._canvas.selection.select([node])
        self._canvas.camera.reveal(self._canvas.canvas_scene.cards[node].rect)
        self._say(self.tr("{0} of {1}").format(number + 1, len(self._found)))
        announce(self, f"{self._canvas.document.project.network[node].title}, {self._count.text()}")

    def _say(self, text: str) -> None:
        self._count.setText(text)
        self.place()

    def _document_changed(self, _old: Project, new: Project) -> None:
        """Match anew while the network is edited; the view stays where it is."""
        if self.isHidden():
            return
        query = self.field.text()
        self._found = matches(new.network, query)
        self._at = min(self._at, max(0, len(self._found) - 1))
        self._canvas.canvas_scene.show_found(self._found if query.strip() else None)
        if not self._found:
            self._say(self.tr("Nothing found") if query.strip() else "")
        else:
            self._say(self.tr("{0} of {1}").format(self._at + 1, len(self._found)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the field that walk and end the search."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.step(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends the search from its buttons as well; other keys are not meant for the canvas below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing stands out any more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._canvas.canvas_scene.show_found(None)
