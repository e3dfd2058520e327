"""Networks and weights that come in: ONNX and Keras models, and files of weights for a network that is drawn already.

Such files come from anywhere. They are taken apart in a child process with limits of memory and time, and nothing in
them is ever run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from nnstudio.export.reading.onnx_beside import files_beside
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import ChildFailed, Reply, call

MODELS = {".onnx": "ONNX", ".keras": "Keras"}
"""Endings of files that hold a network."""
WEIGHTS = {
    ".safetensors": "safetensors", ".npz": "NumPy", ".h5": "Keras weights", ".pt": "PyTorch", ".pth": "PyTorch",
}  # fmt: skip
"""Endings of files that hold weights."""

_SECONDS = 60.0


class Imported(NamedTuple):
    """A network from another program.

    Parameters
    ----------
    network : Network
    weights : dict of str to array
        By ``node/name``, as the network wants them.
    name : str
    notes : tuple of Message
        What the user should know: what was left out or is said differently here.
    channels_first : bool
        Whether it takes images with their channels first.
    """

    network: Network
    weights: dict[str, Host]
    name: str
    notes: tuple[Message, ...]
    channels_first: bool = False


def read_model(
    path: str | os.PathLike[str],
    *,
    cancelled: Cancel | None = None,
    progress: Callable[[dict[str, Any]], None] | None = None,
) -> Imported:
    """Read a network with its weights.

    Raises
    ------
    StudioError
        In one line with the file, the place in it and the cause.
    """
    name, suffix = shown(Path(path).name), Path(path).suffix.lower()
    if suffix not in MODELS:
        known = ", ".join(MODELS)
        raise StudioError(
            "{file}: networks are read from {known} files", file=name or shown(path), known=known
        )
    reply = _ask("read-model", path, name, cancelled, progress)
    try:
        network = Network.from_plain(reply.header["network"])
        notes = msgspec.convert(reply.header["notes"], tuple[Message, ...])
        title = str(reply.header["name"])
        first = bool(reply.header["channels_first"])
    except (KeyError, TypeError, msgspec.ValidationError, StudioError) as error:
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
    weights = dict(reply.arrays)
    _require_fit(network, weights, name)
    return Imported(network, weights, title, notes, first)


def read_weights(
    path: str | os.PathLike[str],
    *,
    cancelled: Cancel | None = None,
    progress: Callable[[dict[str, Any]], None] | None = None,
) -> dict[str, Host]:
    """Read arrays by the names they have in a file, in its order, as single-precision numbers.

    Raises
    ------
    StudioError
        In one line with the file, the place in it and the cause.
    """
    name, suffix = shown(Path(path).name), Path(path).suffix.lower()
    if suffix not in WEIGHTS:
        raise StudioError("{file}: weights are read from {known} files", file=name, known=", ".join(WEIGHTS))
    reply = _ask("read-weights", path, name, cancelled, progress)
    return {key: reply.arrays[key] for key in reply.header["names"]}


def _ask(
    entry: str,
    path: str | os.PathLike[str],
    name: str,
    cancelled: Cancel | None,
    progress: Callable[[dict[str, Any]], None] | None,
) -> Reply:
    size = 0
    for each in (path, *files_beside(path)):
        if os.path.isfile(each):  # noqa: PTH113  the child says better what is wrong otherwise
            size += os.path.getsize(each)  # noqa: PTH202
    return call(
        entry,
        {"path": os.fspath(path)},
        timeout=_SECONDS + size / 1e7,
        memory_limit=(2 << 30) + 8 * size,
        cancelled=cancelled,
        progress=progress,
        about=name,
    )


def _require_fit(network: Network, weights: Mapping[str, Host], name: str) -> None:
    """Believe nothing the child says about shapes."""
    facts = infer(network).facts
    wanted = {
        f"{node}/{param.name}": param.shape
        for node, fact in facts.items()
        for param in (*fact.params, *fact.state)
    }
    if {key: array.shape for key, array in weights.items()} != wanted:
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name)
