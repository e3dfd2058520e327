"""Every released format opens for ever: each step turns one version's dictionary into the next one's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnstudio.system.messages import StudioError

FORMAT = 1
"""The format this version writes."""

STEPS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From format n to n + 1, by n."""


def migrate(plain: dict[str, Any]) -> dict[str, Any]:
    """Bring a project's dictionary to the present format.

    Raises
    ------
    StudioError
        When it was written by a newer version, or says no format at all.
    """
    version = plain.get("format")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise StudioError("it does not say which format it has")
    if version > FORMAT:
        raise StudioError(
            "it was written by a newer version of NN Studio (format {have}; this version reads up to {know}): "
            "update the program",
            have=version, know=FORMAT,
        )  # fmt: skip
    while version < FORMAT:
        plain = STEPS[version](plain)
        version += 1
    return plain
