"""Recordings in files that a network has never seen, and of which nobody has said what they are."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from nnstudio.data.along import Along
from nnstudio.data.beside import Beside, RowNames
from nnstudio.data.class_samples import FILE
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.sample_parts import signal_shape
from nnstudio.data.recordings.agreed import listed
from nnstudio.data.recordings.signal_names import is_recording, is_unread_sound, lists_recordings
from nnstudio.data.sources import RecordingTable
from nnstudio.project.judging.given import Rows
from nnstudio.project.judging.named_files import rows_of_files
from nnstudio.project.trained import Trained
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, msg
from nnstudio.system.process import ChildFailed, call

_SECONDS = 3600.0
_MEMORY = 12 << 30


class _Told(msgspec.Struct, frozen=True):
    """What the reading child says."""

    notes: tuple[Message, ...]


def are_recordings(path: str, trained: Trained) -> bool:
    """Whether something is a recording, a folder, or a table that names recordings, and the network was trained on recordings."""
    known = os.path.isdir(path) or is_recording(path) or is_unread_sound(path) or lists_recordings(path)  # noqa: PTH112
    return known and trained.data.other_lengths is not None and bool(signal_shape(trained.preprocessor))


def recordings_of(path: str, trained: Trained, cancelled: Cancel | None = None) -> Rows:
    """Read a recording, all of a folder and its sub-folders, or those that a table names, as those of the training were read.

    Raises
    ------
    StudioError
        When none can be read; the text names the file.
    """
    source = trained.data.source
    known = trained.preprocessor
    reading = as_trained(known) | {"how": trained.data.other_lengths}
    told = {"names": known.along.channels, "axis": bool(known.along.name or known.along.step)}
    if not os.path.isdir(path) and lists_recordings(path):  # noqa: PTH112
        chosen = source.recordings if isinstance(source, RecordingTable) else None
        named = RecordingTable(path, recordings=chosen, **reading)
        return rows_of_files(named.table(known=told, cancelled=cancelled), trained)
    request: dict[str, Any] = {"path": path, **told, **reading}
    name = shown(Path(path).name) or shown(path)
    reply = call("read-loose-recordings", request, timeout=_SECONDS, memory_limit=_MEMORY, cancelled=cancelled, about=name)  # fmt: skip
    try:
        notes = msgspec.convert(reply.header, _Told).notes
        names, samples = RowNames.received(FILE, reply.arrays["names"]), reply.arrays["samples"]
    except (msgspec.ValidationError, KeyError, UnicodeDecodeError) as error:
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
    if samples.shape != (len(names), *trained.preprocessor.sample_shape):
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name)
    return Rows(trained.preprocessor.transform(samples), Beside((names,)), notes)


def as_trained(preprocessor: Preprocessor) -> dict[str, Any]:
    """How recordings are read, as was found from those of the training: it holds for all, whatever lies beside them."""
    length, channels = signal_shape(preprocessor)
    seen: dict[str, Any] = {"seen_as": "signal", "window": None, "bands": None}
    if (made := preprocessor.spectrogram) is not None:
        seen = {"seen_as": made.seen_as, "window": made.window, "bands": made.bands}
    return {"length": length, "channels": channels, "rate": preprocessor.rate, **seen}


def called_otherwise(along: Along, preprocessor: Preprocessor) -> tuple[Message, ...]:
    """What is said where all recordings call their channels otherwise than those of the training did."""
    found, expected = along.channels, preprocessor.along.channels
    if not found or not expected or found == expected:
        return ()
    return (
        msg(
            "Channels are taken in the order of the columns, but those of the training were called otherwise: {found} in "
            "place of {expected}",
            found=listed(found),
            expected=listed(expected),
        ),
    )
