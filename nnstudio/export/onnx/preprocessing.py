"""Preprocessing inside an ONNX model: raw values in, answers in their own unit out.

Pictures, and samples of other arrays, are the input ``x``. Of a table every column is an input of its own with the column's
name, (N, 1), numbers as floats and categories as text, as scikit-learn's converters have it. A missing number is NaN, a
missing category an empty text. A date is a number in double precision: seconds since the beginning of 1970. So are numbers
that are large and hardly differ, such as coordinates in metres.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.data.cells.no_value import spellings
from nnstudio.data.dataset import ColumnKind
from nnstudio.data.preparing.column_scaling import DAY, FIRST_WEEKDAY, YEAR, codes_of
from nnstudio.data.preparing.preprocessing import ColumnScaling, Preprocessor
from nnstudio.data.preparing.raw import parted
from nnstudio.data.spectrogram import SIDES
from nnstudio.export.onnx.graph import Graph
from nnstudio.export.samples import Samples
from nnstudio.graph.network import Network
from nnstudio.nn.shape import Shape
from nnstudio.nn.unit import HIGHEST
from nnstudio.project.feeding import feeding
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message

_ML = "ai.onnx.ml"
_ML_VERSION = 2
_READY = "prepared:x"
_LOSS = 5e-5
"""How far a feature may be off because the number it is made of has but the digits of single precision."""


_CELLS: dict[ColumnKind, str] = {
    "number": "a number; NaN where it is missing",
    "date": "seconds since 1970 began, in UTC where times have a zone; NaN where it is missing",
    "category": "a text; empty where it is missing",
}
"""What a raw input takes of each row."""


def value_info(
    name: str, shape: Shape, *, first: bool, kind: ColumnKind = "number", exact: bool = False, words: str = ""
) -> Any:
    """What the file says about an input or output; ``exact`` numbers are in double precision."""
    from onnx import TensorProto, helper

    types = {"number": TensorProto.FLOAT, "category": TensorProto.STRING, "date": TensorProto.DOUBLE}
    if exact:
        types["number"] = TensorProto.DOUBLE
    if first and len(shape) == 3:
        shape = (shape[-1], *shape[:-1])
    return helper.make_tensor_value_info(name, types[kind], ["N", *shape], doc_string=words)


def array_input(preprocessor: Preprocessor) -> str:
    """What the input for pictures, or other arrays, is called: a column that belongs to them may have the name already."""
    name = "x"
    while name in preprocessor.kinds:
        name = f"pictures {name}"
    return name


def spectrogram_words(preprocessor: Preprocessor, *, first: bool, scaled: bool = False) -> str:
    """What the input for spectrograms takes; empty where there are none."""
    if (made := preprocessor.spectrogram) is None:
        return ""
    kind = "mel spectrogram" if made.seen_as == "mel" else "spectrogram"
    sides = "channels × bands × moments" if first else SIDES
    done = "made and scaled" if scaled else "made"
    return f"a {kind} in decibels ({sides}), {done} as “preprocessing” in the metadata says"


def prepared(graph: Graph, preprocessor: Preprocessor, *, first: bool) -> tuple[list[Any], str]:
    """Write the scaling, and the encoding of categories.

    Returns
    -------
    inputs : list
        What the file says about its inputs.
    name : str
        Of the samples as the network takes them, channels last.
    """
    inputs, parts = [], []
    if shape := preprocessor.array_shape:
        name = array_input(preprocessor)
        inputs.append(
            value_info(name, shape, first=first, words=spectrogram_words(preprocessor, first=first))
        )
        graph.input("raw", name, shape, first=first)
        x = _shuffled(graph, graph.value("raw", first=False), preprocessor)
        offset, scale = (np.array(each) for each in (preprocessor.offset, preprocessor.scale))
        array = _scaled(graph, x, offset, scale, "prepared:array" if preprocessor.columns else _READY)
        if not preprocessor.columns:
            return inputs, array
        row = graph.constant("prepared:row", np.array([0, preprocessor.first_feature], np.int64))
        parts.append(graph.node("Reshape", [array, row], "prepared:first"))
    for i, column in enumerate(preprocessor.columns):
        inputs.append(
            value_info(
                column.name,
                (1,),
                first=False,
                kind=column.kind,
                exact=_exact(column),
                words=_CELLS[column.kind],
            )
        )
        part = {"number": _number, "category": _category, "date": _date}[column.kind]
        part = _choices if column.separator else part
        parts.extend(part(graph, column, f"prepared:{i}"))
    return inputs, graph.node("Concat", parts, _READY, axis=1)


def shared(graph: Graph, network: Network, preprocessor: Preprocessor, whole: str) -> None:
    """Give each Input its part of the samples, as :meth:`nnstudio.export.artifact.Artifact.feed` does."""
    fed = feeding(network, preprocessor.sample_shape)
    assert not isinstance(fed, Message), fed
    for node, values in fed.items():
        shape = network[node].layer.output_shape(())
        if values == slice(None):
            graph.input(node, whole, shape)
            continue
        limits = [np.array([n], np.int64) for n in (values.start, values.stop, 1)]
        names = [graph.constant(f"prepared:{node}:{i}", limit) for i, limit in enumerate(limits)]
        part = graph.node("Slice", [whole, *names], f"prepared:{node}")
        if len(shape) > 1:
            array = graph.constant(f"prepared:{node}:shape", np.array([0, *shape], np.int64))
            part = graph.node("Reshape", [part, array], f"prepared:{node}:array")
        graph.input(node, part, shape)


def restored(
    graph: Graph, preprocessor: Preprocessor, value: str, shape: Shape, *, at: str, first: bool
) -> str:
    """The numbers of a regression in their own unit, by nodes whose names begin with ``at``; probabilities as they are."""
    if preprocessor.task != "regression":
        return value
    units = preprocessor.units
    offset, scale = np.array([each.offset for each in units]), np.array([each.scale for each in units])
    if offset.size > 1:
        offset, scale = offset.reshape(shape), scale.reshape(shape)
        if first and len(shape) == 3:
            offset, scale = np.moveaxis(offset, -1, 0), np.moveaxis(scale, -1, 0)
    larger = graph.node("Mul", [value, graph.constant(f"{at}:scale", scale)], f"{at}:scaled")
    y = graph.node("Add", [larger, graph.constant(f"{at}:offset", offset)], f"{at}:y")
    logarithms = [each.logarithm for each in units]
    if not any(logarithms):
        return y
    limits = [graph.number(0.0), graph.number(HIGHEST)]
    power = graph.node("Exp", [graph.node("Clip", [y, *limits], f"{at}:clipped")], f"{at}:power")
    grown = graph.node("Sub", [power, graph.number(1.0)], f"{at}:grown")
    if all(logarithms):
        return grown
    which = graph.constant(f"{at}:logarithm", np.array(logarithms))
    return graph.node("Where", [which, grown, y], f"{at}:each")


def raw_inputs(preprocessor: Preprocessor, samples: Samples, *, first: bool) -> dict[str, Host]:
    """Raw rows as such a model takes them."""
    inputs: dict[str, Host] = {}
    raw, columns = parted(samples.raw)
    if raw is not None:
        raw = raw.astype(np.float32)
        turned = first and raw.ndim == 4
        inputs[array_input(preprocessor)] = np.ascontiguousarray(np.moveaxis(raw, -1, 1)) if turned else raw
    known = {column.name: column for column in columns}
    for scaling in preprocessor.columns:
        column = known[scaling.name]
        if scaling.kind == "number":
            values = column.values if _exact(scaling) else column.values.astype(np.float32)
            inputs[scaling.name] = values[:, None]
        elif scaling.kind == "date":
            inputs[scaling.name] = column.values[:, None]
        elif column.kind != "category":
            inputs[scaling.name] = np.array([_code(v) for v in column.values], object)[:, None]
        else:
            names = [*column.categories, ""]
            inputs[scaling.name] = np.array([names[code] for code in column.values], object)[:, None]
    return inputs


def _code(value: float) -> str:
    """A number that stands for a category, as the preprocessing spells it."""
    return "" if value != value else str(int(value)) if value % 1 == 0 else repr(float(value))


def _scaled(graph: Graph, x: str, offset: Host, scale: Host, name: str) -> str:
    away = graph.node("Sub", [x, graph.constant(f"{name}:offset", offset)], f"{name}:away")
    rest = offset - offset.astype(np.float32)  # of a pressure in pascals, say, that hardly changes
    if (abs(rest) > _LOSS * scale).any():
        away = graph.node("Sub", [away, graph.constant(f"{name}:rest", rest)], f"{name}:all away")
    return graph.node("Div", [away, graph.constant(f"{name}:scale", scale)], name)


def _shuffled(graph: Graph, x: str, preprocessor: Preprocessor) -> str:
    """The pixels of pictures in the order in which the network learned them; most come as they are."""
    order, shape = preprocessor.order, preprocessor.array_shape
    if not order:
        return x
    flat = graph.constant("shuffled:flat", np.array([0, len(order), shape[-1]], np.int64))
    picture = graph.constant("shuffled:picture", np.array([0, *shape], np.int64))
    places = graph.constant("shuffled:order", np.array(order, np.int64))
    row = graph.node("Reshape", [x, flat], "shuffled:row")  # (N, H·W, C)
    return graph.node(
        "Reshape", [graph.node("Gather", [row, places], "shuffled:gathered", axis=1), picture], "shuffled:x"
    )


def _exact(column: ColumnScaling) -> bool:
    """Whether single precision would lose too much of a column's numbers before they are scaled."""
    largest = max(abs(column.offset), 1.0) if column.logarithm else abs(column.offset)
    return column.kind == "number" and largest * float(np.finfo(np.float32).eps) / 2 > _LOSS * column.scale


def _number(graph: Graph, column: ColumnScaling, name: str) -> list[str]:
    exact = _exact(column)

    def constant(what: str, number: float) -> str:
        return graph.constant(f"{name}:{what}", np.array([[float(number)]]), exact=exact)

    missing = graph.node("IsNaN", [column.name], f"{name}:missing")
    for number in column.stand_ins:
        same = graph.node("Equal", [column.name, constant(f"{number!r}", number)], f"{name}:is {number!r}")
        missing = graph.node("Or", [missing, same], f"{name}:missing or {number!r}")
    there = graph.node("Where", [missing, constant("fill", float(column.fill)), column.name], f"{name}:there")
    if column.logarithm:
        size = graph.node("Abs", [there], f"{name}:size")
        more = graph.node("Add", [size, constant("one", 1.0)], f"{name}:more")
        logarithm = graph.node("Log", [more], f"{name}:log")
        sign = graph.node("Sign", [there], f"{name}:sign")
        there = graph.node("Mul", [sign, logarithm], f"{name}:signed")
    away = graph.node("Sub", [there, constant("offset", column.offset)], f"{name}:away")
    scaled = graph.node("Div", [away, constant("scale", column.scale)], f"{name}:scaled")
    parts = [_as_float(graph, scaled, name) if exact else scaled]
    return [*parts, _as_float(graph, missing, f"{name}:indicator")] if column.indicator else parts


def _as_float(graph: Graph, value: str, name: str) -> str:
    return graph.node("Cast", [value], name, to=1)


def _date(graph: Graph, column: ColumnScaling, name: str) -> list[str]:
    """In double precision up to the features: single precision knows the seconds since 1970 to two minutes only."""

    def exact(what: str, number: float) -> str:
        return graph.constant(f"{name}:{what}", np.array([[float(number)]]), exact=True)

    missing = graph.node("IsNaN", [column.name], f"{name}:missing")
    there = graph.node("Where", [missing, exact("fill", float(column.fill)), column.name], f"{name}:there")
    away = graph.node("Sub", [there, exact("offset", column.offset)], f"{name}:away")
    scaled = graph.node("Div", [away, exact("scale", column.scale)], f"{name}:scaled")
    parts = [_as_float(graph, scaled, name)]
    for part in column.parts:
        at = f"{name}:{part}"
        turns = graph.node(
            "Div", [there, exact(f"{part}:length", YEAR if part == "season" else DAY)], f"{at}:turns"
        )
        whole = graph.node("Floor", [turns], f"{at}:whole")
        if part == "weekday":
            day = graph.node("Add", [whole, exact("first", FIRST_WEEKDAY)], f"{at}:day")
            weeks = graph.node(
                "Floor", [graph.node("Div", [day, exact("week", 7)], f"{at}:weeks")], f"{at}:week"
            )
            gone = graph.node("Mul", [weeks, exact("week", 7)], f"{at}:gone")
            weekday = graph.node("Sub", [day, gone], f"{at}:weekday")
            every = graph.constant(f"{at}:days", np.arange(7.0)[None], exact=True)
            parts.append(_as_float(graph, graph.node("Equal", [weekday, every], f"{at}:same"), at))
            continue
        turn = _as_float(graph, graph.node("Sub", [turns, whole], f"{at}:turn"), f"{at}:single")
        angle = graph.node("Mul", [turn, graph.number(2 * np.pi)], f"{at}:angle")
        parts += [graph.node(op, [angle], f"{at}:{op.lower()}") for op in ("Sin", "Cos")]
    return [*parts, _as_float(graph, missing, f"{name}:indicator")] if column.indicator else parts


def _choices(graph: Graph, column: ColumnScaling, name: str) -> list[str]:
    """One feature for each choice, 1 where it is one of those in the cell; blanks around it do not count."""
    graph.domains[_ML] = _ML_VERSION

    def text(what: str, content: str) -> str:
        return graph.constant(f"{name}:{what}", np.array([[content]], object))

    missing = graph.node("Equal", [column.name, text("nothing", "")], f"{name}:missing")  # (N, 1)
    for number in spellings(column.stand_ins):
        same = graph.node("Equal", [column.name, text(number, number)], f"{name}:is {number}")
        missing = graph.node("Or", [missing, same], f"{name}:missing or {number}")
    there = graph.node("Where", [missing, text("fill", str(column.fill)), column.name], f"{name}:there")
    # One separator more, so that there is always a part: what is behind the last one is empty.
    ended = graph.node("StringConcat", [there, text("end", column.separator)], f"{name}:ended")
    parts = graph.node(
        "StringSplit", [ended], f"{name}:parts", unused=(f"{name}:count",), delimiter=column.separator
    )  # (N, 1, most parts)
    codes = codes_of(column.categories, column.spellings)
    padded = {
        f"{before}{text}{after}": i
        for text, i in codes.items()
        for before in ("", " ")
        for after in ("", " ")
    }
    code = graph.node(
        "LabelEncoder", [parts], f"{name}:code", domain=_ML,
        keys_strings=[*padded, "", " "], values_int64s=[*padded.values(), -2, -2], default_int64=-1,
    )  # fmt: skip
    numbers = [*range(len(column.categories)), *([-1] if column.other else [])]
    every = graph.constant(f"{name}:codes", np.array(numbers, np.int64)[None, :, None])
    same = _as_float(graph, graph.node("Equal", [code, every], f"{name}:same"), f"{name}:each")
    last = graph.constant(f"{name}:last", np.array([-1], np.int64))
    ticked = graph.node("ReduceMax", [same, last], name, keepdims=0)
    return [ticked, _as_float(graph, missing, f"{name}:indicator")] if column.indicator else [ticked]


def _category(graph: Graph, column: ColumnScaling, name: str) -> list[str]:
    """One feature for each category, 1 where it is the one; one that was never seen becomes zeros.

    Where the categories have numbers of their own, those.
    """
    graph.domains[_ML] = _ML_VERSION
    usual = column.categories.index(str(column.fill))
    known = "" in column.categories
    texts = list(column.categories) if known else [*column.categories, ""]
    codes = [usual if text == "" and not known else i for i, text in enumerate(texts)]
    texts += [spelling for spelling, _ in column.spellings]
    codes += [column.categories.index(name) for _, name in column.spellings]
    none = [text for text in spellings(column.stand_ins) if text not in texts]
    texts += none
    codes += [usual] * len(none)
    code = graph.node(
        "LabelEncoder", [column.name], f"{name}:code", domain=_ML,
        keys_strings=texts, values_int64s=codes, default_int64=-1,
    )  # fmt: skip
    if column.values:
        table = graph.constant(f"{name}:values", np.array([*column.values, column.unseen]))
        each = graph.node("Gather", [table, code], f"{name}:each", axis=0)  # -1 is the last row
        width = graph.constant(f"{name}:shape", np.array([-1, len(column.meanings)], np.int64))
        parts = [graph.node("Reshape", [each, width], name)]
    else:
        numbers = [*range(len(column.categories)), *([-1] if column.other else [])]
        every = graph.constant(f"{name}:codes", np.array([numbers], np.int64))
        parts = [_as_float(graph, graph.node("Equal", [code, every], f"{name}:same"), name)]
    if column.indicator:
        missing = graph.node(
            "LabelEncoder", [column.name], f"{name}:indicator", domain=_ML,
            keys_strings=["", *none], values_floats=[0.0 if known else 1.0, *[1.0] * len(none)], default_float=0.0,
        )  # fmt: skip
        parts.append(missing)
    return parts
