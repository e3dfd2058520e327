"""Tables that name recordings: one column holds their paths, others what is to be predicted."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from nnstudio.data.listed.file_names import FileKind
from nnstudio.data.recordings.signal_names import RECORDINGS
from nnstudio.data.source import SOURCES
from nnstudio.data.sources.file_table import FileTable
from nnstudio.data.sources.recording_folder import (
    AXES,
    Bands,
    Channels,
    Length,
    Lengths,
    Rate,
    SeenAs,
    Window,
    reading_of,
)
from nnstudio.data.tables import listed
from nnstudio.nn.fields import Field
from nnstudio.system.messages import Message, msg


@SOURCES.register
class RecordingTable(FileTable, frozen=True):
    """Recordings that a CSV or TSV file names, with their classes or quantities in its other columns: WAV sounds, text files with a
    column of numbers for each channel (CSV, TSV, TXT), or NumPy arrays (NPY).
    """

    kind: ClassVar[FileKind] = RECORDINGS
    reader: ClassVar[str] = "read-listed-recordings"
    axes: ClassVar[tuple[int, ...]] = AXES

    recordings: Annotated[
        str | None, Field("The column with the paths of the recordings.", label="Column", empty="auto")
    ] = None
    length: Length = None
    rate: Rate = None
    channels: Channels = None
    how: Lengths = "middle"
    seen_as: SeenAs = None
    window: Window = None
    bands: Bands = None

    @property
    def naming(self) -> str | None:
        """The column that names the recordings."""
        return self.recordings

    @property
    def other_lengths(self) -> str:
        """As it was chosen."""
        return self.how

    @property
    def reading(self) -> dict[str, Any]:
        """How recordings are read, for the child process."""
        return reading_of(self)

    def learned_from(self, others: tuple[str, ...]) -> Message:
        """What is said of columns that are left out."""
        return msg("Only the recordings are learned from; left out: {columns}", columns=listed(others))
