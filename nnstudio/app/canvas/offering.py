"""Lists of layers that open where one is wanted: behind a card, on a wire, at the end of a loose wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QPointF

from nnstudio.app.canvas import auto_wiring
from nnstudio.graph.fitting import against_layer
from nnstudio.graph.network import Edge
from nnstudio.nn.layer import Layer
from nnstudio.system.messages import Message

if TYPE_CHECKING:
    from nnstudio.app.canvas.gesture_view import GestureView
    from nnstudio.app.canvas.gestures import Pointer

_POPUP = QPoint(150, 190)
"""Half the size of the list: it opens in the middle of the view where nothing is selected."""


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
    canvas.offer_layers(at, drawing.append, with_inputs=True, judge=judge, prompt=prompt)


def on_wire(canvas: GestureView, edge: Edge, at: QPoint) -> None:
    """Let a layer be chosen that is put on a wire, which glows meanwhile."""
    drawing = canvas.drawing
    canvas.canvas_scene.show_glow(edge)

    def insert(layer: Layer) -> None:
        if edge in drawing.network.edges:
            drawing.insert(edge, layer)

    text = QCoreApplication.translate("Canvas", "Insert between {0} and {1}")
    network = drawing.network
    canvas.offer_layers(
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

    canvas.offer_layers(at.view, add, with_inputs=True, judge=judge)


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
    canvas.offer_layers(
        at.view, add, with_inputs=backwards, judge=judge, prompt=text.format(network[node].title)
    )
