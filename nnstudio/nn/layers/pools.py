"""What the pooling layers share: a window that makes one value of each patch, channel by channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.backend.geometry import Window
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.layer import Layer, Site, one_rank
from nnstudio.nn.layers.windows import (
    IMAGE,
    SEQUENCE,
    PaddingName,
    as_image,
    pair,
    plan_row,
    plan_window,
    torch_options,
    window_sum,
    window_sums,
)
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.nn.sight import Sight, window_sight
from nnstudio.nn.spelling import Keras, Torch, even, padded, padded_row

_KERAS = {"max": "Max", "average": "Average"}
"""How the kinds of pooling begin in the names of Keras."""


class Pool2D(Layer, frozen=True):
    """Base of pooling over an image ``(H, W, C)``."""

    kind: ClassVar[str]
    """The backend's and the primitives' word: "max" or "average"."""

    pool_size: Annotated[Pair, Field("Height and width of the patch that becomes one value.", minimum=1, maximum=1024, unit="pixels")] = 2  # fmt: skip
    stride: Annotated[Pair | None, Field("Step from one patch to the next; empty means as large as the patch.", minimum=1, maximum=1024, unit="pixels")] = None  # fmt: skip
    padding: PaddingName = "valid"

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        shape = one_rank(self.title, inputs, 3, IMAGE)
        stride = self.pool_size if self.stride is None else self.stride
        return plan_window(self.title, shape, self.pool_size, stride, self.padding, field="pool_size")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        window = self._window(inputs)
        return (window.rows.output, window.columns.output, inputs[0][2])

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        return window_sums(self._window(inputs))

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        return tuple(window_sight(axis) for axis in self._window(inputs))

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

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        if not _same_everywhere(self.kind, self._window(inputs)):
            return None
        stride = self.pool_size if self.stride is None else self.stride
        sizes = {"pool_size": list(pair(self.pool_size)), "strides": list(pair(stride))}
        return Keras(f"{_KERAS[self.kind]}Pooling2D", {**sizes, "padding": self.padding})

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        window = self._window(inputs)
        options = torch_options(window, 1, True)
        if "stride" not in options:  # left out, it would be the size of the patch
            size, _, rest = options.partition(", padding")
            options = f"{size}, stride=1" + (f", padding{rest}" if rest else "")
        return _torch_pool(self.kind, window, "2d", options, padded)


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

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        return (("length", window_sum(self._window(inputs).rows)),)

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        return (window_sight(self._window(inputs).rows),)

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

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        if not _same_everywhere(self.kind, self._window(inputs)):
            return None
        sizes = {"pool_size": [self.pool_size], "strides": [self.stride or self.pool_size]}
        return Keras(f"{_KERAS[self.kind]}Pooling1D", {**sizes, "padding": self.padding})

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        window = self._window(inputs)
        rows = window.rows
        options = f"{rows.kernel}, stride={rows.stride}"
        options += f", padding={rows.before}" if even(window) and rows.before else ""
        return _torch_pool(self.kind, window, "1d", options, padded_row)


class GlobalPool(Layer, frozen=True):
    """Base of pooling over the whole of a sequence ``(L, C)`` or an image ``(H, W, C)``: ``(C,)`` is left."""

    kind: ClassVar[str]
    """The backend's and the primitives' word: "max" or "average"."""

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        (shape,) = inputs
        if len(shape) < 2:
            raise ShapeError(
                "{title} looks over a sequence (length × channels) or an image, but receives a row of {shape}",
                kind="not_spatial", remedies=("remove_layer",), title=self.title, shape=show(shape),
            )  # fmt: skip
        return shape[-1:]

    def bind(self, site: Site) -> Bound:
        return site.backend.global_pool(
            self.kind, site.inputs[0], site.output, site.grad_output, site.grad_inputs[0]
        )

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("global_pool", inputs, self.output_shape(shapes), node, kind=self.kind)

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        axes = len(inputs[0]) - 1
        return Keras(f"Global{_KERAS[self.kind]}Pooling{axes}D") if axes < 4 else None

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch("{x}.amax(dim={space})" if self.kind == "max" else "{x}.mean(dim={space})")


def _same_everywhere(kind: str, window: Window) -> bool:
    """Whether Keras computes a pool alike over all its libraries: over PyTorch, means count copies of an uneven border."""
    return kind == "max" or even(window)


def _torch_pool(
    kind: str, window: Window, axes: str, options: str, border: Callable[[Window, str], str]
) -> Torch:
    """A pooling layer in PyTorch, whose border counts for nothing, as here; it must be alike on both sides there."""
    name = f"nn.{'MaxPool' if kind == 'max' else 'AvgPool'}{axes}"
    if even(window):
        counted = ", count_include_pad=False" if kind == "average" and "padding" in options else ""
        return Torch(module=f"{name}({options}{counted})", layout="first")
    if kind == "max":
        lowest = border(window, "float('-inf')")
        return Torch(f"{{self}}({lowest})", f"{name}({options})", layout="first")
    seen = border(window, "").replace("{x}", "torch.ones_like({x})")
    return Torch(f"{{self}}({border(window, '')}) / {{self}}({seen})", f"{name}({options})", layout="first")
