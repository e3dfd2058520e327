"""IDX files, in which MNIST and its relatives come: one with images, one with labels, plain or packed with gzip."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Annotated

import numpy as np

from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.source import SOURCES, Cancel, Progress, Source
from nnstudio.nn.fields import Field
from nnstudio.system.files import shown
from nnstudio.system.messages import StudioError
from nnstudio.system.process import call

_SECONDS = 120.0
_MEMORY = 6 << 30


@SOURCES.register
class IdxFiles(Source, frozen=True):
    """Images and labels in IDX files; the labels are found by their name where none is given."""

    path: Annotated[
        str,
        Field("The file with the images, such as train-images-idx3-ubyte.gz.", kind="path", label="Images"),
    ]
    labels: Annotated[
        str | None, Field("The file with the labels; found beside the images where none is named.", kind="path", label="Labels")
    ] = None  # fmt: skip

    @property
    def labels_path(self) -> str:
        """Where the labels are: with "labels-idx1" in the name for "images-idx3"."""
        if self.labels is not None:
            return self.labels
        folder, name = os.path.split(self.path)
        for images, labels in (
            ("images-idx3", "labels-idx1"),
            ("images.idx3", "labels.idx1"),
            ("images", "labels"),
        ):
            if images in name:
                return str(Path(folder) / name.replace(images, labels))
        raise StudioError(
            "{file}: where are its labels? Name the file, or call the two files …images-idx3… and …labels-idx1…",
            file=shown(name),
        )

    @property
    def paths(self) -> tuple[str, ...]:
        """Both files."""
        with contextlib.suppress(StudioError):
            return self.path, self.labels_path
        return (self.path,)

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read both files in a child process."""
        name = shown(Path(self.path).name)
        request = {"images": self.path, "labels": self.labels_path}
        reply = call("read-idx", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=name)  # fmt: skip
        images, labels = reply.arrays["images"], reply.arrays["labels"]
        return Dataset(
            name, images[..., None].astype(np.float32), Column.category("label", map(str, labels.tolist()))
        )
