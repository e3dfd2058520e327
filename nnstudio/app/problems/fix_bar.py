"""The buttons that mend one problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from nnstudio.app.widgets.boxes import empty
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.app.words.texts import translate
from nnstudio.graph.inference import Problem
from nnstudio.project.project import Project
from nnstudio.system.messages import Message

_GAP = 4


class Fix(Protocol):
    """A repair of a problem."""

    @property
    def label(self) -> Message:
        """What its button says, and the name of the edit."""

    def apply(self, project: Project) -> Project:
        """Return the repaired project."""


FixFinder = Callable[[Project, Problem], Sequence[Fix]]


def no_fixes(_project: Project, _problem: Problem) -> Sequence[Fix]:
    """Know no repairs."""
    return ()


class FixBar(QWidget):
    """Buttons beside each other where there is room, else below each other; hidden where there are none.

    Signals
    -------
    chosen(fix)
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.fixes: tuple[Fix, ...] = ()
        """The repairs that are offered."""
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 1, 0, 0)
        self._row.setSpacing(_GAP)
        self.hide()

    def offer(self, fixes: Sequence[Fix]) -> None:
        """Offer repairs; buttons that say the same stay, with the keyboard if they have it."""
        known, self.fixes = self.fixes, tuple(fixes)
        if [f.label for f in known] == [f.label for f in fixes]:
            return
        empty(self._row)
        for number, fix in enumerate(fixes):
            button = FixButton(translate(fix.label), first=number == 0, parent=self)
            button.clicked.connect(lambda _=False, place=number: self.chosen.emit(self.fixes[place]))
            self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()  # at once: the layout would do so later, and the direction is chosen now
        self._row.addStretch(1)
        self.setVisible(bool(fixes))
        self._choose_direction()

    def buttons(self) -> list[FixButton]:
        """The buttons, from the best repair on."""
        return [b for b in self.findChildren(FixButton) if not b.isHidden()]

    def minimumSizeHint(self) -> QSize:
        """As narrow as the row has to be."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether the buttons have room beside each other."""
        super().resizeEvent(event)
        self._choose_direction()

    def _choose_direction(self) -> None:
        need = sum(b.sizeHint().width() + _GAP for b in self.buttons())
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if need <= self.width() + _GAP else down)
