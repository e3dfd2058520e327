"""Activation functions: what follows a neuron's weighted sum.

Without one between them, layers collapse into a single linear map. The functions themselves are in
:mod:`nnstudio.backend.functions`; here stands what a person wants to know about them.
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

import numpy as np

from nnstudio.backend.functions import ELEMENTWISE, softmax
from nnstudio.nn.fields import Field


class Activation(NamedTuple):
    """What there is to say about an activation function."""

    name: str
    formula: str
    derivative: str
    range: str
    summary: str


ACTIVATIONS: dict[str, Activation] = {
    a.name: a
    for a in (
        Activation("linear", "z", "1", "−∞ … ∞", "Passes the sum on unchanged; for the output of a regression."),
        Activation("relu", "max(0, z)", "1 if z > 0, else 0", "0 … ∞", "Cuts negative sums off; the usual choice between layers."),
        Activation("leaky_relu", "max(0.01·z, z)", "1 if z > 0, else 0.01", "−∞ … ∞", "Like ReLU, but a neuron never falls silent for good."),
        Activation("elu", "z if z > 0, else eᶻ − 1", "1 if z > 0, else eᶻ", "−1 … ∞", "A ReLU with a smooth negative side."),
        Activation("sigmoid", "1 / (1 + e⁻ᶻ)", "a·(1 − a)", "0 … 1", "Squeezes any sum into a probability; for the output of a yes/no question."),
        Activation("tanh", "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)", "1 − a²", "−1 … 1", "A sigmoid centred on zero."),
        Activation("softplus", "log(1 + eᶻ)", "1 / (1 + e⁻ᶻ)", "0 … ∞", "A smooth ReLU."),
        Activation("swish", "z / (1 + e⁻ᶻ)", "σ(z) + a·(1 − σ(z))", "−0.28 … ∞", "A smooth ReLU that dips below zero; also called SiLU."),
        Activation("softmax", "eᶻⁱ / Σ eᶻʲ", "aᵢ·(δᵢⱼ − aⱼ)", "0 … 1, sum 1", "Turns the sums of a layer into the probabilities of classes."),
    )
}  # fmt: skip

ActivationName = Annotated[
    str,
    Field("What each neuron makes of its weighted sum; without it the network could only draw straight lines.",
          choices=tuple(ACTIVATIONS)),
]  # fmt: skip


def value(name: str, z: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Evaluate an activation on an array, for plots and lessons."""
    result: np.ndarray[Any, Any] = softmax(np, z) if name == "softmax" else ELEMENTWISE[name].value(np, z)
    return result


def derivative(name: str, z: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The slope of an elementwise activation; for softmax the diagonal ``a·(1 − a)``."""
    a = value(name, z)
    result: np.ndarray[Any, Any] = (
        a * (1 - a) if name == "softmax" else ELEMENTWISE[name].derivative(np, z, a)
    )
    return result
