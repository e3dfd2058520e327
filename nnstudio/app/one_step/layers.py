"""The layers of a step, and the loss behind them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from nnstudio.app import icons
from nnstudio.app.layer_words import icon_name
from nnstudio.app.one_step.walk import LOSS, Stop
from nnstudio.app.theme import category_token
from nnstudio.graph.network import Network

_NODE = Qt.ItemDataRole.UserRole


class StepLayers(QListWidget):
    """Lists the layers in the order in which a sample goes through them.

    Signals
    -------
    layer_chosen(node)
        Or :data:`nnstudio.app.one_step.walk.LOSS`.
    """

    layer_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Layers of the step"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(16, 16))
        self.currentItemChanged.connect(lambda item, _: self._tell(item))

    def show_network(self, network: Network, way: tuple[Stop, ...]) -> None:
        """List the layers of another network."""
        self.blockSignals(True)
        self.clear()
        for node in (stop.node for stop in way if stop.stage in ("forward", "loss")):
            if node == LOSS:
                item, icon = QListWidgetItem(self.tr("Loss")), ("loss", "category_output")
            else:
                layer = network[node].layer
                item = QListWidgetItem(network[node].title)
                icon = icon_name(layer), category_token(layer.category)
            item.setIcon(icons.icon(*icon))
            item.setData(_NODE, node)
            self.addItem(item)
        self.blockSignals(False)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.layer_chosen.emit(item.data(_NODE))

    def show_layer(self, node: str) -> None:
        """Mark a layer, telling nobody."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(_NODE) == node:
                self.setCurrentRow(row)
        self.blockSignals(False)
