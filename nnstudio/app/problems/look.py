"""How a problem is shown wherever it is: an obstacle in the colour of danger, advice in a calmer one, what is only not
finished yet without any."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QCoreApplication

from nnstudio.data.config import DataConfig
from nnstudio.graph.inference import Problem, Severity
from nnstudio.graph.network import Network
from nnstudio.nn.fields import fields_of

Where = Literal["layer", "network", "training", "data"]


class ProblemLook(NamedTuple):
    """Icon, and the tokens of its colour and of the quiet fill behind it."""

    icon: str
    token: str
    soft: str


OBSTACLE = ProblemLook("warning", "danger", "danger_soft")
ADVICE = ProblemLook("lesson", "warning", "warning_soft")
UNFINISHED = ProblemLook("info", "text_muted", "surface_hover")
LOOKS: dict[Severity, ProblemLook] = {"obstacle": OBSTACLE, "unfinished": UNFINISHED, "advice": ADVICE}


def look_of(problem: Problem) -> ProblemLook:
    """How a problem looks."""
    return LOOKS[problem.severity]


def is_marked(problem: Problem) -> bool:
    """Whether a layer is marked for it: not for being the last one so far, as every layer is while one draws."""
    return not (problem.is_unfinished and problem.kind.startswith("output_"))


def where(problem: Problem) -> Where:
    """Where a problem is mended by hand."""
    if problem.node is not None:
        return "layer"
    if problem.field is None:
        return "network"
    return "data" if any(info.name == problem.field for info in fields_of(DataConfig)) else "training"


def place_text(problem: Problem, network: Network) -> str:
    """Name of the place: of the layer, or of the part of the project."""
    if problem.node is not None and problem.node in network:
        return network[problem.node].title
    return {
        "layer": QCoreApplication.translate("Problems", "Layer"),
        "network": QCoreApplication.translate("Problems", "Network"),
        "training": QCoreApplication.translate("Problems", "Training"),
        "data": QCoreApplication.translate("Problems", "Data"),
    }[where(problem)]


def severity_text(problem: Problem) -> str:
    """What kind of remark it is, in a word, for those who see no colours."""
    return {
        "obstacle": QCoreApplication.translate("Problems", "Problem"),
        "unfinished": QCoreApplication.translate("Problems", "Not finished"),
        "advice": QCoreApplication.translate("Problems", "Advice"),
    }[problem.severity]
