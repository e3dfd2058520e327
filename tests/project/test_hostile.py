"""Files that somebody made to do harm: each is refused in one line, quickly and in little memory."""

from __future__ import annotations

import json
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save as write_tensors

from nnstudio.graph.inference import infer
from nnstudio.project.file import MIME_TYPE, decode, encode, load
from nnstudio.project.problems import fixes_for, problems
from nnstudio.project.project import Project
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from tests.project.conftest import Iris
from tests.project.zips import Members, changed_json, changed_tensors, unzipped, zipped

Make = Callable[[Members], bytes]

PROJECT, TRAINING, HISTORY = "project.json", "training.json", "history.safetensors"
WEIGHTS, BEST, OPTIMIZER = "weights.safetensors", "best.safetensors", "optimizer.safetensors"

FEW_BYTES = 48 << 20
FEW_SECONDS = 2.0


def _text(name: str, data: bytes) -> Make:
    return lambda members: zipped({**members, name: data})


def _plain(change: Callable[[dict[str, Any]], Any], name: str = PROJECT) -> Make:
    return lambda members: changed_json(members, name, change)


def _tensors(change: Callable[[dict[str, np.ndarray[Any, Any]]], Any], name: str = WEIGHTS) -> Make:
    return lambda members: changed_tensors(members, name, change)


def _without(name: str) -> Make:
    return lambda members: zipped({k: v for k, v in members.items() if k != name})


def _patched(old: bytes, new: bytes) -> Make:
    """The whole zip with some of its bytes replaced."""
    return lambda members: zipped(members).replace(old, new)


def _layer(**settings: Any) -> Make:
    return _plain(lambda p: p["network"]["nodes"][1]["layer"].update(settings))


def _set(*path: str | int, to: Any, name: str = PROJECT) -> Make:
    def change(plain: Any) -> None:
        for key in path[:-1]:
            plain = plain[key]
        plain[path[-1]] = to

    return _plain(change, name)


def _raw(text: str) -> Make:
    """project.json with a text, which `json.dumps` would not write, in place of the seed."""
    return lambda members: zipped(
        {**members, PROJECT: members[PROJECT].replace(b'"seed": 3', f'"seed": {text}'.encode())}
    )


def _directory_of(size: int) -> Make:
    """A zip whose end says that its table of contents has this many bytes."""

    def make(members: Members) -> bytes:
        data = bytearray(zipped(members)) + bytes(20 << 20)
        at = data.rfind(b"PK\5\6")
        end = bytearray(data[at : at + 22])
        struct.pack_into("<I", end, 12, size)
        return bytes(data[:at] + data[at + 22 :] + end)

    return make


def _header(length: int, text: bytes = b"") -> Make:
    return _text(WEIGHTS, struct.pack("<Q", length) + text)


def _bfloat(members: Members) -> bytes:
    header = b'{"dense_1/W":{"dtype":"BF16","shape":[4,6],"data_offsets":[0,48]}}'
    return _header(len(header), header + bytes(48))(members)


def _overlapping(members: Members) -> bytes:
    part = '{"dtype":"F32","shape":[1000,1000],"data_offsets":[0,4000000]}'
    header = "{" + ",".join(f'"a{i}":{part}' for i in range(500)) + "}"
    return _header(len(header), header.encode() + bytes(4_000_000))(members)


def _nested(depth: int) -> Make:
    return _text(PROJECT, b'{"format": 1, "x": ' + b"[" * depth + b"]" * depth + b"}")


def _wide(members: Members) -> bytes:
    return zipped({**members, PROJECT: b'{"format": 1, "x": [' + b"[]," * 20_000_000 + b"0]}"})


def _many_layers(members: Members) -> bytes:
    nodes = [{"id": f"d{i}", "layer": {"type": "Dense"}} for i in range(10_001)]
    return changed_json(members, PROJECT, lambda p: p.update(network={"nodes": nodes, "edges": []}))


HOSTILE: dict[str, tuple[Make, str]] = {
    # The zip
    "empty": (lambda members: b"", "damaged or not"),
    "text": (lambda members: b"Dear reader, I am no zip.\n" * 50, "damaged or not"),
    "zeros": (lambda members: bytes(100_000), "damaged or not"),
    "half": (lambda members: zipped(members)[:1500], "damaged or not"),
    "no mimetype": (_without("mimetype"), "not an NN Studio project"),
    "wrong mimetype": (_text("mimetype", b"application/epub+zip"), "not an NN Studio project"),
    "endless mimetype": (
        lambda members: zipped({**members, "mimetype": bytes(30 << 20)}, zipfile.ZIP_DEFLATED),
        "mimetype is larger",
    ),
    "no project": (_without(PROJECT), "not an NN Studio project"),
    "a name twice": (lambda members: zipped([*members.items(), (PROJECT, b"{}")]), "two members"),
    "another name twice": (lambda members: zipped([*members.items(), ("x", b""), ("x", b"")]), "two members"),
    "10,001 members": (
        lambda members: zipped({**members, **{f"m{i}": b"" for i in range(10_001)}}), "10.008 members"
    ),
    "a table of contents of 4 GB": (_directory_of(2**32 - 2), "damaged or not|table of contents"),
    "a table of contents of 15 MB": (_directory_of(15 << 20), "table of contents"),
    "bomb in the project": (
        lambda members: zipped({**members, PROJECT: b" " * (50 << 20)}, zipfile.ZIP_DEFLATED), "larger than"
    ),
    "bomb in the weights": (
        lambda members: zipped({**members, WEIGHTS: bytes(50 << 20)}, zipfile.ZIP_DEFLATED), "larger than"
    ),
    "more weights than the network has": (_text(WEIGHTS, bytes(20 << 20)), "larger than"),
    "packed with LZMA": (lambda members: zipped(members, zipfile.ZIP_LZMA), "unknown way"),
    "packed with bzip2": (lambda members: zipped(members, zipfile.ZIP_BZIP2), "unknown way"),
    "encrypted": (
        lambda members: zipped(members).replace(b"PK\1\2\x14\x03\x14\0\0\0", b"PK\1\2\x14\x03\x14\0\1\0"),
        "damaged or not",
    ),
    "a wrong checksum": (_patched(b'"format": 1', b'"format": 2'), "damaged or not"),
    "a name that differs in the directory": (
        lambda members: zipped(members).replace(b"project.json", b"project.jsom", 1), "damaged or not"
    ),
    # The JSON
    "no JSON": (_text(PROJECT, b"{'format': 1}"), "not valid JSON"),
    "a list": (_text(PROJECT, b"[]"), "does not hold a project"),
    "a number": (_text(PROJECT, b"1"), "does not hold a project"),
    "NaN": (_raw("NaN"), "not valid JSON"),
    "infinity": (_raw("Infinity"), "not valid JSON"),
    "1e999": (_raw("1e999"), "not valid JSON"),
    "-1e999": (_raw("-1e999"), "not valid JSON"),
    "a number of 30 digits": (_raw("1" * 30), "too large"),
    "a number of 9000 digits": (_raw("1" * 9000), "not valid JSON"),
    "half a character": (_raw(r'"\ud800"'), "not valid JSON"),
    "no UTF-8": (_text(PROJECT, b'{"format": 1, "x": "\xff\xfe"}'), "not valid JSON"),
    "70 levels": (_nested(70), "nested too deeply"),
    "100 000 levels": (_nested(100_000), "nested too deeply"),
    "20 million lists": (_wide, "more parts|larger than"),
    "a newline in a key": (_set("network", "nodes", 0, to={"id": "a\nb", "layer": {"type": "Input"}}), "id must"),
    # The project
    "no format": (_plain(lambda p: p.pop("format") and None), "which format"),
    "format 0": (_set("format", to=0), "which format"),
    "format true": (_set("format", to=True), "which format"),
    "format text": (_set("format", to="1"), "which format"),
    "format 2 billion": (_set("format", to=2**31), "newer version"),
    "network list": (_set("network", to=[]), "damaged"),
    "network null": (_set("network", to=None), "damaged"),
    "network without edges": (_set("network", to={"nodes": []}), "damaged"),
    "an id that is a path": (_set("network", "nodes", 0, "id", to="../../etc/passwd"), "id must"),
    "an id twice": (_set("network", "nodes", 1, "id", to="input"), "same id"),
    "a wire to nowhere": (_set("network", "edges", to=[["input", "x", 0]]), "loose end"),
    "a wire from a beep": (_set("network", "edges", to=[["\a\n\x1b[31m", "x", 0]]), "loose end"),
    "a wire from a million letters": (_set("network", "edges", to=[["x" * 10**6, "x", 0]]), "A wire from x"),
    "a wire to port −1": (_set("network", "edges", to=[["input", "dense_1", -1]]), "port|input −1"),
    "two wires into one port": (
        _set("network", "edges", to=[["input", "dense_1", 0], ["dense_2", "dense_1", 0]]), "same input"
    ),
    "a layer without a type": (_set("network", "nodes", 1, "layer", to={"units": 3}), "without a type"),
    "2³¹ units": (_layer(units=2**31), "at most"),
    "2⁶² units": (_layer(units=2**62), "at most"),
    "−1 units": (_layer(units=-1), "at least"),
    "a million million features": (_set("network", "nodes", 0, "layer", "shape", to=[10**12]), "at most"),
    "units as text": (_layer(units="25"), "whole number"),
    "units as a list": (_layer(units=[25] * 100_000), "whole number"),
    "an unknown activation": (_layer(activation="__import__('os')"), "one of"),
    "10,001 layers": (_many_layers, "10.001"),
    "a layout of texts": (_set("layout", to={"input": ["a", "b"]}), "damaged"),
    "a layout with three numbers": (_set("layout", to={"input": [1, 2, 3]}), "damaged"),
    "an unknown source": (_set("data", "source", to={"type": "Shell", "command": "rm"}), "Unknown data source"),
    "a source without a path": (_set("data", "source", to={"type": "CsvFile"}), "path"),
    "a source that is text": (_set("data", "source", to="/etc/passwd"), "source must"),
    "shares of 200 %": (_set("data", "test", to=2.0), "at most"),
    "an unknown loss": (_set("training", "loss", to={"type": "Happiness"}), "Unknown loss"),
    "a loss that is a number": (_set("training", "loss", to=1), "without a type"),
    "an unknown optimizer": (_set("training", "optimizer", to={"type": "Luck"}), "Unknown optimizer"),
    "a negative learning rate": (_set("training", "optimizer", "learning_rate", to=-1), "learning rate"),
    "a seed that is text": (_raw('"x"'), "seed"),
    "no end of epochs": (_set("training", "epochs", to=2**62), "at most"),
    # What was trained
    "training is a list": (_text(TRAINING, b"[]"), "does not hold"),
    "training is empty": (_text(TRAINING, b"{}"), "damaged"),
    "training of a network in a circle": (
        _set("network", "edges", to=[["dense_1", "dropout_1", 0], ["dropout_1", "dense_1", 0]], name=TRAINING),
        "no input|circle|waits",
    ),
    "training of a network of 2⁴⁰ numbers": (
        _set("network", "nodes", 0, "layer", "shape", to=[10**6] * 6, name=TRAINING), "two thousand million"
    ),
    "no weights": (_without(WEIGHTS), "weights.safetensors is missing"),
    "no optimizer": (_without(OPTIMIZER), "optimizer.safetensors is missing"),
    "no history": (_without(HISTORY), "history.safetensors is missing"),
    "weights of 3 bytes": (_text(WEIGHTS, b"abc"), "damaged"),
    "a header of 2⁶³ bytes": (_header(2**63), "damaged"),
    "a header of 1 GB": (_header(2**30), "damaged"),
    "a header beyond the end": (_header(500_000), "damaged"),
    "a header that is no JSON": (_header(4, b"abcd"), "damaged"),
    "500 arrays in one place": (_overlapping, "larger than|damaged"),
    "bfloat16": (_bfloat, "damaged|fit"),
    "NaN in the weights": (_tensors(lambda a: a["dense_1/W"].fill(np.nan)), "no finite numbers"),
    "infinity in the weights": (_tensors(lambda a: a["dense_1/b"].fill(np.inf)), "no finite numbers"),
    "NaN in the best weights": (_tensors(lambda a: a["dense_1/W"].fill(np.nan), BEST), "no finite numbers"),
    "NaN in the optimizer": (_tensors(lambda a: a["m"].fill(np.nan), OPTIMIZER), "no finite numbers"),
    "whole numbers as weights": (
        _tensors(lambda a: a.update({"dense_1/W": np.zeros((4, 6), np.int32)})), "something else"
    ),
    "weights of another shape": (
        _tensors(lambda a: a.update({"dense_1/W": np.zeros((6, 4), np.float32)})), "does not fit"
    ),
    "a weight too few": (_tensors(lambda a: a.pop("dense_1/W").size), "does not fit"),
    "a weight too many": (_tensors(lambda a: a.update(x=np.zeros(1, np.float32))), "does not fit"),
    "an optimizer of another size": (
        _tensors(lambda a: a.update(m=np.zeros(3, np.float32)), OPTIMIZER), "does not fit"
    ),
    "infinity in the history": (_tensors(lambda a: a["loss"].fill(np.inf), HISTORY), "no finite numbers"),
    "no losses in the history": (_tensors(lambda a: a["loss"].fill(np.nan), HISTORY), "damaged"),
    "columns of two lengths": (_tensors(lambda a: a.update(loss=np.zeros(9)), HISTORY), "damaged"),
    "a column too few": (_tensors(lambda a: a.pop("seconds") is None, HISTORY), "damaged"),
    "a column of another kind": (_tensors(lambda a: a.update(x=np.zeros(2)), HISTORY), "damaged"),
    "a table in the history": (
        lambda members: zipped({**members, HISTORY: write_tensors({"loss": np.zeros((2, 2))})}), "damaged"
    ),
    "a best epoch in the future": (_set("best_epoch", to=99, name=TRAINING), "damaged"),
    "no best epoch": (_set("best_epoch", to=0, name=TRAINING), "damaged"),
    "epochs that do not add up": (_set("position", "epoch", to=7, name=TRAINING), "add up"),
    "a step before the first": (_set("position", "step", to=-1, name=TRAINING), "add up"),
    "preprocessing of nothing": (_set("preprocessor", to={}, name=TRAINING), "Preprocessing is damaged"),
    "preprocessing with a scale of 0": (
        _set("preprocessor", "columns", 0, "scale", to=0, name=TRAINING), "Scaling|damaged"
    ),
    "more classes than outputs": (
        _set("preprocessor", "classes", to=["a", "b", "c", "d"], name=TRAINING), "does not fit the network"
    ),
    "features that the network does not take": (
        _plain(lambda p: p["preprocessor"].update(columns=p["preprocessor"]["columns"][:2], sample_shape=[2]),
               TRAINING),
        "does not fit the network",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def members(iris: Iris) -> Members:
    return unzipped(encode(iris.project, iris.trained))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(members: Members, tmp_path: Path, name: str) -> None:
    make, expected = HOSTILE[name]
    path = tmp_path / "gift.nnstudio"
    path.write_bytes(make(members))
    tracemalloc.start()
    start = time.process_time()  # others may keep this computer busy
    try:
        with pytest.raises(StudioError, match=expected) as caught:
            load(path)
        seconds, peak = time.process_time() - start, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    text = str(caught.value)
    assert text.startswith(f"Cannot open {path}: ")
    assert shown(text) == text
    assert len(text) < 700
    assert peak < FEW_BYTES + (64 << 20 if name == "20 million lists" else 0), f"{peak:,} bytes"
    assert seconds < FEW_SECONDS


def test_shapes_that_fill_every_memory_open_at_once_and_are_a_problem(members: Members) -> None:
    """A person may look at such a network, but nothing is allocated for it."""
    data = changed_json(
        {k: v for k, v in members.items() if k in ("mimetype", PROJECT)},
        PROJECT,
        lambda p: p["network"]["nodes"][0]["layer"].update(shape=[10**6] * 6),
    )
    tracemalloc.start()
    try:
        project, _ = decode(data)
        found = problems(project)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found[0].kind == "too_large"
    assert peak < FEW_BYTES


# Anything at all ------------------------------------------------------------------------------------------


def _open(data: bytes) -> None:
    """Whatever opens can be looked at and saved."""
    try:
        project, trained = decode(data)
    except StudioError:
        return
    infer(project.network)
    for problem in problems(project):
        assert str(problem.message)
        fixes_for(project, problem)
    assert decode(encode(project, trained))[0] == project


@given(st.data())
def test_garbage_at_any_place(members: Members, data: st.DataObject) -> None:
    whole = bytearray(zipped(members))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        garbage = data.draw(st.binary(min_size=1, max_size=8))
        whole[at : at + len(garbage) * data.draw(st.booleans())] = garbage
    _open(bytes(whole))


@given(st.data())
def test_garbage_in_a_member_whose_checksum_is_right(members: Members, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(members)))
    content = bytearray(members[name])
    at = data.draw(st.integers(0, len(content) - 1))
    garbage = data.draw(st.binary(min_size=1, max_size=8))
    content[at : at + len(garbage)] = garbage
    _open(zipped({**members, name: bytes(content)}))


@given(st.data())
def test_a_file_cut_off_anywhere(members: Members, data: st.DataObject) -> None:
    whole = zipped(members)
    with pytest.raises(StudioError):
        decode(whole[: data.draw(st.integers(0, len(whole) - 1))])


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(StudioError):
        decode(data)


strange = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9), st.just([]), st.just({}),
    st.sampled_from([2**31, 2**53, -(2**62), 1e308, 5e-324, "Dense", "Input", "Conv2D", "MaxPool2D", "Add", "\0",
                     "SGD", "Bundled", [1, 1, 1], [[]], {"type": "Dense"}, {"type": "Later"}]),
)  # fmt: skip


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, inner in items for place in _places(inner, (*path, key)))]


@given(st.data())
def test_anything_at_any_place_of_the_json(members: Members, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([PROJECT, TRAINING]))
    plain = json.loads(members[name])
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(_places(plain)[1:]))
        owner = plain
        for key in path[:-1]:
            owner = owner[key]
        if isinstance(owner, dict) and data.draw(st.booleans()):
            del owner[path[-1]]
        else:
            owner[path[-1]] = data.draw(strange)
    if not plain:
        plain["format"] = 1
    text = json.dumps(plain).encode("utf-8", "surrogatepass")
    _open(zipped({**members, name: text}))


def test_the_untouched_file_opens(members: Members) -> None:
    project, trained = decode(zipped(members))
    assert isinstance(project, Project)
    assert trained is not None
    assert members["mimetype"] == MIME_TYPE
