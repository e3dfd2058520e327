"""What is worked out for the Inside tab, beside the window: figures only, nothing of Qt."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.prepare import Prepared, Split
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Conv2D, Dense, Flatten, Input
from nnstudio.project.answers import chosen_of
from nnstudio.project.feeding import feed
from nnstudio.project.heads import heads
from nnstudio.project.project import Project
from nnstudio.system.arrays import Host
from nnstudio.training.inside import Inside

Kind = Literal["plane", "line", "sample"]
Part = Literal["train", "validation"]

GRID = 64
"""Places along each side of the plane that the network is asked about."""
LINE = 240
"""Places along a curve."""
_ROOM = 0.08
_MOST_POINTS = 1500
_MOST_NEURONS = 32


class Pictures(NamedTuple):
    """Weights as pictures: shape (n, H, W) or (n, H, W, 3)."""

    node: str
    values: Host


class Alone(NamedTuple):
    """What can be seen of a network without any data."""

    network: Network
    weights: tuple[Pictures, ...]


class Seen(NamedTuple):
    """What a look inside has found.

    Parameters
    ----------
    kind : {"plane", "line", "sample"}
    network : Network
    sample : array
        The chosen sample as the network takes it.
    truth : array
        Its target.
    activations : dict of str to array, shape (*output_shape)
        Of the chosen sample, by node.
    output : array
        What the network gives for it.
    weights : tuple of Pictures
        Of layers whose weights look at the picture itself.
    answers : array, optional
        In the plane, shape (GRID, GRID, outputs), rows from the lowest second input; along a line, shape (LINE,).
    neurons : array, optional
        What the first layer gives there: shape (n, GRID, GRID) or (n, LINE).
    limits : tuple of float
        Of the inputs: low and high for each.
    chosen : tuple of Decision or None
        From which probability on each question is answered, where that was chosen for these weights.
    node : str
        The output that data, truth, answer and thresholds are of.
    outputs : tuple of Seen
        The same for each of several outputs, in the order of the targets; empty for one.
    """

    kind: Kind
    network: Network
    prepared: Prepared
    sample: Host
    truth: Host
    activations: dict[str, Host]
    output: Host
    weights: tuple[Pictures, ...] = ()
    answers: Host | None = None
    neurons: Host | None = None
    limits: tuple[float, ...] = ()
    chosen: Chosen = ()
    node: str = ""
    outputs: tuple[Seen, ...] = ()

    def of(self, node: str) -> Seen | None:
        """The look at one of the outputs; None at any other layer."""
        return next((each for each in self.outputs or (self,) if each.node == node), None)


def kind_of(prepared: Prepared, network: Network) -> Kind:
    """What can be shown of a network on such data."""
    single = len(network.input_ids) == 1 and len(network.output_ids) == 1
    if single and prepared.preprocessor.answer == "target" and not prepared.preprocessor.more_targets:
        if prepared.sample_shape == (2,):
            return "plane"
        if prepared.sample_shape == (1,) and prepared.task == "regression":
            return "line"
    return "sample"


def part_of(prepared: Prepared, part: Part) -> Split:
    """The samples to choose from."""
    return prepared.validation if part == "validation" and len(prepared.validation) else prepared.train


def points(split: Split) -> tuple[Host, Host]:
    """Samples and targets to draw: the first ones only, where there are very many."""
    return split.x[:_MOST_POINTS], split.y[:_MOST_POINTS]


def look_inside(
    project: Project, weights: dict[str, Host], prepared: Prepared, part: Part, number: int
) -> Seen:
    """Work out all that the tab shows.

    Parameters
    ----------
    project : Project
    weights : dict of str to array
        Of its network.
    prepared : Prepared
        Its data.
    part : {"train", "validation"}
    number : int
        Of the sample in the part.

    Raises
    ------
    StudioError
        When the network is too large, or the data does not enter it.
    """
    network = project.network
    inside = Inside(network, weights)
    split = part_of(prepared, part)
    number = min(number, len(split) - 1)
    x = split.x[number : number + 1]
    found = {node: values[0] for node, values in inside.values(feed(network, x)).items()}
    kind = kind_of(prepared, network)
    nodes = heads(network, project.training, prepared.preprocessor)
    seen = Seen(
        kind, network, prepared, x[0], split.y[number], found, found[nodes[0]],
        weight_pictures(network, weights, prepared.preprocessor.array_shape), node=nodes[0],
    )  # fmt: skip
    chosen = chosen_of(project.decisions, network, project.training, prepared.preprocessor, weights)
    asked_of_each = zip(nodes, prepared.views, split.answers, chosen, strict=True)
    each = tuple(
        seen._replace(prepared=view, truth=y[number], output=found[node], node=node, chosen=own)
        for node, view, y, own in asked_of_each
    )
    seen = each[0] if len(each) == 1 else seen._replace(outputs=each)
    if kind == "sample":
        return seen
    limits = _limits(prepared.train.x)
    if kind == "line":
        asked = np.linspace(limits[0], limits[1], LINE, dtype=np.float32)[:, None]
        shape: tuple[int, ...] = (LINE,)
    else:
        across, up = (np.linspace(limits[2 * i], limits[2 * i + 1], GRID, dtype=np.float32) for i in (0, 1))
        asked = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        shape = (GRID, GRID)
    first, last = first_layer(network), network.output_ids[0]
    values = inside.values(asked, [n for n in (first, last) if n is not None])
    neurons = None
    if first is not None and first != last and values[first].ndim == 2:
        neurons = values[first][:, :_MOST_NEURONS].T.reshape(-1, *shape)
    answers = values[last].reshape(*shape, -1)
    return seen._replace(answers=answers, neurons=neurons, limits=limits)


def weight_pictures(
    network: Network, weights: dict[str, Host], shape: tuple[int, ...]
) -> tuple[Pictures, ...]:
    """The weights that look at pictures of a shape themselves: filters of the first layer, and Dense weights behind it."""
    if len(shape) != 3 or shape[2] not in (1, 3):
        return ()
    found = []
    for node in network.nodes:
        kernel = weights.get(f"{node.id}/W")
        seen = _sees(network, node.id)
        if kernel is None or seen is None or len(seen.shape) == 1:
            continue
        if isinstance(node.layer, Conv2D) and kernel.ndim == 4 and kernel.shape[2] in (1, 3):
            pictures = kernel.transpose(3, 0, 1, 2)
        elif isinstance(node.layer, Dense) and kernel.shape[0] == np.prod(shape):
            pictures = kernel.T.reshape(-1, *shape)
        else:
            continue
        found.append(Pictures(node.id, pictures.mean(axis=3)))
    return tuple(found)


def _sees(network: Network, node: str) -> Input | None:
    """The Input that a layer looks at with nothing but Flatten between them."""
    while True:
        before = [edge.source for edge in network.incoming(node)]
        if len(before) != 1:
            return None
        (node,) = before
        layer = network[node].layer
        if isinstance(layer, Input):
            return layer
        if not isinstance(layer, Flatten):
            return None


def first_layer(network: Network) -> str | None:
    """The first layer with neurons behind the Input."""
    dense = (n.id for n in network.nodes if isinstance(n.layer, Dense))
    return next((node for node in dense if _sees(network, node) is not None), None)


def _limits(x: Host) -> tuple[float, ...]:
    found: list[float] = []
    for column in x.reshape(len(x), -1).T:
        low, high = float(column.min()), float(column.max())
        room = _ROOM * max(high - low, 1e-6)
        found += [low - room, high + room]
    return tuple(found)
