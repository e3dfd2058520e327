"""What is remembered of a run after its weights are gone."""

from __future__ import annotations

import functools
import platform
import re
import secrets
from importlib import metadata
from typing import Any, Literal, get_args

import msgspec

from nnstudio import __version__
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.project.heads import judged_by, names
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch, History

Ending = Literal["done", "early", "stopped", "diverged"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)

NAME_LIMIT, NOTES_LIMIT, LINE_LIMIT = 200, 20_000, 1_000
"""Characters of a name, of notes, and of a sentence."""
FINDINGS_LIMIT = 50
MOST_CLASSES = 100
"""Of those whose confusions are remembered: a list of runs has room for a few thousand numbers each."""

_ID = re.compile(r"[0-9a-f]{32}")


class OutputFigures(msgspec.Struct, frozen=True):
    """What one output reached on the test part."""

    loss: float
    metrics: dict[str, float] = {}
    guessing: float | None = None
    """As in :class:`RunRecord`, on this part."""
    confusion: tuple[tuple[int, ...], ...] = ()
    """Rows of each class (first index) answered as each; empty where no one class is the answer, or there are too many."""
    chosen: Chosen = ()
    """From which probability on each question was answered, where that was chosen."""


class TestFigures(OutputFigures, frozen=True):
    """Figures on the test part, once somebody has opened it; of several outputs loss and metrics are those of all."""

    __test__ = False  # pytest takes the name for one of its own

    outputs: dict[str, OutputFigures] = {}
    """Of several each by its node."""


class RunRecord(msgspec.Struct, frozen=True, dict=True):
    """A run.

    Parameters
    ----------
    id : str
        32 hexadecimal digits, drawn by lot; the weights that are kept beside are found by it.
    name : str
    when : str
        Its end, in ISO 8601 with the offset from UTC; empty where nobody knows.
    project : str
        Name of the project at that time.
    network, layout, data, training
        What was trained on what and how; the seed is among the settings.
    fingerprint : str
        Of the data.
    preprocessor : Preprocessor
    began_with : str
        Digest of the weights it began with; empty for random ones.
    history : History
        The curves; without epochs where there were too many to be kept.
    epochs, step : int
        How far it came.
    best : Epoch, optional
        The best epoch.
    guessing : float, optional
        What a prediction without any network would reach on the part that chose the best epoch, by
        :func:`nnstudio.data.baseline.baseline`; None where nobody knows.
    seconds : float
        Training time.
    ending : str
        "done", "early", "stopped" or "diverged".
    device : str
    threads : int
        0 where nobody knows.
    versions : dict of str to str
        Of the program, Python and what computes, and the machine's processor.
    verdict : str
        What the curves said.
    findings : tuple of str
        What was ill in the layers at the end.
    notes : str
        Written by the person.
    starred : bool
    test : TestFigures, optional
    again : str
        The id of the run that this one repeats.
    """

    id: str
    name: str
    when: str
    project: str
    network: Network
    layout: Layout
    data: DataConfig
    training: TrainingConfig
    fingerprint: str
    preprocessor: Preprocessor
    began_with: str = ""
    history: History = History()
    epochs: int = 0
    step: int = 0
    best: Epoch | None = None
    guessing: float | None = None
    seconds: float = 0.0
    ending: Ending = "done"
    device: str = ""
    threads: int = 0
    versions: dict[str, str] = {}
    verdict: str = ""
    findings: tuple[str, ...] = ()
    notes: str = ""
    starred: bool = False
    test: TestFigures | None = None
    again: str = ""

    @functools.cached_property
    def answers(self) -> dict[str, str]:
        """What each of several outputs answers, by node and in the order of the targets; empty for one."""
        return names(self.network, self.training, self.preprocessor)

    @functools.cached_property
    def judged_by(self) -> str:
        """Key of the metric that is looked at first; a table asks for it cell by cell."""
        return judged_by(self.network, self.training, self.preprocessor)

    def replace(self, **changes: Any) -> RunRecord:
        """Return a record with some parts changed; names and notes are cut at their limits."""
        for part, limit in (("name", NAME_LIMIT), ("notes", NOTES_LIMIT)):
            if part in changes:
                changes[part] = changes[part][:limit]
        return msgspec.structs.replace(self, **changes)

    @property
    def steps_per_epoch(self) -> float:
        """Steps of an epoch: exactly where the run ended with one, else in the middle of what is possible; 0 if unknown."""
        if not self.epochs:
            return 0
        whole, rest = divmod(self.step, self.epochs)
        return self.step / (self.epochs + 0.5) if rest else whole


def new_id() -> str:
    """An id that no other run has."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether a text may be an id: it also names a file."""
    return _ID.fullmatch(text) is not None


def ending(reason: str) -> Ending:
    """How a run ended; what is not known by name was broken off."""
    return reason if reason in ENDINGS else "stopped"


def versions(device: str) -> dict[str, str]:
    """Versions of everything that has a part in the numbers of a run on a device."""
    packages = ("numpy", "cupy-cuda13x", "cupy-cuda12x") if device == "cuda" else ("numpy", "numba")
    found = {"NN Studio": __version__, "Python": platform.python_version()}
    for name in packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return {**found, "machine": platform.machine()}
