"""Loss, optimizer, schedule and the numbers of a run, as a command line says them otherwise than a project."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, NamedTuple

from nnstudio.cli.settings import name_and_value, value_of
from nnstudio.data.prepare import Prepared
from nnstudio.nn.fields import FieldError, FieldInfo, Registry, Spec, fields_of
from nnstudio.nn.losses import LOSSES, Loss
from nnstudio.nn.optimizers import OPTIMIZERS, Optimizer
from nnstudio.nn.schedules import SCHEDULES, Schedule
from nnstudio.project.problems.training import evened
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig

_FAMILIES: dict[str, Registry[Any]] = {"optimizer": OPTIMIZERS, "schedule": SCHEDULES, "loss": LOSSES}
_BASES: dict[str, type[Spec]] = {"optimizer": Optimizer, "schedule": Schedule, "loss": Loss}
_KEPT = {"optimizer": ("clip_value", "clip_norm"), "schedule": ("warmup",), "loss": ()}
"""What another member of a family keeps, as in the window: all members have it."""
_NAMED = (
    "epochs", "batch_size", "learning_rate", "seed", "device", "tf32", "more_metrics", "warmup", "class_weights",
    "clip_norm", "clip_value", "patience",
)  # fmt: skip
"""Settings that have an option of their own; the others are set with ``--set``."""
BALANCED = "balanced"


class _Wish(NamedTuple):
    """A setting, and how it was named on the command line."""

    option: str
    name: str
    value: Any


def with_options(training: TrainingConfig, options: argparse.Namespace) -> TrainingConfig:
    """The settings with those of the options.

    Raises
    ------
    StudioError
        For a name that is unknown, or a value outside its limits.
    """
    for part, family in _FAMILIES.items():
        if (name := getattr(options, part)) is not None:
            training = _with_member(training, part, family[_spelled(family, name)])
    for wish in _wishes(options):
        training = _with(training, wish)
    return training


def with_balance(project: Project, prepared: Prepared, options: argparse.Namespace) -> Project:
    """The project with classes that count alike, however rare they are, where that is wanted.

    Raises
    ------
    StudioError
        Where the network tells no classes apart, or one of them has no samples to train on.
    """
    if options.class_weights != BALANCED:
        return project
    loss = evened(project.training.loss, prepared)
    if loss is None:
        raise StudioError(
            "--class-weights: {loss} over this data has no classes to weigh", loss=project.training.loss.title
        )
    return project.replace(training=project.training.replace(loss=loss))


def described() -> str:
    """All that can be chosen, with its settings, for the command's help."""
    lines = []
    for part, family in _FAMILIES.items():
        common = fields_of(_BASES[part])
        lines += [f"Every {part}:", *map(_described, common)] if common else []
        for cls in family:
            kind: type[Spec] = cls
            lines.append(f"--{part} {cls.__name__}: {cls.summary}")
            lines += [_described(info) for info in fields_of(kind) if info.name not in _names(_BASES[part])]
    return "\n".join([*lines, "The run:", *map(_described, fields_of(TrainingConfig))])


def _described(info: FieldInfo) -> str:
    option = f"--{info.name.replace('_', '-')} " if info.name in _NAMED else f"--set {info.name}="
    return f"    {option}{'|'.join(info.field.choices) or info.kind}: {info.field.help}"


def _with_member(training: TrainingConfig, part: str, kind: type[Spec]) -> TrainingConfig:
    old = getattr(training, part)
    if type(old) is kind:
        return training
    return training.replace(**{part: kind(**{name: getattr(old, name) for name in _KEPT[part]})})


def _spelled(family: Registry[Any], name: str) -> str:
    """The name that files use, where it was written with other capitals or as the window calls it."""
    called = name.strip().casefold()
    return next(
        (cls.__name__ for cls in family if called in (cls.__name__.casefold(), cls.title.casefold())), name
    )


def _wishes(options: argparse.Namespace) -> Iterator[_Wish]:
    for name in _NAMED:
        value = getattr(options, name)
        if value is not None and (name, value) != ("class_weights", BALANCED):
            yield _Wish("--" + name.replace("_", "-"), name, value)
    for given in options.set:
        name, value = name_and_value(given)
        yield _Wish(f"--set {name}", name, value)


def _with(training: TrainingConfig, wish: _Wish) -> TrainingConfig:
    parts: dict[str, Spec] = {part: getattr(training, part) for part in _FAMILIES}
    for part, spec in ({"": training} | parts).items():
        info = next((each for each in fields_of(type(spec)) if each.name == wish.name), None)
        if info is None:
            continue
        value = value_of(info, wish.value) if isinstance(wish.value, str) else wish.value
        try:
            if not part:
                return training.replace(**{info.name: value})
            return training.replace(**{part: spec.replace(**{info.name: value})})
        except FieldError as error:
            told = error.message.args
            raise StudioError(
                "{option} {rule}, not {value}", option=wish.option, rule=told["rule"], value=told["value"]
            ) from None
    raise _unknown(wish, [training, *parts.values()])


def _names(kind: type[Spec]) -> set[str]:
    return {info.name for info in fields_of(kind)}


def _unknown(wish: _Wish, present: list[Spec]) -> StudioError:
    """Why a setting cannot be: nothing has it, or only what was not chosen."""
    for part, family in _FAMILIES.items():
        owners = [cls.__name__ for cls in family if wish.name in _names(cls)]
        if owners:
            return StudioError(
                "{option} is for {owners}: choose one with --{part}",
                option=wish.option,
                owners=", ".join(owners),
                part=part,
            )
    known = [info.name for spec in present for info in fields_of(type(spec))]
    return StudioError(
        "{option}: there is no such setting; there are {known}", option=wish.option, known=", ".join(known)
    )
