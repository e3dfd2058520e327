"""Recordings that are read in the child process, and brought to one shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from nnstudio.data.along import UNKNOWN, Along
from nnstudio.data.class_folders import (
    Refused,
    inner_name,
)
from nnstudio.data.recordings.agreed import Headed, agreed, have_axis, listed, named_otherwise, other_axes
from nnstudio.data.recordings.seen import check_room, spectrogram_of
from nnstudio.data.recordings.signals import (
    Axis,
    Signal,
    Values,
    at_rate,
    brought,
    fitted,
    length_at,
    read_signal,
)
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.system.file_errors import FileError, shown
from nnstudio.system.messages import Message, StudioError, counted, msg
from nnstudio.system.process import Reporter

MOST_RECORDINGS = 1_000_000
MOST_BYTES = 4 << 30
"""Of all recordings together, as the numbers of a network."""
_KEPT = 1 << 30
"""Bytes of recordings that are kept from the first look to the second; what is more is read once more."""
_MOST_VALUES = 1 << 26
"""Of one sound at another rate: few that were written as slow would become more than the memory holds."""


class Facts(NamedTuple):
    """What is known of a recording after the first look."""

    length: int
    columns: int
    rate: int
    axis: Axis | None
    turned: bool
    names: tuple[str, ...]


class _Columns(NamedTuple):
    """What becomes of the columns of a recording.

    Parameters
    ----------
    channels : int
    axis : bool
        Whether a time or a wavelength before them is left out.
    mono : bool
        Whether sounds are mixed into one channel.
    """

    channels: int
    axis: bool
    mono: bool

    def before(self, known: Facts) -> int:
        """How many columns are left out before the channels."""
        return int(self.axis and known.axis is not None and known.columns == self.channels + 1)


class Taken(NamedTuple):
    """All recordings that can be used, alike.

    Parameters
    ----------
    samples : ndarray of float32, shape (N, length, channels), or (N, bands, moments, channels) of spectrograms
    rate : int
        Samples per second of sounds; 0 where there are none.
    causes : dict of int to Message
        Which files cannot be used, and why; they are no samples.
    along : Along
    spectrogram : Spectrogram, optional
        How the samples were made of the values along time.
    """

    samples: Values
    rate: int
    causes: dict[int, Message]
    along: Along
    spectrogram: Spectrogram | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """What holds for all samples, for the header of an answer."""
        return {"rate": self.rate, "along": self.along, "spectrogram": self.spectrogram}


def channels_told(along: Along) -> Message | None:
    """What is said of the names of several channels."""
    return msg("Channels: {names}", names=listed(along.channels)) if len(along.channels) > 1 else None


def alike(
    files: Sequence[str], folder: str, request: Mapping[str, Any], notes: list[Message], reporter: Reporter
) -> Taken:
    """Read recordings and bring them to one shape; those that cannot be used are told.

    Parameters as for :func:`alike_or_none`.

    Raises
    ------
    StudioError
        When none can be read, or they are too many for their length.
    """
    taken = alike_or_none(files, folder, request, notes, reporter)
    refused = [Refused(inner_name(files[i]), taken.causes[i]) for i in sorted(taken.causes)]
    if not len(taken.samples):
        if len(files) == 1 and folder == shown(Path(files[0]).name):  # it was named alone
            raise StudioError("{file}: {cause}", file=folder, cause=refused[0].cause)
        raise StudioError(
            "{folder}: none of its {count} recordings can be read; the first is {file}: {cause}",
            folder=folder,
            count=len(files),
            file=refused[0].name,
            cause=refused[0].cause,
        )
    if refused:
        notes.append(left_out(refused))
    return taken


def alike_or_none(
    files: Sequence[str], folder: str, request: Mapping[str, Any], notes: list[Message], reporter: Reporter
) -> Taken:
    """Read recordings and bring them to one shape, where any can be read.

    Parameters
    ----------
    files : sequence of str
    folder : str
        What messages call all of them.
    request : mapping
        With ``length``, ``rate``, ``channels`` and ``how``; what is None of the first three is found. With ``seen_as``, ``window``
        and ``bands``, as :func:`nnstudio.data.recordings.seen.spectrogram_of` has them. And, where they are
        known, ``names`` of the channels, and whether a column before them was left out, ``axis``.
    notes : list of Message
        Receives what was found and done.
    reporter : Reporter

    Raises
    ------
    StudioError
        When they are too many for their length.
    """
    facts, kept, causes = _looked_at(files, reporter)
    if facts:
        columns = _channels(facts, request["channels"], causes, notes, told=request.get("axis", False))
    rate = _rate(facts, request["rate"], notes)
    for i, known in list(facts.items()):
        if known.rate != rate and length_at(known.length, known.rate, rate) * known.columns > _MOST_VALUES:
            del facts[i]
            causes[i] = msg("the memory is not enough for it")
    if not facts:
        return Taken(np.empty((0, 1, 1), np.float32), 0, causes, UNKNOWN)
    length = _length(facts, rate, request["length"], notes)
    sounds = all(known.rate for known in facts.values())
    picture = spectrogram_of(length, rate if sounds else 0, request, folder, notes)
    if picture and picture.seen_as == "mel":
        rate = rate or request["rate"]  # what is no sound has the one that was said
    shape = (picture.bands, picture.moments) if picture else (length,)
    check_room(len(facts), (*shape, columns.channels), MOST_BYTES, folder)
    samples = np.empty((len(facts), *shape, columns.channels), np.float32)
    for place, (i, known) in enumerate(facts.items()):
        signal = kept.pop(i, None) or _once_more(files[i], known)
        if signal.rate:
            values = at_rate(signal, rate)
            values = values.mean(axis=1, keepdims=True) if columns.mono else values
        else:
            values = signal.values[:, columns.before(known) :]
        values = fitted(values, length, request["how"])
        samples[place] = picture.made(values, rate) if picture else values
        if place % 50 == 0:
            reporter.progress(done=0.6 + 0.35 * (place + 1) / len(facts))
    headed = [
        Headed(inner_name(files[i]), known.length, known.names, known.axis if columns.before(known) else None)
        for i, known in facts.items()
    ]
    if (odd := named_otherwise(headed, request.get("names", ()))) is not None:
        notes.append(odd)
    return Taken(samples, rate, causes, agreed(headed, length, request["how"]), picture)


def left_out(refused: Sequence[Refused]) -> Message:
    """What is said of recordings that cannot be used, where others can."""
    first = {"file": refused[0].name, "cause": refused[0].cause}
    return counted(
        len(refused), "A recording is left out; {file}: {cause}",
        "{n} recordings are left out; the first is {file}: {cause}", **first,
    )  # fmt: skip


def _looked_at(
    files: Sequence[str], reporter: Reporter
) -> tuple[dict[int, Facts], dict[int, Signal], dict[int, Message]]:
    """What each file holds, the recordings as far as there is room for them, and why some cannot be read."""
    facts: dict[int, Facts] = {}
    kept: dict[int, Signal] = {}
    causes: dict[int, Message] = {}
    room = _KEPT
    for i, file in enumerate(files):
        try:
            signal = read_signal(file)
        except FileError as error:
            causes[i] = error.cause
        except StudioError as error:
            causes[i] = error.message
        except MemoryError:
            causes[i] = msg("the memory is not enough for it")
        else:
            facts[i] = _facts(signal)
            room -= signal.values.nbytes
            if room > 0:
                kept[i] = signal
        if i % 50 == 0:
            reporter.progress(done=0.02 + 0.58 * (i + 1) / len(files))
    return facts, kept, causes


def _facts(signal: Signal) -> Facts:
    length, columns = signal.values.shape
    return Facts(length, columns, signal.rate, signal.axis, signal.turned, signal.names)


def _once_more(file: str, known: Facts) -> Signal:
    """A recording that there was no room for."""
    signal = read_signal(file)
    if _facts(signal) != known:
        raise StudioError("{file} changed while it was read; please try again", file=inner_name(file))
    return signal


def _channels(
    facts: dict[int, Facts],
    wanted: int | None,
    causes: dict[int, Message],
    notes: list[Message],
    *,
    told: bool,
) -> _Columns:
    """How many channels all have; recordings with another number are taken out of the facts.

    Whoever has trained a network is not told again that the first column is left out.
    """
    others = [known for known in facts.values() if not known.rate]
    heard = Counter(known.columns for known in facts.values() if known.rate)
    if wanted is not None:  # what is done to a recording then does not depend on those beside it
        columns = _Columns(wanted, axis=True, mono=wanted == 1)
    else:
        axis, mono = have_axis([known.axis for known in others]), len(heard) > 1
        counts = Counter(known.columns - axis for known in others)
        counts.update({1: heard.total()} if mono else heard)
        columns = _Columns(counts.most_common(1)[0][0], axis, mono)
    if columns.mono and (several := heard.total() - heard[1]):
        notes.append(msg("Sounds with several channels are mixed into one: {count}", count=several))
    axes = [known.axis for known in others if known.axis and columns.before(known)]
    if axes:
        if not told:
            notes.append(msg("The first column is left out: it only counts along the time or the wavelength"))
        if odd := other_axes(axes):
            text = (
                "The first columns are not the same: in {count} of {all} files they begin or step otherwise"
            )
            notes.append(msg(text, count=odd, all=len(axes)))
    if turned := sum(known.turned for known in others):
        notes.append(
            msg("Arrays with their channels first are read with the time first: {count}", count=turned)
        )
    for i, known in list(facts.items()):
        has = 1 if known.rate and columns.mono else known.columns - columns.before(known)
        if has != columns.channels:
            del facts[i]
            causes[i] = counted(
                has,
                "it has 1 channel, not {wanted}",
                "it has {n} channels, not {wanted}",
                wanted=columns.channels,
            )
    return columns


def _rate(facts: Mapping[int, Facts], wanted: int | None, notes: list[Message]) -> int:
    """The rate of all sounds: the one that is wanted, else the one of most; 0 where each keeps its own."""
    rates = Counter(known.rate for known in facts.values() if known.rate)
    if not rates or wanted == 0:
        return 0
    rate = wanted or rates.most_common(1)[0][0]
    if set(rates) != {rate}:
        others = sorted(each for each in rates if each != rate)
        told = ", ".join(map(str, others[:4])) + (" …" if len(others) > 4 else "")
        notes.append(
            msg("Sounds of {rates} samples per second are brought to {rate}", rates=told, rate=str(rate))
        )
    return rate


def _length(facts: Mapping[int, Facts], rate: int, wanted: int | None, notes: list[Message]) -> int:
    """The length of all samples: the one that is wanted, else that of most, else the median."""
    lengths = [length_at(known.length, known.rate, rate) for known in facts.values()]
    (usual, times), *_ = Counter(lengths).most_common(1)
    length = wanted or (usual if times * 2 > len(lengths) else int(np.median(lengths)))
    if set(lengths) != {length}:
        least, most = min(lengths), max(lengths)
        notes.append(brought(least, most, length, rate if all(f.rate for f in facts.values()) else 0))
    return length
