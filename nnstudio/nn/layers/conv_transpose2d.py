"""ConvTranspose2D: a convolution run backwards, to make a picture larger."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.backend.geometry import Axis, Window, same_axis, valid_axis
from nnstudio.nn.activations import ActivationName
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.initializers import WeightInitializer
from nnstudio.nn.layer import LAYERS, Layer, Param, Site, activation_params, one_rank, sum_text
from nnstudio.nn.layers.settings import L1, L2, Bias, Filters
from nnstudio.nn.layers.windows import IMAGE, pair, torch_options
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.sight import Sight, painted_sight
from nnstudio.nn.spelling import Keras, Taken, Torch, even
from nnstudio.system.messages import Message, msg
from nnstudio.system.numbers import count_text


@LAYERS.register
class ConvTranspose2D(Layer, frozen=True):
    """Every pixel of an image ``(H, W, C)`` paints a patch, and overlapping patches add up.

    It is the gradient of a convolution used forwards (Dumoulin & Visin, "A guide to convolution arithmetic for
    deep learning", arXiv:1603.07285, chapter 4). ``W`` has shape ``(kernel height, kernel width, filters, C)``.
    Without padding a side of n pixels becomes ``(n − 1)·stride + reach``, where a patch reaches over
    ``(kernel − 1)·dilation + 1`` pixels; with "same" it becomes ``n·stride``, as in Keras: what a patch paints
    beyond that is cut off, the odd pixel at the end.
    """

    title: ClassVar[str] = "ConvTranspose2D"
    category: ClassVar[str] = "convolution"
    summary: ClassVar[str] = "Paints patches: enlarges images"
    keywords: ClassVar[str] = "deconvolution transposed upsampling decoder generator autoencoder"
    formula: ClassVar[str] = "Z = X ∗ᵀ W + b,  A = σ(Z)"

    filters: Filters = 16
    kernel_size: Annotated[
        Pair, Field("Height and width of the patch a pixel paints.", minimum=1, maximum=1024, unit="pixels")
    ] = 3
    stride: Annotated[Pair, Field("Step from one patch to the next: how much larger the picture becomes.", minimum=1, maximum=1024, unit="pixels")] = 2  # fmt: skip
    padding: Annotated[
        str,
        Field("same cuts the picture to its size times the stride; valid keeps all that is painted.",
              choices=("valid", "same"),
              choice_help=("All that is painted stays: the picture is a little larger than size · stride.",
                           "What lies beyond size · stride is cut off.")),
    ] = "same"  # fmt: skip
    activation: ActivationName = "relu"
    dilation: Annotated[Pair, Field("Distance between the pixels of a patch; 1 means neighbours.", minimum=1, maximum=1024, unit="pixels")] = 1  # fmt: skip
    bias: Bias = True
    initializer: WeightInitializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        """The window over the *output*, whose positions are the pixels of the input."""
        shape = one_rank("ConvTranspose2D", inputs, 3, IMAGE)
        axes = zip(shape[:2], pair(self.kernel_size), pair(self.stride), pair(self.dilation), strict=True)
        return Window(*(self._axis(*axis) for axis in axes))

    def _axis(self, size: int, kernel: int, stride: int, dilation: int) -> Axis:
        if self.padding == "same":
            return same_axis(size * stride, kernel, stride, dilation)
        return valid_axis((size - 1) * stride + (kernel - 1) * dilation + 1, kernel, stride, dilation)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        window = self._window(inputs)
        return (window.rows.size, window.columns.size, self.filters)

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, self._sum(size, axis))
            for name, size, axis in zip(("height", "width"), inputs[0], self._window(inputs), strict=False)
        )

    def _sum(self, size: int, axis: Axis) -> str:
        if self.padding == "same":
            return f"{size}·{axis.stride} = {axis.size}"
        reach = f"{axis.kernel}" if axis.dilation == 1 else f"({axis.kernel} − 1)·{axis.dilation} + 1"
        return f"({size} − 1)·{axis.stride} + {reach} = {axis.size}"

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        kh, kw = pair(self.kernel_size)
        down, across = pair(self.stride)
        channels = inputs[0][2]
        w = Param(
            "W", (kh, kw, self.filters, channels), self.initializer,
            # Of the kernel, every stride-th value meets an output; Keras and PyTorch count filters instead.
            -(-kh // down) * -(-kw // across) * channels, kh * kw * self.filters, self.l1, self.l2,
        )  # fmt: skip
        b = (Param("b", (self.filters,), "zeros"),) if self.bias else ()
        return (w, *b, *activation_params(self.activation, self.filters))

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        rows, columns, _ = inputs[0]
        return rows * columns * self.params(inputs)[0].size

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        return tuple(painted_sight(axis) for axis in self._window(inputs))

    def account(self, inputs: tuple[Shape, ...]) -> Message:
        text = "{layer} paints patches with the same weights from all {places} positions: {sum}"
        places = "{}·{}".format(*inputs[0])
        return msg(text, layer=self.title, places=places, sum=sum_text(self.params(inputs)))

    def figures(self) -> str:
        kh, kw = pair(self.kernel_size)
        return f"{count_text(self.filters, 'filter')} · {kh}×{kw} · {self.activation}"

    def bind(self, site: Site) -> Bound:
        window = self._window((site.inputs[0].shape[1:],))
        return site.backend.conv_transpose2d(
            site.inputs[0], site.params["W"], site.params.get("b"), site.output, window,
            site.sigma, site.grad_output, site.grad_inputs[0], site.grads.get("W"), site.grads.get("b"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        out = self.output_shape(shapes)
        z = graph.emit("conv_transpose2d", (inputs[0], f"{node}/W"), out, node, window=self._window(shapes))
        if self.bias:
            z = graph.emit("bias", (z, f"{node}/b"), out, node)
        return graph.activate(z, self.activation, out, node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        window = self._window(inputs)
        rows, columns = window
        # The border is taken off on both sides alike; what is odd goes by a slice. Beyond the last patch there
        # may be pixels that nothing paints.
        rest = tuple(a.size + a.before + a.after - (a.output - 1) * a.stride - a.reach for a in window)
        even_window = Window(*(axis._replace(after=axis.before) for axis in window))
        options = torch_options(even_window, 1, self.bias) + (
            f", output_padding={rest!r}" if any(rest) else ""
        )
        cut = "" if even(window) else f"[:, :, :{rows.size}, :{columns.size}]"
        return Torch(
            "{self}({x})" + cut,
            f"nn.ConvTranspose2d({inputs[0][2]}, {self.filters}, {options})",
            (Taken("weight", "W", (3, 2, 0, 1)), *((Taken("bias", "b"),) if self.bias else ())),
            "first",
        )

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        window = self._window(inputs)
        strided = any(axis.stride > 1 for axis in window)
        # Keras leaves room behind a patch that is smaller than its stride, this program does not.
        gaps = self.padding == "valid" and any(axis.reach < axis.stride for axis in window)
        if gaps or (strided and max(pair(self.dilation)) > 1):
            return None
        settings = {
            "filters": self.filters, "kernel_size": list(pair(self.kernel_size)),
            "strides": list(pair(self.stride)), "padding": self.padding,
            "dilation_rate": list(pair(self.dilation)), "use_bias": self.bias,
        }  # fmt: skip
        weights = (Taken("kernel", "W"), *((Taken("bias", "b"),) if self.bias else ()))
        return Keras("Conv2DTranspose", settings, weights)
