"""Opening a file that must hold trained weights, and finding the one to write."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PureWindowsPath
from typing import Any

from nnstudio.data.dataset import Dataset
from nnstudio.data.held import given_paths, release, require_released
from nnstudio.data.paths import missing_path, moved
from nnstudio.data.preparing.deciding import Chosen, Decision, questions, with_one
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.source import Source
from nnstudio.project import file
from nnstudio.project.answers import all_chosen
from nnstudio.project.decisions import facts, in_words
from nnstudio.project.heads import called
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained, load_data, untouched
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError


def load_trained(path: Path) -> tuple[Project, Trained]:
    """Read a project and what was trained, or imported for its data; raises StudioError where there is neither."""
    project, trained = file.load(path)
    if trained is not None:
        return project, trained
    if project.start is None or not project.start.complete(project.network):
        raise not_trained(path)
    if project.data.source is None:
        raise StudioError(
            "{path} has imported weights, but no data that says how rows are prepared for them: choose its data first",
            path=str(path),
        )
    return project, untouched(project, load_data(project))


def decided(project: Project, trained: Trained, which: str, thresholds: Sequence[str]) -> tuple[Chosen, ...]:
    """From which probability on the yes/no questions of each output are answered, in the order of the targets.

    Parameters
    ----------
    project : Project
    trained : Trained
    which : {"last", "best"}
        Whose weights.
    thresholds : sequence of str
        Named on the command line, in place of what the project keeps, as ``0.3``, ``label=0.3`` or ``target=0.3``: of the
        same answer, or of yes, which is the second class.

    Raises
    ------
    StudioError
        When there is no such question, or it is no probability between 0 and 1.
    """
    views, every = trained.preprocessor.views, list(all_chosen(project.decisions, trained, which))
    for told in thresholds:
        name, _, share = told.rpartition("=")
        output, question = _question(name, told, views)
        chosen, count = every[output], len(questions(views[output]))
        try:
            kept = chosen[question] if chosen else None
            decision = Decision(float(share), 1 if kept is None else kept.yes)
        except ValueError:
            raise StudioError("--threshold {given}: a threshold lies between 0 and 1", given=told) from None
        every[output] = with_one(chosen, count, question, decision)
    return tuple(every)


def _question(name: str, told: str, views: Sequence[Preprocessor]) -> tuple[int, int]:
    """The output and its question that are named on the command line; only one question alone needs no name."""
    asked = [
        (target, (output, question))
        for output, view in enumerate(views)
        for question, target in enumerate(view.target_names[: len(questions(view))])
    ]
    if not asked:
        raise StudioError("--threshold: this network answers no yes/no question")
    found = dict(asked).get(name)
    if found is None and not name and len(asked) == 1:
        found = asked[0][1]
    if found is not None:
        return found
    names = [target for target, _ in asked]
    raise StudioError(
        "--threshold {given}: name the label, as in {example}; there are {names}",
        given=told, example=f"{names[0]}=0.3", names=", ".join(map(repr, names[:12])),
    )  # fmt: skip


def weights_facts(trained: Trained, which: str) -> dict[str, Any]:
    """The stable JSON form of whose weights were used: which, and the epoch at whose end they were like this."""
    checkpoint = trained.checkpoint
    best = which == "best" and bool(checkpoint.best_weights)
    epoch = checkpoint.history.best if best else checkpoint.position.epoch
    return {"weights": "best" if best else "last" if checkpoint.position.step else "imported", "epoch": epoch}


def weights_words(facts: dict[str, Any]) -> str:
    """``best weights (epoch 33)``."""
    return f"{facts['weights']} weights" + (f" (epoch {facts['epoch']})" if facts["epoch"] else "")


def decision_facts(chosen: Sequence[Chosen], trained: Trained) -> dict[str, dict[str, Any]]:
    """The stable JSON form, by target; empty where all is answered as usual."""
    views = trained.preprocessor.views
    told = [each for own, view in zip(chosen, views, strict=True) for each in facts(own, view).items()]
    return {name: {key: each[key] for key in ("class", "threshold")} for name, each in told}


def decided_words(chosen: Sequence[Chosen], trained: Trained) -> str:
    """``, malignant from 0.23 on``, of several outputs ``, kind: malignant from 0.23 on``; empty where all is as usual."""
    views = trained.preprocessor.views
    told = ((view, in_words(own, questions(view))) for own, view in zip(chosen, views, strict=True))
    named = ((f"{called(view)}: " if len(views) > 1 and view.classes else "", words) for view, words in told)
    return "".join(f", {name}{words}" for name, words in named if words is not None)


class Unread(StudioError):
    """What may be the data that was trained on cannot be read; the text says why."""


def own_data(source: Source | None, path: str, fingerprint: str) -> Dataset | None:
    """The data that was trained on, read from where it is said to be now; None where other data is there.

    Parameters
    ----------
    source : Source, optional
        As it was trained on.
    path : str
        Named on the command line, which is agreement enough to read it.
    fingerprint : str
        Of the data that was trained on.

    Raises
    ------
    Unread
        When it cannot be, by a name that ends as the data's does: another kind of file is other data.
    StudioError
        When there is nothing.
    """
    if not os.path.exists(path):  # noqa: PTH110
        raise StudioError("--data {path}: there is no such file or folder", path=shown(path))
    given = [] if source is None else [path for _, path in given_paths(source)]
    if source is None or not given:
        return None
    there = os.path.abspath(path)  # noqa: PTH100
    release([there])
    old = missing_path(source) or given[0]
    try:
        found = moved(source, old, there)
        require_released(found)
        dataset = found.read()
    except StudioError as error:
        if _ending(there) == _ending(old):
            raise Unread(error.message) from error
        return None
    return dataset if dataset.fingerprint == fingerprint else None


def _ending(path: str) -> str:
    """How the name of a file ends, whichever system its path is from."""
    return PureWindowsPath(path).suffix.lower()


def not_trained(path: Path) -> StudioError:
    """What is said of a project without weights."""
    return StudioError("{path} has not been trained yet: run `nnstudio train {path}` first", path=str(path))


def project_path(name: str) -> Path:
    """The path of a project to write, with its ending."""
    path = Path(name)
    if not path.name:
        raise StudioError("A name for the project is missing: -o FILE")
    return path if path.suffix.lower() == file.SUFFIX else path.with_name(path.name + file.SUFFIX)
