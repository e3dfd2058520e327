"""Settings within settings, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

import msgspec

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig


def flat(spec: msgspec.Struct, lead: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting by its path: ``optimizer`` with the kind of it, ``optimizer.learning_rate`` with its value."""
    for name in spec.__struct_fields__:
        value = getattr(spec, name)
        if isinstance(value, msgspec.Struct):
            yield f"{lead}{name}", getattr(type(value), "title", type(value).__name__)
            yield from flat(value, f"{lead}{name}.")
        else:
            yield f"{lead}{name}", value


def usual_of_source(data: DataConfig) -> dict[str, Any]:
    """What the settings of the source are where nobody has set them, by their paths."""
    fields = () if data.source is None else msgspec.structs.fields(data.source)
    return {f"source.{field.name}": field.default for field in fields}


def value_text(value: Any) -> str:
    """A setting for people; a dash where a side has none."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "on" if value else "off"
    if are_specs(value):
        return "; ".join(map(_own_text, value))
    if isinstance(value, tuple) and any(isinstance(each, str | tuple) for each in value):
        # Names of columns, and what goes with some of them, are no shape.
        return ", ".join(
            " ".join(map(value_text, each)) if isinstance(each, tuple) else str(each) for each in value
        )
    if isinstance(value, tuple):
        return "×".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)


def are_specs(value: Any) -> TypeGuard[tuple[msgspec.Struct, ...]]:
    """Whether a setting is a list of others, as those of columns are."""
    return isinstance(value, tuple) and any(isinstance(each, msgspec.Struct) for each in value)


def own_settings(spec: msgspec.Struct) -> tuple[str, list[tuple[str, Any]]]:
    """What a column, or a kind of augmentation, is called, and its settings: of a column those that are not as usual."""
    settings = [(name, getattr(spec, name)) for name in spec.__struct_fields__]
    if not isinstance(spec, ColumnSettings):
        return getattr(type(spec), "title", type(spec).__name__), settings
    usual = ColumnSettings(spec.name)
    return spec.name, [(name, value) for name, value in settings if value != getattr(usual, name)]


def _own_text(spec: msgspec.Struct) -> str:
    name, own = own_settings(spec)
    words = ", ".join(f"{field.replace('_', ' ')} {value_text(value)}" for field, value in own)
    return f"{name}: {words}" if words else name
