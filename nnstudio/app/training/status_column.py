"""The column beside the curves in which the status scrolls where the dock is low, or letters are large."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize

from nnstudio.app.training.status import RunStatus
from nnstudio.app.widgets.scroll import ScrollColumn


class StatusColumn(ScrollColumn):
    """Never narrower than the words in it; its buttons come into sight with the focus."""

    def __init__(self, status: RunStatus) -> None:
        self._needed = 0
        super().__init__(status)

    def minimumSizeHint(self) -> QSize:
        """Room for the status and a scroll bar beside it."""
        hint, status = super().minimumSizeHint(), self.widget()
        if status is None:
            return hint
        self._needed = status.minimumSizeHint().width()
        edges = self.contentsMargins()
        beside = edges.left() + edges.right() + self.verticalScrollBar().sizeHint().width()
        return QSize(self._needed + beside, hint.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for more room, or less, once the status needs it."""
        status = self.widget()
        if (
            event.type() == QEvent.Type.LayoutRequest
            and watched is status
            and status.minimumSizeHint().width() != self._needed
        ):
            self.updateGeometry()
        return super().eventFilter(watched, event)
