"""What the selected columns are used for, and what they hold, below the table of columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import grid_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip

_USES = ("input", "target", "also", "ignored")
_KINDS = (None, "number", "category", "choices", "date")
_BESIDE = 300
"""Width from which both choices stand beside each other."""


class ColumnChoices(QWidget):
    """Two choices for all selected columns alike; without a selection they wait.

    Signals
    -------
    use_chosen(use)
        "input", "target", "also" (a target beside the others) or "ignored".
    kind_chosen(kind)
        "number", "category", "choices", "date" or None: as detected.
    """

    use_chosen = Signal(str)
    kind_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._about = label("", "small")
        self._about.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.use = self._choice(
            self.tr("Use of the column"),
            (
                self.tr("Learn from it"),
                self.tr("Predict it"),
                self.tr("Predict it as well"),
                self.tr("Leave it out"),
            ),
        )
        self.kind = self._choice(
            self.tr("Kind of the column"),
            (
                self.tr("As detected"),
                self.tr("Number"),
                self.tr("Category"),
                self.tr("Several choices"),
                self.tr("Date"),
            ),
        )
        self.use.activated.connect(lambda place: self.use_chosen.emit(_USES[place]))
        self.kind.activated.connect(lambda place: self.kind_chosen.emit(_KINDS[place]))
        self._grid = grid_box(self, margins=0, spacing=(8, 4))
        self._grid.addWidget(self._about, 0, 0, 1, 2)
        self._grid.addWidget(self.use, 1, 0)
        self._grid.setColumnStretch(0, 1)
        self._words = ""
        self._lay()
        self.show_columns((), "", None)

    def show_columns(self, names: Sequence[str], use: str, kind: str | None, *, inputs: bool = True) -> None:
        """Show what some columns are, empty or no use where they differ, and whether they may be inputs."""
        offered = self.use.model()
        assert isinstance(offered, QStandardItemModel)
        offered.item(_USES.index("input")).setEnabled(inputs)
        if not names:
            self._words = self.tr("Select columns to change what they are used for")
        elif len(names) == 1:
            self._words = names[0]
        else:
            self._words = self.tr("{0} columns selected").format(len(names))
        self._lay()
        self._about.setToolTip(tooltip(", ".join(names[:40]) or self._words))
        for box in (self.use, self.kind):
            box.setEnabled(bool(names))
            box.setPlaceholderText(self.tr("differs") if names else "")
        self.use.setCurrentIndex(_USES.index(use) if use in _USES else -1)
        self.kind.setCurrentIndex(_KINDS.index(kind) if names and kind in _KINDS else -1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        """Let the choices stand beside each other where there is room for both."""
        below = self.width() < theme.current().room(_BESIDE)
        self._grid.addWidget(self.kind, *((2, 0) if below else (1, 1)))
        self._grid.setColumnStretch(1, 0 if below else 1)
        letters = self._about.fontMetrics()
        self._about.setText(letters.elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))

    def _choice(self, name: str, words: Sequence[str]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItems(list(words))
        return box
