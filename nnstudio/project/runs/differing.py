"""In which settings runs differ: what a list of them has to tell, and nothing that all of them share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import RecordingFiles
from nnstudio.data.sources.recording_folder import reading_of
from nnstudio.project.flat import flat
from nnstudio.project.output_settings import at_output, training_settings
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.series.record import SeriesRecord
from nnstudio.system.numbers import figure_text

_ELSEWHERE = frozenset(("training.epochs", "data.source", "data.columns"))
"""What a list of runs tells otherwise, or what no line has room for."""


def differing(runs: Sequence[RunRecord | SeriesRecord]) -> list[dict[str, Any]]:
    """For each run its values of those settings in which not all runs agree that have them.

    Returns
    -------
    list of dict
        By names such as ``training.optimizer.learning_rate``, ``data.scaling`` and ``Dense 1.activation``.
    """
    every = [dict(_settings(run)) for run in runs]
    values: dict[str, set[str]] = {}
    for settings in every:
        for name, value in settings.items():
            values.setdefault(name, set()).add(repr(value))
    apart = [name for name, known in values.items() if len(known) > 1]
    return [{name: settings[name] for name in apart if name in settings} for settings in every]


def in_a_line(settings: Mapping[str, Any]) -> str:
    """Settings for people: ``learning rate 0.01 · batch size 32 · Dense 1 activation tanh``."""
    return " · ".join(f"{_name(name)} {_value(value)}" for name, value in settings.items())


def _name(path: str) -> str:
    """The last part of its name; what belongs to a layer has that before it, as its own name says little."""
    setting, output = at_output(path.removeprefix("training."))
    if output:
        return f"{output}: {_name(f'training.{setting}')}"
    owner, _, last = path.rpartition(".")
    words = last.replace("_", " ")
    return words if owner.partition(".")[0] in ("training", "data") else f"{owner} {words}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return ", ".join(map(_value, value)) or "–"
    if value is None:
        return "–"
    return figure_text(value) if isinstance(value, float) else str(value)


def _settings(run: RunRecord | SeriesRecord) -> Iterator[tuple[str, Any]]:
    for name, value in training_settings(run.network, run.training, run.answers).items():
        if f"training.{name}" not in _ELSEWHERE:
            yield f"training.{name}", value
    for node in run.network.nodes:
        for name, value in flat(node.layer):
            yield f"{node.title}.{name}", value
        yield f"{node.title}.frozen", node.frozen
    yield from _of_data(run.data)


def _of_data(data: DataConfig) -> Iterator[tuple[str, Any]]:
    for name in data.__struct_fields__:
        value = getattr(data, name)
        if name == "augmentation":
            value = tuple(type(step).__name__ for step in value)
        if f"data.{name}" not in _ELSEWHERE:
            yield f"data.{name}", value
    if isinstance(data.source, RecordingFiles):
        for name, value in reading_of(data.source).items():
            yield f"data.source.{name}", value
    # Of all that columns have of their own, what makes losses incomparable.
    yield "data.logarithm", tuple(column.name for column in data.columns if column.logarithm)
