"""Over the curves: that training begins with imported weights, and the ways out of that."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from nnstudio.app import icons, theme
from nnstudio.app.texts import tooltip
from nnstudio.project.starting_weights import Fit


class StartStrip(QWidget):
    """One line with two buttons.

    Signals
    -------
    taken()
        The weights shall be used as they are.
    dropped()
        Training shall begin with random weights.
    """

    taken = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel()
        self._icon.setFixedSize(18, 18)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._take = QPushButton(self.tr("Use them untrained"))
        self._take.setToolTip(
            tooltip(self.tr("Take the weights as they are: open results and export without any training"))
        )
        self._drop = QPushButton(self.tr("Start from new weights"))
        self._drop.setToolTip(tooltip(self.tr("Forget the imported weights; Undo brings them back")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        for button, signal in ((self._take, self.taken), (self._drop, self.dropped)):
            button.setProperty("role", "link")
            button.clicked.connect(signal)
            row.addWidget(button)
        theme.current().changed.connect(self._paint)
        self._paint()
        self.hide()

    def show_start(self, source: str, fit: Fit, *, usable: bool, idle: bool) -> None:
        """Say where the weights are from.

        Parameters
        ----------
        source : str
        fit : Fit
            How many arrays of the network begin with them.
        usable : bool
            Whether they can be used without training.
        idle : bool
            Whether they may be dropped now.
        """
        if fit.fitting == fit.wanted:
            text = self.tr("Training starts from the weights of {0}.").format(source)
        elif fit.fitting:
            text = self.tr(
                "Training starts from the weights of {0}, where they fit: {1} of {2} arrays."
            ).format(source, fit.fitting, fit.wanted)
        else:
            text = self.tr(
                "The weights of {0} fit the network no more: training starts from new ones."
            ).format(source)
        self._text.setText(text)
        self._take.setEnabled(usable)
        self._drop.setEnabled(idle)
        self.show()

    def _paint(self) -> None:
        picture: QPixmap = icons.pixmap("import", 18, "accent", self.devicePixelRatioF())
        self._icon.setPixmap(picture)
