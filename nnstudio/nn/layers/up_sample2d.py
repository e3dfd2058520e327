"""UpSample2D: every pixel several times."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field, Pair
from nnstudio.nn.layer import LAYERS, Layer, Site, one_rank
from nnstudio.nn.layers.windows import IMAGE, pair
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.sight import Sight
from nnstudio.nn.spelling import Keras, Torch


@LAYERS.register
class UpSample2D(Layer, frozen=True):
    """Repeats rows and columns of an image: ``(H, W, C)`` becomes ``(factor·H, factor·W, C)``.

    Every new pixel is a copy of the nearest old one. Before a convolution it enlarges without the chequered
    pattern of transposed ones (Odena, Dumoulin & Olah, "Deconvolution and checkerboard artifacts", 2016).
    """

    title: ClassVar[str] = "UpSample2D"
    category: ClassVar[str] = "shape"
    summary: ClassVar[str] = "Every pixel several times"
    keywords: ClassVar[str] = "upsampling enlarge nearest neighbour resize decoder"
    formula: ClassVar[str] = "aᵢⱼ = x at (⌊i / factor⌋, ⌊j / factor⌋)"

    factor: Annotated[Pair, Field("How many times each pixel is repeated, down and across.", minimum=1, maximum=64)] = 2  # fmt: skip

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        height, width, channels = one_rank("UpSample2D", inputs, 3, IMAGE)
        down, across = pair(self.factor)
        return (height * down, width * across, channels)

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        sides = zip(("height", "width"), inputs[0], pair(self.factor), strict=False)
        return tuple((name, f"{size}·{factor} = {size * factor}") for name, size, factor in sides)

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        return tuple(Sight(shrink=times) for times in pair(self.factor))

    def figures(self) -> str:
        down, across = pair(self.factor)
        return f"{down}×{across}"

    def bind(self, site: Site) -> Bound:
        return site.backend.upsample2d(
            site.inputs[0], site.output, pair(self.factor), site.grad_output, site.grad_inputs[0]
        )

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("upsample2d", inputs, self.output_shape(shapes), node, factors=pair(self.factor))

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch(module=f"nn.Upsample(scale_factor={pair(self.factor)!r})", layout="first")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("UpSampling2D", {"size": list(pair(self.factor)), "interpolation": "nearest"})
