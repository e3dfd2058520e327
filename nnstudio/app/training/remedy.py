"""The best repair for what the curves say, as a button beside the words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnstudio.app.inspector.problem_box import Fix
from nnstudio.app.problems.fix_button import FixButton
from nnstudio.app.texts import translate


class Remedy(QWidget):
    """Takes no room while there is nothing to repair.

    Signals
    -------
    chosen(fix)
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fix: Fix | None = None
        self._button: FixButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def offer(self, fix: Fix | None) -> None:
        """Offer a repair, or none."""
        known, self._fix = self._fix, fix
        self.setVisible(fix is not None)
        if fix is None or (known is not None and known.label == fix.label):
            return
        if self._button is not None:
            self._button.hide()
            self._button.deleteLater()
        self._button = FixButton(translate(fix.label), first=True, parent=self)
        self._button.clicked.connect(lambda: self.chosen.emit(self._fix))
        self._column.addWidget(self._button)
        self._button.show()  # at once: the layout would do so on the next turn of the event loop
