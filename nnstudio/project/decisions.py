"""Thresholds that were chosen, each for the weights whose probabilities it was chosen on.

A project keeps them by the digest of the weights: other weights give other probabilities, for which nobody has chosen
anything, and weights that come back find theirs again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import msgspec

from nnstudio.data.deciding import Decision
from nnstudio.data.preprocessing import Preprocessor
from nnstudio.project.project import Project
from nnstudio.project.starting_weights import digest_of
from nnstudio.system.messages import Message, msg
from nnstudio.training.checkpoint import Arrays

MOST = 500
"""Thresholds of a project; of more the newest are kept."""

Decisions = Mapping[str, Decision]
"""By the digest of the weights, the oldest first."""
Kept = Annotated[
    dict[Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")], Decision], msgspec.Meta(max_length=MOST)
]
"""As a file may have them."""


def can_decide(preprocessor: Preprocessor) -> bool:
    """Whether there is something to choose: two classes."""
    return len(preprocessor.classes) == 2


def decision_for(decisions: Decisions, preprocessor: Preprocessor, weights: Arrays) -> Decision | None:
    """What was chosen for these weights; None where they answer as usual, from one half on."""
    if not decisions or not can_decide(preprocessor):
        return None
    return decisions.get(digest_of(weights))


def with_decision(project: Project, weights: Arrays, decision: Decision | None) -> Project:
    """The project with another threshold for some weights; without one they answer as usual."""
    digest = digest_of(weights)
    kept = {key: known for key, known in project.decisions.items() if key != digest}
    if decision is not None:
        kept[digest] = decision
    return project.replace(decisions=dict(list(kept.items())[-MOST:]))


def in_words(decision: Decision, classes: tuple[str, ...]) -> Message:
    """``malignant from 0.23 on``."""
    return msg("{name} from {threshold} on", name=classes[decision.yes], threshold=f"{decision.threshold:g}")
