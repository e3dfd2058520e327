"""Whether numbers are learned as their logarithm, as a command line says it for a project."""

from __future__ import annotations

from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.column_scaling import check_logarithm
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError


def with_log_target(project: Project, dataset: Dataset, wanted: bool) -> Project:
    """The project, learning the numbers that it predicts as their logarithms, or as they are.

    Raises
    ------
    StudioError
        Where no numbers are predicted, or one of them has no logarithm.
    """
    quantities = [each for each in dataset.targets if each.kind == "number"]
    if not quantities or project.data.answer != "target":
        raise StudioError(
            "--log-target is for numbers to predict: {target} names classes"
            if project.data.answer == "target"
            else "--log-target is for numbers to predict: the network gives its input again",
            target=repr(dataset.target_name),
        )
    data = project.data
    for target in quantities:
        if wanted:
            check_logarithm(target)
        data = data.with_column(data.for_column(target.name).replace(logarithm=wanted))
    return project.replace(data=data)
