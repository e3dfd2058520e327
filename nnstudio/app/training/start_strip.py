"""Over the curves: which weights training begins with, where they are no random ones or need not be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.widgets.boxes import h_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.icon_label import IconLabel
from nnstudio.app.widgets.labels import label
from nnstudio.project.starting_weights import Fit


class StartStrip(QWidget):
    """One line with the buttons that it calls for.

    Signals
    -------
    kept()
        Training shall begin with those of the last weights that fit.
    taken()
        The weights shall be used as they are.
    dropped()
        Training shall begin with random weights.
    """

    kept = Signal()
    taken = Signal()
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._text = label(wrap=True)
        self._keep = push_button(
            self.tr("Train from those that fit"),
            tip=self.tr("Begin with what the last run has learned; only the rest begins with new weights"),
        )
        self._take = push_button(
            self.tr("Use them untrained"),
            tip=self.tr("Take the weights as they are: open results and export without any training"),
        )
        self._drop = push_button(
            self.tr("Start from new weights"), tip=self.tr("Forget these weights; Undo brings them back")
        )
        row = h_box(self, margins=0, spacing=8)
        row.addWidget(IconLabel(18, "import", "accent"))
        row.addWidget(self._text, 1)
        for button, signal in ((self._keep, self.kept), (self._take, self.taken), (self._drop, self.dropped)):
            button.setProperty("role", "link")
            button.clicked.connect(signal)
            row.addWidget(button)
        self.hide()

    def show_edited(self, fit: Fit, source: str | None, *, idle: bool) -> None:
        """Say that the network was edited since the last run, and how many of its weights still fit.

        Parameters
        ----------
        fit : Fit
        source : str or None
            Whose weights Train begins with as it is; None for new ones.
        idle : bool
            Whether a run may begin now.
        """
        text = self.tr("The network was edited: {0} of {1} arrays of the last weights still fit.").format(
            fit.fitting, fit.wanted
        )
        if source is None:
            text += " " + self.tr("Train begins with new ones.")
        else:
            text += " " + self.tr("Train begins with those of {0}.").format(source)
        self._text.setText(text)
        self._keep.setVisible(True)
        self._keep.setEnabled(idle)
        self._take.setVisible(False)
        self._drop.setVisible(source is not None)
        self._drop.setEnabled(idle)
        self.show()

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
        self._keep.setVisible(False)
        self._take.setVisible(idle)  # while a run goes on there is nothing to choose
        self._drop.setVisible(idle)
        self._take.setEnabled(usable)
        self._drop.setEnabled(idle)
        self.show()
