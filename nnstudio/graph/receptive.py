"""Receptive fields: how much of the input one value of a layer can see.

The arithmetic is that of Araujo, Norris & Sim, "Computing receptive fields of convolutional neural networks" (Distill,
2019), walked from the layer back to the input. What a layer looks at it says itself, in
:meth:`nnstudio.nn.layer.Layer.sight`. Borders are left aside, as usual: it is the field of a value whose windows do
not reach beyond the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from nnstudio.graph.inference import Inference, infer
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Input
from nnstudio.nn.shape import Shape
from nnstudio.nn.sight import Sight

_PLACES = 256
"""Values that are looked at along an axis. Where a picture grows inside the network, some see a pixel more than others."""

_NOTHING = np.iinfo(np.int64).max
_Field = list[tuple[Any, Any]]
"""For each axis, where the fields of the values looked at begin and end; no axes: everything is seen."""


class ReceptiveField(msgspec.Struct, frozen=True):
    """What one value of a layer can see.

    Parameters
    ----------
    size : tuple of int
        Pixels, down and across; values, for a sequence.
    whole : tuple of int
        The same of the whole input.
    """

    size: Shape
    whole: Shape

    @property
    def everything(self) -> bool:
        """Whether it sees the whole input."""
        return self.size == self.whole


def receptive_field(network: Network, node: str) -> ReceptiveField | None:
    """Work out what one value of a layer can see.

    Parameters
    ----------
    network : Network
    node : str
        Id of the layer.

    Returns
    -------
    ReceptiveField or None
        Of the first Input with places to see: an image or a sequence. None where there is none, and where a problem keeps
        the layer from having an output. Branches count together.
    """
    inference = infer(network)
    output = inference.facts[node].output
    if output is None:
        return None
    seen: dict[str, _Field] = {node: _start(output)}
    # Ids after their consumers: what a layer is asked for is complete when its turn comes.
    for here in reversed(inference.order):
        field = seen.get(here)
        if field is not None:
            for source, far in _behind(network, inference, here, field):
                seen[source] = _together(seen[source], far) if source in seen else far
    for there in network.input_ids:
        whole = (inference.facts[there].output or ())[:-1]
        if whole and there in seen:
            return ReceptiveField(_size(seen[there], whole), whole)
    return None


def _start(output: Shape) -> _Field:
    """Some values of a layer, each seeing itself; they are the same on all axes by number."""
    count = min(_PLACES, max(output[:-1], default=1))
    numbers = np.arange(count, dtype=np.int64)
    return [(np.minimum(numbers, n - 1), np.minimum(numbers, n - 1)) for n in output[:-1]]


def _behind(network: Network, inference: Inference, node: str, field: _Field) -> Sequence[tuple[str, _Field]]:
    """What values of a layer see of the layers that feed it."""
    if isinstance(network[node].layer, Input):
        return ()
    sights = network[node].layer.sight(inference.facts[node].inputs) if field else None
    far = [] if sights is None else [_further(s, *axis) for s, axis in zip(sights, field, strict=True)]
    return [(edge.source, far) for edge in network.incoming(node)]


def _further(sight: Sight, first: Any, last: Any) -> tuple[Any, Any]:
    some = first <= last
    first, last = sight.begin(np.where(some, first, 0)), sight.end(np.where(some, last, 0))
    some &= first <= last
    return np.where(some, first, _NOTHING), np.where(some, last, -_NOTHING)


def _together(one: _Field, other: _Field) -> _Field:
    """What is seen over two ways."""
    if not one or not other:
        return []
    return [(np.minimum(a, c), np.maximum(b, d)) for (a, b), (c, d) in zip(one, other, strict=True)]


def _size(field: _Field, whole: Shape) -> Shape:
    if not field:
        return whole
    spans = ((last - first + 1)[first <= last].max(initial=0) for first, last in field)
    return tuple(min(int(span), n) for span, n in zip(spans, whole, strict=True))


def share(field: ReceptiveField) -> float:
    """Which part of the input is seen, from 0 to 1."""
    return math.prod(field.size) / math.prod(field.whole)
