"""Settings of a run by their paths, in the words of the forms in which they are changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from nnstudio.app.words.texts import choice_word, field_label, in_sentence
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import SOURCES
from nnstudio.graph.network import Network
from nnstudio.nn.fields import FieldInfo, fields_of
from nnstudio.nn.losses import LOSSES
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.nn.schedules import SCHEDULES
from nnstudio.project.output_settings import at_output
from nnstudio.system.numbers import figure_text
from nnstudio.training.config import TrainingConfig
from nnstudio.training.output_training import OutputTraining

_FAMILIES: Mapping[str, Iterable[type[msgspec.Struct]]] = {
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "schedule": SCHEDULES,
    "source": SOURCES,
}
_PARTS: Mapping[str, type[msgspec.Struct]] = {"training": TrainingConfig, "data": DataConfig}


def field_at(kind: type[msgspec.Struct], path: str) -> FieldInfo | None:
    """The field at a path such as ``seed`` or ``optimizer.learning_rate``; None where there is none."""
    setting, output = at_output(path)
    if output:
        kind, path = (OutputTraining if setting == "weight" else kind), setting
    first, _, rest = path.partition(".")
    kinds = _FAMILIES[first] if rest and first in _FAMILIES else (kind,)
    return next((info for k in kinds for info in fields_of(k) if info.name == (rest or first)), None)


def name_at(kind: type[msgspec.Struct], path: str) -> str:
    """What the setting at a path is called, as words within a line."""
    info, (setting, output) = field_at(kind, path), at_output(path)
    if output:
        words = name_at(kind, setting) if info is None else in_sentence(field_label(info))
        return f"{output}: {words}"
    plain = {
        "source": QCoreApplication.translate("Settings", "source"),
        "source.path": QCoreApplication.translate("Settings", "file or folder"),
        "loss": QCoreApplication.translate("Settings", "loss"),
        "optimizer": QCoreApplication.translate("Settings", "optimizer"),
        "schedule": QCoreApplication.translate("Settings", "learning rate schedule"),
        "augmentation": QCoreApplication.translate("Settings", "augmentation"),
        "frozen": QCoreApplication.translate("Settings", "frozen"),
    }
    if info is not None and path not in plain:
        return in_sentence(field_label(info))
    return plain.get(path, path.rpartition(".")[2].replace("_", " "))


def settings_in_a_line(network: Network, settings: Mapping[str, Any]) -> str:
    """Settings of a run for people: ``learning rate 0.01 · batch size 32 · Dense 1 activation tanh``.

    Parameters
    ----------
    network : Network
        That of the run.
    settings : mapping
        Values by path, as :func:`nnstudio.project.runs.differing.differing` gives them.
    """
    return " · ".join(_words(network, path, value) for path, value in settings.items())


def _words(network: Network, path: str, value: Any) -> str:
    lead, _, rest = path.partition(".")
    kind = _PARTS.get(lead)
    owner = ""
    if kind is None:
        title, _, rest = path.rpartition(".")
        kind = next((type(node.layer) for node in network.nodes if node.title == title), DataConfig)
        owner = f"{title} "
    info = field_at(kind, rest)
    colon = ":" if isinstance(value, bool) else ""  # "leave repeats out off" would be a riddle
    return f"{owner}{name_at(kind, rest)}{colon} {family_word(rest, value) or _value(info, value)}"


def family_word(path: str, value: Any) -> str:
    """What a loss, an optimizer or a schedule is called in the user's language; nothing for other settings."""
    named = isinstance(value, str) and at_output(path)[0] in _FAMILIES
    return QCoreApplication.translate("Choice", value) if named else ""


def _value(info: FieldInfo | None, value: Any) -> str:
    if isinstance(value, bool):
        on, off = QCoreApplication.translate("Field", "on"), QCoreApplication.translate("Field", "off")
        return on if value else off
    if isinstance(value, tuple):
        return ", ".join(_value(info, each) for each in value) or "–"
    if value is None:
        return "–"
    if isinstance(value, float):
        return figure_text(value)
    return choice_word(info, value) if info is not None and isinstance(value, str) else str(value)
