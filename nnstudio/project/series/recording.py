"""Taking a series into the list of a project."""

from __future__ import annotations

from nnstudio.project.project import Project
from nnstudio.project.runs.recording import next_number
from nnstudio.project.series.members import within_limits
from nnstudio.project.series.record import SeriesRecord


def with_series(project: Project, series: SeriesRecord) -> Project:
    """The project with one more series, which gets its name."""
    named = series.replace(name=f"Series {next_number(project.series)}")
    return project.replace(series=within_limits((*project.series, named)))
