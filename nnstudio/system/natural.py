"""The order of names that carry numbers, as people count."""

from __future__ import annotations

import re

_DIGITS = re.compile(r"(\d+)")


def natural(name: str) -> list[tuple[str, int, str]]:
    """A key for sorting: "conv2d_9" comes before "conv2d_10", and "2–9" before "10–19"."""
    key: list[tuple[str, int, str]] = []
    for i, part in enumerate(_DIGITS.split(name)):
        number = part.lstrip("0")
        key.append(("", len(number), number) if i % 2 else (part, 0, ""))  # numbers stand between texts
    return key
