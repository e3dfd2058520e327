"""Sound files of every kind that is read, small, to be spoiled by tests."""

from __future__ import annotations

import functools
import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np

from nnstudio.export import Artifact, Npz, Onnx, Safetensors
from nnstudio.export.keras import KerasArchive
from nnstudio.graph.network import Network
from nnstudio.nn.layers import (
    Add,
    BatchNorm,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    Input,
    LayerNorm,
    MaxPool2D,
)
from tests.export.artifacts import weights_of


@functools.cache
def artifact() -> Artifact:
    """A network with a branch, a skip, norms and two inputs."""
    network = Network().add(Input((4, 4, 2))).add(Input((3,)))
    network = network.add(Conv2D(2, 3, padding="same"), after="input").add(Add(), after=("input", "conv2d_1"))
    network = network.add(BatchNorm(activation="gelu"), after="add_1").add(MaxPool2D(2), after="batch_norm_1")
    network = network.add(Flatten(), after="max_pool2d_1").add(LayerNorm(), after="input_1")
    network = network.add(Concatenate(), after=("flatten_1", "layer_norm_1"))
    network = network.add(Dense(3, activation="softmax"), after="concatenate_1")
    return Artifact(network, weights_of(network))


@functools.cache
def onnx() -> bytes:
    return Onnx().encode(artifact())


@functools.cache
def keras() -> bytes:
    return KerasArchive().encode(artifact())


def members(data: bytes) -> dict[str, bytes]:
    """What a zip holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], packed: int = zipfile.ZIP_STORED) -> bytes:
    """A zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def keras_of(config: Any, weights: bytes | None = None) -> bytes:
    """A ``.keras`` file with another configuration, or other weights."""
    parts = members(keras())
    text = config if isinstance(config, bytes) else json.dumps(config).encode()
    return zipped({"config.json": text, "model.weights.h5": parts["model.weights.h5"] if weights is None else weights})  # fmt: skip


def keras_config() -> dict[str, Any]:
    """The configuration of a sound file."""
    config: dict[str, Any] = json.loads(members(keras())["config.json"])
    return config


@functools.cache
def h5() -> bytes:
    return members(keras())["model.weights.h5"]


@functools.cache
def npz() -> bytes:
    return Npz().encode(artifact())


@functools.cache
def safetensors() -> bytes:
    return Safetensors().encode(artifact())


# State dicts, as torch.save writes them: https://docs.python.org/3/library/pickletools.html has the operations ---------


def text(value: str) -> bytes:
    """An operation that puts a text on the stack."""
    data = value.encode("utf-8", "surrogatepass")
    return b"X" + len(data).to_bytes(4, "little") + data


def whole(value: int) -> bytes:
    """An operation that puts a whole number on the stack."""
    if 0 <= value < 256:
        return b"K" + bytes([value])
    size = (value.bit_length() + 8) // 8
    return b"\x8a" + bytes([size]) + value.to_bytes(size, "little", signed=True)


def numbers(values: tuple[int, ...]) -> bytes:
    """Operations that put a tuple on the stack."""
    return b"(" + b"".join(map(whole, values)) + b"t"


def tensor(
    key: str, shape: tuple[int, ...], strides: tuple[int, ...], offset: int = 0, kind: str = "FloatStorage"
) -> bytes:
    """Operations that rebuild a tensor from its storage."""
    storage = b"(" + text("storage") + b"ctorch\n" + kind.encode() + b"\n" + text(key) + text("cpu") + whole(64) + b"tQ"  # fmt: skip
    hooks = b"ccollections\nOrderedDict\n)R"
    return b"ctorch._utils\n_rebuild_tensor_v2\n(" + storage + whole(offset) + numbers(shape) + numbers(strides) + b"\x89" + hooks + b"tR"  # fmt: skip


def state(entries: bytes) -> bytes:
    """A pickle of a dictionary with these operations in it."""
    return b"\x80\x02}q\x00(" + entries + b"u."


def torch_of(pickle: bytes, storages: Mapping[str, bytes] | None = None) -> bytes:
    """A ``.pt`` file."""
    stored = {"0": np.arange(64, dtype="<f4").tobytes()} if storages is None else storages
    parts = {"archive/data.pkl": pickle, **{f"archive/data/{key}": data for key, data in stored.items()}}
    return zipped({**parts, "archive/version": b"3\n"})


def torch_pickle() -> bytes:
    """The pickle of a sound state dict."""
    return state(
        text("fc.weight") + tensor("0", (3, 4), (4, 1)) + text("fc.bias") + tensor("0", (3,), (1,), 12)
    )


def torch() -> bytes:
    return torch_of(torch_pickle())


def npy(header: bytes, data: bytes = b"", version: tuple[int, int] = (1, 0)) -> bytes:
    """An array with any header."""
    header += b"\n"
    size = len(header).to_bytes(2 if version == (1, 0) else 4, "little")
    return b"\x93NUMPY" + bytes(version) + size + header + data


GOOD = {".onnx": onnx, ".keras": keras, ".h5": h5, ".npz": npz, ".safetensors": safetensors, ".pt": torch}
"""By the ending of the file."""
