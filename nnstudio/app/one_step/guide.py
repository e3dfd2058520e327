"""From a step to the window: its tab, and the layer that both canvas and tab are about."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.one_step.panel import OneStepPanel
from nnstudio.app.one_step.walk import stops
from nnstudio.app.one_step.work import StepWork
from nnstudio.training.worked.step import Step

if TYPE_CHECKING:
    from nnstudio.app.workspace import Workspace

_DECADES = 4


class OneStepGuide(QObject):
    """Keeps the One step tab and the canvas at the same layer."""

    def __init__(self, workspace: Workspace, document: Document, data: DataState) -> None:
        super().__init__(workspace)
        self._workspace, self._document = workspace, document
        self.work = StepWork(document, data, self)
        self.panel = OneStepPanel(self.work, workspace.pages)
        self.panel.layer_chosen.connect(self._select)
        self.panel.shown.connect(self._show_strengths)
        workspace.selection.changed.connect(self._follow)
        self.work.changed.connect(self._begin)

    def _select(self, node: str) -> None:
        if self._workspace.selection.only != node:
            self._workspace.show_layer(node)

    def _show_strengths(self) -> None:
        """While one looks back, the wires are as wide as the gradient that comes along them is large."""
        panel, step = self.panel, self.panel.step
        looking = panel.isVisible() and panel.stop.stage == "backward" and step is not None
        sizes = gradient_sizes(step) if looking and step is not None else {}
        self._workspace.canvas.canvas_scene.show_strengths(sizes)

    def _begin(self) -> None:
        """Look first at what is selected: a click on it would select nothing new."""
        if self.panel.step is not None and self.panel.stop == stops(self._document.project.network)[0]:
            self._follow()

    def _follow(self) -> None:
        only = self._workspace.selection.only
        if only is not None and self.panel.isVisible():
            self.panel.show_layer(only)


def gradient_sizes(step: Step) -> dict[str, float]:
    """How large ∂J/∂A is behind each layer: 1 for the largest, 0 for a ten-thousandth of it and less."""
    sizes = {
        node: float(np.sqrt(np.square(g, dtype=np.float64).sum(axis=tuple(range(1, g.ndim))).mean()))
        for node, g in step.seen.activation_gradients.items()
    }
    largest = max(sizes.values(), default=0.0)
    if not 0 < largest < math.inf:
        return {}
    return {n: max(0.0, 1 + math.log10(max(size / largest, 1e-12)) / _DECADES) for n, size in sizes.items()}
