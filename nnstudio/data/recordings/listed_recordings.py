"""Tables that name recordings, taken apart in the child process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nnstudio.data.listed.listed_reader import Listed, ReadFiles, read_listed
from nnstudio.data.readers.table_answer import Answer
from nnstudio.data.recordings.recording_reader import alike_or_none, channels_told, left_out
from nnstudio.data.recordings.signal_names import RECORDINGS
from nnstudio.system.messages import Message
from nnstudio.system.process import Reporter


def read_listed_recordings(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a table and the recordings it names for :class:`nnstudio.data.sources.recording_table.RecordingTable`.

    The request is that of :func:`nnstudio.data.listed.listed_reader.read_listed`, with what :func:`nnstudio.data.recordings.recording_reader.alike` takes. The samples of the
    answer are ``samples``; its header has ``rate``, ``along`` and ``spectrogram`` besides.
    """
    return read_listed(_LISTED, request, reporter)


def _read(
    files: Sequence[str], table: str, request: Mapping[str, Any], notes: list[Message], reporter: Reporter
) -> ReadFiles:
    taken = alike_or_none(files, table, request, notes, reporter)
    if (named := channels_told(taken.along)) is not None and not request.get("names"):
        notes.append(named)
    return ReadFiles(taken.samples, taken.causes, taken.facts)


_LISTED = Listed(RECORDINGS, "samples", _read, left_out)
