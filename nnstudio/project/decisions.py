"""Thresholds that were chosen, each for the weights whose probabilities it was chosen on.

A project keeps them by the digest of the weights: other weights give other probabilities, for which nobody has chosen
anything, and weights that come back find theirs again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec

from nnstudio.data.preparing.deciding import Chosen, Decision, questions
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.project.project import Project
from nnstudio.project.starting_weights import digest_of
from nnstudio.system.messages import Message, joined, msg
from nnstudio.training.checkpoint import Arrays

MOST = 500
"""Weights of a project whose thresholds are kept; of more the newest."""
_NAMED = 3
"""Of more questions than that the first ones are told, and how many more there are."""

Decisions = Mapping[str, Chosen]
"""By the digest of the weights, the oldest first."""
Kept = Annotated[
    dict[Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")], Decision | Chosen],
    msgspec.Meta(max_length=MOST),
]
"""As a file may have them; before those of labels were kept, that of two classes stood there alone."""


def kept_of(told: Mapping[str, Decision | Chosen]) -> dict[str, Chosen]:
    """What a file has."""
    found = {key: (each,) if isinstance(each, Decision) else each for key, each in told.items()}
    return {key: chosen for key, chosen in found.items() if any(chosen)}


def chosen_for(decisions: Decisions, preprocessor: Preprocessor, weights: Arrays) -> Chosen:
    """What was chosen for these weights; empty where they answer as usual, from one half on."""
    count = len(questions(preprocessor))
    if not decisions or not count:
        return ()
    chosen = decisions.get(digest_of(weights), ())
    return chosen if len(chosen) == count else ()


def with_chosen(project: Project, weights: Arrays, chosen: Chosen) -> Project:
    """The project with other thresholds for some weights; without any they answer as usual."""
    digest = digest_of(weights)
    kept = {key: known for key, known in project.decisions.items() if key != digest}
    if chosen:
        kept[digest] = chosen
    return project.replace(decisions=dict(list(kept.items())[-MOST:]))


def one_in_words(decision: Decision, answers: Sequence[str]) -> Message:
    """``malignant from 0.23 on``, by what the answers to its question are called."""
    return msg("{name} from {threshold} on", name=answers[decision.yes], threshold=f"{decision.threshold:g}")


def in_words(chosen: Chosen, asked: Sequence[Sequence[str]], most: int = _NAMED) -> Message | None:
    """``rain = yes from 0.3 on, wind = yes from 0.2 on``; None where all is as usual.

    Parameters
    ----------
    chosen : tuple of Decision or None
    asked : sequence of pairs of str
        As :func:`nnstudio.data.preparing.deciding.questions` gives them.
    most : int
        How many are named.
    """
    told = [one_in_words(each, asked[i]) for i, each in enumerate(chosen) if each is not None]
    return joined(told, most) if told else None


def facts(chosen: Chosen, preprocessor: Preprocessor) -> dict[str, dict[str, Any]]:
    """The stable JSON form, by the name of the target; empty where all is answered as usual."""
    answers = preprocessor.labels or (preprocessor.classes,)
    return {
        name: {"class": pair[each.yes], "threshold": each.threshold, "chosen_on": each.part}
        for name, pair, each in zip(preprocessor.target_names, answers, chosen, strict=False)
        if each is not None
    }
