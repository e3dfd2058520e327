"""From a problem to its place: what a row of the list leads to, and what its buttons do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.look import icons, theme
from nnstudio.app.named_here import carry_out, named_here
from nnstudio.app.problems.all_bar import mending_text
from nnstudio.app.problems.look import look_of, where
from nnstudio.app.problems.panel import ProblemsPanel
from nnstudio.graph.inference import Problem
from nnstudio.project.health_fixes import health_fixes
from nnstudio.project.problems import Fix, fixes_for
from nnstudio.project.problems.mending import Mended, mend_all
from nnstudio.project.project import Project
from nnstudio.training.findings import WORDS

if TYPE_CHECKING:
    from nnstudio.app.workspace import Workspace


_OF_LOSS = ("loss", "class_weights")
"""Settings of the loss of an output that problems name."""


class ProblemGuide(QObject):
    """Finds repairs, carries them out, shows the place of a problem, and keeps the tab of the list up to date."""

    def __init__(self, workspace: Workspace, document: Document, data: DataState) -> None:
        super().__init__(workspace)
        self._workspace, self._document, self._data = workspace, document, data
        self._problems: Sequence[Problem] = ()
        self.panel = ProblemsPanel(self.fixes, self.mended)
        self.panel.problem_chosen.connect(self.show_place)
        self.panel.fix_chosen.connect(self.apply)
        self.panel.all_chosen.connect(self.apply_all)
        theme.current().changed.connect(self._name_tab)

    def fixes(self, project: Project, problem: Problem) -> Sequence[Fix]:
        """The repairs that clear a problem, or help against what was found while training."""
        find = health_fixes if problem.kind in WORDS else fixes_for
        return find(project, problem, self._data.prepared)

    def apply(self, fix: Fix) -> None:
        """Carry out a repair; it can be undone like any edit."""
        carry_out(self._document, fix)

    def mended(self, project: Project) -> Mended:
        """What becomes of a project where every obstacle is mended that can be."""
        return mend_all(project, self._data.prepared)

    def apply_all(self) -> None:
        """Carry out all repairs as one edit."""
        project = self._document.project
        found = self.mended(project)
        self._document.edit(mending_text(found), named_here(found.project, project.network))

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these problems."""
        self._problems = problems
        self.panel.show_problems(self._document.project, problems)
        self._name_tab()

    def show_place(self, problem: Problem) -> None:
        """Show where a problem is mended by hand: the layer, the settings of training, or the data."""
        workspace, network = self._workspace, self._document.project.network
        if problem.node in network.output_ids and problem.field in _OF_LOSS:
            workspace.show_training_settings()
            workspace.training_settings.focus_setting(problem.field, problem.node)
        elif problem.node is not None and problem.node in network:
            workspace.show_layer(problem.node)
        elif problem.field is not None and where(problem) == "training":
            workspace.show_training_settings()
            workspace.training_settings.focus_setting(problem.field)
        elif where(problem) == "data":
            workspace.action_chosen.emit("data")

    def _name_tab(self) -> None:
        """Let the tab tell how many there are, and how grave."""
        tabs = self._workspace.tabs
        place = tabs.indexOf(self.panel)
        tabs.setTabText(place, self.panel.title)
        look = look_of(self._problems[0]) if self._problems else None
        tabs.setTabIcon(place, icons.icon(look.icon, look.token) if look is not None else QIcon())
