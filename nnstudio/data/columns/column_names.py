"""Settings of a source that name columns."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from nnstudio.data.source import Source
from nnstudio.nn.fields import FieldError


def tidy_names(source: Source, *settings: str) -> None:
    """Make of each setting a tuple of names, none of them twice; to be called while the source is made.

    Raises
    ------
    FieldError
        When one is no list of names.
    """
    for setting in settings:
        names = getattr(source, setting)
        if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
            raise FieldError(
                "{owner}: {setting} must be names of columns, not {value}",
                owner=type(source).__name__, setting=setting, value=repr(names)[:40],
            )  # fmt: skip
        msgspec.structs.force_setattr(source, setting, tuple(dict.fromkeys(names)))


def check_targets(source: Source, target: str | None, more: Sequence[str]) -> None:
    """Hold further targets to a first one that is none of them.

    Raises
    ------
    FieldError
        Where they are not.
    """
    if more and (target is None or target in more):
        raise FieldError(
            "{owner}: further targets need a first one that is none of them", owner=type(source).__name__
        )
