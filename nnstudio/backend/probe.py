"""Which devices can be used, and why not.

The GPU is asked in a child process with a time limit: a sleeping laptop GPU takes over ten seconds to answer,
and a broken driver can take the asking process down with it.
"""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from nnstudio.backend.gpu_check import NAME, STEPS
from nnstudio.backend.gpu_system import Card, Step, device_key, install_line, same_device
from nnstudio.system.cancel import Cancel, Cancelled
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.process import call

TIMEOUT = 60.0
"""Seconds a driver has to answer."""


class Device(msgspec.Struct, frozen=True):
    """One device and whether it can be used.

    Parameters
    ----------
    key : str
        What ``--device`` takes: "cpu", "cuda", "cuda:1", …
    name : str
        Name for people.
    usable : bool
        Whether training can run here.
    reason : Message
        What is there, or why it cannot be used.
    remedy : Message, optional
        What helps.
    capability : tuple of int, optional
        Compute capability of a GPU, such as (8, 6), where it is known.
    """

    key: str
    name: str
    usable: bool
    reason: Message
    remedy: Message | None = None
    capability: tuple[int, int] | None = None


CPU = Device("cpu", "CPU", True, msg("NumPy"))


class Probe(msgspec.Struct, frozen=True):
    """What was found: the devices, the CPU first, and the steps that were taken to find them."""

    devices: tuple[Device, ...]
    steps: tuple[Step, ...]


_answers: list[Probe] = []
"""The one that was found first, once there is one."""


def probe(timeout: float = TIMEOUT, cancelled: Cancel | None = None) -> Probe:
    """Look for NVIDIA GPUs in a child process; the answer is remembered.

    Raises
    ------
    Cancelled
        Nothing is remembered then.
    """
    if not _answers:
        _answers.append(_looked(timeout, cancelled))
    return _answers[0]


def _looked(timeout: float, cancelled: Cancel | None) -> Probe:
    if getattr(sys, "frozen", False):
        told = msg("this bundle runs on the CPU only")
        remedy = msg("For a GPU use the program from its Python package, and {line}", line=install_line())
        return _without(Step("package", msg("CuPy package"), "failed", told, remedy), ())
    steps: list[Step] = []
    try:
        reply = call(
            NAME, {}, timeout=timeout, cancelled=cancelled, progress=lambda told: steps.append(_step(told))
        )
        cards = msgspec.convert(reply.header["cards"], list[Card])
    except Cancelled:
        raise
    except (StudioError, msgspec.ValidationError, LookupError) as error:
        return _without(_broken_off(error, len(steps), timeout), tuple(steps))
    failed = next((step for step in steps if step.state == "failed"), None)
    if failed is not None:
        return _without(failed, tuple(steps), cards)
    return Probe((CPU, *map(_device, cards)), tuple(steps))


def _step(told: dict[str, Any]) -> Step:
    return msgspec.convert(told["step"], Step)


def _broken_off(error: Exception, done: int, timeout: float) -> Step:
    """The step in which the child process ended."""
    kind = STEPS[min(done, len(STEPS) - 1)]
    remedy = msg(
        "Restart the computer; if that does not help, install the newest driver from https://www.nvidia.com/drivers"
    )
    if isinstance(error, StudioError) and error.message.args.get("timeout") is not None:
        told = msg("no answer within {seconds:.0f} seconds", seconds=timeout)
    else:
        told = msg(
            "asking broke off: {cause}", cause=error.message if isinstance(error, StudioError) else str(error)
        )
    return Step(kind.key, kind.title, "failed", told, remedy)


def _without(failed: Step, steps: tuple[Step, ...], cards: list[Card] | None = None) -> Probe:
    """A computer on which only the CPU can be used."""
    if failed not in steps:
        steps = (*steps, failed)
    if len(steps) > 1 or failed.key == STEPS[0].key:
        left = STEPS[len(steps) :]
        steps = (*steps, *(Step(k.key, k.title, "skipped", msg("not tried")) for k in left))
    why = False, failed.told, failed.remedy
    gpus = [Device(device_key(card.index), card.name, *why, card.capability) for card in cards or ()]
    return Probe((CPU, *(gpus or [Device(device_key(0), "NVIDIA GPU", *why)])), steps)


def _device(card: Card) -> Device:
    free = msg("{free:.1f} GiB free", free=card.free / 2**30)
    key, usable = device_key(card.index), card.refused is None
    return Device(key, card.name, usable, card.refused or free, card.remedy, card.capability)


_lost: dict[str, Message] = {}
"""Devices that have failed in this process: CUDA gives them back to another process only."""


def give_up(key: str, reason: Message) -> None:
    """Use a device no more in this process, because it has failed."""
    _lost[key] = reason


def devices(cancelled: Cancel | None = None) -> tuple[Device, ...]:
    """All known devices, the CPU first."""
    return tuple(_now(device) for device in probe(cancelled=cancelled).devices)


def _now(device: Device) -> Device:
    if not device.usable or device.key not in _lost:
        return device
    remedy = msg("Start the program anew to use it again")
    return msgspec.structs.replace(device, usable=False, reason=_lost[device.key], remedy=remedy)


def probe_gpu() -> Device:
    """The first GPU that can be used, or the first one that cannot."""
    gpus = [device for device in devices() if device.key != "cpu"]
    return next((gpu for gpu in gpus if gpu.usable), gpus[0])


def choose(wish: str) -> str:
    """Turn a wish into the device to use.

    Parameters
    ----------
    wish : str
        "auto" takes a GPU that can be used, else the CPU.

    Raises
    ------
    StudioError
        When the computer has no such device, or it cannot be used; the text says why and what helps.
    """
    wish = same_device(wish)
    if wish == "cpu":
        return wish
    if wish == "auto":
        gpu = probe_gpu()
        return gpu.key if gpu.usable else "cpu"
    known = devices()
    device = next((d for d in known if d.key == wish), None)
    if device is None:
        raise unknown(wish)
    if not device.usable:
        text = "Cannot use {device}: {reason}. {remedy}" if device.remedy else "Cannot use {device}: {reason}"
        raise StudioError(text, device=wish, reason=device.reason, remedy=device.remedy)
    return wish


def unknown(wish: str) -> StudioError:
    """The line about a device that this computer does not have."""
    names = [f"{d.key} ({d.name})" for d in devices() if d.usable]
    return StudioError(
        "Unknown device {device}: there are {names}",
        device=repr(wish[:40]),
        names=", ".join(["auto", *names]),
    )
