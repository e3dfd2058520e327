"""Beginning a run with what an earlier one has learned, wherever it still fits the network."""

from __future__ import annotations

from nnstudio.graph.inference import infer
from nnstudio.project.project import Project
from nnstudio.project.starting_weights import Fit, StartingWeights, fitting, param_shapes
from nnstudio.project.trained import Trained


def fit_of(project: Project, trained: Trained) -> Fit:
    """How many arrays of the network as it is drawn the last weights fit, and how many it has."""
    kept = fitting(trained.weights(), trained.network, project.network)
    return Fit(len(kept), len(param_shapes(infer(project.network))))


def beginning_with(project: Project, trained: Trained, source: str, which: str = "last") -> Project:
    """A project whose next run begins with the weights of an earlier one.

    Parameters
    ----------
    project : Project
    trained : Trained
        The earlier run.
    source : str
        How people call it.
    which : {"last", "best"}
        Those at its end, or of its best epoch.
    """
    first = project.start is not None and project.start.channels_first
    weights = trained.weights(which)
    return project.replace(start=StartingWeights.of(source, trained.network, weights, first))
