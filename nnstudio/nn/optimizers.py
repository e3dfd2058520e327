"""Optimizers: how the weights follow the gradient downhill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

from nnstudio.backend.base import Array, Backend
from nnstudio.nn.fields import Field, Registry, Spec

LearningRate = Annotated[
    float,
    Field("Size of a step downhill: too small learns slowly, too large jumps over the valley.",
          above=0, maximum=1000, logarithmic=True),
]  # fmt: skip


class Optimizer(Spec, frozen=True):
    """Base of all optimizers.

    :attr:`slots` names the arrays that an optimizer keeps for each weight between two steps.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    formula: ClassVar[str]
    slots: ClassVar[tuple[str, ...]] = ()

    learning_rate: LearningRate = 0.01

    def bind(self, backend: Backend, w: Array, g: Array, slots: dict[str, Array], rate: Array,
             step: Array) -> Callable[[], None]:  # fmt: skip
        """Plan the update of all weights.

        Parameters
        ----------
        backend : Backend
        w, g : array, shape (parameters,)
            All weights and all gradients, flat.
        slots : dict of str to array, shape (parameters,)
        rate : array, shape (1,)
            The learning rate now; a run may change it between steps.
        step : array of int64, shape (1,)
            Number of this step, from 1.
        """
        raise NotImplementedError


OPTIMIZERS: Registry[Optimizer] = Registry("optimizer")


@OPTIMIZERS.register
class SGD(Optimizer, frozen=True):
    """Gradient descent: a step against the gradient of the batch (Robbins & Monro, 1951)."""

    title: ClassVar[str] = "SGD"
    summary: ClassVar[str] = "Plain gradient descent, as in the textbook."
    formula: ClassVar[str] = "w ← w − α·∂J/∂w"

    def bind(self, backend: Backend, w: Array, g: Array, slots: dict[str, Array], rate: Array,
             step: Array) -> Callable[[], None]:  # fmt: skip
        return backend.sgd(w, g, rate)


@OPTIMIZERS.register
class Momentum(Optimizer, frozen=True):
    """Gradient descent with memory: ``v ← μ·v + g``, ``w ← w − α·v`` (Polyak, 1964)."""

    title: ClassVar[str] = "Momentum"
    summary: ClassVar[str] = "Gradient descent that keeps rolling in the direction it was going."
    formula: ClassVar[str] = "v ← μ·v + ∂J/∂w,  w ← w − α·v"
    slots: ClassVar[tuple[str, ...]] = ("velocity",)

    momentum: Annotated[float, Field("Share of the last step that is kept.", minimum=0, maximum=0.9999)] = 0.9

    def bind(self, backend: Backend, w: Array, g: Array, slots: dict[str, Array], rate: Array,
             step: Array) -> Callable[[], None]:  # fmt: skip
        return backend.momentum(w, g, slots["velocity"], rate, self.momentum)


@OPTIMIZERS.register
class Adam(Optimizer, frozen=True):
    """Adam: a step size of its own for every weight (Kingma & Ba, arXiv:1412.6980, algorithm 1)."""

    title: ClassVar[str] = "Adam"
    summary: ClassVar[str] = "Adapts the step of every weight by itself; a good first choice."
    formula: ClassVar[str] = "w ← w − α·m̂ / (√v̂ + ε)"
    slots: ClassVar[tuple[str, ...]] = ("m", "v")

    learning_rate: LearningRate = 0.001
    beta_1: Annotated[float, Field("Memory of the mean gradient.", minimum=0, maximum=0.99999)] = 0.9
    beta_2: Annotated[float, Field("Memory of the mean squared gradient.", minimum=0, maximum=0.999999)] = (
        0.999
    )
    epsilon: Annotated[float, Field("Keeps the division finite where a gradient is zero.", minimum=1e-16, maximum=1, logarithmic=True)] = 1e-8  # fmt: skip

    def bind(self, backend: Backend, w: Array, g: Array, slots: dict[str, Array], rate: Array,
             step: Array) -> Callable[[], None]:  # fmt: skip
        return backend.adam(w, g, slots["m"], slots["v"], rate, step, self.beta_1, self.beta_2, self.epsilon)
