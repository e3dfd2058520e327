"""Conv2D: small filters that look at neighbourhoods and are shared over the whole picture."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.backend.geometry import Window
from nnstudio.nn.activations import ActivationName
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.initializers import WeightInitializer
from nnstudio.nn.layer import LAYERS, Layer, Param, Site, one_rank
from nnstudio.nn.layers.windows import PaddingName, pair, plan_window
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError


@LAYERS.register
class Conv2D(Layer, frozen=True):
    """Filters that slide over an image ``(H, W, C)``: ``A = σ(X ∗ W + b)``.

    ``W`` has shape ``(kernel height, kernel width, C / groups, filters)``. The same filter is used at every
    position, so the number of parameters does not depend on the size of the picture. What is computed is
    the cross-correlation (Goodfellow, Bengio & Courville, Deep Learning, 2016, eq. 9.6), as everywhere in the field.
    """

    title: ClassVar[str] = "Conv2D"
    category: ClassVar[str] = "convolution"
    summary: ClassVar[str] = "Shared filters over space"
    keywords: ClassVar[str] = "convolution convolutional filter kernel image cnn"
    formula: ClassVar[str] = "Z = X ∗ W + b,  A = σ(Z)"

    filters: Annotated[int, Field("How many patterns the layer looks for.", minimum=1, maximum=65_536)] = 16
    kernel_size: Annotated[
        Pair, Field("Height and width of the patch a neuron sees.", minimum=1, maximum=1024)
    ] = 3
    stride: Annotated[Pair, Field("Step from one patch to the next.", minimum=1, maximum=1024)] = 1
    padding: PaddingName = "valid"
    activation: ActivationName = "relu"
    dilation: Annotated[Pair, Field("Distance between the pixels of a patch; 1 means neighbours.", minimum=1, maximum=1024)] = 1  # fmt: skip
    groups: Annotated[int, Field("Splits channels and filters into groups that do not see each other.", minimum=1, maximum=65_536)] = 1  # fmt: skip
    bias: Annotated[bool, Field("Adds a number of its own to every filter's sum.")] = True
    initializer: WeightInitializer = "glorot_uniform"

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        shape = one_rank("Conv2D", inputs, 3, "an image (height × width × channels)")
        return plan_window("Conv2D", shape, self.kernel_size, self.stride, self.padding, self.dilation)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        window = self._window(inputs)
        channels = inputs[0][2]
        if channels % self.groups or self.filters % self.groups:
            raise ShapeError(
                "Conv2D: {channels} channels and {filters} filters cannot both be divided into {groups} groups",
                word="groups", field="groups", remedies=("one_group",),
                channels=channels, filters=self.filters, groups=self.groups,
            )  # fmt: skip
        return (window.rows.output, window.columns.output, self.filters)

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        kh, kw = pair(self.kernel_size)
        channels = inputs[0][2] // self.groups
        w = Param(
            "W", (kh, kw, channels, self.filters), self.initializer,
            kh * kw * channels, kh * kw * self.filters // self.groups,
        )  # fmt: skip
        return (w, Param("b", (self.filters,), "zeros")) if self.bias else (w,)

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        rows, columns, _ = self.output_shape(inputs)
        return rows * columns * self.params(inputs)[0].size

    def figures(self) -> str:
        kh, kw = pair(self.kernel_size)
        return f"{self.filters} filters · {kh}×{kw} · {self.activation}"

    def bind(self, site: Site) -> Bound:
        window = self._window((site.inputs[0].shape[1:],))
        return site.backend.conv2d(
            site.inputs[0], site.params["W"], site.params.get("b"), site.output, window, self.groups,
            site.activation, site.grad_output, site.grad_inputs[0], site.grads.get("W"), site.grads.get("b"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        out = self.output_shape(shapes)
        z = graph.emit(
            "conv2d", (inputs[0], f"{node}/W"), out, node, window=self._window(shapes), groups=self.groups
        )
        if self.bias:
            z = graph.emit("bias", (z, f"{node}/b"), out, node)
        return graph.activate(z, self.activation, out, node)
