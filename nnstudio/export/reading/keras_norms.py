"""Layers of Keras that bring their values to mean 0 and variance 1, or scale them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from nnstudio.export.reading.keras_made import Config, Made, need, one, shown
from nnstudio.nn import layers as ours
from nnstudio.nn.shape import Shape
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError


def last_axis(config: Config, shapes: Sequence[Shape]) -> None:
    """Refuse another axis than the last one."""
    axis = config.get("axis", -1)
    axis = axis[0] if isinstance(axis, list) and len(axis) == 1 else axis
    if axis not in (-1, len(shapes[0])):
        raise StudioError("it normalises axis {axis}; this program knows the last one only", axis=shown(axis))  # fmt: skip


def _filled(config: Config, channels: int, **switches: str) -> tuple[tuple[str, ...], dict[str, Host]]:
    """Names of arrays that are there, and what takes the place of those that are switched off."""
    there = tuple(ours_name for switch, ours_name in switches.items() if config.get(switch, True))
    away = {
        name: np.ones(channels, np.float32) if name == "gamma" else np.zeros(channels, np.float32)
        for name in switches.values() if name not in there
    }  # fmt: skip
    return there, away


def batch_norm(config: Config, shapes: Sequence[Shape]) -> Made:
    """Channels by their figures in the batch."""
    last_axis(config, shapes)
    names, fixed = _filled(config, shapes[0][-1], scale="gamma", center="beta")
    layer = ours.BatchNorm(momentum=float(config.get("momentum", 0.99)), epsilon=float(config.get("epsilon", 1e-3)))  # fmt: skip
    return Made(layer, (*names, "mean", "variance"), fixed=fixed)


def layer_norm(config: Config, shapes: Sequence[Shape]) -> Made:
    """Every place by its own figures."""
    last_axis(config, shapes)
    need(config, rms_scaling=False)
    names, fixed = _filled(config, shapes[0][-1], scale="gamma", center="beta")
    return Made(ours.LayerNorm(epsilon=float(config.get("epsilon", 1e-3))), names, fixed=fixed)


def _line(factor: Host, shift: Host, mean: Host) -> Made:
    """A factor and a shift for each channel that nobody learns: a frozen batch norm."""
    layer = ours.BatchNorm()
    variance = np.full(len(factor), 1 - layer.epsilon)
    return Made(
        layer, fixed={"gamma": factor, "beta": shift, "mean": mean, "variance": variance}, frozen=True
    )


def _each(value: Any, shape: Shape) -> Host:
    """One number for each channel, where Keras has one for all of them or a list."""
    return np.broadcast_to(np.asarray(value, np.float64).reshape(-1), shape[-1:]).copy()


def group_norm(config: Config, shapes: Sequence[Shape]) -> Made:
    """Groups of channels by the figures of their sample; −1 of them are as many as there are channels."""
    last_axis(config, shapes)
    names, fixed = _filled(config, shapes[0][-1], scale="gamma", center="beta")
    groups = shapes[0][-1] if config.get("groups") == -1 else one(config.get("groups", 32))
    return Made(ours.GroupNorm(groups, epsilon=float(config.get("epsilon", 1e-3))), names, fixed=fixed)


def rescaling(config: Config, shapes: Sequence[Shape]) -> Made:
    """A factor and a shift."""
    scale, offset = (
        _each(config.get(name, usual), shapes[0]) for name, usual in (("scale", 1), ("offset", 0))
    )
    return _line(scale, offset, np.zeros(len(scale)))


def normalization(config: Config, shapes: Sequence[Shape]) -> Made:
    """What its ``adapt`` has measured, or was given."""
    need(config, invert=False)
    if config.get("axis", -1) not in (None, []):
        last_axis(config, shapes)

    def of(mean: Any, variance: Any) -> dict[str, Host]:
        with np.errstate(invalid="ignore"):  # what comes of it is refused with all that is not finite
            deviation = np.maximum(np.sqrt(_each(variance, shapes[0])), 1e-7)
        made = _line(1 / deviation, np.zeros(len(deviation)), _each(mean, shapes[0]))
        return made.fixed

    if config.get("mean") is not None:
        return Made(ours.BatchNorm(), fixed=of(config["mean"], config["variance"]), frozen=True)
    return Made(
        ours.BatchNorm(), ("mean", "variance", "count"), lambda a: of(a["mean"], a["variance"]), frozen=True
    )
