"""The paths of a data source: which are gone, and where they are now."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath

from nnstudio.data.config import DataConfig
from nnstudio.data.held import given_paths, is_held, is_network
from nnstudio.data.source import Source
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg

Change = Callable[[str], str]
"""Writes a path another way."""


def with_paths(config: DataConfig, change: Change) -> DataConfig:
    """Write every path of the data another way."""
    source = config.source
    if source is None:
        return config
    changes = {name: new for name, path in given_paths(source) if (new := change(path)) != path}
    return config.replace(source=source.replace(**changes)) if changes else config


def missing_path(source: Source | None) -> str | None:
    """The first file or folder of a source that is not there; another computer is not asked before somebody agrees."""
    if source is None:
        return None
    return next((path for _, path in given_paths(source) if is_gone(path)), None)


def is_gone(path: str) -> bool:
    """Whether there is no such file or folder; another computer is not asked before somebody agrees."""
    return not (is_held(path) and is_network(path)) and not os.path.exists(path)  # noqa: PTH110


def require_no_data(target: str | os.PathLike[str], source: Source | None, *others: str) -> None:
    """Go on only where a file that is about to be written takes the place of no data.

    Parameters
    ----------
    target : path
    source : Source, optional
        Another computer is not asked before somebody agrees.
    others : str
        More files of data, or folders.

    Raises
    ------
    StudioError
    """
    given = [] if source is None else [path for _, path in given_paths(source)]
    for path in (*given, *others):
        with contextlib.suppress(OSError, ValueError):
            if not (is_held(path) and is_network(path)) and os.path.samefile(target, path):  # noqa: PTH121
                raise StudioError(
                    "{path} holds the data, which it would replace: choose another name or folder",
                    path=shown(target),
                )


def missing_text(path: str) -> Message:
    """What is said of data that is gone."""
    return msg(
        "The data {name} is not where it was: {path}",
        name=shown(PureWindowsPath(path).name if "\\" in path else Path(path).name),
        path=shown(path),
    )


def moved(source: Source, old: str, new: str) -> Source:
    """The same source with a file that is now elsewhere; what lay beside it and is gone is looked for there too."""
    name = PureWindowsPath if "\\" in old else PurePosixPath
    changes = {}
    for field, path in given_paths(source):
        if path == old:
            changes[field] = new
        elif is_gone(path):
            candidate = Path(new).parent / name(path).name
            if candidate.exists():
                changes[field] = str(candidate)
    return source.replace(**changes)
