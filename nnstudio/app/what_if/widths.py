"""How wide the other layer should be for the comparison to be fair: two readings, each a button."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import field_label, in_sentence
from nnstudio.graph.network import Network
from nnstudio.graph.replacing import width_of, with_equal_outputs
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import Layer
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import number_text


class WidthChoices(QWidget):
    """Offers as many outputs as now, or as many neurons as there are filters now.

    Signals
    -------
    chosen(layer)
        The other layer, with the width that was chosen.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: dict[int, Layer] = {}
        title = label(self.tr("A fair width"), "strong")
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # none is marked where the width is another one
        column = v_box(self, margins=(0, 8, 0, 4), spacing=2)
        column.addWidget(title)
        self._reasons = [QLabel(self), QLabel(self)]
        for number, reason in enumerate(self._reasons):
            button = QRadioButton(self)
            self._group.addButton(button, number)
            reason.setProperty("role", "small")
            reason.setWordWrap(True)
            reason.setContentsMargins(27, 0, 0, 4)
            column.addWidget(button)
            column.addWidget(reason)
        self._group.idClicked.connect(self._choose)
        self.hide()

    def show_choices(self, network: Network, node: str, layer: Layer) -> None:
        """Offer the widths that a layer could have in the place of another."""
        old = network[node].layer
        old_name, name = width_of(old), width_of(layer)
        self._layers = {}
        if name is not None and type(old) is not type(layer):
            equal = with_equal_outputs(network, node, layer)
            if equal is not None:
                self._offer(0, self.tr("As many outputs as now"), equal, name)
            if old_name is not None:
                try:
                    same = layer.replace(**{name: getattr(old, old_name)})
                except StudioError:  # more than this kind allows
                    same = None
                if same is not None and same != equal:
                    words = self.tr("As many as {0} now").format(_label(old, old_name))
                    self._offer(1, words, same, name)
        for number, found in enumerate(self._layers.get(n) for n in (0, 1)):
            button = self._group.button(number)
            for widget in (button, self._reasons[number]):
                widget.setVisible(found is not None)
            button.setChecked(found == layer)
        self.setVisible(bool(self._layers))

    def _offer(self, number: int, words: str, layer: Layer, name: str) -> None:
        self._layers[number] = layer
        self._group.button(number).setText(_width_text(name, getattr(layer, name)))
        self._group.button(number).setAccessibleDescription(words)
        self._reasons[number].setText(words)

    def _choose(self, number: int) -> None:
        layer = self._layers[number]
        self._group.button(number).setChecked(True)
        self.chosen.emit(layer)


def _width_text(name: str, number: int) -> str:
    """How wide a layer is: ``1 filter``, ``64 units``."""
    tr = QCoreApplication.translate
    one, many = {
        "filters": (tr("WhatIf", "1 filter"), tr("WhatIf", "{0} filters")),
        "units": (tr("WhatIf", "1 unit"), tr("WhatIf", "{0} units")),
    }[name]
    return one if number == 1 else many.format(number_text(number))


def _label(layer: Layer, name: str) -> str:
    info = next(i for i in fields_of(type(layer)) if i.name == name)
    return in_sentence(field_label(info))
