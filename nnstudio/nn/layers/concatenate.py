"""Concatenate: several branches side by side."""

from __future__ import annotations

from typing import ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError, show
from nnstudio.nn.spelling import Keras, Torch


@LAYERS.register
class Concatenate(Layer, frozen=True):
    """Puts its inputs side by side along the last axis: features to features, channels to channels.

    All other axes must agree: ``(H, W, C₁)`` and ``(H, W, C₂)`` become ``(H, W, C₁ + C₂)`` (Huang et al., "Densely
    connected convolutional networks", arXiv:1608.06993).
    """

    title: ClassVar[str] = "Concatenate"
    category: ClassVar[str] = "merge"
    summary: ClassVar[str] = "Branches side by side"
    keywords: ClassVar[str] = "concat stack join merge dense connection skip"
    formula: ClassVar[str] = "A = [A₁, A₂, …]"
    inputs: ClassVar[tuple[int, int | None]] = (2, None)

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        first = inputs[0]
        for at, other in enumerate(inputs):
            if other[:-1] != first[:-1]:
                raise ShapeError(
                    "Concatenate needs inputs that differ in the last axis only, but receives {first} and {other}",
                    kind="concatenate", word="shapes differ", at=at,
                    remedies=("padding_upstream", "flatten_branches", "insert_projection"),
                    first=show(first), other=show(other),
                )  # fmt: skip
        return (*first[:-1], sum(shape[-1] for shape in inputs))

    def sizes(self, inputs: tuple[Shape, ...]) -> tuple[tuple[str, str], ...]:
        widths = [shape[-1] for shape in inputs]
        return (
            ("channels" if len(inputs[0]) > 1 else "", f"{' + '.join(map(str, widths))} = {sum(widths)}"),
        )

    def bind(self, site: Site) -> Bound:
        return site.backend.concatenate(site.inputs, site.output, site.grad_output, site.grad_inputs)

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return graph.emit("concatenate", inputs, self.output_shape(shapes), node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch("torch.cat([{xs}], dim={channels})")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        return Keras("Concatenate", {"axis": -1})
