"""Settings that differ between two layers, two trainings or two sets of data."""

from __future__ import annotations

from typing import Any, NamedTuple

from nnstudio.data.config import DataConfig
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import Layer
from nnstudio.project.flat import flat, usual_of_source


class Setting(NamedTuple):
    """A setting that differs; None stands where a side has no such setting."""

    name: str
    a: Any
    b: Any


def differing_fields(a: Layer, b: Layer) -> tuple[Setting, ...]:
    """Settings of two layers that differ; of two kinds just the kind."""
    if type(a) is not type(b):
        return (Setting("kind", a.title, b.title),)
    return tuple(
        Setting(info.name, getattr(a, info.name), getattr(b, info.name))
        for info in fields_of(type(a))
        if getattr(a, info.name) != getattr(b, info.name)
    )


def differing_data(a: DataConfig | None, b: DataConfig | None) -> tuple[Setting, ...]:
    """Settings of the data that differ; what only one kind of source has is told where it is not as usual."""
    if a is None or b is None:
        return ()
    usual = {**usual_of_source(a), **usual_of_source(b)}
    found = differing(dict(flat(a)), dict(flat(b)))
    return tuple(s for s in found if None not in s[1:] or (s.b if s.a is None else s.a) != usual.get(s.name))


def differing(old: dict[str, Any] | None, new: dict[str, Any] | None) -> tuple[Setting, ...]:
    """Settings that differ, also those within settings: ``optimizer.learning_rate``."""
    if old is None or new is None:
        return ()
    return tuple(
        Setting(name, old.get(name), new.get(name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    )
