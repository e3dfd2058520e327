"""Optimizers: how the weights follow the gradient downhill.

The update rules themselves are in :mod:`nnstudio.backend.updates`; here stand their numbers and what a person wants
to know about them. Where Keras and PyTorch mean different things by one name, the docstring says which is meant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar

from nnstudio.backend.base import Array, Backend, InTurn
from nnstudio.nn.fields import Field, Registry, Spec, fields_of

LearningRate = Annotated[
    float,
    Field("Size of a step downhill: too small learns slowly, too large jumps over the valley.",
          above=0, maximum=1000, logarithmic=True, usual=(1e-5, 1)),
]  # fmt: skip
MomentumShare = Annotated[float, Field("Share of the last step that is kept.", minimum=0, maximum=0.9999, near_one=True)]  # fmt: skip
Beta1 = Annotated[float, Field("Memory of the mean gradient.", minimum=0, maximum=0.99999, near_one=True)]  # fmt: skip
Beta2 = Annotated[float, Field("Memory of the mean squared gradient.", minimum=0, maximum=0.999999, near_one=True)]  # fmt: skip
Epsilon = Annotated[float, Field("Keeps the division finite where a gradient is zero.", minimum=1e-16, maximum=1, logarithmic=True)]  # fmt: skip


class _Clipping(Spec, frozen=True, kw_only=True):
    """What is done to the gradients before any rule; given by name."""

    clip_value: Annotated[float | None, Field("Limits every single gradient to ± this value.",
                                              above=0, maximum=1e9, logarithmic=True, empty="off")] = None  # fmt: skip
    clip_norm: Annotated[float | None, Field("Shortens the gradient of all weights together to this length, keeping its direction.",
                                             above=0, maximum=1e9, logarithmic=True, empty="off")] = None  # fmt: skip


class Optimizer(_Clipping, frozen=True):
    """Base of all optimizers.

    :attr:`slots` names the arrays that an optimizer keeps for each weight between two steps.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    formula: ClassVar[str]
    kind: ClassVar[str]
    """Key of :data:`nnstudio.backend.updates.UPDATES`."""
    slots: ClassVar[tuple[str, ...]] = ()

    learning_rate: LearningRate = 0.01

    def settings(self) -> dict[str, float]:
        """The numbers of the update rule, by name."""
        common = {info.name for info in fields_of(Optimizer)}
        return {i.name: getattr(self, i.name) for i in fields_of(type(self)) if i.name not in common}

    def initial_slot(self, name: str) -> float:
        """The value that a slot starts from."""
        return 0.0

    def bind(self, backend: Backend, w: Array, g: Array, slots: dict[str, Array], rate: Array,
             step: Array, decayed: int = 0) -> Callable[[], None]:  # fmt: skip
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
        decayed : int
            The first ``decayed`` weights may decay: matrices and kernels, not biases.
        """
        update = backend.update(self.kind, w, g, slots, rate, step, decayed, **self.settings())
        if self.clip_value is None and self.clip_norm is None:
            return update
        return InTurn((backend.clip(g, self.clip_value, self.clip_norm), update))


OPTIMIZERS: Registry[Optimizer] = Registry("optimizer")


@OPTIMIZERS.register
class SGD(Optimizer, frozen=True):
    """Gradient descent: a step against the gradient of the batch (Robbins & Monro, 1951)."""

    title: ClassVar[str] = "SGD"
    summary: ClassVar[str] = "Plain gradient descent, as in the textbook."
    formula: ClassVar[str] = "w ← w − α·∂J/∂w"
    kind: ClassVar[str] = "sgd"


@OPTIMIZERS.register
class Momentum(Optimizer, frozen=True):
    """Gradient descent with memory: ``v ← μ·v + g``, ``w ← w − α·v`` (Polyak, 1964).

    As PyTorch; Keras keeps α inside v, which differs only while the learning rate changes.
    """

    title: ClassVar[str] = "Momentum"
    summary: ClassVar[str] = "Gradient descent that keeps rolling in the direction it was going."
    formula: ClassVar[str] = "v ← μ·v + ∂J/∂w,  w ← w − α·v"
    kind: ClassVar[str] = "momentum"
    slots: ClassVar[tuple[str, ...]] = ("velocity",)

    momentum: MomentumShare = 0.9


@OPTIMIZERS.register
class Nesterov(Optimizer, frozen=True):
    """Momentum that looks ahead: ``v ← μ·v + g``, ``w ← w − α·(g + μ·v)``.

    Nesterov, 1983, in the form of Sutskever et al., 2013, as PyTorch and Keras have it.
    """

    title: ClassVar[str] = "Nesterov"
    summary: ClassVar[str] = "Momentum that looks one step ahead and so brakes in time."
    formula: ClassVar[str] = "v ← μ·v + ∂J/∂w,  w ← w − α·(∂J/∂w + μ·v)"
    kind: ClassVar[str] = "nesterov"
    slots: ClassVar[tuple[str, ...]] = ("velocity",)

    momentum: MomentumShare = 0.9


@OPTIMIZERS.register
class RMSprop(Optimizer, frozen=True):
    """RMSprop: a step measured by the size of recent gradients (Tieleman & Hinton, lecture 6e, 2012).

    ε stands outside the root, as in PyTorch (whose ρ, "alpha", is 0.99 by default); Keras 3 has
    ``α·g / √(v + ε)``, which takes much smaller steps where gradients are below √ε. ρ is Hinton's and Keras' 0.9.
    """

    title: ClassVar[str] = "RMSprop"
    summary: ClassVar[str] = "Divides the gradient of every weight by its recent size; ε outside the root as in PyTorch, ρ = 0.9 as in Keras."  # fmt: skip
    formula: ClassVar[str] = "v ← ρ·v + (1 − ρ)·g²,  w ← w − α·g / (√v + ε)"
    kind: ClassVar[str] = "rmsprop"
    slots: ClassVar[tuple[str, ...]] = ("v",)

    learning_rate: LearningRate = 0.001
    rho: Annotated[float, Field("Memory of the mean squared gradient.", minimum=0, maximum=0.99999, near_one=True)] = 0.9  # fmt: skip
    epsilon: Epsilon = 1e-8


@OPTIMIZERS.register
class Adagrad(Optimizer, frozen=True):
    """Adagrad: steps that shrink with all gradients seen so far (Duchi, Hazan & Singer, JMLR 12, 2011).

    The sum starts at 0 and ε stands outside the root, as in the paper and in PyTorch. Keras starts at 0.1, which
    ``initial_accumulator`` sets here, and has ε inside the root.
    """

    title: ClassVar[str] = "Adagrad"
    summary: ClassVar[str] = "Gives weights that rarely change larger steps; the sum of squares starts at 0 as in PyTorch (Keras: 0.1)."  # fmt: skip
    formula: ClassVar[str] = "G ← G + g²,  w ← w − α·g / (√G + ε)"
    kind: ClassVar[str] = "adagrad"
    slots: ClassVar[tuple[str, ...]] = ("total",)

    initial_accumulator: Annotated[float, Field("Where the sum of squared gradients starts: larger makes the first steps smaller.",
                                                minimum=0, maximum=1000)] = 0.0  # fmt: skip
    epsilon: Epsilon = 1e-10

    def settings(self) -> dict[str, float]:
        return {"epsilon": self.epsilon}

    def initial_slot(self, name: str) -> float:
        return self.initial_accumulator


@OPTIMIZERS.register
class Adam(Optimizer, frozen=True):
    """Adam: a step size of its own for every weight (Kingma & Ba, arXiv:1412.6980, algorithm 1).

    ε is added to the corrected √v̂, as in the paper and in PyTorch; Keras adds its 1e-7 before the correction.
    """

    title: ClassVar[str] = "Adam"
    summary: ClassVar[str] = "Adapts the step of every weight by itself; a good first choice."
    # Corrected for the start, marked by a prime: fonts without combining hats would hide the paper's m̂.
    formula: ClassVar[str] = "w ← w − α·m′ / (√v′ + ε)"
    kind: ClassVar[str] = "adam"
    slots: ClassVar[tuple[str, ...]] = ("m", "v")

    learning_rate: LearningRate = 0.001
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8


@OPTIMIZERS.register
class AdamW(Optimizer, frozen=True):
    """Adam whose weights decay beside the gradient, not through it (Loshchilov & Hutter, arXiv:1711.05101).

    The decay is multiplied by the learning rate, as in PyTorch and Keras (defaults 0.01 and 0.004). Only matrices
    and kernels decay, biases and the numbers of a normalisation do not; in both of the others all do, unless told.
    """

    title: ClassVar[str] = "AdamW"
    summary: ClassVar[str] = "Adam with weights that shrink a little at every step; biases do not."
    formula: ClassVar[str] = "w ← w − α·λ·w − α·m′ / (√v′ + ε)"
    kind: ClassVar[str] = "adamw"
    slots: ClassVar[tuple[str, ...]] = ("m", "v")

    learning_rate: LearningRate = 0.001
    weight_decay: Annotated[float, Field("How fast weights shrink; multiplied by the learning rate.",
                                         minimum=0, maximum=1, logarithmic=True, usual=(1e-5, 1))] = 0.01  # fmt: skip
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8


@OPTIMIZERS.register
class Nadam(Optimizer, frozen=True):
    """Adam that looks ahead as Nesterov's momentum does (Dozat, "Incorporating Nesterov momentum into Adam", 2016).

    The momentum grows, ``μₜ = β₁·(1 − ½·0.96^(ψ·t))``, with Dozat's and PyTorch's ψ = 0.004; Keras has ψ = 1.
    """

    title: ClassVar[str] = "Nadam"
    summary: ClassVar[str] = "Adam that looks one step ahead."
    formula: ClassVar[str] = "w ← w − α·(μₜ₊₁·m′ + (1 − μₜ)·g′) / (√v′ + ε)"
    kind: ClassVar[str] = "nadam"
    slots: ClassVar[tuple[str, ...]] = ("m", "v")

    learning_rate: LearningRate = 0.002
    beta_1: Beta1 = 0.9
    beta_2: Beta2 = 0.999
    epsilon: Epsilon = 1e-8
    momentum_decay: Annotated[float, Field("How fast the momentum grows from half of its size to the whole: ψ.",
                                           minimum=0, maximum=100)] = 0.004  # fmt: skip
