"""What is one operation here and several in ONNX: norms, as they were written before they had names, a softplus, scores."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from nnstudio.system.arrays import Host

Constants = Callable[[str], Host | None]
"""The constant of a name, if it is one."""


def with_patterns(nodes: Sequence[Any], outputs: Iterable[str], constants: Constants) -> list[Any]:
    """The operations with one in the place of those that together make one.

    Parameters
    ----------
    nodes : sequence of NodeProto
        As the file has them.
    outputs : iterable of str
        Of the graph.
    constants : callable
    """
    makers = {name: node for node in nodes for name in node.output}
    users: dict[str, list[Any]] = {name: [None] for name in outputs}
    for node in nodes:
        for name in node.input:
            users.setdefault(name, []).append(node)
    found: dict[int, Any] = {}
    for node in nodes:
        find, count = _FINDERS.get(node.op_type, (None, 0))
        if find is not None and len(node.input) == count and (one := find(node, makers, users, constants)):
            last, made = one
            found[id(last)] = made
    return [part for node in nodes for part in _parts(found.get(id(node), node))]


def _parts(node: Any) -> list[Any]:
    """An operation of its own for each part of a Split, as any other has one output."""
    from onnx import helper

    if node.op_type != "Split" or node.domain not in ("", "ai.onnx"):
        return [node]
    settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    count, sizes = len(node.output), settings.get("split", ())
    ends, made = list(itertools.accumulate(sizes, initial=0)), []
    for i, output in enumerate(node.output):
        told: dict[str, Any] = {"axis": settings.get("axis", 0), "part": i, "count": count}
        if sizes:
            told["ends"] = (ends[i], ends[i + 1], ends[count])
        made.append(helper.make_node("Split", node.input[:2], [output], node.name, **told))
    return made


def _layer_norm(
    division: Any, makers: Mapping[str, Any], users: Mapping[str, list[Any]], constants: Constants
) -> tuple[Any, Any] | None:
    """The last operation of a layer norm that has this division in its middle, and what takes its place."""
    away = _made_by(makers, division.input[0], "Sub")
    deviation = _made_by(makers, division.input[1], "Sqrt")
    padded = deviation and _made_by(makers, deviation.input[0], "Add")
    if not away or not padded:
        return None
    epsilon, variance = _with_constant(padded, constants)
    spread = variance and _made_by(makers, variance, "ReduceMean")
    square = spread and (_made_by(makers, spread.input[0], "Mul") or _made_by(makers, spread.input[0], "Pow"))
    mean = _made_by(makers, away.input[1], "ReduceMean")
    if (
        not square
        or not mean
        or epsilon is None
        or epsilon.size != 1
        or not _is_square(square, division.input[0], constants)
    ):
        return None
    axis = _only_axis(mean, constants)
    if mean.input[0] != away.input[0] or axis is None or axis != _only_axis(spread, constants):
        return None
    last, scale, shift = _scaled(division, users, constants)
    return last, _node(
        division, away.input[0], scale, shift, last.output[0], axis, float(epsilon.reshape(-1)[0])
    )


def _scaled(last: Any, users: Mapping[str, list[Any]], constants: Constants) -> tuple[Any, str, str]:
    """The last operation of a norm with the factor and the shift that follow it, where they are there."""
    scale, shift = "", ""
    if (node := _only_user(users, last)) is not None and node.op_type == "Mul":
        other = _other(node, last.output[0])
        if constants(other) is not None:
            last, scale = node, other
            if (node := _only_user(users, last)) is not None and node.op_type == "Add":
                other = _other(node, last.output[0])
                if constants(other) is not None:
                    last, shift = node, other
    return last, scale, shift


def _group_norm(
    even: Any, makers: Mapping[str, Any], users: Mapping[str, list[Any]], constants: Constants
) -> tuple[Any, Any] | None:
    """Groups as the channels of an instance norm: reshaped, evened out, reshaped back, then scaled and shifted."""
    from onnx import helper

    apart, together = _made_by(makers, even.input[0], "Reshape"), _only_user(users, even)
    scale, shift = constants(even.input[1]), constants(even.input[2])
    if not apart or together is None or together.op_type != "Reshape" or scale is None or shift is None:
        return None
    x, sizes = apart.input[0], constants(apart.input[1])
    if sizes is None or sizes.size != 3 or not (scale == 1).all() or shift.any():
        return None
    # Back to what it was: by the shape of that itself, or by a constant, which is compared with it later.
    shape = _made_by(makers, together.input[1], "Shape")
    back = None if shape is not None and shape.input[0] == x else constants(together.input[1])
    if back is None and (shape is None or shape.input[0] != x):
        return None
    epsilon = next((a.f for a in even.attribute if a.name == "epsilon"), 1e-5)
    last, gamma, beta = _scaled(together, users, constants)
    whole: dict[str, Any] = {"apart": [int(n) for n in sizes.ravel()]} | (
        {} if back is None else {"back": [int(n) for n in back.ravel()]}
    )
    return last, helper.make_node(
        "GroupNormalization", [x, gamma, beta], [last.output[0]], even.name, epsilon=epsilon, **whole
    )


def _softplus(
    choice: Any, makers: Mapping[str, Any], users: Mapping[str, list[Any]], constants: Constants
) -> tuple[Any, Any] | None:
    """A softplus that is a straight line from where it is one to rounding, as PyTorch writes it: z where z > 20."""
    from onnx import helper

    above, z, smooth = (
        makers.get(choice.input[0]),
        choice.input[1],
        _made_by(makers, choice.input[2], "Softplus"),
    )
    if not smooth or smooth.input[0] != z or above is None or above.op_type != "Greater":
        return None
    least = constants(above.input[1]) if len(above.input) == 2 and above.input[0] == z else None
    if least is None or least.size != 1 or float(least.reshape(-1)[0]) < _STRAIGHT:
        return None
    return choice, helper.make_node("Softplus", [z], [choice.output[0]], choice.name)


def _both_classes(
    both: Any, makers: Mapping[str, Any], users: Mapping[str, list[Any]], constants: Constants
) -> tuple[Any, Any] | None:
    """One less the probability beside that itself, at the end of a classifier of two classes, as skl2onnx writes it."""
    from onnx import helper

    away, probability = _made_by(makers, both.input[0], "Sub"), _made_by(makers, both.input[1], "Sigmoid")
    if not away or not probability or len(away.input) != 2 or away.input[1] != both.input[1]:
        return None
    one = constants(away.input[0])
    ends = _only_named(users, both.output[0])
    if one is None or one.size != 1 or float(one.reshape(-1)[0]) != 1 or not ends:
        return None
    return both, helper.make_node(
        SECOND_CLASS, [both.input[1]], [both.output[0]], both.output[0], domain="ai.onnx.ml"
    )


def _linear_scores(
    classifier: Any, makers: Mapping[str, Any], users: Mapping[str, list[Any]], constants: Constants
) -> tuple[Any, Any] | None:
    """The scores of a linear classifier, which come second behind its labels, and their division by their sum."""
    from onnx import helper

    if classifier.domain != "ai.onnx.ml":
        return None
    scores = classifier.output[1]
    followers = users.get(scores, [])
    whole = len(followers) == 1 and followers[0] is not None and followers[0].op_type == "Normalizer"
    last = followers[0] if whole else classifier
    norm = next((a.s for a in last.attribute if a.name == "norm"), b"MAX")
    if whole and norm != b"L1":
        whole, last = False, classifier
    output = last.output[0] if whole else scores
    settings = {a.name: helper.get_attribute_value(a) for a in classifier.attribute}
    settings |= {"whole": int(whole), "named": output if _only_named(users, output) else ""}
    return last, helper.make_node(
        classifier.op_type, classifier.input, [output], classifier.name, domain="ai.onnx.ml", **settings
    )


SECOND_CLASS = "SecondClass"
"""What this program calls two classes' probabilities of which the second is enough; no operation of ONNX."""

_STRAIGHT = 15.0
"""From here on log(1 + eᶻ) is z in single precision."""

_Finder = Callable[[Any, Mapping[str, Any], Mapping[str, list[Any]], Constants], tuple[Any, Any] | None]
_FINDERS: dict[str, tuple[_Finder, int]] = {
    "Div": (_layer_norm, 2),
    "InstanceNormalization": (_group_norm, 3),
    "Where": (_softplus, 3),
    "Concat": (_both_classes, 2),
    "LinearClassifier": (_linear_scores, 1),
}
"""What looks for a pattern around an operation, and how many inputs that must have."""


def _node(division: Any, x: str, scale: str, shift: str, output: str, axis: int, epsilon: float) -> Any:
    from onnx import helper

    return helper.make_node(
        "LayerNormalization", [x, scale, shift], [output], division.name, axis=axis, epsilon=epsilon
    )


def _made_by(makers: Mapping[str, Any], name: str, kind: str) -> Any:
    node = makers.get(name)
    return node if node is not None and node.op_type == kind and node.input else None


def _with_constant(node: Any, constants: Constants) -> tuple[Host | None, str]:
    """The constant of an operation of two, and the name of the other one."""
    if len(node.input) != 2:
        return None, ""
    a, b = node.input
    return (constants(b), a) if constants(b) is not None else (constants(a), b)


def _is_square(node: Any, name: str, constants: Constants) -> bool:
    if len(node.input) != 2 or node.input[0] != name:
        return False
    if node.op_type == "Mul":
        return bool(node.input[1] == name)
    power = constants(node.input[1])
    return power is not None and power.size == 1 and float(power.reshape(-1)[0]) == 2


def _only_axis(node: Any, constants: Constants) -> int | None:
    """The one axis of a mean that keeps it."""
    from onnx import helper

    settings = {a.name: helper.get_attribute_value(a) for a in node.attribute}
    given = constants(node.input[1]) if len(node.input) > 1 else None
    axes = settings.get("axes", ()) if given is None else given.reshape(-1)
    return int(axes[0]) if len(axes) == 1 and settings.get("keepdims", 1) == 1 else None


def _only_user(users: Mapping[str, list[Any]], node: Any) -> Any:
    """What takes the output of an operation, where it is but one."""
    found = users.get(node.output[0], [])
    return found[0] if len(found) == 1 and found[0] is not None and len(found[0].input) == 2 else None


def _only_named(users: Mapping[str, list[Any]], name: str) -> bool:
    """Whether nothing takes the scores of classes but what gives them the names of these."""
    return all(user is None or user.op_type in ("ArgMax", "ZipMap") for user in users.get(name, []))


def _other(node: Any, name: str) -> str:
    a, b = node.input
    return str(b if a == name else a)
