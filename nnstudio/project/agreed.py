"""Data outside the folder of a project: read where its user chose it here or has agreed to it, and only then.

A project file names the data it wants. One that came from elsewhere might name anything of the reader's, or a file on
another computer; so it asks first. What was saved on this computer, and what was agreed to, is remembered beside the
preferences, for each project by itself: in a file of its own, as the command line writes it too.
"""

from __future__ import annotations

import logging
import ntpath
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath
from types import ModuleType

import msgspec

from nnstudio.data.config import DataConfig
from nnstudio.data.held import given_paths, hold, is_held, is_network, release
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system import living
from nnstudio.system.briefly import briefly
from nnstudio.system.files import read_limited, write_bytes
from nnstudio.system.folders import autosave_dir, config_dir, runs_dir
from nnstudio.system.messages import StudioError

MOST = 1000
"""Projects that are remembered, the newest."""
_LIMIT = 16 << 20
_WRITER = rf"{living.SIGNATURE}(?:-\d{{1,4}})?"
_COPY = re.compile(rf"\.(.+)\.(?:autosave(?:-{_WRITER})?|run-{_WRITER})\.nnstudio", re.DOTALL)
_log = logging.getLogger(__name__)


def outside(path: Path, project: Project, trained: Trained | None) -> tuple[str, ...]:
    """Every path that the project's data, its weights or its runs name and that is not in the folder of ``path``."""
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120
    kept = set(_paths(project.data)) if project.keep_data else set()
    wanted = dict.fromkeys(every_path(project, trained))
    return tuple(each for each in wanted if each not in kept and not is_inside(each, folder))


def every_path(project: Project, trained: Trained | None) -> list[str]:
    """Every path that data is read from, of the project, its weights and its runs."""
    configs = [
        project.data,
        *([] if trained is None else [trained.data]),
        *(run.data for run in project.runs),
    ]
    return [each for config in configs for each in _paths(config)]


def ask_for(path: Path, project: Project, trained: Trained | None) -> None:
    """Hold what a project that was opened names outside its folder, unless it is known to be wanted."""
    hold_back(not_agreed(path, project, trained), project, trained)


def hold_back(unknown: Iterable[str], project: Project, trained: Trained | None) -> None:
    """Hold what :func:`not_agreed` has found; asking the disk may have taken place on another thread."""
    unknown = set(unknown)
    hold(unknown)
    release(each for each in every_path(project, trained) if each not in unknown)


def not_agreed(path: Path, project: Project, trained: Trained | None) -> tuple[str, ...]:
    """What a project names outside its folder and is not known to be wanted."""
    wanted = outside(path, project, trained)
    known = set(_read().get(_key(path), ())) if wanted else set()
    return tuple(each for each in wanted if each not in known)


def remember(path: Path, paths: Iterable[str]) -> None:
    """Let this project read these from now on; a disk that refuses costs no more than another question."""
    wanted = [each for each in paths if not is_held(each)]
    if not wanted or _is_of_a_run(path):
        return
    try:
        agreed, key = _read(), _key(path)
        if set(wanted) <= set(agreed.get(key, ())) and key == next(reversed(agreed)):
            return
        agreed[key] = list(dict.fromkeys((*agreed.pop(key, ()), *wanted)))[-MOST:]
        newest = dict(list(agreed.items())[-MOST:])
        write_bytes(_file(), msgspec.json.encode(newest))
    except (StudioError, UnicodeEncodeError) as error:  # a name need not be text
        _log.info("What a project may read cannot be remembered: %s", error)


def document_of(copy: Path) -> Path | None:
    """The document beside which a copy against a crash lies, or the state of a run; None where it is no such thing."""
    told = _COPY.fullmatch(copy.name)
    return None if told is None else copy.with_name(f"{told[1]}.nnstudio")


def _paths(config: DataConfig) -> list[str]:
    return [] if config.source is None else [path for _, path in given_paths(config.source)]


def is_inside(path: str, folder: str, system: ModuleType = os.path) -> bool:
    """Whether a path leads into a folder, by the rules of a system: ``posixpath`` or ``ntpath``."""
    windows = system is ntpath
    if not windows and not system.isabs(path):
        return not is_network(path)  # a drive of another system: here it leads nowhere
    # On Windows even a path without a drive, or without a root, leads somewhere.
    pure = PureWindowsPath if windows else PurePosixPath
    if not pure(system.abspath(path)).is_relative_to(system.abspath(folder)):
        return False
    # In the folder by its name, it may still be a link out of it, or to a disk that does not answer.
    return briefly(lambda: pure(system.realpath(path)).is_relative_to(system.realpath(folder)), False)


def _key(path: Path) -> str:
    """Copies of documents without a file have names for a day: what one may read, all may."""
    path = Path(os.path.abspath(path))  # noqa: PTH100
    return str(path.parent if _is_in(path, autosave_dir) else path)


def _is_of_a_run(path: Path) -> bool:
    """Weights of a run, or a copy against a crash beside a document: they are only read with their project."""
    return _is_in(path, runs_dir) or document_of(path) is not None


def _is_in(path: Path, folder: Callable[[], Path]) -> bool:
    try:
        return Path(os.path.abspath(path)).parent == Path(os.path.abspath(folder()))  # noqa: PTH100
    except StudioError:  # there is no such folder, and none can be made
        return False


def _file() -> Path:
    return config_dir() / "agreed.json"


def _read() -> dict[str, list[str]]:
    try:
        return msgspec.json.decode(read_limited(_file(), _LIMIT), type=dict[str, list[str]])
    except (StudioError, msgspec.MsgspecError, RecursionError, UnicodeError):
        return {}
