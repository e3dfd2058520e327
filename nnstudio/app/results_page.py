"""The tab of the results: a fifth of all widgets of the window, made when somebody comes to them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.results.deciding import DecisionGuide
from nnstudio.app.results.guide import ResultsGuide
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.runs.recorder import RunRecorder
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.project.trained import Trained


class ResultsPage(LatePage):
    """Holds the results, and passes on what they say.

    Signals
    -------
    open_requested(), opened(), column_requested(str)
        As the results tell it.
    weights_chosen()
        Others are looked at.
    """

    open_requested = Signal()
    opened = Signal()
    column_requested = Signal(str)
    weights_chosen = Signal()

    def __init__(
        self, document: Document, data: DataState, trainer: Trainer, recorder: RunRecorder, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._document, self._data, self._trainer, self._recorder = document, data, trainer, recorder

    def build(self) -> None:
        self._panel = panel = ResultsPanel(self)
        v_box(self, margins=0).addWidget(panel)
        self._guide = ResultsGuide(self._document, self._data, self._trainer, panel, self)
        self.deciding = DecisionGuide(self._document, panel, self)
        panel.open_requested.connect(self.open_requested)
        panel.opened.connect(self.opened)
        panel.column_requested.connect(self.column_requested)
        panel.choices.chosen.connect(self.weights_chosen)
        panel.tested.connect(self._recorder.remember_test)
        self._recorder.recorded.connect(panel.tell_tested)
        self._guide.offer()

    @property
    def panel(self) -> ResultsPanel:
        """The results; to ask for them makes them."""
        self.ready()
        return self._panel

    @property
    def is_open(self) -> bool:
        """Whether figures are shown."""
        return self.built and self._panel.is_open

    def offer(self) -> None:
        """Offer the weights of a document that is new here; what is made later asks for them itself."""
        if self.built:
            self._guide.offer()

    def looked_at(self, trained: Trained) -> str:
        """Which weights of a result are looked at, in one word; nothing where it is not this result."""
        return self._panel.choices.which if self.built and self._panel.trained is trained else ""
