"""One value by several names, as Identity and Transpose give them: what is done to one of them leaves the others alone."""

from __future__ import annotations

from typing import Any

import pytest
from onnx import helper

from nnstudio.nn.layers import BatchNorm
from tests.export.reading.test_onnx_composed import _answers_as_there, _layers, _weights

_node = helper.make_node
_SAME = [_node("Identity", ["t"], ["a"]), _node("Identity", ["t"], ["b"])]
_LAST = [_node("Transpose", ["t"], [name], perm=[0, 2, 3, 1]) for name in "ab"]
_ENDS = [_node("Add", ["a", "d"], ["more"]), _node("Mul", ["more", "b"], ["both"])]
_OUT = _node("Identity", ["both"], ["y"])


@pytest.mark.parametrize(
    ("nodes", "shape", "constants"),
    [
        ([_node("Mul", ["x", "c"], ["t"]), *_SAME, *_ENDS, _OUT], (3,), {"c": (3,), "d": (3,)}),
        ([_node("MatMul", ["x", "c"], ["t"]), *_SAME, *_ENDS, _OUT], (3,), {"c": (3, 3), "d": (3,)}),
        (
            [
                _node("Mul", ["x", "c"], ["t"]),
                *_LAST,
                *_ENDS,
                _node("Transpose", ["both"], ["y"], perm=[0, 3, 1, 2]),
            ],
            (3, 4, 5),
            {"c": (3, 1, 1), "d": (3,)},
        ),
    ],
    ids=["a factor", "a layer without a bias", "images turned twice"],
)
def test_a_shift_of_one_name_is_none_of_the_other(
    nodes: list[Any], shape: tuple[int, ...], constants: dict[str, tuple[int, ...]]
) -> None:
    _answers_as_there(nodes, {name: _weights(*sizes) for name, sizes in constants.items()}, shape)


def test_names_in_a_row_are_no_reason_for_layers_of_their_own() -> None:
    nodes = [
        _node("Mul", ["x", "c"], ["t"]),
        _node("Identity", ["t"], ["a"]),
        _node("Add", ["a", "d"], ["y"]),
    ]
    built = _answers_as_there(nodes, {"c": _weights(3), "d": _weights(3)}, (3,))
    assert _layers(built).count(BatchNorm) == 1
