"""Settings described once: type, limits, unit and one sentence of help.

Layers, optimizers, losses, data sources and exporters are frozen records (:class:`Spec`) whose annotations
carry a :class:`Field`. From that one description come the check at construction, the file format, the form
in the inspector, the command line's help and the manual.
"""

from __future__ import annotations

import functools
import math
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec

from nnstudio.system.messages import Message, Small, StudioError, msg, shortened

Kind = Literal["int", "float", "bool", "choice", "text", "pair", "ints", "floats", "path"]
"""How a value is edited. ``pair`` is one or two whole numbers, ``ints`` a tuple of them, ``floats`` of any numbers."""

Pair = int | tuple[int, int]

_MOST_NUMBERS = 1000
"""Whole numbers in one setting: a field of the window can show them all, and no shape has so many axes."""


class FieldError(StudioError, ValueError):
    """A setting outside its limits."""


class Field(msgspec.Struct, frozen=True):
    """What stands beside the type of a setting.

    Parameters
    ----------
    help : str
        One sentence for a person who meets the setting for the first time.
    minimum, maximum : float, optional
        Inclusive limits; for pairs and tuples they hold for each element.
    above : float, optional
        Exclusive lower limit.
    unit : str
        Unit shown behind the value, such as ``"neurons"``.
    choices : tuple of str
        Allowed values of a text setting.
    label : str
        Name in forms; the attribute's name in words where it is empty.
    kind : str, optional
        Overrides the kind derived from the type, such as ``"path"``.
    logarithmic : bool
        Whether a step of the editor multiplies instead of adding.
    near_one : bool
        Whether steps become finer towards one: 0.9, 0.95, 0.98, 0.99, 0.995.
    usual : tuple of float, optional
        Where values mostly lie: the ends of the slider. Anything inside the limits can still be typed. A setting
        that is not a rate has no slider without it; shares (limits inside 0 and 1) have a slider without being asked.
    choice_help : tuple of str
        One sentence for each of the choices, in their order.
    pictures : str
        What the choices are where the window can draw them, such as ``"activation"``.
    empty : str
        What it means to leave the field empty, in a word, such as ``"off"``; where it may be empty and nothing
        is said, the program finds the value.
    """

    help: str
    minimum: float | None = None
    maximum: float | None = None
    above: float | None = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    label: str = ""
    kind: Kind | None = None
    logarithmic: bool = False
    near_one: bool = False
    usual: tuple[float, float] | None = None
    choice_help: tuple[str, ...] = ()
    pictures: str = ""
    empty: str = ""

    def __post_init__(self) -> None:
        if self.choice_help and len(self.choice_help) != len(self.choices):
            raise TypeError(f"{len(self.choices)} choices, but {len(self.choice_help)} sentences about them")


class FieldInfo(msgspec.Struct, frozen=True):
    """A :class:`Field` together with the attribute it describes."""

    name: str
    kind: Kind
    optional: bool
    default: Any
    field: Field

    @property
    def label(self) -> str:
        """Name shown in forms, such as ``"Kernel size"``."""
        return self.field.label or self.name.replace("_", " ").capitalize()

    def offering(self, choices: tuple[str, ...]) -> FieldInfo:
        """The setting with only some of its choices."""
        field = self.field
        if choices == field.choices:
            return self
        told = dict(zip(field.choices, field.choice_help, strict=False))
        words = tuple(told[choice] for choice in choices if choice in told)
        field = msgspec.structs.replace(field, choices=choices, choice_help=words)
        return msgspec.structs.replace(self, field=field)

    def check(self, owner: str, value: Any) -> Any:
        """Return ``value`` in its canonical form.

        Raises
        ------
        FieldError
            When type or limits are wrong; the text names the owner, the setting, the limit and the value.
        """
        if value is None and self.optional:
            return None
        if self.kind in ("pair", "ints", "floats"):
            return self._check_numbers(owner, value)
        if self.kind == "bool":
            if not isinstance(value, bool):
                raise self._error(owner, msg("must be on or off"), value)
            return value
        if self.kind in ("int", "float"):
            return self._check_number(owner, value)
        if not isinstance(value, str):
            raise self._error(owner, msg("must be text"), value)
        if self.field.choices and value not in self.field.choices:
            raise self._error(
                owner, msg("must be one of {choices}", choices=", ".join(self.field.choices)), value
            )
        return value

    def _check_number(self, owner: str, value: Any) -> int | float:
        if self.kind not in ("float", "floats"):
            if isinstance(value, bool) or not hasattr(value, "__index__"):
                raise self._error(owner, msg("must be a whole number"), value)
            try:
                number: int | float = value.__index__()
            except TypeError:  # an array
                raise self._error(owner, msg("must be a whole number"), value) from None
        else:
            if isinstance(value, bool) or not hasattr(value, "__float__"):
                raise self._error(owner, msg("must be a number"), value)
            try:
                number = float(value)
            except (TypeError, OverflowError):  # an array; a whole number of 400 digits
                raise self._error(owner, msg("must be a finite number"), value) from None
            if not math.isfinite(number):
                raise self._error(owner, msg("must be a finite number"), value)
        limits = self.field
        if limits.minimum is not None and number < limits.minimum:
            raise self._error(owner, msg("must be at least {limit}", limit=f"{limits.minimum:.12g}"), value)
        if limits.above is not None and number <= limits.above:
            raise self._error(owner, msg("must be above {limit}", limit=f"{limits.above:.12g}"), value)
        if limits.maximum is not None and number > limits.maximum:
            raise self._error(owner, msg("must be at most {limit}", limit=f"{limits.maximum:.12g}"), value)
        return number

    def _check_numbers(self, owner: str, value: Any) -> tuple[int | float, ...]:
        if self.kind == "pair" and not isinstance(value, tuple | list):
            value = (value, value)
        if not isinstance(value, tuple | list):
            any_number = self.kind == "floats"
            rule = msg("must be a list of numbers") if any_number else msg("must be a list of whole numbers")
            raise self._error(owner, rule, value)
        if self.kind == "pair" and len(value) != 2:
            raise self._error(owner, msg("must be one or two whole numbers"), value)
        if self.kind == "ints" and len(value) > _MOST_NUMBERS:
            raise self._error(owner, msg("must be at most {count} numbers", count=_MOST_NUMBERS), value)
        return tuple(self._check_number(owner, v) for v in value)

    def _error(self, owner: str, rule: Message, value: Any) -> FieldError:
        return FieldError(
            "{owner}: {setting} {rule}, not {value}",
            owner=owner,
            setting=Small(self.label),
            rule=rule,
            value=_shown(value),
        )


def _shown(value: Any) -> str:
    """A value as Python writes it, cut to what fits into a sentence."""
    try:
        return shortened(repr(value), 60)
    except (ValueError, RecursionError):  # a whole number of 5000 digits
        return "a " + type(value).__name__


class Spec(msgspec.Struct, frozen=True):
    """A frozen record of settings, checked when it is made."""

    def __post_init__(self) -> None:
        for info in fields_of(type(self)):
            value = getattr(self, info.name)
            checked = info.check(type(self).__name__, value)
            if checked is not value:
                msgspec.structs.force_setattr(self, info.name, checked)

    def replace(self, **changes: Any) -> typing.Self:
        """Return a copy with some settings changed and everything checked again."""
        return msgspec.structs.replace(self, **changes)


@functools.cache
def fields_of(spec: type[Spec]) -> tuple[FieldInfo, ...]:
    """Describe the settings of a record type, in the order they are written."""
    hints = typing.get_type_hints(spec, include_extras=True)
    infos = []
    for raw in msgspec.structs.fields(spec):
        hint = hints[raw.name]
        if typing.get_origin(hint) is not Annotated:
            continue
        base, *extras = typing.get_args(hint)
        meta = next((extra for extra in extras if isinstance(extra, Field)), None)
        if meta is None:
            continue
        kind, optional = _kind_of(base, meta)
        info = FieldInfo(raw.name, kind, optional, raw.default, meta)
        if raw.default is not msgspec.NODEFAULT:  # a pair written as one number becomes two, as in a record
            info = msgspec.structs.replace(info, default=info.check(spec.__name__, raw.default))
        infos.append(info)
    return tuple(infos)


def _kind_of(base: Any, meta: Field) -> tuple[Kind, bool]:
    members = typing.get_args(base) if typing.get_origin(base) in (types.UnionType, typing.Union) else (base,)
    optional = type(None) in members
    members = tuple(m for m in members if m is not type(None))
    if meta.kind is not None:
        return meta.kind, optional
    if int in members and len(members) == 2:
        return "pair", optional
    (member,) = members
    if typing.get_origin(member) is tuple:
        return "floats" if float in typing.get_args(member) else "ints", optional
    kinds: dict[Any, Kind] = {bool: "bool", int: "int", float: "float", str: "text"}
    kind = kinds[member]
    return ("choice" if kind == "text" and meta.choices else kind), optional


S = TypeVar("S", bound=Spec)


class Registry(Generic[S]):
    """The members of one family, by the name that files use.

    Parameters
    ----------
    family : str
        What one member is called in messages, such as ``"layer"``.
    """

    def __init__(self, family: str) -> None:
        self.family = family
        self._types: dict[str, type[S]] = {}

    def register(self, cls: type[S]) -> type[S]:
        """Add a type under its class name; usable as a decorator."""
        self._types[cls.__name__] = cls
        return cls

    def __iter__(self) -> Iterator[type[S]]:
        return iter(self._types.values())

    def __contains__(self, name: str) -> bool:
        return name in self._types

    def __getitem__(self, name: str) -> type[S]:
        try:
            return self._types[name]
        except KeyError:
            raise StudioError(
                "Unknown {family} {name}; known are {known}",
                family=self.family,
                name=repr(name),
                known=", ".join(self._types),
            ) from None

    def to_plain(self, spec: S) -> dict[str, Any]:
        """Turn a record into the dictionary that files hold: its type and all its settings."""
        return {"type": type(spec).__name__, **msgspec.to_builtins(spec)}

    def from_plain(self, data: Mapping[str, Any]) -> tuple[S, dict[str, Any]]:
        """Turn a dictionary from a file into a record.

        Returns
        -------
        spec : Spec
        extra : dict
            Settings this version does not know, to be written back untouched.

        Raises
        ------
        StudioError
            For an unknown type or a setting outside its limits.
        """
        name = data.get("type") if isinstance(data, Mapping) else None
        if not isinstance(name, str):
            raise StudioError("A {family} without a type", family=self.family)
        cls = self[name]
        known = set(cls.__struct_fields__)
        settings = {k: v for k, v in data.items() if k in known}
        extra = {k: v for k, v in data.items() if k not in known and k != "type"}
        try:
            return cls(**settings), extra
        except TypeError as error:
            raise StudioError("{name}: {cause}", name=name, cause=str(error)) from None
