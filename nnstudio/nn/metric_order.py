"""The order in which figures are told: output by output, and of each as people look at them."""

from __future__ import annotations

from collections.abc import Iterable

from nnstudio.nn.metrics import METRICS, Metric, kind_of, output_of


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
