"""What becomes of cards that are dragged: copies of them, and cards that are put on a wire."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from nnstudio.app.words.layer_words import names_text
from nnstudio.graph import edits
from nnstudio.graph.layout import Layout, Position
from nnstudio.graph.network import Edge, Network
from nnstudio.project.project import Project

if TYPE_CHECKING:
    from nnstudio.app.canvas.drawing import Drawing


def with_copies(drawing: Drawing, nodes: tuple[str, ...]) -> tuple[Project, dict[str, str], str]:
    """Copy layers, with the wires between them, to where they stand.

    Returns
    -------
    project : Project
        With the copies.
    copies : dict of str to str
        The new ids by the old ones.
    text : str
        Name of the edit.
    """
    project = drawing.document.project
    after, copies = edits.duplicate(project.network, nodes)
    layout = project.layout.place({copies[n]: project.layout[n] for n in nodes})
    text = QCoreApplication.translate("Canvas", "Duplicate {0}").format(names_text(project.network, nodes))
    return project.with_network(after, layout), copies, text


def moved(project: Project, places: Mapping[str, Position]) -> tuple[str, Project]:
    """What moving cards is called, and the project it leads to."""
    text = QCoreApplication.translate("Canvas", "Move {0}").format(names_text(project.network, tuple(places)))
    return text, project.replace(layout=project.layout.place(places))


def can_stand_on_a_wire(network: Network, node: str) -> bool:
    """Whether a card has no wires and its layer takes one."""
    return (
        node in network
        and network[node].layer.inputs[1] != 0
        and not network.incoming(node)
        and not network.outgoing(node)
    )


def put_on_wire(drawing: Drawing, edge: Edge, node: str) -> None:
    """Put a card that has no wires on one; the cards behind it make room."""
    project = drawing.document.project
    after = edits.put_on(project.network, edge, node)
    rest = {n: place for n, place in project.layout.positions.items() if n != node}
    layout = Layout(rest).for_network(after, drawing.widths(after))
    text = QCoreApplication.translate("Canvas", "Insert {0}").format(after[node].title)
    drawing.document.edit(text, project.with_network(after, layout))
