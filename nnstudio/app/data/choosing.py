"""Choosing the project's data, and what that means for network and loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.banner import Action, Notice
from nnstudio.app.data.dialog import DataDialog
from nnstudio.app.texts import error_text
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.nn.losses import loss_for
from nnstudio.project.project import Project
from nnstudio.project.templates import Goal, build, template

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class DataChoosing(QObject):
    """Opens the data dialog, and says when the project's data cannot be read."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.data.changed.connect(self._tell)
        self._tell()

    def choose(self, path: str | None = None) -> None:
        """Open the data dialog; what is chosen becomes the project's data."""
        window = self._window
        dialog = DataDialog(window.document.project.data, window.preferences.settings.last_folder, window)
        if path is not None:
            dialog.open_file(path)

        def take() -> None:
            if dialog.dataset is not None:
                self._use(dialog.config, dialog.dataset)

        dialog.accepted.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _use(self, config: DataConfig, dataset: Dataset) -> None:
        window = self._window
        if config.source is not None:
            window.data.offer(config.source, dataset)
        project = window.document.project
        begun = not window.in_workspace and not project.network.nodes
        project = _beginning(dataset, config) if begun else project
        project = project.replace(data=config)
        task = "regression" if config.answer == "input" else dataset.task
        if task != project.training.loss.task:
            # The fitting loss is proposed at once; the output layer is shown as a problem with its fix.
            project = project.replace(training=project.training.replace(loss=loss_for(task)))
        window.document.edit(self.tr("Use {0}").format(dataset.name), project)
        if begun:
            window.show_document()
        else:
            window.show_workspace()

    def _tell(self) -> None:
        window, error = self._window, self._window.data.error
        if error is None:
            window.banner.dismiss("data")
            return
        actions = (
            Action(self.tr("Choose data…"), self.choose),
            Action(self.tr("Try again"), window.data.reload),
        )
        window.banner.post(Notice(error_text(error), "error", actions, key="data"))


def _beginning(dataset: Dataset, config: DataConfig) -> Project:
    """A network to begin with: convolutions for pictures, the textbook's layers for a table."""
    goal = Goal(dataset.sample_shape, dataset.task, dataset.outputs)
    if config.answer == "input":
        return build(template("autoencoder"), goal)
    return build(template("lenet" if len(dataset.sample_shape) == 3 else "textbook"), goal)
