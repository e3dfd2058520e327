"""JSON that somebody else may have written, read with limits."""

from __future__ import annotations

from typing import Any

import msgspec

from nnstudio.system.messages import Message, StudioError

DEPTH = 64
"""Objects in objects; a file with more is refused when it is read, so nothing deeper may get into a project."""
PARTS = 1_000_000
"""Objects and lists; each takes much more memory than the two letters it is written with."""


def read_object(data: bytes, name: Message | str, depth: int = DEPTH) -> dict[str, Any]:
    """Read a JSON object that is not nested too deeply and holds only finite numbers of ordinary size.

    Parameters
    ----------
    data : bytes
    name : Message or str
        What it is called in messages.
    depth : int
        How many objects may lie in each other.

    Raises
    ------
    StudioError
    """
    if data.count(b"[") + data.count(b"{") > PARTS:
        raise StudioError("{name} has more parts than any project", name=name)
    try:
        plain = msgspec.json.decode(data)
    except RecursionError:
        raise StudioError("{name} is nested too deeply", name=name) from None
    except (msgspec.MsgspecError, ValueError) as error:
        raise StudioError("{name} is not valid JSON: {cause}", name=name, cause=str(error)) from None
    if not isinstance(plain, dict):
        raise StudioError("{name} does not hold a project", name=name)
    level: list[Any] = [plain]
    for _ in range(depth):
        level = [v for item in level for v in (item.values() if isinstance(item, dict) else item)]
        if any(isinstance(v, int) and abs(v) >= 2**63 for v in level):
            raise StudioError("{name} holds a whole number that is too large", name=name)
        level = [v for v in level if isinstance(v, dict | list)]
    if level:
        raise StudioError("{name} is nested too deeply", name=name)
    return plain
