"""What is odd about the data, in words, each with the button that mends it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.style_sheet import fill
from nnstudio.app.widgets.boxes import empty, h_box, v_box
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.app.words.texts import translate
from nnstudio.data.warnings import DataWarning

_HIGHEST = 132
"""More than this scrolls: the data itself has the first right to the room."""


_BESIDE = 440
"""Width from which on a button stands beside its sentence."""


class WarningList(QWidget):
    """Hidden while there is nothing to say.

    Signals
    -------
    remedy_chosen(warning)
    """

    remedy_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        fill(self, "card")
        self.setAccessibleName(self.tr("What is odd about the data"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.warnings: tuple[DataWarning, ...] = ()
        self._waiting = False
        self._clicked: DataWarning | None = None
        self._inner = QWidget()
        self._rows = v_box(self._inner, margins=(2, 2, 6, 2), spacing=8)
        self._scroll = ScrollColumn(self._inner)
        column = v_box(self, margins=(8, 6, 4, 6))
        column.addWidget(self._scroll)
        self.hide()

    def wait(self) -> None:
        """Settings have changed: what a remedy would do is known only when these have been looked at."""
        self._waiting = True

    def show_warnings(self, warnings: Sequence[DataWarning]) -> None:
        """Say these, the first first; the same ones stay as they are, with the keyboard if they have it.

        A remedy that was clicked meanwhile is done now, if it is still offered.
        """
        clicked, self._clicked, self._waiting = self._clicked, None, False
        self._show(tuple(warnings))
        for warning in self.warnings:
            if clicked is not None and (warning.kind, warning.columns) == (clicked.kind, clicked.columns):
                self.remedy_chosen.emit(warning)
                return

    def _show(self, warnings: tuple[DataWarning, ...]) -> None:
        if warnings == self.warnings:
            return
        self.warnings = warnings
        empty(self._rows)
        for warning in self.warnings:
            row = _WarningRow(warning, self._inner)
            row.remedy_chosen.connect(self._choose)
            self._rows.addWidget(row)
            row.show()  # its size is asked for below
        self._rows.addStretch(1)
        self.setVisible(bool(self.warnings))
        self._scroll.verticalScrollBar().setValue(0)
        self._fit()

    def _choose(self, warning: DataWarning) -> None:
        if self._waiting:
            self._clicked = warning
        else:
            self.remedy_chosen.emit(warning)

    def rows(self) -> list[_WarningRow]:
        """What is shown."""
        return [row for row in self._inner.findChildren(_WarningRow) if not row.isHidden()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences take more lines where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, super().sizeHint().height())

    def _fit(self) -> None:
        """As high as the sentences are at this width, but never so high that the data has no room."""
        width = self._scroll.viewport().width()
        for row in self.rows():
            row.set_beside(width >= theme.current().room(_BESIDE))
        self._rows.activate()
        need = max(self._rows.totalHeightForWidth(max(width, 160)), 0)
        self._inner.setMinimumHeight(need)
        frame = 12 + 2 * self._scroll.frameWidth() + 4
        self.setFixedHeight(min(need + frame, theme.current().room(_HIGHEST)))
        # Where the height changes while it is being shown, Qt leaves what is inside at the old one.
        if (column := self.layout()) is not None:
            column.invalidate()
            column.activate()

    def showEvent(self, event: QShowEvent) -> None:
        """Letters have their size only now."""
        super().showEvent(event)
        self._fit()


class _WarningRow(QWidget):
    """An icon, a sentence, and the button behind it or, where it is narrow, below it."""

    remedy_chosen = Signal(object)

    def __init__(self, warning: DataWarning, parent: QWidget) -> None:
        super().__init__(parent)
        text = label(translate(warning.text), wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setMinimumWidth(0)
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(4)
        self._words.addWidget(text, 1)
        if warning.remedy is not None:
            button = FixButton(translate(warning.remedy.words), first=True, parent=self)
            button.setAccessibleDescription(text.text())
            button.clicked.connect(lambda: self.remedy_chosen.emit(warning))
            self._words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        line = h_box(self, margins=0, spacing=8)
        line.addWidget(IconLabel(18, "warning", "warning"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words, 1)

    def set_beside(self, beside: bool) -> None:
        """Put the button beside the sentence, or below it."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._words.setDirection(across if beside else down)
