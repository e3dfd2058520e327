"""What a linear model reaches, found out beside the window; it is trained once for each data set."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from nnstudio.app.newest import Newest
from nnstudio.app.results.wording import number
from nnstudio.app.texts import error_text, percent
from nnstudio.data.prepare import Prepared
from nnstudio.data.source import Cancel
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.linear import LinearModel, fit_linear

Tell = Callable[[str, str], None]
"""Is given the figure, and the reason where there is none."""


class LinearFigure(QObject):
    """Trains the linear model of a data set when results are shown, and keeps it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Newest("linear model", self)
        self._kept: tuple[Prepared, LinearModel] | None = None

    def find(self, judged: Judgement, tell: Tell) -> None:
        """Tell what a linear model reaches on the part that was judged."""
        prepared, part = judged.prepared, judged.part
        known = self._kept[1] if self._kept is not None and self._kept[0] is prepared else None

        def work(cancelled: Cancel, progress: object) -> tuple[LinearModel, float]:
            model = known or fit_linear(prepared, cancelled)
            return model, model.figure(part, judged.target)

        def show(found: tuple[LinearModel, float]) -> None:
            self._kept = prepared, found[0]
            tell(percent(found[1]) if judged.classes else number(found[1]), "")

        self._jobs.ask(work, show, lambda error: tell("–", error_text(error)))

    def forget(self) -> None:
        """Tell nobody what was asked for."""
        self._jobs.forget()

    def close(self) -> None:
        """Wait for what is under way; for closing."""
        self._jobs.close()
