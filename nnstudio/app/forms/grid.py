"""The rows of a form: where they stand, and in which order Tab visits them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QWidget

from nnstudio.app.forms.editors import focus_target, tab_stops
from nnstudio.app.forms.row import RESET_SIZE, Row
from nnstudio.app.look import theme
from nnstudio.app.widgets import tab_order
from nnstudio.app.widgets.boxes import grid_box

_FIELD_WIDTH = 140
"""Labels stand beside their fields while this much is left for the fields, else above them."""


class FormGrid(QWidget):
    """Rows one below the other, their labels beside the fields or, where it is narrow, above them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, Row] = {}
        self._stacked = False
        self._labels = 0
        self._grid = grid_box(self, margins=0, spacing=(4, 0))
        self._grid.setColumnStretch(1, 1)

    def editor(self, name: str) -> QWidget:
        """Return the control of a setting."""
        return self._rows[name].editor

    def focus_field(self, name: str) -> None:
        """Move the keyboard focus into a field and select what is in it."""
        target = focus_target(self._rows[name].editor)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(target, QLineEdit | QAbstractSpinBox):
            target.selectAll()

    def first_field(self) -> str:
        """Name of the first setting to be seen; empty where there is none."""
        return next((name for name, row in self._rows.items() if row.visible), "")

    def minimumSizeHint(self) -> QSize:
        """As narrow as with the labels above their fields: only then can it become so narrow."""
        fields = (row.editor.minimumSizeHint().width() for row in self._rows.values())
        narrow = max(fields, default=0) + self._grid.horizontalSpacing() + RESET_SIZE
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), narrow), hint.height())

    def label_width(self) -> int:
        """Width of the longest label, for forms that stand one below the other."""
        return max((row.label_width for row in self._rows.values()), default=0)

    def set_label_width(self, width: int) -> None:
        """Let the fields begin behind a label of this width; where that leaves them no room, below their own."""
        self._labels = width
        self._restack()
        self._grid.setColumnMinimumWidth(0, 0 if self._stacked else width)

    def _stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [stop for row in self._rows.values() for stop in tab_stops(row.editor)]

    def _stop_before(self) -> QWidget:
        """What Tab visits before this form."""
        here = widget = next(iter(self._stops()), self)
        while True:
            widget = tab_order.before(widget)
            stops = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if widget is here or (stops and not self.isAncestorOf(widget)):
                break
        return widget

    def _wants_stacking(self) -> bool:
        beside = 2 * self._grid.horizontalSpacing() + theme.current().room(_FIELD_WIDTH) + RESET_SIZE
        return max(self.label_width(), self._labels) + beside > self.width()

    def _arrange(self, stacked: bool) -> None:
        self._stacked = stacked
        for number, row in enumerate(self._rows.values()):
            row.place(self._grid, 4 * number, stacked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the labels above their fields where there is no room beside them."""
        super().resizeEvent(event)
        self._restack()

    def _restack(self) -> None:
        stacked = self._wants_stacking()
        if stacked != self._stacked:
            self._arrange(stacked)
