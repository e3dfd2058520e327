"""Duplicate, copy, cut and paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from nnstudio.app.canvas import clipboard
from nnstudio.app.data.pasting import holds_table
from nnstudio.app.words.layer_words import names_text
from nnstudio.app.words.texts import error_text, translate
from nnstudio.graph import edits
from nnstudio.graph.layout import Layout, Places, Position, arrange_for
from nnstudio.graph.network import Network
from nnstudio.project.plain_network import LAYERS_LIMIT
from nnstudio.system.messages import StudioError
from nnstudio.system.numbers import whole_text

if TYPE_CHECKING:
    from nnstudio.app.canvas.drawing import Drawing

_SHIFT = 40.0


def duplicate(drawing: Drawing) -> None:
    """Copy the selected layers with the wires between them."""
    if not drawing.selection.ids:
        return
    ids = drawing.selection.ids
    after, copies = edits.duplicate(drawing.network, ids)
    positions = {copies[n]: drawing.document.project.layout[n] for n in ids}
    _put(
        drawing,
        after,
        positions,
        QCoreApplication.translate("Canvas", "Duplicate {0}").format(names_text(drawing.network, ids)),
    )


def repeat(drawing: Drawing, room: tuple[float, float]) -> None:
    """Put a copy of the selected layers behind them, or say why that cannot be.

    A single card finds room where it comes to stand. What follows a block would lie beside it with crossing wires:
    so the network is arranged anew, in lines that suit the room of the view.
    """
    network, ids, project = drawing.network, drawing.selection.ids, drawing.document.project
    if not ids:
        return
    if (reason := edits.why_not_repeated(network, ids)) is not None:
        drawing.notice.emit(translate(reason))
        return
    after, copies = edits.repeat(network, ids)
    if _too_many(drawing, after):
        return
    widths = drawing.widths(after)
    if len(ids) == 1:
        layout = project.layout.for_network(after, widths)
    else:
        layout = arrange_for(after, widths, room, drawing.below)
    text = QCoreApplication.translate("Canvas", "Repeat {0}").format(names_text(network, ids))
    if drawing.document.edit(text, project.with_network(after, layout)):
        drawing.selection.select(copies.values())


def copy(drawing: Drawing) -> None:
    """Put the selected layers on the clipboard."""
    if drawing.selection.ids:
        QGuiApplication.clipboard().setText(
            clipboard.to_text(drawing.document.project, drawing.selection.ids)
        )


def cut(drawing: Drawing) -> None:
    """Put the selected layers on the clipboard and delete them."""
    if drawing.selection.ids:
        copy(drawing)
        drawing.remove_selected(QCoreApplication.translate("Canvas", "Cut {0}"))


def paste(drawing: Drawing) -> None:
    """Add the layers on the clipboard; a table goes to whoever takes data, and anything else is refused."""
    try:
        piece, layout = clipboard.from_text(QGuiApplication.clipboard().text())
    except StudioError as error:
        if holds_table():
            drawing.table_pasted.emit()
        else:
            drawing.notice.emit(error_text(error))
        return
    after, ids = edits.merge(drawing.network, piece)
    positions = {ids[n.id]: layout[n.id] for n in piece.nodes}
    text = QCoreApplication.translate("Canvas", "Paste {0}").format(names_text(after, tuple(ids.values())))
    _put(drawing, after, positions, text)


def _put(drawing: Drawing, network: Network, positions: dict[str, Position], text: str) -> None:
    """Show copies beside or below what is there; they keep their distances to each other and cover nobody."""
    if _too_many(drawing, network):
        return
    project, widths = drawing.document.project, drawing.widths(network)
    taken = Places(project.layout.positions, widths)
    shift = _SHIFT
    while any(taken.covers((x + _SHIFT, y + shift), widths[n]) for n, (x, y) in positions.items()):
        shift += _SHIFT
    moved = {n: (x + _SHIFT, y + shift) for n, (x, y) in positions.items()}
    layout = Layout({**project.layout.positions, **moved})
    if drawing.document.edit(text, project.with_network(network, layout)):
        drawing.selection.select(moved)


def _too_many(drawing: Drawing, network: Network) -> bool:
    """Whether a network has more layers than its file could be opened again with; says so."""
    if len(network.nodes) <= LAYERS_LIMIT:
        return False
    told = QCoreApplication.translate("Canvas", "A network has at most {0} layers")
    drawing.notice.emit(told.format(whole_text(LAYERS_LIMIT)))
    return True
