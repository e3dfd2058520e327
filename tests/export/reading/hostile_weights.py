"""Pickles, archives of NumPy and safetensors files that mean harm."""

from __future__ import annotations

import io
import json
import pickle
import struct
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tests.export.reading import good
from tests.export.reading.good import npy, state, tensor, text, torch_of, whole, zipped

Made = Iterator[tuple[str, bytes, str]]

SENTINEL = "owned"
"""The file that a payload makes, where one is run."""
CODE = f"open('{SENTINEL}', 'w').close()"


# Pickles ------------------------------------------------------------------------------------------------------


class _Calls:
    """An object whose pickle calls something."""

    def __init__(self, function: Any, *arguments: Any) -> None:
        self._call = function, arguments

    def __reduce__(self) -> tuple[Any, Any]:
        return self._call


def _dumped(value: Any, protocol: int = 2) -> bytes:
    return pickle.dumps(value, protocol)


def _system(protocol: int = 2) -> bytes:
    import os

    return _dumped({"w": _Calls(os.system, f"touch {SENTINEL}")}, protocol)


def _call(module: str, name: str, argument: str) -> bytes:
    return state(text("w") + f"c{module}\n{name}\n(".encode() + text(argument) + b"tR")


def _doubled(end: bytes) -> bytes:
    """A tuple of two tuples of two tuples …: sixty operations, and more parts than the world has atoms of."""
    return state(b")" + b"".join(b"q\x01h\x01\x86" for _ in range(60)) + end)


_PICKLES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("os.system", _system, "nothing was run"),
    ("os.system, protocol 4", lambda: _system(4), "nothing was run"),
    ("eval", lambda: _call("builtins", "eval", CODE), "nothing was run"),
    ("exec", lambda: _call("builtins", "exec", CODE), "nothing was run"),
    ("getattr", lambda: _call("builtins", "getattr", "x"), "nothing was run"),
    ("__import__", lambda: _call("__builtin__", "__import__", "os"), "nothing was run"),
    ("a call that gives a function that is called", lambda: state(text("w") + b"cbuiltins\ngetattr\n(cbuiltins\n__import__\n" + text("os") + b"\x85R" + text("system") + b"tR" + text("touch owned") + b"\x85R"), "nothing was run"),
    ("a call inside a tensor", lambda: state(text("w") + b"ctorch._utils\n_rebuild_tensor_v2\n(cos\nsystem\n" + text("touch owned") + b"\x85RK\x00))\x89NtR"), "nothing was run"),
    ("torch.load in a pickle", lambda: _call("torch.serialization", "load", "x"), "nothing was run"),
    ("a name with dots", lambda: _call("torch._utils", "os.system", "x"), "nothing was run"),
    ("INST", lambda: state(text("w") + b"(" + text("touch owned") + b"ios\nsystem\n"), "nothing was run"),
    ("OBJ", lambda: state(text("w") + b"(cos\nsystem\n" + text("touch owned") + b"o"), "nothing was run"),
    ("NEWOBJ", lambda: state(text("w") + b"cos\nsystem\n" + text("touch owned") + b"\x85\x81"), "nothing was run"),
    ("EXT1", lambda: state(text("w") + b"\x82\x01"), "nothing was run"),
    ("BUILD of an object", lambda: b"\x80\x02cos\nsystem\n}b.", "no state dict"),
    ("a whole model", lambda: b"\x80\x02c__main__\nNet\n)\x81}" + text("training") + b"\x88sb.", "nothing was run; save model.state_dict() instead"),
    ("a number", lambda: b"\x80\x02K\x01.", "no state dict"),
    ("an empty dictionary", lambda: b"\x80\x02}.", "no state dict"),
    ("nothing at all", lambda: b"", "state dict"),
    ("a dictionary of itself", lambda: b"\x80\x02}q\x00" + text("state_dict") + b"h\x00s.", "no state dict"),
    ("a key that is hashed for ever", lambda: _doubled(b"N"), "damaged"),
    ("a name that is written for ever", lambda: _doubled(b"q\x01\x93)R"), "damaged"),
    ("arguments that are compared for ever", lambda: _doubled(b"q\x02h\x02h\x02R"), "damaged"),
    ("a million operations", lambda: b"\x80\x02" + b"N0" * 500_000 + b".", "POP"),
    ("two million marks", lambda: b"\x80\x02" + b"(" * 2_000_000 + b".", "more operations than a state dict"),
    ("a stack of nothing", lambda: b"\x80\x02R.", "damaged"),
    ("a mark that is missing", lambda: b"\x80\x02}t.", "damaged"),
    ("a memory that is empty", lambda: b"\x80\x02h\x05.", "damaged"),
    ("a text longer than the file", lambda: b"\x80\x02X\xff\xff\xff\x7fabc", "damaged"),
    ("an operation that does not exist", lambda: b"\x80\x02\xff.", "damaged"),
    ("a number of a million digits", lambda: b"\x80\x02L" + b"9" * 1_000_000 + b"L\n.", "damaged"),
    ("cut off", lambda: good.torch_pickle()[:-20], "state dict"),
    ("a tensor longer than its storage", lambda: state(text("w") + tensor("0", (100, 100), (100, 1))), "larger than what is stored"),
    ("strides that leave the storage", lambda: state(text("w") + tensor("0", (2, 2), (1000, 1))), "larger than what is stored"),
    ("an offset behind the storage", lambda: state(text("w") + tensor("0", (2,), (1,), 10**6)), "larger than what is stored"),
    ("negative strides", lambda: state(text("w") + tensor("0", (2,), (-1,), 60)), "damaged"),
    ("a negative offset", lambda: state(text("w") + tensor("0", (2,), (1,), -1)), "damaged"),
    ("2^39 equal numbers", lambda: state(text("w") + tensor("0", (2**39,), (0,))), "larger than what is stored"),
    ("2^60 numbers", lambda: state(text("w") + tensor("0", (2**60,), (1,))), "damaged"),
    ("nothing by 2^39", lambda: state(text("w") + tensor("0", (0, 2**39, 2**39), (1, 1, 1)) + text("v") + tensor("9", (1,), (1,))), "missing"),
    ("sides that are texts", lambda: state(text("w") + b"ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + b"ctorch\nFloatStorage\n" + text("0") + text("cpu") + b"K@tQK\x00" + text("abc") + text("abc") + b"\x89NtR"), "damaged"),
    ("a storage that is not there", lambda: state(text("w") + tensor("7", (2,), (1,))), "missing"),
    ("a storage in another folder", lambda: state(text("w") + tensor("../../../etc/passwd", (2,), (1,))), "damaged"),
    ("numbers of a foreign type", lambda: state(text("w") + tensor("0", (2,), (1,), kind="ComplexFloatStorage")), "type that is not known"),
    ("half of a character for a name", lambda: state(text("\ud800") + whole(3)), "no state dict"),
)  # fmt: skip


def pickles() -> Made:
    for name, make, why in _PICKLES:
        yield name, torch_of(make()), why
    yield "no zip", b"\x80\x02}.", "no file of PyTorch 1.6 or newer"
    yield "a tar of old", b"tar" * 500, "no file of PyTorch 1.6 or newer"
    yield "no pickle", zipped({"archive/data/0": bytes(8)}), "no state dict in it"
    yield "a pickle that is a bomb", zipped({"a/data.pkl": bytes(60 << 20)}, zipfile.ZIP_DEFLATED), "larger than it should be"  # fmt: skip
    order = good.members(good.torch()) | {"archive/byteorder": b"big"}
    yield "the other order of bytes", zipped(order), "order that is not known"
    names = [text(f"layer.{i}") + tensor("0", (1000, 1000), (1000, 1)) for i in range(600)]
    storage = {"0": np.zeros(1_000_000, "<f4").tobytes()}
    yield "one array under six hundred names", torch_of(state(b"".join(names)), storage), "much more than its size allows"  # fmt: skip
    parts = good.members(torch_of(state(text("w") + tensor("0", (10,), (1,)))))
    parts["archive/data/0"] = bytes(120 << 20)
    yield "numbers that are a bomb", zipped(parts, zipfile.ZIP_DEFLATED), "larger than it should be"
    huge = {f"archive/data/{i}": bytes(15 << 20) for i in range(6)}
    several = good.members(
        torch_of(state(b"".join(text(f"w{i}") + tensor(str(i), (2, 2), (2, 1)) for i in range(6))))
    )
    yield "six bombs", _stretched(several | huge), "larger than it should be"


def _stretched(parts: dict[str, bytes]) -> bytes:
    """Deflated a little: each member stays below the ratio that gives a bomb away."""
    buffer = io.BytesIO()
    filler = np.random.default_rng(5).bytes(200 << 10)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, filler + data if len(data) > 1 << 20 else data)
    return buffer.getvalue()


# NumPy --------------------------------------------------------------------------------------------------------


def _header(descr: str = "'<f4'", shape: str = "(2, 2)", order: str = "False") -> bytes:
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}".encode()


def _saved(array: Any) -> bytes:
    buffer = io.BytesIO()
    np.lib.format.write_array(buffer, array, allow_pickle=True)
    return buffer.getvalue()


_ARRAYS: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("objects", lambda: _saved(np.array([_Calls(print, "x"), None], object)), "something else than numbers"),
    ("code for a header", lambda: npy(f"__import__('os').system('touch {SENTINEL}')".encode()), "no array of NumPy"),
    ("code in a header", lambda: npy(_header(shape=CODE)), "no array of NumPy"),
    ("4 TiB", lambda: npy(_header(shape="(1099511627776,)"), bytes(16)), "claims another size"),
    ("2^64 numbers", lambda: npy(_header(shape="(18446744073709551616,)"), bytes(16)), "member"),
    ("sides of -1", lambda: npy(_header(shape="(-1, -4)"), bytes(16)), "claims another size"),
    ("sides of no number", lambda: npy(_header(shape="('a',)"), bytes(16)), "no array of NumPy"),
    ("nothing by 2^62", lambda: npy(_header(shape="(0, 4611686018427387904, 4611686018427387904)")), "member"),
    ("a thousand axes", lambda: npy(_header(shape=str((1,) * 1000)), bytes(4)), "member"),
    ("brackets without end", lambda: npy(b"(" * 9000), "no array of NumPy"),
    ("brackets and a quote", lambda: npy(b"{'descr': '<f4"), "no array of NumPy"),
    ("words of Python 2", lambda: npy(_header(shape="(2L, 2L)").replace(b"}", b"]")), "no array of NumPy"),
    ("a header of 60 000 bytes", lambda: npy(_header() + b" " * 60_000, bytes(16)), "no array of NumPy"),
    ("a header longer than the file", lambda: b"\x93NUMPY\x02\x00\xff\xff\xff\x7f{}", "no array of NumPy"),
    ("a version of tomorrow", lambda: npy(_header(), bytes(16), (9, 9)), "no array of NumPy"),
    ("no magic", lambda: b"NUMPY" * 9, "no array of NumPy"),
    ("nothing at all", lambda: b"", "no array of NumPy"),
    ("too little", lambda: npy(_header(), bytes(3)), "claims another size"),
    ("too much", lambda: npy(_header(), bytes(99)), "claims another size"),
    ("texts", lambda: _saved(np.array(["a", "b"])), "something else than numbers"),
    ("records", lambda: _saved(np.zeros(2, [("a", "f4"), ("b", "O")])), "something else than numbers"),
    ("dates", lambda: _saved(np.zeros(2, "M8[s]")), "something else than numbers"),
    ("complex numbers", lambda: _saved(np.zeros(2, complex)), "something else than numbers"),
    ("a type that is a tower", lambda: npy(_header("[('a', '<f4', (1000, 1000, 1000))]"), bytes(16)), "no array of NumPy"),
    ("numbers that are none", lambda: _saved(np.array([np.inf, 1.0])), "no finite numbers"),
)  # fmt: skip


def arrays() -> Made:
    for name, make, why in _ARRAYS:
        yield name, zipped({"w.npy": make()}), why
    yield "no arrays", zipped({"readme.txt": b"x"}), "no weights in it"
    yield "no zip", b"\x93NUMPY" + bytes(50), "not a NumPy archive"
    yield "a bomb", zipped({"w.npy": npy(_header(shape="(31457280,)"), bytes(120 << 20))}, zipfile.ZIP_DEFLATED), "larger than it should be"  # fmt: skip
    million = npy(_header(shape="(1310720,)"), bytes(5 << 20))
    many = {f"{i}.npy": million for i in range(30)}
    yield "thirty small bombs", _stretched(many), "member"


# safetensors --------------------------------------------------------------------------------------------------


def _safe(header: Any, data: bytes = bytes(16), length: int | None = None) -> bytes:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(raw) if length is None else length) + raw + data


def _entry(shape: list[Any] | None = None, offsets: Any = (0, 16), kind: str = "F32") -> dict[str, Any]:
    return {"dtype": kind, "shape": [2, 2] if shape is None else shape, "data_offsets": list(offsets)}


_SAFE: tuple[tuple[str, bytes, str], ...] = (
    ("nothing at all", b"", "no safetensors file"),
    ("a header of 2^63 bytes", _safe({}, length=2**63), "no safetensors file"),
    ("a header longer than the file", _safe({}, length=10_000), "no safetensors file"),
    ("a header of 9 MB", _safe(b'{"__metadata__": {"a": "' + b"x" * (9 << 20) + b'"}}'), "no safetensors file"),
    ("a header that is no JSON", _safe(b"{" * 50), "damaged"),
    ("deep JSON", _safe(b'{"a":' * 5000 + b"1" + b"}" * 5000), "damaged"),
    ("a list", _safe([1, 2]), "damaged"),
    ("offsets behind the end", _safe({"w": _entry(offsets=(0, 10**9))}), "damaged"),
    ("offsets that go back", _safe({"w": _entry(offsets=(16, 0))}), "damaged"),
    ("negative offsets", _safe({"w": _entry(offsets=(-16, 0))}), "damaged"),
    ("two arrays in one place", _safe({"w": _entry(), "v": _entry()}), "damaged"),
    ("a hole", _safe({"w": _entry(offsets=(8, 24))}, bytes(24)), "damaged"),
    ("a shape that lies", _safe({"w": _entry([9, 9])}), "damaged"),
    ("2^80 numbers", _safe({"w": _entry([2**40, 2**40])}), "damaged"),
    ("nothing by 2^60", _safe({"w": _entry([0, 2**60, 2**60], (0, 0))}, b""), "damaged"),
    ("negative sides", _safe({"w": _entry([-2, -2])}), "damaged"),
    ("sides that are texts", _safe({"w": _entry(["2", "2"])}), "damaged"),
    ("a type that does not exist", _safe({"w": _entry(kind="F99")}), "damaged"),
    ("a type that NumPy does not know", _safe({"w": _entry([4, 4], kind="F8_E4M3")}), "type that is not known"),
    ("no type", _safe({"w": {"shape": [2, 2], "data_offsets": [0, 16]}}), "damaged"),
    ("numbers that are none", _safe({"w": _entry()}, np.array([np.nan] * 4, "<f4").tobytes()), "no finite numbers"),
    ("nothing but a comment", _safe({"__metadata__": {"a": "b"}}, b""), "no weights in it"),
)  # fmt: skip


def safe() -> Made:
    yield from _SAFE
