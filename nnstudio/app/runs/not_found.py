"""What stands in place of the table of runs where a search finds none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label


class NotFound(QWidget):
    """Says what was looked for, and leads back.

    Signals
    -------
    all_wanted()
        All runs are to be shown.
    """

    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "muted", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.every = push_button(
            self.tr("Show all runs"), self.all_wanted, tip=self.tr("Clears the search (Escape)")
        )
        column = v_box(self, margins=(12, 4, 12, 4), spacing=8)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self.every, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def show_words(self, sought: str) -> None:
        """Say that no run has these words."""
        self._words.setText(
            self.tr(
                "No run has “{0}” in its name, network, data or any other column, its notes or its verdict."
            ).format(sought)
        )
