"""What the pooling layers share: a window that makes one value of each patch, channel by channel."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.backend.geometry import Window
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.layer import Layer, Site, one_rank
from nnstudio.nn.layers.windows import IMAGE, SEQUENCE, PaddingName, as_image, pair, plan_row, plan_window
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError, show


class Pool2D(Layer, frozen=True):
    """Base of pooling over an image ``(H, W, C)``."""

    kind: ClassVar[str]
    """The backend's and the primitives' word: "max" or "average"."""

    pool_size: Annotated[Pair, Field("Height and width of the patch that becomes one value.", minimum=1, maximum=1024)] = 2  # fmt: skip
    stride: Annotated[Pair | None, Field("Step from one patch to the next; empty means as large as the patch.", minimum=1, maximum=1024)] = None  # fmt: skip
    padding: PaddingName = "valid"

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        shape = one_rank(self.title, inputs, 3, IMAGE)
        stride = self.pool_size if self.stride is None else self.stride
        return plan_window(self.title, shape, self.pool_size, stride, self.padding, field="pool_size")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        window = self._window(inputs)
        return (window.rows.output, window.columns.output, inputs[0][2])

    def figures(self) -> str:
        height, width = pair(self.pool_size)
        return f"{height}×{width}"

    def bind(self, site: Site) -> Bound:
        window = self._window((site.inputs[0].shape[1:],))
        return site.backend.pool2d(
            self.kind, site.inputs[0], site.output, window, site.grad_output, site.grad_inputs[0]
        )

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        out = self.output_shape(shapes)
        return graph.emit("pool2d", inputs, out, node, kind=self.kind, window=self._window(shapes))


class Pool1D(Layer, frozen=True):
    """Base of pooling along a sequence ``(L, C)``: an image one pixel wide."""

    kind: ClassVar[str]
    """The backend's and the primitives' word: "max" or "average"."""

    pool_size: Annotated[int, Field("Length of the piece that becomes one value.", minimum=1, maximum=65_536)] = 2  # fmt: skip
    stride: Annotated[int | None, Field("Step from one piece to the next; empty means as long as the piece.", minimum=1, maximum=65_536)] = None  # fmt: skip
    padding: PaddingName = "valid"

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        length, _ = one_rank(self.title, inputs, 2, SEQUENCE)
        stride = self.stride or self.pool_size
        return plan_row(self.title, length, self.pool_size, stride, self.padding, field="pool_size")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        return (self._window(inputs).rows.output, inputs[0][1])

    def figures(self) -> str:
        return str(self.pool_size)

    def bind(self, site: Site) -> Bound:
        window = self._window((site.inputs[0].shape[1:],))
        return site.backend.pool2d(
            self.kind, as_image(site.inputs[0]), as_image(site.output), window,
            as_image(site.grad_output), as_image(site.grad_inputs[0]),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        (length, channels), out = shapes[0], self.output_shape(shapes)
        x = graph.emit("reshape", inputs, (length, 1, channels), node)
        y = graph.emit(
            "pool2d", (x,), (out[0], 1, channels), node, kind=self.kind, window=self._window(shapes)
        )
        return graph.emit("reshape", (y,), out, node)


class GlobalPool(Layer, frozen=True):
    """Base of pooling over the whole of a sequence ``(L, C)`` or an image ``(H, W, C)``: ``(C,)`` is left."""

    kind: ClassVar[str]
    """The backend's and the primitives' word: "max" or "average"."""

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        (shape,) = inputs
        if len(shape) < 2:
            raise ShapeError(
                "{title} looks over a sequence (length × channels) or an image, but receives a row of {shape}",
                title=self.title, shape=show(shape),
            )  # fmt: skip
        return shape[-1:]

    def bind(self, site: Site) -> Bound:
        return site.backend.global_pool(
            self.kind, site.inputs[0], site.output, site.grad_output, site.grad_inputs[0]
        )

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("global_pool", inputs, self.output_shape(shapes), node, kind=self.kind)
