"""The primitives as lines of NumPy: one function for each."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable, Mapping

from nnstudio.backend.geometry import Axis
from nnstudio.export.numpy_script.operations import FUNCTIONS
from nnstudio.nn.primitives import Primitive
from nnstudio.system.messages import StudioError

_TAKEN = frozenset(
    {"x", "y", "w", "np", "csv", "sys", "math", "base64", "main", "predict", "prepare", *FUNCTIONS}
)


class Names:
    """Variables of a script for the values of a network.

    Ids consist of letters, digits, ``_`` and ``-``, so nothing of what a user typed becomes code.
    """

    def __init__(self, known: Mapping[str, str] = {}) -> None:
        self._by_value = dict(known)

    def __getitem__(self, value: str) -> str:
        if value not in self._by_value:
            name = re.sub(r"[^A-Za-z0-9_]", "_", value).lower().strip("_") or "value"
            if name[0].isdigit() or keyword.iskeyword(name) or keyword.issoftkeyword(name):
                name = f"value_{name}"
            used, number, free = _TAKEN | set(self._by_value.values()), 2, name
            while free in used:
                free, number = f"{name}_{number}", number + 1
            self._by_value[value] = free
        return self._by_value[value]


def line(p: Primitive, names: Names) -> tuple[str, set[str]]:
    """A primitive as a line of the script.

    Returns
    -------
    line : str
    functions : set of str
        Functions of the script that it calls.
    """
    if p.op not in LINES:
        raise StudioError("The NumPy script does not know {op}", op=p.op)
    expression, functions = LINES[p.op](p, names)
    return f"{names[p.output]} = {expression}", functions


Translation = Callable[[Primitive, Names], tuple[str, set[str]]]


def _weight(name: str) -> str:
    return f"w[{name!r}]"


def _infix(sign: str) -> Translation:
    """A value and one array of weights."""
    return lambda p, names: (f"{names[p.inputs[0]]} {sign} {_weight(p.inputs[1])}", set())


def _between(sign: str) -> Translation:
    """Several values."""
    return lambda p, names: (f" {sign} ".join(names[v] for v in p.inputs), set())


def _call(function: str, arguments: Iterable[str]) -> tuple[str, set[str]]:
    return f"{function}({', '.join(arguments)})", {function}


def _axis(axis: Axis) -> str:
    return repr((axis.kernel, axis.stride, axis.dilation, axis.before, axis.after, axis.size))


def _window(p: Primitive) -> list[str]:
    rows, columns = p.attributes["window"]
    return [f"rows={_axis(rows)}", f"columns={_axis(columns)}"]


def _conv2d(p: Primitive, names: Names) -> tuple[str, set[str]]:
    groups = f"groups={p.attributes['groups']}"
    return _call("conv2d", [names[p.inputs[0]], _weight(p.inputs[1]), *_window(p), groups])


def _conv_transpose2d(p: Primitive, names: Names) -> tuple[str, set[str]]:
    return _call("conv_transpose2d", [names[p.inputs[0]], _weight(p.inputs[1]), *_window(p)])


def _pool2d(p: Primitive, names: Names) -> tuple[str, set[str]]:
    function = {"max": "max_pool2d", "average": "average_pool2d"}[p.attributes["kind"]]
    return _call(function, [names[p.inputs[0]], *_window(p)])


def _global_pool(p: Primitive, names: Names) -> tuple[str, set[str]]:
    value = names[p.inputs[0]]
    method = {"max": "max", "average": "mean"}[p.attributes["kind"]]
    return f"{value}.{method}(axis=tuple(range(1, {value}.ndim - 1)))", set()


def _unary(p: Primitive, names: Names) -> tuple[str, set[str]]:
    function = p.attributes["function"]
    if function not in FUNCTIONS:
        raise StudioError("The NumPy script does not know the activation {name}", name=function)
    return _call(function, [names[p.inputs[0]]])


def _prelu(p: Primitive, names: Names) -> tuple[str, set[str]]:
    value = names[p.inputs[0]]
    return f"np.where({value} > 0, {value}, {_weight(p.inputs[1])} * {value})", set()


def _norm(p: Primitive, names: Names) -> tuple[str, set[str]]:
    weights = [_weight(name) for name in p.inputs[1:]]
    return _call(p.op, [names[p.inputs[0]], *weights, repr(p.attributes["epsilon"])])


def _group_norm(p: Primitive, names: Names) -> tuple[str, set[str]]:
    weights = [_weight(name) for name in p.inputs[1:]]
    return _call(p.op, [names[p.inputs[0]], *weights, str(p.attributes["groups"]), repr(p.attributes["epsilon"])])  # fmt: skip


def _reshape(p: Primitive, names: Names) -> tuple[str, set[str]]:
    return f"{names[p.inputs[0]]}.reshape(-1, {', '.join(map(str, p.shape))})", set()


def _pad2d(p: Primitive, names: Names) -> tuple[str, set[str]]:
    value, (height, width, _) = names[p.inputs[0]], p.shape
    top, left = p.attributes["top"], p.attributes["left"]
    rows = f"({top}, {height - top} - {value}.shape[1])"
    columns = f"({left}, {width - left} - {value}.shape[2])"
    return f"np.pad({value}, ((0, 0), {rows}, {columns}, (0, 0)))", set()


def _upsample2d(p: Primitive, names: Names) -> tuple[str, set[str]]:
    down, across = p.attributes["factors"]
    return f"{names[p.inputs[0]]}.repeat({down}, axis=1).repeat({across}, axis=2)", set()


def _interpolate2d(p: Primitive, names: Names) -> tuple[str, set[str]]:
    return _call("interpolate2d", [names[p.inputs[0]], *map(str, p.attributes["factors"])])


def _concatenate(p: Primitive, names: Names) -> tuple[str, set[str]]:
    return f"np.concatenate([{', '.join(names[v] for v in p.inputs)}], axis=-1)", set()


LINES: dict[str, Translation] = {
    "matmul": _infix("@"),
    "bias": _infix("+"),
    "conv2d": _conv2d,
    "conv_transpose2d": _conv_transpose2d,
    "pool2d": _pool2d,
    "global_pool": _global_pool,
    "unary": _unary,
    "prelu": _prelu,
    "batch_norm": _norm,
    "layer_norm": _norm,
    "group_norm": _group_norm,
    "reshape": _reshape,
    "pad2d": _pad2d,
    "upsample2d": _upsample2d,
    "interpolate2d": _interpolate2d,
    "add": _between("+"),
    "multiply": _between("*"),
    "concatenate": _concatenate,
}
