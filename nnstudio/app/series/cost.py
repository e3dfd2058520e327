"""How long a series would take here: the first steps of one run are timed, on a copy of the network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from nnstudio.app.background.newest import Newest
from nnstudio.app.training.estimating import same_cost, time_steps, time_text
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project.project import Project
from nnstudio.project.series.plan import Plan
from nnstudio.project.trials import Estimate

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow


class SeriesCost(QObject):
    """Looks once for each network, its data and its settings.

    Signals
    -------
    known()
        There is an answer, or there can be none.
    """

    known = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._looking = Newest("estimate of a series", self)
        self._told: tuple[Project, Prepared, Estimate | None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a thread looks."""
        return self._looking.at_work

    def words(self, plan: Plan) -> str:
        """What a plan would cost; while that is not known, it is looked for."""
        project, prepared = self._window.document.project, self._window.data.prepared
        assert prepared is not None
        told = self._told
        if told is None or told[1] is not prepared or not same_cost(told[0], project):
            if not self._looking.busy and not self._window.rate_finding.busy:
                time_steps(self._looking, project, prepared, partial(self._know, project, prepared))
            return self.tr("Timing the first steps…")
        found = told[2]
        if found is None:
            return ""
        seconds = found.seconds * plan.count * _share_of(plan, project, prepared)
        text = (
            self.tr("About {0} for {1} runs of {2} epoch each, timed on this computer.")
            if found.epochs == 1
            else self.tr("About {0} for {1} runs of {2} epochs each, timed on this computer.")
        )
        return text.format(time_text(seconds), plan.count, found.epochs)

    def _know(self, project: Project, prepared: Prepared, found: Estimate | None) -> None:
        self._told = project, prepared, found
        self.known.emit()

    def forget(self) -> None:
        """End a look."""
        self._looking.forget()

    def close(self) -> None:
        """End a look and wait for its thread."""
        self._looking.close()


def _share_of(plan: Plan, project: Project, prepared: Prepared) -> float:
    """Rows that a run of a plan learns from on average, for each row that the run of the project learns from."""
    if plan.kind == "seeds":
        return 1.0
    pool = len(prepared.train) + len(prepared.validation)
    learned = 0.5 if project.data.divided == "time" else (plan.count - 1) / plan.count
    return pool * learned / len(prepared.train)
