"""How other programs spell a layer; each layer says it in its own file, beside everything else about it."""

from __future__ import annotations

import re
from typing import Any, Literal, NamedTuple

from nnstudio.backend.geometry import Window


class Taken(NamedTuple):
    """Where an array of ours goes.

    Parameters
    ----------
    name : str
        In the other program, such as ``"weight"``.
    ours : str
        Such as ``"W"``.
    axes : tuple of int
        Order of our axes there; empty for the same order.
    """

    name: str
    ours: str
    axes: tuple[int, ...] = ()


class Torch(NamedTuple):
    """A layer in PyTorch, without its activation, which is spelled the same way for all layers.

    Parameters
    ----------
    call : str
        An expression of ``{x}`` (the input; ``{xs}`` are all inputs, ``{terms}`` a list of them), ``{self}`` (the
        module), ``{channels}`` (the axis of the channels) and ``{space}`` (the axes between).
    module : str
        What constructs the module, such as ``"nn.Linear(30, 25)"``; empty where a function does.
    weights : tuple of Taken
    layout : {"first", "last", "any"}
        Where the channels of the input must be; with "any" they stay where they are.
    """

    call: str = "{self}({x})"
    module: str = ""
    weights: tuple[Taken, ...] = ()
    layout: Literal["first", "last", "any"] = "any"


class Keras(NamedTuple):
    """A layer in Keras 3, without its activation, which is spelled the same way for all layers.

    Parameters
    ----------
    kind : str
        Name of the class, such as ``"Dense"``.
    config : dict
        Its arguments.
    weights : tuple of Taken
        In the order in which Keras keeps them.
    before : Keras, optional
        A layer that goes before it, such as a border of zeros.
    """

    kind: str
    config: dict[str, Any] = {}
    weights: tuple[Taken, ...] = ()
    before: Any = None


def snake_case(kind: str) -> str:
    """A class's name as Keras writes it in paths: ``Conv2DTranspose`` is ``conv2d_transpose``."""
    name = re.sub(r"\W+", "", kind)
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def padded(window: Window, value: str = "") -> str:
    """The input of a window with its border, where PyTorch's own padding, alike on both sides, does not do."""
    rows, columns = window
    sides = (columns.before, columns.after, rows.before, rows.after)
    return f"F.pad({{x}}, {sides!r}{f', value={value}' if value else ''})"


def padded_row(window: Window, value: str = "") -> str:
    """The same for a sequence."""
    rows = window.rows
    return f"F.pad({{x}}, {(rows.before, rows.after)!r}{f', value={value}' if value else ''})"


def even(window: Window) -> bool:
    """Whether a window has the same border on both sides."""
    return all(axis.before == axis.after for axis in window)
