"""The data sets that come with the program, so that the first curve needs neither files nor a network."""

from __future__ import annotations

import csv
import functools
import math
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np

from nnstudio.data.cells.cells import MISSING
from nnstudio.data.dataset import Column, Dataset, Task
from nnstudio.data.source import SOURCES, Progress, Source
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.data.tables import Table, TableFormat, to_dataset
from nnstudio.nn.fields import Field
from nnstudio.system.cancel import Cancel
from nnstudio.system.files import read_limited
from nnstudio.system.folders import resources
from nnstudio.system.messages import StudioError

_LIMIT = 64 << 20


class BundledFacts(msgspec.Struct, frozen=True):
    """What is known about a bundled data set before it is read."""

    name: str
    file: str
    title: str
    summary: str
    rows: int
    features: int
    task: Task
    sample_shape: tuple[int, ...]
    targets: tuple[str, ...] = ()
    """What is predicted where that is not the last column; the task is that of the first output then."""
    ignored: tuple[str, ...] = ()
    rate: int = 0
    """Samples per second of sounds."""
    spectrogram: Spectrogram | None = None
    """How sounds become the pictures that are learned from."""


_SETS = (
    BundledFacts(
        "iris",
        "iris.csv",
        "Iris flowers",
        "Tell three species of iris apart by the length and width of sepals and petals.",
        150,
        4,
        "classes",
        (4,),
    ),
    BundledFacts(
        "wine",
        "wine.csv",
        "Italian wines",
        "Tell from a chemical analysis which of three growers made a wine.",
        178,
        13,
        "classes",
        (13,),
    ),
    BundledFacts(
        "breast-cancer",
        "breast-cancer.csv",
        "Breast cancer",
        "Tell benign from malignant tumours by measurements of cell nuclei.",
        569,
        30,
        "binary",
        (30,),
    ),
    BundledFacts(
        "digits",
        "digits.npz",
        "Handwritten digits",
        "Read handwritten digits from images of 8×8 pixels.",
        1797,
        64,
        "classes",
        (8, 8, 1),
    ),
    BundledFacts(
        "diabetes",
        "diabetes.csv",
        "Diabetes progression",
        "Predict how far diabetes progresses within a year from ten measurements of a patient.",
        442,
        10,
        "regression",
        (10,),
    ),
    BundledFacts(
        "penguins",
        "penguins.csv",
        "Palmer penguins",
        "Tell three species of penguins apart by body, sex and island; some values are missing.",
        344,
        10,
        "classes",
        (10,),
    ),
    BundledFacts(
        "penguins-three",
        "penguins.csv",
        "Palmer penguins, three answers",
        "Tell species and sex of penguins, and estimate how heavy they are: three outputs of one network.",
        333,
        6,
        "classes",
        (6,),
        ("species", "sex", "body mass (g)"),
        ("year",),
    ),
    BundledFacts(
        "fashion",
        "fashion.npz",
        "Fashion-MNIST, a part",
        "Tell ten kinds of clothes apart in images of 28×28 pixels; 2\N{NARROW NO-BREAK SPACE}000 of them are the test.",
        12_000,
        784,
        "classes",
        (28, 28, 1),
    ),
    BundledFacts(
        "spoken-digits",
        "spoken-digits.npz",
        "Spoken digits",
        "Tell ten digits apart as six people speak them: sounds that are seen as pictures of 40 bands and 25 moments.",
        600,
        1000,
        "classes",
        (40, 25, 1),
        rate=8000,
        spectrogram=Spectrogram(length=3360, window=256, bands=40, seen_as="mel"),
    ),
)
_CLOTHES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
"""By the number of their class, as the authors of the set call them."""


def bundled_sets() -> tuple[BundledFacts, ...]:
    """List the bundled data sets, simple ones first."""
    return _SETS


@SOURCES.register
class Bundled(Source, frozen=True):
    """A data set that comes with the program."""

    name: Annotated[
        str, Field("Which of the bundled data sets.", choices=tuple(s.name for s in _SETS), label="Data set")
    ] = "iris"

    @property
    def facts(self) -> BundledFacts:
        """Title, size and task of the chosen data set."""
        return next(facts for facts in _SETS if facts.name == self.name)

    @property
    def own_parts(self) -> tuple[str, ...]:
        """The test part of Fashion-MNIST stays what its authors set aside."""
        return ("test",) if self.name == "fashion" else ()

    @property
    def other_lengths(self) -> str | None:
        """Of longer sounds the middle was taken, as packaging/make_spoken_digits.py has it."""
        return "middle" if self.facts.rate else None

    def read(self, *, cancelled: Cancel | None = None, progress: Progress | None = None) -> Dataset:
        """Read the shipped file; it is small and ours, so no child process is needed."""
        facts = self.facts
        path = resources() / "datasets" / facts.file
        try:
            if facts.spectrogram is not None:
                return _sounds(facts, path, path.stat().st_mtime_ns)
            if path.suffix == ".npz":
                with np.load(path, allow_pickle=False) as arrays:
                    images = arrays["images"].astype(np.float32)
                    if facts.name == "fashion":
                        kinds = Column.category("kind", (_CLOTHES[label] for label in arrays["labels"]))
                        return Dataset(facts.title, images, kinds, parts=arrays["parts"].astype(np.int8))
                    # (N, 8, 8, 1), 0 to 16
                    digits = arrays["digits"]
                return Dataset(facts.title, images, Column.category("digit", map(str, digits)))
            return _table(facts, path, path.stat().st_mtime_ns)
        except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, StudioError):
            raise StudioError(
                "{file}: this file of the program is missing or damaged; please install it again",
                file=facts.file,
            ) from None


@functools.lru_cache(maxsize=1)
def _sounds(facts: BundledFacts, path: Path, changed: int) -> Dataset:
    """A data set of sounds: their pictures are made once, and not with every project that learns from them."""
    made = facts.spectrogram
    assert made is not None
    with np.load(path, allow_pickle=False) as arrays:
        values = arrays["sounds"][..., None].astype(np.float32) / np.float32(1 << 15)
        digits = Column.category("digit", map(str, arrays["digits"]))
        speakers = Column.category("speaker", map(str, arrays["speakers"]))
    pictures = np.stack([made.made(each, facts.rate) for each in values])
    return Dataset(facts.title, pictures, digits, aside=(speakers,), rate=facts.rate, spectrogram=made)


@functools.lru_cache(maxsize=8)
def _table(facts: BundledFacts, path: Path, changed: int) -> Dataset:
    """A data set that is a table: small, unchangeable, and asked for with every project that learns from it."""
    names, *rows = csv.reader(read_limited(path, _LIMIT).decode().splitlines())
    columns = tuple(_column(name, cells) for name, cells in zip(names, zip(*rows, strict=True), strict=True))
    table = Table(facts.title, columns, tuple(names), {}, TableFormat())
    if facts.targets:
        return to_dataset(table, facts.targets, ignored=facts.ignored)
    return to_dataset(table, task="regression" if facts.task == "regression" else "classes")


def _column(name: str, cells: Sequence[str]) -> Column:
    """Numbers where every cell that is there is one, else categories."""
    there = [None if cell in MISSING else cell for cell in cells]
    try:
        return Column.number(name, [math.nan if cell is None else float(cell) for cell in there])
    except ValueError:
        return Column.category(name, there)
