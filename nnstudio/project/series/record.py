"""What is remembered of a series of runs: the figures of each, and what they were runs of."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

from nnstudio.data.config import DataConfig
from nnstudio.graph.network import Network
from nnstudio.project.runs.record import NAME_LIMIT, Ending
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch

Kind = Literal["seeds", "folds"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Outcome(msgspec.Struct, frozen=True):
    """One run of a series.

    Parameters
    ----------
    number : int
        Its place in the series, from 1; in a cross-validation that of the fold that validated.
    seed : int
    rows, validated : int
        Rows that it learned from, and that it was judged by.
    best : Epoch, optional
        Its best epoch, as every run keeps it; None where it diverged in the first.
    epochs : int
        How far it came.
    ending : str
        "done", "early" or "diverged".
    guessing : float, optional
        What a prediction without any network reaches on its validation part.
    seconds : float
        Training time.
    """

    number: int
    seed: int
    rows: int
    validated: int
    best: Epoch | None = None
    epochs: int = 0
    ending: Ending = "done"
    guessing: float | None = None
    seconds: float = 0.0


class SeriesRecord(msgspec.Struct, frozen=True):
    """A series of runs.

    Parameters
    ----------
    name : str
    when : str
        Its end, in ISO 8601 with the offset from UTC.
    kind : {"seeds", "folds"}
    wanted : int
        Runs that were asked for; fewer outcomes say that it was stopped.
    network, training
        What was trained, and how; the seed is that of the project.
    data : DataConfig
        How the data was divided and scaled, without its source.
    data_name : str
        The data in a few characters.
    division : str
        Digest of the rows that validate in each run, and of their answers: what two series must share to be compared.
    fingerprint : str
        SHA-256 of the data; with ``began_with`` what must still be the same for the series to go on.
    began_with : str
        SHA-256 of the weights that all runs began with; "" where they were drawn.
    device : str
    outcomes : tuple of Outcome
        In the order they ended.
    answers : dict of str to str
        What each of several outputs answers, by node and in the order of the targets; empty for one.
    """

    name: str
    when: str
    kind: Kind
    wanted: int
    network: Network
    training: TrainingConfig
    data: DataConfig
    data_name: str
    division: str
    fingerprint: str = ""
    began_with: str = ""
    device: str = ""
    outcomes: tuple[Outcome, ...] = ()
    answers: dict[str, str] = {}

    def replace(self, **changes: Any) -> SeriesRecord:
        """Return a record with some parts changed; a name is cut at its limit."""
        if "name" in changes:
            changes["name"] = changes["name"][:NAME_LIMIT]
        return msgspec.structs.replace(self, **changes)

    @property
    def missing(self) -> tuple[int, ...]:
        """Numbers of the runs that were asked for and have not ended."""
        ended = {outcome.number for outcome in self.outcomes}
        return tuple(number for number in range(1, self.wanted + 1) if number not in ended)

    @property
    def judged(self) -> tuple[Outcome, ...]:
        """The runs that have figures."""
        return tuple(outcome for outcome in self.outcomes if outcome.best is not None)
