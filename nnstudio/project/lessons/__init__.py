"""Lessons: short texts, each on a prepared project, each with one thing to do and a check that it was done."""

from __future__ import annotations

from nnstudio.project.lessons.checks import look
from nnstudio.project.lessons.handout import open_lesson
from nnstudio.project.lessons.lesson import Lesson, refusal
from nnstudio.project.lessons.measures import Answer, Situation
from nnstudio.project.lessons.preparing import prepare_lesson
from nnstudio.project.lessons.shelf import lessons

__all__ = [
    "Answer",
    "Lesson",
    "Situation",
    "lessons",
    "look",
    "open_lesson",
    "prepare_lesson",
    "refusal",
]
