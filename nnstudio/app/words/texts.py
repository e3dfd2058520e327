"""Texts of the lower floors, translated where they become visible.

Messages, labels and sentences of help are written in English where they belong. Here they meet the catalogue;
a text without a translation stays English.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication

from nnstudio.app.words import field_text
from nnstudio.app.words.catalogue import LANGUAGES, language
from nnstudio.data.sources.bundled import bundled_sets
from nnstudio.data.sources.generated import TITLES
from nnstudio.nn.fields import FieldError, FieldInfo
from nnstudio.nn.metrics import Metric
from nnstudio.system.messages import Message, Small, StudioError, filled, small
from nnstudio.system.numbers import whole_text


def translate(message: Message) -> str:
    """Return a message in the user's language, its holes filled.

    Arguments that are messages themselves are translated as well. A translation with a hole too many or too few is a defect
    of the catalogue; the reader then gets the English.
    """
    if isinstance(message, Small):
        return in_sentence(QCoreApplication.translate("Field", message.text))
    args = {k: translate(v) if isinstance(v, Message) else v for k, v in message.args.items()}
    try:
        return filled(QCoreApplication.translate("Message", message.text), args)
    except (LookupError, ValueError):
        return filled(message.text, args)


def in_sentence(name: str) -> str:
    """Return a name as it is written within a sentence: German keeps its large letters, English does not."""
    return name if language() == "de" else small(name)


def behind_colon(title: str) -> str:
    """Return the title of a loss or a metric as it is written behind a colon or in a sentence: small, but for German nouns."""
    if language() != "de":
        return small(title)
    first, blank, rest = title.partition(" ")
    adjective = bool(rest) and first.endswith(("e", "er", "es"))
    return f"{first.lower()}{blank}{rest}" if adjective else title


def error_text(error: BaseException) -> str:
    """Return the one line a person reads about an error: a message translated, anything else by its name."""
    if isinstance(error, StudioError):
        return translate(error.message)
    if isinstance(error, MemoryError):
        return QCoreApplication.translate("Message", "There is not enough memory for this")
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def field_error_text(error: StudioError) -> str:
    """Return what is wrong with a setting, without the owner's name: it stands right under its field."""
    args = error.message.args
    if isinstance(error, FieldError) and {"setting", "rule", "value"} <= set(args):
        parts = {"setting": args["setting"], "rule": args["rule"], "value": args["value"]}
        text = translate(Message("{setting} {rule}, not {value}", parts))
    else:
        text = translate(error.message)
    return text[:1].upper() + text[1:]


def data_name(name: str) -> str:
    """Return what a data set is called: one that comes with the program in the user's language, any other as it is."""
    return QCoreApplication.translate("Data", name) if name in _names_of_data() else name


@lru_cache(maxsize=1)
def _names_of_data() -> frozenset[str]:
    return frozenset((*(one.title for one in bundled_sets()), *map(str, TITLES.values())))


def field_label(info: FieldInfo) -> str:
    """Return the name of a setting in the user's language."""
    return QCoreApplication.translate("Field", info.label)


def field_help(info: FieldInfo) -> str:
    """Return the sentence of help of a setting in the user's language."""
    return QCoreApplication.translate("Field", info.field.help)


def field_unit(info: FieldInfo) -> str:
    """Return the unit of a setting in the user's language; empty where it has none, or its name says it already."""
    unit = QCoreApplication.translate("Field", info.field.unit) if info.field.unit else ""
    return "" if unit == field_label(info) else unit


def empty_word(info: FieldInfo) -> str:
    """Return what an empty field means, in a word; empty where a field cannot be empty."""
    if info.field.empty:
        return QCoreApplication.translate("Field", info.field.empty)
    return QCoreApplication.translate("Field", "automatic") if info.optional else ""


def differing_word() -> str:
    """Return what stands in the field of a setting in which several layers differ."""
    return QCoreApplication.translate("Field", "differs")


def choice_help(info: FieldInfo, choice: Any) -> str:
    """Return the sentence about one choice of a setting in the user's language; empty where there is none."""
    if not info.field.choice_help or choice not in info.field.choices:
        return ""
    return QCoreApplication.translate("Field", info.field.choice_help[info.field.choices.index(choice)])


def field_limits(info: FieldInfo) -> str:
    """Return what a setting may be and what it is by itself: ``1 to 65 536, default 16``."""
    low, high, above = info.field.minimum, info.field.maximum, info.field.above
    names = {"low": _figure(low), "high": _figure(high), "above": _figure(above)}
    if low is not None and high is not None:
        limits = QCoreApplication.translate("Field", "{low} to {high}").format(**names)
    elif above is not None and high is not None:
        limits = QCoreApplication.translate("Field", "above {above}, up to {high}").format(**names)
    elif low is not None:
        limits = QCoreApplication.translate("Field", "{low} or more").format(**names)
    elif above is not None:
        limits = QCoreApplication.translate("Field", "above {above}").format(**names)
    else:
        limits = (
            QCoreApplication.translate("Field", "up to {high}").format(**names) if high is not None else ""
        )
    unit = field_unit(info)
    parts = [f"{limits} {unit}".strip() if limits else "", _default_words(info)]
    return ", ".join(part for part in parts if part)


def _default_words(info: FieldInfo) -> str:
    value = info.default
    shown = "" if value is msgspec.NODEFAULT or value in ("", ()) else value_text(info, value)
    return QCoreApplication.translate("Field", "default {0}").format(shown) if shown else ""


def value_text(info: FieldInfo, value: Any) -> str:
    """Return a value of a setting within a sentence, in the user's language; what an empty field means where it is empty."""
    if isinstance(value, bool):
        return (
            QCoreApplication.translate("Field", "on") if value else QCoreApplication.translate("Field", "off")
        )
    if isinstance(value, int | float):
        return _figure(value)
    return choice_word(info, field_text.show(info, value)) or empty_word(info)


def _figure(value: float | None) -> str:
    """A number with its thousands apart, as it may be typed."""
    if value is None:
        return ""
    whole = isinstance(value, int) or value.is_integer()
    if whole and abs(value) < 1e12:
        return whole_text(int(value))
    return field_text.show_float(value)


def choice_word(info: FieldInfo, choice: str) -> str:
    """Return one of the values of a setting in the user's language; names of the field, such as relu, stay what they are."""
    if choice in info.field.choices and (word := _signs().get(choice)):
        return word
    words = choice.replace("_", " ")
    return words if info.field.pictures else QCoreApplication.translate("Choice", words)


def _signs() -> dict[str, str]:
    """Words for choices that are a single sign, which is hard to see, or cannot be seen at all; and for short forms."""
    return {
        "": QCoreApplication.translate("Field", "system"),
        **LANGUAGES,
        "rgb": QCoreApplication.translate("Field", "red, green, blue"),
        "xor": QCoreApplication.translate("Field", "exclusive or"),
        ",": QCoreApplication.translate("Field", "comma"),
        ";": QCoreApplication.translate("Field", "semicolon"),
        "\t": QCoreApplication.translate("Field", "tab"),
        "|": QCoreApplication.translate("Field", "vertical bar"),
        " ": QCoreApplication.translate("Field", "blanks"),
        ".": QCoreApplication.translate("Field", "point"),
    }


def formula_text(formula: str) -> str:
    """Return a formula, what stands in it in words in the user's language."""
    return QCoreApplication.translate("Formula", formula) if in_words(formula) else formula


def in_words(formula: str) -> bool:
    """Whether words stand in a formula, and not only signs and functions."""
    return bool(set(re.findall("[A-Za-z]{2,}", formula)) - _FUNCTIONS)


_FUNCTIONS = {"cos", "log", "max", "tanh"}
"""What is written alike in every language."""


def metric_title(metric: type[Metric]) -> str:
    """Return what people call a metric."""
    return QCoreApplication.translate("Metric", metric.title)


def metric_summary(metric: type[Metric]) -> str:
    """Return the sentence about a metric."""
    return QCoreApplication.translate("Metric", metric.summary)


def plain(text: str) -> str:
    """Return text without the ``&`` that marks a shortcut: ``"&Open && Close…"`` -> ``"Open & Close…"``."""
    return re.sub(r"&(.)", r"\1", text)


_ZERO = "\N{ZERO WIDTH SPACE}"


def breakable(text: str, most: int = 24) -> str:
    """Allow a long path or name to wrap: after separators, and inside words that are longer than so many letters."""
    text = re.sub(r"[/\\_]", f"\\g<0>{_ZERO}", text)
    return re.sub(rf"[^\s{_ZERO}]{{{most}}}(?=[^\s{_ZERO}])", f"\\g<0>{_ZERO}", text)


def one_line(name: str) -> str:
    """A name where it has a line to itself: a cell of a table may hold several."""
    return " ".join(name.split())


def tooltip(text: str) -> str:
    """Return a tool tip that wraps, and shows names as they are: Qt wraps only what it takes for rich text."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>") if text else ""
