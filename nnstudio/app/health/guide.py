"""From a look at the layers to the window: the tab, the cards, and how often to look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QIcon

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.health.panel import LayersPanel
from nnstudio.app.health.watch import FAR, NEAR, HealthWatch, merged
from nnstudio.app.look import icons, theme
from nnstudio.app.problems.look import ADVICE
from nnstudio.app.training.trainer import Trainer
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem
from nnstudio.project.health_fixes import health_fixes
from nnstudio.project.problems import Fix
from nnstudio.project.project import Project
from nnstudio.training.verdict import Verdict

if TYPE_CHECKING:
    from nnstudio.app.workspace import Workspace


class HealthGuide(QObject):
    """Knows what was found, shows it in its tab, and finds the repairs.

    Signals
    -------
    changed()
        Other findings are to be shown on the cards.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, document: Document, data: DataState, trainer: Trainer) -> None:
        super().__init__(workspace)
        self._workspace, self._document, self._data = workspace, document, data
        self._known: tuple[Project, Prepared | None] | None = None
        self._fixes: dict[int, tuple[Problem, tuple[Fix, ...]]] = {}
        self._drawn: tuple[Problem, ...] = ()
        self._judged: tuple[Problem | None, object] = None, None
        self.watch = HealthWatch(document, trainer, self)
        self.panel = LayersPanel(self.watch, self.fixes)
        self.panel.set_network(document.project.network)
        self.panel.layer_chosen.connect(workspace.show_layer)
        self.panel.problem_chosen.connect(workspace.guide.show_place)
        self.panel.fix_chosen.connect(workspace.guide.apply)
        self.panel.seen.connect(self._choose_pace)
        self.watch.changed.connect(self._name_tab)
        self.watch.changed.connect(self.changed)
        self.watch.changed.connect(self._offer)
        workspace.dock.remedy.chosen.connect(workspace.guide.apply)
        document.changed.connect(lambda old, new: self.panel.set_network(new.network))
        document.changed.connect(self._offer)
        workspace.selection.changed.connect(
            lambda: self.panel.set_selected(frozenset(workspace.selection.ids))
        )
        theme.current().changed.connect(self._name_tab)
        workspace.installEventFilter(self)

    def problems(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """The problems of the drawing together with what was found while it trained."""
        self._drawn = tuple(problems)
        return merged(problems, self.watch.findings)

    def fixes(self, problem: Problem) -> Sequence[Fix]:
        """The repairs for a finding; found once for a project that stays the same."""
        project, prepared = self._document.project, self._data.prepared
        if self._known is None or self._known[0] is not project or self._known[1] is not prepared:
            self._known, self._fixes = (project, prepared), {}
        known = self._fixes.get(id(problem))
        if known is None or known[0] is not problem:
            known = self._fixes[id(problem)] = problem, health_fixes(project, problem, prepared)
        return known[1]

    def judge(self, verdict: Verdict | None) -> None:
        """Take in what the curves say."""
        problem = None
        if verdict is not None and not verdict.is_good:
            field = "learning_rate" if verdict.kind.startswith("rate") else "epochs"
            kind = f"curves_{verdict.kind}"
            problem = Problem(
                kind, "curves", verdict.message, field=field, remedies=verdict.remedies, severity="advice"
            )
        self.panel.set_verdict(problem)
        self._judged = problem, _trained_by(self._document.project)
        self._offer()

    def _offer(self, *_: object) -> None:
        """Put the best repair beside what is wrong with the curves, until something else is to be trained."""
        problem, judged = self._judged
        fix: Fix | None = None
        project = self._document.project
        if problem is not None and judged == _trained_by(project):
            guide = self._workspace.guide
            # Steps that were too large have made the layers what they are.
            steps = (guide.fixes(project, p) for p in self._drawn if p.kind == "rate_high")
            told = (self.fixes(problem), *steps, *(self.fixes(p) for p in self.watch.findings))
            fix = next((fixes[0] for fixes in told if fixes), None)
        self._workspace.dock.remedy.offer(() if fix is None else (fix,))

    def _choose_pace(self, *_: object) -> None:
        """Look often while the figures are seen, rarely while only a card may tell, and not while nobody can see."""
        near = self.panel.isVisible()
        self.watch.watch((NEAR if near else FAR) if self._workspace.isVisible() else None)

    def _name_tab(self) -> None:
        tabs = self._workspace.tabs
        place, count = tabs.indexOf(self.panel), len(self.watch.findings)
        tabs.setTabText(place, self.tr("Layers ({0})").format(count) if count else self.tr("Layers"))
        tabs.setTabIcon(place, icons.icon(ADVICE.icon, ADVICE.token) if count else QIcon())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the workspace into sight and out of it."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._choose_pace()
        return super().eventFilter(watched, event)


def _trained_by(project: Project) -> object:
    """What decides how a run goes."""
    network = project.network
    return {n.id: n.layer for n in network.nodes}, set(network.edges), project.training, project.data
