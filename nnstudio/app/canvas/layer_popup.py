"""A small list of layers that opens where one is wanted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from nnstudio.app.palette.layer_list import Becoming, Judge, LayerList, SearchKeys, as_it_is
from nnstudio.app.widgets.boxes import v_box
from nnstudio.nn.layer import Layer

_SIZE = (300, 380)


class LayerPopup(QFrame):
    """Search and list of layers; it closes when one is chosen, or with Esc.

    Signals
    -------
    chosen(layer)
    closed()
        After a choice and without one.
    """

    chosen = Signal(object)
    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        *,
        with_inputs: bool = False,
        judge: Judge = lambda _: "",
        becoming: Becoming = as_it_is,
        prompt: str = "",
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "card")
        self.search_field = QLineEdit(self)
        self.search_field.setPlaceholderText(prompt or self.tr("Find a layer, such as conv2d 16 3x3"))
        self.search_field.setAccessibleName(self.search_field.placeholderText())
        self.search_field.setToolTip(
            self.tr("Settings may follow the name: “dense 10 softmax”, “conv2d 32 5x5 same”")
        )
        self.layers = LayerList(self, with_inputs=with_inputs, judge=judge, becoming=becoming)
        self.layers.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the search field keeps it and steers the list
        self.layers.chosen.connect(self._choose)
        self.layers.clicked.connect(self.layers.choose_current)
        self._keys = SearchKeys(self.search_field, self.layers, self.close)
        column = v_box(self, margins=8)
        column.addWidget(self.search_field)
        column.addWidget(self.layers, 1)
        self.layers.step(1)

    def open_at(self, at: QPoint) -> None:
        """Open near a point of the screen, inside it."""
        self.resize(*_SIZE)
        screen = QGuiApplication.screenAt(at) or self.screen()
        room = screen.availableGeometry()
        x = min(at.x() + 6, room.right() - self.width())
        y = min(at.y() + 6, room.bottom() - self.height())
        self.move(max(room.left(), x), max(room.top(), y))
        self.show()
        self.search_field.setFocus(Qt.FocusReason.PopupFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is over."""
        super().closeEvent(event)
        self.closed.emit()

    def _choose(self, layer: Layer) -> None:
        self.chosen.emit(layer)
        self.close()
