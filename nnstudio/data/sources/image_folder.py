"""Folders of images, with one sub-folder for each class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from nnstudio.data import cache
from nnstudio.data.class_samples import dataset_of, keep, kept
from nnstudio.data.dataset import Dataset
from nnstudio.data.folder_listing import listing, parts_of_folders, watched
from nnstudio.data.pictures.shades import samples_of
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.nn.fields import Field, Pair
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.process import ChildFailed, call

_SECONDS = 3600.0
"""A million images take a while, and Cancel works all the time."""
_MEMORY = 8 << 30
_WORTH_KEEPING = 500
"""Fewer images are decoded again as quickly as they are found in the cache."""


Size = Annotated[
    Pair | None,
    Field("Height and width that every image is brought to.", minimum=1, maximum=1024, unit="pixels",
          empty="auto"),
]  # fmt: skip
Colour = Annotated[
    str | None,
    Field("Whether colours are kept.", choices=("grey", "rgb"),
          choice_help=("One number for each pixel.", "Red, green and blue for each pixel."),
          empty="auto"),
]  # fmt: skip
Proportions = Annotated[
    str,
    Field("What happens to an image of other proportions.", choices=("crop", "pad", "stretch"),
          choice_help=("Its middle fills the size, and borders are cut off.",
                       "It is seen whole, with black bars beside it.",
                       "It is pressed into the size."),
          label="Other proportions"),
]  # fmt: skip
"""Settings of every source of image files."""


@SOURCES.register
class ImageFolder(Source, frozen=True):
    """Images whose class is the name of the sub-folder they lie in: PNG, JPEG, TIFF, BMP, GIF or WebP.

    Those sub-folders may lie in others that are called train, validation and test.
    """

    path: Annotated[
        str, Field("The folder that has a sub-folder for each class.", kind="path", label="Folder")
    ]
    size: Size = None
    colour: Colour = None
    how: Proportions = "crop"
    alike: Annotated[
        bool,
        Field(
            "Whether folders whose names differ only in capitals or blanks hold one class.",
            label="Count spellings as one",
        ),
    ] = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The folder and its sub-folders: they change when images come or go."""
        return watched(self.path)

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The parts that have a folder of their own."""
        return parts_of_folders(self.path)

    def read(
        self,
        *,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
        classes: tuple[str, ...] = (),
    ) -> Dataset:
        """Read all images in a child process; one that is damaged is left out and named in a note.

        What was decoded is kept in the cache, and found there as long as no file changes.

        Parameters
        ----------
        cancelled, progress : callable, optional
            See :meth:`Source.read`.
        classes : tuple of str
            Those that are known already, of which there may be none here: they count as further ones.
        """
        name = shown(Path(self.path).name) or shown(self.path)
        files = listing(self.path)
        request = {
            "path": self.path,
            "size": self.size,
            "colour": self.colour,
            "how": self.how,
            "classes": classes,
        }
        key = cache.key_of("pictures", *request.values(), self.alike, files)
        known = kept(key, name, axes=(3,))
        if known is not None:
            return known
        reply = call("read-images", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=name)  # fmt: skip
        if "images" not in reply.arrays:
            raise ChildFailed("{file}: the answer of its child process makes no sense", file=name)
        dataset = dataset_of(name, reply, samples_of(reply.arrays["images"]), alike=self.alike)
        if len(dataset) >= _WORTH_KEEPING and files == listing(self.path):
            keep(key, dataset)
        return dataset
