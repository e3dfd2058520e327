"""UpSample2D: a larger image, of copies of its pixels or of means between them."""

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
    """Makes an image larger: ``(H, W, C)`` becomes ``(factor·H, factor·W, C)``.

    Every new pixel is a copy of the nearest old one or, with "bilinear", a mean of the four around it. Before a convolution
    it enlarges without the chequered pattern of transposed ones (Odena, Dumoulin & Olah, "Deconvolution and checkerboard
    artifacts", 2016).
    """

    title: ClassVar[str] = "UpSample2D"
    category: ClassVar[str] = "shape"
    summary: ClassVar[str] = "A larger image"
    keywords: ClassVar[str] = "upsampling enlarge nearest neighbour bilinear interpolation resize decoder"
    formula: ClassVar[str] = (
        "aᵢⱼ = x at (⌊i / factor⌋, ⌊j / factor⌋); bilinear: at ((i + ½) / factor − ½, (j + ½) / factor − ½)"
    )

    factor: Annotated[Pair, Field("How many times as large the image becomes, down and across.", minimum=1, maximum=64)] = 2  # fmt: skip

    interpolation: Annotated[
        str,
        Field("What a new pixel is made of.", choices=("nearest", "bilinear"),
              choice_help=("A copy of the nearest old pixel.",
                           "A mean of the four old pixels around it, each by how near it is: no steps.")),
    ] = "nearest"  # fmt: skip

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        height, width, channels = one_rank("UpSample2D", inputs, 3, IMAGE)
        down, across = pair(self.factor)
        return (height * down, width * across, channels)

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        sides = zip(("height", "width"), inputs[0], pair(self.factor), strict=False)
        return tuple((name, f"{size}·{factor} = {size * factor}") for name, size, factor in sides)

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...]:
        if self.interpolation == "nearest":
            return tuple(Sight(shrink=times) for times in pair(self.factor))
        return tuple(Sight(first=-(times // 2), last=times // 2, shrink=times) for times in pair(self.factor))

    def figures(self) -> str:
        down, across = pair(self.factor)
        return (
            f"{down}×{across}"
            if self.interpolation == "nearest"
            else f"{down}×{across} · {self.interpolation}"
        )

    def bind(self, site: Site) -> Bound:
        nearest, backend = self.interpolation == "nearest", site.backend
        enlarge = backend.upsample2d if nearest else backend.interpolate2d
        return enlarge(site.inputs[0], site.output, pair(self.factor), site.grad_output, site.grad_inputs[0])

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        kind = "upsample2d" if self.interpolation == "nearest" else "interpolate2d"
        return graph.emit(kind, inputs, self.output_shape(shapes), node, factors=pair(self.factor))

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        how = "" if self.interpolation == "nearest" else ', mode="bilinear", align_corners=False'
        return Torch(module=f"nn.Upsample(scale_factor={pair(self.factor)!r}{how})", layout="first")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("UpSampling2D", {"size": list(pair(self.factor)), "interpolation": self.interpolation})
