"""Conv2D: small filters that look at neighbourhoods and are shared over the whole picture."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.backend.geometry import Window
from nnstudio.nn.activations import ActivationName
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.initializers import WeightInitializer
from nnstudio.nn.layer import LAYERS, Layer, Param, Site, activation_params, one_rank, sum_text
from nnstudio.nn.layers.settings import L1, L2, Bias, Filters, Groups
from nnstudio.nn.layers.windows import (
    IMAGE,
    ConvPaddingName,
    check_groups,
    pair,
    plan_window,
    torch_options,
    window_sums,
)
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.sight import Sight, window_sight
from nnstudio.nn.spelling import Keras, Taken, Torch, even, padded
from nnstudio.system.messages import Message, msg
from nnstudio.system.numbers import count_text


@LAYERS.register
class Conv2D(Layer, frozen=True):
    """Filters that slide over an image ``(H, W, C)``: ``A = σ(X ∗ W + b)``, of shape ``(H', W', filters)``.

    ``W`` has shape ``(kernel height, kernel width, C / groups, filters)``. The same filter is used at every
    position, so the number of parameters does not depend on the size of the picture. What is computed is
    the cross-correlation (Goodfellow, Bengio & Courville, Deep Learning, 2016, eq. 9.6), as everywhere in the field.
    """

    title: ClassVar[str] = "Conv2D"
    category: ClassVar[str] = "convolution"
    summary: ClassVar[str] = "Shared filters over space"
    keywords: ClassVar[str] = "convolution convolutional filter kernel image cnn depthwise grouped dilated"
    formula: ClassVar[str] = "Z = X ∗ W + b,  A = σ(Z)"

    filters: Filters = 16
    kernel_size: Annotated[
        Pair, Field("Height and width of the patch a neuron sees.", minimum=1, maximum=1024, unit="pixels")
    ] = 3
    stride: Annotated[Pair, Field("Step from one patch to the next.", minimum=1, maximum=1024, unit="pixels")] = 1  # fmt: skip
    padding: ConvPaddingName = "valid"
    activation: ActivationName = "relu"
    zeros: Annotated[Pair, Field("Rows of zeros above and below, columns left and right; only with explicit padding.", minimum=0, maximum=1024, unit="pixels")] = 0  # fmt: skip
    dilation: Annotated[Pair, Field("Distance between the pixels of a patch; 1 means neighbours.", minimum=1, maximum=1024, unit="pixels")] = 1  # fmt: skip
    groups: Groups = 1
    bias: Bias = True
    initializer: WeightInitializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        shape = one_rank("Conv2D", inputs, 3, IMAGE)
        return plan_window(
            "Conv2D", shape, self.kernel_size, self.stride, self.padding, self.dilation, self.zeros
        )

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        window = self._window(inputs)
        check_groups("Conv2D", inputs[0][2], self.filters, self.groups)
        return (window.rows.output, window.columns.output, self.filters)

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        return window_sums(self._window(inputs))

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        kh, kw = pair(self.kernel_size)
        channels = inputs[0][2] // self.groups
        w = Param(
            "W", (kh, kw, channels, self.filters), self.initializer,
            kh * kw * channels, kh * kw * self.filters // self.groups, self.l1, self.l2,
        )  # fmt: skip
        b = (Param("b", (self.filters,), "zeros"),) if self.bias else ()
        return (w, *b, *activation_params(self.activation, self.filters))

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        rows, columns, _ = self.output_shape(inputs)
        return rows * columns * self.params(inputs)[0].size

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        return tuple(window_sight(axis) for axis in self._window(inputs))

    def account(self, inputs: tuple[Shape, ...]) -> Message:
        text = "{layer} shares the same weights at all {places} positions: {sum}"
        places = "{}·{}".format(*self.output_shape(inputs))
        return msg(text, layer=self.title, places=places, sum=sum_text(self.params(inputs)))

    def figures(self) -> str:
        kh, kw = pair(self.kernel_size)
        return f"{count_text(self.filters, 'filter')} · {kh}×{kw} · {self.activation}"

    def bind(self, site: Site) -> Bound:
        window = self._window((site.inputs[0].shape[1:],))
        return site.backend.conv2d(
            site.inputs[0], site.params["W"], site.params.get("b"), site.output, window, self.groups,
            site.sigma, site.grad_output, site.grad_inputs[0], site.grads.get("W"), site.grads.get("b"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        out = self.output_shape(shapes)
        z = graph.emit(
            "conv2d", (inputs[0], f"{node}/W"), out, node, window=self._window(shapes), groups=self.groups
        )
        if self.bias:
            z = graph.emit("bias", (z, f"{node}/b"), out, node)
        return graph.activate(z, self.activation, out, node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        window = self._window(inputs)
        return Torch(
            "{self}({x})" if even(window) else f"{{self}}({padded(window)})",
            f"nn.Conv2d({inputs[0][2]}, {self.filters}, {torch_options(window, self.groups, self.bias)})",
            (Taken("weight", "W", (3, 2, 0, 1)), *((Taken("bias", "b"),) if self.bias else ())),
            "first",
        )

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        if max(pair(self.stride)) > 1 and max(pair(self.dilation)) > 1:
            return None
        down, across = pair(self.zeros)
        border = Keras("ZeroPadding2D", {"padding": [[down, down], [across, across]]})
        settings = {
            "filters": self.filters, "kernel_size": list(pair(self.kernel_size)),
            "strides": list(pair(self.stride)), "padding": "same" if self.padding == "same" else "valid",
            "dilation_rate": list(pair(self.dilation)), "groups": self.groups, "use_bias": self.bias,
        }  # fmt: skip
        weights = (Taken("kernel", "W"), *((Taken("bias", "b"),) if self.bias else ()))
        return Keras("Conv2D", settings, weights, border if self.padding == "explicit" else None)
