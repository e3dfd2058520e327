"""The lessons that come with the program, in the language of the reader."""

from __future__ import annotations

from pathlib import Path

from nnstudio.project.lessons.lesson import Lesson
from nnstudio.project.lessons.reading import SUFFIX, read_lesson
from nnstudio.system import folders

ENGLISH = "en"


def folder(language: str) -> Path:
    """Where the lessons of a language are: "de" for German."""
    return folders.resources() / "lessons" / language


def lessons(language: str = ENGLISH) -> tuple[Lesson, ...]:
    """All lessons, in their order; those that are not there in a language are in English.

    Parameters
    ----------
    language : str
        As a desktop names it, ``"de_AT"`` or ``"de"``: what stands behind the first part is looked for first.

    Raises
    ------
    StudioError
        When a file that came with the program is damaged.
    """
    found = {path.name: path for path in folder(ENGLISH).glob(f"*{SUFFIX}")}
    if all(part.isalnum() for part in language.split("_")):
        for spelled in (language.partition("_")[0], language):
            found |= {name: folder(spelled) / name for name in found if (folder(spelled) / name).is_file()}
    read = [read_lesson(path) for path in found.values()]
    return tuple(sorted(read, key=lambda lesson: (lesson.order, lesson.key)))
