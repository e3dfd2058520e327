"""Beginning: a project from a template and data."""

from __future__ import annotations

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.source import Source
from nnstudio.project.project import Project
from nnstudio.project.templates import Goal, Template, build
from nnstudio.project.trained import load_data
from nnstudio.system.messages import Message


def from_template(
    chosen: Template, source: Source | None, config: DataConfig | None = None, dataset: Dataset | None = None
) -> tuple[Project, tuple[Message, ...]]:
    """Make a project that is ready to train on some data.

    Parameters
    ----------
    chosen : Template
    source : Source, optional
        Read once, to fit the network to it.
    config : DataConfig, optional
        How the data is prepared and divided; as usual otherwise.
    dataset : Dataset, optional
        What was read from the source, where that was done already.

    Returns
    -------
    project : Project
    notes : tuple of Message
        What was decided while reading the data.
    """
    if source is None:
        return build(chosen), ()
    data = (config or DataConfig()).replace(source=source, answer=chosen.answer)
    project = Project(data=data)
    prepared = load_data(project) if dataset is None else prepare(dataset, data, project.training.seed)
    return fitting_batch(build(chosen, Goal.of(prepared), data), len(prepared.train)), prepared.notes


def fitting_batch(project: Project, rows: int) -> Project:
    """No larger batch than there are rows to learn from; a handful of rows is the first try of many people."""
    size = max(min(project.training.batch_size, rows), 1)
    return project.replace(training=project.training.replace(batch_size=size))
