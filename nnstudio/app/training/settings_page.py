"""The Training tab of the inspector, whose settings are made when somebody comes to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.document import Document
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.widgets.late_page import LatePage
from nnstudio.app.widgets.scroll import panel_column
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import Problem


class TrainingPage(LatePage):
    """Scrolls the training settings; what it is told before they are there, it tells them then.

    Signals
    -------
    made(settings)
        They are there from now on.
    """

    made = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._task: str | None = None
        self._known: Preprocessor | None = None
        self._problems: Sequence[Problem] = ()

    @property
    def settings(self) -> TrainingSettings:
        """The settings; to ask for them makes them."""
        self.ready()
        return self._settings

    def build(self) -> None:
        self._settings = TrainingSettings(self._document)
        self.column = panel_column(self._settings, self.tr("Training"))
        v_box(self, margins=0).addWidget(self.column)
        self._settings.set_task(self._task)
        self._settings.set_data(self._known)
        self._settings.set_problems(self._problems)
        self.made.emit(self._settings)

    def when_made(self, do: Callable[[TrainingSettings], None]) -> None:
        """Do something with the settings as soon as they are there."""
        self.made.connect(do)
        if self.built:
            do(self._settings)

    def set_task(self, task: str | None) -> None:
        """Offer the losses for a task first, as :meth:`TrainingSettings.set_task`."""
        self._task = task
        if self.built:
            self._settings.set_task(task)

    def set_data(self, known: Preprocessor | None) -> None:
        """Show what each of several outputs answers, as :meth:`TrainingSettings.set_data`."""
        self._known = known
        if self.built:
            self._settings.set_data(known)

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show under the fields what is wrong with loss, optimizer or run."""
        self._problems = problems
        if self.built:
            self._settings.set_problems(problems)
