"""GroupNorm: groups of channels of every sample with mean 0 and variance 1."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Param, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape, ShapeError
from nnstudio.nn.sight import Sight
from nnstudio.nn.spelling import Keras, Taken, Torch
from nnstudio.system.messages import counted
from nnstudio.system.numbers import count_text


@LAYERS.register
class GroupNorm(Layer, frozen=True):
    """Brings groups of channels to mean 0 and variance 1 over all places, then lets each channel learn another size and place.

    Every sample is measured on its own, so small batches do no harm and predictions are made exactly as in training
    (Wu & He, arXiv:1803.08494). As many groups as channels make it an instance norm (Ulyanov, Vedaldi & Lempitsky,
    arXiv:1607.08022). The shape stays.
    """

    title: ClassVar[str] = "GroupNorm"
    category: ClassVar[str] = "normalise"
    summary: ClassVar[str] = "Evens out groups of channels"
    keywords: ClassVar[str] = (
        "group instance normalisation normalization instancenorm standardise mean variance"
    )
    formula: ClassVar[str] = "A = γ·(X − μ) / √(s² + ε) + β"

    groups: Annotated[int, Field("Into how many groups of neighbouring channels; as many as there are channels even out each on its own.", minimum=1, maximum=65_536)] = 4  # fmt: skip
    epsilon: Annotated[float, Field("Added to the variance, so that nothing is divided by zero; PyTorch has 1e-5.", minimum=1e-7, maximum=1, logarithmic=True)] = 1e-3  # fmt: skip

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        channels = inputs[0][-1]
        if channels % self.groups:
            raise ShapeError(
                "{title}: {of_channels} cannot be divided into {groups} groups ({channels} mod {groups} = {rest})",
                kind="groups", word="groups", field="groups", remedies=("nearest_groups", "one_group"), title=self.title,
                of_channels=counted(channels, "{n} channel", "{n} channels"), channels=channels, groups=self.groups,
                rest=channels % self.groups,
            )  # fmt: skip
        return inputs[0]

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        channels = inputs[0][-1]
        return (Param("gamma", (channels,), "ones"), Param("beta", (channels,), "zeros"))

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        return math.prod(inputs[0])

    def sight(self, inputs: tuple[Shape, ...]) -> tuple[Sight, ...] | None:
        return None if len(inputs[0]) > 1 else ()  # mean and variance are those of all places

    def figures(self) -> str:
        return count_text(self.groups, "group")

    def bind(self, site: Site) -> Bound:
        return site.backend.group_norm(
            site.inputs[0], site.params["gamma"], site.params["beta"], site.output, self.groups, self.epsilon,
            site.grad_output, site.grad_inputs[0], site.grads.get("gamma"), site.grads.get("beta"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        arrays = (f"{node}/gamma", f"{node}/beta")
        return graph.emit(
            "group_norm", (*inputs, *arrays), shapes[0], node, groups=self.groups, epsilon=self.epsilon
        )

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        # The module refuses groups of one value where it is asked for a single sample.
        lone = math.prod(inputs[0]) == self.groups
        function = f"torch.group_norm({{x}}, {self.groups}, {{self}}.weight, {{self}}.bias, {self.epsilon!r})"
        return Torch(
            call=function if lone else "{self}({x})",
            module=f"nn.GroupNorm({self.groups}, {inputs[0][-1]}, eps={self.epsilon!r})",
            weights=(Taken("weight", "gamma"), Taken("bias", "beta")),
            layout="first",
        )

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        settings = {"groups": self.groups, "axis": -1, "epsilon": self.epsilon}
        return Keras("GroupNormalization", settings, (Taken("gamma", "gamma"), Taken("beta", "beta")))
