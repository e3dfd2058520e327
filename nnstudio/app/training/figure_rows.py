"""Names and figures below each other; what has no figure yet takes no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from nnstudio.app.widgets.labels import label


class FigureRows(QFormLayout):
    """Rows that show themselves once there is something to say: in a low dock the words below them count more."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setVerticalSpacing(3)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.figures: dict[str, QLabel] = {}

    def add_figure(self, key: str, title: str) -> None:
        """Add a row for a figure that is told later."""
        self.figures[key] = figure = QLabel()
        figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add_widget(title, figure)

    def add_widget(self, title: str, widget: QWidget) -> None:
        """Add a row for something larger than a figure, hidden at first."""
        name = label(title, "muted")
        self.addRow(name, widget)
        self.setRowVisible(widget, False)

    def tell(self, key: str, text: str) -> None:
        """Show a figure; empty where there is none."""
        figure = self.figures[key]
        figure.setText(text)
        self.show_row(figure, bool(text))

    def show_row(self, widget: QWidget, shown: bool) -> None:
        """Show or hide the row of a widget; up to thirty times a second, so nothing is done where nothing changes."""
        if widget.isHidden() == shown:
            self.setRowVisible(widget, shown)
