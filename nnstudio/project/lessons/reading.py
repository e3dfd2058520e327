"""Reading the text file of a lesson, which may come from anybody.

A few lines ``key: value``, an empty line, and the text in Markdown. Whatever is wrong is told in one line that names the
file and the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from nnstudio.data.config import DataConfig
from nnstudio.data.sources import Bundled, Generated
from nnstudio.data.sources.bundled import bundled_sets
from nnstudio.data.sources.generated import SHAPES
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer, layer_from_plain
from nnstudio.nn.optimizers import OPTIMIZERS
from nnstudio.project.lessons.checks import read_check
from nnstudio.project.lessons.lesson import LOCKS, PAGES, Lesson
from nnstudio.project.samples import SAMPLES
from nnstudio.project.text_lines import decoded, lines_of, wrong
from nnstudio.system.file_errors import shown
from nnstudio.system.files import read_limited
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.names import is_name
from nnstudio.training.config import TrainingConfig

SUFFIX = ".md"
MOST_BYTES = 64 << 10
MOST_CHECKS, MOST_LAYERS, MOST_WORDS = 20, 100, 40

KEYS = ("title", "order", "summary", "data", "layers", "sample", "file", "training", "page", "locked", "do", "check")  # fmt: skip
"""What may stand before the text; "check" may stand there several times."""
TRAINING = ("epochs", "batch_size", "patience", "min_change", "seed")
DATA = ("scaling", "validation", "test", "shuffled")
T = TypeVar("T")

_Lines = dict[str, list[tuple[int, str]]]


def read_lesson(path: Path) -> Lesson:
    """Read a lesson.

    Raises
    ------
    StudioError
        In one line with the file and, where there is one, the line that is wrong.
    """
    return parse_lesson(decoded(read_limited(path, MOST_BYTES), path.name), path)


def parse_lesson(text: str, path: Path) -> Lesson:
    """Read a lesson from its text; see :func:`read_lesson`."""
    lines = lines_of(text, path.name)
    known, after = _header(lines, path)
    return _Reader(known, path).lesson("\n".join(lines[after:]).strip())


def _header(lines: list[str], path: Path) -> tuple[_Lines, int]:
    known: _Lines = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            return known, number
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not known and (not colon or " " in key):  # any other text that is called .md
            raise _without(path, "title")
        if not colon or key not in KEYS:
            keys = ", ".join(KEYS)
            raise wrong(
                path.name,
                number,
                StudioError(
                    "expected one of {keys} and a colon, not {found}", keys=keys, found=repr(line[:40])
                ),
            )
        if key in known and key != "check":
            raise wrong(path.name, number, StudioError("{key} stands here twice", key=key))
        known.setdefault(key, []).append((number, value.strip()))
    return known, len(lines)


def _without(path: Path, key: str) -> StudioError:
    return StudioError("{file} is no lesson: it has no line {key}: …", file=shown(path.name), key=key)


class _Reader:
    """Takes the lines before the text apart."""

    def __init__(self, lines: _Lines, path: Path) -> None:
        self._lines, self._path = lines, path

    def lesson(self, body: str) -> Lesson:
        """Put the lesson together."""
        for key in ("title", "do", "check"):
            if not any(value for _, value in self._lines.get(key, ())):
                raise _without(self._path, key)
        begins = [key for key in ("layers", "sample", "file") if key in self._lines]
        if len(begins) != 1 or ("layers" in begins) != ("data" in self._lines):
            raise StudioError(
                "{file}: a lesson begins with data and layers, or with a sample, or with a file beside it",
                file=shown(self._path.name),
            )
        checks = self._lines["check"]
        if len(checks) > MOST_CHECKS:
            raise wrong(
                self._path.name, checks[MOST_CHECKS][0], StudioError("at most {n} checks", n=MOST_CHECKS)
            )
        return Lesson(
            key=self._path.stem,
            path=self._path,
            title=self._one("title", str, ""),
            summary=self._one("summary", str, ""),
            order=self._one("order", _whole, 0),
            body=body,
            task=self._one("do", str, ""),
            checks=tuple(self._read(line, read_check) for line in checks),
            layers=self._one("layers", _layers, ()),
            data=self._one("data", _data, None),
            sample=self._one("sample", _sample, ""),
            file=self._one("file", _file_beside, ""),
            training=self._one("training", _training, {}),
            locked=self._one("locked", _locked, ()),
            page=self._one("page", _page, ""),
        )

    def _one(self, key: str, read: Any, usual: T) -> T:
        """What the line with a key says; ``usual`` where there is none."""
        if key not in self._lines:
            return usual
        found: T = self._read(self._lines[key][0], read)
        return found

    def _read(self, line: tuple[int, str], read: Any) -> Any:
        number, value = line
        try:
            return read(value)
        except StudioError as error:
            raise wrong(self._path.name, number, error) from None


# Values -----------------------------------------------------------------------------------------------------


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise StudioError("expected a whole number, not {found}", found=repr(text[:40]))
    return int(text)


def _known(name: str, known: Iterable[str], what: Message) -> str:
    names = tuple(known)
    if name not in names:
        raise StudioError("unknown {what} {name}; known are {known}", what=what, name=repr(name[:40]), known=", ".join(names))  # fmt: skip
    return name


def _sample(text: str) -> str:
    return _known(text, SAMPLES, msg("sample"))


def _page(text: str) -> str:
    return _known(text, PAGES, msg("page"))


def _locked(text: str) -> tuple[str, ...]:
    names = [name.strip() for name in text.split(",")]
    return tuple(dict.fromkeys(_known(name, LOCKS, msg("part to lock")) for name in names))


def _file_beside(text: str) -> str:
    """A project in the lesson's own folder: a name, and no way to another folder."""
    if not is_name(text):
        raise StudioError(
            "expected the name of a project in the folder of the lesson, not {found}", found=repr(text[:60])
        )
    return text


def _worded(text: str) -> tuple[str, dict[str, Any]]:
    """Take ``Dense units=8 activation=tanh`` apart."""
    words = text.split()
    if not words or len(words) > MOST_WORDS:
        raise StudioError("expected a name and settings such as units=8, not {found}", found=repr(text[:60]))
    settings: dict[str, Any] = {}
    for word in words[1:]:
        name, equals, value = word.partition("=")
        if not equals or not name or not value:
            raise StudioError("expected a setting such as units=8, not {found}", found=repr(word[:40]))
        if name in settings:
            raise StudioError("{name} is set twice", name=repr(name[:40]))
        settings[name] = _value(value)
    return words[0], settings


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    for read in (int, float):
        try:
            return read(text) if len(text) <= 24 and text.isascii() and "_" not in text else text
        except ValueError:
            continue
    return text


def _among(settings: Mapping[str, Any], known: Iterable[str], owner: str) -> None:
    names = tuple(known)
    for name in settings:
        if name not in names:
            raise StudioError(
                "{owner} has no setting {name}; it has {known}",
                owner=owner, name=repr(name[:40]), known=", ".join(names) or msg("none"),
            )  # fmt: skip


def _layers(text: str) -> tuple[Layer, ...]:
    parts = text.split(",")
    if len(parts) > MOST_LAYERS:
        raise StudioError("at most {n} layers", n=MOST_LAYERS)
    return tuple(_layer(part) for part in parts)


def _layer(text: str) -> Layer:
    name, settings = _worded(text)
    _known(name, (kind.__name__ for kind in LAYERS), msg("layer"))
    _among(settings, (info.name for info in fields_of(LAYERS[name])), name)
    return layer_from_plain({"type": name, **settings})[0]


def _data(text: str) -> DataConfig:
    """A generated shape or a bundled set: a lesson from elsewhere reaches no file but the project beside it."""
    name, settings = _worded(text)
    sets = tuple(facts.name for facts in bundled_sets())
    if "." in name:  # surely a file
        raise StudioError(
            "data of your own comes with a project: save one in this folder and write file: NAME.nnstudio instead of "
            "data and layers; {name} is not taken here",
            name=repr(name[:40]),
        )
    _known(name, (*SHAPES, *sets), msg("data"))
    own = () if name in sets else ("points", "noise", "seed")
    _among(settings, (*own, *DATA), name)
    source = (
        Bundled(name) if name in sets else Generated(name, **{k: settings[k] for k in own if k in settings})
    )
    return DataConfig(source=source, **{k: settings[k] for k in DATA if k in settings})


def _training(text: str) -> dict[str, Any]:
    name, settings = _worded(text)
    _known(name, (kind.__name__ for kind in OPTIMIZERS), msg("optimizer"))
    own = tuple(info.name for info in fields_of(OPTIMIZERS[name]))
    _among(settings, (*own, *TRAINING), name)
    with_training(TrainingConfig(), {"optimizer": name, **settings})  # limits are told here, with their line
    return {"optimizer": name, **settings}


def with_training(training: TrainingConfig, wanted: Mapping[str, Any]) -> TrainingConfig:
    """Give settings of training the values that a lesson wants."""
    if not wanted:
        return training
    name = wanted["optimizer"]
    numbers = {k: v for k, v in wanted.items() if k in TRAINING}
    own = {k: v for k, v in wanted.items() if k not in TRAINING and k != "optimizer"}
    optimizer, _ = OPTIMIZERS.from_plain({"type": name, **own})
    return training.replace(optimizer=optimizer, **numbers)
