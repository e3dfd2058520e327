"""Which state of its file a copy was made from: whoever recovers it can tell whether somebody has edited the file since."""

from __future__ import annotations

from pathlib import Path

import msgspec

from nnstudio.system.files import Stamp, stamp_of
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.zips import Archive, open_archive

_MEMBER = "begun.json"


class _Begun(msgspec.Struct):
    size: int | None = None
    changed: float | None = None


def member_for(begun: Stamp | None) -> dict[str, bytes]:
    """What is written into the copy: the stamp of the file, or that what is copied does not come from what is there."""
    return {_MEMBER: msgspec.json.encode({} if begun is None else begun._asdict())}


def begun_in(archive: Archive) -> Stamp | None:
    """The stamp that a copy tells, if any; raises StudioError, msgspec.ValidationError."""
    if _MEMBER not in archive:
        return None
    told = msgspec.convert(archive.json(_MEMBER), _Begun)
    return None if told.size is None or told.changed is None else Stamp(told.size, told.changed)


def is_edited_since(document: Path, copy: Path) -> bool:
    """Whether the file of a document may hold what a safety copy of it does not."""
    there, copied = stamp_of(document), stamp_of(copy)
    if there is None or copied is None:
        return False
    try:
        with copy.open("rb") as data, open_archive(data, msg("an NN Studio project")) as archive:
            if _MEMBER in archive:
                begun = begun_in(archive)
                return begun is None or not there.is_of(begun)
    except (StudioError, OSError, msgspec.ValidationError):
        pass
    return there.changed > copied.changed  # one of an earlier version tells nothing
