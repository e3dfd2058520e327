"""Making the files of a large network in a child process.

Translating 100 MB takes seconds in libraries that neither know Cancel nor let other threads run meanwhile: the window
would stand still. A child can be ended at any moment, and its memory goes with it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.deciding import Chosen
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.artifact import Artifact, Scores
from nnstudio.export.format import Format, format_for
from nnstudio.export.making import Made, Tell, make
from nnstudio.export.proof import Proof
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_set import write_together
from nnstudio.system.messages import Message, msg
from nnstudio.system.process import Arrays, Reporter, call, serve
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import History

LARGE = 16 << 20
"""Bytes of weights from which on it is worth the second that a child takes to start."""

CHILD = "export"


def make_apart(
    artifact: Artifact, chosen: Format, name: str, *, prove: bool, cancelled: Cancel, tell: Tell
) -> Made:
    """Do what :func:`nnstudio.export.making.make` does, in a child; Cancel ends it."""
    with tempfile.TemporaryDirectory(prefix="nnstudio-", ignore_cleanup_errors=True) as folder:
        tell(0.0, msg("Translating the network"))
        arrays = {str(i): np.ascontiguousarray(array) for i, array in enumerate(artifact.weights.values())}
        write_together(
            {Path(folder) / f"{i}.raw": _bytes_of(a) for i, a in arrays.items()}, cancelled=cancelled
        )
        request = {
            "artifact": _plain(artifact),
            "weights": [
                (key, a.dtype.str, list(a.shape))
                for key, a in zip(artifact.weights, arrays.values(), strict=True)
            ],
            "format": chosen.key,
            "settings": msgspec.to_builtins(chosen),
            "name": name,
            "prove": prove,
            "folder": folder,
        }
        reply = call(
            CHILD,
            request,
            cancelled=cancelled,
            progress=lambda facts: tell(facts["done"], msgspec.convert(facts["step"], Message)),
            about=name,
        )
    names: list[str] = reply.header["names"]
    contents = {key: _bytes_of(reply.arrays[str(i)]) for i, key in enumerate(names)}
    proof = msgspec.convert(reply.header["proof"], Proof | None)
    return Made(contents, proof, msgspec.convert(reply.header["reason"], Message | None))


def main(name: str) -> int:
    """Be the child."""
    return serve(name, {CHILD: _made})


def _made(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], Arrays]:
    folder = Path(request["folder"])
    tempfile.tempdir = str(folder)  # so that nothing stays behind when this process is ended
    weights = {}
    for i, (key, dtype, shape) in enumerate(request["weights"]):
        weights[key] = np.fromfile(folder / f"{i}.raw", np.dtype(dtype)).reshape(shape)
    chosen = format_for(request["format"], folder).replace(**request["settings"])
    made = make(
        _artifact(request["artifact"], weights),
        chosen,
        request["name"],
        dataset=None,  # it is read again: sending it would take longer
        prove=request["prove"],
        cancelled=lambda: False,
        tell=lambda done, step: reporter.progress(done=done, step=msgspec.to_builtins(step)),
        run=lambda work: work(),
    )
    header = {
        "names": list(made.contents),
        "proof": msgspec.to_builtins(made.proof),
        "reason": msgspec.to_builtins(made.reason),
    }
    arrays = {str(i): np.frombuffer(data, np.uint8) for i, data in enumerate(made.contents.values())}
    return header, arrays


def _bytes_of(array: Host) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


# Values as plain data ---------------------------------------------------------------------------------------


def _plain(artifact: Artifact) -> dict[str, Any]:
    """All of an artifact but its weights."""
    plain: dict[str, Any] = {
        "name": artifact.name,
        "data_fingerprint": artifact.data_fingerprint,
        "epoch": artifact.epoch,
        "unscored": artifact.unscored,
        "began_with": artifact.began_with,
        "network": artifact.network.to_plain(),
    }
    for field in ("preprocessor", "training", "data", "whole"):
        value = getattr(artifact, field)
        plain[field] = None if value is None else value.to_plain()
    for field in ("history", "scores", "layout", "chosen"):
        plain[field] = msgspec.to_builtins(getattr(artifact, field))
    return plain


def _artifact(plain: Mapping[str, Any], weights: dict[str, Host]) -> Artifact:
    given = dict(plain)
    given["network"] = Network.from_plain(given["network"])
    readers: dict[str, Any] = {
        "preprocessor": Preprocessor.from_plain,
        "training": TrainingConfig.from_plain,
        "data": lambda data: DataConfig.from_plain(data)[0],
        "history": lambda data: msgspec.convert(data, History),
        "scores": lambda data: msgspec.convert(data, tuple[Scores, ...]),
        "whole": Network.from_plain,
        "layout": lambda data: msgspec.convert(data, Layout),
        "chosen": lambda data: msgspec.convert(data, Chosen),
    }
    for field, read in readers.items():
        if given[field] is not None:
            given[field] = read(given[field])
    return Artifact(weights=weights, **given)
