"""The ``.nnstudio`` file: a zip that is read as if an enemy had written it.

Members: ``mimetype`` (first and stored, so that the file is recognised by its content), ``project.json``,
where training begins with weights from elsewhere ``start.json`` and ``start.safetensors``, and after training
``training.json``, ``history.safetensors``, ``weights.safetensors``, ``best.safetensors``, ``optimizer.safetensors``. Where
runs are remembered, ``runs.json`` and ``runs/*.safetensors`` (:mod:`nnstudio.project.runs.members`), and for series of
them ``series.json`` (:mod:`nnstudio.project.series.members`). Where the data is kept with the project, ``data/*`` (:mod:`nnstudio.project.kept_data`).
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np

from nnstudio import __version__
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.inference import infer, require_sound
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network
from nnstudio.project.agreed import ask_for, document_of, outside, remember
from nnstudio.project.data_files import beside, everywhere, found_from
from nnstudio.project.decisions import Kept, kept_of
from nnstudio.project.feeding import feeding, takes_picture
from nnstudio.project.heads import answers_fit
from nnstudio.project.history_columns import checked_changes, from_columns, to_columns
from nnstudio.project.kept_data import cannot_keep, packed, unpacked
from nnstudio.project.migrations import FORMAT, migrate
from nnstudio.project.plain_network import network_from_plain
from nnstudio.project.project import Project
from nnstudio.project.record_lists import RUNS, SERIES, converted
from nnstudio.project.runs.members import runs_from, to_members
from nnstudio.project.series.members import series_from, series_to_plain
from nnstudio.project.starting_weights import StartingWeights, param_shapes
from nnstudio.project.trained import Trained
from nnstudio.project.unknown import merged_with, unknown
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import cannot_read, cause_of, file_error, shown
from nnstudio.system.files import atomic_write
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.zips import FILE_LIMIT, JSON_LIMIT, Archive, new_member, open_archive, packs_too_well
from nnstudio.training.checkpoint import Arrays, Checkpoint, Position
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import RateChange

MIME_TYPE = b"application/x-nnstudio"
SUFFIX = ".nnstudio"
FARTHEST = 1e6
"""A card whose coordinates are larger is placed anew."""
ARRANGED = 300
"""In larger networks, cards without a position are put into a grid, as finding free places takes long."""

_PROJECT, _TRAINING, _HISTORY = "project.json", "training.json", "history.safetensors"
_WEIGHTS, _BEST, _OPTIMIZER = "weights.safetensors", "best.safetensors", "optimizer.safetensors"
_START, _START_WEIGHTS = "start.json", "start.safetensors"


# Writing ----------------------------------------------------------------------------------------------


def save(
    path: str | os.PathLike[str],
    project: Project,
    trained: Trained | None = None,
    cancelled: Cancel | None = None,
    like: Path | None = None,
    more: Mapping[str, bytes] = {},
) -> None:
    """Write a project and what was trained for it, as a whole or not at all; paths into its folder are relative there.

    Raises
    ------
    FileError, Cancelled
        When the disk refuses, and see :func:`atomic_write`; the old file is whole then.
    """
    path = Path(path)
    project, trained, members = packed(project, trained)
    relative = beside(path.parent)

    def written(each: str) -> str:
        if each in members:
            return each
        told = relative(each)
        # A file beside the project may be called as a member is, and is not that.
        return f"./{told}" if told in members else told

    project, trained = everywhere(project, trained, written)
    with atomic_write(path, like=like, cancelled=cancelled) as file:
        _write(file, project, trained, {**members, **more})
    remember(path, outside(path, *everywhere(project, trained, found_from(path.parent))))


def require_no_project(path: str | os.PathLike[str]) -> None:
    """Go on only where what is about to be written is not called as a project is.

    Raises
    ------
    StudioError
    """
    if os.fspath(path).lower().endswith(SUFFIX):
        raise StudioError(
            "{path} has the name of a project, which it would replace: choose another ending",
            path=shown(path),
        )


def save_copy(
    path: Path,
    project: Project,
    trained: Trained | None = None,
    cancelled: Cancel | None = None,
    more: Mapping[str, bytes] = {},
) -> None:
    """Write a copy against a crash; who may not read the document beside it may not read the copy.

    Data that cannot be kept in it is no reason to have none. Whoever reads the copy may want ``more`` members in it.
    Raises what :func:`save` does.
    """
    if project.keep_data and cannot_keep(project.data.source) is not None:
        project = project.replace(keep_data=False)
    save(path, project, trained, cancelled, document_of(path), more)


def encode(project: Project, trained: Trained | None = None) -> bytes:
    """The contents of a ``.nnstudio`` file."""
    buffer = io.BytesIO()
    _write(buffer, *packed(project, trained))
    return buffer.getvalue()


def _write(file: BinaryIO, project: Project, trained: Trained | None, members: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:

        def put(name: str, data: bytes, compress: bool = False) -> None:
            info = new_member(name)
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)

        def put_json(name: str, plain: dict[str, Any]) -> None:
            try:
                data = msgspec.json.format(msgspec.json.encode(plain), indent=1)
            except UnicodeEncodeError:  # half a character, such as in the name of a file of another system
                raise StudioError("The project holds a name that is no valid text; rename it") from None
            if len(data) > JSON_LIMIT:
                raise StudioError("The project is too large to be saved: {name} has {size:,} bytes",
                                  name=name, size=len(data))  # fmt: skip
            put_safely(name, data)

        def put_safely(name: str, data: bytes) -> None:
            # What packs too well would be taken for a bomb when it is read.
            put(name, data, not packs_too_well(data))

        put("mimetype", MIME_TYPE)
        put_json(_PROJECT, _project_to_plain(project))
        for name, data in members.items():
            put_safely(name, data)
        if project.start is not None:
            start = project.start
            told = {"source": start.source, "network": start.network.to_plain()}
            put_json(_START, {**told, "channels_first": True} if start.channels_first else told)
            put(_START_WEIGHTS, _tensors(start.weights))
        if project.runs:
            told, curves = to_members(project.runs)
            put_json(RUNS, told)
            for name, columns in curves.items():
                put(name, _tensors(columns))
        if project.series:
            put_json(SERIES, series_to_plain(project.series))
        if trained is not None:
            checkpoint = trained.checkpoint
            put_json(_TRAINING, _trained_to_plain(trained))
            put(_HISTORY, _tensors(to_columns(checkpoint.history)))
            put(_WEIGHTS, _tensors(checkpoint.weights))
            put(_OPTIMIZER, _tensors(checkpoint.slots))
            if checkpoint.best_weights:
                put(_BEST, _tensors(checkpoint.best_weights))


def _tensors(arrays: Arrays) -> bytes:
    from safetensors.numpy import save as encode_tensors

    data: bytes = encode_tensors({k: np.ascontiguousarray(a) for k, a in arrays.items()})
    return data


def _project_to_plain(project: Project) -> dict[str, Any]:
    positions = project.layout.positions
    plain = {
        "format": FORMAT,
        "program": __version__,
        "network": project.network.to_plain(),
        # In the order of the network: the same project gives the same bytes, however it came about.
        "layout": {n.id: list(positions[n.id]) for n in project.network.nodes if n.id in positions},
        "data": project.data.to_plain(),
        "training": project.training.to_plain(),
        **({"keep_data": True} if project.keep_data else {}),
        **({"decisions": msgspec.to_builtins(project.decisions)} if project.decisions else {}),
        **({"lesson": project.lesson} if project.lesson else {}),
    }
    return merged_with(plain, project.extra)


def _trained_to_plain(trained: Trained) -> dict[str, Any]:
    return {
        "network": trained.network.to_plain(),
        "data": trained.data.to_plain(),
        "training": trained.training.to_plain(),
        "best_epoch": trained.checkpoint.history.best,
        "position": msgspec.to_builtins(trained.checkpoint.position),
        "changes": [list(change) for change in trained.checkpoint.history.changes],
        "preprocessor": trained.preprocessor.to_plain(),
        "fingerprint": trained.fingerprint,
        "began_with": trained.began_with,
    }


# Reading ----------------------------------------------------------------------------------------------


def load(path: str | os.PathLike[str], *, ask: bool = True) -> tuple[Project, Trained | None]:
    """Read a project.

    Parameters
    ----------
    path : str or path
    ask : bool
        Whether what it names outside its folder is held from now on, until somebody agrees. Without it nothing is
        held or released: whoever lets its data be read asks first (:func:`nnstudio.project.agreed.ask_for`).

    Raises
    ------
    StudioError
        In one line that names the file and what is wrong with it.
    """
    path = Path(path)
    with _opened(path) as file:
        try:
            project, trained = everywhere(*_read(file), found_from(path.parent))
            if ask:
                ask_for(path, project, trained)
            return project, trained
        except MemoryError:
            raise StudioError("Cannot open {path}: there is not enough memory", path=shown(path)) from None
        except StudioError as error:
            cause = cause_of(error, 500)
            raise StudioError("Cannot open {path}: {cause}", path=shown(path), cause=cause) from None


def decode(data: bytes) -> tuple[Project, Trained | None]:
    """Read the contents of a ``.nnstudio`` file; see :func:`load`."""
    return _read(io.BytesIO(data))


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a pipe would block, a device never ends
            raise cannot_read(path, msg("it is not a file"))
        if facts.st_size > FILE_LIMIT:
            raise cannot_read(path, msg("it is larger than any project"))
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise file_error("read", path, error) from None
    with file:
        yield file


def _read(file: BinaryIO) -> tuple[Project, Trained | None]:
    with open_archive(file, msg("an NN Studio project")) as archive:
        if "mimetype" not in archive or _PROJECT not in archive or archive.read("mimetype") != MIME_TYPE:
            raise StudioError("it is not an NN Studio project")
        project = _project_from_plain(archive.json(_PROJECT))
        if _START in archive:
            project = project.replace(start=_start_from(archive))
        project = project.replace(runs=runs_from(archive), series=series_from(archive))
        return unpacked(project, _trained_from(archive) if _TRAINING in archive else None, archive)


def _project_from_plain(plain: dict[str, Any]) -> Project:
    plain = migrate(plain)
    told = converted(plain, _PlainProject, _PROJECT)
    network = network_from_plain(told.network)
    project = Project(
        network,
        _placed(network, told.layout),
        DataConfig.from_plain(told.data)[0],
        TrainingConfig.from_plain(told.training),
        keep_data=told.keep_data,
        decisions=kept_of(told.decisions),
        lesson=told.lesson,
    )
    understood = {**_project_to_plain(project), "keep_data": None, "decisions": None, "lesson": None}
    return project.replace(extra=unknown({**plain, "layout": {}}, understood))


class _PlainProject(msgspec.Struct):
    network: dict[str, Any] = msgspec.field(default_factory=lambda: {"nodes": [], "edges": []})
    layout: dict[str, tuple[float, float]] = {}
    data: dict[str, Any] = {}
    training: dict[str, Any] = {}
    keep_data: bool = False
    decisions: Kept = {}
    lesson: str = ""


def _placed(network: Network, told: dict[str, tuple[float, float]]) -> Layout:
    """The layout of a file, completed where it says nothing sensible."""
    kept = {
        n.id: told[n.id]
        for n in network.nodes
        if n.id in told and max(map(abs, told[n.id])) <= FARTHEST
    }  # fmt: skip
    if len(network.nodes) <= ARRANGED:
        return Layout(kept).for_network(network)
    missing = [n.id for n in network.nodes if n.id not in kept]
    below = max((y for _, y in kept.values()), default=-120.0) + 120.0
    return Layout(kept).place({n: (i % 40 * 250.0, below + i // 40 * 120.0) for i, n in enumerate(missing)})


class _PlainStart(msgspec.Struct):
    source: str
    network: dict[str, Any]
    channels_first: bool = False


def _start_from(archive: Archive) -> StartingWeights:
    told = converted(archive.json(_START), _PlainStart, _START)
    network = network_from_plain(told.network)
    # A part of them will do: the file they came from may have had nothing for some layers.
    weights = archive.tensors(_START_WEIGHTS, param_shapes(infer(network)), some=True)
    return StartingWeights.of(shown(told.source), network, weights, told.channels_first)


class _PlainTrained(msgspec.Struct):
    network: dict[str, Any]
    data: dict[str, Any]
    training: dict[str, Any]
    best_epoch: int
    position: Position
    preprocessor: dict[str, Any]
    fingerprint: str
    began_with: str = ""
    changes: tuple[RateChange, ...] = ()


def _trained_from(archive: Archive) -> Trained:
    told = converted(archive.json(_TRAINING), _PlainTrained, _TRAINING)
    history = from_columns(archive.columns(_HISTORY), told.best_epoch, _HISTORY)
    position = told.position
    changes = checked_changes(told.changes, position.epoch, position.step, _TRAINING)
    history = msgspec.structs.replace(history, changes=changes)
    if position.epoch != len(history.epochs) or min(position.batch, position.step, position.seconds) < 0:
        raise StudioError("{name} is damaged: its epochs do not add up", name=_TRAINING)
    network = network_from_plain(told.network)
    training = TrainingConfig.from_plain(told.training)
    preprocessor = Preprocessor.from_plain(told.preprocessor)
    sound = require_sound(network)
    _check_ends(network, training, preprocessor)
    # Running statistics are kept with the weights, but no optimizer moves them.
    shapes = param_shapes(sound)
    weights = archive.tensors(_WEIGHTS, shapes)
    best = archive.tensors(_BEST, shapes) if _BEST in archive else {}
    # Nor does one keep anything for weights that are frozen.
    moved = sound.parameters - sound.frozen
    slots = archive.tensors(_OPTIMIZER, dict.fromkeys(training.optimizer.slots, (moved,)))
    return Trained(
        network,
        DataConfig.from_plain(told.data)[0],
        training,
        Checkpoint(weights, best, slots, history, position),
        preprocessor,
        told.fingerprint,
        told.began_with,
    )


def _check_ends(network: Network, training: TrainingConfig, preprocessor: Preprocessor) -> None:
    """The network must take what the preprocessing gives, and give what it can read."""
    entered = isinstance(feeding(network, preprocessor.sample_shape), dict)
    if preprocessor.picture:  # as many values of another shape would be another picture
        entered &= takes_picture(network, preprocessor.picture)
    if not entered or not answers_fit(network, training, preprocessor):
        raise StudioError("{name} is damaged: the preprocessing does not fit the network", name=_TRAINING)
