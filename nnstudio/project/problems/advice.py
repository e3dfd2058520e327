"""Advice on a network that trains, but probably not as it was meant: what a teacher would say over one's shoulder.

A rule looks at one layer and its neighbours, so that all of them together are quick enough for every edit. It must
be right in nearly every case: it is silent about what good networks do on purpose, such as a linear bottleneck.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from nnstudio.graph.inference import Facts, Inference, Problem
from nnstudio.graph.network import Network, Node
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import (
    Activation,
    BatchNorm,
    Conv1D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GroupNorm,
    LayerNorm,
    Reshape,
    SpatialDropout,
    UpSample2D,
    ZeroPad2D,
)
from nnstudio.nn.layers.pools import Pool1D, Pool2D
from nnstudio.nn.layers.windows import pair
from nnstudio.nn.shape import show
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, counted, msg

NOISE = (Dropout, SpatialDropout, GaussianNoise)
SIGMOIDS = ("sigmoid", "hard_sigmoid")
_PASSING = (*NOISE, Flatten, Reshape)
"""Layers that hand on the values they get, while training with some noise."""
_MANY_SIGMOIDS = 4
_MUCH_DROPOUT = 0.8
HEAVY = 10_000_000
"""Weights behind a Flatten that are worth a word, if they are nearly the whole network."""


class Place(NamedTuple):
    """A layer with all that is known around it."""

    network: Network
    inference: Inference
    node: Node
    facts: Facts

    @property
    def layer(self) -> Layer:
        """The layer itself."""
        return self.node.layer

    @property
    def is_output(self) -> bool:
        """Whether predictions come out here."""
        return not self.network.outgoing(self.node.id)

    @property
    def source(self) -> Node:
        """What feeds it; the first of several."""
        return self.network[self.network.incoming(self.node.id)[0].source]

    def weighs(self, node: str) -> bool:
        """Whether a layer has a matrix or kernels."""
        return any(p.name == "W" for p in self.inference.facts[node].params)

    def next_weights(self) -> str | None:
        """The layer with weights that the only wire leads to, past layers that only hand on."""
        node = self.node.id
        while True:
            outgoing = self.network.outgoing(node)
            if len(outgoing) != 1:
                return None
            node = outgoing[0].target
            if self.weighs(node):
                return node
            if not isinstance(self.network[node].layer, _PASSING):
                return None


Rule = Callable[[Place], Problem | None]


def find(project: Project, inference: Inference) -> list[Problem]:
    """Advice on the layers of a network that has no other problems, in its order."""
    network = project.network
    found = []
    for node in [network[n] for n in inference.order]:
        facts = inference.facts[node.id]
        if not facts.inputs:  # an Input
            continue
        place = Place(network, inference, node, facts)
        told = (rule(place) for rule in RULES)
        if (problem := next((p for p in told if p is not None), None)) is not None:
            found.append(problem)
    found += _vanishing(network, inference)
    return found


def _say(kind: str, word: str, text: Message, node: str, *remedies: str, field: str | None = None) -> Problem:
    return Problem(kind, word, text, node, None, field, remedies, "advice")


# Layers that do nothing, or always answer the same --------------------------------------------------------


def _idle(place: Place) -> Problem | None:
    why = _why_idle(place.layer, place.facts)
    if why is None:
        return None
    text = msg("{layer} changes nothing: {why}", layer=place.node.title, why=why)
    return _say("idle", "no effect", text, place.node.id, "remove_layer")


def _why_idle(layer: Layer, facts: Facts) -> Message | None:
    if isinstance(layer, Dropout | SpatialDropout) and layer.rate == 0:
        return msg("it silences 0 % of the values")
    if isinstance(layer, GaussianNoise) and layer.deviation == 0:
        return msg("its noise has deviation 0")
    if isinstance(layer, Activation) and layer.activation == "linear":
        return msg("linear passes every value on as it is")
    if (
        isinstance(layer, Pool1D | Pool2D)
        and set(pair(layer.pool_size)) == {1}
        and facts.output == facts.inputs[0]
    ):
        return msg("a patch of one value is that value")
    if isinstance(layer, UpSample2D) and set(pair(layer.factor)) == {1}:
        return msg("every pixel is repeated 1 time")
    if isinstance(layer, ZeroPad2D | Reshape | Flatten) and facts.output == facts.inputs[0]:
        return msg("{shape} stays {shape}", shape=show(facts.inputs[0]))
    return None


def _constant(place: Place) -> Problem | None:
    layer, facts, node = place.layer, place.facts, place.node
    if layer.activation_name() == "softmax" and facts.output and facts.output[-1] == 1:
        text = msg("{layer}: softmax over one value always answers 1, since eᶻ / eᶻ = 1", layer=node.title)
        return _say("constant_softmax", "always 1", text, node.id, "sigmoid_instead", field="activation")
    if isinstance(layer, LayerNorm) and facts.inputs[0][-1] == 1:
        text = msg(
            "{layer} over one channel always answers the same: of one value the mean is that value, and x − x = 0",
            layer=node.title,
        )
        return _say("constant_norm", "always 0", text, node.id, "remove_layer", "batch_norm_instead")
    if isinstance(layer, GroupNorm) and math.prod(facts.inputs[0]) == layer.groups:
        text = msg(
            "{layer} measures groups of one value and always answers the same: of one value the mean is that value, and x − x = 0",
            layer=node.title,
        )  # fmt: skip
        return _say(
            "constant_norm", "always 0", text, node.id, "one_group", "batch_norm_instead", field="groups"
        )
    return None


# Activations ----------------------------------------------------------------------------------------------


def _linear_chain(place: Place) -> Problem | None:
    """Two linear maps in a row are one, unless the first is narrower than what stands around it."""
    layer, node = place.layer, place.node
    if not isinstance(layer, Dense | Conv1D | Conv2D) or layer.activation != "linear":
        return None
    after = place.next_weights()
    if after is None or type(place.network[after].layer) is not type(layer):
        return None
    other = place.network[after].layer
    have, middle, last = place.facts.inputs[0][-1], (place.facts.output or (0,))[-1], _width(place, after)
    if middle < min(have, last):
        return None
    if isinstance(layer, Conv1D | Conv2D) and (layer.groups > 1 or getattr(other, "groups", 1) > 1):
        return None  # a convolution in two steps, channel by channel and then across
    if isinstance(layer, Dense):
        text = msg(
            "{a} and {b} have nothing between them that bends: {have}×{middle} times {middle}×{last} is one matrix "
            "of {have}×{last}, so a single layer can do as much",
            a=node.title, b=place.network[after].title, have=have, middle=middle, last=last,
        )  # fmt: skip
    else:
        text = msg(
            "{a} and {b} have nothing between them that bends: two linear filters in a row are one larger filter",
            a=node.title, b=place.network[after].title,
        )  # fmt: skip
    return _say("linear_chain", "linear", text, node.id, "relu_instead", field="activation")


def _width(place: Place, node: str) -> int:
    output = place.inference.facts[node].output
    return output[-1] if output else 0


def _softmax_inside(place: Place) -> Problem | None:
    if place.layer.activation_name() != "softmax" or place.next_weights() is None:
        return None
    width = _width(place, place.node.id)
    text = msg(
        "{layer} has softmax inside the network: its {n} outputs must share a sum of 1, {mean:.2g} on average, and "
        "little gets through; softmax belongs to the output",
        layer=place.node.title, n=width, mean=1 / width,
    )  # fmt: skip
    return _say("softmax_inside", "softmax", text, place.node.id, "relu_instead", field="activation")


def _activation_twice(place: Place) -> Problem | None:
    layer = place.layer
    if not isinstance(layer, Activation):
        return None
    before = place.source.layer.activation_name()
    if before == "linear" or len(place.network.outgoing(place.source.id)) != 1:
        return None
    text = msg(
        "{layer} comes right behind {source}, which has {before} already: σ is applied twice",
        layer=place.node.title, source=place.source.title, before=before,
    )  # fmt: skip
    return _say("activation_twice", "twice", text, place.node.id, "linear_before", "remove_layer")


def _vanishing(network: Network, inference: Inference) -> list[Problem]:
    """A sigmoid is nowhere steeper than ¼, so a gradient fades from layer to layer; a skip connection helps."""
    count: dict[str, int] = {}
    worst = ""
    for node in inference.order:
        before = [count[e.source] for e in network.incoming(node)]
        layer = network[node].layer
        inside = bool(network.outgoing(node)) and bool(before)
        count[node] = min(before, default=0) + (inside and layer.activation_name() in SIGMOIDS)
        if count[node] > count.get(worst, _MANY_SIGMOIDS):
            worst = node
    if not worst:
        return []
    text = msg(
        "{n} layers in a row have sigmoid, whose slope is at most ¼: through them a gradient shrinks to (¼)^{n} = "
        "{rest:.2g} at best, and the first layers hardly learn",
        n=count[worst], rest=0.25 ** count[worst],
    )  # fmt: skip
    first = next(n for n in inference.order if count[n] == 1)
    return [_say("vanishing", "fades", text, first, "relu_everywhere", field="activation")]


# Noise, normalisation, weights ----------------------------------------------------------------------------


def _noise(place: Place) -> Problem | None:
    layer, node = place.layer, place.node
    if not isinstance(layer, NOISE):
        return None
    if place.is_output:
        text = msg(
            "{layer} is the last layer: while training it spoils the answers themselves, which no weight can mend",
            layer=node.title,
        )
        return _say("noise_last", "at the end", text, node.id, "remove_layer")
    if not isinstance(layer, GaussianNoise) and layer.rate > _MUCH_DROPOUT:
        values = place.facts.output or (1,)
        count = values[-1] if isinstance(layer, SpatialDropout) else math.prod(values)
        text = msg(
            "{layer} silences {rate} %: of {values} about {left} left in a step, {factor:.3g} times as large",
            layer=node.title, rate=round(100 * layer.rate), values=counted(count, "{n} value", "{n} values"),
            left=counted(max(1, round(count * (1 - layer.rate))), "{n} is", "{n} are"),
            factor=1 / (1 - layer.rate),
        )  # fmt: skip
        return _say("much_dropout", "very much", text, node.id, "half_dropout", field="rate")
    return None


def _norm_twice(place: Place) -> Problem | None:
    if not isinstance(place.layer, BatchNorm | LayerNorm | GroupNorm):
        return None
    source = place.source.layer
    if type(source) is not type(place.layer) or source.activation_name() != "linear":
        return None
    text = msg(
        "{layer} evens out what {source} has evened out already: mean 0 and variance 1 stay as they are",
        layer=place.node.title, source=place.source.title,
    )  # fmt: skip
    return _say("norm_twice", "twice", text, place.node.id, "remove_layer")


def _same_start(place: Place) -> Problem | None:
    """Equal neurons get equal gradients; at the output their targets differ, so that they part at once."""
    layer, node = place.layer, place.node
    start, width = getattr(layer, "initializer", ""), _width(place, node.id)
    if start not in ("zeros", "ones") or place.is_output or width < 2:
        return None
    text = msg(
        "All weights of {layer} start from {value}: its {n} neurons get the same gradient in every step and stay "
        "{n} times the same one",
        layer=node.title, value={"zeros": 0, "ones": 1}[start], n=width,
    )  # fmt: skip
    return _say("same_start", "all alike", text, node.id, "random_start", field="initializer")


def _gaps(place: Place) -> Problem | None:
    """A stride beyond the window skips pixels. A window of one pixel is meant to: the shortcut of a residual."""
    layer = place.layer
    if isinstance(layer, Conv1D | Conv2D):
        sizes, strides, dilation = pair(layer.kernel_size), pair(layer.stride), pair(layer.dilation)
    elif isinstance(layer, Pool1D | Pool2D):
        sizes = pair(layer.pool_size)
        strides, dilation = sizes if layer.stride is None else pair(layer.stride), (1, 1)
    else:
        return None
    for size, stride, spread in zip(sizes, strides, dilation, strict=True):
        if 1 < size < stride and spread == 1:
            field = "kernel_size" if hasattr(layer, "kernel_size") else "pool_size"
            text = msg(
                "{layer} takes steps of {stride} with a window of {size}: of every {stride} pixels in a row it never "
                "looks at {missed}",
                layer=place.node.title, stride=stride, size=size, missed=stride - size,
            )  # fmt: skip
            return _say(
                "gaps", "gaps", text, place.node.id, "stride_like_window", "window_like_stride", field=field
            )
    return None


def _heavy_flatten(place: Place) -> Problem | None:
    layer, node, facts = place.layer, place.node, place.facts
    if not isinstance(layer, Dense) or facts.parameters < HEAVY:
        return None
    whole = place.inference.parameters
    source = place.source
    if not isinstance(source.layer, Flatten) or facts.parameters < 0.9 * whole:
        return None
    before = place.inference.facts[source.id].inputs[0]
    if len(before) < 2:
        return None
    text = msg(
        "{layer} has {share} % of all weights: {inputs} = {flat} values times {units}; a picture can be made "
        "smaller before it is flattened",
        layer=node.title, share=round(100 * facts.parameters / whole), inputs=show(before), flat=math.prod(before),
        units=counted(layer.units, "{n} neuron", "{n} neurons"),
    )  # fmt: skip
    return _say("heavy_flatten", "heavy", text, node.id, "pool_first", "insert_global_pool", "smaller_layer")


RULES: tuple[Rule, ...] = (
    _idle,
    _constant,
    _softmax_inside,
    _linear_chain,
    _activation_twice,
    _noise,
    _norm_twice,
    _same_start,
    _gaps,
    _heavy_flatten,
)
"""In the order in which they are asked; a layer gets one word of advice at a time."""
