"""Controls that leave the wheel to the panel around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class LeavesWheel(_Base):
    """A control that the wheel turns only while it has the focus, so that scrolling a panel changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the panel, not the value, unless the control has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
