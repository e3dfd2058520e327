"""Where a network is trained when nobody says: on the GPU, unless the CPU takes its steps in less time."""

from __future__ import annotations

import threading
import time
from typing import NamedTuple

import numpy as np

from nnstudio.backend.failures import DeviceError, device_error
from nnstudio.backend.probe import choose
from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network
from nnstudio.nn.optimizers import Optimizer
from nnstudio.project.heads import examples, losses_of
from nnstudio.project.project import Project
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.training.model import Model
from nnstudio.training.stepping import Batch, stepping
from nnstudio.training.tally import Tally

LARGE = 2_000_000_000
"""Multiplications of a step from which on no CPU is tried: it would take longer than the look is worth."""
SECONDS = 0.3
"""How long each device is looked at, once everything is compiled."""
WARM = 3
"""Steps that load, compile and record what the later ones replay."""
CLEARLY = 0.9
"""The CPU is taken where it needs less than this share of the time: near a tie the GPU leaves the cores free."""
_KEPT = 8


class DeviceChoice(NamedTuple):
    """The device to use, and why where that is not plain."""

    device: str
    reason: Message | None = None


class _Known(NamedTuple):
    network: Network
    optimizer: Optimizer
    batch: int
    threads: int | None
    tf32: bool
    gpu: str
    choice: DeviceChoice


_known: list[_Known] = []
_asking = threading.Lock()


def device_for(project: Project, prepared: Prepared, threads: int | None = None) -> DeviceChoice:
    """Choose the device for a project; with "auto" and a GPU a few steps are timed on both, once for a network.

    Raises
    ------
    StudioError
        When the device that was asked for cannot be used.
    """
    wish = project.training.device
    device = choose(wish)
    if wish != "auto" or device == "cpu":
        return DeviceChoice(device)
    training = project.training
    batch = min(training.batch_size, len(prepared.train))
    if batch * 3 * infer(project.network).multiply_adds > LARGE:  # forward, and twice as much backward
        return DeviceChoice(device)
    asked = (project.network, training.optimizer, batch, threads, training.tf32, device)
    with _asking:
        for known in _known:
            if known[:-1] == asked:
                return known.choice
        choice, lasting = _faster(project, prepared, batch, threads, device)
        if lasting:
            _known.append(_Known(*asked, choice))
            del _known[:-_KEPT]
    return choice


def _faster(
    project: Project, prepared: Prepared, batch: int, threads: int | None, gpu: str
) -> tuple[DeviceChoice, bool]:
    """Time both; says too whether the choice holds for the next run as well."""
    try:
        there = _seconds_of_a_step(project, prepared, batch, gpu, threads)
    except Exception as error:
        failed = device_error(error, gpu) or error
        if not isinstance(failed, StudioError):
            raise
        passing = isinstance(failed, DeviceError) and failed.kind == "memory"  # others may free it
        told = msg("On the CPU: the GPU failed in a trial ({cause})", cause=failed.message)
        return DeviceChoice("cpu", told), not passing
    try:
        here = _seconds_of_a_step(project, prepared, batch, "cpu", threads)
    except (StudioError, MemoryError):  # it does not fit into the memory of the computer
        return DeviceChoice(gpu), True
    if here >= CLEARLY * there:
        return DeviceChoice(gpu), True
    told = msg(
        "On the CPU: this network is small and would be slower on the GPU ({here:.2g} against {there:.2g} ms a step)",
        here=1000 * here, there=1000 * there,
    )  # fmt: skip
    return DeviceChoice("cpu", told), True


def _seconds_of_a_step(
    project: Project, prepared: Prepared, batch: int, device: str, threads: int | None
) -> float:
    """The time of one training step on a device, without what happens only at first."""
    training = project.training
    model = Model(
        project.network, losses_of(project.network, training), training.optimizer, batch_size=batch, device=device,
        threads=threads, tf32=training.tf32,
    )  # fmt: skip
    samples = model.load(*examples(project.network, training, prepared, prepared.train.first(batch)))
    for _ in model.prepare(batch):
        pass
    whole = Batch(samples, model.backend.to_device(np.arange(batch)), 0, batch)
    steps = stepping(model, Tally(model.metrics, model.output_shapes))
    with model.backend.computing():
        steps.begin()
        for _ in range(WARM):
            steps.take(whole, model.learning_rate)
        steps.collect()
        taken, begun = 0, time.perf_counter()
        while not taken or time.perf_counter() - begun < SECONDS:
            if not steps.take(whole, model.learning_rate):
                steps.collect()
            taken += 1
        steps.collect()  # what is still under way counts
        return (time.perf_counter() - begun) / taken
