"""The one way out: check, translate, prove, write; for the window and the command line alike."""

from __future__ import annotations

import glob
import hashlib
import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from nnstudio import __version__
from nnstudio.data.dataset import Dataset
from nnstudio.data.paths import require_no_data
from nnstudio.export.apart import LARGE, make_apart
from nnstudio.export.artifact import Artifact
from nnstudio.export.format import Format, require_possible
from nnstudio.export.making import Made, Tell, make
from nnstudio.export.proof import Proof, facts_of
from nnstudio.project.file import require_no_project
from nnstudio.system.briefly import unless_cancelled
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.file_errors import shown
from nnstudio.system.file_set import CHUNK, write_together
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, msg

Progress = Callable[[dict[str, Any]], None]
"""Receives ``{"done": 0 to 1, "step": Message}``."""

SIDECAR = ".proof.json"
"""What is appended to the name of the exported file for the file that tells of its proof."""

_MADE = 0.7
"""Share of the work that is behind us when writing begins, roughly."""


class Written(NamedTuple):
    """What an export has come to.

    Parameters
    ----------
    files : tuple of Path
        All that was written, the chosen one first, the sidecar last.
    proof : Proof or None
    reason : Message or None
        Why there is no proof.
    """

    files: tuple[Path, ...]
    proof: Proof | None
    reason: Message | None


def write(
    artifact: Artifact,
    chosen: Format,
    path: Path,
    *,
    dataset: Dataset | None = None,
    prove: bool = True,
    replace: bool = False,
    cancelled: Cancel | None = None,
    progress: Progress | None = None,
) -> Written:
    """Export a network: all files of a format and the record of their proof, or nothing.

    Parameters
    ----------
    artifact : Artifact
    chosen : Format
    path : Path
        File to write; what is there is replaced.
    dataset : Dataset, optional
        The data set it was trained on, where somebody has read it already; see
        :func:`nnstudio.export.samples.samples_for`.
    prove : bool
        Whether an independent program must agree.
    replace : bool
        Whether files beside ``path`` that do not come from an earlier export may be replaced, too, and at ``path`` one that
        another export needs.
    cancelled : callable, optional
        Asked at least every 200 ms, whatever is under way.
    progress : callable, optional

    Raises
    ------
    StudioError
        When the network has no place in the format, another program disagrees, a file that is not ours is in the
        way, it would take the place of a project or of the data, or the disk refuses; nothing has been written then.
    Cancelled
        Nothing has been written either.
    """
    cancelled = cancelled or _never
    tell = _Teller(progress)
    require_possible(chosen, artifact)
    require_no_project(path)
    source = None if artifact.data is None else artifact.data.source
    for file in (path, *_beside(path, chosen)):
        require_no_data(file, source)
    if not replace:
        _require_ours(path, chosen)
    made = _made(artifact, chosen, path.name, dataset, prove, cancelled, tell)
    contents = dict(made.contents)
    if chosen.runs:
        contents[path.name + SIDECAR] = _record(artifact, chosen, made, cancelled)
    places = {path.with_name(name): data for name, data in contents.items()}
    write_together(
        places, cancelled=cancelled,
        progress=lambda share: tell(_MADE + (1 - _MADE) * share, msg("Writing")),
    )  # fmt: skip
    return Written(tuple(places), made.proof, made.reason)


def others_in_the_way(path: Path, chosen: Format) -> tuple[Path, ...]:
    """Files beside ``path`` that an export would replace and that come from no earlier export."""
    sidecar = path.with_name(path.name + SIDECAR)
    known = _earlier(sidecar)
    there = [file for file in _beside(path, chosen) if _exists(file) and file.name not in known]
    if chosen.runs and _exists(sidecar) and not known:
        there.append(sidecar)
    return tuple(there)


def _beside(path: Path, chosen: Format) -> list[Path]:
    return [path.with_name(name) for name in chosen.companions(path.name)]


def _exists(path: Path) -> bool:
    return os.path.exists(path)  # noqa: PTH110  a name that is too long does not exist


def needed_by(path: Path) -> Path | None:
    """The earlier export that needs what is at ``path``, such as the source whose weights it holds; None where none does."""
    if not _exists(path):
        return None
    same_stem = f"{glob.escape(path.name.split('.')[0])}*{SIDECAR}"
    for sidecar in sorted(path.parent.glob(same_stem)):
        owner = sidecar.with_name(sidecar.name.removesuffix(SIDECAR))
        if owner.name != path.name and _exists(owner) and path.name in _earlier(sidecar):
            return owner
    return None


def _require_ours(path: Path, chosen: Format) -> None:
    owner = needed_by(path)
    if owner is not None:
        raise StudioError(
            "{file} belongs to {owner}, an earlier export that needs it: choose another name or folder",
            file=shown(path.name), owner=shown(owner.name),
        )  # fmt: skip
    there = others_in_the_way(path, chosen)
    if there:
        raise StudioError(
            "{format} also writes {file}, and there is such a file already that comes from somewhere else: "
            "choose another name or folder",
            format=msg(chosen.title), file=shown(there[0].name),
        )  # fmt: skip


def _earlier(sidecar: Path) -> dict[str, str]:
    """Names of the files of an earlier export, with their digests; empty where there was none."""
    try:
        # Not msgspec, which refuses what _record writes of a name that is no UTF-8.
        plain = msgspec.convert(json.loads(read_limited(sidecar, 1 << 20)), _Earlier)
    except (StudioError, msgspec.ValidationError, RecursionError, ValueError):
        return {}
    return plain.files if plain.producer == _PRODUCER else {}


class _Earlier(msgspec.Struct):
    producer: str
    files: dict[str, str]


_PRODUCER = "NN Studio"


def _made(
    artifact: Artifact,
    chosen: Format,
    name: str,
    dataset: Dataset | None,
    prove: bool,
    cancelled: Cancel,
    tell: Tell,
) -> Made:
    """Make everything, here or, where it is large, in a process of its own."""

    def share(done: float, step: Message) -> None:
        tell(_MADE * done, step)

    if artifact.weight_bytes >= LARGE:
        return make_apart(artifact, chosen, name, prove=prove, cancelled=cancelled, tell=share)
    return make(
        artifact, chosen, name, dataset=dataset, prove=prove, cancelled=cancelled, tell=share,
        run=partial(unless_cancelled, cancelled=cancelled),
    )  # fmt: skip


def _record(artifact: Artifact, chosen: Format, made: Made, cancelled: Cancel) -> bytes:
    """The sidecar: what ran and what it showed. Without a date, so that the same export gives the same bytes."""
    facts: dict[str, Any] = {
        "producer": _PRODUCER,
        "version": __version__,
        "format": chosen.key,
        "settings": msgspec.to_builtins(chosen),
        "network": artifact.fingerprint,
        "data": artifact.data_fingerprint,
        "epoch": artifact.epoch,
        **({"decisions": decided} if (decided := artifact.decided()) else {}),
        "files": {name: _digest(data, cancelled) for name, data in made.contents.items()},
        "proven": made.proof is not None,
    }
    if made.proof is not None:
        facts["proof"] = facts_of(made.proof)
    if made.reason is not None:
        facts["reason"] = str(made.reason)
    return (json.dumps(facts, indent=2, ensure_ascii=True, allow_nan=False) + "\n").encode()


def _digest(data: bytes | memoryview, cancelled: Cancel) -> str:
    digest, whole = hashlib.sha256(), memoryview(data)
    for start in range(0, len(whole), CHUNK):
        heed(cancelled)
        digest.update(whole[start : start + CHUNK])
    return digest.hexdigest()


class _Teller:
    """Progress in steps with a share."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress

    def __call__(self, done: float, step: Message) -> None:
        if self._progress is not None:
            self._progress({"done": done, "step": step})


def _never() -> bool:
    return False
