"""The curves of a run as a plain SVG picture: the loss, and one metric of each output beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape

from nnstudio.export.card.outputs import metric_title
from nnstudio.nn.metrics import output_of
from nnstudio.training.history import Epoch, History

POINTS = 400
"""Most points of a curve; more cannot be told apart at this size."""

_WIDTH, _HEIGHT, _GAP = 420, 240, 30
_LEFT, _RIGHT, _TOP, _BOTTOM = 54, 10, 34, 36
_TRAIN, _VALIDATION = "#2563eb", "#c2410c"
_DASH = ' stroke-dasharray="6 3"'
"""Of the validation, as in the window: in shades of grey both colours look the same."""
_TICKS = 5
_BESIDE = 2
"""Charts beside one another; more stand below."""
_TITLE = 48
"""Characters of a title that fit over a chart; what the lines are called stands beside the first one only."""


def curves(history: History, titles: Mapping[str, str] = {}) -> str:
    """Draw the curves; the best epoch is marked.

    Parameters
    ----------
    history : History
    titles : mapping of str to str
        What each of several outputs is called, by its id.
    """
    charts: list[tuple[str, Callable[[Epoch], float], Callable[[Epoch], float | None]]] = [
        ("Loss", lambda e: e.loss, lambda e: e.val_loss)
    ]
    metrics = list(history.epochs[0].metrics)
    for node in titles or [""]:
        key = next((each for each in metrics if output_of(each) == node), None)
        if key is not None:
            title = metric_title(key, titles)
            cut = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
            charts.append((cut, partial(_training, key), partial(_validation, key)))
    across, down = min(len(charts), _BESIDE), -(-len(charts) // _BESIDE)
    width, height = across * (_WIDTH + _GAP) - _GAP, down * (_HEIGHT + _GAP) - _GAP
    parts = []
    for i, (title, train, validation) in enumerate(charts):
        keyed = not titles or i == 0
        chart = _chart(history, title, train, validation, i % _BESIDE * (_WIDTH + _GAP), keyed=keyed)
        below = i // _BESIDE * (_HEIGHT + _GAP)
        parts.append(f'<g transform="translate(0 {below})">{chart}</g>' if below else chart)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'role="img" aria-label="Curves of the training" font-family="Helvetica, Arial, sans-serif" font-size="12">'
        f"{''.join(parts)}</svg>"
    )


def _training(key: str, epoch: Epoch) -> float:
    return epoch.metrics.get(key, math.nan)


def _validation(key: str, epoch: Epoch) -> float | None:
    return epoch.val_metrics.get(key)


def _chart(
    history: History,
    title: str,
    train: Callable[[Epoch], float],
    validation: Callable[[Epoch], float | None],
    left: float,
    *,
    keyed: bool,
) -> str:
    lines = [
        ("training", _TRAIN, "", _points(history, train)),
        ("validation", _VALIDATION, _DASH, _points(history, validation)),
    ]
    lines = [(name, color, dash, points) for name, color, dash, points in lines if points]
    values = [y for *_, points in lines for _, y in points]
    if not values:
        return ""
    low, high, step = _nice(min(values), max(values))
    last = len(history.epochs)

    def x(epoch: float) -> float:
        return left + _LEFT + (epoch - 1) / max(last - 1, 1) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return _TOP + (high - value) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [_text(left + _LEFT, 16, title, weight="600")]
    for i in range(round((high - low) / step) + 1):
        value = low + i * step
        parts.append(
            f'<line x1="{left + _LEFT}" y1="{y(value):.1f}" x2="{left + _WIDTH - _RIGHT}" y2="{y(value):.1f}" '
            'stroke="#d9dee6"/>' + _text(left + _LEFT - 6, y(value) + 4, f"{value:.4g}", "end")
        )
    for epoch in sorted({1, last, *(() if last < 4 else ((1 + last) // 2,))}):
        parts.append(_text(x(epoch), _HEIGHT - 18, str(epoch), "middle"))
    parts.append(_text((left + left + _LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 3, _epochs(history), "middle"))
    if 0 < history.best <= last:
        at = x(history.best)
        parts.append(
            f'<line x1="{at:.1f}" y1="{_TOP}" x2="{at:.1f}" y2="{_HEIGHT - _BOTTOM}" stroke="#465264" '
            'stroke-dasharray="1 3"/>'
        )
    for i, (name, color, dash, points) in enumerate(lines):
        way = " ".join(f"{x(e):.1f},{y(v):.1f}" for e, v in points)
        parts.append(f'<polyline points="{way}" fill="none" stroke="{color}" stroke-width="1.6"{dash}/>')
        if len(points) == 1:
            parts.append(
                f'<circle cx="{x(points[0][0]):.1f}" cy="{y(points[0][1]):.1f}" r="2.5" fill="{color}"/>'
            )
        if not keyed:
            continue
        at = left + _WIDTH - _RIGHT - 90 * (len(lines) - i)
        parts.append(
            f'<line x1="{at}" y1="12" x2="{at + 15}" y2="12" stroke="{color}" stroke-width="2"{dash}/>'
        )
        parts.append(_text(at + 21, 16, name))
    return "".join(parts)


def _epochs(history: History) -> str:
    return f"epoch (dotted: {history.best}, the best)" if history.best else "epoch"


def _points(history: History, of: Callable[[Epoch], float | None]) -> list[tuple[int, float]]:
    found = [
        (e.epoch, value) for e in history.epochs if (value := of(e)) is not None and math.isfinite(value)
    ]
    stride = max(1, math.ceil(len(found) / POINTS))
    kept: Sequence[tuple[int, float]] = found[::stride]
    return [*kept, *(found[-1:] if found and kept[-1] != found[-1] else ())]


def _nice(low: float, high: float) -> tuple[float, float, float]:
    """Limits and step of an axis at round numbers."""
    spread = high - low or abs(high) or 1.0
    raw = spread / _TICKS
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(f * unit for f in (1, 2, 2.5, 5, 10) if f * unit >= raw)
    first = math.floor(low / step) * step
    last = math.ceil(high / step) * step
    return first, last if last > first else first + step, step


def _text(x: float, y: float, text: str, anchor: str = "start", weight: str = "400") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="#465264">'
        f"{escape(text)}</text>"
    )
