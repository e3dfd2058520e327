"""Layers as text on the clipboard, so that they travel between windows, mails and files.

What lies on the clipboard may be anything; what is let in here can also be saved and opened again.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from PySide6.QtCore import QT_TRANSLATE_NOOP

from nnstudio.graph import edits
from nnstudio.graph.layout import Layout, arrange
from nnstudio.graph.network import Network
from nnstudio.project.project import Project
from nnstudio.system.file_errors import cause_of
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.plain_json import DEPTH, read_object

MOST_LAYERS = 2_000
"""Layers that are taken at once; a text with more was not copied by hand."""
MOST_WIRES = 10_000

_KIND = "nnstudio-layers"
_LONGEST = 8 << 20
"""Bytes of a text that is read at all."""
_OUTSIDE = 8
"""Levels of a project's file around a layer; with them it must not be nested deeper than what is read."""
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
    if _KIND not in text or not text.lstrip().startswith("{"):  # most texts come from elsewhere
        raise StudioError(_FOREIGN)
    try:
        return _read(text)
    except StudioError as error:
        if error.message.text == _FOREIGN:
            raise
        raise StudioError(
            "Nothing was pasted, the layers on the clipboard are damaged: {cause}", cause=cause_of(error, 300)
        ) from None


def _read(text: str) -> tuple[Network, Layout]:
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a character
        raise StudioError(_FOREIGN) from None
    if len(data) > _LONGEST:
        raise StudioError("The text is longer than any network")
    plain = read_object(data, msg("The text"), DEPTH - _OUTSIDE)
    if plain.get("kind") != _KIND:
        raise StudioError(_FOREIGN)
    nodes, edges = plain.get("nodes"), plain.get("edges")
    if isinstance(nodes, list) and len(nodes) > MOST_LAYERS:
        raise StudioError("{count:,} layers; {most:,} are the most", count=len(nodes), most=MOST_LAYERS)
    if isinstance(edges, list) and len(edges) > MOST_WIRES:
        raise StudioError("{count:,} wires; {most:,} are the most", count=len(edges), most=MOST_WIRES)
    network = Network.from_plain({"nodes": nodes, "edges": edges})
    if not network.nodes:
        raise StudioError(_FOREIGN)
    layout = arrange(network)
    places = plain.get("places")
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
