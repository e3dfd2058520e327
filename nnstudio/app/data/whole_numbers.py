"""Below the problem: that whole numbers were taken as classes, and the button that makes quantities of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.data.columns.whole_numbers import numbers_as_classes
from nnstudio.data.dataset import Dataset
from nnstudio.data.source import Source


class WholeNumbers(QWidget):
    """Hidden while there is nothing to say.

    Signals
    -------
    number_wanted()
        The target is a quantity.
    """

    number_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "small", wrap=True)
        self.button = FixButton(self.tr("Predict a number instead"), first=True)
        self.button.setToolTip(tooltip(self.tr("A regression: the numbers can be more or less.")))
        self.button.clicked.connect(self.number_wanted)
        column = v_box(self, margins=0, spacing=4)
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_choice(self, source: Source | None, dataset: Dataset | None) -> None:
        """Say it of the target of a data set, if it is so; of None there is nothing to say."""
        found = None if dataset is None else numbers_as_classes(source, dataset)
        if found is not None:
            self._words.setText(translate(found) + ".")
            self.button.setAccessibleDescription(self._words.text())
        self.setVisible(found is not None)
