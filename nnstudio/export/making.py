"""What comes before writing: measure, translate, prove; nothing of it touches a file that anybody else sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol, TypeVar

from nnstudio.data.dataset import Dataset
from nnstudio.export.artifact import Artifact
from nnstudio.export.format import Format
from nnstudio.export.proof import Proof, Unproven
from nnstudio.export.samples import Samples, samples_for
from nnstudio.export.scores import measured
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, msg

T = TypeVar("T")

Tell = Callable[[float, Message], None]
"""Receives the share of this part that is done, 0 to 1, and what is being done."""


class Run(Protocol):
    """Does a piece of work, and decides what Cancel means for it."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


class Made(NamedTuple):
    """What is to be written.

    Parameters
    ----------
    contents : mapping of str to bytes
        By file name, the chosen one first.
    proof : Proof or None
    reason : Message or None
        Why there is no proof; None for formats that cannot be proven.
    """

    contents: Mapping[str, bytes | memoryview]
    proof: Proof | None = None
    reason: Message | None = None


def make(
    artifact: Artifact,
    chosen: Format,
    name: str,
    *,
    dataset: Dataset | None,
    prove: bool,
    cancelled: Cancel,
    tell: Tell,
    run: Run,
) -> Made:
    """Make the files of a format, and their proof; see :func:`nnstudio.export.writing.write`."""
    if chosen.tells_scores and not artifact.scores:
        tell(0.0, msg("Measuring the network"))
        unscored = artifact
        artifact = run(lambda: measured(unscored, dataset))
    tell(0.05, msg("Translating the network"))
    contents = run(lambda: chosen.files(artifact, name))
    if not chosen.runs:
        return Made(contents)
    if not prove:
        return Made(contents, None, msg("no proof was wanted"))
    samples = Samples.none()
    if not chosen.weights_only:
        tell(0.4, msg("Reading samples for the proof"))
        samples = run(lambda: samples_for(artifact, dataset, cancelled=cancelled))
    tell(0.6, msg("Comparing with another program"))
    try:
        return Made(contents, run(lambda: chosen.prove(contents, artifact, samples, cancelled)))
    except Unproven as error:
        return Made(contents, None, error.message)
