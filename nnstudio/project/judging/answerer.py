"""A trained network ready to be asked, on whatever thread asks."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from nnstudio.data.preparing.deciding import Chosen
from nnstudio.project.answers import Answers, all_answers
from nnstudio.project.judging.why import Why, why
from nnstudio.project.trained import Trained, Which
from nnstudio.system.arrays import Host
from nnstudio.training.model import Model


class Answerer:
    """Answers with all outputs, and of one says why; its model is made when it is first asked.

    Parameters
    ----------
    trained : Trained
    which : {"last", "best"}
        Whose weights.
    chosen : sequence of Chosen
        For each output, as :func:`nnstudio.project.answers.all_chosen` has it; empty where all is answered as usual.
    """

    def __init__(self, trained: Trained, which: Which = "last", chosen: Sequence[Chosen] = ()) -> None:
        self.trained, self.which, self.chosen = trained, which, chosen
        self._lock = threading.Lock()
        self._model: Model | None = None

    def ask(self, x: Host) -> tuple[Answers, ...]:
        """The answers for prepared samples, shape (m, *sample_shape), of each output in the order of the targets."""
        return all_answers(self.trained, self._made(len(x)), x, self.chosen)

    def why(self, x: Host, answered: int, target: int | None = None) -> Why:
        """What an answer depends on; see :func:`nnstudio.project.judging.why.why`."""
        return why(self.trained, self._made(1), x, answered, target)

    def _made(self, samples: int) -> Model:
        with self._lock:
            if self._model is None:
                self._model = self.trained.model(which=self.which, samples=samples)
            return self._model
