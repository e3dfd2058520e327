"""Activation functions: what follows a neuron's weighted sum.

Without one between them, layers collapse into a single linear map. The functions themselves are in
:mod:`nnstudio.backend.functions`; here stands what a person wants to know about them.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np

from nnstudio.backend.functions import ELEMENTWISE, softmax
from nnstudio.nn.fields import Field
from nnstudio.system.arrays import Host

PRELU_START = 0.25
"""Slope from which a PReLU starts to learn (He et al., arXiv:1502.01852)."""


class Activation(NamedTuple):
    """What there is to say about an activation function.

    Parameters
    ----------
    name : str
        As in files and settings.
    title : str
        As people write it.
    formula, derivative, range : str
    summary : str
    """

    name: str
    title: str
    formula: str
    derivative: str
    range: str
    summary: str


ACTIVATIONS: dict[str, Activation] = {
    a.name: a
    for a in (
        Activation("linear", "Linear", "z", "1", "−∞ … ∞", "Passes the sum on unchanged; for the output of a regression."),
        Activation("relu", "ReLU", "max(0, z)", "1 if z > 0, else 0", "0 … ∞", "Cuts negative sums off; the usual choice between layers."),
        Activation("relu6", "ReLU6", "max(0, z), at most 6", "1 if 0 < z < 6, else 0", "0 … 6", "A ReLU that stops at 6; usual in MobileNet and where numbers are to have few bits."),
        Activation("leaky_relu", "Leaky ReLU", "max(0.01·z, z)", "1 if z > 0, else 0.01", "−∞ … ∞", "Like ReLU, but a neuron never falls silent for good."),
        Activation("prelu", "PReLU", "z if z > 0, else α·z", "1 if z > 0, else α", "−∞ … ∞", "A leaky ReLU that learns its negative slope α, one for each neuron or channel."),
        Activation("elu", "ELU", "z if z > 0, else eᶻ − 1", "1 if z > 0, else eᶻ", "−1 … ∞", "A ReLU with a smooth negative side."),
        Activation("selu", "SELU", "1.0507·(z if z > 0, else 1.6733·(eᶻ − 1))", "1.0507 if z > 0, else 1.7581·eᶻ", "−1.76 … ∞", "An ELU scaled so that signals keep mean 0 and variance 1; start the weights with lecun_normal."),
        Activation("gelu", "GELU", "z·Φ(z)", "Φ(z) + z·φ(z)", "−0.17 … ∞", "A smooth ReLU that weighs a sum by the normal probability Φ; usual in transformers."),
        Activation("gelu_tanh", "GELU (tanh)", "½·z·(1 + tanh(√(2/π)·(z + 0.0447·z³)))", "s + z·s·(1 − s)·√(8/π)·(1 + 0.134·z²),  s = a / z", "−0.17 … ∞", "The older, approximate form of GELU; at most 0.0005 beside the exact one."),
        Activation("swish", "SiLU (swish)", "z / (1 + e⁻ᶻ)", "σ(z) + a·(1 − σ(z))", "−0.28 … ∞", "A smooth ReLU that dips below zero; also called SiLU."),
        Activation("hard_swish", "Hard swish", "z·(z / 6 + ½, held between 0 and 1)", "0 if z < −3, 1 if z > 3, else z / 3 + ½", "−0.375 … ∞", "A SiLU without an exponential, usual in MobileNetV3; quick on small devices."),
        Activation("mish", "Mish", "z·tanh(log(1 + eᶻ))", "t + z·(1 − t²)·σ(z),  t = a / z", "−0.31 … ∞", "Much like SiLU, with a slightly deeper dip."),
        Activation("sigmoid", "Sigmoid", "1 / (1 + e⁻ᶻ)", "a·(1 − a)", "0 … 1", "Squeezes any sum into a probability; for the output of a yes/no question."),
        Activation("hard_sigmoid", "Hard sigmoid", "z / 6 + ½, held between 0 and 1", "1/6 if −3 < z < 3, else 0", "0 … 1", "A sigmoid made of three straight lines; quick on small devices."),
        Activation("tanh", "Tanh", "(eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ)", "1 − a²", "−1 … 1", "A sigmoid centred on zero."),
        Activation("softplus", "Softplus", "log(1 + eᶻ)", "1 / (1 + e⁻ᶻ)", "0 … ∞", "A smooth ReLU that is always above zero."),
        Activation("softsign", "Softsign", "z / (1 + |z|)", "1 / (1 + |z|)²", "−1 … 1", "Like tanh, but slower to reach its ends."),
        Activation("softmax", "Softmax", "eᶻⁱ / Σ eᶻʲ", "aᵢ·(δᵢⱼ − aⱼ)", "0 … 1, sum 1", "Turns the sums of a layer into the probabilities of classes."),
    )
}  # fmt: skip

ActivationName = Annotated[
    str,
    Field("What each neuron makes of its weighted sum; without it the network could only draw straight lines.",
          choices=tuple(ACTIVATIONS), choice_help=tuple(a.summary for a in ACTIVATIONS.values()),
          pictures="activation"),
]  # fmt: skip


def value(name: str, z: Host) -> Host:
    """Evaluate an activation on an array, for plots and lessons; "prelu" with the slope it starts from."""
    result: Host
    if name == "softmax":
        result = softmax(np, z)
    elif name == "prelu":
        result = np.where(z > 0, z, PRELU_START * z)
    else:
        result = ELEMENTWISE[name].value(np, z)
    return result


def derivative(name: str, z: Host) -> Host:
    """The slope of an elementwise activation; for softmax the diagonal ``a·(1 − a)``."""
    a = value(name, z)
    result: Host
    if name == "softmax":
        result = a * (1 - a)
    elif name == "prelu":
        result = np.where(z > 0, 1.0, PRELU_START)
    else:
        result = ELEMENTWISE[name].derivative(np, z, a)
    return result
