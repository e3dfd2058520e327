"""The settings of a run by their paths, with the losses of several outputs one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nnstudio.graph.network import Network
from nnstudio.project.flat import flat
from nnstudio.project.heads import objectives
from nnstudio.training.config import TrainingConfig

_LEAD, _AT = "outputs.", "@"


def training_settings(network: Network, training: TrainingConfig, names: Mapping[str, str]) -> dict[str, Any]:
    """Every setting by its path; of several outputs each has its loss, and how much that counts, as it is learned by.

    Parameters
    ----------
    network : Network
    training : TrainingConfig
    names : mapping of str to str
        What each of several outputs answers, as :func:`nnstudio.project.heads.names` has it; or
        :func:`nnstudio.nn.metric_order.beside`, where settings beside these are of several.
    """
    found = {path: value for path, value in flat(training) if path != "outputs"}
    if len(network.output_ids) <= 1 and "" not in names:
        return found
    told: dict[str, Any] = {}
    alone = names.get("")
    for node, objective in objectives(network, training).items():
        own = {
            "loss": objective.loss.title,
            **dict(flat(objective.loss, "loss.")),
            "weight": objective.weight,
        }
        told |= {
            f"{_LEAD}{path}{_AT}{names.get(node) or alone or node}": value for path, value in own.items()
        }
    return told | {path: value for path, value in found.items() if path.partition(".")[0] != "loss"}


def at_output(path: str) -> tuple[str, str]:
    """The setting and the name of the output that a path of :func:`training_settings` names; the path where it names none."""
    if not path.startswith(_LEAD):
        return path, ""
    setting, _, name = path.removeprefix(_LEAD).partition(_AT)
    return setting, name
