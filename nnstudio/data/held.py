"""Paths that a file from elsewhere asks for: nothing is read from them before somebody has agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nnstudio.data.source import Source
from nnstudio.nn.fields import fields_of
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg

_held: set[str] = set()


class HeldData(StudioError):
    """The data is not read before somebody has agreed."""


def hold(paths: Iterable[str]) -> None:
    """Read nothing from these files and folders until :func:`release`."""
    _held.update(paths)


def release(paths: Iterable[str]) -> None:
    """Somebody has chosen these, or agreed to them."""
    _held.difference_update(paths)


def is_held(path: str) -> bool:
    """Whether nobody has agreed to this path yet."""
    return path in _held


def held_paths(source: Source | None) -> tuple[str, ...]:
    """Which paths of a source nobody has agreed to yet; looks at no file."""
    return tuple(path for _, path in given_paths(source) if path in _held) if source is not None else ()


def require_released(source: Source) -> None:
    """Go on only with data that somebody has agreed to.

    Raises
    ------
    HeldData
        Names the first path that nobody has agreed to.
    """
    for path in held_paths(source):
        raise HeldData(held_text(path))


def held_text(path: str) -> Message:
    """What is said of data that nobody has agreed to yet."""
    return msg(
        "The project asks for {path}, which is not in its folder: agree in the window, or name it with `--data PATH`",
        path=shown(path),
    )


def given_paths(source: Source) -> Iterator[tuple[str, str]]:
    """The settings of a source that are paths, as far as they are given."""
    for info in fields_of(type(source)):
        value = getattr(source, info.name)
        if info.kind == "path" and isinstance(value, str):
            yield info.name, value


def is_network(path: str) -> bool:
    r"""Whether a path leads to another computer, such as ``\\host\share``: looking at it would already call there."""
    return path[:2].replace("\\", "/") == "//"
