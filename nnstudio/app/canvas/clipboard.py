"""Layers as text on the clipboard, so that they travel between windows, mails and files."""

from __future__ import annotations

import json
from collections.abc import Collection

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nnstudio.graph import edits
from nnstudio.graph.layout import Layout, arrange
from nnstudio.graph.network import Network
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError

_KIND = "nnstudio-layers"
_FOREIGN = str(QT_TRANSLATE_NOOP("Message", "There are no layers on the clipboard"))


def to_text(project: Project, nodes: Collection[str]) -> str:
    """Write some layers and the wires between them as JSON."""
    piece = edits.part(project.network, nodes)
    places = {n.id: list(project.layout[n.id]) for n in piece.nodes}
    return json.dumps({"kind": _KIND, "version": 1, **piece.to_plain(), "places": places}, ensure_ascii=False)


def from_text(text: str) -> tuple[Network, Layout]:
    """Read layers from text.

    Raises
    ------
    StudioError
        When the text holds none, or they are damaged.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise StudioError(_FOREIGN) from None
    if not isinstance(data, dict) or data.get("kind") != _KIND:
        raise StudioError(_FOREIGN)
    network = Network.from_plain({"nodes": data.get("nodes"), "edges": data.get("edges")})
    if not network.nodes:
        raise StudioError(_FOREIGN)
    layout = arrange(network)
    places = data.get("places")
    if isinstance(places, dict):
        layout = layout.place({n.id: p for n in network.nodes if (p := _place(places.get(n.id))) is not None})
    return network, layout


def _place(value: object) -> tuple[float, float] | None:
    """A position, or None for anything else; a card millions of units away would be lost."""
    if isinstance(value, list) and len(value) == 2 and all(isinstance(v, int | float) for v in value):
        x, y = float(value[0]), float(value[1])
        if abs(x) < 20_000 and abs(y) < 20_000:
            return x, y
    return None
