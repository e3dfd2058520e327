"""Names of files that somebody else has chosen."""

from __future__ import annotations

import re

_NAME = re.compile(r"[^\x00-\x1f\x7f<>:\"/\\|?*]{1,150}")
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³]) *(\..*)?")
"""What Windows takes for a device, whatever stands behind a point (its "Naming files, paths, and namespaces")."""


def is_name(text: str) -> bool:
    """Whether every system allows this as the name of a file; it is then no way to another folder."""
    return (
        _NAME.fullmatch(text) is not None
        and text.isprintable()
        and not text.startswith(".")
        and text == text.rstrip(" .")
        and not _DEVICE.fullmatch(text)
    )


def as_name(text: str) -> str:
    """Spell what somebody has named otherwise, such as a run, as a name that every system allows for a file."""
    plain = "".join(c if c.isalnum() or c in " -_." else "-" for c in text)[:80].strip(" .")
    return plain if is_name(plain) else f"_{plain}"
