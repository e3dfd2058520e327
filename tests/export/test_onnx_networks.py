"""Whole networks in ONNX: layouts, branches, names."""

from __future__ import annotations

import numpy as np
import onnx
import pytest
from onnx.reference import ReferenceEvaluator

from nnstudio.export import Artifact, Onnx
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool2D,
    BatchNorm,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAvgPool,
    GlobalMaxPool,
    GroupNorm,
    Input,
    LayerNorm,
    MaxPool1D,
    MaxPool2D,
    Multiply,
    Reshape,
    SpatialDropout,
    UpSample2D,
    ZeroPad2D,
)
from tests.export.proof import check_onnx


def _ops(model: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node if node.op_type != "Identity"]


SOFTMAX = Dense(3, activation="softmax")

CHAINS: dict[str, tuple[tuple[int, ...], list[Layer], list[str]]] = {
    "one transpose for two convolutions": (
        (8, 8, 2),
        [Conv2D(3, 3), Conv2D(4, 2, activation="tanh"), Flatten(), SOFTMAX],
        ["Transpose", "Conv", "Add", "Relu", "Conv", "Add", "Tanh", "Transpose", "Reshape", "MatMul", "Add", "Softmax"],
    ),
    "pooling stays channels first": (
        (9, 7, 1),
        [Conv2D(2, 3, padding="same", stride=2, bias=False), MaxPool2D(2, padding="same"), Activation("swish")],
        ["Transpose", "Conv", "Relu", "MaxPool", "Sigmoid", "Mul", "Transpose"],
    ),
    "a border that is not the same on all sides": (
        (3, 4, 2), [MaxPool2D(2, 1, "same"), MaxPool2D((1, 4), 1, "same"), MaxPool2D(3, 1, "same")],
        ["Transpose", "Pad", "MaxPool", "Pad", "MaxPool", "MaxPool", "Transpose"],
    ),
    "dropout and linear vanish": (
        (4,), [Dropout(0.5), Dense(3, activation="linear"), Activation("linear"), Dropout(0.2)], ["MatMul", "Add"]
    ),
    "nothing but dropout": ((4, 4, 1), [Dropout(0.5)], []),
    "a dense network has no transpose": (
        (5,), [Dense(4, activation="sigmoid"), SOFTMAX], ["MatMul", "Add", "Sigmoid", "MatMul", "Add", "Softmax"]
    ),
    "softmax over the channels of an image": (
        (4, 4, 2), [Conv2D(3, 1, activation="softmax")], ["Transpose", "Conv", "Add", "Softmax", "Transpose"]
    ),
    "groups and dilation": (
        (9, 9, 4),
        [Conv2D(6, (3, 2), groups=2, dilation=(1, 2), activation="elu"), Conv2D(6, 1, groups=6, activation="softplus")],
        ["Transpose", "Conv", "Add", "Elu", "Conv", "Add", "Softplus", "Transpose"],
    ),
    "flatten of a row": ((5,), [Flatten(), Flatten(), SOFTMAX], ["Reshape", "Reshape", "MatMul", "Add", "Softmax"]),
    "batch norm and prelu stay channels first": (
        (5, 4, 2),
        [Conv2D(3, 3, padding="same", activation="linear", bias=False), BatchNorm(activation="prelu"), GlobalAvgPool()],
        ["Transpose", "Conv", "BatchNormalization", "PRelu", "ReduceMean"],
    ),
    "a decoder": (
        (2, 3, 2),
        [ConvTranspose2D(3, 3), UpSample2D((1, 2)), ZeroPad2D(1, 0, 0, 2), AvgPool2D(2, padding="same")],
        ["Transpose", "ConvTranspose", "Add", "Relu", "Resize", "Pad", "AveragePool", "Transpose"],
    ),
    "border and enlargement need no transpose": (
        (2, 3, 2), [UpSample2D(2), ZeroPad2D(), LayerNorm()], ["Resize", "Pad", "LayerNormalization"]
    ),
    "pixels between pixels": (
        (2, 3, 2), [UpSample2D((2, 3), "bilinear"), Conv2D(2, 1), UpSample2D(1, "bilinear")],
        ["Resize", "Transpose", "Conv", "Add", "Relu", "Resize", "Transpose"],
    ),
    "groups as the channels of an instance norm": (
        (2, 3, 4), [UpSample2D(2), GroupNorm(2), ZeroPad2D()],
        ["Resize", "Transpose", "Reshape", "InstanceNormalization", "Reshape", "Mul", "Add", "Pad", "Transpose"],
    ),
    "groups of a row and of sequences": (
        (3, 4), [GroupNorm(2), Flatten(), GroupNorm(3)],
        ["Transpose", "Reshape", "InstanceNormalization", "Reshape", "Mul", "Add", "Transpose",
         "Reshape", "Reshape", "InstanceNormalization", "Reshape", "Mul", "Add"],
    ),
    "sequences": (
        (9, 2),
        [Conv1D(3, 3), MaxPool1D(2), BatchNorm(), GlobalMaxPool()],
        ["Reshape", "Transpose", "Conv", "Transpose", "Reshape", "Add", "Relu",
         "Reshape", "Transpose", "MaxPool", "Transpose", "Reshape",
         "Transpose", "BatchNormalization", "Transpose", "ReduceMax"],
    ),
    "noise vanishes": ((4, 2), [GaussianNoise(), SpatialDropout(), Reshape((8,))], ["Reshape"]),
    "three axes that are no image": (
        (2, 3, 4, 2), [Activation("relu"), Flatten(), SOFTMAX], ["Relu", "Reshape", "MatMul", "Add", "Softmax"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHAINS)
def test_chains(name: str) -> None:
    shape, layers, ops = CHAINS[name]
    assert _ops(check_onnx(sequential(shape, layers))) == ops


def _residual() -> Network:
    network = sequential(
        (6, 6, 3), [Conv2D(4, 3, padding="same"), Conv2D(4, 3, padding="same", activation="linear")]
    )
    network = network.add(Conv2D(4, 1, activation="linear"), after="input")
    network = network.add(Add(), after=("conv2d_2", "conv2d_3")).add(Activation("relu"), after="add_1")
    return network.add(Flatten(), after="activation_1").add(SOFTMAX, after="flatten_1")


def test_a_skip_connection() -> None:
    ops = _ops(check_onnx(_residual()))
    assert ops.count("Transpose") == 2  # the input once for both branches, and the last one before Flatten
    assert ops.count("Sum") == 1


def test_branches_that_meet_in_different_layouts() -> None:
    network = Network().add(Input((5, 5, 2))).add(Conv2D(2, 3, padding="same"), after="input")
    network = network.add(Activation("tanh"), after="input")
    for order in (("conv2d_1", "activation_1"), ("activation_1", "conv2d_1")):
        for layer in (Add(), Multiply(), Concatenate()):
            check_onnx(network.add(layer, after=order))
    check_onnx(network.add(Add(), after=("input", "activation_1", "conv2d_1", "input")))


def test_a_value_that_is_read_in_both_layouts_is_transposed_once() -> None:
    network = Network().add(Input((4, 4, 2))).add(Conv2D(2, 3, padding="same"), after="input")
    network = network.add(Flatten(), after="conv2d_1").add(Dense(3), after="flatten_1")
    network = network.add(Conv2D(1, 4, activation="linear"), after="conv2d_1").add(
        Flatten(), after="conv2d_2"
    )
    network = network.add(Dense(3), after="flatten_2").add(Add(), after=("dense_1", "dense_2"))
    assert _ops(check_onnx(network)).count("Transpose") == 3


def test_several_inputs_and_outputs_keep_their_names() -> None:
    network = Network().add(Input((3,)), id="left").add(Input((2,)), id="right")
    network = network.add(Concatenate(), after=("left", "right"), id="both")
    network = network.add(Dense(2, "linear", bias=False), after="both", id="sum").add(
        SOFTMAX, after="both", id="class"
    )
    weights = {"sum/W": np.ones((5, 2)), "class/W": np.ones((5, 3)), "class/b": np.zeros(3)}
    read = onnx.load_model_from_string(Onnx().encode(Artifact(network, weights)))
    onnx.checker.check_model(read, full_check=True)
    assert [i.name for i in read.graph.input] == ["left", "right"]
    assert [o.name for o in read.graph.output] == ["sum", "class"]
    feeds = {"left": np.ones((1, 3), np.float32), "right": np.ones((1, 2), np.float32)}
    total, classes = ReferenceEvaluator(read).run(None, feeds)
    assert total.tolist() == [[5, 5]]
    np.testing.assert_allclose(classes, np.full((1, 3), 1 / 3))


def test_input_and_output_have_a_free_batch_size() -> None:
    read = check_onnx(sequential((4, 4, 1), [Conv2D(2), Flatten(), SOFTMAX]))
    shapes = {
        value.name: [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]
        for value in (*read.graph.input, *read.graph.output)
    }
    assert shapes == {"x": ["N", 4, 4, 1], "y": ["N", 3]}
