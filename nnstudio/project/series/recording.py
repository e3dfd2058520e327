"""Taking a series into the list of a project, and out of it again to go on."""

from __future__ import annotations

from nnstudio.project.project import Project
from nnstudio.project.runs.recording import next_number
from nnstudio.project.series.members import within_limits
from nnstudio.project.series.record import SeriesRecord


def with_series(
    project: Project, series: SeriesRecord, earlier: SeriesRecord | None = None, called: str = "Series {0}"
) -> Project:
    """The project with one more series, the newest, which gets its name; an earlier state of it gives way, and its name.

    An earlier state that is not in the project any more is none.
    """
    # By name and time, not by all it holds: a figure that is no number is left out of a file.
    old = [
        each for each in project.series if earlier and (each.name, each.when) == (earlier.name, earlier.when)
    ]
    others = tuple(each for each in project.series if each not in old)
    name = old[0].name if old else called.format(next_number(others))
    return project.replace(series=within_limits((*others, series.replace(name=name))))


def as_begun(project: Project, series: SeriesRecord) -> Project:
    """The project that a series was begun with, to go on with it; its data is where that of the project is."""
    data = series.data.replace(source=project.data.source)
    return project.replace(network=series.network, training=series.training, data=data)
