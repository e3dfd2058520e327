"""Samples in files of their own whose class is the name of their folder: as a data set, and kept in the cache as such."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from nnstudio.data import cache
from nnstudio.data.along import UNKNOWN, Along
from nnstudio.data.beside import RowNames, packed_lines
from nnstudio.data.columns.spelled_alike import counted_as_one, told
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.process import ChildFailed, Reply

FILE = "file"
"""What the names of the files are called beside their answers."""


class _Answer(msgspec.Struct, frozen=True):
    """What the reading child says."""

    classes: tuple[str, ...]
    notes: tuple[Message, ...]
    rate: int = 0
    along: Along = UNKNOWN
    spectrogram: Spectrogram | None = None


class _Kept(_Answer, frozen=True):
    """What the cache notes beside the samples."""

    fingerprint: str = ""
    spellings: tuple[tuple[str, str], ...] = ()


def dataset_of(name: str, reply: Reply, samples: NDArray[np.float32], *, alike: bool) -> Dataset:
    """What a child process read as a data set.

    Parameters
    ----------
    name : str
        Of the folder.
    reply : Reply
        Its header has ``classes``, ``notes`` and, of recordings, ``rate``, ``along`` and ``spectrogram``; its arrays are ``labels``, ``names`` and, where folders
        divide the samples, ``parts``.
    samples : ndarray of float32, shape (N, *sample_shape)
    alike : bool
        Whether folders whose names differ only in capitals or blanks hold one class.

    Raises
    ------
    StudioError
        When there is only one class then.
    """
    try:
        answer = msgspec.convert(reply.header, _Answer)
        labels, parts = reply.arrays["labels"], reply.arrays.get("parts")
        names = RowNames.received(FILE, reply.arrays["names"])
    except (msgspec.ValidationError, KeyError, UnicodeDecodeError) as error:
        raise ChildFailed("{file}: the answer of its child process makes no sense", file=name) from error
    target, notes = Column("class", "category", labels, answer.classes), answer.notes
    if alike:
        target = counted_as_one(target)
        notes += (told(target),) if target.spellings else ()
    if len(target.categories) < 2:
        raise StudioError(
            "{folder}: the names of its sub-folders differ only in capitals or blanks; as one class there is nothing "
            "to tell apart",
            folder=name,
        )
    return Dataset(
        name, samples, target, notes, parts=parts, names=(names,), rate=answer.rate, along=answer.along,
        spectrogram=answer.spectrogram,
    )  # fmt: skip


def keep(key: str, dataset: Dataset) -> None:
    """Keep a data set in the cache, where there is room for it."""
    target = dataset.target
    facts = {
        "classes": target.categories,
        "spellings": target.spellings,
        "notes": msgspec.to_builtins(dataset.notes),
        "fingerprint": dataset.fingerprint,
        "rate": dataset.rate,
        "along": msgspec.to_builtins(dataset.along),
        "spectrogram": msgspec.to_builtins(dataset.spectrogram),
    }
    assert isinstance(dataset.inputs, np.ndarray)
    packed = packed_lines(dataset.names[0].texts.tolist())
    kept = {"samples": dataset.inputs, "labels": target.values, "names": packed}
    cache.keep(key, kept | ({} if dataset.parts is None else {"parts": dataset.parts}), facts)


def kept(key: str, name: str, axes: tuple[int, ...]) -> Dataset | None:
    """The samples as the cache has them, or None.

    Parameters
    ----------
    key : str
    name : str
        Of the data set.
    axes : tuple of int
        How many a sample may have.
    """
    entry = cache.find(key)
    if entry is None:
        return None
    try:
        facts = msgspec.convert(entry.facts, _Kept)
        samples, labels = entry.arrays["samples"], entry.arrays["labels"]
        if samples.dtype != np.float32 or samples.ndim - 1 not in axes or len(samples) != len(labels):
            return None
        target = Column("class", "category", labels, facts.classes, spellings=facts.spellings)
        names = RowNames.received(FILE, entry.arrays["names"])
        if len(names) != len(labels) or not facts.fingerprint:
            return None
        return Dataset.kept(
            name,
            samples,
            target,
            facts.notes,
            facts.fingerprint,
            parts=entry.arrays.get("parts"),
            names=(names,),
            rate=facts.rate,
            along=facts.along,
            spectrogram=facts.spectrogram,
        )
    except (msgspec.ValidationError, KeyError, UnicodeDecodeError, StudioError):
        return None
