"""SpatialDropout: silences whole channels while training."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.nn.spelling import Keras, Torch
from nnstudio.system.numbers import percent_text


@LAYERS.register
class SpatialDropout(Layer, frozen=True):
    """While training, sets random channels of a sample to zero and scales the rest by ``1 / (1 − rate)``.

    Neighbouring pixels tell much the same, so silencing single ones would hide little (Tompson et al., "Efficient
    object localization using convolutional networks", arXiv:1411.4280). Takes a sequence ``(L, C)`` or an
    image ``(H, W, C)``; the shape stays, and predictions use all channels unchanged.
    """

    title: ClassVar[str] = "SpatialDropout"
    category: ClassVar[str] = "regularise"
    summary: ClassVar[str] = "Silences whole channels"
    keywords: ClassVar[str] = "regularisation overfitting noise dropout channels"
    formula: ClassVar[str] = "aᵢ = xᵢ·maskᵢ / (1 − rate), i a channel"

    rate: Annotated[float, Field("Share of the channels that are silenced in each training step.", minimum=0, maximum=0.95)] = 0.2  # fmt: skip

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        (shape,) = inputs
        if len(shape) < 2:
            raise ShapeError(
                "SpatialDropout silences channels of a sequence or an image, but receives a row of {shape}: "
                "use Dropout there", kind="not_spatial", remedies=("use_counterpart", "remove_layer"), shape=show(shape),
            )  # fmt: skip
        return shape

    def figures(self) -> str:
        return percent_text(self.rate, 0)

    def bind(self, site: Site) -> Bound:
        x, y, dy, dx = site.inputs[0], site.output, site.grad_output, site.grad_inputs[0]
        if not site.noise or self.rate == 0:
            return site.backend.copy(x, y, dy, dx)
        return site.backend.dropout(x, y, self.rate, site.seed, site.step, True, dy, dx)

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return inputs[0]

    def torch(self, inputs: tuple[Shape, ...]) -> Torch | None:
        if len(inputs[0]) > 4:
            return None
        return Torch(module=f"nn.Dropout{len(inputs[0]) - 1}d({self.rate!r})", layout="first")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        if len(inputs[0]) > 4:
            return None
        return Keras(f"SpatialDropout{len(inputs[0]) - 1}D", {"rate": self.rate})
