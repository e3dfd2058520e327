"""Figures with their arithmetic, one line each: what they are at the left, how they come about at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from nnstudio.app.widgets.boxes import grid_box
from nnstudio.app.widgets.labels import label
from nnstudio.graph.inference import Facts
from nnstudio.nn.layer import Layer, UnknownLayer, sum_text
from nnstudio.system.messages import shortened
from nnstudio.system.numbers import number_text

_MOST_KEPT = 12
"""Settings of an unknown layer that are shown."""
_MOST_NAMED = 12
"""Features of an Input that are named."""
Line = tuple[str, str, str]
"""What it is, what stands there, and a sentence about it."""


class FactsGrid(QWidget):
    """A column of names and a column of figures; figures can be marked and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = grid_box(self, margins=0, spacing=(12, 3))
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines; rows that are there already are used again."""
        while len(self._rows) < len(lines):
            self._add()
        for number, (name, figure) in enumerate(self._rows):
            line = lines[number] if number < len(lines) else ("", "", "")
            for part, text in ((name, line[0]), (figure, line[1])):
                part.setText(text)
                part.setToolTip(line[2])
                part.setVisible(number < len(lines))
        self.setVisible(bool(lines))

    def _add(self) -> None:
        name, figure = label("", "small"), label(wrap=True)
        figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        figure.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = len(self._rows)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(figure, row, 1)
        self._rows.append((name, figure))


def lines_about(layer: Layer, facts: Facts, sight: str, features: Sequence[str] = ()) -> list[Line]:
    """Return what there is to reckon about a layer.

    Parameters
    ----------
    layer : Layer
    facts : Facts
    sight : str
        What it sees of the input, in words; empty where that means nothing.
    features : sequence of str
        The features of the data that an Input gets, where it gets some of them.
    """
    if isinstance(layer, UnknownLayer):
        return _kept(layer)
    tr = QCoreApplication.translate
    lines: list[Line] = []
    if features:
        words = tr("Inspector", "The part of each sample that this Input gets; the other Inputs get the rest")
        lines.append((tr("Inspector", "Gets"), _named(features), words))
    if facts.output is not None:
        for axes, text in _joined(layer.sizes(facts.inputs)):
            lines.append((axes, text, tr("Inspector", "Size of the output")))
    if facts.params:
        words = tr("Inspector", "Numbers that training adjusts: weights, and what is added to them")
        lines.append((tr("Inspector", "Parameters"), sum_text(facts.params), words))
    if facts.multiply_adds:
        words = tr("Inspector", "Work for one sample, forward")
        lines.append((tr("Inspector", "Multiply-adds"), number_text(facts.multiply_adds), words))
    if sight:
        words = tr("Inspector", "The part of the input that one value of this layer depends on")
        lines.append((tr("Inspector", "Receptive field"), sight, words))
    return lines


def _named(features: Sequence[str]) -> str:
    """Names in the order of the data, as many as one reads."""
    shown = ", ".join(_short(name, 40) for name in features[:_MOST_NAMED])
    return shown if len(features) <= _MOST_NAMED else f"{shown}, … + {len(features) - _MOST_NAMED}"


def _kept(layer: UnknownLayer) -> list[Line]:
    """What the file says about a layer of a newer version: nobody can change it here, and nothing of it is lost."""
    words = QCoreApplication.translate("Inspector", "Kept as it stands in the file, and saved back unchanged")
    settings = [(str(k), v) for k, v in layer.data.items() if k != "type"]
    lines = [(_short(name, 24), _short(str(value), 80), words) for name, value in settings[:_MOST_KEPT]]
    return [*lines, ("", f"… + {len(settings) - _MOST_KEPT}", words)] if len(settings) > _MOST_KEPT else lines


def _short(text: str, most: int) -> str:
    return shortened(" ".join(text[: 4 * most].split()), most)


def _joined(sizes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The sums of the axes, those of a square picture once."""
    tr = QCoreApplication.translate
    names = {
        "height": tr("Inspector", "Height"),
        "width": tr("Inspector", "Width"),
        "length": tr("Inspector", "Length"),
        "channels": tr("Inspector", "Channels"),
        "": tr("Inspector", "Output"),
    }
    if len(sizes) == 2 and sizes[0][1] == sizes[1][1]:
        return [(tr("Inspector", "Height, width"), sizes[0][1])]
    return [(names[axis], text) for axis, text in sizes]
