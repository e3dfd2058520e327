"""What a network sees of a recording: its values along time, or a picture of its frequencies."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Literal

from nnstudio.data import spectrogram
from nnstudio.data.recordings.signals import MOST_LENGTH
from nnstudio.data.spectrogram import LEAST_WINDOW, SeenAs, Spectrogram, usual_window
from nnstudio.system.messages import Message, StudioError, msg

_LONG = 2048
"""Values of a sound that is seen as a spectrogram where nothing is chosen: of shorter ones, few moments would be left."""


def spectrogram_of(
    length: int, rate: int, request: Mapping[str, Any], folder: str, notes: list[Message]
) -> Spectrogram | None:
    """How recordings are turned into pictures; None where they stay as they are.

    Parameters
    ----------
    length, rate : int
        Of all recordings; a rate of 0 where they are not all sounds of one rate.
    request : mapping
        With ``seen_as``, ``window`` and ``bands``, which are found where they are None, and the ``rate`` that was asked for.
    folder : str
        What messages call all of them.
    notes : list of Message
        Receives what was found.

    Raises
    ------
    StudioError
        When what was chosen does not suit the recordings.
    """
    seen: SeenAs | Literal["signal"] = request["seen_as"] or ("mel" if rate and length >= _LONG else "signal")
    _check_length(length, seen, folder)
    if seen == "signal":
        return None
    rate = rate or request["rate"] or 0  # that of the training holds for all, as does one that is said
    if seen == "mel" and not rate:
        raise StudioError(
            "{folder}: what the ear hears is known of sounds of one sampling rate; say which one, or choose bands of the same width",
            folder=folder,
        )
    window = request["window"] or usual_window(length, rate)
    if window > length:
        raise StudioError(
            "{folder}: a window of {window} values is longer than its recordings, which have {length}; choose a smaller one",
            folder=folder,
            length=length,
            window=window,
        )
    bands = request["bands"] or min(spectrogram.BANDS, window // 2)
    if bands > window // 2:
        raise StudioError(
            "{folder}: {bands} bands need a window of {wanted} values or more; it has {window}",
            folder=folder,
            bands=bands,
            wanted=2 * bands,
            window=window,
        )
    made = Spectrogram(length, window, bands, seen)
    if rate and None in (request["seen_as"], request["window"], request["bands"]):
        notes.append(
            msg(
                "Sounds are seen as spectrograms: {bands} bands of frequencies, {moments} moments of {window:.3g} ms each",
                bands=made.bands,
                moments=made.moments,
                window=1000 * window / rate,
            )
        )
    return made


def _check_length(length: int, seen: str, folder: str) -> None:
    most = MOST_LENGTH if seen == "signal" else spectrogram.MOST_LENGTH
    if most < length <= spectrogram.MOST_LENGTH:
        raise StudioError(
            "{folder}: its recordings have {length:,} values along time, and {most:,} are the most of a signal; set a length to "
            "take a piece of each, or let them be seen as spectrograms",
            folder=folder,
            length=length,
            most=most,
        )
    if length > most:
        raise StudioError(
            "{folder}: its recordings have {length:,} values along time, and {most:,} are the most; set a length to take a "
            "piece of each, or fewer samples per second for sounds",
            folder=folder,
            length=length,
            most=most,
        )
    if length < LEAST_WINDOW and seen != "signal":
        raise StudioError(
            "{folder}: recordings with a length of {length} are too short for spectrograms, which need {window}; choose the signal, "
            "or a greater length",
            folder=folder,
            length=length,
            window=LEAST_WINDOW,
        )


def check_room(count: int, shape: tuple[int, ...], most: int, folder: str) -> None:
    """Refuse more than fits into the memory.

    Parameters
    ----------
    count : int
    shape : tuple of int
        Of a sample.
    most : int
        Bytes of all samples together.
    folder : str

    Raises
    ------
    StudioError
        Which says what to choose otherwise.
    """
    if count * math.prod(shape) * 4 > most:
        raise StudioError(
            "{folder}: {count:,} recordings of {values} values are more than fit here; choose a smaller length",
            folder=folder,
            count=count,
            values=" × ".join(f"{side:,}" for side in shape),
        )
