"""ZeroPad2D: a border of zeros around a picture."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Site, one_rank
from nnstudio.nn.layers.windows import IMAGE
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.sight import Sight
from nnstudio.nn.spelling import Keras, Torch


def _side(help: str) -> Field:
    return Field(help, minimum=0, maximum=1024, unit="pixels")


@LAYERS.register
class ZeroPad2D(Layer, frozen=True):
    """Zeros on each side of an image: ``(H, W, C)`` becomes ``(top + H + bottom, left + W + right, C)``.

    For a border that differs from side to side; convolutions bring an even one themselves.
    """

    title: ClassVar[str] = "ZeroPad2D"
    category: ClassVar[str] = "shape"
    summary: ClassVar[str] = "A border of zeros"
    keywords: ClassVar[str] = "padding margin border frame"
    formula: ClassVar[str] = "(H, W, C) → (t + H + b, l + W + r, C)"

    top: Annotated[int, _side("Rows of zeros above the picture.")] = 1
    bottom: Annotated[int, _side("Rows of zeros below the picture.")] = 1
    left: Annotated[int, _side("Columns of zeros left of the picture.")] = 1
    right: Annotated[int, _side("Columns of zeros right of the picture.")] = 1

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        height, width, channels = one_rank("ZeroPad2D", inputs, 3, IMAGE)
        return (self.top + height + self.bottom, self.left + width + self.right, channels)

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        height, width, _ = self.output_shape(inputs)
        down, across, _ = inputs[0]
        return (
            ("height", f"{self.top} + {down} + {self.bottom} = {height}"),
            ("width", f"{self.left} + {across} + {self.right} = {width}"),
        )

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        return tuple(Sight(1, -before, -before) for before in (self.top, self.left))

    def figures(self) -> str:
        if self.top == self.bottom == self.left == self.right:
            return f"{self.top} on each side"
        return f"↑ {self.top} ↓ {self.bottom} ← {self.left} → {self.right}"

    def bind(self, site: Site) -> Bound:
        return site.backend.pad2d(
            site.inputs[0], site.output, self.top, self.left, site.grad_output, site.grad_inputs[0]
        )

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("pad2d", inputs, self.output_shape(shapes), node, top=self.top, left=self.left)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        sides = (self.left, self.right, self.top, self.bottom)
        return Torch(module=f"nn.ZeroPad2d({sides!r})", layout="first")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("ZeroPadding2D", {"padding": [[self.top, self.bottom], [self.left, self.right]]})
