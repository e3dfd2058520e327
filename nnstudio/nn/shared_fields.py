"""Settings that several types of layers have in common: equal in name and in meaning."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from typing import Annotated, Any

import msgspec

from nnstudio.nn.fields import Field, FieldError, FieldInfo, Pair, Spec, fields_of

_TYPES: dict[str, Any] = {"int": int, "float": float, "bool": bool, "pair": Pair, "floats": tuple[float, ...]}
_OF_ONE_KIND = ("ints", "path")
"""A shape of an Input and one of a Reshape have a name in common, and nothing else."""


@functools.lru_cache(maxsize=256)
def shared_type(kinds: tuple[type[Spec], ...]) -> type[Spec] | None:
    """Return a record type with the settings that all of these types have; None where there are none.

    A setting is the same where name, label, unit and kind agree. Of its choices those remain that all of them
    know; of its limits the widest, so that each record still has its own say. It has a default where all have the
    same.
    """
    first, *others = ({i.name: i for i in fields_of(kind)} for kind in kinds)
    fields: list[Any] = []
    for name, info in first.items():
        same = [info, *(other[name] for other in others if name in other)]
        if len(same) != len(kinds) or len({_meaning(i) for i in same}) > 1:
            continue
        if others and info.kind in _OF_ONE_KIND:
            continue
        meta = _merged([i.field for i in same])
        if info.kind == "choice" and not meta.choices:
            continue
        hint = _TYPES.get(info.kind, tuple[int, ...] if info.kind == "ints" else str)
        hint = Annotated[hint | None if all(i.optional for i in same) else hint, meta]
        known = {repr(i.default) for i in same}
        agreed = len(known) == 1 and info.default is not msgspec.NODEFAULT
        fields.append((name, hint, info.default) if agreed else (name, hint))
    if not fields:
        return None
    made = msgspec.defstruct("Shared", fields, bases=(Spec,), frozen=True, kw_only=True, module=__name__)
    assert issubclass(made, Spec)
    return made


def shared_record(specs: Sequence[Spec]) -> tuple[Spec, frozenset[str]] | None:
    """Return what several records have in common.

    Returns
    -------
    record : Spec
        Of :func:`shared_type`; with the value of the first of them where they differ.
    differing : frozenset of str
        The settings in which they differ.
    """
    kinds = tuple(dict.fromkeys(type(s) for s in specs))
    shared = shared_type(kinds) if kinds else None
    if shared is None:
        return None
    values: dict[str, Any] = {}
    differing = set()
    for info in fields_of(shared):
        found = [getattr(s, info.name) for s in specs]
        if any(v != found[0] for v in found):
            differing.add(info.name)
        fitting = next((v for v in found if _fits(info, v)), None)
        # Where no value is one for all of them, such as a padding that only one type knows, any stands in.
        values[info.name] = fitting if fitting is not None or info.optional else _any(info)
        if fitting is None and not info.optional:
            differing.add(info.name)
    return shared(**values), frozenset(differing)


def _meaning(info: FieldInfo) -> Any:
    return info.label, info.kind, info.field.unit


def _merged(fields: Sequence[Field]) -> Field:
    first = fields[0]
    choices = tuple(c for c in first.choices if all(c in f.choices for f in fields))
    words = dict(zip(first.choices, first.choice_help, strict=False))
    return msgspec.structs.replace(
        first,
        minimum=_widest([f.minimum for f in fields], min),
        maximum=_widest([f.maximum for f in fields], max),
        above=_widest([f.above for f in fields], min),
        choices=choices,
        choice_help=tuple(words[c] for c in choices) if words else (),
    )


def _widest(limits: Collection[float | None], choose: Any) -> float | None:
    known = [limit for limit in limits if limit is not None]
    return choose(known) if len(known) == len(limits) else None


def _fits(info: FieldInfo, value: Any) -> bool:
    try:
        return info.check("", value) is not None
    except FieldError:
        return False


def _any(info: FieldInfo) -> Any:
    return info.field.choices[0] if info.kind == "choice" else info.default
