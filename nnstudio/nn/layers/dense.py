"""Dense: every input is connected to every neuron."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.activations import ActivationName
from nnstudio.nn.fields import Field
from nnstudio.nn.initializers import WeightInitializer
from nnstudio.nn.layer import LAYERS, Layer, Param, Site, activation_params, one_rank, sum_text
from nnstudio.nn.layers.settings import L1, L2
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Taken, Torch
from nnstudio.system.messages import Message, msg


@LAYERS.register
class Dense(Layer, frozen=True):
    """A layer of neurons, each connected to every input: ``A = σ(X·W + b)``.

    ``W`` has shape ``(in, units)`` and ``b`` ``(units,)``; rows of ``X`` are examples.
    """

    title: ClassVar[str] = "Dense"
    category: ClassVar[str] = "dense"
    summary: ClassVar[str] = "Every input to every neuron"
    keywords: ClassVar[str] = "fully connected linear perceptron neurons"
    formula: ClassVar[str] = "Z = X·W + b,  A = σ(Z)"

    units: Annotated[int, Field("How many neurons the layer has: its width.", minimum=1, maximum=1_000_000, unit="neurons")] = 25  # fmt: skip
    activation: ActivationName = "relu"
    bias: Annotated[bool, Field("Adds a number of its own to every neuron's sum.")] = True
    initializer: WeightInitializer = "glorot_uniform"
    l1: L1 = 0.0
    l2: L2 = 0.0

    def output_shape(self, inputs: tuple[Shape, ...]) -> Shape:
        one_rank("Dense", inputs, 1, msg("a row of numbers"))
        return (self.units,)

    def params(self, inputs: tuple[Shape, ...]) -> tuple[Param, ...]:
        fan_in = inputs[0][0]
        w = Param("W", (fan_in, self.units), self.initializer, fan_in, self.units, self.l1, self.l2)
        b = (Param("b", (self.units,), "zeros"),) if self.bias else ()
        return (w, *b, *activation_params(self.activation, self.units))

    def multiply_adds(self, inputs: tuple[Shape, ...]) -> int:
        return inputs[0][0] * self.units

    def account(self, inputs: tuple[Shape, ...]) -> Message:
        return msg(
            "{layer} connects every input with every neuron: {sum}",
            layer=self.title, sum=sum_text(self.params(inputs)),
        )  # fmt: skip

    def figures(self) -> str:
        return f"{self.units} · {self.activation}"

    def bind(self, site: Site) -> Bound:
        return site.backend.dense(
            site.inputs[0], site.params["W"], site.params.get("b"), site.output, site.sigma,
            site.grad_output, site.grad_inputs[0], site.grads.get("W"), site.grads.get("b"),
        )  # fmt: skip

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        out = self.output_shape(shapes)
        z = graph.emit("matmul", (inputs[0], f"{node}/W"), out, node)
        if self.bias:
            z = graph.emit("bias", (z, f"{node}/b"), out, node)
        return graph.activate(z, self.activation, out, node)

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        bias = "" if self.bias else ", bias=False"
        weights = (Taken("weight", "W", (1, 0)), *((Taken("bias", "b"),) if self.bias else ()))
        return Torch(module=f"nn.Linear({inputs[0][0]}, {self.units}{bias})", weights=weights)

    def keras(self, inputs: tuple[Shape, ...]) -> Keras:
        weights = (Taken("kernel", "W"), *((Taken("bias", "b"),) if self.bias else ()))
        return Keras("Dense", {"units": self.units, "use_bias": self.bias}, weights)
