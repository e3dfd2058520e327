"""What a diagram is drawn of, and its words in the user's language."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from nnstudio.app.words.layer_words import figures_text, loss_title, loss_words, truth_text
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.export.diagram import Diagram, Picture, Words, draw
from nnstudio.project.project import Project


class Subject(NamedTuple):
    """A project, what it is called, and what is known of its data."""

    project: Project
    name: str
    known: Preprocessor | None = None


def drawn(subject: Subject, options: Diagram) -> Picture:
    """Draw a project as it stands on the canvas.

    Raises
    ------
    StudioError
        When there is nothing to draw.
    """
    translate = QCoreApplication.translate
    project = subject.project
    letter, truth = truth_text(project)
    words = Words(
        parameters=translate("Canvas", "{0} parameters"),
        parameter=translate("Canvas", "1 parameter"),
        loss=translate("LossCard", "Loss"),
        letter=letter,
        truth=truth,
        frozen=translate("Canvas", "frozen"),
        figures=figures_text,
    )
    loss, told = loss_title(project, subject.known), loss_words(project, subject.known)
    return draw(project.network, project.layout, options, loss, words=words, name=subject.name, told=told)
