"""Pictures of kinds that are not read, such as those of phones and scanners: they are counted, and it is said what to do."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from nnstudio.data.pictures.picture_names import UNREAD
from nnstudio.system.messages import Message, StudioError, msg


def is_unread(entry: os.DirEntry[str]) -> bool:
    """Whether a file is a picture of a kind that is not read, by its name."""
    return entry.name.lower().endswith(UNREAD) and not entry.name.startswith(".")


def unread_left_out(names: Sequence[str]) -> Message:
    """What is said of pictures of kinds that are not read, where others are."""
    text = "Pictures of kinds that are not read are left out: {count} ({kinds}); save them as JPEG or PNG"
    return msg(text, count=len(names), kinds=_kinds(names))


def unread_only(folder: str, names: Sequence[str]) -> StudioError:
    """What is said where there are no others."""
    text = "{folder}: its pictures are of kinds that are not read ({kinds}); save them as JPEG or PNG"
    return StudioError(text, folder=folder, kinds=_kinds(names))


def _kinds(names: Sequence[str]) -> str:
    return ", ".join(sorted({Path(name).suffix.lower() for name in names}))
