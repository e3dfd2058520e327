"""ONNX models as networks of this program: the operations its layers have; any other is named and refused."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from nnstudio.export.reading.build import Builder, one_line, spelled
from nnstudio.export.reading.elementwise import UNARY, recognise
from nnstudio.export.reading.onnx_beside import bring_in
from nnstudio.export.reading.onnx_given import Given
from nnstudio.export.reading.onnx_layers import LAYERS
from nnstudio.export.reading.onnx_ml import ML, without_labels
from nnstudio.export.reading.onnx_patterns import with_patterns
from nnstudio.export.reading.onnx_values import Known, Value, is_logarithm, settle
from nnstudio.export.reading.onnx_wire import require_ordinary
from nnstudio.nn.layers import Activation, Input
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, msg

MOST_NODES = 10_000

_FIRST = frozenset({"Conv", "ConvTranspose", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool",
                    "BatchNormalization", "InstanceNormalization", "GroupNormalization",
                    "DepthToSpace", "SpaceToDepth"})  # fmt: skip
"""Operations that want channels first."""
_PASSING = frozenset(
    {
        *UNARY,
        "Add",
        "Sub",
        "Mul",
        "Div",
        "Sum",
        "Pad",
        "Identity",
        "Cast",
        "Dropout",
        "PRelu",
        "Clip",
        "Resize",
        "Slice",
        "Split",
        "Gather",
    }
)
"""Operations that leave an image in the layout it has."""


def read_onnx(data: bytes, beside: Callable[[str], bytes] | None = None) -> Builder:
    """Read a whole model.

    Parameters
    ----------
    data : bytes
    beside : callable, optional
        Gives the file of that name where weights are outside the model, as :mod:`~nnstudio.export.reading.onnx_beside`
        has it.

    Raises
    ------
    StudioError
        With the operation and the cause.
    """
    with np.errstate(all="ignore"):  # constants are computed from others, whatever these are
        model = _parsed(data)
        outside = 0 if beside is None else bring_in(model.graph.initializer, beside)
        return _Reader(model, len(data) + outside).read()


def _parsed(data: bytes) -> Any:
    import onnx
    from google.protobuf.message import DecodeError

    require_ordinary(data, onnx.ModelProto.DESCRIPTOR)
    model = onnx.ModelProto()
    try:
        model.ParseFromString(data)
    except (DecodeError, ValueError, RecursionError):
        raise StudioError("it is damaged or no ONNX model") from None
    if not model.HasField("graph") or not model.graph.output:
        raise StudioError("it is damaged or no ONNX model")
    if len(model.functions):
        raise StudioError("it has functions of its own, which this program does not read")
    if len(model.graph.node) > MOST_NODES:
        raise StudioError("it has more than {most} operations", most=MOST_NODES)
    return model


class _Reader:
    def __init__(self, model: Any, size: int) -> None:
        self._graph = model.graph
        self._opset = next((o.version for o in model.opset_import if o.domain in ("", "ai.onnx")), 1)
        self._built = Builder(size)
        self._built.name = one_line(model.graph.name)
        self._known: dict[str, Known] = {}
        self._settled: dict[str, Value] = {}
        self._users: dict[str, int] = {}
        self._shared: set[str] = set()  # layers whose output several operations take, by whatever name
        self._constants = {n.output[0]: n for n in self._graph.node if n.op_type == "Constant" and n.output}
        self._inputs: list[str] = []
        self._wanted: dict[str, bool] = {}
        self._ends: list[str] = []

    def read(self) -> Builder:
        if len(self._graph.sparse_initializer):
            raise StudioError("it has sparse weights, which this program does not read")
        for tensor in self._graph.initializer:
            self._known[tensor.name] = constant(tensor)
        with _damage(msg("its operations")):
            named = [entry.name for entry in self._graph.output]
            outputs = self._ends = without_labels(self._graph.node, named)
            self._built.notes += [
                msg("The output {name} is left out: it names the class with the largest probability", name=spelled(name))
                for name in named if name not in outputs
            ]  # fmt: skip
            nodes = _needed(with_patterns(self._graph.node, outputs, self._constant), outputs)
        takers = (node for node in nodes if node.op_type != "Shape")  # which takes no numbers
        for name in (*outputs, *(name for node in takers for name in node.input)):
            self._users[name] = self._users.get(name, 0) + 1
        self._wanted = _layouts(nodes, self._constant)
        for entry in self._graph.input:
            if entry.name not in self._known:
                self._known[entry.name] = self._input(entry, self._wanted.get(entry.name, False))
        for node in nodes:
            self._operation(node)
        ends = self._outputs()
        inputs = [node for node in self._inputs if node not in ends]
        _fold_activations(self._built, ends)
        return self._built.finish(inputs, ends)

    def _constant(self, name: str) -> Host | None:
        """A constant of the file by its name, be it among the weights or an operation of its own."""
        if name in self._constants:
            attributes = _attributes(self._constants[name], name)
            value = attributes.get("value", attributes.get("value_float", attributes.get("value_int")))
            return None if value is None else np.asarray(value)
        known = self._known.get(name)
        return None if isinstance(known, Value) else known

    def _input(self, entry: Any, first: bool) -> Value:
        dims = entry.type.tensor_type.shape.dim
        shape = [d.dim_value if d.HasField("dim_value") else 0 for d in dims]
        if not 2 <= len(shape) <= 16 or any(n < 1 for n in shape[1:]):
            raise StudioError(
                "the input {name}: its shape is not fixed; this program needs every size but that of the batch",
                name=spelled(entry.name),
            )
        sample = tuple(shape[1:])
        first = first and len(sample) > 1
        ours = (*sample[1:], sample[0]) if first else sample
        if first:
            self._built.channels_first |= len(sample) == 3
            self._built.notes.append(
                msg("The images of the input {name} have their channels last here: {shape}",
                    name=spelled(entry.name), shape=" × ".join(map(str, ours)))
            )  # fmt: skip
        node = self._built.add(Input(ours), [], called=entry.name)
        self._inputs.append(node)
        return Value(node, first=first)

    def _operation(self, node: Any) -> None:
        called = str(node.name or (node.output[0] if node.output else node.op_type))
        where = f"{node.op_type} {called}" if called != node.op_type else called
        known = LAYERS if node.domain in ("", "ai.onnx") else ML if node.domain == "ai.onnx.ml" else {}
        if node.op_type not in known:
            raise StudioError(
                "{node}: this program has no layer like the operation {kind}",
                node=spelled(called), kind=spelled(node.op_type),
            )  # fmt: skip
        given = Given(
            built=self._built,
            kind=node.op_type,
            called=called,
            opset=self._opset,
            inputs=[self._value(name, where) for name in node.input],
            attributes=_attributes(node, where),
            settle=lambda i: self._settle(node.input[i], called),
            alone=lambda i: self._is_alone(node.input[i]),
            first=any(self._wanted.get(name, False) for name in node.output),
        )
        with _damage(spelled(where)):
            result = known[node.op_type](given)
            if isinstance(result, Value) and result.steps and not result.ones and not result.border:
                # What several operations take is where one activation ends and others may begin.
                several = self._users.get(node.output[0], 0) > 1
                if several and recognise(result.function) is not None:
                    result = settle(self._built, result, called)
        for name in node.output[:1]:
            if name in self._known:
                raise StudioError("{node}: its output {name} exists already", node=spelled(where), name=spelled(name))  # fmt: skip
            self._known[name] = result
            if isinstance(result, Value) and self._users.get(name, 0) > 1:
                self._shared.add(result.node)

    def _is_alone(self, name: str) -> bool:
        """Whether one operation takes a value; what only passes it on, Identity or Transpose, gives it a second name."""
        value = self._known[name]
        return self._users.get(name) == 1 and not (isinstance(value, Value) and value.node in self._shared)

    def _value(self, name: str, where: str) -> Known | None:
        if not name:
            return None  # an input that is left out
        if name not in self._known:
            raise StudioError("{node}: its input {name} does not exist", node=spelled(where), name=spelled(name))  # fmt: skip
        return self._known[name]

    def _settle(self, name: str, called: str) -> Value:
        """An input as the output of a layer; made once for all that take it."""
        if name not in self._settled:
            value = self._known[name]
            if not isinstance(value, Value):
                raise StudioError("it works on a constant")
            self._settled[name] = settle(self._built, value, called)
        return self._settled[name]

    def _outputs(self) -> list[str]:
        """The layers in which the network ends, in the order of the file."""
        names = self._ends
        if len(set(names)) != len(names):
            raise StudioError("it has two outputs of one name")
        lasts = []
        for name in names:
            value = self._value(name, "output")
            if not isinstance(value, Value):
                raise StudioError("the output {name} is a constant", name=spelled(name))
            if is_logarithm(self._built, value):
                value = value.plain
                self._built.notes.append(
                    msg("The output {name} is probabilities here, where the file has their logarithms",
                        name=spelled(name))
                )  # fmt: skip
                self._known[name] = value
            with _damage(msg("the output {name}", name=spelled(name))):
                last = (
                    settle(self._built, value._replace(ones=0), name)
                    if value.ones
                    else self._settle(name, name)
                )
            if value.ones:
                self._built.notes.append(
                    msg("The output {name} is a row here, without the axes of length 1 that the file has behind it",
                        name=spelled(name))
                )  # fmt: skip
            if last.order is not None:
                raise StudioError(
                    "the output {name} is a flattened image with its channels first, an order that is not kept here",
                    name=spelled(name),
                )
            lasts.append(last.node)
        return self._built.end(lasts, names)


@contextlib.contextmanager
def _damage(where: Message | str) -> Iterator[None]:
    """Say in words what is wrong with an operation, whatever it is."""
    try:
        yield
    except StudioError as error:
        raise StudioError("{node}: {cause}", node=where, cause=error.message) from None
    # Attributes may be of any type and any size, and there may be too few inputs.
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise StudioError("{node}: it is damaged", node=where) from None


def _needed(nodes: list[Any], outputs: list[str]) -> list[Any]:
    """The operations that lead to an output."""
    makers: dict[str, list[int]] = {}
    for i, node in enumerate(nodes):
        for name in node.output:
            makers.setdefault(name, []).append(i)
    needed, waiting, seen = set[int](), list(outputs), set(outputs)
    while waiting:
        for i in makers.get(waiting.pop(), ()):
            if i not in needed:
                needed.add(i)
                new = [name for name in nodes[i].input if name and name not in seen]
                seen.update(new)
                waiting += new
    return [node for i, node in enumerate(nodes) if i in needed]


def _layouts(nodes: list[Any], constants: Callable[[str], Host | None]) -> dict[str, bool]:
    """Whether values have their channels first, as far as what takes them tells; the first that cares decides."""
    wanted: dict[str, bool] = {}
    for node in reversed(nodes):
        first: bool | None = None
        if node.op_type in _FIRST:
            first = True
        elif node.op_type in ("Transpose", "Softmax", "LogSoftmax", "Concat", "LayerNormalization"):
            first = _told(node)
        elif node.op_type in ("ReduceMean", "ReduceMax"):
            first = _told_by_axes(node, constants)
        elif node.op_type in _PASSING and node.output:
            first = wanted.get(node.output[0])
        if first is not None:  # an earlier user of the same value comes later here, and has the last word
            wanted |= dict.fromkeys(node.input, first)
    return wanted


def _told(node: Any) -> bool | None:
    """What the axes of an operation tell of the layout of its images."""
    settings = {a.name: (tuple(a.ints) or a.i) for a in node.attribute}
    if node.op_type == "Transpose":
        perm = settings.get("perm")
        return {(0, 2, 3, 1): True, (0, 3, 1, 2): False}.get(perm) if isinstance(perm, tuple) else None
    axis = settings.get("axis", -1)
    return True if axis == 1 else False if axis in (-1, 3) else None


def _told_by_axes(node: Any, constants: Callable[[str], Host | None]) -> bool | None:
    """What the axes of an image tell that are reduced: a setting, and an input since opset 18."""
    axes: Any = next((a.ints for a in node.attribute if a.name == "axes"), ())
    if len(node.input) > 1 and (given := constants(node.input[1])) is not None and given.dtype.kind == "i":
        axes = given.ravel()
    over = sorted(int(n) % 4 for n in axes) if len(axes) == 2 else []
    return True if over == [2, 3] else False if over == [1, 2] else None


def constant(tensor: Any) -> Host:
    """A constant of the file; its size is checked before it is made."""
    from onnx import TensorProto, numpy_helper

    name = spelled(tensor.name)
    if tensor.data_location == TensorProto.EXTERNAL or len(tensor.external_data):
        raise StudioError("its weights {name} are in another file, which is not followed; save them inside", name=name)  # fmt: skip
    if any(n < 0 for n in tensor.dims) or len(tensor.dims) > 16:
        raise StudioError("its weights {name} are damaged", name=name)
    size = math.prod(tensor.dims)
    stored = max(8 * len(tensor.raw_data), len(tensor.float_data), len(tensor.int64_data), len(tensor.int32_data), len(tensor.double_data))  # fmt: skip
    if size > max(stored, 0):
        raise StudioError("its weights {name} claim more numbers than the file holds", name=name)
    try:
        array: Host = numpy_helper.to_array(tensor)
    except (ValueError, TypeError, KeyError, AttributeError, NotImplementedError):
        raise StudioError("its weights {name} are damaged", name=name) from None
    if array.dtype.kind not in "fiub":
        raise StudioError("its weights {name} are no numbers", name=name)
    return array


def _attributes(node: Any, where: str) -> Mapping[str, Any]:
    from onnx import AttributeProto, helper

    found: dict[str, Any] = {}
    for attribute in node.attribute:
        if attribute.type in (AttributeProto.GRAPH, AttributeProto.GRAPHS):
            raise StudioError("{node}: it holds a graph of its own, which this program does not read", node=spelled(where))  # fmt: skip
        if attribute.type == AttributeProto.TENSOR:
            found[attribute.name] = constant(attribute.t)
            continue
        try:
            value = helper.get_attribute_value(attribute)
        except (ValueError, TypeError):
            raise StudioError("{node}: its attribute {name} is damaged", node=spelled(where), name=spelled(attribute.name)) from None  # fmt: skip
        found[attribute.name] = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return found


def _fold_activations(built: Builder, ends: list[str]) -> None:
    """Give a layer the activation that follows it, where nothing else takes the layer's output."""
    for node in [n.id for n in built.network.nodes]:
        layer = built.layer(node)
        if not isinstance(layer, Activation) or layer.activation == "linear":
            continue
        (source,) = built.sources(node)
        before = built.layer(source)
        free = getattr(before, "activation", "") == "linear" and not isinstance(before, Activation)
        if free and built.users(source) == (node,) and source not in ends:
            built.fold(node)
            ends[:] = [source if end == node else end for end in ends]
