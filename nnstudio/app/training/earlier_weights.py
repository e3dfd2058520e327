"""Training that begins with what the last run has learned, wherever it still fits an edited network."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from nnstudio.app.document import Document
from nnstudio.app.widgets.actions import make_action
from nnstudio.project.earlier_weights import beginning_with, fit_of
from nnstudio.project.starting_weights import Fit


class EarlierWeights(QObject):
    """The actions of the Train menu beside "Start over": from the last weights, and from those of the best epoch.

    Parameters
    ----------
    document : Document
    begin : callable
        Begins a new run.
    """

    def __init__(self, document: Document, begin: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._begin = document, begin
        self.action = make_action(
            parent,
            self.tr("Keep the weights"),
            self._keep,
            icon="import",
            keys="Ctrl+Alt+K",
            tip=self.tr(
                "Train anew from the last weights instead of random ones; Undo takes them away again"
            ),
        )
        self.best = make_action(
            parent,
            "",
            self._keep_best,
            icon="import",
            tip=self.tr(
                "Train anew from where the validation loss was least: what came after is left behind"
            ),
        )

    def fit(self) -> Fit | None:
        """How many arrays of the network the last weights fit; None where nothing was learned yet."""
        trained = self._document.trained
        if trained is None or not trained.checkpoint.position.step:
            return None
        return fit_of(self._document.project, trained)

    def refresh(self, *, possible: bool) -> None:
        """Say how much fits; ``possible`` where a run may begin now."""
        fit = self.fit()
        if fit is None or not fit.fitting:
            text = self.tr("Keep the weights")
        elif fit.fitting == fit.wanted:
            text = self.tr("Start from the last weights")
        else:
            text = self.tr("Keep the weights that fit (arrays: {0} of {1})").format(fit.fitting, fit.wanted)
        self.action.setText(text)
        enabled = possible and fit is not None and fit.fitting > 0
        self.action.setEnabled(enabled)
        epoch = self._best_epoch()
        known = self.tr("Start from the best weights (epoch {0})").format(epoch)
        self.best.setText(known if epoch else self.tr("Start from the best weights"))
        self.best.setEnabled(enabled and epoch > 0)

    def _best_epoch(self) -> int:
        """The epoch with the best weights; 0 where there is none, or they are the last ones."""
        trained = self._document.trained
        if trained is None or not trained.checkpoint.best_weights:
            return 0
        best, position = trained.checkpoint.history.best, trained.checkpoint.position
        return 0 if (best, 0) == (position.epoch, position.batch) else best

    def _keep(self) -> None:
        self._start(self.tr("Start from the last weights"), self.tr("an earlier run"), "last")

    def _keep_best(self) -> None:
        source = self.tr("epoch {0} of an earlier run").format(self._best_epoch())
        self._start(self.tr("Start from the best weights"), source, "best")

    def _start(self, text: str, source: str, which: str) -> None:
        document = self._document
        trained = document.trained
        if trained is not None and document.edit(
            text, beginning_with(document.project, trained, source, which)
        ):
            self._begin()
