"""Which runs a series is made of: their seeds, and their parts of the data."""

from __future__ import annotations

import hashlib

import msgspec
import numpy as np

from nnstudio.data.dataset import Dataset
from nnstudio.data.dividing.folds import MOST_FOLDS, folds
from nnstudio.data.dividing.splitting import Parts
from nnstudio.data.preparing.prepare import split_rows
from nnstudio.project.project import Project
from nnstudio.project.series.record import Kind
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream

LEAST, MOST_SEEDS = 2, 100
MOST: dict[Kind, int] = {"seeds": MOST_SEEDS, "folds": MOST_FOLDS}


class Plan(msgspec.Struct, frozen=True):
    """What is asked for.

    Parameters
    ----------
    kind : {"seeds", "folds"}
    count : int
        Runs; raises StudioError for fewer than two or too many.
    """

    kind: Kind
    count: int

    def __post_init__(self) -> None:
        most = MOST[self.kind]
        if LEAST <= self.count <= most:
            return
        if self.kind == "folds":
            raise StudioError(
                "A cross-validation has {least} to {most} folds, not {count}",
                least=LEAST,
                most=most,
                count=self.count,
            )
        raise StudioError(
            "A series has {least} to {most} runs, not {count}", least=LEAST, most=most, count=self.count
        )


def seeds_of(master: int, count: int) -> tuple[int, ...]:
    """The seeds of so many runs: first that of the project, then others that follow from it, none of them twice.

    A longer series begins with the seeds of a shorter one.
    """
    found = [master]
    draw = stream(master, "series")
    while len(found) < count:
        seed = int(draw.integers(2**32))
        if seed not in found:
            found.append(seed)
    return tuple(found)


def parts_of(project: Project, dataset: Dataset, plan: Plan) -> tuple[Parts, ...]:
    """The rows of each run.

    Raises
    ------
    StudioError
        When the data cannot be divided so, or nothing would judge the runs.
    """
    seed = project.training.seed
    if plan.kind == "folds":
        return folds(dataset, project.data, seed, plan.count)
    parts = split_rows(dataset, project.data, seed)
    if not len(parts[1]):
        raise StudioError(
            "There is no validation part, and figures of data that was learned from tell nothing: set data aside for "
            "validation, or take folds"
        )
    return (parts,) * plan.count


def division_of(dataset: Dataset, parts: tuple[Parts, ...]) -> str:
    """Digest of the rows that validate in each run, and of their answers."""
    digest = hashlib.sha256(str(len(parts)).encode())
    for target in dataset.targets:
        names = "\0".join((target.name, target.kind, *target.categories))
        digest.update(names.encode("utf-8", "surrogatepass") + b"\0\0")
    for _, validation, _ in parts:
        digest.update(len(validation).to_bytes(8, "little"))
        digest.update(np.ascontiguousarray(validation, "<i8").tobytes())
        for target in dataset.targets:
            values = target.values[validation]
            digest.update(values.astype(values.dtype.newbyteorder("<")).tobytes())
    return digest.hexdigest()
