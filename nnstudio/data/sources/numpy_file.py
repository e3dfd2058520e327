"""Arrays of NumPy: an ``.npz`` archive with samples and targets, or a table in an ``.npy`` file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np

from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.goals import FEW
from nnstudio.data.readers.numpy_reader import SAMPLES, TARGETS, TESTS
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.nn.fields import Field
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import call
from nnstudio.system.zips import open_archive

_SLENDER = 4
"""Times as long as wide that samples are sequences, where nothing is said."""


@SOURCES.register
class NumpyFile(Source, frozen=True):
    """Samples along the first axis: rows of numbers, sequences or images; targets in a second array or the last column."""

    path: Annotated[str, Field("The .npz or .npy file.", kind="path", label="File")]
    samples: Annotated[
        str | None, Field("Name of the array with the samples; x, X, images or data where none is named.", label="Samples")
    ] = None  # fmt: skip
    targets: Annotated[
        str | None, Field("Name of the array with the targets; y, labels or target where none is named.", label="Targets")
    ] = None  # fmt: skip
    test: Annotated[
        str | None,
        Field(
            "Name of an array with samples that are only for the test, such as x_test; its targets are y_test.",
            label="Test samples",
            empty="none",
        ),
    ] = None
    axes: Annotated[
        str | None,
        Field(
            "What samples with two axes are.",
            choices=("picture", "sequence"),
            choice_help=("A grey picture: height and width.", "A sequence: length and channels."),
            label="Two axes are",
            empty="auto",
        ),
    ] = None

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The test, where it has arrays of its own."""
        return () if self.test is None else ("test",)

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the arrays in a child process."""
        name = shown(Path(self.path).name)
        size = os.path.getsize(self.path) if os.path.isfile(self.path) else 0  # noqa: PTH113, PTH202
        request = {"path": self.path, "samples": self.samples, "targets": self.targets, "test": self.test}
        reply = call("read-numpy", request, timeout=60 + size / 1e7, memory_limit=(2 << 30) + 12 * size,
                     cancelled=cancelled, progress=progress, about=name)  # fmt: skip
        x, goal = reply.arrays["x"], reply.header["target"]
        texts, tests = reply.header["classes"], reply.header["tests"]
        notes = msgspec.convert(reply.header["notes"], tuple[Message, ...])
        y = reply.arrays["y"]
        target = Column(goal, "category", y, tuple(texts)) if texts else _target(name, goal, y)
        parts = np.repeat(np.array([0, 2], np.int8), [len(x) - tests, tests]) if tests else None
        if x.ndim == 2:
            columns = tuple(Column.number(f"x{i + 1}", values) for i, values in enumerate(x.T))
            return Dataset(name, columns, target, notes, parts=parts)
        if x.ndim == 3 and self._are_sequences(x.shape[1:]):
            told = msg("Samples of {length} × {channels} are sequences of {channels} channels", length=x.shape[1], channels=x.shape[2])  # fmt: skip
            return Dataset(name, x, target, (*notes, told), parts=parts)
        return Dataset(name, x[..., None] if x.ndim == 3 else x, target, notes, parts=parts)

    def _are_sequences(self, shape: tuple[int, ...]) -> bool:
        """As it was said; else what is much longer than wide is no picture."""
        length, channels = shape
        return self.axes == "sequence" or (self.axes is None and length >= _SLENDER * channels)


def holds_data(path: Path) -> bool:
    """Whether an ``.npz`` archive has arrays with the usual names of samples and targets; weights come in one, too."""
    names = {name.lower() for name in _arrays_in(path)}
    return not names.isdisjoint(SAMPLES) and not names.isdisjoint(TARGETS)


def with_test(path: Path) -> NumpyFile:
    """An archive, with the samples that it has for the test alone."""
    found = {name.lower(): name for name in _arrays_in(path)}
    both = (found[x] for x, y in TESTS.items() if x in found and y in found)
    return NumpyFile(str(path), test=next(both, None))


def _arrays_in(path: Path) -> list[str]:
    """Names of the arrays in an archive; none where it is no such file."""
    try:
        if not path.is_file():  # a pipe would block
            return []
        with path.open("rb") as file, open_archive(file, msg("a NumPy archive")) as archive:
            return [name.removesuffix(".npy") for name in archive.names]
    except (OSError, ValueError, StudioError):
        return []


def _target(file: str, name: str, y: Host) -> Column:
    """Whole numbers of which there are few name classes; other numbers are a quantity."""
    distinct = np.unique(y)
    whole = y.dtype.kind in "iub" or bool((distinct % 1 == 0).all())
    if whole and len(distinct) <= min(max(FEW, 100 if y.dtype.kind in "iub" else 0), len(y) / 2):
        names = tuple(str(int(v)) for v in distinct)
        return Column(name, "category", np.searchsorted(distinct, y), names)
    if not np.isfinite(y).all():
        raise StudioError(
            "{file}: the targets {target} hold values that are no finite numbers",
            file=file,
            target=repr(name),
        )
    return Column.number(name, y)
