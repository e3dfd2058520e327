"""Lists of layers that open where one is wanted: behind a card, on a wire, at the end of a loose wire."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF

from nnstudio.app.canvas import auto_wiring
from nnstudio.app.canvas.layer_popup import LayerPopup
from nnstudio.app.palette.layer_list import Becoming, as_it_is
from nnstudio.app.words.texts import translate
from nnstudio.graph.fitting import against_layer
from nnstudio.graph.network import Edge
from nnstudio.nn.layer import Layer
from nnstudio.system.messages import Message

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView
    from nnstudio.app.canvas.gestures import Pointer

_POPUP = QPoint(150, 190)
"""Half the size of the list: it opens in the middle of the view where nothing is selected."""


def offer_layers(
    canvas: GestureView,
    at: QPoint,
    chosen: Callable[[Layer], object],
    *,
    with_inputs: bool = False,
    judge: Callable[[Layer], Message | None],
    becoming: Becoming = as_it_is,
    prompt: str = "",
) -> None:
    """Show a list of layers to choose from at a point of the view.

    Parameters
    ----------
    canvas : GestureView
    at : QPoint
    chosen : callable
        Gets the layer, with the settings that were typed behind its name.
    with_inputs : bool
        Whether an Input may be chosen.
    judge : callable
        Says why a layer does not fit here; those that fit are listed first.
    becoming : callable
        Says what a layer becomes here, where it takes over settings of another.
    prompt : str
        What stands in the empty search field.
    """

    def told(layer: Layer) -> str:
        reason = judge(layer)
        return translate(reason) if reason is not None else ""

    popup = LayerPopup(canvas, with_inputs=with_inputs, judge=told, becoming=becoming, prompt=prompt)
    popup.chosen.connect(chosen)
    popup.closed.connect(canvas.canvas_scene.feedback.clear)
    popup.closed.connect(lambda: canvas.canvas_scene.show_glow(None))
    popup.open_at(canvas.mapToGlobal(at))


def behind_selection(canvas: GestureView) -> None:
    """Let a layer be chosen that is added behind the selection, or on the selected wire."""
    scene, selection, drawing = canvas.canvas_scene, canvas.selection, canvas.drawing
    if selection.edge is not None:
        path = scene.wires[selection.edge].path()
        on_wire(canvas, selection.edge, canvas.mapFromScene(path.pointAtPercent(0.5)))
        return
    at = canvas.viewport().rect().center() - _POPUP
    current = selection.current
    if current in scene.cards:
        at = canvas.mapFromScene(scene.cards[current].rect.topRight() + QPointF(8, 0))

    def judge(layer: Layer) -> Message | None:
        sources, edge = auto_wiring.place_for(drawing, layer)
        return against_layer(drawing.network, layer, sources, edge)

    prompt = ""
    if selection.only in scene.cards:
        text = QCoreApplication.translate("Canvas", "Find a layer behind {0}")
        prompt = text.format(drawing.network[selection.only].title)
    offer_layers(canvas, at, drawing.append, with_inputs=True, judge=judge, prompt=prompt)


def on_wire(canvas: GestureView, edge: Edge, at: QPoint) -> None:
    """Let a layer be chosen that is put on a wire, which glows meanwhile."""
    drawing = canvas.drawing
    canvas.canvas_scene.show_glow(edge)

    def insert(layer: Layer) -> None:
        if edge in drawing.network.edges:
            drawing.insert(edge, layer)

    text = QCoreApplication.translate("Canvas", "Insert between {0} and {1}")
    network = drawing.network
    offer_layers(
        canvas,
        at,
        insert,
        judge=lambda layer: against_layer(network, layer, edge=edge),
        prompt=text.format(network[edge.source].title, network[edge.target].title),
    )


def at_place(canvas: GestureView, at: Pointer) -> None:
    """Let a layer be chosen that is added where the mouse is."""
    drawing = canvas.drawing
    corner = at.scene.x(), at.scene.y() - canvas.canvas_scene.look.card_height / 2

    def judge(layer: Layer) -> Message | None:
        source, _ = auto_wiring.partner(drawing, layer, corner)
        return against_layer(drawing.network, layer, (source,)) if source is not None else None

    def add(layer: Layer) -> None:
        source, target = auto_wiring.partner(drawing, layer, corner)
        drawing.add(layer, corner, source=source, target=target)

    offer_layers(canvas, at.view, add, with_inputs=True, judge=judge)


def at_wire_end(canvas: GestureView, node: str, at: Pointer, *, backwards: bool) -> None:
    """Let a layer be chosen for the loose end of a wire; the wire is seen until then.

    Parameters
    ----------
    canvas : GestureView
    node : str
        The card at the other end.
    at : Pointer
        Where the wire was dropped.
    backwards : bool
        Whether the wire leads into that card.
    """
    scene, drawing = canvas.canvas_scene, canvas.drawing
    card, half = scene.cards[node], scene.look.card_height / 2
    if backwards:
        scene.feedback.show_wire(at.scene, card.input_port())
    else:
        scene.feedback.show_wire(card.output_port(), at.scene)
    network = drawing.network

    def judge(layer: Layer) -> Message | None:
        # What a layer in front would make of its own input, nobody knows before it has one.
        return None if backwards else against_layer(network, layer, (node,))

    def add(layer: Layer) -> None:
        if node not in drawing.network:
            return
        x, y = at.scene.x(), at.scene.y() - half
        if backwards:
            widths = drawing.widths(drawing.network.add(layer))
            drawing.add(layer, (x - list(widths.values())[-1], y), target=node)
        else:
            drawing.add(layer, (x, y), source=node)

    text = (
        QCoreApplication.translate("Canvas", "Find a layer that feeds {0}")
        if backwards
        else QCoreApplication.translate("Canvas", "Find a layer behind {0}")
    )
    prompt = text.format(network[node].title)
    offer_layers(canvas, at.view, add, with_inputs=backwards, judge=judge, prompt=prompt)
