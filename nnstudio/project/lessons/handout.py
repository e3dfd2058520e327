"""A lesson in one file to hand out: a zip with the text and, where it begins with one, its project."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

import msgspec

from nnstudio.project import file
from nnstudio.project.kept_data import cannot_keep
from nnstudio.project.lessons.lesson import Lesson
from nnstudio.project.lessons.preparing import prepare_lesson
from nnstudio.project.lessons.reading import MOST_BYTES, SUFFIX, parse_lesson, read_lesson
from nnstudio.project.project import Project
from nnstudio.project.text_lines import decoded
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited, write_bytes
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.names import is_name
from nnstudio.system.numbers import size_text
from nnstudio.system.zips import Archive, new_member, open_archive

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
    return _opened(read_limited(path, MOST_PACKED), path)


def hand_out(lesson: Lesson, target: Path) -> int:
    """Write a lesson, its project and its data into one zip, after it was seen that it opens again.

    The text is taken as its file has it now. What was trained for the project, weights and runs, stays at home.

    Parameters
    ----------
    lesson : Lesson
        From a text file.
    target : Path
        The zip; a file that is there already is replaced.

    Returns
    -------
    int
        Bytes of the zip.

    Raises
    ------
    StudioError
        When lesson, project or data cannot be read, do not fit into a zip, or the disk refuses; nothing is written then.
    """
    if lesson.zipped:
        raise StudioError(
            "{file} came in one file already: hand that one out as it is", file=shown(lesson.path.name)
        )
    name = lesson.path.name
    text = read_limited(lesson.path, MOST_BYTES)
    lesson = parse_lesson(decoded(text, name), lesson.path)
    members = {name: text}
    if lesson.file:
        project = prepare_lesson(msgspec.structs.replace(lesson, training={}))
        members[lesson.file] = file.encode(_with_data(project.replace(runs=()), lesson))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for member, data in members.items():
            archive.writestr(new_member(member), data)  # as it is: the project is a zip itself
    packed = buffer.getvalue()
    if len(packed) > MOST_PACKED:
        raise StudioError(
            "{file}: its project has {size}, and a lesson in one file may have {most} MiB",
            file=shown(name), size=size_text(len(packed)), most=MOST_PACKED >> 20,
        )  # fmt: skip
    prepare_lesson(_opened(packed, target))
    write_bytes(target, packed)
    return len(packed)


def _with_data(project: Project, lesson: Lesson) -> Project:
    """The project with its data inside, where that lies in files."""
    source = project.data.source
    if source is None or not source.paths:
        return project
    why = cannot_keep(source)
    if why is not None:
        raise StudioError("{file}: {cause}", file=shown(lesson.file), cause=why)
    return project.replace(keep_data=True)


def _opened(data: bytes, path: Path) -> Lesson:
    try:
        with open_archive(io.BytesIO(data), msg("a lesson")) as archive:
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
    beside = lesson.file
    packed = archive.read(str(place.with_name(beside)), MOST_PACKED) if beside else b""
    return msgspec.structs.replace(lesson, packed=packed, zipped=True)


def _is_litter(name: str) -> bool:
    """Whether some system puts such members into a zip by itself."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")
