"""Above the list of problems: one button for all repairs, where there is more than one to make."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.problems.row import before_text
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.fix_button import FixButton
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip, translate
from nnstudio.project.problems.mending import Mended


def mending_text(mended: Mended) -> str:
    """What making all repairs is called, on the button and in the undo menu."""
    if mended.left:
        return QCoreApplication.translate("Problems", "Make {0} repairs").format(len(mended.repairs))
    return QCoreApplication.translate("Problems", "Mend all problems")


class AllBar(QWidget):
    """Offers all repairs at once, and names them in their order.

    Signals
    -------
    chosen()
        They are to be made.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.button = FixButton("", first=True)
        self.button.clicked.connect(self.chosen)
        self.repairs = label("", "muted", wrap=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QWidget()
        column.setMinimumWidth(before_text(self.fontMetrics()))
        beside = v_box(column, margins=0)
        beside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        line = h_box(self, margins=(14, 8, 14, 8), spacing=10)
        line.addWidget(column, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.repairs, 1, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def offer(self, mended: Mended) -> None:
        """Offer these repairs; a single one has a button in its row."""
        self.setVisible(len(mended.repairs) > 1)
        if self.isHidden():
            return
        self.button.say(mending_text(mended))
        steps = " · ".join(map(translate, mended.repairs))
        stay = {0: "", 1: self.tr("One problem stays.")}.get(
            mended.left, self.tr("{0} problems stay.").format(mended.left)
        )
        self.repairs.setText(f"{steps}. {stay}" if stay else steps)
        self.button.setAccessibleDescription(self.repairs.text())
        self.button.setToolTip(
            tooltip(self.tr("Each repair may uncover the next; all of them are undone in one step"))
        )
