"""Input: where samples enter the network."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.system.numbers import count_text

MOST_AXES = 6
"""Axes of a sample; NumPy knows no more than 64, and no layer needs that many."""


@LAYERS.register
class Input(Layer, frozen=True):
    """Where samples enter; its width is the number of features of the data."""

    title: ClassVar[str] = "Input"
    category: ClassVar[str] = "input"
    summary: ClassVar[str] = "Where samples enter"
    keywords: ClassVar[str] = "data features image x source"
    formula: ClassVar[str] = "A⁰ = X"
    inputs: ClassVar[tuple[int, int | None]] = (0, 0)

    shape: Annotated[
        tuple[int, ...],
        Field("Shape of one sample: the number of features, or height, width and channels of an image.",
              minimum=1, maximum=1_000_000),
    ] = (2,)  # fmt: skip

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        if not self.shape:
            raise ShapeError(
                "Input needs at least one number in its shape",
                kind="axes", field="shape", remedies=("shape_from_data", "shape_fits"),
            )  # fmt: skip
        if len(self.shape) > MOST_AXES:
            raise ShapeError(
                "Input: a sample has at most {most} axes (an image has 3), not {n}",
                kind="axes", field="shape", remedies=("shape_from_data", "shape_fits"), most=MOST_AXES, n=len(self.shape),
            )  # fmt: skip
        return self.shape

    def figures(self) -> str:
        if len(self.shape) > MOST_AXES:
            return f"{len(self.shape)} axes"
        if self.shape == (1,):
            return "1 feature"
        return (
            show(self.shape)
            if len(self.shape) > 1
            else count_text(self.shape[0] if self.shape else 0, "feature")
        )

    def bind(self, site: Site) -> Bound:
        raise AssertionError("The program fills the input itself")

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return node
