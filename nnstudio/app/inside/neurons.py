"""What the playground shows, worked out beside the window: figures only, nothing of Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from nnstudio.app.inside.field import probabilities
from nnstudio.app.inside.seeing import Seen
from nnstudio.app.look.middles import middle_of
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layers import Dense
from nnstudio.system.arrays import Host
from nnstudio.training.inside import Inside

GRID = 24
"""Places along each side of a small picture."""
MOST = 8
"""Neurons of a layer that are shown."""


class Neurons(NamedTuple):
    """What the neurons of a layer give everywhere in the plane.

    Parameters
    ----------
    values : array, shape (n, GRID, GRID)
        From the highest second input down, as pictures begin at the top; for classes, their probabilities.
    numbers : tuple of int
        Which neurons these are, counted from 0.
    units : int
        How many the layer has.
    classes : bool
        Whether the values are the probabilities of the classes with these numbers.
    middle : float
        The number without colour, as in the Inside tab.
    scale : float
        How far from it the strongest colour is: one for all neurons of the layer.
    """

    values: Host
    numbers: tuple[int, ...]
    units: int
    classes: bool = False
    middle: float = 0.0
    scale: float = 1.0


class Weight(NamedTuple):
    """The weights behind a wire: their mean size beside that of the largest wire, and which sign prevails."""

    strength: float
    balance: float


class Found(NamedTuple):
    """What a look for the playground has found, by layer and by wire."""

    network: Network
    neurons: dict[str, Neurons]
    wires: dict[Edge, Weight]


def look_at_neurons(weights: Mapping[str, Host], seen: Seen) -> Found:
    """Ask the neurons of every Dense layer, and the output, about a coarse grid over the plane.

    Parameters
    ----------
    weights : mapping of str to array
        By ``node/name``: those that ``seen`` was seen with.
    seen : Seen
        Of kind "plane".

    Raises
    ------
    StudioError
        When the network is too large.
    """
    network, limits = seen.network, seen.limits
    across, up = (np.linspace(limits[2 * i], limits[2 * i + 1], GRID, dtype=np.float32) for i in (0, 1))
    asked = np.stack(np.meshgrid(across, up[::-1]), axis=-1).reshape(-1, 2)
    last = network.output_ids[0]
    wanted = [n.id for n in network.nodes if isinstance(n.layer, Dense) or n.id == last]
    values = Inside(network, weights).values(asked, wanted)
    neurons = {node: _neurons(seen, node, v) for node, v in values.items() if v.ndim == 2}
    return Found(network, neurons, weigh_wires(network, weights))


def _neurons(seen: Seen, node: str, values: Host) -> Neurons:
    """The most active neurons, in their order: those whose answer differs most from place to place."""
    middle, scale = 0.0, 1.0
    if classes := node == seen.network.output_ids[0] and seen.prepared.task != "regression":
        values = probabilities(values)[:, 1:] if values.shape[1] == 1 else probabilities(values)
    else:
        values, middle = np.nan_to_num(values), middle_of(seen.network, node)
        scale = float(np.abs(values - middle).max(initial=0.0)) or 1.0
    count = values.shape[1]
    # One picture less where the last place says how many more there are.
    room = MOST if count <= MOST else MOST - 1
    spread = values.std(axis=0, dtype=np.float64)
    numbers = sorted(np.argsort(-spread, kind="stable")[:room].tolist())
    shown = np.ascontiguousarray(values[:, numbers].T, np.float32).reshape(-1, GRID, GRID)
    return Neurons(shown, tuple(numbers), count, classes, middle, scale)


def weigh_wires(network: Network, weights: Mapping[str, Host]) -> dict[Edge, Weight]:
    """The weights behind the wires into Dense layers; empty where they are none, or no numbers."""
    sizes: dict[Edge, tuple[float, float]] = {}
    for node in network.nodes:
        w = weights.get(f"{node.id}/W")
        if not isinstance(node.layer, Dense) or w is None:
            continue
        size = float(np.abs(w).mean(dtype=np.float64))
        for edge in network.incoming(node.id):
            sizes[edge] = size, float(w.mean(dtype=np.float64)) / max(size, 1e-30)
    if not all(np.isfinite(size) for size, _ in sizes.values()):
        return {}
    largest = max((size for size, _ in sizes.values()), default=0.0)
    if not largest:
        return {}
    return {edge: Weight(size / largest, balance) for edge, (size, balance) in sizes.items()}
