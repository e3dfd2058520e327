"""Settings within settings, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec


def flat(spec: msgspec.Struct, lead: str = "") -> Iterator[tuple[str, Any]]:
    """Every setting by its path: ``optimizer`` with the kind of it, ``optimizer.learning_rate`` with its value."""
    for name in spec.__struct_fields__:
        value = getattr(spec, name)
        if isinstance(value, msgspec.Struct):
            yield f"{lead}{name}", getattr(type(value), "title", type(value).__name__)
            yield from flat(value, f"{lead}{name}.")
        else:
            yield f"{lead}{name}", value
