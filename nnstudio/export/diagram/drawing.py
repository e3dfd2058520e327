"""The network as a picture for a paper: the cards, wires and shapes of the canvas, without its chrome."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from nnstudio.export.artifact import Artifact
from nnstudio.export.diagram.cards import (
    COLOURS,
    MUTED,
    PAPER,
    SIZE,
    SMALL,
    TEXT,
    WIRE,
    Face,
    Words,
    card_items,
    face_of,
    grey,
    height_of,
    lock_place,
    loss_face,
    width_of,
)
from nnstudio.export.diagram.metrics import CAPITAL, printable, text_width
from nnstudio.export.diagram.options import DiagramOptions
from nnstudio.export.diagram.picture import Box, Command, Group, Icon, Item, Path, Picture, Text
from nnstudio.export.diagram.places import TOKEN, Loss, place, place_loss
from nnstudio.export.diagram.wires import ARROW, Label, lead_wires, room_for
from nnstudio.graph.inference import infer
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.graph.routing import Rect, Way
from nnstudio.project.heads import learned_losses
from nnstudio.system.messages import StudioError, small

_MARGIN = 8.0
_LINE = 1.5
_DASH = (6.0, 4.0)
_DESCRIBED = 200
"""Most layers that the description for screen readers names one by one."""


def draw(
    network: Network,
    layout: Layout | None,
    options: DiagramOptions,
    loss_title: str = "",
    *,
    words: Words | None = None,
    name: str = "",
    told: Mapping[str, str] = {},
) -> Picture:
    """Draw a network.

    Parameters
    ----------
    network : Network
        Trained or not, finished or not.
    layout : Layout, optional
        Where its cards stand; it is arranged without.
    options : DiagramOptions
    loss_title : str
        Name of the loss; without it, or without an output, no loss is drawn.
    words : Words, optional
        English without.
    name : str
        Title of the picture.
    told : mapping of str to str
        What is written on the wires of several outputs into the loss, in place of their shapes.

    Raises
    ------
    StudioError
        When there is nothing to draw.
    """
    if not network.nodes:
        raise StudioError("The network is empty: there is nothing to draw yet")
    words = words or Words()
    inference = infer(network)
    faces = {n.id: face_of(n, inference.facts[n.id], options, words) for n in network.nodes}
    widths = {node: width_of(face, options) for node, face in faces.items()}
    cards = place(network, layout, widths, height_of(options), options.arrangement)
    end = loss_face(loss_title, words)
    loss = (
        place_loss(network, cards, width_of(end, options), options.icons, room_for(told.values()))
        if options.loss and loss_title
        else None
    )
    wires = lead_wires(
        network,
        inference,
        cards,
        loss.card if loss else None,
        shapes=options.shapes,
        told=told if loss else {},
    )
    groups = [
        *(Group(f"wire-{e.source}-{e.target}-{e.port}", _wire(way)) for e, way in wires.ways.items()),
        *(Group(f"loss-{node}", _wire(way, _DASH)) for node, way in wires.loss_ways.items()),
        *(Group(f"shape-{node}", _label(label)) for node, label in wires.labels.items()),
        *(Group(f"layer-{node}", card_items(face, cards[node], options)) for node, face in faces.items()),
    ]
    covered = [*cards.values(), *wires.bounds()]
    covered += [lock_place(cards[node]) for node, face in faces.items() if face.frozen]
    if loss is not None:
        items, rect = _loss(loss, words)
        groups.append(Group("loss", (*items, *card_items(end, loss.card, options))))
        covered += [loss.card, rect]
    left, top = min(r.left for r in covered) - _MARGIN, min(r.top for r in covered) - _MARGIN
    right, bottom = max(r.right for r in covered) + _MARGIN, max(r.bottom for r in covered) + _MARGIN
    said = [_said(faces[n], words) for n in inference.facts]
    return Picture(
        right - left,
        bottom - top,
        options.text_size / SIZE,
        tuple(_shifted(group, -left, -top, options.colours == "grey") for group in groups),
        printable(name),
        "; ".join(said[:_DESCRIBED]) + ("; …" if len(said) > _DESCRIBED else ""),
    )


def _said(face: Face, words: Words) -> str:
    """A card in words."""
    return " ".join([*(line.text for line in face.lines), *([words.frozen] if face.frozen else [])])


def picture_of(artifact: Artifact, options: DiagramOptions, *, names: bool = True) -> Picture:
    """Draw the network of an artifact, in English; without ``names`` of several outputs by their layers."""
    training, told = artifact.training, dict[str, str]()
    loss = training.loss.title if training is not None else ""
    if training is not None:
        learned = learned_losses(artifact.network, training, artifact.preprocessor)
        told = {
            node: f"{name if names else artifact.network[node].title}: {small(each.title)}"
            for node, (name, each) in learned.items()
        }
        loss = f"Sum of {len(told)} losses" if told else loss
    again = artifact.data is not None and artifact.data.answer == "input"  # an autoencoder
    words = Words(letter="X", truth="the samples") if again else Words()
    return draw(artifact.network, artifact.layout, options, loss, words=words, name=artifact.name, told=told)


def _wire(way: Way, dash: tuple[float, ...] = ()) -> tuple[Item, ...]:
    """A wire with the head of its arrow; it ends as far before the card as that is long."""
    commands: list[Command] = [("M", way.start)]
    for controls, to in way.steps:
        letters = ("L", "Q", "C")
        commands.append((letters[len(controls)], tuple(v for point in (*controls, to) for v in point)))  # type: ignore[arg-type]
    x, y = way.steps[-1].to if way.steps else way.start
    head: tuple[Command, ...] = (
        ("M", (x + ARROW - 0.5, y)),
        ("L", (x - 0.5, y - 3.6)),
        ("L", (x + 1.2, y)),
        ("L", (x - 0.5, y + 3.6)),
        ("Z", ()),
    )
    return Path(tuple(commands), stroke=WIRE, line=_LINE, dash=dash), Path(head, fill=WIRE)


def _label(label: Label) -> tuple[Item, ...]:
    """A shape on a piece of paper, so that the wire does not strike it through."""
    rect = label.rect
    width = text_width(label.text, SMALL)
    x, y = (rect.left + rect.right) / 2, (rect.top + rect.bottom + CAPITAL * SMALL) / 2
    plate = Box(rect.left, rect.top, rect.right - rect.left, rect.bottom - rect.top, fill=PAPER)
    return plate, Text(x, y, label.text, SMALL, MUTED, width, anchor="middle")


def _loss(loss: Loss, words: Words) -> tuple[tuple[Item, ...], Rect]:
    """Y with its wire up to the loss, and the room they take."""
    x, y = loss.token
    up: tuple[Command, ...] = (("M", (x, y - TOKEN)), ("L", (x, loss.card.bottom + ARROW)))
    tip = loss.card.bottom
    head: tuple[Command, ...] = (
        ("M", (x, tip + 0.5)),
        ("L", (x - 3.6, tip + ARROW + 0.5)),
        ("L", (x, tip + ARROW - 1.2)),
        ("L", (x + 3.6, tip + ARROW + 0.5)),
        ("Z", ()),
    )
    truth = printable(words.truth)
    width = text_width(truth, SMALL)
    items: tuple[Item, ...] = (
        Path(up, stroke=WIRE, line=_LINE, dash=_DASH),
        Path(head, fill=WIRE),
        Box(x - TOKEN, y - TOKEN, 2 * TOKEN, 2 * TOKEN, TOKEN, PAPER, COLOURS["output"], _LINE),
        Text(
            x,
            y + CAPITAL * SIZE / 2,
            words.letter,
            SIZE,
            TEXT,
            text_width(words.letter, SIZE, bold=True),
            True,
            "middle",
        ),
        Text(x + TOKEN + 7, y + CAPITAL * SMALL / 2, truth, SMALL, MUTED, width),
    )
    return items, Rect(x - TOKEN, y - TOKEN, x + TOKEN + 7 + width, y + TOKEN)


def _shifted(group: Group, dx: float, dy: float, greyed: bool) -> Group:
    """Move a group so that the picture begins at the origin, and take its colour out where that is wanted."""
    return Group(group.name, tuple(_moved(item, dx, dy, greyed) for item in group.items))


def _moved(item: Item, dx: float, dy: float, greyed: bool) -> Item:
    changes: dict[str, object] = {}
    if isinstance(item, Path):
        shift = (dx, dy)
        changes["commands"] = tuple(
            (letter, tuple(v + shift[i % 2] for i, v in enumerate(numbers)))
            for letter, numbers in item.commands
        )
    else:
        changes |= {"x": item.x + dx, "y": item.y + dy}
    if greyed:
        names = ("color",) if isinstance(item, Text | Icon) else ("fill", "stroke")
        changes |= {name: grey(color) for name in names if (color := getattr(item, name))}
    return msgspec.structs.replace(item, **changes)
