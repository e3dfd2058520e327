"""MobileNets in ONNX: convolutions of single channels, ReLU6 and hard swish, however a file spells them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from onnx import helper

from nnstudio.nn.layers import Add, Conv2D
from tests.export.reading.test_onnx_composed import _answers_as_there, _layers, _weights

Bend = Callable[[str, str], list[Any]]
"""What bends a value, given its name and that of the result."""

node = helper.make_node

RELU6: dict[str, Bend] = {
    "clip": lambda z, a: [node("Clip", [z, "zero", "six"], [a])],
    "clip of a relu": lambda z, a: [node("Relu", [z], [f"{a}r"]), node("Clip", [f"{a}r", "", "six"], [a])],
    "largest and smallest": lambda z, a: [
        node("Max", [z, "zero"], [f"{a}r"]), node("Min", [f"{a}r", "six"], [a]),
    ],
}  # fmt: skip
HARD_SWISH: dict[str, Bend] = {
    "one operation": lambda z, a: [node("HardSwish", [z], [a])],
    "through a hard sigmoid": lambda z, a: [
        node("HardSigmoid", [z], [f"{a}g"], alpha=1 / 6, beta=0.5), node("Mul", [z, f"{a}g"], [a]),
    ],
    "through a relu6": lambda z, a: [
        node("Add", [z, "three"], [f"{a}s"]), node("Clip", [f"{a}s", "zero", "six"], [f"{a}c"]),
        node("Mul", [f"{a}c", "sixth"], [f"{a}g"]), node("Mul", [z, f"{a}g"], [a]),
    ],
}  # fmt: skip


def _activations(bend: Bend) -> list[str]:
    """Read a block: wider, each channel for itself, narrow again, and added to what came in."""
    nodes = [
        node("Conv", ["x", "W", "b"], ["z1"]), *bend("z1", "a1"),
        node("Conv", ["a1", "D"], ["z2"], group=8, pads=[1, 1, 1, 1]), *bend("z2", "a2"),
        node("Conv", ["a2", "P"], ["z3"]), node("Add", ["x", "z3"], ["y"]),
    ]  # fmt: skip
    constants = {"W": _weights(8, 4, 1, 1), "b": _weights(8), "D": _weights(8, 1, 3, 3), "P": _weights(4, 8, 1, 1)}  # fmt: skip
    numbers = {"zero": 0, "three": 3, "six": 6, "sixth": 1 / 6}
    built = _answers_as_there(
        nodes, constants | {name: np.array(n, np.float32) for name, n in numbers.items()}
    )
    assert _layers(built)[1:] == [Conv2D, Conv2D, Conv2D, Add]
    return [n.layer.activation_name() for n in built.network.nodes[1:4]]


@pytest.mark.parametrize("spelled", RELU6)
def test_a_block_of_mobilenet_v2(spelled: str) -> None:
    assert _activations(RELU6[spelled]) == ["relu6", "relu6", "linear"]


@pytest.mark.parametrize("spelled", HARD_SWISH)
def test_a_block_of_mobilenet_v3(spelled: str) -> None:
    assert _activations(HARD_SWISH[spelled]) == ["hard_swish", "hard_swish", "linear"]
