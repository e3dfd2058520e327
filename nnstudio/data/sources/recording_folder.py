"""Folders of recordings, with one sub-folder for each class."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import numpy as np

from nnstudio.data import cache
from nnstudio.data.class_samples import dataset_of, keep, kept
from nnstudio.data.dataset import Dataset
from nnstudio.data.folder_listing import listing, parts_of_folders, watched
from nnstudio.data.recordings.riff import MOST_RATE
from nnstudio.data.recordings.signal_text import MOST_COLUMNS
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.data.spectrogram import LEAST_WINDOW, MOST_BANDS, MOST_LENGTH, MOST_WINDOW
from nnstudio.nn.fields import Field
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.process import ChildFailed, call

AXES = (2, 3)
"""Of a sample: a signal, or a spectrogram."""

_SECONDS = 3600.0
"""Long recordings as text take a while, and Cancel works all the time."""
_MEMORY = 12 << 30
_MANY, _LARGE = 500, 8 << 20
"""Fewer recordings, of fewer bytes together, are read again as quickly as they are found in the cache; a text of 1 MB takes
a fifth of a second."""


Length = Annotated[
    int | None,
    Field(
        "Values along time or wavelength that every recording is brought to.",
        minimum=1,
        maximum=MOST_LENGTH,
        unit="values",
        empty="auto",
    ),
]
Rate = Annotated[
    int | None,
    Field(
        "Samples per second that sounds are brought to; of fewer, the length is shorter and training faster. With 0 all "
        "stay as they are.",
        minimum=0,
        maximum=MOST_RATE,
        unit="per second",
        label="Sampling rate",
        empty="auto",
    ),
]
Channels = Annotated[
    int | None,
    Field(
        "Channels of every recording; with 1, sounds in stereo are mixed.",
        minimum=1,
        maximum=MOST_COLUMNS,
        empty="auto",
    ),
]
Lengths = Annotated[
    str,
    Field(
        "What happens to a recording of another length.",
        choices=("middle", "start", "stretch"),
        choice_help=(
            "The middle of a longer one is used; a shorter one gets zeros at both ends.",
            "The beginning of a longer one is used; a shorter one gets zeros at its end.",
            "It is stretched or squeezed to the length.",
        ),
        label="Other lengths",
    ),
]
SeenAs = Annotated[
    str | None,
    Field(
        "What a network sees of a recording; auto is mel for sounds of some length, and the signal for all else.",
        choices=("signal", "spectrogram", "mel"),
        choice_help=(
            "Its values along time, for layers that look along a sequence.",
            "A picture for layers that look at pictures: how loud each band of frequencies is, moment by moment. All bands are "
            "equally wide.",
            "The same with bands as wide as the ear hears them: narrow for deep tones, wide for high ones.",
        ),
        label="Seen as",
        empty="auto",
    ),
]
Window = Annotated[
    int | None,
    Field(
        "Values along time that a spectrogram looks at together: with more it tells frequencies better apart, and moments worse.",
        minimum=LEAST_WINDOW,
        maximum=MOST_WINDOW,
        unit="values",
        empty="auto",
    ),
]
Bands = Annotated[
    int | None,
    Field(
        "Bands of frequencies of a spectrogram: its height as a picture.",
        minimum=1,
        maximum=MOST_BANDS,
        empty="auto",
    ),
]
"""Settings of every source of recordings in files of their own."""

_READING = ("length", "rate", "channels", "how", "seen_as", "window", "bands")


def reading_of(source: Source) -> dict[str, Any]:
    """How a source reads recordings, for the child process."""
    return {name: getattr(source, name) for name in _READING}


@SOURCES.register
class RecordingFolder(Source, frozen=True):
    """Signals along time or wavelength whose class is the name of the sub-folder they lie in: WAV sounds, text files with a
    column of numbers for each channel (CSV, TSV, TXT), or NumPy arrays (NPY).

    Those sub-folders may lie in others that are called train, validation and test.
    """

    path: Annotated[
        str, Field("The folder that has a sub-folder for each class.", kind="path", label="Folder")
    ]
    length: Length = None
    rate: Rate = None
    channels: Channels = None
    how: Lengths = "middle"
    seen_as: SeenAs = None
    window: Window = None
    bands: Bands = None
    alike: Annotated[
        bool,
        Field(
            "Whether folders whose names differ only in capitals or blanks hold one class.",
            label="Count spellings as one",
        ),
    ] = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The folder and its sub-folders: they change when recordings come or go."""
        return watched(self.path)

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The parts that have a folder of their own."""
        return parts_of_folders(self.path)

    @property
    def other_lengths(self) -> str:
        """As it was chosen."""
        return self.how

    @property
    def reading(self) -> dict[str, Any]:
        """How recordings are read, for the child process."""
        return reading_of(self)

    def read(
        self,
        *,
        cancelled: Cancel | None = None,
        progress: Progress | None = None,
        classes: tuple[str, ...] = (),
    ) -> Dataset:
        """Read all recordings in a child process; one that is damaged is left out and named in a note.

        What was read is kept in the cache, and found there as long as no file changes.

        Parameters
        ----------
        cancelled, progress : callable, optional
            See :meth:`Source.read`.
        classes : tuple of str
            Those that are known already, of which there may be none here: they count as further ones.
        """
        name = shown(Path(self.path).name) or shown(self.path)
        files, request = listing(self.path), {"path": self.path, **self.reading, "classes": classes}
        key = cache.key_of("recordings", *request.values(), self.alike, files)
        known = kept(key, name, AXES)
        if known is not None:
            return known
        reply = call("read-recordings", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled,
                     progress=progress, about=name)  # fmt: skip
        samples = reply.arrays.get("samples")
        if samples is None or samples.dtype != np.float32 or samples.ndim - 1 not in AXES:
            raise ChildFailed("{file}: the answer of its child process makes no sense", file=name)
        dataset = dataset_of(name, reply, samples, alike=self.alike)
        worth = len(dataset) >= _MANY or sum(size for _, size, _ in files) >= _LARGE
        if worth and files == listing(self.path):
            keep(key, dataset)
        return dataset
