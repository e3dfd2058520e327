"""Opening a file that must hold trained weights, and finding the one to write."""

from __future__ import annotations

from pathlib import Path

from nnstudio.project import file
from nnstudio.project.trained import Trained
from nnstudio.system.messages import StudioError


def load_trained(path: Path) -> Trained:
    """Read what was trained; raises StudioError where nothing was."""
    _project, trained = file.load(path)
    if trained is None:
        raise StudioError(
            "{path} has not been trained yet: run `nnstudio train {path}` first", path=str(path)
        )
    return trained


def project_path(name: str) -> Path:
    """The path of a project to write, with its ending."""
    path = Path(name)
    if not path.name:
        raise StudioError("A name for the project is missing: -o FILE")
    return path if path.suffix.lower() == file.SUFFIX else path.with_name(path.name + file.SUFFIX)
