"""What is judged: the part of the data, whose weights, and which of several targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from nnstudio.app import theme
from nnstudio.app.boxes import h_box
from nnstudio.app.name_choice import NameChoice
from nnstudio.app.texts import tooltip
from nnstudio.project.judging.judgement import Part
from nnstudio.project.trained import Which

PARTS: tuple[Part, ...] = ("test", "validation", "train")


class Choices(QWidget):
    """Stands in the corner over the results.

    Parameters
    ----------
    saving : QWidget
        The button that takes figures away.

    Signals
    -------
    chosen()
        Another part or other weights are wanted.
    target_chosen(int)
        Another of several targets is to be looked at.
    """

    chosen = Signal()
    target_chosen = Signal(int)

    def __init__(self, saving: QWidget) -> None:
        super().__init__()
        self.part_box, self.which_box = QComboBox(), QComboBox()
        names = {
            "test": self.tr("Test"),
            "validation": self.tr("Validation"),
            "train": self.tr("Training"),
        }
        for part in PARTS:
            self.part_box.addItem(names[part], part)
        self.part_box.setAccessibleName(self.tr("Part of the data"))
        self.part_box.setToolTip(tooltip(self.tr("On which part of the data the network is judged")))
        self.which_box.setAccessibleName(self.tr("Whose weights"))
        self.which_box.setToolTip(tooltip(self.tr("Whose weights are judged, and proposed for an export")))
        for box in (self.part_box, self.which_box):
            box.activated.connect(self.chosen)
        self.target_box = NameChoice()
        self.target_box.setAccessibleName(self.tr("Target"))
        self.target_box.setToolTip(tooltip(self.tr("Which of the targets is looked at closely")))
        self.target_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target_box.setMaximumWidth(theme.current().room(180))
        self.target_box.activated.connect(self.target_chosen)
        self.target_box.hide()
        row = h_box(self, margins=(0, 2, 8, 2), spacing=8)
        row.addWidget(self.target_box)
        row.addWidget(self.part_box)
        row.addWidget(self.which_box)
        row.addWidget(saving)

    @property
    def part(self) -> Part:
        """The part that is chosen."""
        return cast(Part, self.part_box.currentData())

    @property
    def which(self) -> Which:
        """Whose weights are chosen."""
        return cast(Which, self.which_box.currentData())

    @property
    def target(self) -> int:
        """Which of several targets is looked at; 0 where there is one."""
        return max(self.target_box.currentIndex(), 0)

    def choose_part(self, part: Part) -> None:
        """Choose a part as somebody would."""
        self.part_box.setCurrentIndex(PARTS.index(part))
        self.chosen.emit()

    def choose_target(self, target: int) -> None:
        """Choose one of several targets as somebody would."""
        self.target_box.setCurrentIndex(target)
        self.target_chosen.emit(target)

    def offer_targets(self, names: Sequence[str]) -> None:
        """Offer several targets; the one that was chosen stays where it is still there."""
        before = self.target_box.currentText()
        self.target_box.clear()
        if len(names) > 1:
            self.target_box.addItems(list(names))
            self.target_box.setCurrentIndex(names.index(before) if before in names else 0)
        self.target_box.setVisible(len(names) > 1)

    def choose_weights(self, which: Which) -> None:
        """Choose weights as somebody would."""
        self.which_box.setCurrentIndex(self.which_box.findData(which))
        self.chosen.emit()
