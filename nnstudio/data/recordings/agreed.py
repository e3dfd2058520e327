"""What the text files of a folder agree on: the names of their channels, and the values of a first column that is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from nnstudio.data.along import Along
from nnstudio.data.recordings.signals import Axis
from nnstudio.system.messages import Message, msg, shortened

_LINE = 100
"""Letters of all names together that are told."""
_SAME_STEP = 0.05
"""How much the steps of two clocks that tremble may differ, as a share."""


class Headed(NamedTuple):
    """What is known of one recording.

    Parameters
    ----------
    file : str
        As messages call it.
    length : int
    names : tuple of str
        Of its columns, or none.
    axis : Axis, optional
        Of the first column where that is left out.
    """

    file: str
    length: int
    names: tuple[str, ...]
    axis: Axis | None

    @property
    def channels(self) -> tuple[str, ...]:
        """The names of its channels alone."""
        return self.names[self.axis is not None :]


def have_axis(first: Sequence[Axis | None]) -> bool:
    """Whether the first columns of all files are a time or a wavelength, and no channel."""
    axes = [axis for axis in first if axis is not None]
    if not axes or len(axes) < len(first):
        return False
    return all(axis.even for axis in axes) or len({axis.mark for axis in axes}) == 1


def other_axes(axes: Sequence[Axis]) -> int:
    """How many times or wavelengths step, or begin, otherwise than those of most files.

    Clocks that have run since something was switched on begin everywhere: where most do, none begins otherwise.
    """
    starts, steps = np.array([(axis.start, axis.step) for axis in axes]).T
    step = np.median(steps)
    other = np.abs(steps - step) > _SAME_STEP * abs(step)
    moved = np.abs(starts - np.median(starts)) > abs(step) / 2
    return int((other | moved if 2 * moved.sum() < len(axes) else other).sum())


def agreed(recordings: Sequence[Headed], length: int, how: str) -> Along:
    """What holds for all recordings of a folder, brought to a length.

    Parameters
    ----------
    recordings : sequence of Headed
    length : int
    how : {"middle", "start", "stretch"}
        As :func:`nnstudio.data.recordings.signals.fitted` has it.
    """
    channels = _common([each.channels for each in recordings])
    axes = [each.axis for each in recordings if each.axis is not None]
    (name,) = _common([each.names[:1] for each in recordings if each.axis is not None]) or ("",)
    if len(axes) < len(recordings):
        return Along(() if axes else channels, name)
    if not all(axis.even for axis in axes):
        return Along(channels, name)
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
        return Along(channels, name)
    # Clocks that have run since something was switched on tell how much time goes by, and no more.
    start = float(np.median(starts)) if np.ptp(starts) <= abs(step) else 0.0
    return Along(channels, name, start, step)


def _common(names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    return names[0] if len(set(names)) == 1 else ()


def named_otherwise(recordings: Sequence[Headed], usual: Sequence[str]) -> Message | None:
    """What is said of recordings whose header has other names, or the same in another order: columns are taken as they come.

    Parameters
    ----------
    recordings : sequence of Headed
    usual : sequence of str
        The names of the channels the network was trained on; those of most recordings where that is empty.
    """
    named = [each for each in recordings if len(each.channels) > 1]
    expected = tuple(usual)
    if not expected and named:
        expected, times = Counter(each.channels for each in named).most_common(1)[0]
        if 2 * times <= len(named):  # names of single measurements
            return None
    others = [each for each in named if each.channels != expected]
    if not others:
        return None
    return msg(
        "Channels are taken in the order of the columns, but in {count} of {all} recordings they are called otherwise; "
        "first in {file}: {found} in place of {expected}",
        count=len(others),
        all=len(recordings),
        file=others[0].file,
        found=listed(others[0].channels),
        expected=listed(expected),
    )


def listed(names: Sequence[str]) -> str:
    """Names in a line."""
    return shortened(", ".join(names), _LINE)
