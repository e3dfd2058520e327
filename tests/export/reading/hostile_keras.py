"""Zip archives, Keras configurations and HDF5 files that mean harm."""

from __future__ import annotations

import copy
import io
import itertools
import json
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import h5py
import numpy as np

from tests.export.reading.good import h5, keras, keras_config, keras_of, members, zipped

Made = Iterator[tuple[str, bytes, str]]
"""What it is, the file, and a part of what must be said."""


# Zip ----------------------------------------------------------------------------------------------------------


def zips() -> Made:
    good = keras()
    parts = members(good)
    yield "nothing at all", b"", "damaged or not a Keras 3 model"
    yield "noise", np.random.default_rng(1).bytes(5000), "damaged or not a Keras 3 model"
    yield "a zip that only begins", b"PK\x03\x04" + bytes(40), "damaged or not a Keras 3 model"
    for share in (0.1, 0.5, 0.9, 0.999):
        yield f"cut off after {share:.1%}", good[: int(len(good) * share)], "damaged or not a Keras 3 model"
    bomb = zipped({"config.json": bytes(60 << 20), "model.weights.h5": b""}, zipfile.ZIP_DEFLATED)
    yield "a bomb of JSON", bomb, "config.json is larger than it should be"
    bomb = zipped({**parts, "model.weights.h5": bytes(120 << 20)}, zipfile.ZIP_DEFLATED)
    yield "a bomb of weights", bomb, "model.weights.h5 is larger than it should be"
    yield "two members of one name", _twice(parts), "two members of one name"
    yield "ten thousand members", zipped({**parts, **{f"{i}": b"" for i in range(10_001)}}), "more than can be right"  # fmt: skip
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        yield f"packed with method {method}", zipped(parts, method), "packed in an unknown way"
    yield "a member shorter than it says", _lying(good, 20, 100), "damaged"
    yield "a member of four gigabytes, it says", _lying(good, 24, 0xFFFFFFF0), "larger than it should be"
    yield "a member that begins behind the end", _lying(good, 42, 0x7FFFFFFF), "damaged"
    yield "a secret member", _lying(good, 8, 1, 2), "damaged"
    yield "a table of contents of four gigabytes", _end(good, 12, 0xFFFFFFF0), "damaged"
    yield (
        "no configuration",
        zipped({"model.weights.h5": parts["model.weights.h5"]}),
        "config.json is missing",
    )
    yield "no weights", zipped({"config.json": parts["config.json"]}), "model.weights.h5 is missing"
    yield "a link for a configuration", _linked(parts), "not valid JSON"


def _twice(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as archive:
        warnings.simplefilter("ignore")
        for name in (*parts, "config.json"):
            archive.writestr(name, parts[name])
    return buffer.getvalue()


def _lying(good: bytes, at: int, value: int, size: int = 4) -> bytes:
    """Every entry of the table of contents says something else."""
    data = bytearray(good)
    start = struct.unpack("<I", data[-22:][16:20])[0]
    while data[start : start + 4] == b"PK\x01\x02":
        data[start + at : start + at + size] = value.to_bytes(size, "little")
        start += 46 + sum(struct.unpack("<HHH", data[start + 28 : start + 34]))
    return bytes(data)


def _end(good: bytes, at: int, value: int) -> bytes:
    return good[: len(good) - 22 + at] + value.to_bytes(4, "little") + good[len(good) - 22 + at + 4 :]


def _linked(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("config.json")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("model.weights.h5", parts["model.weights.h5"])
    return buffer.getvalue()


# Configurations -----------------------------------------------------------------------------------------------


def configs() -> Made:
    text = json.dumps(keras_config())
    raw: list[tuple[str, str | bytes, str]] = [
        ("deep JSON", "[" * 100_000, "config.json"),
        ("deep objects", '{"a":' * 5000 + "1" + "}" * 5000, "nested too deeply"),
        ("NaN in JSON", text.replace("0.001", "NaN"), "not valid JSON"),
        ("a number beyond all numbers", text.replace("0.001", "1e999"), "config.json"),
        ("a whole number of 4000 digits", text.replace("0.001", "9" * 4000), "config.json"),
        ("half a character", text.encode()[:-2] + b"\xff", "not valid JSON"),
        ("a list", "[1, 2, 3]", "config.json"),
        (
            "a million layers",
            '{"class_name": "Sequential", "config": {"layers": [' + "{}," * 1_000_000 + "{}]}}",
            "more parts",
        ),
    ]
    for name, data, why in raw:
        yield name, keras_of(data if isinstance(data, bytes) else data.encode()), why
    for name, change, why in _CHANGES:
        config = keras_config()
        change(config["config"], {layer["name"]: layer for layer in config["config"]["layers"]})
        yield name, keras_of(config), why
    many = [{"class_name": "Flatten", "config": {"name": str(i)}} for i in range(6000)]
    yield "six thousand layers", keras_of({"class_name": "Sequential", "config": {"layers": many}}), "more than 5\u202f000 layers"  # fmt: skip


Change = Callable[[dict[str, Any], dict[str, dict[str, Any]]], object]


def _set(layer: str, **settings: Any) -> Change:
    return lambda model, layers: layers[layer]["config"].update(settings)


def _kind(layer: str, kind: Any, **settings: Any) -> Change:
    return lambda model, layers: layers[layer].update(class_name=kind, config={"name": layer, **settings})


def _fed(layer: str, *sources: str) -> Change:
    def change(model: dict[str, Any], layers: dict[str, dict[str, Any]]) -> None:
        tensors = [
            {"class_name": "__keras_tensor__", "config": {"keras_history": [s, 0, 0]}} for s in sources
        ]
        layers[layer]["inbound_nodes"] = [{"args": [tensors], "kwargs": {}}]

    return change


def _shared(model: dict[str, Any], layers: dict[str, dict[str, Any]]) -> None:
    layers["dense_1"]["inbound_nodes"] *= 2


def _named_alike(model: dict[str, Any], layers: dict[str, dict[str, Any]]) -> None:
    layers["flatten_1"]["name"] = "layer_norm_1"


_CHANGES: tuple[tuple[str, Change, str], ...] = (
    ("no layers", lambda m, _: m.update(layers=[]), "lists no layers"),
    ("layers that are none", lambda m, _: m.update(layers=[1, None]), "config.json is damaged"),
    ("a class that is a list", _kind("dense_1", ["Dense"]), "damaged"),
    ("a class of a million letters", _kind("dense_1", "D" * 1_000_000), "has no layer like"),
    ("a Lambda with code", _kind("dense_1", "Lambda", function=["4wEAAAAA", None, None]), "no layer like 'Lambda'"),
    ("a registered object", _kind("dense_1", "evil>Layer", module="os", fn="system"), "no layer like"),
    ("a model in a model", _kind("dense_1", "Functional", layers=[]), "a model within a model"),
    ("layers in a ring", _fed("conv2d_1", "flatten_1"), "what feeds it is not there, or it feeds itself"),
    ("a layer that feeds itself", _fed("conv2d_1", "conv2d_1"), "what feeds it is not there, or it feeds itself"),
    ("a layer fed by nobody", _fed("conv2d_1"), "nothing feeds it"),
    ("a layer fed by a stranger", _fed("conv2d_1", "stranger"), "what feeds it is not there"),
    ("a layer fed too often", _fed("flatten_1", *["max_pool2d_1"] * 3000), "it has 3\u202f000 inputs"),
    ("an input that is fed", _fed("input", "input_1"), "something feeds it"),
    ("a layer in several places", _shared, "used in several places"),
    ("two layers of one name", _named_alike, "two layers have this name"),
    ("nodes that are text", lambda _, l: l["dense_1"].update(inbound_nodes="abc"), "several places"),
    ("nodes that are numbers", lambda _, l: l["dense_1"].update(inbound_nodes=[7]), "config.json is damaged"),
    ("a history of a number", lambda _, l: l["dense_1"].update(inbound_nodes=[{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": 7}}]}]), "inputs are damaged"),
    ("a second output of a layer", lambda _, l: l["dense_1"].update(inbound_nodes=[{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["flatten_1", 0, 1]}}]}]), "one of several outputs"),
    ("no outputs", lambda m, _: m.update(output_layers=[]), "names no outputs"),
    ("an output that is not there", lambda m, _: m.update(output_layers=[["stranger", 0, 0]]), "no such layer"),
    ("outputs that are a number", lambda m, _: m.update(output_layers=3), "damaged"),
    ("negative sides", _set("input", batch_shape=[None, -4, 4, 2]), "not fixed"),
    ("sides that are true", _set("input", batch_shape=[None, True, 4, 2]), "not fixed"),
    ("sides of 2^62", _set("input", batch_shape=[None, 2**62, 2**62, 2]), "at most 1000000"),
    ("sides of 2^20", _set("input", batch_shape=[None, 10**6, 10**6, 2]), "two thousand million"),
    ("a thousand axes", _set("input", batch_shape=[None] + [1] * 1000), "shape is not known"),
    ("10^12 units", _set("dense_1", units=10**12), "dense_1"),
    ("units that are text", _set("dense_1", units="many"), "units"),
    ("no units", _kind("dense_1", "Dense"), "damaged"),
    ("-1 filters", _set("conv2d_1", filters=-1), "filters"),
    ("a kernel of nothing", _set("conv2d_1", kernel_size=[0, 0]), "kernel"),
    ("a kernel of lists", _set("conv2d_1", kernel_size=[[3], [3]]), "two whole numbers"),
    ("a stride of 0", _set("conv2d_1", strides=[0, 0]), "stride"),
    ("groups of 0", _set("conv2d_1", groups=0), "groups"),
    ("a pool without a size", _set("max_pool2d_1", pool_size=[]), "two whole numbers"),
    ("an activation with code", _set("dense_1", activation={"class_name": "function", "config": "os.system"}), "activation"),
    ("an axis that is an object", _set("layer_norm_1", axis={"a": 1}), "axis"),
    ("an epsilon that is a list", _set("layer_norm_1", epsilon=[1]), "damaged"),
    ("an epsilon of minus one", _set("layer_norm_1", epsilon=-1), "epsilon"),
    ("channels first", _set("conv2d_1", data_format="channels_first"), "channels_last"),
    ("a flattened image with its channels first", _set("flatten_1", data_format="channels_first"), "channels_last"),
    ("a border of 2^31", _kind("flatten_1", "ZeroPadding2D", padding=2**31), "flatten_1"),
    ("a border of text", _kind("flatten_1", "ZeroPadding2D", padding="wide"), "two whole numbers"),
    ("an image 10^9 times larger", _kind("flatten_1", "UpSampling2D", size=10**9), "flatten_1"),
    ("an image of another world", _kind("flatten_1", "Reshape", target_shape=[2**31, 2**31]), "flatten_1"),
    ("a shape of a million axes", _kind("flatten_1", "Reshape", target_shape=[1] * 900_000), "flatten_1"),
    ("a shape of text", _kind("flatten_1", "Reshape", target_shape="abc"), "damaged"),
    ("a text times many channels", _kind("conv2d_1", "DepthwiseConv2D", kernel_size=3, depth_multiplier="x" * 1000), "whole number"),
    ("slopes for the axis of text", _kind("flatten_1", "PReLU", shared_axes="x"), "slope"),
    ("no slope", _kind("flatten_1", "LeakyReLU", negative_slope=None), "damaged"),
    ("a rate of no number", _kind("flatten_1", "Dropout", rate="NaN"), "rate"),
    ("a rate that is missing", _kind("flatten_1", "Dropout"), "damaged"),
    ("a border in front of nothing", _kind("conv2d_1", "ZeroPadding1D", padding=[1]), ""),
    ("a name of many lines", lambda _, l: (l["dense_1"].update(class_name="Evil\n\x1b[31m\u202eLayer")), "no layer like"),
)  # fmt: skip


# HDF5 ---------------------------------------------------------------------------------------------------------

DENSE = "layers/dense/vars"


def hdf5() -> Made:
    """Weights inside a ``.keras`` file."""
    config = keras_config()
    for name, change, why in _SPOILT:
        yield name, keras_of(config, _h5(change)), why
    good = h5()
    for share in (0.05, 0.3, 0.7, 0.95):
        yield (
            f"HDF5 cut off after {share:.0%}",
            keras_of(config, good[: int(len(good) * share)]),
            "its weights",
        )
    yield "HDF5 of noise", keras_of(config, good[:8] + np.random.default_rng(2).bytes(2000)), "its weights"
    yield "HDF5 that is text", keras_of(config, b"weights"), "its weights are no HDF5 file"


def weights_alone() -> Made:
    """``.weights.h5`` files."""
    yield "one array under forty thousand names", _h5(_copies), "much more than its size allows"
    yield (
        "a link to a neighbour",
        _h5(_link(h5py.SoftLink("/layers/conv2d"))),
        "lead to another file or place",
    )
    yield "no weights", _h5(lambda file: file.clear()), "no weights in it"
    yield "numbers that are no numbers", _h5(_array(np.array([np.nan, 1]))), "no finite numbers"
    yield "a layer of a million arrays", _h5(_many_arrays), "arrays"


def _h5(change: Callable[[h5py.File], object]) -> bytes:
    buffer = io.BytesIO(h5())
    with h5py.File(buffer, "r+") as file:
        change(file)
    return buffer.getvalue()


def _put(make: Callable[[h5py.Group], object]) -> Callable[[h5py.File], object]:
    """Something in the place of the weights of the Dense."""

    def change(file: h5py.File) -> None:
        group = file[DENSE]
        del group["0"]
        make(group)

    return change


def _array(array: Any) -> Callable[[h5py.File], object]:
    return _put(lambda group: group.create_dataset("0", data=array))


def _link(link: Any) -> Callable[[h5py.File], object]:
    def change(file: h5py.File) -> None:
        del file["layers/dense"]
        file["layers/dense"] = link

    return change


def _virtual(group: h5py.Group) -> None:
    layout = h5py.VirtualLayout((11, 3), "<f4")
    layout[:] = h5py.VirtualSource("/etc/other.h5", "x", (11, 3))
    group.create_virtual_dataset("0", layout)


def _claiming(group: h5py.Group, shape: tuple[int, ...], **how: Any) -> None:
    """An array whose numbers were never written."""
    space = h5py.h5s.create_simple(shape)
    made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    if "chunks" in how:
        made.set_chunk(how["chunks"])
    if "external" in how:
        made.set_external(how["external"], 0, h5py.h5f.UNLIMITED)
    made.set_fill_time(h5py.h5d.FILL_TIME_NEVER)
    h5py.h5d.create(group.id, b"0", h5py.h5t.IEEE_F32LE, space, made)


def _copies(file: h5py.File) -> None:
    big = file.create_dataset("big", data=np.zeros(50_000, "<f4"))
    for i in range(600):
        group = file.create_group(f"layers/copy_{i}/vars")
        for k in range(64):
            group[str(k)] = big


def _many_arrays(file: h5py.File) -> None:
    for i in range(2000):
        file[f"layers/dense/vars/{i + 5}"] = np.zeros(1, "<f4")


_SPOILT: tuple[tuple[str, Callable[[h5py.File], object], str], ...] = (
    ("a link to another file", _link(h5py.ExternalLink("/etc/other.h5", "/layers")), "lead to another file or place"),
    ("a link to another place", _link(h5py.SoftLink("/layers/conv2d")), "lead to another file or place"),
    ("a link to nowhere", _link(h5py.SoftLink("/nowhere")), "lead to another file or place"),
    ("a link to itself", _link(h5py.SoftLink("/layers/dense")), "lead to another file or place"),
    ("all layers behind a link", lambda f: (f.move("layers", "l"), f.__setitem__("layers", h5py.SoftLink("/l"))), "lead to another"),
    ("a link in the place of an array", _put(lambda g: g.__setitem__("0", h5py.SoftLink("/layers/dense/vars/1"))), "lead to another"),
    ("a virtual array", _put(_virtual), "lead to another file"),
    ("numbers in another file", _put(lambda g: _claiming(g, (11, 3), external=b"/etc/passwd")), "lead to another file"),
    ("2^40 numbers in chunks", _put(lambda g: _claiming(g, (2**20, 2**20), chunks=(64, 64))), "much more than its size allows"),
    ("2^35 numbers in a row", _put(lambda g: _claiming(g, (2**35,))), "much more than its size allows"),
    ("one chunk of 2 GB", _put(lambda g: _claiming(g, (2**29,), chunks=(2**29,))), "much more than its size allows"),
    ("records", _array(np.zeros((11, 3), [("a", "f4"), ("b", "i4")])), "holds no numbers"),
    ("texts", _array(np.full((11, 3), b"x")), "holds no numbers"),
    ("texts of any length", _put(lambda g: g.create_dataset("0", data=["a", "b"], dtype=h5py.string_dtype())), "holds no numbers"),
    ("references", _put(lambda g: g.create_dataset("0", data=[g.ref], dtype=h5py.ref_dtype)), "holds no numbers"),
    ("complex numbers", _array(np.zeros((11, 3), "c16")), "holds no numbers"),
    ("nothing at all for an array", _put(lambda g: g.create_dataset("0", dtype="f4", data=h5py.Empty("f4"))), "holds no numbers"),
    ("packed in another way", _put(lambda g: g.create_dataset("0", data=np.ones((11, 3), "f4"), compression="lzf")), "packed in an unknown way"),
    ("a group for an array", _put(lambda g: g.create_group("0")), "is no array"),
    ("an array for a group", _link(np.ones(3)), "is no group"),
    ("a shape of another layer", _array(np.ones((3, 11), "f4")), "have the shape"),
    ("arrays that are missing", _put(lambda g: None), "of weights in the file"),
    ("a number for an array", _array(np.float32(1)), "have the shape"),
    ("weights that are no number", _array(np.full((11, 3), np.nan, "f4")), "no finite numbers"),
    ("weights beyond single precision", _array(np.full((11, 3), 1e300)), "no finite numbers"),
    ("a thousand arrays", _many_arrays, "arrays"),
)  # fmt: skip


# Wrong types everywhere ---------------------------------------------------------------------------------------


def misfits(step: int) -> Iterator[tuple[str, bytes]]:
    """Every setting, or each so many-th, of one wrong type or the other; some do no harm, and may be read."""
    wrong = (None, -1, 2**40, 1.5e308, "x", [], {}, [[]], True, {"class_name": "x", "config": None})
    whole = keras_config()
    for number, path in itertools.islice(enumerate(_paths(whole)), 0, None, step):
        config = copy.deepcopy(whole)
        inner: Any = config
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = wrong[number % len(wrong)]
        yield f"{'.'.join(map(str, path))} is {wrong[number % len(wrong)]!r}", keras_of(config)


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (key,)
        for path in _paths(inner):
            yield (key, *path)
