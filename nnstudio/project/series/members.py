"""The series of runs of a project as a member of its file: ``series.json``. What is read may be an enemy's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from nnstudio.backend.gpu_system import same_device
from nnstudio.data.config import DataConfig
from nnstudio.data.target_group import MOST_GROUPS
from nnstudio.project.plain_network import network_from_plain
from nnstudio.project.record_lists import SERIES, damaged, figures_of, line, read_list
from nnstudio.project.runs.record import NAME_LIMIT
from nnstudio.project.series.plan import LEAST, MOST
from nnstudio.project.series.record import Kind, Outcome, SeriesRecord
from nnstudio.system.messages import msg
from nnstudio.system.zips import Archive
from nnstudio.training.config import TrainingConfig

FORMAT = 1
MOST_SERIES = 100
"""The newest ones are kept."""
_JSON_TARGET = 8 << 20
"""Longer lists lose their oldest series: a project must never become too large to be saved because of them."""
_METRICS = 10 * MOST_GROUPS
"""More than any run measures."""
_LARGEST = 1e100
"""Above every figure of a run; what is computed with them stays finite."""


def within_limits(series: Sequence[SeriesRecord]) -> tuple[SeriesRecord, ...]:
    """The newest series; the oldest comes first."""
    return tuple(series[-MOST_SERIES:])


def series_to_plain(series: Sequence[SeriesRecord]) -> dict[str, Any]:
    """The object of :data:`SERIES`."""
    written: list[dict[str, Any]] = []
    room = _JSON_TARGET
    for each in reversed(within_limits(series)):
        plain = _to_plain(each)
        room -= len(msgspec.json.encode(plain))
        if room < 0:
            break
        written.append(plain)
    return {"format": FORMAT, "series": written[::-1]}


def _to_plain(series: SeriesRecord) -> dict[str, Any]:
    return {
        **{name: getattr(series, name) for name in _PLAIN},
        "network": series.network.to_plain(),
        "training": series.training.to_plain(),
        "data": series.data.to_plain(),
        # A figure that is no finite number would make the whole file unreadable.
        "outcomes": [msgspec.to_builtins(outcome) for outcome in series.outcomes if _is_finite(outcome)],
    }


_PLAIN = (
    "name",
    "when",
    "kind",
    "wanted",
    "data_name",
    "division",
    "fingerprint",
    "began_with",
    "device",
    "answers",
)
"""Parts of a record that are written as they are."""


class _PlainOne(msgspec.Struct):
    name: str
    kind: Kind
    wanted: int
    network: dict[str, Any]
    training: dict[str, Any]
    data: dict[str, Any]
    when: str = ""
    data_name: str = ""
    division: str = ""
    fingerprint: str = ""
    began_with: str = ""
    device: str = ""
    outcomes: tuple[Outcome, ...] = ()
    answers: dict[str, str] = {}


class _PlainSeries(msgspec.Struct):
    format: int
    series: list[_PlainOne] = []


def series_from(archive: Archive) -> tuple[SeriesRecord, ...]:
    """Read the series of a project; none where the file has no list of them.

    Raises
    ------
    StudioError
        For what is damaged, or was written by a newer version.
    """
    told = read_list(archive, SERIES, _PlainSeries, FORMAT)
    if told is None:
        return ()
    if told.format < 1 or len(told.series) > MOST_SERIES:
        raise damaged(SERIES, msg("its series do not add up"))
    return tuple(map(_record, told.series))


def _record(told: _PlainOne) -> SeriesRecord:
    numbers = [outcome.number for outcome in told.outcomes]
    if (
        not LEAST <= told.wanted <= MOST[told.kind]
        or len(set(numbers)) < len(numbers)
        or not all(1 <= number <= told.wanted for number in numbers)
    ):
        raise damaged(SERIES, msg("the runs of a series do not add up"))
    if not all(map(_is_sound, told.outcomes)):
        raise damaged(SERIES, msg("the figures of a series do not add up"))
    return SeriesRecord(
        line(told.name, NAME_LIMIT),
        line(told.when, 40),
        told.kind,
        told.wanted,
        network_from_plain(told.network),
        TrainingConfig.from_plain(told.training),
        DataConfig.from_plain(told.data)[0].replace(source=None),
        line(told.data_name, NAME_LIMIT),
        line(told.division, NAME_LIMIT),
        line(told.fingerprint, NAME_LIMIT),
        line(told.began_with, NAME_LIMIT),
        same_device(line(told.device, NAME_LIMIT)),
        told.outcomes,
        {line(k, NAME_LIMIT): line(v, NAME_LIMIT) for k, v in list(told.answers.items())[:MOST_GROUPS]},
    )


def _is_sound(outcome: Outcome) -> bool:
    best = outcome.best
    counts = [
        outcome.seed,
        outcome.rows,
        outcome.validated,
        outcome.epochs,
        0 if best is None else best.epoch,
    ]
    small = best is None or (
        best.epoch <= outcome.epochs and len(best.metrics) + len(best.val_metrics) <= _METRICS
    )
    return min(counts) >= 0 and outcome.seconds >= 0 and small and _is_finite(outcome)


def _is_finite(outcome: Outcome) -> bool:
    measured = [outcome.seconds, *figures_of(outcome.best)]
    measured += [] if outcome.guessing is None else [outcome.guessing]
    return all(abs(value) <= _LARGEST for value in measured)  # which nothing that is no number is
