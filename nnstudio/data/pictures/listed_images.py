"""Tables that name pictures, taken apart in the child process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from nnstudio.data.listed.listed_reader import Listed, ReadFiles, read_listed
from nnstudio.data.pictures.image_reader import decoded, left_out
from nnstudio.data.pictures.picture_names import PICTURES
from nnstudio.data.readers.table_answer import Answer
from nnstudio.data.recordings.signal_names import SOUND, UNREAD
from nnstudio.system.messages import Message
from nnstudio.system.process import Reporter


def read_listed_images(request: dict[str, Any], reporter: Reporter) -> Answer:
    """Read a table and the pictures it names for :class:`nnstudio.data.sources.picture_table.PictureTable`.

    The request is that of :func:`nnstudio.data.listed.listed_reader.read_listed`, with ``size``, ``colour`` and ``how``. The samples of the answer are ``images``, shape
    (N, H, W, C).
    """
    return read_listed(_LISTED, request, reporter)


def _read(
    files: Sequence[str], table: str, request: Mapping[str, Any], notes: list[Message], reporter: Reporter
) -> ReadFiles:
    images, causes = decoded(files, table, request, notes, reporter)
    good = np.ones(len(files), bool)
    good[list(causes)] = False
    return ReadFiles(images[good] if causes else images, causes)


_LISTED = Listed(PICTURES, "images", _read, left_out, (SOUND, *UNREAD))
