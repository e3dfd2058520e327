"""Networks drawn at random that are sound: chains, branches, skips, several inputs and outputs, every kind of layer."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from nnstudio.export import Artifact
from nnstudio.graph.network import Network
from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool1D,
    AvgPool2D,
    BatchNorm,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAvgPool,
    GlobalMaxPool,
    GroupNorm,
    Input,
    LayerNorm,
    MaxPool1D,
    MaxPool2D,
    Multiply,
    Reshape,
    SpatialDropout,
    UpSample2D,
    ZeroPad2D,
)
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.shape import Shape, ShapeError
from nnstudio.system.arrays import Host
from nnstudio.training.model import Model

MOST_VALUES = 1200
"""Of one sample between two layers: large enough for every layer, small enough for hundreds of networks."""
ROWS = 4


class Drawn(NamedTuple):
    """A network with weights, samples for it, and what it answers.

    Parameters
    ----------
    artifact : Artifact
    inputs, outputs : dict of str to array
        By the ids of the Inputs and of the last layers.
    """

    artifact: Artifact
    inputs: dict[str, Host]
    outputs: dict[str, Host]


class _Dice:
    """What is drawn, so that a number tells a network."""

    def __init__(self, seed: int) -> None:
        self._generator = np.random.default_rng(seed)

    def one(self, *of: Any) -> Any:
        return of[int(self._generator.integers(len(of)))]

    def whole(self, low: int, high: int) -> int:
        return int(self._generator.integers(low, high + 1))

    def perhaps(self, share: float = 0.5) -> bool:
        return bool(self._generator.random() < share)

    def activation(self) -> str:
        return str(self.one(*ACTIVATIONS))


def _on_rows(dice: _Dice, shape: Shape) -> Layer:
    (size,) = shape
    makers: tuple[Callable[[], Layer], ...] = (
        lambda: Dense(dice.whole(1, 8), activation=dice.activation(), bias=dice.perhaps(0.8)),
        lambda: Dense(dice.whole(1, 8), activation=dice.activation()),
        lambda: Reshape(dice.one(*_factored(size))),
        *_anywhere(dice, shape[-1]),
    )
    return dice.one(*makers)()


def _on_sequences(dice: _Dice, shape: Shape) -> Layer:
    channels = shape[-1]
    pool, pooled = dice.one(MaxPool1D, AvgPool1D), dice.one("valid", "same")
    makers: tuple[Callable[[], Layer], ...] = (
        *[lambda: Conv1D(**_window(dice, channels, flat=True))] * 4,
        lambda: pool(dice.whole(1, 3), stride=dice.one(None, 1, 2), padding=pooled),
        lambda: dice.one(GlobalMaxPool, GlobalAvgPool)(),
        lambda: SpatialDropout(0.3),
        Flatten,
        lambda: Reshape(dice.one((shape[0], 1, channels), (1, *shape), (math.prod(shape),), (channels, shape[0]))),
        *_anywhere(dice, shape[-1]),
    )  # fmt: skip
    return dice.one(*makers)()


def _on_images(dice: _Dice, shape: Shape) -> Layer:
    height, width, channels = shape
    pool, pooled = dice.one(MaxPool2D, AvgPool2D), dice.one("valid", "same")
    makers: tuple[Callable[[], Layer], ...] = (
        *[lambda: Conv2D(**_window(dice, channels, flat=False))] * 5,
        lambda: ConvTranspose2D(
            dice.whole(1, 3), dice.one(1, 2, 3, (2, 3), 4), dice.one(1, 2, (2, 1)),
            dice.one("valid", "same"), dice.activation(), bias=dice.perhaps(0.8),
        ),
        lambda: pool(dice.one(1, 2, 3, (2, 1)), stride=dice.one(None, 1, 2), padding=pooled),
        lambda: dice.one(GlobalMaxPool, GlobalAvgPool)(),
        lambda: dice.one(MaxPool2D, AvgPool2D)(2),
        lambda: ZeroPad2D(*(dice.whole(0, 2) for _ in range(4))),
        lambda: UpSample2D(dice.one(1, 2, (1, 2), (3, 1)), dice.one("nearest", "bilinear")),
        lambda: SpatialDropout(0.3),
        Flatten,
        lambda: Reshape(dice.one((height * width, channels), (height, width * channels), (width, height, channels), (channels, height * width))),
        *_anywhere(dice, shape[-1]),
    )  # fmt: skip
    return dice.one(*makers)()


def _anywhere(dice: _Dice, channels: int) -> tuple[Callable[[], Layer], ...]:
    groups = [n for n in (1, 2, 3, channels) if channels % n == 0]
    return (
        lambda: BatchNorm(epsilon=dice.one(1e-3, 1e-5), activation=dice.activation()),
        lambda: dice.one(LayerNorm, partial(GroupNorm, dice.one(*groups)))(epsilon=dice.one(1e-3, 1e-2)),
        lambda: Activation(dice.activation()),
        lambda: dice.one(Dropout(0.5), GaussianNoise(0.1)),
    )


def _window(dice: _Dice, channels: int, *, flat: bool) -> dict[str, Any]:
    """Settings of a convolution; ``padding="same"`` without steps keeps the size, so that skips are possible."""
    groups = dice.one(1, 1, *(n for n in (2, 3, channels) if channels % n == 0))
    small = dice.one(1, 2, 3) if flat else dice.one(1, 2, 3, (1, 3), (3, 2))
    zeros = dice.whole(0, 2)
    padding = dice.one("valid", "same", "same", "explicit")
    stride, dilation = dice.one((1, 1), (1, 1), (2, 1), (1, 2))
    return {
        "filters": groups * dice.whole(1, 3), "kernel_size": small, "stride": stride, "dilation": dilation,
        "padding": padding, "groups": groups, "activation": dice.activation(), "bias": dice.perhaps(0.8),
        **({"zeros": zeros} if padding == "explicit" else {}),
    }  # fmt: skip


def _factored(size: int) -> list[Shape]:
    """Other shapes with as many values."""
    pairs: list[Shape] = [(a, size // a) for a in range(1, size + 1) if size % a == 0]
    return [*pairs, *((1, *pair) for pair in pairs), *((*pair, 1) for pair in pairs)]


class _Growing:
    """A network while it is drawn."""

    def __init__(self, seed: int) -> None:
        self.dice = _Dice(seed)
        self.network = Network()
        self.shapes: dict[str, Shape] = {}

    def add(self, layer: Layer, *sources: str) -> str | None:
        """Append a layer where it fits and stays small."""
        try:
            shape = layer.output_shape(tuple(self.shapes[s] for s in sources))
        except ShapeError:
            return None
        if math.prod(shape) > MOST_VALUES or len(shape) > 3:
            return None
        node = self.network.new_id(layer)
        self.network = self.network.add(layer, after=sources, id=node)
        self.shapes[node] = shape
        return node

    @property
    def loose(self) -> list[str]:
        """Layers that nothing follows yet."""
        return [node for node in self.shapes if not self.network.outgoing(node)]

    def begin(self) -> None:
        dice = self.dice
        several = dice.perhaps(0.35)
        for _ in range(2 if several else 1):
            kind = dice.one("row", "sequence", "image", "image")
            size = dice.whole
            shape = {
                "row": (size(2, 12),),
                "sequence": (size(4, 9), size(1, 3)),
                "image": (size(3, 8), size(3, 8), size(1, 4)),
            }[kind]
            self.add(Input(shape))

    def grow(self) -> None:
        """One more layer behind some other, the newest ones first; or a layer that joins two branches."""
        dice = self.dice
        if dice.perhaps(0.25):
            return self.join()
        from_end = self.loose if dice.perhaps(0.8) else list(self.shapes)
        source = dice.one(*from_end)
        on = (_on_rows, _on_sequences, _on_images)[len(self.shapes[source]) - 1]
        self.add(on(dice, self.shapes[source]), source)
        return None

    def join(self) -> None:
        """An Add, a Multiply or a Concatenate of branches that fit."""
        dice = self.dice
        a = dice.one(*self.shapes)
        alike = [node for node in self.shapes if node != a and self.shapes[node] == self.shapes[a]]
        beside = [node for node in self.shapes if node != a and self.shapes[node][:-1] == self.shapes[a][:-1]]
        if alike and dice.perhaps():
            self.add(dice.one(Add(), Add(), Multiply()), a, dice.one(*alike))
        elif beside:
            more = [dice.one(*beside) for _ in range(dice.one(1, 1, 2))]
            self.add(Concatenate(), a, *dict.fromkeys(more))

    def finish(self) -> Network:
        """Bring every loose end together: flattened, side by side, into a Dense; or leave two of them as outputs."""
        dice = self.dice
        for source in [node for node in self.network.input_ids if node in self.loose]:
            self.add(Activation("tanh"), source)
        ends = self.loose
        if len(ends) <= 2 and dice.perhaps(0.4):
            return self.network
        rows = [end if len(self.shapes[end]) == 1 else self._flat(end) for end in ends]
        joined = rows[0] if len(rows) == 1 else self._put(Concatenate(), *rows)
        hidden = self._put(Dense(dice.whole(2, 6), activation=dice.activation()), joined)
        self._put(Dense(dice.whole(1, 4), activation=dice.one("softmax", "sigmoid", "linear")), hidden)
        return self.network

    def _put(self, layer: Layer, *sources: str) -> str:
        node = self.network.new_id(layer)
        self.shapes[node] = layer.output_shape(tuple(self.shapes[s] for s in sources))
        self.network = self.network.add(layer, after=sources, id=node)
        return node

    def _flat(self, end: str) -> str:
        return self._put(self.dice.one(Flatten(), GlobalAvgPool(), Flatten()), end)


def drawn_network(seed: int, layers: int | None = None) -> Network:
    """A sound network; the same for the same seed."""
    growing = _Growing(seed)
    growing.begin()
    for _ in range(growing.dice.whole(3, 16) if layers is None else layers):
        growing.grow()
    return growing.finish()


def drawn(seed: int, network: Network | None = None) -> Drawn:
    """A network with weights as a trained one has them, so that values stay about 1, and its answers."""
    network = drawn_network(seed) if network is None else network
    generator = np.random.default_rng([seed, 1])
    model = Model(network, {n: MeanSquaredError() for n in network.output_ids}, batch_size=1, dtype="float64")
    weights = {}
    for key, array in model.get_weights().items():
        name, normal = key.rpartition("/")[2], generator.normal(size=array.shape)
        if name == "W":
            normal /= math.sqrt(max(1, math.prod(array.shape[:-1])))
        elif name == "variance":
            normal = 0.5 + np.abs(normal)
        elif name == "gamma":
            normal = 1 + normal / 4
        elif name == "alpha":
            normal = 0.25 + normal / 8
        else:
            normal /= 4
        weights[key] = normal.astype(np.float32)
    model.set_weights(weights)
    inputs = {
        node: generator.normal(size=(ROWS, *shape)).astype(np.float32)
        for node, shape in model.input_shapes.items()
    }
    given = model.predict({node: x.astype(np.float64) for node, x in inputs.items()})
    outputs = given if isinstance(given, dict) else {network.output_ids[0]: given}
    return Drawn(Artifact(network, weights), inputs, outputs)
