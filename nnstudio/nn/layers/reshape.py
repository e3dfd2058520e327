"""Reshape: the values of a sample in another arrangement."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.layers.input import MOST_AXES
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.nn.spelling import Keras, Torch


@LAYERS.register
class Reshape(Layer, frozen=True):
    """All values of a sample, in the same order (the last axis fastest), as an array of another shape.

    A row of 784 pixels becomes an image (28, 28, 1), a table of measurements a sequence.
    """

    title: ClassVar[str] = "Reshape"
    category: ClassVar[str] = "shape"
    summary: ClassVar[str] = "Same values, another shape"
    keywords: ClassVar[str] = "reshape unflatten image sequence view"
    formula: ClassVar[str] = "(H·W·C,) → (H, W, C)"
    is_view: ClassVar[bool] = True

    shape: Annotated[
        tuple[int, ...],
        Field("The new shape of one sample: it must hold as many values as the old one.",
              minimum=1, maximum=1_000_000),
    ] = (28, 28, 1)  # fmt: skip

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        (shape,) = inputs
        if not self.shape:
            raise ShapeError(
                "Reshape needs at least one number in its shape; {old} are {count} values",
                kind="axes", field="shape", remedies=("shape_fits",), old=show(shape), count=math.prod(shape),
            )  # fmt: skip
        if len(self.shape) > MOST_AXES:
            raise ShapeError(
                "Reshape gives a sample at most {most} axes (an image has 3); {old} cannot become {n} axes",
                kind="axes", field="shape", remedies=("shape_fits",), most=MOST_AXES, n=len(self.shape), old=show(shape),
            )  # fmt: skip
        if math.prod(self.shape) != math.prod(shape):
            raise ShapeError(
                "Reshape cannot make {new} = {want} values of {old} = {have} values",
                kind="reshape", word="values", field="shape", remedies=("shape_fits", "remove_layer"), new=show(self.shape), want=math.prod(self.shape),
                old=show(shape), have=math.prod(shape),
            )  # fmt: skip
        return self.shape

    def figures(self) -> str:
        return show(self.shape) if len(self.shape) < 4 else f"{len(self.shape)} axes"

    def bind(self, site: Site) -> Bound:
        return site.backend.copy(site.inputs[0], site.output, site.grad_output, site.grad_inputs[0])

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("reshape", inputs, self.output_shape(shapes), node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch(f"{{x}}.reshape(-1, {', '.join(map(str, self.shape))})", layout="last")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("Reshape", {"target_shape": list(self.shape)})
