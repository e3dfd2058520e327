"""Making records of runs, and finding the one that a result belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from nnstudio.project.heads import heads
from nnstudio.project.judging.judgement import Judgement, Judgements
from nnstudio.project.project import Project
from nnstudio.project.runs.members import within_limits
from nnstudio.project.runs.record import (
    FINDINGS_LIMIT,
    MOST_CLASSES,
    OutputFigures,
    RunRecord,
    TestFigures,
    ending,
    new_id,
    versions,
)
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.trained import Trained
from nnstudio.system.file_errors import shown


def now() -> str:
    """This second, as records say it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def record_of(trained: Trained, drawn: Project, *, reason: str, device: str, **known: Any) -> RunRecord:
    """What is to be remembered of a run that has ended.

    Parameters
    ----------
    trained : Trained
    drawn : Project
        The one it was begun for: how it was drawn.
    reason : str
        How it ended, as :class:`nnstudio.training.events.Finished` says.
    device : str
        Where it was computed; empty where nobody knows.
    **known
        More parts of the record, such as its name.
    """
    checkpoint = trained.checkpoint
    history, position = checkpoint.history, checkpoint.position
    parts: dict[str, Any] = {
        "id": new_id(),
        "name": "",
        "when": "",
        "project": "",
        "network": trained.network,
        "layout": drawn.layout if drawn.network == trained.network else drawn.layout.for_network(trained.network),
        "data": trained.data,
        "training": trained.training,
        "fingerprint": trained.fingerprint,
        "preprocessor": trained.preprocessor,
        "began_with": trained.began_with,
        "history": history,
        "epochs": position.epoch,
        "step": position.step,
        "best": history.best_epoch,
        "seconds": position.seconds,
        "ending": ending(reason),
        "device": device,
        "versions": versions(device) if device else {},
        **known,
    }  # fmt: skip
    parts["project"] = shown(parts["project"])  # a name need not be text, and is only told
    parts["findings"] = tuple(parts.get("findings", ()))[:FINDINGS_LIMIT]
    return RunRecord(**parts)


def next_number(runs: Sequence[RunRecord] | Sequence[SeriesRecord]) -> int:
    """The number for the name of another run: one more than the largest that stands at the end of a name."""
    numbers = [
        int(tail) for run in runs if (tail := run.name.rpartition(" ")[2]).isdecimal() and len(tail) < 10
    ]
    return max([len(runs), *numbers]) + 1


def added(
    runs: Sequence[RunRecord], new: RunRecord, earlier: RunRecord | None = None
) -> tuple[RunRecord, ...]:
    """The list with one more run; or with ``earlier`` replaced, where the run has gone on.

    A run that has gone on keeps what a person has given it: its name, its notes, its star; and what guessing would
    reach, where that is not known any more: it is the same data.
    """
    if earlier is None:
        return within_limits((*runs, new))
    kept = {name: getattr(earlier, name) for name in ("id", "name", "notes", "starred", "again")}
    if new.guessing is None:
        kept["guessing"] = earlier.guessing
    rest = [run for run in runs if run.id != earlier.id]
    return within_limits((*rest, new.replace(**kept)))


def record_for(runs: Sequence[RunRecord], trained: Trained) -> RunRecord | None:
    """The record of a result: the newest one of the same run that came exactly as far."""
    position = trained.checkpoint.position
    for run in reversed(runs):
        if _same_run(run, trained) and (run.epochs, run.step) == (position.epoch, position.step):
            return run
    return None


def begun_as(runs: Sequence[RunRecord], trained: Trained) -> RunRecord | None:
    """The record of the run that a result has gone on from: the newest whose curves are its beginning."""
    for run in reversed(runs):
        if _same_run(run, trained) and run.step <= trained.checkpoint.position.step:
            return run
    return None


def _same_run(run: RunRecord, trained: Trained) -> bool:
    mine, theirs = run.history.epochs, trained.checkpoint.history.epochs
    return (
        (run.network, run.data, run.fingerprint, run.began_with)
        == (trained.network, trained.data, trained.fingerprint, trained.began_with)
        and run.training.essence == trained.training.essence
        and mine == theirs[: len(mine)]
    )


def figures_on_test(trained: Trained, judged: Judgements) -> TestFigures:
    """What is to be remembered of the figures on the test part; of several outputs, the metrics by output."""
    first, *others = judged.outputs
    if not others:
        return TestFigures(first.loss, first.metrics, first.guessing, _confusion(first), first.chosen)
    nodes = heads(trained.network, trained.training, trained.preprocessor)
    each = {
        node: OutputFigures(own.loss, own.metrics, own.guessing, _confusion(own), own.chosen)
        for node, own in zip(nodes, judged.outputs, strict=True)
    }
    metrics = {f"{node}/{key}": value for node, own in each.items() for key, value in own.metrics.items()}
    return TestFigures(judged.loss, metrics, first.guessing, outputs=each)


def _confusion(judged: Judgement) -> tuple[tuple[int, ...], ...]:
    """Its confusions, where there are few enough classes to be remembered."""
    if judged.confusion is None or judged.target is not None or len(judged.classes) > MOST_CLASSES:
        return ()
    return tuple(map(tuple, judged.confusion.tolist()))
