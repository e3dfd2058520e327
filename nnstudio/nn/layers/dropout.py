"""Dropout: silences random neurons while training, so that none is relied upon alone."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Torch
from nnstudio.system.numbers import percent_text


@LAYERS.register
class Dropout(Layer, frozen=True):
    """While training, sets a random share of the values to zero and scales the rest by ``1 / (1 − rate)``.

    Predictions use all values unchanged ("inverted" dropout; Srivastava et al., JMLR 15, 2014).
    """

    title: ClassVar[str] = "Dropout"
    category: ClassVar[str] = "regularise"
    summary: ClassVar[str] = "Silences random neurons"
    keywords: ClassVar[str] = "regularisation overfitting noise"
    formula: ClassVar[str] = "a = x·mask / (1 − rate)"

    rate: Annotated[float, Field("Share of the values that are silenced in each training step.", minimum=0, maximum=0.95)] = 0.5  # fmt: skip

    def figures(self) -> str:
        return percent_text(self.rate, 0)

    def bind(self, site: Site) -> Bound:
        x, y, dy, dx = site.inputs[0], site.output, site.grad_output, site.grad_inputs[0]
        if not site.noise or self.rate == 0:
            return site.backend.copy(x, y, dy, dx)
        return site.backend.dropout(x, y, self.rate, site.seed, site.step, False, dy, dx)

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return inputs[0]

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch(module=f"nn.Dropout({self.rate!r})")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("Dropout", {"rate": self.rate})
