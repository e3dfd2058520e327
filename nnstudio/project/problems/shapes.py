"""Repairs of a shape that one layer cannot work on."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.network import Network
from nnstudio.nn.fields import FieldError, fields_of
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import (
    AvgPool1D,
    AvgPool2D,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAvgPool,
    GroupNorm,
    MaxPool1D,
    MaxPool2D,
    Reshape,
    SpatialDropout,
)
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.project.problems.fix import Fix, Repair, change, exchange, insert, of_layer, on_network
from nnstudio.project.project import Project
from nnstudio.system.messages import msg

COUNTERPARTS: dict[tuple[type[Layer], int], type[Layer]] = {
    (Conv2D, 1): Dense,
    (Conv2D, 2): Conv1D,
    (Conv1D, 1): Dense,
    (Conv1D, 3): Conv2D,
    (ConvTranspose2D, 1): Dense,
    (MaxPool2D, 2): MaxPool1D,
    (MaxPool1D, 3): MaxPool2D,
    (AvgPool2D, 2): AvgPool1D,
    (AvgPool1D, 3): AvgPool2D,
    (SpatialDropout, 1): Dropout,
}
"""The layer that does the same on samples of another number of axes."""

_SMALL = 2**24
"""Numbers that a layer keeps at most once it was made smaller."""


def _insert_flatten(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return None if problem.edge is None else insert(msg("Insert Flatten"), [problem.edge], Flatten())


def _insert_global_pool(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """One number for each channel instead of one for each pixel; in place of a Flatten where there is one."""
    network, edge = project.network, problem.edge
    if edge is None and problem.node is not None:  # too large: what is in front of it
        edge = next(iter(network.incoming(problem.node)), None)
    if edge is None:
        return None
    source = infer(network).facts[edge.source]
    if isinstance(network[edge.source].layer, Flatten):
        if not source.inputs or len(source.inputs[0]) < 2:
            return None
        label = msg("Use GlobalAvgPool instead of Flatten")
        return on_network(label, lambda network: network.with_layer(edge.source, GlobalAvgPool()))
    if source.output is None or len(source.output) < 2:
        return None
    return insert(msg("Insert GlobalAvgPool"), [edge], GlobalAvgPool())


def _insert_reshape(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Arrange the values so that the layer can read them, where there is an arrangement that makes sense."""
    edge, node = problem.edge, problem.node
    if edge is None or node is None:
        return None
    (shape, *_), layer = infer(project.network).facts[node].inputs, project.network[node].layer
    for candidate in _arrangements(shape, prepared):
        try:
            layer.output_shape((candidate,))
        except ShapeError:
            continue
        return insert(msg("Insert Reshape to {shape}", shape=show(candidate)), [edge], Reshape(candidate))
    return None


def _arrangements(shape: Shape, prepared: Prepared | None) -> Iterator[Shape]:
    count = math.prod(shape)
    if len(shape) == 1:
        if prepared is not None and prepared.sequence and math.prod(prepared.sequence) == count:
            yield prepared.sequence
        sample = () if prepared is None else prepared.preprocessor.array_shape or prepared.sample_shape
        if sample and math.prod(sample) == count:
            yield sample
        for channels in (1, 3):  # a square picture, grey or coloured
            side = math.isqrt(count // channels)
            if side > 1 and side * side * channels == count:
                yield (side, side, channels)
        yield (count, 1)
    elif len(shape) == 2:
        yield (*shape, 1)
    elif len(shape) == 3:
        yield (shape[0], shape[1] * shape[2])  # row after row, each a step of a sequence


@of_layer
def _use_counterpart(project: Project, node: str) -> Fix | None:
    """The same layer for another number of axes, with the settings they share."""
    (shape, *_), layer = infer(project.network).facts[node].inputs, project.network[node].layer
    made = counterpart(layer, len(shape))
    if made is None:
        return None
    return exchange(msg("Use {layer} instead", layer=made.title), {node: made})


def counterpart(layer: Layer, axes: int) -> Layer | None:
    """The layer that does the same on samples of so many axes; None where there is none."""
    kind = COUNTERPARTS.get((type(layer), axes))
    if kind is None:
        return None
    settings: dict[str, Any] = {}
    for info in fields_of(kind):
        name = "filters" if info.name == "units" and hasattr(layer, "filters") else info.name
        if hasattr(layer, name):
            value = getattr(layer, name)
            settings[info.name] = value[0] if isinstance(value, tuple) and info.kind == "int" else value
    try:
        return kind(**settings)
    except FieldError:  # other limits
        return kind()


@of_layer
def _padding_same(project: Project, node: str) -> Fix | None:
    return change(node, msg("Set padding to same"), padding="same")


def _shrink_window(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    node = problem.node
    if node is None:
        return None
    inputs, field = infer(project.network).facts[node].inputs, problem.field
    if not inputs or field not in ("kernel_size", "pool_size"):
        return None
    settings = {field: min(inputs[0][:-1])}
    if hasattr(project.network[node].layer, "dilation"):
        settings["dilation"] = 1
    n = settings[field]
    label = msg("Set kernel size to {n}", n=n) if field == "kernel_size" else msg("Set pool size to {n}", n=n)
    return change(node, label, **settings)


@of_layer
def _nearest_groups(project: Project, node: str) -> Fix | None:
    """The number of groups nearest to the wanted one that divides channels and, where there are some, filters."""
    layer, ((*_, channels), *_) = project.network[node].layer, infer(project.network).facts[node].inputs
    if not isinstance(layer, Conv1D | Conv2D | GroupNorm):
        return None
    both, wanted = math.gcd(channels, getattr(layer, "filters", 0)), layer.groups
    divisors = [d for d in range(2, min(both, 2 * wanted) + 1) if both % d == 0]
    if not divisors:  # one group is offered anyway
        return None
    n = min(divisors, key=lambda d: abs(d - wanted))
    return change(node, msg("Use {n} groups", n=n), groups=n)


@of_layer
def _one_group(project: Project, node: str) -> Fix | None:
    return change(node, msg("Use one group"), groups=1)


@of_layer
def _shape_fits(project: Project, node: str) -> Fix | None:
    """A shape that holds as many values as there are, as much like the wanted one as it can be."""
    layer, inputs = project.network[node].layer, infer(project.network).facts[node].inputs
    if not isinstance(layer, Reshape):
        shape: Shape = (2,)  # an Input without data
    else:
        shape = _like(layer.shape, math.prod(inputs[0]))
    return change(node, msg("Set the shape to {shape}", shape=show(shape)), shape=shape)


def _like(wanted: Shape, count: int) -> Shape:
    if len(wanted) == 3:  # a square picture of as many channels, or of one
        for channels in (wanted[2], 1):
            side = math.isqrt(count // channels)
            if side and side * side * channels == count:
                return (side, side, channels)
    if 1 < len(wanted) <= 3:
        rest = math.prod(wanted[1:])
        if count % rest == 0:
            return (count // rest, *wanted[1:])
    return (count,)


@of_layer
def _smaller_layer(project: Project, node: str) -> Fix | None:
    """Halve units or filters until the layer is of a size that a computer holds."""
    layer, inputs = project.network[node].layer, infer(project.network).facts[node].inputs
    name = next((n for n in ("units", "filters") if hasattr(layer, n)), None)
    if name is None:
        return None
    size = 1 << int(getattr(layer, name)).bit_length()
    while size > 1:
        size //= 2
        smaller = layer.replace(**{name: size})
        count = sum(p.size for p in smaller.params(inputs))
        if max(count, math.prod(smaller.output_shape(inputs))) <= _SMALL:
            break
    if size < 2:
        return None
    label = msg("Set units to {n}", n=size) if name == "units" else msg("Set filters to {n}", n=size)

    def edit(network: Network) -> Network:
        return network.with_layer(node, layer.replace(**{name: size}))

    return on_network(label, edit)


REPAIRS: dict[str, Repair] = {
    "insert_flatten": _insert_flatten,
    "insert_global_pool": _insert_global_pool,
    "insert_reshape": _insert_reshape,
    "use_counterpart": _use_counterpart,
    "padding_same": _padding_same,
    "shrink_window": _shrink_window,
    "nearest_groups": _nearest_groups,
    "one_group": _one_group,
    "shape_fits": _shape_fits,
    "smaller_layer": _smaller_layer,
}
