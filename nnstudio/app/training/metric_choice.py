"""Which metric the second plot shows: the usual one of the loss, or another that the run measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nnstudio.app.training.earlier import Overlay, metric_of
from nnstudio.app.training.plot import Plot
from nnstudio.app.training.tools import CurveTools
from nnstudio.app.words.metric_words import key_title
from nnstudio.nn.metric_order import beside, in_order
from nnstudio.nn.metrics import kind_of
from nnstudio.training.history import Epoch


class MetricChoice:
    """Keeps plot and tools at one metric.

    Attributes
    ----------
    key : str
        Of the metric that is shown; empty where there is none.
    answers : mapping of str to str
        What the run answers, as :func:`nnstudio.project.heads.answered` has it.
    names : mapping of str to str
        The same of several outputs.
    """

    def __init__(self, plot: Plot, tools: CurveTools) -> None:
        self._plot, self._tools = plot, tools
        self._chosen = ""
        self._usual: tuple[str, float | None] = ("", None)
        self._overlays: Sequence[Overlay] = ()
        self.answers: Mapping[str, str] = {}
        self.names: Mapping[str, str] = {}
        self.key = ""

    def set_usual(self, key: str, baseline: float | None, answers: Mapping[str, str]) -> None:
        """Show this one where nobody has chosen another, with its baseline; ``answers`` tell several outputs apart."""
        self._usual, self.answers = (key, baseline), answers
        (self.names,) = beside([answers])

    def choose(self, key: str) -> None:
        """Show another one, wherever a run knows it."""
        self._chosen = key

    def set_overlays(self, runs: Sequence[Overlay]) -> None:
        """Draw the same metric of earlier runs."""
        self._overlays = runs
        if self.key:
            self._plot.set_earlier([metric_of(run, self.key, self.answers) for run in runs])

    def show(self, epochs: Sequence[Epoch]) -> None:
        """Offer what the run measures, and show what is chosen of it."""
        key, baseline = self._usual
        known = in_order(epochs[-1].metrics, self.names) if epochs else []
        if self._chosen != key and self._chosen in known:
            key, baseline = self._chosen, None
        metric = kind_of(key)
        self.key = "" if metric is None else key
        if metric is not None:
            self._plot.set_title(key_title(key, self.names), percent=metric.share)
        self._plot.set_level(baseline)
        self.set_overlays(self._overlays)
        # Before the first epoch nothing is known but what is usual.
        offered = known or ([self.key] if self.key else [])
        self._tools.set_metrics([(key_title(each, self.names), each) for each in offered], key)
