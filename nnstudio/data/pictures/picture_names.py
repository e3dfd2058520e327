"""Pictures by the names of their files: which are read, and which are of kinds that are not."""

from __future__ import annotations

from nnstudio.data.listed.file_names import FileKind, lists_files

ENDINGS = (".png", ".jpg", ".jpeg", ".jfif", ".jpe", ".bmp", ".gif", ".webp", ".tif", ".tiff")
"""Of the files that are read as pictures."""
UNREAD = (
    ".heic",
    ".heif",
    ".avif",
    ".jxl",
    ".jp2",
    ".dng",
    ".cr2",
    ".cr3",
    ".nef",
    ".arw",
    ".psd",
    ".svg",
)
"""Of pictures that are not read, which is said."""
PICTURES = FileKind("pictures", ENDINGS)
"""What a table may name."""


def lists_pictures(path: str) -> bool:
    """Whether a text file is a table that names pictures, by its first rows."""
    return lists_files(path, PICTURES)
