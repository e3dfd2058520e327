"""Conv1D: small filters that slide along a sequence."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.backend.geometry import Window
from nnstudio.nn.activations import ActivationName
from nnstudio.nn.fields import Field
from nnstudio.nn.initializers import WeightInitializer
from nnstudio.nn.layer import LAYERS, Layer, Param, Site, activation_params, one_rank, sum_text
from nnstudio.nn.layers.settings import L1, L2, Bias, Filters, Groups
from nnstudio.nn.layers.windows import (
    SEQUENCE,
    ConvPaddingName,
    as_image,
    as_kernel,
    check_groups,
    plan_row,
    window_sum,
)
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.sight import Sight, window_sight
from nnstudio.nn.spelling import Keras, Taken, Torch, even, padded_row
from nnstudio.system.messages import Message, msg
from nnstudio.system.numbers import count_text


@LAYERS.register
class Conv1D(Layer, frozen=True):
    """Filters that slide along a sequence ``(L, C)``: ``A = σ(X ∗ W + b)``, of shape ``(L', filters)``.

    ``W`` has shape ``(kernel, C / groups, filters)``. Signals and time series are read like this (Waibel et
    al., "Phoneme recognition using time-delay neural networks", 1989). The arithmetic is :class:`Conv2D`'s on a
    picture one pixel wide.
    """

    title: ClassVar[str] = "Conv1D"
    category: ClassVar[str] = "convolution"
    summary: ClassVar[str] = "Shared filters along a sequence"
    keywords: ClassVar[str] = "convolution convolutional filter kernel signal time series text cnn"
    formula: ClassVar[str] = "Z = X ∗ W + b,  A = σ(Z)"

    filters: Filters = 16
    kernel_size: Annotated[int, Field("Length of the piece a neuron sees.", minimum=1, maximum=65_536)] = 3
    stride: Annotated[int, Field("Step from one piece to the next.", minimum=1, maximum=65_536)] = 1
    padding: ConvPaddingName = "valid"
    activation: ActivationName = "relu"
    zeros: Annotated[int, Field("Zeros before and behind; only with explicit padding.", minimum=0, maximum=65_536)] = 0  # fmt: skip
    dilation: Annotated[int, Field("Distance between the values of a piece; 1 means neighbours.", minimum=1, maximum=65_536)] = 1  # fmt: skip
    groups: Groups = 1
    bias: Bias = True
    initializer: WeightInitializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        length, _ = one_rank("Conv1D", inputs, 2, SEQUENCE)
        return plan_row(
            "Conv1D", length, self.kernel_size, self.stride, self.padding, self.dilation, self.zeros
        )

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        window = self._window(inputs)
        check_groups("Conv1D", inputs[0][1], self.filters, self.groups)
        return (window.rows.output, self.filters)

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        return (("length", window_sum(self._window(inputs).rows)),)

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        channels = inputs[0][1] // self.groups
        w = Param(
            "W", (self.kernel_size, channels, self.filters), self.initializer,
            self.kernel_size * channels, self.kernel_size * self.filters // self.groups, self.l1, self.l2,
        )  # fmt: skip
        b = (Param("b", (self.filters,), "zeros"),) if self.bias else ()
        return (w, *b, *activation_params(self.activation, self.filters))

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        length, _ = self.output_shape(inputs)
        return length * self.params(inputs)[0].size

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        return (window_sight(self._window(inputs).rows),)

    def account(self, inputs: tuple[Shape, ...]) -> Message:
        text = "{layer} shares the same weights at all {places} positions: {sum}"
        places = str(self.output_shape(inputs)[0])
        return msg(text, layer=self.title, places=places, sum=sum_text(self.params(inputs)))

    def figures(self) -> str:
        return f"{count_text(self.filters, 'filter')} · {self.kernel_size} · {self.activation}"

    def bind(self, site: Site) -> Bound:
        window = self._window((site.inputs[0].shape[1:],))
        return site.backend.conv2d(
            as_image(site.inputs[0]), as_kernel(site.params["W"]), site.params.get("b"), as_image(site.output),
            window, self.groups, site.sigma, as_image(site.grad_output), as_image(site.grad_inputs[0]),
            as_kernel(site.grads.get("W")), site.grads.get("b"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        (length, channels), out = shapes[0], self.output_shape(shapes)
        x = graph.emit("reshape", inputs, (length, 1, channels), node)
        z = graph.emit(
            "conv2d", (x, f"{node}/W"), (out[0], 1, out[1]), node,
            window=self._window(shapes), groups=self.groups,
        )  # fmt: skip
        z = graph.emit("reshape", (z,), out, node)
        if self.bias:
            z = graph.emit("bias", (z, f"{node}/b"), out, node)
        return graph.activate(z, self.activation, out, node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        window = self._window(inputs)
        options = f", stride={self.stride}" if self.stride > 1 else ""
        options += f", dilation={self.dilation}" if self.dilation > 1 else ""
        options += f", groups={self.groups}" if self.groups > 1 else ""
        options += "" if self.bias else ", bias=False"
        if even(window) and window.rows.before:
            options += f", padding={window.rows.before}"
        return Torch(
            "{self}({x})" if even(window) else f"{{self}}({padded_row(window)})",
            f"nn.Conv1d({inputs[0][1]}, {self.filters}, {self.kernel_size}{options})",
            (Taken("weight", "W", (2, 1, 0)), *((Taken("bias", "b"),) if self.bias else ())),
            "first",
        )

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        if self.stride > 1 and self.dilation > 1:
            return None
        border = Keras("ZeroPadding1D", {"padding": [self.zeros, self.zeros]})
        settings = {
            "filters": self.filters, "kernel_size": [self.kernel_size], "strides": [self.stride],
            "padding": "same" if self.padding == "same" else "valid", "dilation_rate": [self.dilation],
            "groups": self.groups, "use_bias": self.bias,
        }  # fmt: skip
        weights = (Taken("kernel", "W"), *((Taken("bias", "b"),) if self.bias else ()))
        return Keras("Conv1D", settings, weights, border if self.padding == "explicit" else None)
