"""What is wrong with a layer, under its figures: an icon, a sentence, and the buttons that mend it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnstudio.app import icons, theme
from nnstudio.app.labels import label
from nnstudio.app.problems.fix_bar import Fix, FixBar
from nnstudio.app.problems.look import look_of
from nnstudio.app.texts import translate
from nnstudio.graph.inference import Problem


class Remark(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.problem: Problem | None = None
        self._icon, self._text = QLabel(), label(wrap=True)
        self.bar = FixBar()
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self._text)
        right.addWidget(self.bar)
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
        """Say what is wrong, and offer repairs."""
        self.problem = problem
        self.setVisible(problem is not None)
        self._text.setText("" if problem is None else translate(problem.message))
        self._recolour()
        self.bar.offer(fixes)

    def _recolour(self) -> None:
        if self.problem is not None:
            look = look_of(self.problem)
            self._icon.setPixmap(icons.pixmap(look.icon, 18, look.token, self.devicePixelRatioF()))
