"""Figures of a run by their keys, as people call them."""

from __future__ import annotations

from collections.abc import Mapping

from nnstudio.app.words.texts import behind_colon, metric_title
from nnstudio.nn.metric_order import behind_answer
from nnstudio.nn.metrics import kind_of


def key_title(key: str, names: Mapping[str, str]) -> str:
    """What people call the metric of a key, as :func:`nnstudio.nn.metric_order.behind_answer` puts it."""
    kind = kind_of(key)
    title = key.rpartition("/")[2] if kind is None else metric_title(kind)
    return behind_answer(key, title, names, behind_colon)


def in_table(key: str, names: Mapping[str, str]) -> str:
    """The heading of a metric in a table of figures: its key, with the target of its output in place of the layer."""
    output, _, metric = key.rpartition("/")
    name = names.get(output) or output
    return f"{name}/{metric}" if name else key
