"""ONNX files that mean harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from onnx import AttributeProto, TensorProto, helper, numpy_helper

from tests.export.reading import good

Made = Iterator[tuple[str, bytes, str]]

X = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 2, 8, 8])
WIDE = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 1000, 10**6])
ROW = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 4])


def _of(arrays: dict[str, Any], *nodes: Any, x: Any = X, outputs: Sequence[str] = ("y",)) -> Any:
    """A model of these operations."""
    tensors = [a if isinstance(a, TensorProto) else numpy_helper.from_array(np.asarray(a), name) for name, a in arrays.items()]  # fmt: skip
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    return helper.make_model(helper.make_graph(nodes, "g", [x], ends, tensors))


def _tensor(kind: int = TensorProto.FLOAT, dims: tuple[int, ...] = (4, 2), **fields: Any) -> TensorProto:
    tensor = TensorProto(name="w", data_type=kind)
    tensor.dims.extend(dims)
    for name, value in fields.items():
        if isinstance(value, list):
            getattr(tensor, name).extend(value)
        else:
            setattr(tensor, name, value)
    return tensor


def _multiplied(w: Any) -> Any:
    return _of({"w": w}, node("MatMul", "x", "w"), x=ROW)


def node(kind: str, *inputs: str, to: str = "y", **settings: Any) -> Any:
    return helper.make_node(kind, inputs, [to], name="n", **settings)


def _external() -> Any:
    tensor = _tensor(data_location=TensorProto.EXTERNAL)
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "../../../etc/passwd"
    return _multiplied(tensor)


def _shape(*dims: int) -> Any:
    return np.array(dims, np.int64)


def _reshaped(*dims: int) -> Any:
    return _of({"s": _shape(*dims)}, node("Reshape", "x", "s"))


def _convolved(w: Any = None, **settings: Any) -> Any:
    return _of(
        {"w": np.ones((1, 2, 3, 3), np.float32) if w is None else w}, node("Conv", "x", "w", **settings)
    )


def _resized(*scales: float) -> Any:
    return _of({"s": np.array(scales, np.float32)}, node("Resize", "x", "", "s", mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor"))  # fmt: skip


def _with_graph() -> Any:
    inner = helper.make_graph([node("Relu", "x")], "inner", [], [helper.make_tensor_value_info("y", 1, None)])
    return _of({"c": np.array(True)}, node("If", "c", then_branch=inner, else_branch=inner))


def _hidden_graph() -> Any:
    inner = helper.make_graph([node("Relu", "x")], "inner", [], [helper.make_tensor_value_info("y", 1, None)])
    return _of({}, node("Relu", "x", body=inner))


def _deep(count: int) -> bytes:
    """A graph in an attribute of an operation in a graph, and so on."""
    graph = b""
    for _ in range(count):
        attribute = b"\x32" + _varint(len(graph)) + graph
        operation = b"\x2a" + _varint(len(attribute)) + attribute
        graph = b"\x0a" + _varint(len(operation)) + operation
    return b"\x3a" + _varint(len(graph)) + graph


def _with_functions() -> Any:
    model = _of({}, node("Relu", "x"))
    model.functions.add().name = "f"
    return model


def _sparse() -> Any:
    model = _of({}, node("Relu", "x"))
    model.graph.sparse_initializer.add()
    return model


def _many_uses() -> Any:
    """One array as the weights of thousands of layers."""
    nodes = [node("MatMul", "x" if i == 0 else f"v{i}", "w", to=f"v{i + 1}") for i in range(3000)]
    wide = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 400])
    return _of({"w": np.ones((400, 400), np.float32)}, *nodes, x=wide, outputs=("v3000",))


def _chain(count: int, kind: str, value: str = "v") -> Any:
    nodes = [node(kind, "x" if i == 0 else f"{value}{i}", to=f"{value}{i + 1}") for i in range(count)]
    return _of({}, *nodes, x=ROW, outputs=(f"{value}{count}",))


def _doubled(count: int) -> Any:
    """A constant that is twice as long with each operation."""
    nodes = [helper.make_node("Concat", [f"c{i}"] * 2, [f"c{i + 1}"], axis=0) for i in range(count)]
    return _of({"c0": np.ones(1000, np.float32)}, *nodes, node("Add", "x", f"c{count}"), x=ROW)


def _attribute(**fields: Any) -> Any:
    """An operation with an attribute that lies about its type."""
    model = _of({}, node("Elu", "x"), x=ROW)
    attribute = model.graph.node[0].attribute.add()
    attribute.name = "alpha"
    for name, value in fields.items():
        setattr(attribute, name, value)
    return model


def _empty_parts(count: int, field: bytes) -> bytes:
    """A graph of nothing but empty messages, two bytes each."""
    graph = field * count
    return b"\x3a" + _varint(len(graph)) + graph


def _empty_attributes(count: int) -> bytes:
    inner = b"\x2a\x00" * count
    graph = b"\x0a" + _varint(len(inner)) + inner
    return b"\x3a" + _varint(len(graph)) + graph


def _varint(value: int) -> bytes:
    data = b""
    while value > 127:
        data += bytes([value & 127 | 128])
        value >>= 7
    return data + bytes([value])


def _input(*dims: int) -> Any:
    return _of({}, node("Relu", "x"), x=helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", *dims]))


def _norm(size: int) -> Any:
    arrays = {name: np.ones(size, np.float32) for name in "abcd"}
    return _of(arrays, node("BatchNormalization", "x", *"abcd"))


_MODELS: tuple[tuple[str, Callable[[], Any], str], ...] = (
    ("weights in another file", _external, "in another file"),
    ("raw numbers that are missing", lambda: _multiplied(_tensor(raw_data=b"1234")), "are damaged"),
    ("numbers that are missing", lambda: _multiplied(_tensor(float_data=[1.0])), "claim more numbers than the file holds"),
    ("2^80 numbers", lambda: _multiplied(_tensor(dims=(2**40, 2**40))), "claim more numbers than the file holds"),
    ("sides that overflow", lambda: _multiplied(_tensor(dims=(2**32, 2**32), raw_data=b"")), "claim more"),
    ("negative sides", lambda: _multiplied(_tensor(dims=(-4, 2), raw_data=bytes(32))), "are damaged"),
    ("a hundred axes", lambda: _multiplied(_tensor(dims=(1,) * 100, raw_data=bytes(4))), "are damaged"),
    ("texts for weights", lambda: _multiplied(_tensor(TensorProto.STRING, string_data=[b"x"] * 8)), "claim more numbers"),
    ("a type of number that does not exist", lambda: _multiplied(_tensor(99, raw_data=bytes(64))), "damaged"),
    ("complex weights", lambda: _multiplied(_tensor(TensorProto.COMPLEX64, raw_data=bytes(64))), "no numbers"),
    ("more raw bytes than numbers", lambda: _multiplied(_tensor(dims=(1, 2), raw_data=bytes(999))), "damaged"),
    ("weights without an axis", lambda: _multiplied(np.float32(3)), "not the last here"),
    ("weights of nothing", lambda: _multiplied(np.zeros((4, 0), np.float32)), "n"),
    ("weights that are no number", lambda: _multiplied(np.full((4, 2), np.nan, np.float32)), "no finite numbers"),
    ("weights beyond single precision", lambda: _multiplied(np.full((4, 2), 1e300)), "no finite numbers"),
    ("a convolution without axes", lambda: _convolved(np.float32(1)), "window does not fit"),
    ("a border of 2^31", lambda: _convolved(pads=[2**31] * 4), "n"),
    ("a negative border", lambda: _convolved(pads=[-9] * 4), "n"),
    ("a stride of 0", lambda: _convolved(strides=[0, 0], pads=[1] * 4), "damaged"),
    ("a stride of 2^62", lambda: _convolved(strides=[2**62, 2**62]), "n"),
    ("a dilation of 2^62", lambda: _convolved(dilations=[2**62, 2**62]), "n"),
    ("no groups", lambda: _convolved(group=0), "n"),
    ("groups of text", lambda: _convolved(group="two"), "n"),
    ("a window of text", lambda: _convolved(strides="ab", pads=[1] * 4), "n"),
    ("a pool without a size", lambda: _of({}, node("MaxPool", "x")), "damaged"),
    ("a pool of 2^40", lambda: _of({}, node("MaxPool", "x", kernel_shape=[2**40, 2**40])), "n"),
    ("an image 10^9 times larger", lambda: _resized(1, 1, 1e9, 1e9), "n"),
    ("an image NaN times larger", lambda: _resized(1, 1, np.nan, 2), "whole numbers"),
    ("an image infinitely larger", lambda: _resized(1, 1, np.inf, 2), "whole numbers"),
    ("a shape of 2^62", lambda: _reshaped(-1, 2**62, 2**62), "number of samples"),
    ("a shape with two unknowns", lambda: _reshaped(0, -1, -1), "number of samples"),
    ("a shape of 10^6 axes", lambda: _reshaped(*([1] * 1_000_000)), "more axes than anything has"),
    ("10^6 new axes", lambda: _of({"a": np.arange(1_000_000)}, node("Unsqueeze", "x", "a")), "more axes than anything has"),
    ("a border of 10^6 sides", lambda: _of({"p": np.zeros(1_000_000, np.int64)}, node("Pad", "x", "p")), "no image"),
    ("an input of 2^40 values", lambda: _input(2, 10**6, 10**6), "two thousand million"),
    ("an input of no value", lambda: _input(0, 4), "shape is not fixed"),
    ("an input of negative sides", lambda: _input(-2, 4), "shape is not fixed"),
    ("an input of 10^5 axes", lambda: _input(*[1] * 100_000), "shape is not fixed"),
    ("one slope for 10^9 values", lambda: _of({"s": np.ones(1, np.float32)}, node("Flatten", "x", to="f"), node("PRelu", "f", "s"), x=WIDE), "much more than its size allows"),
    ("a factor for 10^9 values", lambda: _of({"s": np.float32(3)}, node("Flatten", "x", to="f"), node("Mul", "f", "s"), x=WIDE), "much more than its size allows"),
    ("a shift for 10^9 values", lambda: _of({"s": np.ones((1, 1), np.float32)}, node("Flatten", "x", to="f"), node("Sub", "f", "s"), x=WIDE), "much more than its size allows"),
    ("weights for 10^9 values", lambda: _of({"w": np.ones((4, 2), np.float32)}, node("MaxPool", "x", to="c", kernel_shape=[1, 1]), node("Flatten", "c", to="f"), node("MatMul", "f", "w"), x=helper.make_tensor_value_info("x", 1, ["N", 2, 10**4, 10**4])), "do not fit what it receives"),
    ("norms of the wrong size", lambda: _norm(3), "have the shape"),
    ("a norm that learns", lambda: _of({n: np.ones(2, np.float32) for n in "abcd"}, node("BatchNormalization", "x", *"abcd", training_mode=1)), "training_mode"),
    ("a graph in an operation", _with_graph, "no layer like the operation"),
    ("a graph in a Relu", _hidden_graph, "a graph of its own"),
    ("functions of its own", _with_functions, "functions of its own"),
    ("sparse weights", _sparse, "sparse weights"),
    ("a foreign domain", lambda: _of({}, node("Relu", "x", domain="com.evil")), "no layer like the operation"),
    ("a foreign operation", lambda: _of({}, node("PythonOp", "x")), "no layer like the operation 'PythonOp'"),
    ("a loop", lambda: _of({}, node("Loop", "x")), "no layer like the operation"),
    ("a ring of operations", lambda: _of({}, node("Add", "x", "b", to="a"), node("Relu", "a", to="b"), node("Relu", "b")), "does not exist"),
    ("an operation that feeds itself", lambda: _of({}, node("Add", "x", "y")), "does not exist"),
    ("an input that is not there", lambda: _of({}, node("Relu", "nobody")), "does not exist"),
    ("an output that is not there", lambda: _of({}, node("Relu", "x"), outputs=("z",)), "does not exist"),
    ("an output that is a constant", lambda: _of({"y": np.ones(3)}), "is a constant"),
    ("an output made twice", lambda: _of({}, node("Relu", "x"), node("Tanh", "x")), "exists already"),
    ("two outputs of one name", lambda: _of({}, node("Relu", "x"), outputs=("y", "y")), "two outputs of one name"),
    ("no output", lambda: _of({}, node("Relu", "x"), outputs=()), "no ONNX model"),
    ("no inputs for a Relu", lambda: _of({}, node("Relu")), "n"),
    ("an input left out", lambda: _of({}, node("Add", "x", "")), "missing"),
    ("an Identity of nothing", lambda: _of({}, node("Identity", "")), "missing"),
    ("a sum of nothing", lambda: _of({}, node("Sum")), "0 inputs"),
    ("an axis that is text", lambda: _of({}, node("Softmax", "x", axis="one")), "n"),
    ("a slope that is text", lambda: _of({}, node("Elu", "x", alpha="steep"), x=ROW), "damaged"),
    ("an attribute of two types", lambda: _attribute(type=AttributeProto.INTS, f=3.0), "n"),
    ("a table of 10^5 by 10^5", lambda: _of({"a": np.ones((100_000, 1)), "b": np.ones((1, 100_000))}, node("Add", "a", "b", to="c"), node("Add", "x", "c"), x=ROW), "more of a constant"),
    ("a constant of 2^40 numbers", lambda: _doubled(30), "more of a constant"),
    ("rows taken a million times", lambda: _of({"a": np.ones((2, 500), np.float32), "i": np.zeros(300_000, np.int64)}, node("Gather", "a", "i", to="c"), node("Add", "x", "c"), x=ROW), "more of a constant"),
    ("a step of 0", lambda: _of({"a": np.ones(9), "0": _shape(0), "9": _shape(9)}, node("Slice", "a", "0", "9", "0", "0", to="c"), node("Add", "x", "c"), x=ROW), "damaged"),
    ("one array for three thousand layers", _many_uses, "much more than its size allows"),
    ("thirty thousand operations", lambda: _chain(12_000, "Relu"), "more than 10\u202f000 operations"),
    ("more layers than any network", lambda: _chain(6_000, "Dropout"), "more than 5\u202f000 layers"),
    ("a name of many lines", lambda: _of({}, node("Evil\n\x1b[31m\u202eOp", "x")), "no layer like"),
)  # fmt: skip


def models() -> Made:
    for name, make, why in _MODELS:
        yield name, make().SerializeToString(), why
    yield "nothing at all", b"", "no ONNX model"
    yield "noise", np.random.default_rng(3).bytes(5000), "no ONNX model"
    whole = good.onnx()
    for share in (0.02, 0.3, 0.8, 0.99):
        yield f"cut off after {share:.0%}", whole[: int(len(whole) * share)], "no ONNX model"
    yield "a million empty operations", _empty_parts(1_000_000, b"\x0a\x00"), "more parts than any network"
    yield "five million empty weights", _empty_parts(5_000_000, b"\x2a\x00"), "more parts than any network"
    yield "a million empty attributes", _empty_attributes(1_000_000), "more parts than any network"
    for count in (20, 5000):
        yield f"{count} graphs in each other", _deep(count), "nested too deeply"
    yield "a length beyond the end", b"\x3a\xff\xff\xff\xff\x0f", "no ONNX model"
    yield "a number that never ends", b"\x3a" + b"\xff" * 30, "no ONNX model"


def odd() -> Iterator[tuple[str, bytes]]:
    """Files that are strange and do no harm: they may be read or not."""

    def squared(count: int) -> Any:
        nodes = [
            node("Mul", f"v{i}" if i else "x", f"v{i}" if i else "x", to=f"v{i + 1}") for i in range(count)
        ]
        return _of({}, *nodes, x=ROW, outputs=(f"v{count}",))

    yield "squares of squares", squared(60).SerializeToString()
    yield "three thousand activations", _chain(3000, "Tanh").SerializeToString()
    yield "ten thousand functions of one value", _chain(9_000, "Abs").SerializeToString()
    yield "an output that is the input", _of({}, x=ROW, outputs=("x",)).SerializeToString()
    yield "an Identity", _of({}, node("Identity", "x"), x=ROW).SerializeToString()
    broken = _of({}, node("Relu", "x"), x=ROW).SerializeToString().replace(b"Relu", b"\xff\xfeLu")
    yield "an operation whose name is no text", broken
    yield "a tensor whose name is no text", good.onnx().replace(b"dense_1/W", b"\xff\xfe\xfd_1/W")
    kind = AttributeProto(name="alpha", f=1.0)
    kind.type = 1
    spoiled = _of({}, node("Elu", "x"), x=ROW)
    spoiled.graph.node[0].attribute.append(kind)
    yield "an attribute of type 77", spoiled.SerializeToString().replace(b"\xa0\x01\x01", b"\xa0\x01\x4d")
