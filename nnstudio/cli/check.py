"""nnstudio check: what was made of a lesson, in one project or in those of a whole class."""

from __future__ import annotations

import argparse
import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from nnstudio.cli.output import Output
from nnstudio.project import file
from nnstudio.project.lessons import Lesson, lessons, open_lesson, prepare_lesson
from nnstudio.project.lessons.handed_in import Judged, judge, only_seen
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError


def run(options: argparse.Namespace, output: Output) -> int:
    """Print for each project whether the one thing of the lesson was done, and what is missing."""
    lesson = _lesson(options.lesson)
    unseen = [check.text for check in lesson.checks if only_seen(check)]
    if len(unseen) == len(lesson.checks):
        raise StudioError(
            "{lesson}: what it asks for is seen in the window only ({checks}), and in no file",
            lesson=lesson.title, checks=", ".join(unseen),
        )  # fmt: skip
    begun = prepare_lesson(lesson)
    rows: list[tuple[str, str, str]] = []
    first: dict[str, str] = {}
    count = 0
    for name in _named(options.file):
        try:
            project, trained = file.load(Path(name), ask=False)
        except StudioError as error:
            output.event("checked", file=name, done=False, error=str(error))
            rows.append((shown(name), "no", str(error)))
            continue
        judged = judge(lesson, begun, project, trained)
        # A run has an id drawn by lot: who has the run of somebody else has the file of somebody else.
        same = sorted({first[r.id] for r in project.runs if r.id in first})
        first |= {r.id: name for r in project.runs if r.id not in first}
        count += judged.done
        output.event(
            "checked", file=name, done=judged.done, changed=list(judged.changed), same_run_as=same,
            answers=[
                {"check": check.text, "done": None if answer is None else answer.done}
                | ({} if answer is None or answer.done else {"words": str(answer.words)})
                for check, answer in judged.answers
            ],
        )  # fmt: skip
        words = [*_missing(judged), *(f"has a run of {shown(other)}" for other in same)]
        rows.append((shown(name), "yes" if judged.done else "no", "; ".join(words)))
    output.text(f"{lesson.title}: {lesson.task.replace('**', '')}")
    output.text()
    output.table(("File", "Done", ""), rows)
    output.text(f"{count} of {len(rows)} done")
    if unseen:
        output.text(f"not in a file, only seen in the window: {', '.join(unseen)}")
    return 0


def _named(given: Iterable[str]) -> Iterator[str]:
    """The files meant, also by a pattern, which the shells of Windows leave to the program."""
    for name in given:
        found = [] if os.path.exists(name) else sorted(glob.glob(name))  # noqa: PTH110, PTH207
        yield from found or [name]


def _missing(judged: Judged) -> list[str]:
    words = [str(answer.words) for _, answer in judged.answers if answer is not None and not answer.done]
    words += [
        f"its {part} {'are' if part == 'epochs' else 'is'} not as the lesson has it"
        for part in judged.changed
    ]
    return words


def _lesson(name: str) -> Lesson:
    """The lesson of a file, or one that comes with the program."""
    known = {lesson.key: lesson for lesson in lessons()}
    if name in known:
        return known[name]
    if not Path(name).exists():
        raise StudioError(
            "{name} is neither a file nor a lesson of the program; those are {known}",
            name=shown(name), known=", ".join(known),
        )  # fmt: skip
    return open_lesson(Path(name))
