"""Samples in arrays of NumPy that a network has never seen."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from nnstudio.data.beside import Beside
from nnstudio.data.dataset import Column
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import NumpyFile
from nnstudio.project.judging.given import Rows
from nnstudio.project.trained import Trained
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import ChildFailed, call

ENDINGS = (".npy", ".npz")


class _Told(msgspec.Struct, frozen=True):
    """What the reading child says."""

    notes: tuple[Message, ...]


def are_arrays(path: str, trained: Trained) -> bool:
    """Whether something is a file of arrays, and the network was trained on such, or on samples that are no rows of a table."""
    source = trained.data.source
    rows = bool(trained.preprocessor.columns) and not isinstance(source, NumpyFile)
    return path.lower().endswith(ENDINGS) and not rows and trained.data.other_lengths is None


def samples_of(path: str, trained: Trained, cancelled: Cancel | None = None) -> Rows:
    """Read the samples of an array, or a single one, in a child process.

    Of an archive, the array that is called as that of the training; a last column that holds the answers is left out, as
    a table in an ``.npy`` file has it.

    Raises
    ------
    StudioError
        When they cannot be read or do not suit; the text names the file.
    """
    source, preprocessor = trained.data.source, trained.preprocessor
    name = shown(Path(path).name)
    size = os.path.getsize(path) if os.path.isfile(path) else 0  # noqa: PTH113, PTH202
    request = {"path": path, "samples": source.samples if isinstance(source, NumpyFile) else None}
    reply = call("read-samples", request, timeout=60 + size / 1e7, memory_limit=(2 << 30) + 12 * size,
                 cancelled=cancelled, about=name)  # fmt: skip
    try:
        notes, x = msgspec.convert(reply.header, _Told).notes, reply.arrays["x"]
    except (msgspec.ValidationError, KeyError) as error:
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
    if not len(x):
        raise StudioError("{file} has no rows", file=name)
    try:
        x, more = _as_samples(x, preprocessor)
        if preprocessor.columns:
            columns = tuple(Column.number(each.name, x[:, i]) for i, each in enumerate(preprocessor.columns))
            return Rows(preprocessor.transform(columns), Beside.of((), columns), notes + more)
        return Rows(preprocessor.transform(x), Beside(), notes + more)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=name, cause=error.message) from None


def _as_samples(x: Host, preprocessor: Preprocessor) -> tuple[Host, tuple[Message, ...]]:
    """An array as samples along its first axis; grey pictures get their one channel, and a lone sample its axis."""
    shape = (len(preprocessor.columns),) if preprocessor.columns else preprocessor.sample_shape
    plain = shape[:-1] if len(shape) == 3 and shape[2] == 1 else shape
    for one in (shape, plain):
        if x.shape == one or x.shape[1:] == one or (one == (1,) and x.ndim == 1):
            return x.reshape(-1, *shape), ()
    if len(shape) == 1 and x.ndim == 2 and x.shape[1] == shape[0] + 1:
        return x[:, :-1], (msg("The last column is left out: the answers stand in it"),)
    found = x.shape[1:] if x.ndim > len(plain) else x.shape  # as a lone sample is meant
    raise StudioError(
        "the network needs samples of shape {wanted}, not {found}", wanted=str(shape), found=str(found)
    )
