"""MaxPool2D: keeps the strongest value of each patch."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.backend.geometry import Window
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.layer import LAYERS, Layer, Site, one_rank
from nnstudio.nn.layers.windows import PaddingName, pair, plan_window
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape


@LAYERS.register
class MaxPool2D(Layer, frozen=True):
    """The largest value of each patch of an image ``(H, W, C)``, channel by channel."""

    title: ClassVar[str] = "MaxPool2D"
    category: ClassVar[str] = "pooling"
    summary: ClassVar[str] = "Keeps the strongest value"
    keywords: ClassVar[str] = "pooling subsampling downsample maximum"
    formula: ClassVar[str] = "aᵢⱼ = max of the patch at (i, j)"

    pool_size: Annotated[Pair, Field("Height and width of the patch of which one value is kept.", minimum=1, maximum=1024)] = 2  # fmt: skip
    stride: Annotated[Pair | None, Field("Step from one patch to the next; empty means as large as the patch.", minimum=1, maximum=1024)] = None  # fmt: skip
    padding: PaddingName = "valid"

    def _window(self, inputs: tuple[Shape, ...]) -> Window:
        shape = one_rank("MaxPool2D", inputs, 3, "an image (height × width × channels)")
        stride = self.pool_size if self.stride is None else self.stride
        return plan_window("MaxPool2D", shape, self.pool_size, stride, self.padding, field="pool_size")

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        window = self._window(inputs)
        return (window.rows.output, window.columns.output, inputs[0][2])

    def figures(self) -> str:
        height, width = pair(self.pool_size)
        return f"{height}×{width}"

    def bind(self, site: Site) -> Bound:
        window = self._window((site.inputs[0].shape[1:],))
        return site.backend.max_pool2d(
            site.inputs[0], site.output, window, site.grad_output, site.grad_inputs[0]
        )

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("max_pool2d", inputs, self.output_shape(shapes), node, window=self._window(shapes))
