"""The window: start page or workspace, and how its parts speak with each other."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from nnstudio.app import theme
from nnstudio.app.banner import Action, Banner, Notice
from nnstudio.app.command_search import CommandSearch
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.data.state import DataState
from nnstudio.app.dialogs.about import AboutDialog
from nnstudio.app.dialogs.export import ExportDialog
from nnstudio.app.dialogs.preferences import PreferencesDialog
from nnstudio.app.document import Document
from nnstudio.app.files import DocumentFiles
from nnstudio.app.jobs import Job
from nnstudio.app.menus import Menus, layer_commands
from nnstudio.app.settings import Preferences, Settings
from nnstudio.app.start_page import Sample, StartPage
from nnstudio.app.steps import Steps
from nnstudio.app.texts import error_text, translate
from nnstudio.app.training.controls import TrainingControls
from nnstudio.app.training.trainer import Trainer
from nnstudio.app.workspace import Workspace
from nnstudio.backend.probe import devices
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.sources import Bundled
from nnstudio.graph.inference import Problem
from nnstudio.nn.losses import loss_for
from nnstudio.project.problems import fixes_for
from nnstudio.project.project import Project
from nnstudio.project.samples import SAMPLES, open_sample
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES, Goal, build, template
from nnstudio.system.messages import StudioError


class MainWindow(QMainWindow):
    """The one window of a project.

    Parameters
    ----------
    preferences : Preferences, optional
    """

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.preferences = preferences or Preferences(Settings(), self)
        self.document = Document(parent=self)
        self.data = DataState(self.document, self)
        self.trainer = Trainer(self)
        self.controls = TrainingControls(self.document, self.data, self.trainer, self)
        self.files = DocumentFiles(self.document, self.preferences, self)
        self.start_page = StartPage(_samples(self))
        self.workspace = Workspace(self.document, self.data, self.trainer, self.controls)
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        self._stack.addWidget(self.workspace)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(content)
        self.steps = Steps(self)
        self.search = CommandSearch(self, lambda: layer_commands(self))
        self.menus = Menus(self)
        self._devices = Job("devices", lambda cancelled, progress: devices(), self)
        self._devices.done.connect(self._show_devices)
        self._closing = False
        self._restored = False
        self.setMinimumSize(900, 600)
        self.resize(1440, 900)
        self._connect()
        self._show_title()
        self.preferences.changed.connect(self._apply)
        self._apply(self.preferences.settings)

    def _connect(self) -> None:
        page, canvas = self.start_page, self.workspace.canvas
        page.open_data.connect(lambda: self.choose_data())
        page.new_network.connect(self.new_network)
        page.open_project.connect(self.files.choose)
        page.sample_chosen.connect(self.open_sample)
        page.recent_chosen.connect(
            lambda path: self.files.unless_unsaved(lambda: self.files.open(Path(path)))
        )
        page.files_dropped.connect(self.open_files)
        canvas.template_chosen.connect(self.use_template)
        canvas.notice.connect(lambda text: self.banner.show_message(text))
        self.files.notice.connect(self.banner.post)
        self.files.opened.connect(self._opened)
        self.document.path_changed.connect(self._show_title)
        self.controls.help_wanted.connect(self._help)
        self.controls.begun.connect(self.workspace.show_training)
        self.trainer.result.connect(self._take_result)
        self.trainer.failed.connect(self._failed)
        self.workspace.action_chosen.connect(self.do)
        self.data.changed.connect(self._data_changed)

    # Beginning -------------------------------------------------------------------------------------------

    def show_start_page(self) -> None:
        """Show the start page; the document stays as it is behind it."""
        self.start_page.set_recent(self.preferences.settings.recent_files)
        self._stack.setCurrentWidget(self.start_page)
        self.statusBar().hide()
        self.start_page.setFocus()

    def show_workspace(self) -> None:
        """Show the canvas."""
        self._stack.setCurrentWidget(self.workspace)
        self.statusBar().show()
        self.workspace.canvas.setFocus()

    @property
    def in_workspace(self) -> bool:
        """Whether the canvas is shown."""
        return self._stack.currentWidget() is self.workspace

    def new_network(self) -> None:
        """Begin with an empty canvas."""
        self._replace(lambda: build(template("empty")))

    def open_sample(self, key: str) -> None:
        """Open a project that is ready to train."""
        self._replace(lambda: open_sample(key))

    def use_template(self, key: str) -> None:
        """Draw a template on the empty canvas, for the data that was chosen."""
        try:
            self.document.edit(
                self.tr("Use the template {0}").format(translate(TEMPLATES[key].title)), self._fitted(key)
            )
        except StudioError as error:
            self.banner.show_message(error_text(error), "warning")
            return
        QTimer.singleShot(0, self.workspace.canvas.camera.fit)

    def _fitted(self, key: str) -> Project:
        """A template for the data at hand, or with its own data where there is none."""
        prepared, data = self.data.prepared, self.document.project.data
        if data.source is None:
            return from_template(template(key), Bundled(template(key).data))[0]
        goal = Goal(prepared.sample_shape, prepared.task, prepared.outputs) if prepared else None
        return build(template(key), goal).replace(data=data)

    def _replace(self, make: Callable[[], Project]) -> None:
        def show() -> None:
            try:
                self.files.show_new(make())
            except StudioError as error:
                self.banner.show_message(error_text(error), "error")

        self._unless_running(lambda: self.files.unless_unsaved(show))

    def _unless_running(self, then: Callable[[], object]) -> None:
        """A run belongs to its document: it ends before another is shown."""
        if self.trainer.active:
            self.trainer.close()
        then()

    def open_files(self, paths: Sequence[str]) -> None:
        """Open what was dropped: a project, or a table as data."""
        path = Path(paths[0])
        if path.suffix.lower() == ".nnstudio":
            self._unless_running(lambda: self.files.unless_unsaved(lambda: self.files.open(path)))
        else:
            self.choose_data(str(path))

    def _opened(self) -> None:
        self.workspace.show_document()
        self.show_workspace()
        QTimer.singleShot(0, self.workspace.canvas.camera.fit)

    # Data ------------------------------------------------------------------------------------------------

    def choose_data(self, path: str | None = None) -> None:
        """Open the data dialog; what is chosen becomes the project's data."""
        dialog = DataDialog(self.document.project.data, self.preferences.settings.last_folder, self)
        if path is not None:
            dialog.open_file(path)

        def take() -> None:
            if dialog.dataset is not None:
                self._use_data(dialog.config, dialog.dataset)

        dialog.accepted.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _use_data(self, config: DataConfig, dataset: Dataset) -> None:
        if config.source is not None:
            self.data.offer(config.source, dataset)
        project = self.document.project.replace(data=config)
        if dataset.task != project.training.loss.task:
            # The fitting loss is proposed at once; the output layer is shown as a problem with its fix.
            project = project.replace(training=project.training.replace(loss=loss_for(dataset.task)))
        if not self.in_workspace and not project.network.nodes:
            key = "lenet" if len(dataset.sample_shape) == 3 else "textbook"
            goal = Goal(dataset.sample_shape, dataset.task, dataset.outputs)
            project = build(template(key), goal).replace(data=config)
            self.document.edit(self.tr("Use {0}").format(dataset.name), project)
            self._opened()
            return
        self.document.edit(self.tr("Use {0}").format(dataset.name), project)
        self.show_workspace()

    def _data_changed(self) -> None:
        if self.data.error is not None:
            self.banner.post(
                Notice(
                    error_text(self.data.error),
                    "error",
                    (
                        Action(self.tr("Choose data…"), self.choose_data),
                        Action(self.tr("Try again"), self.data.reload),
                    ),
                    key="data",
                )
            )
        else:
            self.banner.dismiss("data")

    # Training --------------------------------------------------------------------------------------------

    def _help(self, problem: Problem | None) -> None:
        """Train was pressed and cannot run: say why, with the button that mends it."""
        obstacle = self.controls.obstacle()
        if problem is None:
            actions: tuple[Action, ...] = (Action(self.tr("Choose data…"), self.choose_data),)
        else:
            fixes = fixes_for(self.document.project, problem, self.data.prepared)
            actions = tuple(
                Action(translate(f.label), partial(self.workspace.apply_fix, f)) for f in fixes[:3]
            )
            if problem.node is not None:
                self.workspace.selection.select([problem.node])
        self.banner.post(Notice(obstacle, "warning", actions, key="train"))

    def _take_result(self, trained: object) -> None:
        self.document.set_trained(trained)  # type: ignore[arg-type]

    def _failed(self, error: BaseException) -> None:
        self.workspace.dock.clear_preparing()
        if isinstance(error, StudioError | MemoryError):
            self.banner.show_message(error_text(error), "error")
        else:
            raise error

    # Doing -----------------------------------------------------------------------------------------------

    def do(self, key: str) -> None:
        """Do what a step or a button stands for: "data", "network", "train", "results", "export", "longer"."""
        actions = {
            "data": self.choose_data,
            "network": self.show_workspace,
            "train": self.workspace.show_training,
            "results": self.workspace.show_results,
            "export": self.export,
            "longer": self.controls.train_longer,
        }
        actions[key]()

    def export(self) -> None:
        """Open the export dialog, or say what is missing."""
        trained = self.document.trained
        if trained is None:
            self.banner.show_message(
                self.tr("There are no trained weights yet: train the network first"), "info"
            )
            return
        proposed = (
            self.document.path or Path(self.preferences.settings.last_folder or Path.home()) / "network"
        )
        dialog = ExportDialog(trained, self.data.prepared, proposed, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_preferences(self) -> None:
        """Open the preferences."""
        dialog = PreferencesDialog(self.preferences, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_about(self) -> None:
        """Say what this program is."""
        dialog = AboutDialog(parent=self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _apply(self, settings: Settings) -> None:
        theme.current().set_preference(settings.theme)  # type: ignore[arg-type]
        self.workspace.dock.set_smoothing(settings.smoothing)

    def _show_devices(self, found: object) -> None:
        """Say on the start page where training will run, and why not on a GPU."""
        assert isinstance(found, tuple)
        cpu = self.tr("CPU · {0} cores").format(os.cpu_count() or 1)
        gpu = next(d for d in found if d.key == "cuda")
        if gpu.usable:
            line = f"{gpu.name} · {translate(gpu.reason)}"
        else:
            line = self.tr("{0} · no NVIDIA GPU: {1}").format(cpu, translate(gpu.reason))
        self.start_page.set_device_text(line)

    def _show_title(self) -> None:
        self.setWindowTitle(f"{self.files.name}[*] — NN Studio")
        self.setWindowModified(self.document.modified)

    # Coming and going ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        if not self._restored:
            self._restored = True
            self._devices.start()
            settings = self.preferences.settings
            if settings.window_geometry:
                self.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode()))
            self.workspace.restore(settings.splitters)
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing and self.document.modified:
            event.ignore()
            self.files.unless_unsaved(self._close_now)
            return
        # From here on nothing is asked any more; threads end before their widgets do.
        self._closing = True
        self.trainer.close()
        self.data.close()
        self._devices.cancel()
        self._devices.wait()
        self.workspace.close_jobs()
        self.files.wait()
        self.files.discard_copy()
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.preferences.change(window_geometry=geometry, splitters=self.workspace.sizes())
        super().closeEvent(event)

    def _close_now(self) -> None:
        self._closing = True
        self.close()


def _samples(window: QWidget) -> list[Sample]:
    def seconds(value: float) -> str:
        return window.tr("under 1 s") if value < 1 else window.tr("about {0} s").format(round(value))

    return [
        Sample(s.key, translate(s.title), translate(s.summary), seconds(s.seconds), s.picture)
        for s in SAMPLES.values()
    ]
