"""What the numbers of an output stand for, in words for those who run an exported network elsewhere."""

from __future__ import annotations

import math

from nnstudio.export.artifact import Artifact
from nnstudio.graph.inference import infer
from nnstudio.system.file_errors import shown

_MOST = 100
"""Classes, labels or targets that are listed."""


def meaning(view: Artifact, *, names: bool = True, raw: bool = False) -> str:
    """Say what an output gives; empty where nobody knows, or it is the sample again.

    Parameters
    ----------
    view : Artifact
        With one output, as :attr:`Artifact.views` has it.
    names : bool
        Whether classes and targets are called by their names.
    raw : bool
        Whether predicted numbers are given in the unit of the data.
    """
    known = view.preprocessor
    if known is None or known.answer == "input":
        return ""
    if known.labels:
        pairs = zip(known.target_names, known.labels, strict=True)
        listed = _listed([f"{name} = {answers[1]}" for name, answers in pairs], names)
        return (
            f"above 0 for yes, for each label{listed}"
            if view.threshold == 0
            else f"how probable each label is{listed}"
        )
    if known.classes:
        (node,) = view.network.output_ids
        if math.prod(infer(view.network).facts[node].output or ()) > 1:
            return f"how probable each class is{_listed(known.classes, names)}"
        no, yes = map(shown, known.classes) if names else ("the first class", "the second class")
        return (
            f"above 0 for {yes}, below for {no}"
            if view.threshold == 0
            else f"how probable {yes} is, not {no}"
        )
    unit = "in the unit of the data" if raw else "scaled as for the training"
    return f"the predicted value{_listed(known.target_names, names)}, {unit}"


def _listed(texts: tuple[str, ...] | list[str], names: bool) -> str:
    """The texts behind a colon, in their order."""
    if not names:
        return ", in their order" if len(texts) > 1 else ""
    more = f" and {len(texts) - _MOST} more" if len(texts) > _MOST else ""
    order = ", in this order: " if len(texts) > 1 else ": "
    return f"{order}{', '.join(map(shown, texts[:_MOST]))}{more}"
