"""How it is seen that a lesson's one thing was done: a few measures and facts, looked up by name.

A check is one line of a lesson's file. It compares a *measure* with a number (``accuracy >= 0.95``,
``learning-rate in 0.05..1``), or it states a *fact* with a word behind it where it needs one (``has-layer Conv2D``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from nnstudio.project.lessons.measures import FACTS, HAPPENINGS, MEASURES, Answer, Measure, NotYet, Situation
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.numbers import figure_text, percent_text, whole_text


class Check(NamedTuple):
    """One condition of a lesson.

    Parameters
    ----------
    text : str
        As it stands in the file.
    look : callable
        Judges a situation.
    """

    text: str
    look: Callable[[Situation], Answer]


# Reading ----------------------------------------------------------------------------------------------------

_NUMBER = r"([-+]?\d{1,12}(?:\.\d{1,12})?(?:[eE][-+]?\d{1,2})?)"
_COMPARED = re.compile(rf"([a-z-]+)\s*(>=|<=|=)\s*{_NUMBER}")
_WITHIN = re.compile(rf"([a-z-]+)\s+in\s+{_NUMBER}\.\.{_NUMBER}")


def read_check(text: str) -> Check:
    """Read one check of a lesson's file.

    Raises
    ------
    StudioError
        For a check that is unknown, or a number or word that cannot be.
    """
    if (found := _WITHIN.fullmatch(text)) is not None:
        low, high = float(found[2]), float(found[3])
        return Check(text, _bounded(_measure(found[1], low, high), low, high))
    if (found := _COMPARED.fullmatch(text)) is not None:
        number, sign = float(found[3]), found[2]
        if found[1] in HAPPENINGS:
            return Check(text, _counted(found[1], sign, number))
        low, high = number if sign != "<=" else -math.inf, number if sign != ">=" else math.inf
        return Check(text, _bounded(_measure(found[1], low, high), low, high))
    name, _, word = text.partition(" ")
    if name in FACTS:
        return Check(text, FACTS[name](word.strip()))
    if name in MEASURES or name in HAPPENINGS:
        share = name in MEASURES and MEASURES[name].share
        example = f"{name} >= {0.95 if share else 3}"
        raise StudioError(
            "The check {name} needs >=, <= or = and a number, such as {example}", name=name, example=example
        )
    raise _unknown(name)


def look(check: Check, seen: Situation) -> Answer:
    """Judge a situation; what cannot be measured yet does not hold, and says why."""
    try:
        return check.look(seen)
    except NotYet as reason:
        return Answer(False, reason.words)


def _unknown(name: str) -> StudioError:
    known = ", ".join((*MEASURES, *HAPPENINGS, *FACTS))
    return StudioError("Unknown check {name}; known are {known}", name=repr(name[:40]), known=known)


def _measure(name: str, *bounds: float) -> Measure:
    if name not in MEASURES:
        raise _unknown(name)
    measure = MEASURES[name]
    if measure.share and any(not 0 <= bound <= 1 for bound in bounds if math.isfinite(bound)):
        raise StudioError("The check {name} is a share from 0 to 1: 95 % is 0.95", name=name)
    return measure


def _counted(name: str, sign: str, number: float) -> Callable[[Situation], Answer]:
    """Something that only grows: it is there as soon as there is enough of it."""
    if sign != ">=" or not number.is_integer() or number < 1:
        raise StudioError(
            "The check {name} needs a whole number, such as {example}", name=name, example=f"{name} >= 3"
        )

    def look(seen: Situation) -> Answer:
        n = seen.happened.get(name, 0)
        words = Message(HAPPENINGS[name].text, {"n": n, "wanted": round(number)})
        return Answer(n >= number, words)

    return look


def _bounded(measure: Measure, low: float, high: float) -> Callable[[Situation], Answer]:
    if low > high:
        raise StudioError("Nothing is between {low} and {high}", low=low, high=high)

    def look(seen: Situation) -> Answer:
        value = measure.of(seen)
        done = low <= value <= high
        facts = {"what": measure.title, "value": _found(value, measure, low, high), "low": _shown(low, measure), "high": _shown(high, measure)}  # fmt: skip
        if low == high:
            return Answer(done, msg("{what} is {value}; it should be {low}", **facts))
        if high == math.inf:
            return Answer(done, msg("{what} is {value}; it should be at least {low}", **facts))
        if low == -math.inf:
            return Answer(done, msg("{what} is {value}; it should be at most {high}", **facts))
        return Answer(done, msg("{what} is {value}; it should lie between {low} and {high}", **facts))

    return look


def _shown(value: float, measure: Measure) -> str:
    if math.isinf(value):
        return "∞"
    if measure.share:
        return f"{100 * value:g}\N{NARROW NO-BREAK SPACE}%"
    return whole_text(int(value)) if float(value).is_integer() else figure_text(value, 3)


def _found(value: float, measure: Measure, low: float, high: float) -> str:
    """A value as it is shown beside the curves, but never rounded to a bound that it misses."""
    if not measure.share or math.isinf(value):
        return _shown(value, measure)
    tenths = round(1000 * value)
    if value < low <= tenths / 1000:
        tenths = math.floor(1000 * value)
    elif value > high >= tenths / 1000:
        tenths = math.ceil(1000 * value)
    return percent_text(tenths / 1000)
