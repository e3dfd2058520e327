"""Training several times: chosen, followed and looked at in one place."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QWidget

from nnstudio.app.series.plan_form import PlanForm
from nnstudio.app.series.result import SeriesResult
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.dialog_size import open_at
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.project.project import Project


class SeriesDialog(QDialog):
    """The plan above, what came of it below. Closing it ends nothing: a series goes on behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("series")
        self.setWindowTitle(self.tr("Train several times"))
        self.plan = PlanForm(self)
        self.outcome = SeriesResult(self)
        self.nothing = label(
            self.tr(
                "What comes of it is shown here: each run as a dot, their mean and how far they lie apart, and whether two networks "
                "or settings that were both trained several times differ by more than that."
            ),
            "muted",
            wrap=True,
        )
        self.leave = push_button(self.tr("Close"), self.reject, parent=self)
        self.leave.setAutoDefault(False)
        inner = QWidget()
        column = v_box(inner, margins=(20, 18, 20, 8), spacing=14)
        column.addWidget(label(self.tr("How much of a result is luck?"), "heading", wrap=True))
        column.addWidget(self.plan)
        column.addWidget(self.nothing)
        column.addWidget(self.outcome)
        column.addStretch(1)
        buttons = h_box(margins=(22, 0, 20, 14))
        buttons.addWidget(
            label(
                self.tr("The project, its weights and the sealed test part stay as they are."),
                "small",
                wrap=True,
            ),
            1,
        )
        buttons.addWidget(self.leave)
        whole = v_box(self, margins=0)
        whole.addWidget(ScrollColumn(inner), 1)
        whole.addLayout(buttons)
        self.setMinimumSize(640, 380)
        open_at(self, QSize(820, 760))

    def show_project(self, project: Project, *, newest: bool) -> None:
        """Show the series of a project; see :meth:`SeriesResult.show_project`."""
        self.outcome.show_project(project, newest=newest)
        self.nothing.setVisible(not project.series)
