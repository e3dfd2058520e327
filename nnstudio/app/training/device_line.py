"""Why the GPU is not used, below the choice of the device."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label


class DeviceLine(QWidget):
    """One line below the choice of the device: why the GPU is not used.

    Signals
    -------
    why_wanted()
    """

    why_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "small", wrap=True)
        self.why = push_button(
            self.tr("Why?"),
            self.why_wanted,
            role="link",
            tip=self.tr("What was looked at, step by step, and what helps"),
            parent=self,
        )
        self.why.setAccessibleName(self.tr("Why is the GPU not used?"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setContentsMargins(0, 5, 0, 0)  # its first line stands beside the words of the button
        row = h_box(self, margins=0, spacing=4)
        row.addWidget(self.words, 1)
        row.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, text: str) -> None:
        """Show a sentence; nothing where it is empty."""
        self.words.setText(text)
        self.setVisible(bool(text))
