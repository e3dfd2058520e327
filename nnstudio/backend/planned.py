"""An operation of a backend that a function plans with what the backend has in its workshop."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

Shop = TypeVar("Shop", covariant=True)
Arguments = ParamSpec("Arguments")
Plan = TypeVar("Plan")


class Equipped(Protocol[Shop]):
    """A backend with a workshop."""

    @property
    def _shop(self) -> Shop: ...


def planned(
    plan: Callable[Concatenate[Shop, Arguments], Plan],
) -> Callable[Concatenate[Equipped[Shop], Arguments], Plan]:
    """Make the method of a backend that plans an operation in its workshop."""

    @functools.wraps(plan)
    def method(backend: Equipped[Shop], /, *arguments: Arguments.args, **settings: Arguments.kwargs) -> Plan:
        return plan(backend._shop, *arguments, **settings)

    return method
