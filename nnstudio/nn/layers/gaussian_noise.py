"""GaussianNoise: blurs values a little while training, so that none is learned by heart."""

from __future__ import annotations

from typing import Annotated, ClassVar

from nnstudio.backend.base import Bound
from nnstudio.nn.fields import Field
from nnstudio.nn.layer import LAYERS, Layer, Site
from nnstudio.nn.primitives import Lowering
from nnstudio.nn.shape import Shape
from nnstudio.nn.spelling import Keras, Torch
from nnstudio.system.numbers import figure_text


@LAYERS.register
class GaussianNoise(Layer, frozen=True):
    """While training, adds normal noise to every value; predictions pass unchanged, and the shape stays.

    Small noise on the input acts like a penalty on steep functions (Bishop, "Training with noise is equivalent
    to Tikhonov regularization", 1995).
    """

    title: ClassVar[str] = "GaussianNoise"
    category: ClassVar[str] = "regularise"
    summary: ClassVar[str] = "Adds random noise to values"
    keywords: ClassVar[str] = "regularisation overfitting normal jitter augmentation"
    formula: ClassVar[str] = "a = x + ε,  ε ~ N(0, deviation²)"

    deviation: Annotated[float, Field("Standard deviation of the noise, in units of the values.", minimum=0, maximum=1e6)] = 0.1  # fmt: skip

    def figures(self) -> str:
        return f"± {figure_text(self.deviation, 3)}"

    def bind(self, site: Site) -> Bound:
        x, y, dy, dx = site.inputs[0], site.output, site.grad_output, site.grad_inputs[0]
        if not site.noise or self.deviation == 0:
            return site.backend.copy(x, y, dy, dx)
        return site.backend.gaussian_noise(x, y, self.deviation, site.seed, site.step, dy, dx)

    def lower(self, graph: Lowering, inputs: tuple[str, ...], shapes: tuple[Shape, ...], node: str) -> str:
        return inputs[0]

    def torch(self, inputs: tuple[Shape, ...]) -> Torch:
        return Torch(f"{{x}} + {self.deviation!r} * torch.randn_like({{x}}) if self.training else {{x}}")

    def keras(self, inputs: tuple[Shape, ...]) -> Keras | None:
        return Keras("GaussianNoise", {"stddev": self.deviation}) if self.deviation <= 1 else None
