"""Figures of a run by their keys, as people call them."""

from __future__ import annotations

from collections.abc import Mapping

from nnstudio.app.texts import behind_colon, metric_title
from nnstudio.nn.metrics import kind_of, output_of


def key_title(key: str, names: Mapping[str, str]) -> str:
    """What people call the metric of a key: "Accuracy", and of one among several outputs "kind: accuracy".

    Parameters
    ----------
    key : str
    names : mapping of str to str
        What each output answers, as :func:`nnstudio.project.heads.names` has it; or :func:`nnstudio.nn.metric_order.beside`,
        where other runs have several.
    """
    kind, output = kind_of(key), output_of(key)
    title = key.rpartition("/")[2] if kind is None else metric_title(kind)
    name = names.get(output) or output
    return f"{name}: {behind_colon(title)}" if name else title


def in_table(key: str, names: Mapping[str, str]) -> str:
    """The heading of a metric in a table of figures: its key, with the target of its output in place of the layer."""
    output, _, metric = key.rpartition("/")
    name = names.get(output) or output
    return f"{name}/{metric}" if name else key
