"""The ``.nnstudio`` file: a zip that is read as if an enemy had written it.

Members: ``mimetype`` (first and stored, so that the file is recognised by its content), ``project.json``,
and after training ``training.json``, ``weights.safetensors``, ``best.safetensors``, ``optimizer.safetensors``.
"""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from nnstudio import __version__
from nnstudio.data.config import DataConfig
from nnstudio.data.preprocessing import Preprocessor
from nnstudio.graph.inference import require_sound
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.project.migrations import FORMAT, migrate
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.files import read_limited, shown, write_bytes
from nnstudio.system.messages import StudioError
from nnstudio.training.checkpoint import Arrays, Checkpoint, Position
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import History

MIME_TYPE = b"application/x-nnstudio"
SUFFIX = ".nnstudio"

FILE_LIMIT = 8 << 30
JSON_LIMIT = 64 << 20
MEMBERS = 10_000
RATIO = 100
"""A member may be this much larger than its compressed form; more is a bomb."""
DEPTH = 64
HEADER_LIMIT = 1 << 20

_PROJECT, _TRAINING = "project.json", "training.json"
_WEIGHTS, _BEST, _OPTIMIZER = "weights.safetensors", "best.safetensors", "optimizer.safetensors"


# Writing ----------------------------------------------------------------------------------------------


def save(path: Path, project: Project, trained: Trained | None = None) -> None:
    """Write a project and what was trained for it, as a whole or not at all.

    Raises
    ------
    FileError
        When the disk refuses; the old file is whole then.
    """
    write_bytes(path, encode(project, trained))


def encode(project: Project, trained: Trained | None = None) -> bytes:
    """The contents of a ``.nnstudio`` file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        # A fixed time stamp: the same project gives the same bytes.
        def put(name: str, data: bytes, compress: bool) -> None:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)

        put("mimetype", MIME_TYPE, False)
        put(_PROJECT, _json(_project_to_plain(project)), True)
        if trained is not None:
            put(_TRAINING, _json(_trained_to_plain(trained)), True)
            put(_WEIGHTS, _tensors(trained.checkpoint.weights), False)
            put(_OPTIMIZER, _tensors(trained.checkpoint.slots), False)
            if trained.checkpoint.best_weights:
                put(_BEST, _tensors(trained.checkpoint.best_weights), False)
    return buffer.getvalue()


def _json(plain: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(plain), indent=1)


def _tensors(arrays: Arrays) -> bytes:
    from safetensors.numpy import save as encode_tensors

    data: bytes = encode_tensors({k: np.ascontiguousarray(a) for k, a in arrays.items()})
    return data


def _project_to_plain(project: Project) -> dict[str, Any]:
    return {
        **project.extra,
        "format": FORMAT,
        "program": __version__,
        "network": project.network.to_plain(),
        "layout": {node: list(position) for node, position in project.layout.positions.items()},
        "data": project.data.to_plain(),
        "training": project.training.to_plain(),
    }


def _trained_to_plain(trained: Trained) -> dict[str, Any]:
    return {
        "network": trained.network.to_plain(),
        "data": trained.data.to_plain(),
        "training": trained.training.to_plain(),
        "history": msgspec.to_builtins(trained.checkpoint.history),
        "position": msgspec.to_builtins(trained.checkpoint.position),
        "preprocessor": trained.preprocessor.to_plain(),
        "fingerprint": trained.fingerprint,
    }


# Reading ----------------------------------------------------------------------------------------------


def load(path: Path) -> tuple[Project, Trained | None]:
    """Read a project.

    Raises
    ------
    StudioError
        In one line that names the file and what is wrong with it.
    """
    data = read_limited(path, FILE_LIMIT)
    try:
        return decode(data)
    except StudioError as error:
        raise StudioError("Cannot open {path}: {cause}", path=shown(path), cause=str(error)) from None


def decode(data: bytes) -> tuple[Project, Trained | None]:
    """Read the contents of a ``.nnstudio`` file; see :func:`load`."""
    members = _members(data)
    if members.get("mimetype") != MIME_TYPE or _PROJECT not in members:
        raise StudioError("it is not an NN Studio project")
    project = _project_from_plain(_parse(members[_PROJECT], _PROJECT))
    trained = None
    if _TRAINING in members:
        trained = _trained_from_plain(_parse(members[_TRAINING], _TRAINING), members)
    return project, trained


def _members(data: bytes) -> dict[str, bytes]:
    """The members this version knows; sizes are checked before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > MEMBERS:
                raise StudioError("it has {count} members, more than any project has", count=len(infos))
            names = [info.filename for info in infos]
            if len(set(names)) != len(names):
                raise StudioError("it has two members of one name")
            members = {}
            for info in infos:
                if info.filename not in {"mimetype", _PROJECT, _TRAINING, _WEIGHTS, _BEST, _OPTIMIZER}:
                    continue
                limit = JSON_LIMIT if info.filename.endswith(".json") else FILE_LIMIT
                if info.file_size > limit or info.file_size > max(info.compress_size, 1) * RATIO:
                    raise StudioError("its member {name} is larger than it should be", name=info.filename)
                members[info.filename] = archive.read(info)
            return members
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError, struct.error,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        if isinstance(error, StudioError):
            raise
        raise StudioError("it is damaged or not an NN Studio project") from None
    except Exception as error:  # zlib.error and lzma's have no common base
        if isinstance(error, StudioError):
            raise
        raise StudioError("it is damaged: a member cannot be unpacked") from None


def _parse(data: bytes, name: str) -> dict[str, Any]:
    try:
        plain = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise StudioError("{name} is not valid JSON: {cause}", name=name, cause=str(error)) from None
    if not isinstance(plain, dict):
        raise StudioError("{name} does not hold a project", name=name)
    level: list[Any] = [plain]
    for _ in range(DEPTH):
        level = [v for item in level for v in (item.values() if isinstance(item, dict) else item)]
        level = [v for v in level if isinstance(v, dict | list)]
    if level:
        raise StudioError("{name} is nested too deeply", name=name)
    return plain


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _project_from_plain(plain: dict[str, Any]) -> Project:
    plain = migrate(plain)
    known = {"format", "program", "network", "layout", "data", "training"}
    network = Network.from_plain(plain.get("network", {"nodes": [], "edges": []}))
    try:
        positions = msgspec.convert(plain.get("layout", {}), dict[str, tuple[float, float]])
        data_plain = msgspec.convert(plain.get("data", {}), dict[str, Any])
        training_plain = msgspec.convert(plain.get("training", {}), dict[str, Any])
    except msgspec.ValidationError as error:
        raise StudioError("{name} is damaged: {cause}", name=_PROJECT, cause=str(error)) from None
    data, _unknown = DataConfig.from_plain(data_plain)
    return Project(
        network,
        Layout(positions).for_network(network),
        data,
        TrainingConfig.from_plain(training_plain),
        {k: v for k, v in plain.items() if k not in known},
    )


class _PlainTrained(msgspec.Struct):
    network: dict[str, Any]
    data: dict[str, Any]
    training: dict[str, Any]
    history: History
    position: Position
    preprocessor: dict[str, Any]
    fingerprint: str


def _trained_from_plain(plain: dict[str, Any], members: dict[str, bytes]) -> Trained:
    try:
        told = msgspec.convert(plain, _PlainTrained)
    except msgspec.ValidationError as error:
        raise StudioError("{name} is damaged: {cause}", name=_TRAINING, cause=str(error)) from None
    history = told.history
    if not 0 <= history.best <= len(history.epochs) or told.position.epoch != len(history.epochs):
        raise StudioError("{name} is damaged: its epochs do not add up", name=_TRAINING)
    network = Network.from_plain(told.network)
    training = TrainingConfig.from_plain(told.training)
    facts = require_sound(network).facts
    shapes = {f"{n}/{p.name}": p.shape for n, f in facts.items() for p in f.params}
    total = sum(p.size for f in facts.values() for p in f.params)
    weights = _read_tensors(members, _WEIGHTS, shapes)
    best = _read_tensors(members, _BEST, shapes) if _BEST in members else {}
    slots = _read_tensors(members, _OPTIMIZER, dict.fromkeys(training.optimizer.slots, (total,)))
    return Trained(
        network,
        DataConfig.from_plain(told.data)[0],
        training,
        Checkpoint(weights, best, slots, history, told.position),
        Preprocessor.from_plain(told.preprocessor),
        told.fingerprint,
    )


def _read_tensors(members: dict[str, bytes], name: str, shapes: dict[str, tuple[int, ...]]) -> Arrays:
    """Read arrays that must have exactly these names and shapes, and finite floating-point values."""
    from safetensors import SafetensorError
    from safetensors.numpy import load as decode_tensors

    data = members.get(name, b"")
    if len(data) < 8 or struct.unpack("<Q", data[:8])[0] > HEADER_LIMIT:
        raise StudioError("its member {name} is missing or damaged", name=name)
    try:
        arrays: Arrays = decode_tensors(data)
    except (SafetensorError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise StudioError("its member {name} is damaged", name=name) from None
    if {k: a.shape for k, a in arrays.items()} != shapes:
        raise StudioError("its member {name} does not fit the network", name=name)
    if any(a.dtype.kind != "f" or not np.isfinite(a).all() for a in arrays.values()):
        raise StudioError("its member {name} holds values that are no finite numbers", name=name)
    return arrays
