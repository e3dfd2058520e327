"""The lowest row of a dialog that is only closed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton


class ClosingRow(QHBoxLayout):
    """Other buttons at the left, Close at the right.

    Parameters
    ----------
    dialog : QDialog
    *others : QPushButton
    enter : bool
        Whether Enter closes the dialog where no other button has the focus.
    """

    def __init__(self, dialog: QDialog, *others: QPushButton, enter: bool = False) -> None:
        super().__init__()
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(dialog.reject)
        for button in others:
            self.addWidget(button)
        self.addStretch(1)
        self.addWidget(self.close_button)
        for button in (*others, self.close_button):
            button.setAutoDefault(False)
        self.close_button.setDefault(enter)
