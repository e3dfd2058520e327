"""The list of layers: to search, to drag onto the canvas, to add with a double click."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from nnstudio.app.look.style_sheet import fill
from nnstudio.app.palette.layer_list import LayerList, SearchKeys
from nnstudio.app.widgets.boxes import v_box
from nnstudio.nn.layer import Layer


class Palette(QWidget):
    """The panel at the left of the window.

    Signals
    -------
    append_requested(layer)
        A layer should be added behind the selection.
    left()
        Esc was pressed: the focus should go back to the canvas.
    """

    append_requested = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        fill(self, "panel")
        self.setMinimumWidth(190)
        self.search_field = QLineEdit(self)
        self.search_field.setPlaceholderText(self.tr("Find a layer"))
        self.search_field.setAccessibleName(self.search_field.placeholderText())
        self.search_field.setToolTip(
            self.tr("Settings may follow the name: “dense 10 softmax”, “conv2d 32 5x5 same”")
        )
        self.search_field.setClearButtonEnabled(True)
        self.layers = LayerList(self)
        self.layers.setDragEnabled(True)
        self.layers.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.layers.chosen.connect(self._chosen)
        self._keys = SearchKeys(self.search_field, self.layers, self._leave)
        column = v_box(self, margins=(0, 12, 0, 0), spacing=4)
        around = v_box(margins=(12, 0, 12, 4))
        around.addWidget(self.search_field)
        column.addLayout(around)
        inset = v_box(margins=(6, 0, 1, 0))
        inset.addWidget(self.layers)
        column.addLayout(inset, 1)

    def sizeHint(self) -> QSize:
        """Wide enough for the one line of most layers."""
        return QSize(252, 480)

    def focus_search(self) -> None:
        """Move the keyboard focus to the search field."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _chosen(self, layer: Layer) -> None:
        """Ask for a layer. One that was typed leaves the list as it was before; the next is typed anew."""
        typed = self.search_field.hasFocus()
        self.append_requested.emit(layer)
        if typed:
            self.search_field.clear()

    def _leave(self) -> None:
        if self.search_field.text():
            self.search_field.clear()
        else:
            self.left.emit()
