"""From what is inside to the window: the layer that canvas and tab are about, and the weights that tab and results are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.inside.panel import InsidePanel
from nnstudio.app.inside.work import InsideWork
from nnstudio.app.training.trainer import Trainer

if TYPE_CHECKING:
    from nnstudio.app.workspace import Workspace


class InsideGuide(QObject):
    """Keeps the Inside tab and the canvas at the same layer, and tab and results at the same weights."""

    def __init__(self, workspace: Workspace, document: Document, data: DataState, trainer: Trainer) -> None:
        super().__init__(workspace)
        self._workspace, self._document = workspace, document
        self.work = InsideWork(document, data, trainer, self)
        self.panel = InsidePanel(self.work, workspace.pages)
        self.panel.layer_chosen.connect(self._select)
        workspace.selection.changed.connect(self._follow)
        workspace.results_page.weights_chosen.connect(self._follow_results)  # they show the same
        self.panel.weights_chosen.connect(lambda which: workspace.results.choices.choose_weights(which))

    def _select(self, node: str) -> None:
        workspace = self._workspace
        if self.panel.layers.hasFocus() and node in self._document.project.network:
            workspace.selection.select([node])

    def _follow_results(self) -> None:
        results = self._workspace.results
        self.work.choose_weights(results.trained, results.choices.which)

    def _follow(self) -> None:
        only = self._workspace.selection.only
        if only is not None and self.panel.isVisible() and not self.panel.layers.hasFocus():
            self.panel.show_layer(only)
