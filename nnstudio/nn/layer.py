"""What a layer type is: a frozen record of settings and everything there is to say about it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, ClassVar

import msgspec

from nnstudio.backend.base import Array, Backend, Bound, Sigma
from nnstudio.nn.fields import Registry, Spec
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError, ShapeKind, show
from nnstudio.nn.sight import Sight
from nnstudio.nn.spelling import Keras, Torch
from nnstudio.system.messages import Message, counted, msg
from nnstudio.system.numbers import whole_text


class Param(msgspec.Struct, frozen=True):
    """One array of numbers of a layer: trainable, or kept as running state.

    Parameters
    ----------
    name : str
        ``"W"`` or ``"b"``, as in the textbook.
    shape : tuple of int
    initializer : str
        Key of :data:`nnstudio.nn.initializers.INITIALIZERS`.
    fan_in, fan_out : int
        Values that feed one output, and outputs that one value feeds.
    l1, l2 : float
        The loss grows by ``l1·Σ|w| + l2·Σw²``.
    """

    name: str
    shape: Shape
    initializer: str
    fan_in: int = 1
    fan_out: int = 1
    l1: float = 0.0
    l2: float = 0.0

    @property
    def size(self) -> int:
        """Number of values."""
        return math.prod(self.shape)


@dataclass
class Site:
    """The place in a program where a layer is bound to arrays.

    Parameters
    ----------
    backend : Backend
    inputs : tuple of arrays, each ``(N, *input_shape)``
    output : array, ``(N, *output_shape)``
    grad_inputs : tuple of arrays or None
        Where ``backward`` puts the gradients of the inputs; None where nobody needs it.
    grad_output : array or None
        The gradient of the output; None in a program that only predicts.
    params, grads : dict of str to array
        By the names of :meth:`Layer.params`.
    state : dict of str to array
        By the names of :meth:`Layer.state`.
    activation : str
        The activation to apply. It is "linear" where the loss takes the layer's logits.
    training : bool
        Whether the network learns: batch norm measures the batch.
    noise : bool
        Whether noise is wanted (dropout).
    seed : int
        The layer's own seed for noise.
    step : array of int64, shape (1,)
        The step counter, for noise.
    frozen : bool
        Whether the layer's own weights stay as they are: nobody reads their gradients.
    """

    backend: Backend
    inputs: tuple[Array, ...]
    output: Array
    grad_inputs: tuple[Array | None, ...] = ()
    grad_output: Array | None = None
    params: dict[str, Array] = field(default_factory=dict)
    grads: dict[str, Array] = field(default_factory=dict)
    state: dict[str, Array] = field(default_factory=dict)
    activation: str = "linear"
    training: bool = False
    noise: bool = False
    seed: int = 0
    step: Array = None
    frozen: bool = False

    @property
    def sigma(self) -> Sigma:
        """The activation with the slope it learns, if it learns one."""
        return Sigma(self.activation, self.params.get("alpha"), self.grads.get("alpha"))


class Layer(Spec, frozen=True):
    """Base of all layer types; a type is one file in :mod:`nnstudio.nn.layers`.

    Subclasses declare their settings as annotated fields and override what differs from "one input, same
    shape out, nothing to learn".
    """

    title: ClassVar[str]
    category: ClassVar[str]
    """Group in the palette and colour of the card, one of :data:`CATEGORIES`."""
    summary: ClassVar[str]
    """One line for the palette."""
    keywords: ClassVar[str] = ""
    formula: ClassVar[str] = ""
    inputs: ClassVar[tuple[int, int | None]] = (1, 1)
    """How many inputs it takes: at least, at most (None: any number)."""
    is_view: ClassVar[bool] = False
    """Whether the output is the input seen in another shape, so that no work is done."""

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        """Shape of the output.

        Raises
        ------
        ShapeError
            When the layer cannot work on these inputs; the text shows the arithmetic.
        """
        return inputs[0]

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        """How the output's size comes about, axis by axis: ``("height", "(28 − 5 + 2·0)/1 + 1 = 24")``.

        Axes that stay as they are, or that a setting names, need no arithmetic; given sound inputs.
        """
        return ()

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        """The arrays to learn, given the shapes of the inputs."""
        return ()

    def state(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        """The arrays that training keeps without a gradient, such as running means."""
        return ()

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        """Multiplications with an addition for one sample, in the forward pass."""
        return 0

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...] | None:
        """How far an output value sees: for each axis before the channels, or None where it may see everything.

        A layer that keeps these axes looks at its own place only, unless it says otherwise here; one that gives
        them up looks everywhere.
        """
        places = self.output_shape(inputs)[:-1]
        return (Sight(),) * len(places) if all(shape[:-1] == places for shape in inputs) else None

    def account(self, inputs: tuple[Shape, ...]) -> Message:
        """Why the layer has as many parameters as it has, in the textbook's words; given sound inputs."""
        params = self.params(inputs)
        if not params:
            return msg("{layer} has nothing to learn", layer=self.title)
        return counted(
            sum(p.size for p in params), "{layer} learns {sum} parameter", "{layer} learns {sum} parameters",
            layer=self.title, sum=sum_text(params),
        )  # fmt: skip

    def figures(self) -> str:
        """The key settings in a few characters, for the card: ``25 · sigmoid``."""
        return ""

    def bind(self, site: Site) -> Bound:
        """Plan the layer's operations on the arrays of a site."""
        raise NotImplementedError

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        """Write the layer in primitives and return the name of its output value."""
        raise NotImplementedError

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        """How Keras spells the layer; None where it cannot."""
        return None

    def torch(self, inputs: tuple[Shape, ...]) -> Torch | None:
        """How PyTorch spells the layer; None where it cannot."""
        return None

    def activation_name(self) -> str:
        """The activation at the layer's end, "linear" where there is none."""
        return str(getattr(self, "activation", "linear"))


CATEGORIES: tuple[str, ...] = (
    "input",
    "dense",
    "convolution",
    "pooling",
    "shape",
    "activation",
    "normalise",
    "regularise",
    "merge",
)
"""Groups of layers, in the order in which a network is built."""

LAYERS: Registry[Layer] = Registry("layer")
"""The catalogue of the program."""


class UnknownLayer(Layer, frozen=True):
    """A layer of a newer version: shown grey, kept and written back untouched."""

    title: ClassVar[str] = "Unknown"
    category: ClassVar[str] = "shape"
    summary: ClassVar[str] = "A layer this version does not know"
    inputs: ClassVar[tuple[int, int | None]] = (0, None)

    data: dict[str, Any] = {}

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        raise ShapeError(
            "This version does not know the layer {name}; replace it or open the file with a newer version",
            kind="unknown", word="unknown", remedies=("remove_layer",),
            name=str(self.data.get("type")),
        )  # fmt: skip

    def figures(self) -> str:
        return "from a newer version"


def layer_to_plain(layer: Layer) -> dict[str, Any]:
    """Turn a layer into the dictionary that files hold."""
    if isinstance(layer, UnknownLayer):
        return dict(layer.data)
    return LAYERS.to_plain(layer)


def layer_from_plain(data: dict[str, Any]) -> tuple[Layer, dict[str, Any]]:
    """Turn a dictionary from a file into a layer and the settings this version does not know."""
    if isinstance(data.get("type"), str) and data["type"] not in LAYERS:
        return UnknownLayer(data), {}
    return LAYERS.from_plain(data)


def sum_text(params: tuple[Param, ...]) -> str:
    """The number of parameters with its arithmetic: ``3·3·1·16 + 16 = 160``."""
    terms = ["·".join(str(n) for n in p.shape) for p in params]
    total = whole_text(sum(p.size for p in params))
    return f"{' + '.join(terms)} = {total}" if len(terms) > 1 or "·" in terms[0] else total


def activation_params(activation: str, channels: int) -> tuple[Param, ...]:
    """What an activation learns: for "prelu" a slope for each channel, for the others nothing."""
    return (Param("alpha", (channels,), "prelu"),) if activation == "prelu" else ()


_BY_RANK: dict[int, tuple[ShapeKind, tuple[str, ...]]] = {
    1: ("not_row", ("insert_flatten", "insert_global_pool")),
    2: ("not_sequence", ("dense_throughout", "insert_reshape", "use_counterpart", "remove_layer")),
    3: ("not_image", ("dense_throughout", "insert_reshape", "use_counterpart", "remove_layer")),
}
"""What is wrong where a rank is wanted and another is there, and what helps."""


def one_rank(layer: str, inputs: tuple[Shape, ...], rank: int, what: Message) -> Shape:
    """Return the only input's shape, or refuse it with a sentence when its rank is wrong.

    Parameters
    ----------
    layer : str
        The layer's title.
    inputs : tuple of shapes
    rank : int
        Wanted number of axes.
    what : Message
        The wanted shape in words, such as ``"an image (height × width × channels)"``.
    """
    (shape,) = inputs
    if len(shape) != rank:
        kind, remedies = _BY_RANK[rank]
        raise ShapeError(
            "{layer} works on {what}, but receives {shape}",
            kind=kind, remedies=remedies, layer=layer, what=what, shape=show(shape),
        )  # fmt: skip
    return shape
