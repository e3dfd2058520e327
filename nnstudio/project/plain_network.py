"""Networks out of files, with limits."""

from __future__ import annotations

from typing import Any

from nnstudio.graph.network import Network
from nnstudio.system.messages import StudioError, msg

LAYERS_LIMIT = 10_000
WIRES_LIMIT = 100_000


def network_from_plain(plain: dict[str, Any]) -> Network:
    """Read a network; raises StudioError for one that is damaged or larger than any."""
    for key, what, limit in (("nodes", msg("layers"), LAYERS_LIMIT), ("edges", msg("wires"), WIRES_LIMIT)):
        parts = plain.get(key)
        if isinstance(parts, list) and len(parts) > limit:
            raise StudioError("its network has {count:,} {parts}; {limit:,} are the most",
                              count=len(parts), parts=what, limit=limit)  # fmt: skip
    return Network.from_plain(plain)
