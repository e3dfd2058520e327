"""What a linear model reaches, found out beside the window; it is trained once for each data set and loss."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject

from nnstudio.app.background.newest import Newest
from nnstudio.app.words.texts import behind_colon, error_text
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.network import Network
from nnstudio.nn.losses import Loss
from nnstudio.project.judging.judgement import Judgement
from nnstudio.project.judging.linear import LinearModel, Reached, fit_linear, is_linear
from nnstudio.system.cancel import Cancel
from nnstudio.system.numbers import figure_text, percent_text

Tell = Callable[[str, str, str, str], None]
"""Is given the figure, what it is of or the reason where there is none, the balanced accuracy where classes are uneven, and
what is to be said where the linear model is better than the network."""


class LinearFigure(QObject):
    """Trains the linear model of a data set and a loss when results are shown, and keeps it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = Newest("linear model", self)
        self._kept: tuple[Prepared, Loss, LinearModel] | None = None

    def find(self, judged: Judgement, network: Network, loss: Loss, tell: Tell) -> None:
        """Tell what a linear model reaches on the part that was judged.

        Parameters
        ----------
        judged : Judgement
        network : Network
        loss : Loss
            With which it was trained.
        tell : callable
            Is told at once that it is being found out.
        """
        prepared, part, kept = judged.prepared, judged.part, self._kept
        known = kept[2] if kept is not None and kept[0] is prepared and kept[1] == loss else None
        about = self._about(loss)

        def work(cancelled: Cancel, progress: object) -> tuple[LinearModel, Reached]:
            model = known or fit_linear(prepared, loss, cancelled)
            return model, model.reached(part, judged.target)

        def show(found: tuple[LinearModel, Reached]) -> None:
            self._kept = prepared, loss, found[0]
            figure, balanced = found[1]
            shown = percent_text(figure) if judged.classes else figure_text(figure)
            better = self._better(network, loss) if found[1].beats(judged) else ""
            tell(shown, about, "" if balanced is None else percent_text(balanced), better)

        tell("…", about, "", "")
        self._jobs.ask(work, show, lambda error: tell("–", error_text(error), "", ""))

    def _better(self, network: Network, loss: Loss) -> str:
        """What is said of a network that a linear model is better than."""
        if is_linear(network, loss):
            return self.tr(
                "A linear model is better on them, and the network is one as well: only the training differs. More epochs "
                "or another learning rate may help."
            )
        return self.tr("A linear model is better on them: the network is not worth its size yet.")

    def _about(self, loss: Loss) -> str:
        """What the linear model was trained with."""
        text = self.tr(
            "One Dense layer without hidden ones, trained on the same training part with the loss of the network: {0}"
        ).format(behind_colon(QCoreApplication.translate("Loss", loss.title)))
        if not loss.factors():
            return text
        return f"{text}, {self.tr('with the same class weights, so that rare classes count as much as for the network')}"

    def forget(self) -> None:
        """Tell nobody what was asked for."""
        self._jobs.forget()
