"""Several columns to predict at once: a list with ticks behind a button beside the column to predict."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton

from nnstudio.app.data.column_ticks import ColumnTicks
from nnstudio.app.words.texts import tooltip
from nnstudio.data.columns.facts import Profile


class SeveralTargets(QToolButton):
    """Opens the list of columns; those with a tick are predicted together.

    Signals
    -------
    chosen(names)
        The columns to predict, in the order of the file.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setText(self.tr("Several…"))
        self.setAccessibleName(self.tr("Predict several columns"))
        self.setToolTip(
            tooltip(
                self.tr(
                    "Predict several columns at once: numbers, classes, or columns with two values such as yes and no"
                )
            )
        )
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.ticks = ColumnTicks(self)
        self.ticks.chosen.connect(self.chosen)
        self.setMenu(self.ticks)

    def show_columns(self, facts: Sequence[Profile], useless: Sequence[str], targets: Sequence[str]) -> None:
        """Offer all columns that can be predicted, with ticks for those that are.

        Parameters
        ----------
        facts : sequence of Profile
            Of all columns of the table.
        useless : sequence of str
            Those that reading left out.
        targets : sequence of str
        """
        able = {each.name: each.kind != "date" for each in facts if each.name not in useless}
        self.ticks.show_columns(able, tuple(targets))
