"""The repair of a network for pictures that is given a table."""

from __future__ import annotations

import math

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem
from nnstudio.project.problems.fix import Fix, Repair, exchange
from nnstudio.project.problems.shapes import counterpart
from nnstudio.project.project import Project
from nnstudio.system.messages import msg

_PICTURE = 8
"""Pixels of a side from which on a row of numbers may be a square picture, as in tables of handwritten digits."""
_FOR_PICTURES = ("pooling", "shape")
"""Categories of layers that a row of numbers has no use for."""


def _dense_throughout(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Keep the network's plan, and let Dense layers stand where convolutions were.

    Mended layer by layer, it would be half for rows and half for pictures, with the branches apart.
    """
    if prepared is None or prepared.preprocessor.picture:
        return None
    if len(prepared.sample_shape) != 1 or _may_be_pixels(prepared.sample_shape[0]):
        return None
    layers = [(node.id, node.layer) for node in project.network.nodes]
    if sum(layer.category == "convolution" for _, layer in layers) < 2:  # the other repair says it
        return None
    made = {node: counterpart(layer, 1) for node, layer in layers}
    idle = {node for node, layer in layers if layer.category in _FOR_PICTURES}
    label = msg("Use Dense layers instead of convolutions")
    return exchange(label, {node: layer for node, layer in made.items() if layer is not None or node in idle})


def _may_be_pixels(features: int) -> bool:
    sides = (math.isqrt(features // channels) for channels in (1, 3))
    return any(
        side >= _PICTURE and side * side * n == features for side, n in zip(sides, (1, 3), strict=True)
    )


REPAIRS: dict[str, Repair] = {"dense_throughout": _dense_throughout}
