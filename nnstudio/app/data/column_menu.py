"""What the selected columns can be used for, as a menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


class ColumnMenu(QMenu):
    """Opens on the selected columns, and is gone when it closes.

    Signals
    -------
    use_chosen(use)
    spellings_chosen(as_one)
    """

    use_chosen = Signal(str)
    spellings_chosen = Signal(bool)

    def __init__(self, parent: QWidget, *, inputs: bool = True) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for use, words, key in (
            ("input", self.tr("&Learn from"), "I"),
            ("target", self.tr("&Predict"), "T"),
            ("also", self.tr("Predict as &well"), "Shift+T"),
            ("ignored", self.tr("Leave &out"), "X"),
        ):
            action = QAction(
                f"{words}\t{QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)}", self
            )
            action.setEnabled(inputs or use != "input")
            action.triggered.connect(lambda _=False, use=use: self.use_chosen.emit(use))
            self.addAction(action)

    def offer_spellings(self, as_one: bool) -> None:
        """Offer to take spellings that differ only in capitals or blanks as one, as they are now or are not."""
        self.addSeparator()
        action = self.addAction(self.tr("&Count spellings that differ in capitals or blanks as one"))
        action.setCheckable(True)
        action.setChecked(as_one)
        action.triggered.connect(self.spellings_chosen)
