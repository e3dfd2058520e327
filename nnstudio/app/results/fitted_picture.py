"""A picture of a sample that is as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import sample_picture
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host

_LEAST, _MOST = 48, 180
"""Of its longer side, with letters of the usual size."""


class FittedPicture(QLabel):
    """Shows a whole sample, in the upper left corner."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Host, Preprocessor] | None = None
        self.setAccessibleName(self.tr("The sample"))
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def show_sample(self, sample: Host, known: Preprocessor) -> None:
        """Show a sample of shape ``(H, W, 1)`` or ``(H, W, 3)``, as it was prepared."""
        self._shown = sample, known
        self._fit()

    def sizeHint(self) -> QSize:
        """As large as it may be."""
        most = theme.current().room(_MOST)
        return QSize(most, most)

    def minimumSizeHint(self) -> QSize:
        """Small, and still to be made out."""
        least = theme.current().room(_LEAST)
        return QSize(least, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the new room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._shown is not None:
            sample, known = self._shown
            most = theme.current().room(_MOST)
            self.setPixmap(sample_picture(sample, max(1, min(most, self.width(), self.height())), known))
