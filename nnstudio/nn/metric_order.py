"""How figures are told: output by output, of each in the order in which people look at them, and shares as percentages."""

from __future__ import annotations

from collections.abc import Iterable

from nnstudio.nn.metrics import METRICS, Metric, kind_of, output_of
from nnstudio.system.numbers import figure_text, percent_text


def in_order(keys: Iterable[str], outputs: Iterable[str] = ()) -> list[str]:
    """Those keys that belong to a metric: output by output, and the metrics of each in their usual order.

    Parameters
    ----------
    keys : iterable of str
    outputs : iterable of str
        Ids of outputs in the order in which people look at them; others come after them.
    """
    usual = {metric: place for place, metric in enumerate(METRICS)}
    places = {node: place for place, node in enumerate(outputs)}
    known = [(key, kind) for key in keys if (kind := kind_of(key)) is not None]

    def place(each: tuple[str, type[Metric]]) -> tuple[int, str, int]:
        output = output_of(each[0])
        return places.get(output, len(places)), output, usual[each[1]]

    return [key for key, _ in sorted(known, key=place)]


def metric_text(key: str, value: float) -> str:
    """A figure in the form of its metric: a share as a percentage."""
    kind = kind_of(key)
    return percent_text(value) if kind is not None and kind.share else figure_text(value)
