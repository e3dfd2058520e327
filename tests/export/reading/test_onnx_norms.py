"""Group and instance norms in ONNX, and a softplus, as PyTorch's exporters put them together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import helper

from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layers import Activation, BatchNorm, Dense, GroupNorm
from nnstudio.system.messages import StudioError
from tests.export.reading.test_onnx_composed import _answers_as_there, _graph, _layers, _weights, _whole

node = helper.make_node
IMAGE, SEQUENCE, ROW = (8, 4, 5), (8, 6), (8,)


def _composed(
    shape: tuple[int, ...], groups: int, back: list[int] | None = None, apart: tuple[int, ...] | None = None
) -> tuple[list[Any], dict[str, np.ndarray]]:
    """The groups as channels of an instance norm, put back by the shape of the input or by a constant."""
    ones = (1,) * (len(shape) - 1)
    constants = {
        "apart": _whole(*(apart or (0, groups, -1))), "ones": np.ones(groups, np.float32),
        "zeros": np.zeros(groups, np.float32), "g": _weights(shape[0], *ones), "b": _weights(shape[0], *ones),
        "back": _whole(*(back or ())), "K": _weights(8, 8, *ones) / 4,
    }  # fmt: skip
    first = node("Conv", ["x", "K"], ["c"]) if ones else node("Relu", ["x"], ["c"])
    nodes = [
        first, node("Reshape", ["c", "apart"], ["r"]), node("Shape", ["c"], ["s"]),
        node("InstanceNormalization", ["r", "ones", "zeros"], ["n"], epsilon=1e-4),
        node("Reshape", ["n", "s" if back is None else "back"], ["t"]),
        node("Mul", ["t", "g"], ["m"]), node("Add", ["m", "b"], ["y"]),
    ]  # fmt: skip
    return nodes, constants


@pytest.mark.parametrize("shape", [IMAGE, SEQUENCE, ROW])
@pytest.mark.parametrize("groups", [1, 2, 4])
def test_a_group_norm_of_pytorch(shape: tuple[int, ...], groups: int) -> None:
    built = _answers_as_there(*_composed(shape, groups), shape)
    layer = built.network.nodes[-1].layer
    assert layer == GroupNorm(groups, epsilon=layer.epsilon)  # type: ignore[attr-defined]
    assert layer.epsilon == pytest.approx(1e-4)  # type: ignore[attr-defined]
    assert BatchNorm not in _layers(built), "its factor and its shift are its own"


@pytest.mark.parametrize("apart", [(0, 2, -1), (-1, 2, 80)])
def test_groups_that_a_constant_puts_together(apart: tuple[int, ...]) -> None:
    _answers_as_there(*_composed(IMAGE, 2, [-1, *IMAGE], apart), IMAGE)


@pytest.mark.parametrize(
    ("back", "apart"), [([-1, 8, 5, 4], (0, 2, -1)), ([-1, 160], (0, 2, -1)), ([-1, *IMAGE], (-1, 2, 40))]
)
def test_groups_that_are_put_together_otherwise_are_refused(back: list[int], apart: tuple[int, ...]) -> None:
    with pytest.raises(StudioError):
        read_onnx(_graph(*_composed(IMAGE, 2, back, apart), IMAGE).SerializeToString())


def test_an_instance_norm() -> None:
    nodes = [node("Conv", ["x", "K"], ["c"]), node("InstanceNormalization", ["c", "g", "b"], ["y"])]
    built = _answers_as_there(nodes, {"K": _weights(6, 8, 1, 1), "g": _weights(6), "b": _weights(6)}, IMAGE)
    assert built.network.nodes[-1].layer == GroupNorm(6, epsilon=built.network.nodes[-1].layer.epsilon)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("opset", "count"), [(18, 4), (21, 8)])
def test_the_operation_of_that_name(opset: int, count: int) -> None:
    """It had a factor for each group before it had one for each channel."""
    nodes = [
        node("Conv", ["x", "K"], ["c"]), node("GroupNormalization", ["c", "g", "b"], ["y"], num_groups=4),
    ]  # fmt: skip
    constants = {"K": _weights(8, 8, 1, 1), "g": _weights(count), "b": _weights(count)}
    layers = _layers(_answers_as_there(nodes, constants, IMAGE, opset))
    assert layers[-1] is GroupNorm


def _choice(least: float, taken: str = "d") -> tuple[list[Any], dict[str, np.ndarray]]:
    nodes = [
        node("MatMul", ["x", "W"], ["d"]), node("Softplus", ["d"], ["p"]), node("Greater", ["d", "least"], ["far"]),
        node("Where", ["far", taken, "p"], ["y"]),
    ]  # fmt: skip
    return nodes, {"W": _weights(8, 3) * 9, "least": np.float32(least)}


def test_a_softplus_that_ends_in_a_line() -> None:
    """As PyTorch's newer exporter writes it: from 20 on the number itself."""
    built = _answers_as_there(*_choice(20.0), ROW)
    assert built.network.nodes[-1].layer == Dense(3, activation="softplus", bias=False)


@pytest.mark.parametrize(("least", "taken"), [(2.0, "d"), (20.0, "p")])
def test_other_choices_are_refused(least: float, taken: str) -> None:
    with pytest.raises(StudioError, match="Greater"):
        read_onnx(_graph(*_choice(least, taken), ROW).SerializeToString())


def test_a_flattened_image_in_groups_is_refused() -> None:
    """Its values stand in another order here, so that other ones would be neighbours."""
    nodes = [
        node("Conv", ["x", "K"], ["c"]), node("Flatten", ["c"], ["f"]),
        node("GroupNormalization", ["f", "g", "b"], ["n"], num_groups=2), node("MatMul", ["n", "W"], ["y"]),
    ]  # fmt: skip
    constants = {"K": _weights(8, 8, 1, 1), "g": _weights(160), "b": _weights(160), "W": _weights(160, 2)}
    with pytest.raises(StudioError, match="not that of the channels"):
        read_onnx(_graph(nodes, constants, IMAGE, 21).SerializeToString())


def test_an_activation_behind_a_norm_is_a_layer() -> None:
    nodes, constants = _composed(IMAGE, 2)
    nodes[-1].output[0] = "a"
    assert (
        _layers(_answers_as_there([*nodes, node("Relu", ["a"], ["y"])], constants, IMAGE))[-1] is Activation
    )
