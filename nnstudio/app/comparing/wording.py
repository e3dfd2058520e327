"""What differs between two sides, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from nnstudio.app.words.metric_words import key_title
from nnstudio.app.words.setting_words import family_word, name_at
from nnstudio.app.words.texts import field_label, in_sentence, one_line, translate
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.nn.fields import fields_of
from nnstudio.nn.metric_order import in_order, metric_text
from nnstudio.project.comparing.answers import Apart
from nnstudio.project.comparing.compare import Change, Difference, Status
from nnstudio.project.comparing.settings import Setting
from nnstudio.project.flat import are_specs, own_settings, value_text
from nnstudio.project.output_settings import at_output
from nnstudio.system.numbers import figure_text, number_text, percent_text
from nnstudio.training.config import TrainingConfig
from nnstudio.training.history import Epoch

TOKENS: dict[Status, tuple[str, str]] = {
    "same": ("border", "surface"),
    "changed": ("warning", "warning_soft"),
    "added": ("success", "success_soft"),
    "removed": ("danger", "danger_soft"),
}
"""Colours of outline and fill by what became of a layer; a sign and a word always stand beside them."""


def status_text(status: Status) -> str:
    """What became of a layer, in a word."""
    return {
        "same": QCoreApplication.translate("Compare", "same"),
        "changed": QCoreApplication.translate("Compare", "changed"),
        "added": QCoreApplication.translate("Compare", "only right"),
        "removed": QCoreApplication.translate("Compare", "only left"),
    }[status]


def headline(found: Difference) -> str:
    """How much differs, in a sentence."""
    if found.same:
        return QCoreApplication.translate("Compare", "Both are the same.")
    counts = Counter(change.status for change in found.layers)
    # Where layers came or went, wires did as well.
    moved = not counts["added"] and not counts["removed"]
    wires = len(found.edges_added) + len(found.edges_removed) if moved else 0
    parts = []
    for number, one, many in (
        (counts["changed"], QCoreApplication.translate("Compare", "1 layer changed"), QCoreApplication.translate("Compare", "{0} layers changed")),
        (counts["removed"], QCoreApplication.translate("Compare", "1 layer only left"), QCoreApplication.translate("Compare", "{0} layers only left")),
        (counts["added"], QCoreApplication.translate("Compare", "1 layer only right"), QCoreApplication.translate("Compare", "{0} layers only right")),
        (wires, QCoreApplication.translate("Compare", "1 wire differs"), QCoreApplication.translate("Compare", "{0} wires differ")),
    ):  # fmt: skip
        if number:
            parts.append(one if number == 1 else many.format(number))
    if not parts:
        text = QCoreApplication.translate("Compare", "The networks are drawn alike.")
        return text if found.same else f"{text} {_rest(found)}".strip()
    return ", ".join(parts) + "."


def _rest(found: Difference) -> str:
    """What differs where the drawings do not."""
    parts = []
    if any(change.weights for change in found.layers):
        parts.append(QCoreApplication.translate("Compare", "weights"))
    if found.training:
        parts.append(QCoreApplication.translate("Compare", "training settings"))
    if found.data:
        parts.append(QCoreApplication.translate("Compare", "data"))
    return (
        QCoreApplication.translate("Compare", "They differ in: {0}.").format(", ".join(parts))
        if parts
        else ""
    )


def outputs_text(found: Difference) -> str:
    """How the answers to the same rows differ, or why nobody knows."""
    outputs = found.outputs
    if outputs is None:
        if found.no_outputs is None:
            return ""
        text = QCoreApplication.translate("Compare", "Outputs are not compared: {0}.")
        return text.format(translate(found.no_outputs).rstrip("."))
    origin = translate(outputs.origin)
    if not outputs.largest:
        return QCoreApplication.translate("Compare", "Their outputs are equal on {0}.").format(origin)
    if len(outputs.each) > 1:  # each has a unit of its own
        each = "; ".join(map(_apart, outputs.each))
        return QCoreApplication.translate("Compare", "Their outputs on {0}: {1}.").format(origin, each)
    text = QCoreApplication.translate("Compare", "Their outputs differ by at most {0} on {1}.").format(
        figure_text(outputs.largest, 2), origin
    )
    if outputs.agreement is not None:
        share = percent_text(outputs.agreement)
        text += " " + QCoreApplication.translate(
            "Compare", "Both name the same class for {0} of them."
        ).format(share)
    return text


def _apart(output: Apart) -> str:
    """How far the answers of one of several outputs are from each other: ``kind: at most 0.2 apart, …``."""
    name, much = one_line(output.name), figure_text(output.largest, 2)
    if not output.largest:
        return QCoreApplication.translate("Compare", "{0}: equal").format(name)
    if output.agreement is None:
        return QCoreApplication.translate("Compare", "{0}: at most {1} apart").format(name, much)
    text = QCoreApplication.translate("Compare", "{0}: at most {1} apart, and the same answer for {2}")
    return text.format(name, much, percent_text(output.agreement))


def differences(change: Change) -> str:
    """What differs in a layer that both have."""
    words = [
        QCoreApplication.translate("Compare", "{0}: {1} → {2}").format(
            setting_name(change, s), value_words(s.a), value_words(s.b)
        )
        for s in change.settings
    ]
    if change.weights:
        text = QCoreApplication.translate("Compare", "weights differ by at most {0}")
        words.append(text.format(figure_text(change.weights, 2)))
    elif change.weights == 0:
        words.append(QCoreApplication.translate("Compare", "equal weights"))
    return ", ".join(words)


def setting_name(change: Change, setting: Setting) -> str:
    """What the form calls a setting of a layer."""
    node = change.b or change.a
    known = {} if node is None else {info.name: info for info in fields_of(type(node.layer))}
    label = field_label(known[setting.name]) if setting.name in known else plain_name(setting.name)
    return in_sentence(label)


def plain_name(name: str) -> str:
    """``optimizer.learning_rate`` as "Optimizer: learning rate"; settings of a run as their form names them."""
    if at_output(name)[1]:
        return name_at(TrainingConfig, name)
    kind = TrainingConfig if name.partition(".")[0] in TrainingConfig.__struct_fields__ else DataConfig
    words = name_at(kind, name)
    if "." in name:
        words = f"{name_at(kind, name.partition('.')[0])}: {words}"
    return words[:1].upper() + words[1:]


def value_words(value: Any) -> str:
    """A value of a setting; those of columns and augmentation by the names that their forms have."""
    if isinstance(value, bool):
        return (
            QCoreApplication.translate("Field", "on") if value else QCoreApplication.translate("Field", "off")
        )
    if value == ():
        return QCoreApplication.translate("Field", "none")
    if not are_specs(value):
        return value_text(value)
    parts = []
    for spec in value:
        name, own = own_settings(spec)
        if not isinstance(spec, ColumnSettings):
            name = QCoreApplication.translate("Augmentation", name)
        words = [f"{name_at(type(spec), field)} {value_words(its)}" for field, its in own]
        parts.append(f"{name}: {', '.join(words)}" if words else name)
    return "; ".join(parts)


class Line(NamedTuple):
    """One line of the figures: a name, and what the left and the right side have there."""

    name: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        """Whether the sides differ here."""
        return self.left != self.right


def figures(found: Difference) -> list[tuple[str, list[Line]]]:
    """Totals, results, settings and data under their headings."""
    a, b = found.totals
    totals = [
        Line(QCoreApplication.translate("Compare", "Depth"), str(a.depth), str(b.depth)),
        Line(QCoreApplication.translate("Compare", "Width"), number_text(a.width), number_text(b.width)),
        Line(QCoreApplication.translate("Compare", "Parameters"), number_text(a.parameters), number_text(b.parameters)),
        Line(QCoreApplication.translate("Compare", "Multiply-adds"), number_text(a.multiply_adds), number_text(b.multiply_adds)),
    ]  # fmt: skip
    groups = [(QCoreApplication.translate("Compare", "Network"), totals)]
    if any(found.best):
        groups.append((QCoreApplication.translate("Compare", "Best epoch"), _results(found)))
    for title, settings in (
        (QCoreApplication.translate("Compare", "Training settings that differ"), found.training),
        (QCoreApplication.translate("Compare", "Data settings that differ"), found.data),
    ):
        if settings:
            groups.append((title, [_setting(setting) for setting in settings]))
    return groups


def _setting(setting: Setting) -> Line:
    """A setting that differs; what losses, optimizers and schedules are called has a translation."""
    a, b = (family_word(setting.name, value) or value_words(value) for value in (setting.a, setting.b))
    return Line(plain_name(setting.name), a, b)


def _results(found: Difference) -> list[Line]:
    a, b = found.best
    known = [epoch for epoch in (a, b) if epoch is not None]
    on_validation = all(epoch.val_loss is not None for epoch in known)
    lines = [
        Line(
            QCoreApplication.translate("Compare", "Epoch"),
            *("–" if epoch is None else str(epoch.epoch) for epoch in (a, b)),
        ),
        Line(
            QCoreApplication.translate("Compare", "Validation loss")
            if on_validation
            else QCoreApplication.translate("Compare", "Loss"),
            *("–" if epoch is None else figure_text(epoch.judged) for epoch in (a, b)),
        ),
    ]
    left, right = (
        {} if epoch is None else _measured(epoch, answers)
        for epoch, answers in zip((a, b), found.answers, strict=True)
    )
    titles = dict.fromkeys((*left, *right))
    return [*lines, *(Line(title, left.get(title, "–"), right.get(title, "–")) for title in titles)]


def _measured(epoch: Epoch, answers: Mapping[str, str]) -> dict[str, str]:
    """The metrics of an epoch by what they are called."""
    metrics = epoch.val_metrics or epoch.metrics
    return {key_title(key, answers): metric_text(key, metrics[key]) for key in in_order(metrics, answers)}
