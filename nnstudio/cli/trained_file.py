"""Opening a file that must hold trained weights."""

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
