"""Opening a file that must hold trained weights, and finding the one to write."""

from __future__ import annotations

from pathlib import Path

from nnstudio.project import file
from nnstudio.project.trained import Trained, load_data, untouched
from nnstudio.system.messages import StudioError


def load_trained(path: Path) -> Trained:
    """Read what was trained, or imported for the project's data; raises StudioError where there is neither."""
    project, trained = file.load(path)
    if trained is not None:
        return trained
    if project.start is None or not project.start.complete(project.network):
        raise not_trained(path)
    if project.data.source is None:
        raise StudioError(
            "{path} has imported weights, but no data that says how rows are prepared for them: choose its data first",
            path=str(path),
        )
    return untouched(project, load_data(project))


def not_trained(path: Path) -> StudioError:
    """What is said of a project without weights."""
    return StudioError("{path} has not been trained yet: run `nnstudio train {path}` first", path=str(path))


def project_path(name: str) -> Path:
    """The path of a project to write, with its ending."""
    path = Path(name)
    if not path.name:
        raise StudioError("A name for the project is missing: -o FILE")
    return path if path.suffix.lower() == file.SUFFIX else path.with_name(path.name + file.SUFFIX)
