"""The window: start page or workspace, and how its parts speak with each other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from nnstudio.app.background.compiling_ahead import CompilingAhead
from nnstudio.app.background.ending import end_all
from nnstudio.app.beginning import Beginning
from nnstudio.app.commands.menus import Menus, layer_commands
from nnstudio.app.commands.search import CommandSearch
from nnstudio.app.comparing.opening import Comparing
from nnstudio.app.data.choosing import DataChoosing
from nnstudio.app.data.state import DataState
from nnstudio.app.diagram.exporting import DiagramExport
from nnstudio.app.dialogs.about import AboutDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.document import Document
from nnstudio.app.documents.document_files import DocumentFiles
from nnstudio.app.glossary.guide import GlossaryGuide
from nnstudio.app.importing.drops import FileDrops
from nnstudio.app.importing.weights import WeightsImport
from nnstudio.app.lessons.guide import LessonGuide
from nnstudio.app.look import theme
from nnstudio.app.manual.guide import ManualGuide
from nnstudio.app.playground.guide import Playground
from nnstudio.app.runs.guide import RunGuide
from nnstudio.app.series.guide import SeriesGuide
from nnstudio.app.settings import Preferences, Settings
from nnstudio.app.start.cards import Sample, Template
from nnstudio.app.start.page import StartPage
from nnstudio.app.steps import Steps
from nnstudio.app.tour.guide import TourGuide
from nnstudio.app.training.advice import TrainingAdvice
from nnstudio.app.training.controls import TrainingControls
from nnstudio.app.training.device_guide import DeviceGuide
from nnstudio.app.training.estimating import Estimating
from nnstudio.app.training.going_on import GoingOn
from nnstudio.app.training.rate_finder import RateFinding
from nnstudio.app.training.steering import Steering
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.widgets.banner import Banner
from nnstudio.app.widgets.boxes import v_box
from nnstudio.app.words.texts import translate
from nnstudio.app.workspace import Workspace
from nnstudio.project.samples import SAMPLES
from nnstudio.project.templates import TEMPLATES


class MainWindow(QMainWindow):
    """The one window of a project.

    Signals
    -------
    activated()
        Somebody has come to it, from another program or from a dialog.
    """

    activated = Signal()

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences(Settings(), self)
        self.document = Document(parent=self)
        self.data = DataState(self.document, self)
        self.trainer = Trainer(self)
        self.controls = TrainingControls(self.document, self.data, self.trainer, self)
        self.files = DocumentFiles(self.document, self.trainer, self.preferences, self)
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._column = _column(self)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._stack, 1)
        self.start_page = StartPage(_samples(self), _templates(), self._stack)
        self.workspace = Workspace(self.document, self.data, self.trainer, self.controls, self._stack)
        self.workspace.dock.smoothing_chosen.connect(lambda share: self.preferences.change(smoothing=share))
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.workspace)
        self.beginning = Beginning(self)
        self.data_choosing = DataChoosing(self)
        self.advice = TrainingAdvice(self)
        self.going_on = GoingOn(self)
        self.steering = Steering(self)
        self.device_guide = DeviceGuide(self)
        self.rate_finding = RateFinding(self)
        self.series = SeriesGuide(self)
        self.estimating = Estimating(self)
        self.steps = Steps(self)
        self.search = CommandSearch(self, lambda: layer_commands(self))
        self.diagrams = DiagramExport(self)
        self.weights = WeightsImport(self)
        self.comparing = Comparing(self)
        self.runs = RunGuide(self)
        self.lessons = LessonGuide(self)
        self.glossary = GlossaryGuide(self)
        self.manual = ManualGuide(self)
        self.tour = TourGuide(self)
        self.playground = Playground(self)
        self._drops = FileDrops(self, self.beginning.open_files)
        self.menus = Menus(self)
        self.compiling = CompilingAhead(self)
        self._closing = False
        self._restored = False
        self.setMinimumSize(840, 400)  # of a screen of 1280 × 720 at 150 % a desktop leaves 853 × 410 points
        self.resize(1440, 900)
        self._connect()
        self._show_title()
        self.preferences.changed.connect(self._apply)
        self._apply(self.preferences.settings)

    def _connect(self) -> None:
        page, canvas = self.start_page, self.workspace.canvas
        page.open_data.connect(self.data_choosing.choose)
        page.new_network.connect(self.beginning.empty)
        page.open_project.connect(self.beginning.choose)
        page.sample_chosen.connect(self.beginning.sample)
        page.template_chosen.connect(self.beginning.template)
        page.recent_chosen.connect(lambda path: self.files.open_after_asking(Path(path)))
        page.files_dropped.connect(self.beginning.open_files)
        canvas.template_chosen.connect(self.beginning.use_template)
        canvas.notice.connect(lambda text: self.banner.show_message(text))
        canvas.canvas_actions.show_map.toggled.connect(lambda on: self.preferences.change(show_map=on))
        self.files.notice.connect(self.banner.post)
        self.files.resolved.connect(self.banner.dismiss)
        self.files.opened.connect(self.show_document)
        self.document.path_changed.connect(self._show_title)
        self.workspace.action_chosen.connect(self.do)

    # Beginning -------------------------------------------------------------------------------------------

    def show_start_page(self) -> None:
        """Show the start page; the document stays as it is behind it."""
        self.start_page.set_recent(self.preferences.settings.recent_files)
        self._column.insertWidget(0, self.banner)
        self._stack.setCurrentWidget(self.start_page)
        self.statusBar().hide()
        self.start_page.setFocus()

    def show_workspace(self) -> None:
        """Show the canvas."""
        # Below the step bar: what a banner says must not push away the button that was pressed.
        self.workspace.column.insertWidget(1, self.banner)
        self._stack.setCurrentWidget(self.workspace)
        self.statusBar().show()
        self.workspace.canvas.setFocus()

    @property
    def in_workspace(self) -> bool:
        """Whether the canvas is shown."""
        return self._stack.currentWidget() is self.workspace

    def show_document(self) -> None:
        """Show the canvas and the curves of a document that is new here."""
        self.workspace.show_document()
        self.show_workspace()
        self.workspace.fit_soon()

    # Doing -----------------------------------------------------------------------------------------------

    def do(self, key: str) -> None:
        """Do what a step or a button stands for: "data", "network", "train", "results", "export", "longer"."""
        actions = {
            "data": self.data_choosing.choose,
            "network": self.steps.show_network,
            "train": self.workspace.show_training,
            "results": self.workspace.show_results,
            "export": self.export,
            "longer": self.advice.train_longer,
        }
        actions[key]()

    def export(self) -> None:
        """Open the export dialog, or say what is missing."""
        trained, project = self.document.trained, self.document.project
        imported = project.start is not None and project.start.complete(project.network)
        if trained is None and not imported:
            self.banner.show_message(
                self.tr("There are no trained weights yet: train the network first"), "info"
            )
            return
        proposed = (
            self.document.path or Path(self.preferences.settings.last_folder or Path.home()) / "network"
        )
        known = trained is not None and self.data.fitting(trained) is not None
        dataset = self.data.dataset if known else None
        which = "" if trained is None else self.workspace.results_page.looked_at(trained)  # that goes out
        fitted = None if self.data.prepared is None else self.data.prepared.preprocessor
        self._open(ExportDialog(project, trained, dataset, proposed, self, which, fitted))

    def show_preferences(self) -> None:
        """Open the preferences."""
        self._open(PreferencesDialog(self.preferences, self))

    def show_about(self) -> None:
        """Say what this program is."""
        self._open(AboutDialog(self.start_page.device_text, self))

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _apply(self, settings: Settings) -> None:
        theme.current().set_preference(settings.theme)  # type: ignore[arg-type]
        self.workspace.dock.set_smoothing(settings.smoothing)
        self.workspace.recorder.limit = settings.run_weights_mb << 20
        self.workspace.canvas.canvas_actions.show_map.setChecked(settings.show_map)

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.files.name}[*] — NN Studio")
        self.setWindowModified(self.document.modified)

    # Coming and going ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if not self._restored:
            self._restored = True
            self.device_guide.looking.start()
            settings = self.preferences.settings
            if settings.window_geometry:
                self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))
            self.workspace.restore(settings.splitters)
            self.workspace.side.show_page(settings.side_page)
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing:
            self.files.unless_unsaved(self._close_now)
        if not self._closing:  # there is a question first
            event.ignore()
            return
        # From here on nothing is asked any more; threads end before their widgets do. A thread may be compiling,
        # which cannot be broken off: nobody need watch the window wait for it.
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.hide()
        end_all(self)
        self.preferences.change(
            window_geometry=geometry, splitters=self.workspace.sizes(), side_page=self.workspace.side.page
        )
        super().closeEvent(event)

    def _close_now(self) -> None:
        self._closing = True
        self.close()  # does nothing where this is a part of closing already


def _column(window: QMainWindow) -> QVBoxLayout:
    """Fill the window with a column: what is built inside it is given its style once, not once for each parent."""
    content = QWidget(window)
    window.setCentralWidget(content)
    return v_box(content, margins=0, spacing=0)


def _samples(window: QWidget) -> list[Sample]:
    def seconds(value: float) -> str:
        return window.tr("under 1 s") if value < 1 else window.tr("about {0} s").format(round(value))

    return [
        Sample(s.key, translate(s.title), translate(s.summary), seconds(s.seconds), s.picture)
        for s in SAMPLES.values()
    ]


def _templates() -> list[Template]:
    return [Template(t.key, translate(t.title), translate(t.summary)) for t in TEMPLATES.values() if t.data]
