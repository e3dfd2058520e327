"""Brings what training has reached into the results, and lets them rest while they are looked at."""

from __future__ import annotations

from PySide6.QtCore import QObject

from nnstudio.app.data.state import DataState
from nnstudio.app.document import Document
from nnstudio.app.results.panel import ResultsPanel
from nnstudio.app.training.trainer import Trainer
from nnstudio.project.trained import Trained


class ResultsGuide(QObject):
    """Offers the weights of the document to the results.

    A run leaves weights every few seconds. Results that somebody looks at, that are being measured or were chosen by
    hand stay until it waits or has ended. Those of a run that waited stay when it ends with the same weights.
    """

    def __init__(
        self, document: Document, data: DataState, trainer: Trainer, results: ResultsPanel, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document, self._data, self._trainer, self._results = document, data, trainer, results
        self._offered: Trained | None = None
        self._late = False
        document.trained_changed.connect(self._take)
        trainer.state_changed.connect(self._run_changed)

    def offer(self) -> None:
        """Offer what the document has."""
        self._late = False
        self._offered = trained = self._document.trained
        self._results.offer(trained, None if trained is None else self._data.fitting(trained))

    def _take(self) -> None:
        results = self._results
        theirs = results.trained is not self._offered  # those of an earlier run
        if self._trainer.state in ("preparing", "running") and (results.looked_at or theirs):
            self._late = True
        elif results.looked_at and _same(results.trained, self._document.trained):
            self._offered = results.trained = self._document.trained
        else:
            self.offer()

    def _run_changed(self, state: str) -> None:
        if self._late and state in ("paused", "idle"):
            self.offer()


def _same(one: Trained | None, two: Trained | None) -> bool:
    """Whether two results have the same weights: of one run that has taken no step between them."""
    if one is None or two is None:
        return False
    a, b = one.checkpoint, two.checkpoint
    return (one.network, one.data, one.training, one.fingerprint, one.began_with, a.position, a.history) == (
        two.network, two.data, two.training, two.fingerprint, two.began_with, b.position, b.history,
    )  # fmt: skip
