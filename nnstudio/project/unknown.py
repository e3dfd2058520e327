"""What a newer version wrote into a file and this one does not know: kept, and written back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def unknown(given: Mapping[str, Any], understood: Mapping[str, Any]) -> dict[str, Any]:
    """What a newer version wrote and this one does not know, at every depth, to be written back untouched."""
    found: dict[str, Any] = {}
    for key, value in given.items():
        if key not in understood:
            found[key] = value
        elif isinstance(value, dict) and isinstance(understood[key], dict):
            inner = unknown(value, understood[key])
            if inner:
                # With its type: settings of one optimizer are none of the next.
                found[key] = {**({"type": value["type"]} if "type" in value else {}), **inner}
    return found


def merged_with(plain: dict[str, Any], unknown: Mapping[str, Any]) -> dict[str, Any]:
    """Add it to what this version writes."""
    result = dict(plain)
    for key, value in unknown.items():
        known = plain.get(key)
        if key not in plain:
            result[key] = value
        elif isinstance(known, dict) and isinstance(value, dict) and known.get("type") == value.get("type"):
            result[key] = merged_with(known, value)
    return result
