"""Finding layers by what is typed: a name, a keyword, and the settings that are wanted at once.

``dense 10 softmax`` is a Dense layer of ten neurons with that activation, ``conv2d 32 5x5 same`` a convolution,
``input 28x28x1`` an Input for images. A setting that no bare word can mean has its name before it: ``conv2d 16 groups 4``,
``conv2d 16 bias=off``.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from nnstudio.app.words.layer_words import layer_summary, layer_title
from nnstudio.nn.fields import FieldInfo, fields_of
from nnstudio.nn.layer import CATEGORIES, LAYERS, Layer
from nnstudio.system.messages import StudioError

_NUMBER = re.compile(r"[0-9]{1,9}")
_FRACTION = re.compile(r"[0-9]{0,9}[.,][0-9]{1,9}")
_SIZES = re.compile(r"[0-9]{1,9}(?:[x×][0-9]{1,9})+")
_SCALE = re.compile(r"[0-9]{0,9}[.,]?[0-9]{1,9}(?:e-?[0-9]{1,2})?")
_SWITCH = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
_BEGINNING = 3
"""Letters of a setting's name from which on they stand for it."""
_LONGEST = 200
"""Letters of a query that are looked at."""


def find_layers(query: str) -> list[type[Layer]]:
    """Layers that every word fits as a part of title, summary or keywords, or as a setting; titles come first.

    All of them for an empty query, in the order in which a network is built.
    """
    by_category = sorted(LAYERS, key=lambda k: CATEGORIES.index(k.category) if k.category in CATEGORIES else len(CATEGORIES))  # fmt: skip
    words = _words(query)
    if not words:
        return by_category
    found = [(rank, kind) for kind in by_category if (rank := _rank(kind, words)) is not None]
    return [kind for _, kind in sorted(found, key=lambda pair: pair[0])]


def named(kind: type[Layer], query: str) -> bool:
    """Whether the first word of a query begins a word of the layer's title: what is typed means this one."""
    words = _words(query)
    return bool(words) and _rank(kind, words) == 0


def typed_layer(kind: type[Layer], query: str) -> Layer:
    """A layer of a type with the settings that a query names; the others have their defaults."""
    settings: dict[str, Any] = {}
    for _, setting in _read(kind, _words(query)):
        settings |= setting
    return kind(**settings)


def not_understood(query: str) -> tuple[type[Layer], str] | None:
    """Which word behind the name of a layer stands for nothing; None where no layer has that name."""
    words = _words(query)
    kind = next((kind for kind in LAYERS if words and _rank(kind, words[:1]) == 0), None)
    if kind is None:
        return None
    text = _text(kind)
    word = next((word for word, setting in _read(kind, words) if not setting and word not in text), None)
    return None if word is None else (kind, word)


def _words(query: str) -> list[str]:
    return query[:_LONGEST].casefold().split()


def _rank(kind: type[Layer], words: Sequence[str]) -> int | None:
    """How well the words name a layer: 0 is best, None is not at all."""
    title = f"{kind.title} {layer_title(kind)}".casefold()
    text = _text(kind)
    for number, (word, setting) in enumerate(_read(kind, words)):
        # A number is a setting, not the 2 of "Conv2D"; and a name comes first.
        as_name = word in text and (number == 0 or not word.isdecimal())
        if not as_name and (number == 0 or not setting):
            return None
    if any(part.startswith(words[0]) for part in title.split()):
        return 0
    return 1 if words[0] in title else 2


def _text(kind: type[Layer]) -> str:
    words = (kind.title, layer_title(kind), kind.__name__, kind.keywords, kind.summary, layer_summary(kind))
    return " ".join(words).casefold()


def _read(kind: type[Layer], words: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each word with the setting that it stands for; the name of a setting and its value are one."""
    taken: dict[str, Any] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, sign, value = word.partition("=")
        setting = {} if value or not rest else _by_name(kind, name, rest[0])
        if setting:
            rest.pop(0)
        elif sign:
            setting = _by_name(kind, name, value)
        else:
            setting = _setting(kind, word, taken)
        taken |= setting
        yield word, setting


def _by_name(kind: type[Layer], name: str, word: str) -> dict[str, Any]:
    """The setting with a name, or the only one whose name begins so, where a word can be its value."""
    infos = [info for info in fields_of(kind) if info.name == name]
    if not infos and len(name) >= _BEGINNING:
        infos = [info for info in fields_of(kind) if info.name.startswith(name)]
    if len(infos) != 1:
        return {}
    (info,) = infos
    values = _readings(info, word)
    if info.kind == "float" and _SCALE.fullmatch(word):
        values = [float(word.replace(",", "."))]
    if info.kind == "bool" and word in _SWITCH:
        values = [_SWITCH[word]]
    return _held(kind, info, values)


def _setting(kind: type[Layer], word: str, taken: dict[str, Any]) -> dict[str, Any]:
    """The setting that a word stands for, none where it stands for none: the first field that can hold it.

    Numbers fill the settings that a layer names first, such as units, or filters, kernel size and stride. Behind its
    first choice stand the rare ones, of which a bare number says too little.
    """
    leading = True
    for info in fields_of(kind):
        leading = leading and info.kind != "choice"
        if info.name in taken or not (leading or info.kind == "choice"):
            continue
        if found := _held(kind, info, _readings(info, word)):
            return found
    return {}


def _held(kind: type[Layer], info: FieldInfo, values: Iterable[Any]) -> dict[str, Any]:
    """The first of these values that a field can hold, as a setting."""
    for value in values:
        with contextlib.suppress(StudioError):
            return {info.name: info.check(kind.title, value)}
    return {}


def _readings(info: FieldInfo, word: str) -> list[Any]:
    """What a word may mean to a field."""
    if info.kind == "choice":
        return [choice for choice in info.field.choices if choice.casefold() == word]
    if _NUMBER.fullmatch(word):
        if info.kind == "ints":
            return [(int(word),)]
        return [int(word)] if info.kind in ("int", "pair") else []
    if _FRACTION.fullmatch(word):
        return [float(word.replace(",", "."))] if info.kind == "float" else []
    if _SIZES.fullmatch(word) and info.kind in ("pair", "ints"):
        return [tuple(int(part) for part in re.split("[x×]", word))]
    return []
