"""IDX files, in which MNIST and its relatives come: one with images, one with labels, plain or packed with gzip."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray

from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.nn.fields import Field
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.system.process import call

_SECONDS = 120.0
_MEMORY = 6 << 30
FASHION_FOLDERS = (Path("/usr/share/datasets/fashion-mnist"),)
"""Where packages put the files of Fashion-MNIST: Debian's ``dataset-fashion-mnist``."""


@SOURCES.register
class IdxFiles(Source, frozen=True):
    """Images and labels in IDX files; the labels are found by their name where none is given.

    Sets such as MNIST bring their test part in two files more.
    """

    path: Annotated[
        str,
        Field("The file with the images, such as train-images-idx3-ubyte.gz.", kind="path", label="Images"),
    ]
    labels: Annotated[
        str | None, Field("The file with the labels; found beside the images where none is named.", kind="path", label="Labels")
    ] = None  # fmt: skip
    test: Annotated[
        str | None,
        Field(
            "The file with the images of the test, such as t10k-images-idx3-ubyte.gz; its labels are beside it.",
            kind="path",
            label="Test images",
            empty="none",
        ),
    ] = None

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The test, where it has files of its own."""
        return () if self.test is None else ("test",)

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
        """Both files, and those of the test."""
        found: tuple[str, ...] = (self.path,)
        with contextlib.suppress(StudioError):
            found = self.path, self.labels_path
        return found if self.test is None else (*found, *IdxFiles(self.test).paths)

    def with_test(self) -> Self:
        """With the two files more that sets such as MNIST bring along, where they are beside these."""
        name = os.path.basename(self.path)  # noqa: PTH119
        if not name.startswith("train-"):
            return self
        test = IdxFiles(str(Path(self.path).with_name("t10k-" + name.removeprefix("train-"))))
        there = all(os.path.isfile(path) for path in test.paths)  # noqa: PTH113  a name that is too long is no file
        return self.replace(test=test.path) if there else self

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the files in a child process."""
        images, labels = self._pair(cancelled, progress)
        name, parts = shown(Path(self.path).name), None
        if self.test is not None:
            more_images, more_labels = IdxFiles(self.test)._pair(cancelled, progress)
            if more_images.shape[1:] != images.shape[1:]:
                raise StudioError(
                    "{file}: its images have {rows}×{columns} pixels, those of {other} have {height}×{width}",
                    file=shown(Path(self.test).name), rows=more_images.shape[1], columns=more_images.shape[2],
                    other=name, height=images.shape[1], width=images.shape[2],
                )  # fmt: skip
            parts = np.repeat(np.array([0, 2], np.int8), [len(labels), len(more_labels)])
            images, labels = np.concatenate((images, more_images)), np.concatenate((labels, more_labels))
        target = Column.category("label", map(str, labels.tolist()))
        return Dataset(name, images[..., None].astype(np.float32), target, parts=parts)

    def _pair(
        self, cancelled: Cancel | None, progress: Progress | None
    ) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        request = {"images": self.path, "labels": self.labels_path}
        reply = call("read-idx", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=shown(Path(self.path).name))  # fmt: skip
        return reply.arrays["images"], reply.arrays["labels"]


def whole_fashion() -> IdxFiles | None:
    """Fashion-MNIST as a whole, where a system's package has put its four files; None elsewhere."""
    for folder in FASHION_FOLDERS:
        found = IdxFiles(str(folder / "train-images-idx3-ubyte.gz")).with_test()
        if found.test is not None and all(Path(path).is_file() for path in found.paths):
            return found
    return None
