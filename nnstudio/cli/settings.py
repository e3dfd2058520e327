"""Settings as a command line spells them: ``--set name=value``."""

from __future__ import annotations

import re
from typing import Any

from nnstudio.nn.fields import FieldInfo
from nnstudio.system.messages import StudioError

_YES, _NO = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def name_and_value(given: str) -> tuple[str, str]:
    """Take ``name=value`` apart.

    Raises
    ------
    StudioError
        When it is something else.
    """
    name, equals, value = given.partition("=")
    if not equals:
        raise StudioError("--set needs a name and a value: --set NAME=VALUE, not {given}", given=repr(given))
    return name.strip().replace("-", "_"), value.strip()


def value_of(info: FieldInfo, text: str) -> Any:
    """What a text means; one that means nothing comes back, and the setting's own check says what is wrong."""
    if info.optional and text.lower() in ("", "none", "auto", info.field.empty):
        return None
    if info.kind == "bool":
        return True if text.lower() in _YES else False if text.lower() in _NO else text
    if info.kind == "floats" and text.lower() in ("", "none", info.field.empty):
        return ()
    if info.kind in ("pair", "ints", "floats"):
        parts = [_number(part, whole=info.kind != "floats") for part in re.split(r"[,x× ]+", text)]
        return parts[0] if info.kind == "pair" and len(parts) == 1 else tuple(parts)
    if info.kind in ("int", "float"):
        return _number(text, whole=info.kind == "int")
    return text


def _number(text: str, *, whole: bool) -> Any:
    try:
        return int(text) if whole else float(text)
    except ValueError:
        return text
