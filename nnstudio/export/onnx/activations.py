"""Activations in the operations of ONNX; those it has no operation for are put together from others.

GELU became an operation with opset 20, Mish with 18; opset 17 is read by many more runtimes.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from nnstudio.backend.functions import GELU_CUBE, GELU_SLOPE, LEAK, SELU_ALPHA, SELU_SCALE


class Step(NamedTuple):
    """One operation of an activation.

    Parameters
    ----------
    op : str
    inputs : tuple
        ``"z"``, the number (int) of an earlier step for its result, or a constant (float).
    attributes : dict
    """

    op: str
    inputs: tuple[str | int | float, ...] = ("z",)
    attributes: dict[str, Any] = {}


STEPS: dict[str, tuple[Step, ...]] = {
    "relu": (Step("Relu"),),
    "relu6": (Step("Clip", ("z", 0.0, 6.0)),),
    "leaky_relu": (Step("LeakyRelu", attributes={"alpha": LEAK}),),
    "elu": (Step("Elu", attributes={"alpha": 1.0}),),
    "selu": (Step("Selu", attributes={"alpha": SELU_ALPHA, "gamma": SELU_SCALE}),),
    "gelu": (  # z·½·(1 + erf(z/√2))
        Step("Mul", ("z", 1 / math.sqrt(2))),
        Step("Erf", (0,)),
        Step("Add", (1, 1.0)),
        Step("Mul", ("z", 0.5)),
        Step("Mul", (3, 2)),
    ),
    "gelu_tanh": (  # z·σ(√(8/π)·z·(1 + 0.044715·z²))
        Step("Mul", ("z", "z")),
        Step("Mul", (0, GELU_CUBE)),
        Step("Add", (1, 1.0)),
        Step("Mul", ("z", GELU_SLOPE)),
        Step("Mul", (3, 2)),
        Step("Sigmoid", (4,)),
        Step("Mul", ("z", 5)),
    ),
    "swish": (Step("Sigmoid"), Step("Mul", ("z", 0))),
    "hard_swish": (Step("HardSigmoid", attributes={"alpha": 1 / 6, "beta": 0.5}), Step("Mul", ("z", 0))),
    "mish": (Step("Softplus"), Step("Tanh", (0,)), Step("Mul", ("z", 1))),
    "sigmoid": (Step("Sigmoid"),),
    "hard_sigmoid": (Step("HardSigmoid", attributes={"alpha": 1 / 6, "beta": 0.5}),),
    "tanh": (Step("Tanh"),),
    "softplus": (Step("Softplus"),),
    "softsign": (Step("Softsign"),),
}
"""The elementwise activations, step by step; the last step's result is the activation's."""
