"""Trying a trained network on something new: a drawing, a row that was typed, a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from nnstudio.data.beside import Beside
from nnstudio.data.dataset import Column
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.preparing.raw import Mixed
from nnstudio.data.preparing.strange import strange_in
from nnstudio.data.sources import ImageFiles
from nnstudio.project.answers import Answers
from nnstudio.project.judging.answerer import Answerer
from nnstudio.project.judging.arrays import are_arrays, samples_of
from nnstudio.project.judging.drawn import Hand, are_photographs, as_sample, can_draw, hand_of
from nnstudio.project.judging.given import Typed, image_sample, is_image, rows_of, typed_columns, typed_row
from nnstudio.project.judging.pictures import are_pictures, pictures_of
from nnstudio.project.judging.recordings import are_recordings, recordings_of
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import Message, StudioError
from nnstudio.system.numbers import figure_text


class Tried(NamedTuple):
    """Prepared samples, and what the network says to them.

    Parameters
    ----------
    x : array, shape (m, *sample_shape)
    answers : tuple of Answers
        Of each output, in the order of the targets: mostly one.
    true : tuple of str
        What the sample is, likewise; empty where that is not known.
    beside : Beside
        What goes along with the samples.
    notes : tuple of Message
        What was left out of their file, or counts as missing.
    newest : int, optional
        Which of them is the newest, where rows follow one another: the one that is asked for.
    short : tuple of Message
        What is said of those with fewer rows before them than are seen.
    """

    x: Host
    answers: tuple[Answers, ...]
    true: tuple[str, ...] = ()
    beside: Beside = Beside()
    notes: tuple[Message, ...] = ()
    newest: int | None = None
    short: tuple[Message, ...] = ()


class Tryout:
    """Answers whatever is given to it; every method may run on a thread of its own, one at a time.

    Parameters
    ----------
    answerer : Answerer
    load : callable
        Reads the data that the network was trained on, when it is first needed.
    """

    def __init__(self, answerer: Answerer, load: Callable[[Cancel], Prepared]) -> None:
        self.answerer = answerer
        self._load = load
        self._prepared: Prepared | None = None
        self._hand: Hand | None = None
        self._next = 0

    def sample(self, cancelled: Cancel) -> Tried:
        """Another sample of the validation part, or of the training part where there is none: not of the test part."""
        prepared = self._data(cancelled)
        split = prepared.validation if len(prepared.validation) else prepared.train
        # A step that shares no factor with the number of samples comes to each of them before it comes to one again.
        step = next(n for n in (37, 41, 1) if n == 1 or len(split) % n)
        at = (self._next * step) % len(split)
        self._next += 1
        asked = zip(prepared.views, split.answers, strict=True)
        true = tuple(_true(view, y[at]) for view, y in asked)
        x = split.x[at : at + 1]
        return Tried(x, self.answerer.ask(x), true, prepared.beside.take(split.rows[at : at + 1]))

    def photograph(self, cancelled: Cancel) -> Tried | None:
        """A sample to begin with where the data's pictures in grey are photographs; None where they can be drawn."""
        return self.sample(cancelled) if are_photographs(self._data(cancelled)) else None

    def drawing(self, ink: Host, cancelled: Cancel, values: Typed | None = None) -> Tried:
        """A drawing, scaled and moved as the data's pictures are; see :func:`as_sample`. ``values`` as in :meth:`file`.

        Raises
        ------
        StudioError
            When nothing is drawn.
        """
        sample = as_sample(ink, self._hand_of(cancelled))
        if sample is None:
            raise StudioError("Nothing is drawn yet")
        x = self.answerer.trained.preprocessor.transform(Mixed(sample[None], self._columns(values)))
        return Tried(x, self.answerer.ask(x))

    def row(self, values: Typed, picture: Host | None = None) -> Tried:
        """A row that was typed, behind the prepared picture that it belongs to, where it belongs to one."""
        x = typed_row(self.answerer.trained.preprocessor, values)
        if picture is not None:
            x = np.concatenate([picture.reshape(1, -1), x], axis=1)
        return Tried(x, self.answerer.ask(x))

    def file(self, path: str, cancelled: Cancel, values: Typed | None = None) -> Tried:
        """An image, a recording, those of a folder, samples in an array, or the rows of a table.

        Parameters
        ----------
        path : str
        cancelled : callable
        values : mapping, optional
            What was typed for the columns that belong to a single picture, which has none of its own.

        Raises
        ------
        StudioError
            When it cannot be read or does not suit; the text names the file.
        """
        trained, name = self.answerer.trained, shown(Path(path).name)
        shape = trained.preprocessor.array_shape
        if is_image(path):
            if trained.data.other_lengths is not None:
                raise StudioError(
                    "{file} is an image, and this network answers recordings: drop a WAV or CSV file",
                    file=name,
                )
            if len(shape) != 3 or shape[2] not in (1, 3):
                raise StudioError(
                    "{file} is an image, and this network answers rows: drop a table", file=name
                )
            as_drawn = not isinstance(trained.data.source, ImageFiles) and can_draw(self._data(cancelled))
            hand, columns = self._hand_of(cancelled) if as_drawn else None, self._columns(values)
            x = image_sample(path, trained, hand, cancelled, columns)
            strange = strange_in(trained.preprocessor.columns, columns)
            return Tried(x, self.answerer.ask(x), beside=Beside.of((), columns, strange))
        if are_pictures(path, trained):
            rows = pictures_of(path, trained, cancelled)
        elif are_recordings(path, trained):
            rows = recordings_of(path, trained, cancelled)
        elif are_arrays(path, trained):
            rows = samples_of(path, trained, cancelled)
        else:
            rows = rows_of(path, trained.preprocessor, cancelled)
        if not len(rows.x):
            raise StudioError("{file} has no rows", file=name)
        return Tried(
            rows.x, self.answerer.ask(rows.x), beside=rows.beside, notes=rows.notes,
            newest=rows.newest, short=rows.short,
        )  # fmt: skip

    def again(self, tried: Tried) -> Tried:
        """The same samples, answered anew."""
        return tried._replace(answers=self.answerer.ask(tried.x))

    def _columns(self, values: Typed | None) -> tuple[Column, ...]:
        """What was typed of a picture; nothing where none belongs to it."""
        return typed_columns(self.answerer.trained.preprocessor, values or {})

    def _data(self, cancelled: Cancel) -> Prepared:
        if self._prepared is None:
            self._prepared = self._load(cancelled)
        return self._prepared

    def _hand_of(self, cancelled: Cancel) -> Hand:
        if self._hand is None:
            self._hand = hand_of(self._data(cancelled))
        return self._hand


def _true(view: Prepared, target: Host) -> str:
    """What is to be answered for a sample by one output; empty where that is the sample itself."""
    known = view.preprocessor
    if known.answer == "input":
        return ""
    if view.classes:
        return view.classes[int(target)]
    if known.labels:
        return ", ".join(pair[int(value)] for pair, value in zip(known.labels, target, strict=True))
    values = known.restore_targets(target[None]).reshape(-1)
    return ", ".join(figure_text(float(v), d) for v, d in zip(values, known.digits(4), strict=True))
