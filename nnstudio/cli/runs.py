"""nnstudio runs: what was trained in a project so far; and how `train` adds to the list."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

import msgspec

from nnstudio.backend.threads import cores
from nnstudio.cli.output import Output
from nnstudio.cli.series import tell_all
from nnstudio.cli.words import in_words
from nnstudio.cli.writing import save_over
from nnstudio.data.baseline import baseline, judged_part
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import infer
from nnstudio.nn.metrics import AUC, kind_of
from nnstudio.project import file
from nnstudio.project.data_files import Both
from nnstudio.project.guessing import constant_loss, loss_to_beat, over_outputs
from nnstudio.project.heads import judged_by
from nnstudio.project.meanwhile import with_edits
from nnstudio.project.project import Project
from nnstudio.project.runs import kept_weights
from nnstudio.project.runs.differing import differing, in_a_line
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.recording import added, begun_as, next_number, now, record_for, record_of
from nnstudio.project.runs.repeat import repeat
from nnstudio.project.runs.short import data_in_short, network_in_short
from nnstudio.project.series.record import SeriesRecord
from nnstudio.project.trained import Trained
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.training.verdict import verdict


def run(options: argparse.Namespace, output: Output) -> int:
    """List the runs, the oldest first."""
    project, trained = file.load(Path(options.file))
    present = None if trained is None else record_for(project.runs, trained)
    if not project.runs and not project.series:
        output.text("Nothing has been trained in this project yet")
        return 0
    if project.runs:
        _tell_runs(project, present, output)
    tell_all(project, output)
    return 0


def _tell_runs(project: Project, present: RunRecord | None, output: Output) -> None:
    rows = []
    for record, settings in zip(project.runs, differing(project.runs), strict=True):
        weights = record is present or kept_weights.has_weights(record)
        output.event(
            "run", id=record.id, name=record.name, when=record.when, network=network_in_short(record.network),
            parameters=infer(record.network).parameters, data=data_in_short(record.data),
            fingerprint=record.fingerprint, seed=record.training.seed, epochs=record.epochs,
            best=None if record.best is None else msgspec.to_builtins(record.best),
            guessing=record.guessing, test=None if record.test is None else msgspec.to_builtins(record.test),
            seconds=round(record.seconds, 3), ending=record.ending, device=record.device, threads=record.threads,
            versions=record.versions, verdict=record.verdict, findings=list(record.findings), notes=record.notes,
            starred=record.starred, weights=weights, again=record.again, outputs=record.answers,
            settings=msgspec.to_builtins(settings),
        )  # fmt: skip
        best = "–" if record.best is None else f"{record.best.epoch}: {in_words(record.best, record.answers)}"
        rows.append(
            (
                ("* " if record.starred else "") + record.name,
                record.when[:16].replace("T", " "),
                network_in_short(record.network),
                data_in_short(record.data),
                in_a_line(settings) or "–",
                f"{record.epochs}",
                best,
                f"{record.seconds:.1f} s",
                record.ending,
                "kept" if weights else "–",
            )
        )
    output.table(
        ("Run", "When", "Network", "Data", "Settings", "Epochs", "Best epoch", "Time", "Ending", "Weights"),
        rows,
        right=(5, 7),
    )


def find(project: Project, wanted: str) -> RunRecord:
    """The run of a name, of an id, or of the number its name ends with; raises StudioError where there is none, or no single one."""
    for record in reversed(project.runs):
        if wanted in (record.name, record.id):
            return record
    numbered = [
        record for record in project.runs if wanted.isdecimal() and record.name.split()[-1:] == [wanted]
    ]
    if len(numbered) == 1:
        return numbered[0]
    if not project.runs:
        raise StudioError("The project remembers no runs: leave out --again")
    names = ", ".join(shown(record.name) for record in numbered or project.runs[-10:])
    if numbered:
        raise StudioError("Which run {name}: {names}?", name=shown(wanted), names=names)
    raise StudioError("There is no run {name}; there are: {names}", name=shown(wanted), names=names)


class Ended(NamedTuple):
    """A run that has ended.

    Parameters
    ----------
    result : Trained
    reason, device : str
        How it ended, and where it was computed; empty where nobody knows.
    prepared : Prepared, optional
        The data, where it is at hand: it tells what guessing would reach.
    again : RunRecord, optional
        What it repeats.
    """

    result: Trained
    reason: str
    device: str = ""
    prepared: Prepared | None = None
    again: RunRecord | None = None


def remembered(
    project: Project, before: Trained | None, ended: Ended, file_name: str, output: Output, *, going_on: bool
) -> Project:
    """The project with one more run in its list; the weights of the run before are put aside.

    Parameters
    ----------
    project : Project
        What the new run was begun for.
    before : Trained, optional
        The result that the new one takes the place of.
    ended : Ended
    file_name : str
    output : Output
    going_on : bool
        Whether it went on with the run before: then it is the same one.
    """
    runs, new = project.runs, ended.result
    earlier = None
    if going_on:
        earlier = begun_as(runs, new)
    elif before is not None and before.checkpoint.position.step:
        runs, kept = _with_record_of(before, project)
        try:
            kept_weights.keep(kept, project, before, runs)
        except StudioError as error:
            output.complain(f"The weights of {kept.name} cannot be kept: {error}")
    level = least = None
    if ended.prepared is not None:
        level = baseline(ended.prepared, judged_part(ended.prepared))
        least = over_outputs(constant_loss, new.network, new.training, ended.prepared)
        epochs = new.checkpoint.history.epochs
        by = judged_by(new.network, new.training, new.preprocessor)
        asked = AUC.guessing if kind_of(by) is AUC else level
        least = loss_to_beat(least, new.network, by, epochs[-1] if epochs else None, asked)
    judged = verdict(new.checkpoint.history, guessing=least, diverged=ended.reason == "diverged")
    record = record_of(
        new, project, reason=ended.reason, device=ended.device, name=f"Run {next_number(runs)}", when=now(),
        project=file_name, threads=cores() if ended.device == "cpu" else 0, verdict=str(judged.message),
        guessing=level, again="" if ended.again is None else ended.again.id,
    )  # fmt: skip
    return project.replace(runs=added(runs, record, earlier))


def as_edited(
    target: Path,
    there_now: Both,
    begun: Project,
    project: Project,
    ended: Ended,
    output: Output,
    *,
    going_on: bool,
) -> Project:
    """The project with one more run, and with what other programs have trained and edited in its file meanwhile.

    Parameters
    ----------
    target : Path
        The file that is written next.
    there_now : tuple
        What is in it.
    begun : Project
        As it was in it when the run began.
    project : Project
        What the run was begun for: the same, with other settings perhaps.
    ended : Ended
    output : Output
    going_on : bool
        As for :func:`remembered`.
    """
    there, result = there_now
    known = {*map(_named, project.runs), *map(_named, project.series)}
    named = (*map(_named, there.runs), *map(_named, there.series))
    if more := [name for name, when in named if (name, when) not in known]:
        output.event("added_meanwhile", names=more)
        output.complain(
            f"note: another program has added to {shown(target)} meanwhile, which is kept: {', '.join(map(shown, more))}"
        )
    mine = remembered(project.remembering(there), result, ended, target.name, output, going_on=going_on)
    whole, edited = with_edits(begun, mine, there)
    if edited:
        output.event("edited_meanwhile", edited=list(edited))
        output.complain(
            f"note: {shown(target)} was edited meanwhile, which is kept: {', '.join(edited)}. The weights in it are those of "
            f"{shown(mine.runs[-1].name)}, which was begun before"
        )
    return whole


def _named(record: RunRecord | SeriesRecord) -> tuple[str, str]:
    return record.name, record.when


def remembered_beside(target: Path, begun_for: Project, ended: Ended, output: Output) -> Project | None:
    """Add a run to the list in a file whose earlier result stays; the project there, or None if it cannot be.

    Even where it went on with that result it is a run of its own: the record of the result is still needed.

    Parameters
    ----------
    target : Path
    begun_for : Project
        What the run was begun for.
    ended : Ended
        Only its figures are kept.
    output : Output
    """

    def with_it() -> Both:
        there, earlier = file.load(target)
        if earlier is not None:
            there = there.replace(runs=_with_record_of(earlier, there)[0])
        mine = begun_for.replace(runs=there.runs)
        mine = remembered(mine, None, ended, target.name, output, going_on=False)
        return there.replace(runs=mine.runs), earlier

    try:
        there, _ = save_over(target, with_it)
    except StudioError as error:
        output.complain(f"The run cannot be remembered: {error}")
        return None
    name = there.runs[-1].name
    output.event("remembered", run=name, ending=there.runs[-1].ending)
    output.text(f"Its figures are remembered as {name} (nnstudio runs {shown(target)})")
    return there


def _with_record_of(trained: Trained, project: Project) -> tuple[tuple[RunRecord, ...], RunRecord]:
    """The runs of a project, the one that a result belongs to among them; and that one."""
    runs = project.runs
    kept = record_for(runs, trained)
    if kept is None:  # of a file that remembers no runs
        kept = record_of(trained, project, reason=trained.ending, device="", name=f"Run {next_number(runs)}")
        runs = added(runs, kept)
    return runs, kept


def tell_repeat(again: RunRecord, project: Project, output: Output) -> None:
    """Say whether the newest run gave the curve of the one it repeats."""
    found = repeat(again, project.runs[-1])
    output.event(
        "again", run=again.name, identical=found.identical, epochs=found.compared, differs=found.differs
    )
    output.text(str(found.sentence(again.name)))
