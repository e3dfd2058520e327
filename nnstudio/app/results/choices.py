"""What is judged: the part of the data, whose weights, and which of several outputs and targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QTabWidget, QWidget

from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.name_choice import NameChoice
from nnstudio.app.words.texts import tooltip
from nnstudio.project.judging.judgement import Part
from nnstudio.project.trained import Which

PARTS: tuple[Part, ...] = ("test", "validation", "train")
_LETTERS = 4
"""Of the name of a target at least so many are seen, however narrow the window; beside several outputs of weights, too."""
_GAP = 8
_WIDEST = 400
"""Pixels that the longest name of a target gets."""


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
    target_chosen()
        Another of several targets, and the output that answers it, is to be looked at.
    """

    chosen = Signal()
    target_chosen = Signal()

    def __init__(self, saving: QWidget) -> None:
        super().__init__()
        self.part_box, self.which_box = QComboBox(), NameChoice()
        self.which_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.which_box.setMinimumContentsLength(_LETTERS)
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
        self.target_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target_box.setMinimumContentsLength(_LETTERS)
        self.target_box.setMaximumWidth(theme.current().room(_WIDEST))
        self.target_box.activated.connect(self._choose_target)
        self.output_word = label(self.tr("Output"), "small")
        self.output_word.setBuddy(self.target_box)
        self.output_word.setContentsMargins(8, 0, 0, 0)  # in a narrow window the tabs end here
        self.target_box.hide()
        self.output_word.hide()
        self._several = False
        self._targets: list[tuple[int, int]] = []
        self._kept = ""  # of what was chosen, while nothing is offered
        row = h_box(self, margins=(0, 2, 8, 2), spacing=_GAP)
        row.addWidget(self.output_word)
        row.addWidget(self.target_box)
        row.addWidget(self.part_box)
        row.addWidget(self.which_box)
        row.addWidget(saving)

    def sizeHint(self) -> QSize:
        """Room for the word and the whole name, as far as the tabs beside them leave it: then without the word."""
        name, word, pages = self._room(super().sizeHint()), self._room_of_word(), self.parentWidget()
        wide = name + word
        if isinstance(pages, QTabWidget):
            left = pages.width() - pages.tabBar().sizeHint().width()
            if left < wide:
                wide = max(min(name, left), self.minimumSizeHint().width())
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the first and last letters of names."""
        least = super().minimumSizeHint()
        return QSize(self._room(least), least.height())

    def _room(self, size: QSize) -> int:
        """Pixels that all takes without the word."""
        return size.width() - (0 if self.output_word.isHidden() else self._room_of_word())

    def _room_of_word(self) -> int:
        return self.output_word.sizeHint().width() + _GAP if self._several else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the word where it would cost letters of the name."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        whole = self._room(super().sizeHint()) + self._room_of_word()
        self.output_word.setVisible(self._several and self.width() >= whole)

    @property
    def part(self) -> Part:
        """The part that is chosen."""
        return cast(Part, self.part_box.currentData())

    @property
    def which(self) -> Which:
        """Whose weights are chosen."""
        return cast(Which, self.which_box.currentData())

    @property
    def output(self) -> int:
        """Which of several outputs is looked at, in the order of the targets; 0 where there is one."""
        return self._chosen_target[0]

    @property
    def target(self) -> int:
        """Which of several targets of the output is looked at; 0 where it has one."""
        return self._chosen_target[1]

    @property
    def _chosen_target(self) -> tuple[int, int]:
        return self._targets[max(self.target_box.currentIndex(), 0)] if self._targets else (0, 0)

    def choose_part(self, part: Part) -> None:
        """Choose a part as somebody would."""
        self.part_box.setCurrentIndex(PARTS.index(part))
        self.chosen.emit()

    def choose_target(self, target: int) -> None:
        """Choose one of several targets of the output that is looked at, as somebody would."""
        self._choose_target(self._targets.index((self.output, target)))

    def _choose_target(self, number: int) -> None:
        self.target_box.setCurrentIndex(number)
        self._kept = self.target_box.currentText()
        self.target_chosen.emit()

    def offer_targets(self, names: Sequence[Sequence[str]]) -> None:
        """Offer the targets of each output; the one that was chosen stays where it is still there, and no one is no choice."""
        self._targets = [(output, i) for output, own in enumerate(names) for i in range(len(own))]
        every = [name for own in names for name in own]
        self.target_box.clear()
        if len(every) > 1:
            self.target_box.addItems(every)
            self.target_box.setCurrentIndex(every.index(self._kept) if self._kept in every else 0)
        self.target_box.setVisible(len(every) > 1)
        self._several = several = len(names) > 1
        least = QSizePolicy.Policy.Preferred if several else QSizePolicy.Policy.Minimum
        self.which_box.setSizePolicy(least, QSizePolicy.Policy.Fixed)
        self._make_room()
        self.target_box.setAccessibleName(self.tr("Output") if several else self.tr("Target"))
        words = self.tr("Which of the targets is looked at closely")
        if several:
            words = self.tr("Which output is looked at, by its target: all figures are of this one")
        self.target_box.setToolTip(tooltip(words))

    def choose_weights(self, which: Which) -> None:
        """Choose weights as somebody would."""
        self.which_box.setCurrentIndex(self.which_box.findData(which))
        self.chosen.emit()
