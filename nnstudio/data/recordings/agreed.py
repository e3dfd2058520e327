"""What the text files of a folder agree on: the names of their channels, and the values of a first column that is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nnstudio.data.along import Along
from nnstudio.data.recordings.signals import Axis

_SAME_STEP = 0.02
"""How much the steps of two clocks that tremble may differ, as a share."""


class Headed(NamedTuple):
    """What is known of one recording.

    Parameters
    ----------
    length : int
    names : tuple of str
        Of its columns, or none.
    axis : Axis, optional
        Of the first column where that is left out.
    """

    length: int
    names: tuple[str, ...]
    axis: Axis | None


def agreed(recordings: Sequence[Headed], length: int, how: str) -> Along:
    """What holds for all recordings of a folder, brought to a length.

    Parameters
    ----------
    recordings : sequence of Headed
    length : int
    how : {"middle", "start", "stretch"}
        As :func:`nnstudio.data.recordings.signals.fitted` has it.
    """
    names = {each.names for each in recordings}
    columns: tuple[str, ...] = names.pop() if len(names) == 1 else ()
    axes = [each.axis for each in recordings if each.axis is not None]
    if len(axes) < len(recordings):
        return Along(() if axes else columns)
    name, channels = (columns[0], columns[1:]) if columns else ("", ())
    if not all(axis.even for axis in axes):
        return Along(channels)
    own = np.array([each.length for each in recordings])
    starts, steps = np.array([(axis.start, axis.step) for axis in axes]).T
    if how == "stretch":
        wider = steps * (own / length)
        starts, steps = starts + (wider - steps) / 2, wider
    elif how == "middle":
        away = np.abs(length - own) // 2
        starts = starts + np.where(own > length, away, -away) * steps
    step = float(np.median(steps))
    if (np.abs(steps - step) > _SAME_STEP * abs(step)).any():
        return Along(channels)
    # Clocks that have run since something was switched on tell how much time goes by, and no more.
    start = float(np.median(starts)) if np.ptp(starts) <= abs(step) else 0.0
    return Along(channels, name, start, step)
