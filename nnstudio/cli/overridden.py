"""What a command line says otherwise than a project, for every command that trains it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from nnstudio.cli.training_settings import with_options, without_class_weights
from nnstudio.data.held import given_paths, held_paths, release, require_released
from nnstudio.data.paths import missing_path, moved
from nnstudio.graph.network import Network
from nnstudio.nn.fields import FieldError
from nnstudio.project.agreed import remember
from nnstudio.project.data_files import relocated
from nnstudio.project.heads import main_output
from nnstudio.project.project import Project
from nnstudio.project.trained import Trained
from nnstudio.system.file_errors import shown
from nnstudio.system.messages import StudioError
from nnstudio.training.config import TrainingConfig


def _is_read(network: Network, training: TrainingConfig) -> bool:
    """Whether the loss of the settings is that of an output which can learn by it."""
    main = main_output(network, training)
    return bool(main) and training.loss.reads(network[main].layer.activation_name())


def overridden(project: Project, options: argparse.Namespace) -> Project:
    """The project with the settings of the options; raises StudioError for one outside its limits."""
    network, training = project.network, project.training
    several = len(network.output_ids) > 1
    if several and (options.class_weights or "").strip().lower() == "none":
        training = without_class_weights(network, training)
        options = argparse.Namespace(**{**vars(options), "class_weights": None})
    learned = training.loss
    training = with_options(training, options)
    wanted = options.loss is not None or training.loss != learned
    if several and wanted and not _is_read(network, training):
        raise StudioError(
            "{loss} fits no output of this network that has no loss of its own: name the output, as in --set loss@{output}=NAME",
            loss=training.loss.title,
            output=network.output_ids[0],
        )
    shares = {"validation": options.validation, "test": options.test}
    try:
        data = project.data.replace(**{k: v for k, v in shares.items() if v is not None})
    except FieldError as error:
        told = error.message.args
        if "setting" not in told:
            raise
        raise StudioError(
            "--{option} {rule}, not {value}",
            option=str(told["setting"]).replace(" ", "-"), rule=told["rule"], value=told["value"],
        ) from None  # fmt: skip
    return project.replace(training=training, data=data)


def relocated_by_hand(
    project: Project, trained: Trained | None, data: str, file_path: Path
) -> tuple[Project, Trained | None]:
    """Read the project's data from another place; the weights stay its own where it is the same data."""
    source = project.data.source
    given = [] if source is None else [*held_paths(source), *(path for _, path in given_paths(source))]
    old = missing_path(source) or next(iter(given), None)
    if source is None or old is None:
        raise StudioError("--data says where a file or folder is now: the project's data is in none")
    if not os.path.exists(data):  # noqa: PTH110
        raise StudioError("--data {path}: there is no such file or folder", path=shown(data))
    there = os.path.abspath(data)  # noqa: PTH100
    source = moved(source, old, there)
    release([there])
    remember(file_path, [there])
    require_released(source)
    fingerprint = "" if trained is None else source.read().fingerprint
    return relocated(project, trained, source, fingerprint)
