"""Channels of sequences of which one varies so much more than another that a network hardly sees that one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnstudio.data.preparing.array_scaling import has_channels
from nnstudio.data.warnings.looking import DataWarning, Looked, Remedy
from nnstudio.system.messages import msg

TIMES = 20.0
"""How many times as much a channel must vary as another one: three axes of a sensor stay far below."""


def channels_apart(look: Looked) -> Iterator[DataWarning]:
    """Channels in units of their own that are scaled together."""
    inputs = look.dataset.inputs
    if look.config.by_channel or not isinstance(inputs, np.ndarray) or not has_channels(inputs.shape[1:]):
        return
    spread = inputs[look.some].std(axis=(0, 1), dtype=np.float64)
    there = np.flatnonzero(spread > 0)  # what never changes says nothing, however it is scaled
    if not len(there):
        return
    small, large = (int(there[i]) for i in (spread[there].argmin(), spread[there].argmax()))
    if (times := float(spread[large] / spread[small])) < TIMES:
        return
    yield DataWarning(
        "channels_apart",
        msg(
            "Channel {large} varies {times:,.0f} times as much as channel {small}, of which the network hardly sees anything: "
            "they seem to be in different units",
            large=_called(look, large),
            small=_called(look, small),
            times=times,
        ),
        (),
        Remedy(
            msg("Scale each by itself"),
            look.config.replace(
                by_channel=True, scaling="standard" if look.config.scaling == "none" else look.config.scaling
            ),
            option=("--by-channel",),
        ),
    )


def _called(look: Looked, channel: int) -> str:
    names = look.dataset.along.channels
    return repr(names[channel]) if names else str(channel + 1)
