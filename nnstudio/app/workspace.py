"""The place of work: step bar, palette, canvas, inspector, and the dock below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from nnstudio.app.canvas.selection import Selection
from nnstudio.app.canvas.view import CanvasView
from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.inspector import Inspector
from nnstudio.app.palette import Palette
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.scroll import ScrollColumn
from nnstudio.app.step_bar import StepBar
from nnstudio.app.texts import translate
from nnstudio.app.training.controls import TrainingControls
from nnstudio.app.training.dock import TrainingDock
from nnstudio.app.training.settings_form import TrainingSettings
from nnstudio.app.training.trainer import Trainer
from nnstudio.data.baseline import baseline
from nnstudio.graph.inference import Problem
from nnstudio.nn.metrics import metrics_for
from nnstudio.project.problems import Fix, fixes_for
from nnstudio.project.project import Project


class Workspace(QWidget):
    """Everything around one drawing.

    Signals
    -------
    action_chosen(str)
        A step, or a button that leads somewhere: see :meth:`MainWindow.do`.
    """

    action_chosen = Signal(str)

    def __init__(
        self, document: Document, data: DataState, trainer: Trainer, controls: TrainingControls
    ) -> None:
        super().__init__()
        self._document, self._data, self._trainer, self._controls = document, data, trainer, controls
        self.selection = Selection(document, self)
        self.step_bar = StepBar()
        for button in controls.buttons():
            self.step_bar.add_action_widget(button)
        self.palette_panel = Palette()
        self.canvas = CanvasView(document, self.selection)
        self.inspector = Inspector(document, self.selection, self._fixes)
        self.training_settings = TrainingSettings(document)
        self.inspector.set_training_widget(self.training_settings)
        self._name_pages()
        self.dock = TrainingDock()
        self.results = ResultsPanel()
        self._tabs = QTabWidget()
        self._tabs.setProperty("role", "panel")
        self._tabs.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tabs.setDocumentMode(True)
        self._tabs.setAccessibleName(self.tr("Curves and results"))
        self._tabs.addTab(self.dock, self.tr("Curves"))
        self._tabs.addTab(self.results, self.tr("Results"))
        self._across = QSplitter(Qt.Orientation.Horizontal)
        for widget, stretch in ((self.palette_panel, 0), (self.canvas, 1), (self.inspector, 0)):
            self._across.addWidget(widget)
            self._across.setStretchFactor(self._across.count() - 1, stretch)
        self._across.setSizes([256, 854, 330])
        self._across.setCollapsible(1, False)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self._across)
        self._down.addWidget(self._tabs)
        self._down.setStretchFactor(0, 1)
        self._down.setCollapsible(0, False)
        self._down.setSizes([530, 290])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.step_bar)
        column.addWidget(self._down, 1)
        self._connect()

    def _name_pages(self) -> None:
        """What a screen reader says about the pages beside the canvas, which can be scrolled with keys."""
        tabs = self.inspector.tabs
        tabs.setAccessibleName(self.tr("Network and training"))
        for page in self.inspector.findChildren(ScrollColumn):
            place = tabs.indexOf(page)
            page.setAccessibleName(self.tr("Layer") if place < 0 else tabs.tabText(place))

    def _connect(self) -> None:
        self.step_bar.step_chosen.connect(self.action_chosen)
        self.dock.action_chosen.connect(self.action_chosen)
        self.palette_panel.append_requested.connect(self._append)
        self.palette_panel.left.connect(self.canvas.setFocus)
        self.canvas.loss_clicked.connect(self.show_training_settings)
        self.canvas.inspector_requested.connect(self.inspector.focus_settings)
        self.canvas.palette_requested.connect(self.palette_panel.focus_search)
        self._trainer.told.connect(self.dock.take)
        self._controls.begun.connect(self.dock.begin)
        self._controls.changed.connect(self._show_problems)
        self._data.changed.connect(self._show_figures)
        self._document.changed.connect(self._document_changed)
        self._document.trained_changed.connect(self._show_seal)
        self.results.open_requested.connect(self.open_results)

    # Showing ---------------------------------------------------------------------------------------------

    def show_document(self) -> None:
        """Show another document's curves."""
        self.dock.show_trained(self._document.trained)
        self._show_figures()
        self._show_seal()
        self._tabs.setCurrentWidget(self.dock)

    def fit_soon(self) -> None:
        """Fit the drawing into the canvas, once everything has found its place."""
        QTimer.singleShot(0, self.canvas.camera.fit)

    def show_training(self) -> None:
        """Show the curves."""
        self._show_dock()
        self._tabs.setCurrentWidget(self.dock)

    def show_results(self) -> None:
        """Show the results tab."""
        self._show_dock()
        self._tabs.setCurrentWidget(self.results)

    def show_training_settings(self) -> None:
        """Show loss, optimizer and the numbers of a run in the inspector."""
        self.inspector.show_training()

    def open_results(self) -> None:
        """Measure the sealed test part."""
        trained = self._document.trained
        if trained is not None:
            self.results.judge(trained, self._data.fitting(trained))

    def apply_fix(self, fix: Fix) -> None:
        """Carry out a repair; it can be undone like any edit."""
        self._document.edit(translate(fix.label), fix.apply(self._document.project))

    def _append(self, kind: str) -> None:
        """Add a layer chosen in the palette, and go on drawing: "/ dense Enter" again and again."""
        self.canvas.drawing.append(kind)
        self.canvas.setFocus()

    def _show_dock(self) -> None:
        top, bottom = self._down.sizes()
        if bottom == 0:
            self._down.setSizes([max(top - 260, 300), 260])

    def _fixes(self, project: Project, problem: Problem) -> Sequence[Fix]:
        return fixes_for(project, problem, self._data.prepared)

    def _show_problems(self) -> None:
        found = self._controls.problems()
        self.canvas.set_problems(found)
        self.inspector.set_problems(found)
        self.training_settings.set_problems(found)
        self.dock.set_obstacle("" if self._trainer.active else self._controls.obstacle())

    def _document_changed(self, old: Project, new: Project) -> None:
        if old.training.epochs != new.training.epochs or old.training.loss != new.training.loss:
            self._show_figures()

    def _show_figures(self) -> None:
        """Tell the dock what to compare with: the baseline, and the loss of guessing."""
        prepared = self._data.prepared
        self.training_settings.set_task(None if prepared is None else prepared.task)
        training = self._document.project.training
        (metric, *_) = metrics_for(training.loss.task)
        level = None
        if prepared is not None and prepared.task == training.loss.task:
            part = prepared.validation if len(prepared.validation) else prepared.train
            level = baseline(prepared, part)
        self.dock.set_metric(metric.key, level)
        expected = training.loss.guessing(prepared.outputs) if prepared is not None else None
        self.dock.prepare(training.epochs, expected)

    def _show_seal(self) -> None:
        self.results.seal(ready=self._document.trained is not None)

    # Sizes -----------------------------------------------------------------------------------------------

    def sizes(self) -> dict[str, str]:
        """How the splitters stand, for the settings."""
        return {
            name: bytes(splitter.saveState().toBase64().data()).decode()
            for name, splitter in (("across", self._across), ("down", self._down))
        }

    def restore(self, sizes: Mapping[str, str]) -> None:
        """Put the splitters where they were left."""
        for name, splitter in (("across", self._across), ("down", self._down)):
            if name in sizes:
                splitter.restoreState(QByteArray.fromBase64(sizes[name].encode()))

    def close_jobs(self) -> None:
        """Wait for what is measured beside the window."""
        self.results.close_job()
