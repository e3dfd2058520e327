"""The layers of a step, and the loss behind them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from nnstudio.app.look import icons
from nnstudio.app.look.theme import category_token
from nnstudio.app.one_step.walk import LOSS, Stop
from nnstudio.app.words.layer_words import icon_name
from nnstudio.app.words.texts import tooltip
from nnstudio.graph.network import Network

_NODE = Qt.ItemDataRole.UserRole


class StepLayers(QListWidget):
    """Lists the layers in the order in which a sample goes through them.

    Signals
    -------
    layer_chosen(node, output)
        Or :data:`nnstudio.app.one_step.walk.LOSS`; of several outputs the loss of one.
    """

    layer_chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Layers of the step"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setIconSize(QSize(16, 16))
        self.currentItemChanged.connect(lambda item, _: self._tell(item))

    def show_network(self, network: Network, way: tuple[Stop, ...], names: Mapping[str, str]) -> None:
        """List the layers of another network.

        Parameters
        ----------
        network : Network
        way : tuple of Stop
        names : mapping of str to str
            What each output answers, by node.
        """
        self.blockSignals(True)
        self.clear()
        for stage, node, output in way:
            if stage not in ("forward", "loss"):
                continue
            if node == LOSS:
                text = self.tr("Loss of “{0}”").format(names[output]) if output else self.tr("Loss")
                # Of losses that begin alike the list has room for what tells them apart.
                item, icon = QListWidgetItem(names[output] if output else text), ("loss", "category_output")
                item.setToolTip(tooltip(text))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            else:
                layer = network[node].layer
                item = QListWidgetItem(network[node].title)
                icon = icon_name(layer), category_token(layer.category)
            item.setIcon(icons.icon(*icon))
            item.setData(_NODE, (node, output))
            self.addItem(item)
        self.blockSignals(False)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.layer_chosen.emit(*item.data(_NODE))

    def show_layer(self, node: str, output: str = "") -> None:
        """Mark a layer, telling nobody."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(_NODE) == (node, output):
                self.setCurrentRow(row)
        self.blockSignals(False)
