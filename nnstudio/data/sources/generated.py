"""Points made by a formula, for watching a network learn: two classes in the plane, or a curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import numpy as np

from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.nn.fields import Field
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.messages import Message, msg
from nnstudio.system.seeds import stream

Draw = Callable[[int, np.random.Generator], tuple[Host, Host]]
"""From a number of points and a generator to points (N, 2) and their class numbers (N,)."""


def _moons(count: int, generator: np.random.Generator) -> tuple[Host, Host]:
    """Two half circles that reach into each other."""
    label = np.arange(count) % 2
    angle = generator.uniform(0, np.pi, count)
    x = np.where(label == 0, np.cos(angle), 1 - np.cos(angle))
    y = np.where(label == 0, np.sin(angle), 0.5 - np.sin(angle))
    return np.stack([x, y], axis=1), label


def _circles(count: int, generator: np.random.Generator) -> tuple[Host, Host]:
    """A disc inside a ring."""
    label = np.arange(count) % 2
    angle = generator.uniform(0, 2 * np.pi, count)
    radius = np.where(label == 0, np.sqrt(generator.uniform(0, 0.2, count)), generator.uniform(0.8, 1, count))
    return radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1), label


def _xor(count: int, generator: np.random.Generator) -> tuple[Host, Host]:
    """Opposite corners belong together, which no straight line tells apart."""
    x = generator.uniform(0.05, 1, (count, 2)) * generator.choice([-1.0, 1.0], (count, 2))
    return x, (x[:, 0] * x[:, 1] > 0).astype(np.int64)


def _spirals(count: int, generator: np.random.Generator) -> tuple[Host, Host]:
    """Two arms that turn around each other."""
    label = np.arange(count) % 2
    way = generator.uniform(0.05, 1, count)
    angle = 1.75 * 2 * np.pi * way + np.pi * label
    # Three times as large as the other shapes, so that the same noise does not blur the arms.
    return 3 * way[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1), label


def _blobs(count: int, generator: np.random.Generator) -> tuple[Host, Host]:
    """Three clouds."""
    label = np.arange(count) % 3
    angle = 2 * np.pi * label / 3 + np.pi / 2
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) + generator.normal(0, 0.25, (count, 2)), label


PLANES: dict[str, Draw] = {
    "moons": _moons,
    "circles": _circles,
    "xor": _xor,
    "spirals": _spirals,
    "blobs": _blobs,
}
"""The shapes with classes; "sine" is a curve to be learned instead."""
SHAPES = (*PLANES, "sine")

TITLES: dict[str, Message] = {
    "moons": msg("Two moons"),
    "circles": msg("Circles"),
    "xor": msg("Exclusive or"),
    "spirals": msg("Two spirals"),
    "blobs": msg("Three clouds"),
    "sine": msg("Sine curve"),
}
"""What the shapes are called."""

SUMMARIES: dict[str, str] = {
    "moons": "Two half circles that reach into each other.",
    "circles": "A disc inside a ring.",
    "xor": "Opposite corners belong together: no line tells them apart.",
    "spirals": "Two arms that turn around each other: hard.",
    "blobs": "Three classes in three clouds: easy.",
    "sine": "One input and a wave to follow: a regression.",
}


@SOURCES.register
class Generated(Source, frozen=True):
    """Points made by a formula. The same settings give the same points."""

    shape: Annotated[
        str, Field("What the points look like.", choices=SHAPES, choice_help=tuple(SUMMARIES.values()))
    ] = "moons"
    points: Annotated[
        int,
        Field("How many points are drawn.", minimum=20, maximum=100_000, logarithmic=True, usual=(50, 5_000)),
    ] = 500
    noise: Annotated[
        float,
        Field(
            "How far points stray from where they belong, as a standard deviation.", minimum=0.0, maximum=1.0
        ),
    ] = 0.1
    seed: Annotated[int, Field("Another number draws other points.", minimum=0, maximum=2**32 - 1)] = 0

    @property
    def title(self) -> Message:
        """What the chosen shape is called."""
        return TITLES[self.shape]

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Draw the points."""
        generator = stream(self.seed, f"generated {self.shape}")
        name = str(self.title)
        if self.shape == "sine":
            x = generator.uniform(-np.pi, np.pi, self.points)
            y = np.sin(x) + generator.normal(0, self.noise, self.points) if self.noise else np.sin(x)
            return Dataset(name, (Column.number("x", x),), Column.number("y", y))
        where, labels = PLANES[self.shape](self.points, generator)
        where = where + generator.normal(0, 1, where.shape) * self.noise
        columns = (Column.number("x1", where[:, 0]), Column.number("x2", where[:, 1]))
        return Dataset(name, columns, Column.category("class", ["ABC"[label] for label in labels]))
