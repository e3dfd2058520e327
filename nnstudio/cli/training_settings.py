"""Loss, optimizer, schedule and the numbers of a run, as a command line says them otherwise than a project."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from nnstudio.cli.settings import name_and_value, value_of
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.network import Network
from nnstudio.nn.fields import FieldError, FieldInfo, Registry, Spec, fields_of
from nnstudio.nn.losses import LOSSES, Crossentropy, Loss
from nnstudio.nn.optimizers import OPTIMIZERS, Optimizer
from nnstudio.nn.schedules import SCHEDULES, Schedule
from nnstudio.project.asked import columns_of
from nnstudio.project.heads import answer_for, by_output, loss_at, names, objectives, with_loss
from nnstudio.project.problems.training import evened
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig
from nnstudio.training.output_training import OutputTraining

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
_AnySpec = TypeVar("_AnySpec", bound=Spec)


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


def without_class_weights(network: Network, training: TrainingConfig) -> TrainingConfig:
    """The settings with an end to the class weights of all of several outputs, as ``balanced`` gives them to all."""
    for node, objective in objectives(network, training).items():
        loss = objective.loss
        if isinstance(loss, Crossentropy) and loss.class_weights:
            training = with_loss(network, training, node, loss.replace(class_weights=()))
    return training


def hangs_on_data(options: argparse.Namespace) -> bool:
    """Whether settings are wanted that :func:`with_outputs` finds out about."""
    return options.class_weights == BALANCED or any(map(_at_output, options.set))


def with_outputs(project: Project, prepared: Prepared, options: argparse.Namespace) -> Project:
    """The project with settings that hang on its data: of single outputs, by what they answer, and classes that count alike.

    Raises
    ------
    StudioError
        Where there is no such output or setting, the network tells no classes apart, or one of them has no samples to
        train on.
    """
    for given in filter(_at_output, options.set):
        name_and_value(given)  # which says what is missing
        setting, _, rest = given.partition("@")
        output, value = _output_and_value(project, prepared, rest)
        name, value = name_and_value(f"{setting}={value}")
        wish = _Wish(f"--set {setting.strip()}@{output}", name, value)
        project = _at(project, prepared, output, wish)
    if options.class_weights != BALANCED:
        return project
    network, training = project.network, project.training
    known = {
        node: loss
        for node, view in by_output(network, training, prepared.views)
        if node is not None and (loss := evened(loss_at(network, training, node), view)) is not None
    }
    if network.output_ids and not known:
        raise StudioError(
            "--class-weights: {loss} over this data has no classes to weigh", loss=training.loss.title
        )
    for node, loss in known.items():
        training = with_loss(network, training, node, loss)
    return project.replace(training=training)


def _at_output(given: str) -> bool:
    """Whether ``--set`` names an output, as in ``loss@price=Huber``."""
    return "@" in given.partition("=")[0]


def _output_and_value(project: Project, prepared: Prepared, given: str) -> tuple[str, str]:
    """Take ``output=value`` apart: what an output answers may itself be called with an equals sign."""
    known, parts = _outputs(project, prepared), given.split("=")
    ways = [("=".join(parts[:n]).strip(), "=".join(parts[n:])) for n in range(1, len(parts))]
    return next((way for way in ways if way[0] in known), ways[0])


def _outputs(project: Project, prepared: Prepared) -> dict[str, str]:
    """Outputs by all that they may be named by: what they are called, each of their targets, and their layers."""
    network, training = project.network, project.training
    called = names(network, training, prepared.preprocessor)
    found = by_output(network, training, prepared.views)
    columns = {name: node for node, view in found if node in called for name in columns_of(view.preprocessor)}
    return {name: node for node, name in called.items()} | columns | {node: node for node in called}


def _at(project: Project, prepared: Prepared, output: str, wish: _Wish) -> Project:
    """The project with another setting of one of several outputs, which is named by what it answers, or by its layer."""
    network, training = project.network, project.training
    outputs = names(network, training, prepared.preprocessor)
    if not outputs:
        raise StudioError(
            "{option}: the network has one output only: leave out @{name}", option=wish.option, name=output
        )
    node = _outputs(project, prepared).get(output)
    if node is None:
        raise StudioError(
            "{option}: there is no such output; there are {outputs}",
            option=wish.option, outputs=", ".join(map(repr, outputs.values())),
        )  # fmt: skip
    if wish.name == "loss":
        loss = LOSSES[_spelled(LOSSES, wish.value)]()
        return project.replace(training=with_loss(network, training, node, loss))
    if wish.name == "target":
        together = {
            name: group[0] for group in map(columns_of, prepared.preprocessor.views) for name in group
        }
        if wish.value and wish.value not in together:
            raise StudioError(
                "{option}: nothing that is predicted is called {value}; there are {targets}",
                option=wish.option, value=repr(wish.value), targets=", ".join(map(repr, outputs.values())),
            )  # fmt: skip
        return project.replace(training=answer_for(training, node, together.get(wish.value, "")))
    if wish.name in _names(OutputTraining):
        own = _changed(training.for_output(node), wish)
        return project.replace(training=training.with_output(own))
    loss = loss_at(network, training, node)
    if wish.name in _names(type(loss)):
        return project.replace(training=with_loss(network, training, node, _changed(loss, wish)))
    known = ["loss", *_names(OutputTraining), *_names(type(loss))]
    raise StudioError(
        "{option}: there is no such setting; there are {known}", option=wish.option, known=", ".join(known)
    )


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
    lines += ["The run:", *map(_described, fields_of(TrainingConfig))]
    lines.append(
        "One of several outputs, by its target (or the id of its layer), such as --set loss@price=Huber:"
    )
    lines.append(
        "    --set loss@OUTPUT=NAME: One of the losses above; their settings likewise, as in --set delta@OUTPUT=2."
    )
    return "\n".join([*lines, *(_described(info, "@OUTPUT") for info in fields_of(OutputTraining))])


def _described(info: FieldInfo, of: str = "") -> str:
    named = info.name in _NAMED and not of
    option = f"--{info.name.replace('_', '-')} " if named else f"--set {info.name}{of}="
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
        if _at_output(given):  # which is found with the data
            continue
        name, value = name_and_value(given)
        yield _Wish(f"--set {name}", name, value)


def _with(training: TrainingConfig, wish: _Wish) -> TrainingConfig:
    parts: dict[str, Spec] = {part: getattr(training, part) for part in _FAMILIES}
    if wish.name in _names(TrainingConfig):
        return _changed(training, wish)
    for part, spec in parts.items():
        if wish.name not in _names(type(spec)):
            continue
        return training.replace(**{part: _changed(spec, wish)})
    raise _unknown(wish, [training, *parts.values()])


def _changed(spec: _AnySpec, wish: _Wish) -> _AnySpec:
    """A spec with another setting, one that it has."""
    info = next(each for each in fields_of(type(spec)) if each.name == wish.name)
    value = value_of(info, wish.value) if isinstance(wish.value, str) else wish.value
    try:
        return spec.replace(**{info.name: value})
    except FieldError as error:
        told = error.message.args
        raise StudioError(
            "{option} {rule}, not {value}", option=wish.option, rule=told["rule"], value=told["value"]
        ) from None


def _names(kind: type[Spec]) -> list[str]:
    return [info.name for info in fields_of(kind)]


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
