"""Rows that follow one another: in no known order, over gaps, or divided by lot, with neighbours on both sides."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from nnstudio.data.dividing.time_order import in_order_of_time, tells_times
from nnstudio.data.table_source import TableSource
from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy
from nnstudio.system.messages import Message, counted, msg

STEADY = 0.9
"""Part of the steps that must be about as long as most are: rows of working days only have no gaps at weekends."""
GAP = 3.0
"""How many times as long a step is that is a gap."""


def unordered(look: Looked) -> Iterator[DataWarning]:
    """What is said where earlier rows are seen as they stand, and these are any, for the rows stand in no order of time."""
    earlier, source = look.dataset.earlier, look.config.source
    if earlier is None or earlier.order or not isinstance(source, TableSource) or source.order_by is not None:
        return
    times = [each for each in (*look.each(), *look.dataset.aside) if tells_times(each)]
    if len(times) == 1:
        name = times[0].name
        text = msg(
            "Rows do not stand in the order of {column}, but see those above them: these may be of any time",
            column=repr(name),
        )
        config = look.config.replace(source=source.replace(order_by=name))
        words = msg("Follow the order of {column}", column=repr(name))
        yield DataWarning("unordered", text, (name,), Remedy(words, config, option=("--order-by", name)))


def across_gaps(look: Looked) -> Iterator[DataWarning]:
    """What is said where rows come at a steady pace and see earlier ones, but nothing was written down for a while."""
    earlier = look.dataset.earlier
    if earlier is None or not earlier.order:
        return
    moments = look.dataset.column(earlier.order)
    if moments.kind != "date" or not tells_times(moments):
        return
    series = look.dataset.column(earlier.series).values if earlier.series else np.zeros(len(moments))
    row = np.lexsort((moments.values, series))
    steps = np.diff(moments.values[row])[np.diff(series[row]) == 0]
    usual = float(np.median(steps)) if len(steps) else 0.0
    gaps = steps[steps >= GAP * usual]
    if usual <= 0 or not len(gaps) or (np.abs(steps - usual) <= usual / 10).mean() < STEADY:
        return
    text = counted(
        len(gaps),
        "Rows in the order of {column} are mostly {usual} apart, but once {longest}: those behind the gap see those before it "
        "as if nothing lay between",
        "Rows in the order of {column} are mostly {usual} apart, but {n} times longer, up to {longest}: those behind a gap see "
        "those before it as if nothing lay between",
        column=repr(moments.name),
        usual=_lasting(usual),
        longest=_lasting(float(gaps.max())),
    )
    yield DataWarning("time_gaps", text, (moments.name,))


def _lasting(seconds: float) -> Message:
    """So long, in the largest unit of which it is at least two."""
    if seconds >= 2 * 86_400:
        return msg("{lasting:.3g} days", lasting=seconds / 86_400)
    if seconds >= 2 * 3600:
        return msg("{lasting:.3g} hours", lasting=seconds / 3600)
    if seconds >= 2 * 60:
        return msg("{lasting:.3g} minutes", lasting=seconds / 60)
    return msg("{lasting:.3g} s", lasting=seconds)


def neighbours_by_lot(look: Looked) -> Iterator[DataWarning]:
    """What is said of a log, or of a table of which earlier rows are seen; the remedy needs a column of times."""
    if look.config.divided != "random" or look.dataset.parts is not None:
        return
    earlier = look.dataset.earlier
    ordered = (look.dataset.column(earlier.order),) if earlier is not None and earlier.order else ()
    column = next(itertools.chain(ordered, filter(in_order_of_time, look.each())), None)
    if column is not None:
        left = look.without(column.name)
        config = look.config if left is None or left.config is None else left.config
        by_time = config.replace(divided="time", divided_by=column.name)
        text = msg(
            "Rows in the order of time ({column}) are divided by lot: results may look better than on days to come",
            column=repr(column.name),
        )
        option = ("--split-by", column.name, "--split", "time")
        words = msg("Hold out the newest rows")
        yield DataWarning("time_order", text, (column.name,), Remedy(words, by_time, option=option))
    elif earlier is not None:
        text = msg(
            "Rows see those before them and are divided by lot: what is held out is partly known from training, and results "
            "may look better than on rows to come. A column with the time, or the number, of each row can divide them"
        )
        yield DataWarning("time_order", text)
