"""The runs of a project as members of its file: ``runs.json``, and ``runs/<id>.safetensors`` for each one's curves.

Networks and preprocessings are written once, however many runs share them. What is read may have been written by an
enemy, as everything in the file.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec
import numpy as np

from nnstudio.backend.gpu_system import same_device
from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.deciding import Decision, questions
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.graph.layout import REACH, Layout
from nnstudio.graph.network import Network
from nnstudio.project.heads import answering
from nnstudio.project.history_columns import checked_changes, from_columns, to_columns
from nnstudio.project.plain_network import network_from_plain
from nnstudio.project.record_lists import RUNS, damaged, figures_of, line, read_list
from nnstudio.project.runs.record import (
    ENDINGS,
    FINDINGS_LIMIT,
    LINE_LIMIT,
    MOST_CLASSES,
    NAME_LIMIT,
    NOTES_LIMIT,
    OutputFigures,
    RunRecord,
    TestFigures,
    is_id,
)
from nnstudio.system.arrays import Host
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError, msg
from nnstudio.system.zips import Archive
from nnstudio.training.checkpoint import Arrays
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch, History, RateChange

FORMAT = 1
MOST_RUNS = 500
"""The newest ones are kept."""
MOST_EPOCHS = 200_000
"""Of all runs together; of those before them only the figures are kept."""
_JSON_TARGET = 16 << 20
"""Larger lists lose their oldest runs: a project must never become too large to be saved because of them."""
_METRICS = 100
"""More than any run measures."""

T = TypeVar("T")


# Writing ----------------------------------------------------------------------------------------------------


def within_limits(runs: Sequence[RunRecord]) -> tuple[RunRecord, ...]:
    """The newest runs, and the curves of as many of them as there is room for; the oldest comes first."""
    kept: list[RunRecord] = []
    room = MOST_EPOCHS
    for run in reversed(runs[-MOST_RUNS:]):
        room -= len(run.history.epochs)
        kept.append(run if room >= 0 or not run.history.epochs else run.replace(history=History()))
    return tuple(reversed(kept))


def to_members(runs: Sequence[RunRecord]) -> tuple[dict[str, Any], dict[str, Arrays]]:
    """What is to be written: the object of :data:`RUNS`, and the columns of the other members."""
    runs = within_limits(runs)
    while True:
        plain = _to_plain(runs)
        size = len(msgspec.json.encode(plain))
        if size <= _JSON_TARGET or len(runs) <= 1:
            break
        runs = runs[len(runs) // 4 + 1 :]
    if size > _JSON_TARGET:
        runs, plain = (), _to_plain(())
    columns = {_member(run.id): to_columns(run.history) for run in runs if run.history.epochs}
    # A figure that is no finite number, or more columns than are read, would make the whole file unreadable.
    few = {name: c for name, c in columns.items() if len(c) <= 3 + 2 * _METRICS}
    return plain, {name: c for name, c in few.items() if not any(map(_spoilt, c.items()))}


def _spoilt(column: tuple[str, Host]) -> bool:
    name, values = column
    return bool(np.isinf(values).any() or (name in ("loss", "seconds") and np.isnan(values).any()))


def _to_plain(runs: Sequence[RunRecord]) -> dict[str, Any]:
    networks = _Shared[Network](lambda network: network.to_plain())
    preprocessors = _Shared[Preprocessor](lambda preprocessor: preprocessor.to_plain())
    written = []
    for run in runs:
        positions = run.layout.positions
        plain: dict[str, Any] = {
            name: msgspec.to_builtins(getattr(run, name))
            for name in _PLAIN
            if getattr(run, name) not in (None, "", (), {}, False)
        }
        for name in ("best", "test"):
            if not _finite(plain.get(name, {})):
                del plain[name]
        if run.guessing is not None and math.isfinite(run.guessing):
            plain["guessing"] = run.guessing  # 0 is a figure as well
        plain.update(
            network=networks.place(run.network),
            preprocessor=preprocessors.place(run.preprocessor),
            layout={n.id: list(positions[n.id]) for n in run.network.nodes if n.id in positions},
            data=run.data.to_plain(),
            training=run.training.to_plain(),
            best_epoch=run.history.best,
            changes=[list(change) for change in run.history.changes],
        )
        written.append(plain)
    return {
        "format": FORMAT,
        "networks": networks.plain,
        "preprocessors": preprocessors.plain,
        "runs": written,
    }


def _finite(plain: object) -> bool:
    if isinstance(plain, dict):
        return all(map(_finite, plain.values()))
    return not isinstance(plain, float) or math.isfinite(plain)


_PLAIN = (
    "id", "name", "when", "project", "fingerprint", "began_with", "epochs", "step", "best", "seconds", "ending",
    "device", "threads", "versions", "verdict", "findings", "notes", "starred", "test", "again",
)  # fmt: skip
"""Parts of a record that are written as they are."""


class _Shared(Generic[T]):
    """Values that several runs have, each written once."""

    def __init__(self, to_plain: Callable[[T], Any]) -> None:
        self._to_plain = to_plain
        self._known: list[T] = []
        self.plain: list[Any] = []

    def place(self, value: T) -> int:
        """Where it stands in the list."""
        # The newest first: runs that follow each other are alike.
        for i in range(len(self._known) - 1, -1, -1):
            if self._known[i] is value or self._known[i] == value:
                return i
        self._known.append(value)
        self.plain.append(self._to_plain(value))
        return len(self._known) - 1


def _member(run: str) -> str:
    return f"runs/{run}.safetensors"


# Reading ----------------------------------------------------------------------------------------------------


class _PlainTest(TestFigures, frozen=True):
    decision: Decision | None = None
    """Of two classes, by itself: so it was written before those of labels were kept."""

    def read(self) -> TestFigures:
        chosen = self.chosen if self.decision is None else (self.decision,)
        return TestFigures(self.loss, self.metrics, self.guessing, self.confusion, chosen, self.outputs)


class _PlainRun(msgspec.Struct):
    id: str
    name: str
    network: int
    preprocessor: int
    layout: dict[str, tuple[float, float]]
    data: dict[str, Any]
    training: dict[str, Any]
    when: str = ""
    project: str = ""
    fingerprint: str = ""
    began_with: str = ""
    best_epoch: int = 0
    changes: tuple[RateChange, ...] = ()
    epochs: int = 0
    step: int = 0
    best: Epoch | None = None
    guessing: float | None = None
    seconds: float = 0.0
    ending: str = "stopped"
    device: str = ""
    threads: int = 0
    versions: dict[str, str] = {}
    verdict: str = ""
    findings: tuple[str, ...] = ()
    notes: str = ""
    starred: bool = False
    test: _PlainTest | None = None
    again: str = ""


class _PlainRuns(msgspec.Struct):
    format: int
    networks: list[dict[str, Any]] = []
    preprocessors: list[dict[str, Any]] = []
    runs: list[_PlainRun] = []


def runs_from(archive: Archive) -> tuple[RunRecord, ...]:
    """Read the runs of a project; none where the file has no list of them.

    Raises
    ------
    StudioError
        For what is damaged, or was written by a newer version.
    """
    told = read_list(archive, RUNS, _PlainRuns, FORMAT)
    if told is None:
        return ()
    if told.format < 1 or len(told.runs) > MOST_RUNS or len({run.id for run in told.runs}) != len(told.runs):
        raise damaged(RUNS, msg("its runs do not add up"))
    if max(len(told.networks), len(told.preprocessors)) > len(told.runs):
        raise damaged(RUNS, msg("its runs do not add up"))
    networks = [network_from_plain(network) for network in told.networks]
    preprocessors = [Preprocessor.from_plain(preprocessor) for preprocessor in told.preprocessors]
    records = []
    room = MOST_EPOCHS
    for run in told.runs:
        if not (0 <= run.network < len(networks) and 0 <= run.preprocessor < len(preprocessors)):
            raise damaged(RUNS, msg("its runs do not add up"))
        record = _record(archive, run, networks[run.network], preprocessors[run.preprocessor], room)
        room -= len(record.history.epochs)
        records.append(record)
    return tuple(records)


def _record(
    archive: Archive, told: _PlainRun, network: Network, preprocessor: Preprocessor, room: int
) -> RunRecord:
    if not is_id(told.id) or (told.again and not is_id(told.again)) or told.ending not in ENDINGS:
        raise damaged(RUNS, msg("a run is none"))
    _check_numbers(told)
    member = _member(told.id)
    history = History()
    if member in archive:
        # Every column has eight bytes for an epoch, and its name: what is longer has more epochs than are allowed.
        columns = archive.columns(member, (room + 1) * 8 * (3 + 2 * _METRICS))
        if len(columns) > 3 + 2 * _METRICS or len(columns.get("loss", ())) > room:
            raise StudioError("its member {name} is larger than it should be", name=member)
        history = from_columns(columns, told.best_epoch, member)
        if len(history.epochs) != told.epochs:
            raise damaged(RUNS, msg("the epochs of a run do not add up"))
    test = None if told.test is None else told.test.read()
    training = TrainingConfig.from_plain(told.training)
    if test is not None:
        answered = zip(answering(network, training, preprocessor.views), preprocessor.views, strict=True)
        views = {node: view for node, view in answered if node is not None} if test.outputs else {}
        of_each = [(each, views.get(node)) for node, each in test.outputs.items()]
        if not all(_adds_up(each, view) for each, view in ((test, preprocessor), *of_each)):
            raise damaged(RUNS, msg("the figures of a run do not add up"))
    changes = checked_changes(told.changes, told.epochs, told.step, RUNS)
    return RunRecord(
        told.id,
        line(told.name, NAME_LIMIT),
        line(told.when, 40),
        line(told.project, NAME_LIMIT),
        network,
        Layout({n: p for n, p in told.layout.items() if n in network and max(map(abs, p)) <= REACH}),
        DataConfig.from_plain(told.data)[0],
        training,
        line(told.fingerprint, NAME_LIMIT),
        preprocessor,
        line(told.began_with, NAME_LIMIT),
        msgspec.structs.replace(history, changes=changes),
        told.epochs,
        told.step,
        told.best,
        told.guessing,
        told.seconds,
        told.ending,
        same_device(line(told.device, NAME_LIMIT)),
        told.threads,
        {line(k, 40): line(v, 80) for k, v in list(told.versions.items())[:20]},
        line(told.verdict, LINE_LIMIT),
        tuple(line(text, LINE_LIMIT) for text in told.findings[:FINDINGS_LIMIT]),
        "\n".join(shown(line) for line in told.notes[:NOTES_LIMIT].splitlines()),
        told.starred,
        test,
        told.again,
    )


def _check_numbers(told: _PlainRun) -> None:
    counts = [told.epochs, told.step, told.threads, told.best_epoch]
    measured = [told.seconds, *figures_of(told.best)]
    if told.best is not None:
        counts.append(told.best.epoch)
    for test in () if told.test is None else (told.test, *told.test.outputs.values()):
        measured += [test.loss, *test.metrics.values()]
        measured += [] if test.guessing is None else [test.guessing]
    measured += [] if told.guessing is None else [told.guessing]
    if min(counts) < 0 or told.seconds < 0 or not all(math.isfinite(value) for value in measured):
        raise damaged(RUNS, msg("the figures of a run do not add up"))
    if told.best is not None and told.best.epoch > told.epochs:
        raise damaged(RUNS, msg("the epochs of a run do not add up"))


def _adds_up(told: OutputFigures, answered: Preprocessor | None) -> bool:
    """Whether figures are of what an output answers; None where there is no such output."""
    if answered is None or len(told.chosen) not in (0, len(questions(answered))):
        return False
    return _is_confusion(told.confusion, len(answered.classes))


def _is_confusion(counts: tuple[tuple[int, ...], ...], classes: int) -> bool:
    if not counts:
        return True
    square = len(counts) == classes <= MOST_CLASSES and all(len(row) == classes for row in counts)
    return square and all(0 <= count < 1 << 53 for row in counts for count in row)
