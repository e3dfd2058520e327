"""Freeze layers: training leaves their weights as they are, until they are let go again."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnstudio.app.words.layer_words import names_text
from nnstudio.graph import edits
from nnstudio.graph.inference import infer

if TYPE_CHECKING:
    from nnstudio.app.canvas.drawing import Drawing


def with_weights(drawing: Drawing, nodes: Collection[str]) -> tuple[str, ...]:
    """Those of some layers that have weights, in the order of the network; also those frozen before they lost them."""
    network = drawing.network
    facts = infer(network).facts
    return tuple(n.id for n in network.nodes if n.id in nodes and (facts[n.id].params or n.frozen))


def all_frozen(drawing: Drawing, nodes: Collection[str]) -> bool:
    """Whether every one of these layers is frozen."""
    return bool(nodes) and all(drawing.network[n].frozen for n in nodes)


def freeze(drawing: Drawing, nodes: Collection[str], frozen: bool) -> None:
    """Freeze those of some layers that have weights, or let them learn again."""
    chosen = with_weights(drawing, nodes)
    network = drawing.network
    changed = edits.freeze(network, chosen, frozen)
    if changed == network:
        return
    tr = QCoreApplication.translate
    text = tr("Canvas", "Freeze {0}") if frozen else tr("Canvas", "Unfreeze {0}")
    drawing.document.edit(
        text.format(names_text(network, chosen)), drawing.document.project.replace(network=changed)
    )


def toggle_selected(drawing: Drawing) -> None:
    """Freeze the selected layers; if all of them are frozen, let them learn again."""
    chosen = with_weights(drawing, drawing.selection.ids)
    if chosen:
        freeze(drawing, chosen, not all_frozen(drawing, chosen))
