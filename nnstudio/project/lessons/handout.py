"""A lesson in one file to hand out: a zip with the text and, where it begins with one, its project."""

from __future__ import annotations

import io
from pathlib import Path, PurePosixPath

import msgspec

from nnstudio.project.lessons.lesson import Lesson
from nnstudio.project.lessons.reading import MOST_BYTES, SUFFIX, decoded, is_name, parse_lesson, read_lesson
from nnstudio.system.files import read_limited, shown
from nnstudio.system.messages import StudioError
from nnstudio.system.zips import Archive, open_archive

PACKED = ".zip"
MOST_PACKED = 256 << 20


def open_lesson(path: Path) -> Lesson:
    """Read a lesson from its text file, or from a zip.

    Raises
    ------
    StudioError
        In one line that names the file and what is wrong with it.
    """
    if path.suffix.lower() != PACKED:
        return read_lesson(path)
    data = read_limited(path, MOST_PACKED)
    try:
        with open_archive(io.BytesIO(data), "a lesson") as archive:
            return _from_archive(archive, path)
    except StudioError as error:
        raise StudioError("Cannot open {path}: {cause}", path=shown(path.name), cause=error.message) from None


def _from_archive(archive: Archive, path: Path) -> Lesson:
    texts = [name for name in archive.names if name.lower().endswith(SUFFIX) and not _is_litter(name)]
    if len(texts) != 1:
        raise StudioError(
            "a lesson in a zip is one text file whose name ends with .md, and here are {n}", n=len(texts)
        )
    place = PurePosixPath(texts[0])
    if not is_name(place.name):
        raise StudioError("{name} is no name that a file has on every system", name=shown(place.name))
    text = decoded(archive.read(texts[0], MOST_BYTES), place.name)
    lesson = parse_lesson(text, path.with_name(place.name))
    if lesson.file:
        packed = archive.read(str(place.with_name(lesson.file)), MOST_PACKED)
        lesson = msgspec.structs.replace(lesson, packed=packed)
    return lesson


def _is_litter(name: str) -> bool:
    """Whether some system puts such members into a zip by itself."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")
