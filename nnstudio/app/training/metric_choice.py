"""Which metric the second plot shows: the usual one of the loss, or another that the run measures."""

from __future__ import annotations

from collections.abc import Sequence

from nnstudio.app.texts import metric_title
from nnstudio.app.training.earlier import Overlay, metric_of
from nnstudio.app.training.plot import Plot
from nnstudio.app.training.tools import CurveTools
from nnstudio.nn.metrics import METRICS, Metric
from nnstudio.training.history import Epoch


class MetricChoice:
    """Keeps plot and tools at one metric."""

    def __init__(self, plot: Plot, tools: CurveTools) -> None:
        self._plot, self._tools = plot, tools
        self._chosen = ""
        self._usual: tuple[str, float | None] = ("", None)
        self._overlays: Sequence[Overlay] = ()
        self.metric: type[Metric] | None = None

    def set_usual(self, key: str, baseline: float | None) -> type[Metric] | None:
        """Show this one where nobody has chosen another, with its baseline."""
        self._usual = key, baseline
        return next((m for m in METRICS if m.key == key), None)

    def choose(self, key: str) -> None:
        """Show another one, wherever a run knows it."""
        self._chosen = key

    def set_overlays(self, runs: Sequence[Overlay]) -> None:
        """Draw the same metric of earlier runs."""
        self._overlays = runs
        if self.metric is not None:
            self._plot.set_earlier([metric_of(run, self.metric.key) for run in runs])

    def show(self, epochs: Sequence[Epoch]) -> None:
        """Offer what the run measures, and show what is chosen of it."""
        key, baseline = self._usual
        known = [m for m in METRICS if epochs and m.key in epochs[-1].metrics]
        if self._chosen != key and self._chosen in [m.key for m in known]:
            key, baseline = self._chosen, None
        self.metric = next((m for m in METRICS if m.key == key), None)
        if self.metric is not None:
            self._plot.set_title(metric_title(self.metric), percent=self.metric.share)
        self._plot.set_level(baseline)
        self.set_overlays(self._overlays)
        # Before the first epoch nothing is known but what is usual.
        self._tools.set_metrics(known or ([] if self.metric is None else [self.metric]), key)
