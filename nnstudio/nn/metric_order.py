"""How figures are told: output by output, of each in the order in which people look at them, and shares as percentages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from nnstudio.nn.metrics import METRICS, Metric, kind_of, output_of
from nnstudio.system.messages import small
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


def behind_answer(
    key: str, title: str, answers: Mapping[str, str], within: Callable[[str], str] = small
) -> str:
    """What a metric is called; of one among several outputs behind what that one answers: "kind: accuracy".

    Parameters
    ----------
    key : str
        Of the figure.
    title : str
        Of the metric, as it stands alone.
    answers : mapping of str to str
        What each output answers, as :func:`nnstudio.project.heads.names` has it; or :func:`beside`, where other runs have
        several.
    within : callable
        How the title is written behind a colon.
    """
    output = output_of(key)
    name = answers.get(output) or output
    return f"{name}: {within(title)}" if name else title


def elsewhere(key: str, answers: Mapping[str, str], others: Mapping[str, str]) -> str:
    """The key of the same figure in another run, where another layer may answer the same, or that one alone.

    Parameters
    ----------
    key : str
        As it is called in a run.
    answers, others : mapping of str to str
        What the outputs of that run and of the other one answer, as :func:`nnstudio.project.heads.answered` has it.

    Returns
    -------
    str
        Empty where the layer of that name answers something else there; the same key where nobody knows.
    """
    output, _, metric = key.rpartition("/")
    asked = answers.get(output)
    same = next((node for node, name in others.items() if name == asked), None)
    if same is None:
        return "" if output and output in others else key
    return f"{same}/{metric}" if same else metric


def beside(answers: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """What the outputs of runs answer, as it is told where they stand side by side: that of a single one only beside several."""
    several = any(node for each in answers for node in each)
    return [each if several else {} for each in answers]
