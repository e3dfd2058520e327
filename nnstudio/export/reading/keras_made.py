"""What a layer of Keras becomes, and what is asked of its settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from nnstudio.nn.layer import Layer
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError

Config = dict[str, Any]


class Made(NamedTuple):
    """What a layer of Keras becomes.

    Parameters
    ----------
    layer : Layer
    names : tuple of str
        What its arrays are called here, in the order of Keras.
    change : callable, optional
        Turns its arrays into ours.
    fixed : dict of str to array
        Weights that Keras has as settings.
    frozen : bool
        Whether training is to leave it as it is.
    then : Made, optional
        A second layer behind it, which takes the rest of the arrays.
    """

    layer: Layer
    names: tuple[str, ...] = ()
    change: Callable[[dict[str, Host]], dict[str, Host]] | None = None
    fixed: dict[str, Host] = {}
    frozen: bool = False
    then: Made | None = None


def need(config: Config, **wanted: Any) -> None:
    """Refuse settings that this program has no word for."""
    for name, value in wanted.items():
        if config.get(name, value) != value:
            raise StudioError(
                "its setting {name} is {got}; this program knows {wanted} only",
                name=name, got=shown(config[name]), wanted=repr(value),
            )  # fmt: skip


def shown(value: Any) -> str:
    """A setting in a message; it may be anything, and large."""
    return repr(value)[:40] if isinstance(value, int | float | str | None) else f"a {type(value).__name__}"


def one(value: Any) -> int:
    """A whole number, or the only one of a list."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if type(value) is not int:
        raise StudioError("{value} should be a whole number", value=shown(value))
    return value
