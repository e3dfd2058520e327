"""Text tables that were packed: .csv.gz and its relatives, and a zip with one file in it."""

from __future__ import annotations

import importlib
import io
import zlib
from pathlib import PurePosixPath

from nnstudio.system.messages import StudioError, msg
from nnstudio.system.zips import open_archive

MOST_BYTES = 2 << 30
"""Of a text, unpacked."""
_PIECE = 1 << 24
_PACKED = ((b"\x1f\x8b", "gzip"), (b"BZh", "bz2"), (b"\xfd7zXZ\x00", "lzma"))
"""How such data begins, and the module that unpacks it; a Python that somebody has built may lack one."""
_TEXTS = (".csv", ".tsv", ".tab", ".txt", ".dat", ".data", "")
_ZIP = b"PK\x03\x04"


def unpacked(file: str, raw: bytes) -> bytes:
    """The text in packed data; data that is not packed as it is.

    Raises
    ------
    StudioError
        Where it is damaged, too large, of a kind that this Python cannot unpack, or a zip of several files.
    """
    if raw.startswith(_ZIP):
        return _only_text(file, raw)
    name = next((name for magic, name in _PACKED if raw.startswith(magic)), None)
    if name is None:
        return raw
    try:
        module = importlib.import_module(name)
    except ImportError:
        raise StudioError("{file}: this Python was built without {name}; unpack the file first", file=file, name=name) from None  # fmt: skip
    pieces, size = [], 0
    try:
        source = module.open(io.BytesIO(raw))
        while piece := source.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise StudioError(
                    "{file}: it unpacks to more than {most:,} bytes; unpack it first",
                    file=file,
                    most=MOST_BYTES,
                )
    except (OSError, EOFError, zlib.error, ValueError, getattr(module, "LZMAError", OSError)):
        raise StudioError("{file}: it is damaged or cut off", file=file) from None
    return b"".join(pieces)


def _only_text(file: str, raw: bytes) -> bytes:
    """The one file of a zip; a zip with none that can be a table as it is, which is refused by what it seems to be."""
    try:
        with open_archive(io.BytesIO(raw), msg("a zip archive")) as archive:
            names = [
                name for name in archive.names if not name.endswith("/") and not name.startswith("__MACOSX/")
            ]
            texts = [name for name in names if PurePosixPath(name).suffix.lower() in _TEXTS]
            if not texts or "[Content_Types].xml" in names or "mimetype" in names:
                return raw
            if len(names) > 1:
                raise StudioError(
                    "it holds {count} files; unpack it and open the one with the table", count=len(names)
                )
            archive.check(MOST_BYTES)
            return archive.read(names[0], MOST_BYTES)
    except StudioError as error:
        raise StudioError("{file}: {cause}", file=file, cause=error.message) from None
