"""What several outputs of a network are called on a card."""

from __future__ import annotations

from collections.abc import Mapping

from nnstudio.export.artifact import Artifact
from nnstudio.nn.metric_order import behind_answer
from nnstudio.nn.metrics import title_of
from nnstudio.project.heads import names as names_of
from nnstudio.system.file_errors import shown
from nnstudio.training.config import TrainingConfig


def output_titles(artifact: Artifact, *, names: bool) -> dict[str, str]:
    """What each of several outputs is called, by its id in the order of the targets; empty for one.

    Parameters
    ----------
    artifact : Artifact
    names : bool
        Whether by the name of its target; otherwise, and where nobody knows it, by that of its layer.
    """
    training = artifact.training or TrainingConfig()
    found = names_of(artifact.network, training, artifact.preprocessor if names else None)
    order = tuple(artifact.views) if found else ()
    return {node: shown(found[node]) for node in order or found}


def metric_title(key: str, titles: Mapping[str, str]) -> str:
    """What the metric of a figure's key is called; of several outputs behind the name of its own."""
    return behind_answer(key, title_of(key), titles)
