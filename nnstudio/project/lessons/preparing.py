"""From a lesson to the project that it begins with."""

from __future__ import annotations

import tempfile
from pathlib import Path

from nnstudio.data.held import given_paths
from nnstudio.graph.network import sequential
from nnstudio.nn.losses import loss_for
from nnstudio.project import file
from nnstudio.project.lessons.lesson import Lesson
from nnstudio.project.lessons.reading import with_training
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import load_data
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig


def prepare_lesson(lesson: Lesson) -> Project:
    """Make the project of a lesson.

    Raises
    ------
    StudioError
        When its file, or the project beside it, does not give one.
    """
    if lesson.file:
        path = lesson.path.with_name(lesson.file)
        if path.suffix.lower() != file.SUFFIX:
            raise StudioError(
                "{file}: {name} is no project: its name should end with {suffix}",
                file=shown(lesson.path.name), name=shown(lesson.file), suffix=file.SUFFIX,
            )  # fmt: skip
        project = _unpacked(lesson) if lesson.packed else file.load(path)[0]
    elif lesson.sample:
        project = open_sample(lesson.sample)
    else:
        project = _drawn(lesson)
    training = with_training(project.training, lesson.training)
    return project.replace(training=training, lesson=lesson.key)


def _unpacked(lesson: Lesson) -> Project:
    """Read a project that came with its lesson as any other file: with all checks, and all questions about its data."""
    with tempfile.TemporaryDirectory(prefix="nnstudio-lesson-") as folder:
        path = Path(folder) / lesson.file
        path.write_bytes(lesson.packed)
        try:
            project = file.load(path)[0]
            source = project.data.source
            for _, each in () if source is None else given_paths(source):
                if Path(each).is_relative_to(folder):  # which is gone in a moment
                    raise StudioError(
                        "{name} does not come with its data, {data}: keep the data in the project file",
                        name=shown(lesson.file), data=shown(Path(each).name),
                    )  # fmt: skip
            return project
        except StudioError as error:
            cause = str(error).replace(str(path), shown(lesson.file))
            raise StudioError("{file}: {cause}", file=shown(lesson.path.name), cause=cause) from None


def _drawn(lesson: Lesson) -> Project:
    assert lesson.data is not None
    data = load_data(Project(data=lesson.data))
    usual = TrainingConfig(loss=loss_for(data.task))
    project = Project(data=lesson.data, training=usual).with_network(
        sequential(data.sample_shape, lesson.layers)
    )
    size = min(usual.batch_size, len(data.train))
    return project.replace(training=usual.replace(batch_size=size))
