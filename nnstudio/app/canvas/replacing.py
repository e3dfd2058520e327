"""Another kind of layer in the place of one, as an edit of the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF

from nnstudio.app.canvas.offering import offer_layers
from nnstudio.app.words.layer_words import layer_title
from nnstudio.app.words.texts import translate
from nnstudio.graph.closing import make_room
from nnstudio.graph.layout import Layout
from nnstudio.graph.replacing import Replacement, converted, replaced, why_not
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Input
from nnstudio.system.messages import Message, msg

if TYPE_CHECKING:
    from nnstudio.app.canvas.drawing import Drawing
    from nnstudio.app.canvas.gesture_view import GestureView


def replace(drawing: Drawing, node: str, layer: Layer, *, keep_shape: bool = False) -> Replacement | None:
    """Put another layer in the place of one, as one step of undo; None where the document would not have it.

    Parameters
    ----------
    drawing : Drawing
    node : str
    layer : Layer
    keep_shape : bool
        Whether a Reshape behind it gives the old shape to what follows.
    """
    project = drawing.document.project
    old = project.network[node]
    result = replaced(project.network, node, layer, keep_shape=keep_shape)
    network = result.network
    # What is new may have the id of what is gone, and is not to stand where that stood.
    taken = set(result.places.values()) - set(result.places)
    layout = Layout({n: at for n, at in project.layout.positions.items() if n not in taken})
    layout = layout.place({new: project.layout[place] for new, place in result.places.items()})
    widths = drawing.widths(project.network), drawing.widths(network)
    layout = make_room(project.network, network, layout, widths, result.places).for_network(
        network, widths[1]
    )
    text = (
        QCoreApplication.translate("Drawing", "Change settings of {0}").format(old.title)
        if result.node == node
        else QCoreApplication.translate("Drawing", "Replace {0} by {1}").format(
            old.title, layer_title(type(layer))
        )
    )
    if not drawing.document.edit(text, project.with_network(network, layout)):
        return None
    drawing.selection.select([result.node])
    return result


def can_be_replaced(drawing: Drawing, node: str | None) -> bool:
    """Whether another layer can take the place of this one: samples have to enter somewhere."""
    return node is not None and node in drawing.network and not isinstance(drawing.network[node].layer, Input)


def tell(canvas: GestureView, result: Replacement | None) -> None:
    """Say what was done beside the exchange, until the next edit, press, choice or run; nothing where it was not made."""
    if result is None:
        return
    corner = canvas.canvas_scene.cards[result.node].rect.bottomLeft()
    text = " ".join(f"{translate(note)}." for note in result.notes)
    canvas.hint.say(text, canvas.mapFromScene(corner))


def offer(canvas: GestureView) -> None:
    """Let a kind be chosen that replaces the selected layer; it takes over the settings that both share."""
    drawing, node = canvas.drawing, canvas.selection.only
    if node is None or not can_be_replaced(drawing, node):
        return
    network = drawing.network
    old = network[node]

    def judge(layer: Layer) -> Message | None:
        if layer in (old.layer, type(old.layer)()):
            return msg("{layer} is one already", layer=old.title)
        return why_not(network, node, layer)

    def chosen(layer: Layer) -> None:
        if drawing.network.by_id.get(node) == old:
            tell(canvas, replace(drawing, node, converted(old.layer, layer)))

    at = canvas.mapFromScene(canvas.canvas_scene.cards[node].rect.bottomLeft() + QPointF(0, 2))
    text = QCoreApplication.translate("Canvas", "Replace {0} by")
    offer_layers(
        canvas,
        at,
        chosen,
        judge=judge,
        becoming=lambda layer: converted(old.layer, layer),
        prompt=text.format(old.title),
    )
