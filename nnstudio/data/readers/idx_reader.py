"""IDX files taken apart in the child process; the format is described at the end of LeCun's MNIST page."""

from __future__ import annotations

import gzip
import io
import math
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import StudioError, counted, msg
from nnstudio.system.process import Reporter

FILE_LIMIT = 1 << 30
MOST_BYTES = 2 << 30
"""Of an array; 60 000 images of 28 × 28 have 47 MB."""
_UNSIGNED_BYTES = 0x08


def read_idx(request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Read the two files for :class:`nnstudio.data.sources.idx_files.IdxFiles`."""
    images = _array(request["images"], 3)
    reporter.progress(done=0.8)
    labels = _array(request["labels"], 1)
    if len(images) != len(labels):
        raise StudioError(
            "{file}: {images}, but {other} has {labels}", file=_name(request["images"]),
            images=counted(len(images), "{n} image", "{n} images"), other=_name(request["labels"]),
            labels=counted(len(labels), "{n} label", "{n} labels"),
        )  # fmt: skip
    return {}, {"images": images, "labels": labels}


def _array(path: str, axes: int) -> NDArray[np.uint8]:
    name = _name(path)
    raw = read_limited(path, FILE_LIMIT)
    packed = raw[:2] == b"\x1f\x8b"
    source: Any = gzip.GzipFile(fileobj=io.BytesIO(raw)) if packed else io.BytesIO(raw)
    try:
        head = source.read(4)
        if len(head) < 4 or head[:2] != b"\0\0":
            raise StudioError("{file}: it is no IDX file", file=name)
        if head[2] != _UNSIGNED_BYTES:
            raise StudioError("{file}: its values are of the type {type}; bytes (8) can be read", file=name, type=head[2])  # fmt: skip
        if head[3] != axes:
            raise StudioError(
                "{file}: it has {axes} axes, not {wanted}; is it the file with the {what}?",
                file=name, axes=head[3], wanted=axes, what=msg("images") if axes == 3 else msg("labels"),
            )  # fmt: skip
        sizes = np.frombuffer(_exactly(source, 4 * axes, name), ">u4").astype(np.int64)
        size = math.prod(sizes.tolist())
        if size > MOST_BYTES:
            raise StudioError(
                "{file}: it claims {size:,} bytes, more than can be right", file=name, size=size
            )
        if size == 0:
            raise StudioError("{file}: it is empty", file=name)
        data = _exactly(source, size, name)
        if source.read(1):
            raise StudioError("{file}: it holds more than it says", file=name)
    except (OSError, EOFError, zlib.error):
        raise StudioError("{file}: it is damaged or cut off", file=name) from None
    return np.frombuffer(data, np.uint8).reshape(sizes.tolist())


def _exactly(source: Any, size: int, name: str) -> bytes:
    """Read so many bytes, in pieces: a small file may claim any size."""
    parts, left = [], size
    while left:
        part = source.read(min(left, 1 << 24))
        if not part:
            raise StudioError("{file}: it is cut off", file=name)
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _name(path: str) -> str:
    return shown(Path(path).name)
