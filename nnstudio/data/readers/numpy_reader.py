"""Arrays of NumPy taken apart in the child process."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.nn.shape import show
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, counted, msg
from nnstudio.system.npy import NUMBERS, TEXTS, read_npy
from nnstudio.system.process import Reporter
from nnstudio.system.zips import Archive, open_archive

FILE_LIMIT = 4 << 30
SAMPLES = ("x", "x_train", "images", "data", "samples", "features", "inputs", "train_images")
TARGETS = ("y", "y_train", "labels", "targets", "target", "classes", "outputs", "train_labels", "digits")
"""Usual names of the arrays."""
TESTS = {"x_test": "y_test", "test_images": "test_labels"}
"""Usual names of samples that are only for the test, and of their targets."""
_NPY = b"\x93NUMPY"
_CHANNELS = (1, 3, 4)
"""Of grey pictures, of those in colour, and of those that can be seen through."""


def read_numpy(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read a file for :class:`nnstudio.data.sources.numpy_file.NumpyFile`."""
    name = shown(Path(request["path"]).name)
    try:
        raw = read_limited(request["path"], FILE_LIMIT)
        reporter.progress(done=0.3)
        notes: list[Message] = []
        x, y, goal, tests = _chosen(raw, request, notes)
        reporter.progress(done=0.6)
        header, arrays = _answer(x, y, goal, notes)
        return {**header, "notes": notes, "tests": tests}, arrays
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=name, cause=error.message) from None


def read_samples(
    request: dict[str, Any], reporter: Reporter
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read samples without targets for :mod:`nnstudio.project.judging.arrays`: an ``.npy`` file, or an array of an archive."""
    name = shown(Path(request["path"]).name)
    notes: list[Message] = []
    try:
        raw = read_limited(request["path"], FILE_LIMIT)
        reporter.progress(done=0.3)
        if raw[:6] == _NPY:
            x = read_npy(raw, msg("the file"), NUMBERS)
        else:
            with open_archive(io.BytesIO(raw), msg("a NumPy archive")) as archive:
                names, known = _arrays_in(archive)
                wanted = names[0] if len(names) == 1 else request["samples"]
                if wanted is None and not any(name.lower() in SAMPLES for name in names):
                    wanted = SAMPLES[0]  # nobody can name one here, but call one so
                x = _array(archive, _named(names, wanted, SAMPLES, known, msg("samples")), len(raw))
        return {"notes": notes}, {"x": _numbers(x, notes)}
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=name, cause=error.message) from None


def _chosen(
    raw: bytes, request: dict[str, Any], notes: list[Message]
) -> tuple[NDArray[Any], NDArray[Any], str, int]:
    """Samples, targets, the name of the targets, and how many at the end are for the test.

    Whatever else an archive holds is not touched.
    """
    if raw[:6] == _NPY:  # a table: the last column is the target
        table = read_npy(raw, msg("the file"), NUMBERS)
        if table.ndim != 2 or table.shape[1] < 2:
            raise StudioError("one array alone must be a table, with the target in its last column")
        return table[:, :-1], table[:, -1], "target", 0
    with open_archive(io.BytesIO(raw), msg("a NumPy archive")) as archive:
        names, known = _arrays_in(archive)
        x = _named(names, request["samples"], SAMPLES, known, msg("samples"))
        y = _named([name for name in names if name != x], request["targets"], TARGETS, known, msg("targets"))
        test: tuple[str, ...] = ()
        if request["test"] is not None:
            test_x = _named(names, request["test"], (), known, msg("samples of the test"))
            test = (
                test_x,
                _named(names, None, (TESTS.get(test_x.lower(), ""),), known, msg("targets of the test")),
            )
        if others := [name for name in names if name not in (x, y, *test)]:
            told = ", ".join(repr(name[:60]) for name in others[:6]) + (" …" if len(others) > 6 else "")
            notes.append(msg("{x} and {y} are read, and not {others}", x=repr(x), y=repr(y), others=told))

        array = partial(_array, archive, size=len(raw))
        if not test:
            return array(x), array(y), y, 0
        tests = array(test[0])
        both = [_joined(array(x), tests, x, test[0]), _joined(array(y), array(test[1]), y, test[1])]
        return both[0], both[1], y, len(tests) if tests.ndim else 0


def _arrays_in(archive: Archive) -> tuple[list[str], str | Message]:
    """Names of the arrays, and how they are told."""
    names = [name.removesuffix(".npy") for name in archive.names if name.endswith(".npy")]
    return names, ", ".join(repr(name[:60]) for name in names[:20]) or msg("none")


def _array(archive: Archive, name: str, size: int) -> NDArray[Any]:
    """An array of an archive of so many bytes."""
    data = archive.read(f"{name}.npy", 20 * size + (64 << 20))
    return read_npy(data, msg("its array {name}", name=repr(name[:60])), NUMBERS + TEXTS)


def _joined(train: NDArray[Any], test: NDArray[Any], name: str, other: str) -> NDArray[Any]:
    """One array of two that hold the same, or it is said that they do not."""
    if train.ndim == 0 or test.ndim == 0 or train.shape[1:] != test.shape[1:]:
        raise StudioError(
            "{name} and {other} have different shapes, {shape} and {other_shape}",
            name=repr(name), other=repr(other), shape=str(train.shape), other_shape=str(test.shape),
        )  # fmt: skip
    return np.concatenate((train, test))


def _named(
    names: list[str], wanted: str | None, usual: tuple[str, ...], known: str | Message, what: Message
) -> str:
    if wanted is not None:
        if wanted not in names:
            raise StudioError("there is no array {name}; there are {known}", name=repr(wanted), known=known)
        return wanted
    lower = {name.lower(): name for name in names}
    for name in usual:
        if name in lower:
            return lower[name]
    raise StudioError("which array has the {what}? There are {known}; name one", what=what, known=known)


def _answer(
    x: NDArray[Any], y: NDArray[Any], goal: str, notes: list[Message]
) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    x = _numbers(x, notes)
    x = x[:, None] if x.ndim == 1 else x
    if y.ndim == 2 and y.shape[1] > 1 and y.dtype.kind in NUMBERS and _one_hot(y):
        y = y.argmax(axis=1)
    y = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    if y.ndim != 1:
        raise StudioError(
            "the targets must be one for each sample; these have the shape {shape}", shape=str(y.shape)
        )
    if len(x) != len(y):
        raise StudioError(
            "there are {samples}, but {targets}",
            samples=counted(len(x), "{n} sample", "{n} samples"),
            targets=counted(len(y), "{n} target", "{n} targets"),
        )
    if y.dtype.kind in TEXTS:
        names, codes = np.unique(y.astype(str), return_inverse=True)
        return {"target": goal, "classes": names.tolist()}, {"x": x, "y": codes.astype(np.int32)}
    return {"target": goal, "classes": []}, {
        "x": x,
        "y": y.astype(np.int64 if y.dtype.kind in "iub" else np.float64),
    }


def _numbers(x: NDArray[Any], notes: list[Message]) -> NDArray[Any]:
    """Samples with their channels last, as numbers a network can learn from; a row may lack a value."""
    if x.dtype.kind not in NUMBERS or not 1 <= x.ndim <= 4:
        raise StudioError("the samples must be numbers with one to four axes, the first of which counts them")
    if x.ndim == 4 and x.shape[1] in _CHANNELS and min(x.shape[2:]) > max(_CHANNELS):
        x = np.moveaxis(x, 1, 3)
        notes.append(
            msg(
                "The channels of the pictures come first, as in PyTorch; they are read as {size}",
                size=show(x.shape[1:]),
            )
        )
    with np.errstate(over="ignore"):
        x = np.ascontiguousarray(x, np.float64 if x.ndim <= 2 else np.float32)
    if not np.isfinite(x).all() and x.ndim > 2:
        row = int(np.argwhere(~np.isfinite(x))[0][0]) + 1
        raise StudioError("sample {row} holds a value that is no finite number", row=row)
    if np.isinf(x).any():
        raise StudioError("row {row} holds an infinite value", row=int(np.argwhere(np.isinf(x))[0][0]) + 1)
    return x


def _one_hot(y: NDArray[Any]) -> bool:
    return bool(((y == 0) | (y == 1)).all() and (y.sum(axis=1) == 1).all())
