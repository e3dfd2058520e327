"""ONNX: the whole network with its weights, for ONNX Runtime, browsers and phones.

Samples stay channels last, as everywhere in this program; ONNX wants images channels first, so a transpose is
written before a convolution and after the last one of a row: between neighbours none is needed.
"""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from nnstudio.backend.geometry import Window
from nnstudio.export.format import FORMATS, Artifact, Format
from nnstudio.graph.inference import require_sound
from nnstudio.nn.primitives import Lowering, Primitive
from nnstudio.system.messages import StudioError

OPSET = 17
IR_VERSION = 8  # the oldest that knows opset 17, so that old runtimes can read the file

LARGEST = 2**31 - (64 << 20)
"""Bytes of weights that fit into a file, with room for the rest."""

_UNARY = {
    "relu": "Relu",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "softplus": "Softplus",
}


@FORMATS.register
class Onnx(Format, frozen=True):
    """An ``.onnx`` model with input ``x`` and output ``y``, both with a free batch size."""

    key: ClassVar[str] = "onnx"
    suffix: ClassVar[str] = ".onnx"
    title: ClassVar[str] = "ONNX"
    summary: ClassVar[str] = "The whole network, for ONNX Runtime, browsers and phones"

    def encode(self, artifact: Artifact) -> bytes:
        """Translate the network primitive by primitive."""
        if 4 * sum(w.size for w in artifact.weights.values()) > LARGEST:
            raise StudioError("ONNX files hold at most 2 GB; export this network as safetensors or npz")
        data: bytes = _Translation(artifact).model().SerializeToString()
        return data


class _Translation:
    """One network on its way to ONNX.

    Values carry their layout: an image is "last" (N, H, W, C) or "first" (N, C, H, W).
    """

    def __init__(self, artifact: Artifact) -> None:
        import onnx

        self._onnx = onnx.helper
        self._types = onnx.TensorProto
        self._numpy = onnx.numpy_helper
        self._artifact = artifact
        self._nodes: list[Any] = []
        self._initializers: dict[str, Any] = {}
        self._names: dict[tuple[str, bool], str] = {}  # (value, channels first) -> name in the file
        self._rank: dict[str, int] = {}

    def model(self) -> Any:
        network = self._artifact.network
        facts = require_sound(network).facts
        (source,), (sink,) = network.input_ids, network.output_ids
        lowering = Lowering()
        outputs: dict[str, str] = {}
        for node in require_sound(network).order:
            inputs = tuple(outputs[e.source] for e in network.incoming(node))
            outputs[node] = network[node].layer.lower(lowering, inputs, facts[node].inputs, node)
        shapes = {name: facts[name].output for name in (source, sink)}
        self._names[source, False] = "x"
        self._rank[source] = len(shapes[source] or ())
        for primitive in lowering.primitives:
            self._rank[primitive.output] = len(primitive.shape)
            self._translate(primitive)
        self._nodes.append(self._onnx.make_node("Identity", [self._value(outputs[sink], first=False)], ["y"]))
        graph = self._onnx.make_graph(
            self._nodes,
            self._artifact.name or "network",  # the checker refuses an empty one
            [self._info("x", shapes[source])],
            [self._info("y", shapes[sink])],
            list(self._initializers.values()),
        )
        model = self._onnx.make_model(
            graph, opset_imports=[self._onnx.make_opsetid("", OPSET)], ir_version=IR_VERSION,
            producer_name="NN Studio",
        )  # fmt: skip
        self._onnx.set_model_props(model, self._artifact.metadata())
        return model

    def _info(self, name: str, shape: Any) -> Any:
        return self._onnx.make_tensor_value_info(name, self._types.FLOAT, ["N", *shape])

    def _constant(self, name: str, array: np.ndarray[Any, Any]) -> str:
        if name not in self._initializers:
            if array.dtype.kind == "f":  # one type throughout, whatever the weights were trained in
                array = array.astype(np.float32)
            self._initializers[name] = self._numpy.from_array(np.array(array, order="C"), name)
        return name

    def _value(self, value: str, *, first: bool) -> str:
        """Name of a value in the wanted layout; a transpose is written where it has only the other."""
        first = first and self._rank[value] == 3
        if (value, first) not in self._names:
            name = f"{value}:{'nchw' if first else 'nhwc'}"
            perm = (0, 3, 1, 2) if first else (0, 2, 3, 1)
            self._nodes.append(
                self._onnx.make_node("Transpose", [self._names[value, not first]], [name], perm=perm)
            )
            self._names[value, first] = name
        return self._names[value, first]

    def _is_first(self, value: str) -> bool:
        return (value, True) in self._names and (value, False) not in self._names

    def _emit(self, op: str, inputs: list[str], p: Primitive, first: bool, **attributes: Any) -> None:
        first = first and len(p.shape) == 3
        self._nodes.append(self._onnx.make_node(op, inputs, [p.output], **attributes))
        self._names[p.output, first] = p.output

    def _translate(self, p: Primitive) -> None:
        try:
            translate = getattr(self, f"_{p.op}")
        except AttributeError:
            raise StudioError("ONNX export does not know {op}", op=p.op) from None
        translate(p)

    def _matmul(self, p: Primitive) -> None:
        value, weight = p.inputs
        w = self._constant(weight, self._artifact.weights[weight])
        self._emit("MatMul", [self._value(value, first=False), w], p, False)

    def _bias(self, p: Primitive) -> None:
        value, bias = p.inputs
        b = self._artifact.weights[bias]
        first = self._is_first(value)
        constant = self._constant(bias, b.reshape(-1, 1, 1) if first else b)
        self._emit("Add", [self._value(value, first=first), constant], p, first)

    def _conv2d(self, p: Primitive) -> None:
        value, weight = p.inputs
        w = self._artifact.weights[weight].transpose(3, 2, 0, 1)  # (kh, kw, C, F) -> (F, C, kh, kw)
        self._emit(
            "Conv", [self._value(value, first=True), self._constant(weight, w)], p, True,
            group=p.attributes["groups"], **_window(p.attributes["window"]),
        )  # fmt: skip

    def _max_pool2d(self, p: Primitive) -> None:
        x = self._value(p.inputs[0], first=True)
        window = _window(p.attributes["window"])
        # ONNX's own evaluator (1.23) takes "left" for "bottom" where all strides are 1, so that a proof would
        # fail. Where the two differ, the border is written as an operation of its own; it never wins.
        if window["strides"] == [1, 1] and window["pads"][1] != window["pads"][2]:
            top, left, bottom, right = window["pads"]
            pads = self._constant(
                f"{p.output}:pads", np.array([0, 0, top, left, 0, 0, bottom, right], np.int64)
            )
            low = self._constant(f"{p.output}:low", np.array(-np.inf, np.float32))
            self._nodes.append(self._onnx.make_node("Pad", [x, pads, low], [f"{p.output}:padded"]))
            x, window["pads"] = f"{p.output}:padded", [0, 0, 0, 0]
        self._emit("MaxPool", [x], p, True, **window)

    def _reshape(self, p: Primitive) -> None:
        shape = self._constant(f"{p.output}:shape", np.array([-1, *p.shape], np.int64))
        self._emit("Reshape", [self._value(p.inputs[0], first=False), shape], p, False)

    def _add(self, p: Primitive) -> None:
        first = self._is_first(p.inputs[0])
        self._emit("Sum", [self._value(v, first=first) for v in p.inputs], p, first)

    def _unary(self, p: Primitive) -> None:
        function = p.attributes["function"]
        first = self._is_first(p.inputs[0])
        x = self._value(p.inputs[0], first=first)
        if function == "softmax":
            self._emit("Softmax", [x], p, first, axis=1 if first else -1)
        elif function == "leaky_relu":
            self._emit("LeakyRelu", [x], p, first, alpha=0.01)
        elif function == "elu":
            self._emit("Elu", [x], p, first, alpha=1.0)
        elif function == "swish":
            gate = f"{p.output}:gate"
            self._nodes.append(self._onnx.make_node("Sigmoid", [x], [gate]))
            self._emit("Mul", [x, gate], p, first)
        elif function in _UNARY:
            self._emit(_UNARY[function], [x], p, first)
        else:
            raise StudioError("ONNX export does not know the activation {name}", name=function)


def _window(window: Window) -> dict[str, list[int]]:
    r, c = window
    return {
        "kernel_shape": [r.kernel, c.kernel],
        "strides": [r.stride, c.stride],
        "dilations": [r.dilation, c.dilation],
        "pads": [r.before, c.before, r.after, c.after],
    }
