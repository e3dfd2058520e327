"""What is wrong with a layer, under its figures: an icon, a sentence, and the buttons that mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.app import icons, theme
from nnstudio.app.inspector.problem_box import Fix
from nnstudio.app.labels import label
from nnstudio.app.problems.fix_button import FixButton
from nnstudio.app.problems.look import look_of
from nnstudio.app.texts import translate
from nnstudio.graph.inference import Problem

_GAP = 4


class Remark(QWidget):
    """Hidden while there is nothing to say.

    Signals
    -------
    fix_chosen(fix)
    """

    fix_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem: Problem | None = None
        self._fixes: tuple[Fix, ...] = ()
        self._icon, self._text = QLabel(), label(wrap=True)
        self._bar = QWidget(self)
        self._bar.setCursor(Qt.CursorShape.ArrowCursor)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._buttons.setContentsMargins(0, 1, 0, 0)
        self._buttons.setSpacing(_GAP)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._text)
        right.addWidget(self._bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 0, 0, 9)
        line.setSpacing(8)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(right, 1)
        theme.current().changed.connect(self._recolour)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_problem(self, problem: Problem | None, fixes: Sequence[Fix] = ()) -> None:
        """Say what is wrong; buttons that say the same stay, with the keyboard if they have it."""
        self.problem = problem
        self.setVisible(problem is not None)
        self._text.setText("" if problem is None else translate(problem.message))
        self._recolour()
        known, self._fixes = self._fixes, tuple(fixes)
        if [f.label for f in known] != [f.label for f in fixes]:
            self._make_buttons()

    def _make_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, fix in enumerate(self._fixes):
            button = FixButton(translate(fix.label), first=number == 0, parent=self._bar)
            button.clicked.connect(lambda _=False, place=number: self.fix_chosen.emit(self._fixes[place]))
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            button.show()  # at once: the layout would do so later, and the direction is chosen now
        self._buttons.addStretch(1)
        self._bar.setVisible(bool(self._fixes))
        self._choose_direction()

    def buttons(self) -> list[FixButton]:
        """The repairs that are offered."""
        return [b for b in self._bar.findChildren(FixButton) if not b.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look whether the buttons have room beside each other."""
        super().resizeEvent(event)
        self._choose_direction()

    def _choose_direction(self) -> None:
        need = sum(b.sizeHint().width() + _GAP for b in self.buttons())
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._buttons.setDirection(across if need <= self.width() - 50 else down)

    def _recolour(self) -> None:
        if self.problem is not None:
            look = look_of(self.problem)
            self._icon.setPixmap(icons.pixmap(look.icon, 18, look.token, self.devicePixelRatioF()))
