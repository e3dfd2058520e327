"""What CuPy and CUDA say when something fails, in words: the only place that knows their errors."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Literal

from nnstudio.backend import probe
from nnstudio.backend.gpu_check import first_line
from nnstudio.system.messages import Message, StudioError, msg

Kind = Literal["memory", "lost"]


class DeviceError(StudioError):
    """A device that cannot go on: what was learned before is kept by whoever iterates the run.

    Parameters
    ----------
    kind : {"memory", "lost"}
        "memory" where a smaller batch may help; "lost" where only another device does.
    text : Message
    batch : int, optional
        A batch size that fits, where one is known; 0 where none does.
    """

    def __init__(self, kind: Kind, text: Message, batch: int | None = None) -> None:
        super().__init__(text)
        self.kind, self.batch = kind, batch


_CAUSES = {
    3: msg("it was not initialised"),
    4: msg("the driver was unloaded"),
    35: msg("the driver is too old for this CuPy"),
    46: msg("another program holds it"),
    100: msg("it is gone"),
    101: msg("it is gone"),
    209: msg("a kernel was not compiled for this card"),
    214: msg("its memory has an error that cannot be corrected"),
    700: msg("a kernel reached for memory that is not its own"),
    702: msg("a kernel took too long, and the driver broke it off"),
    719: msg("a kernel failed"),
    802: msg("it is not ready yet"),
    999: msg("the driver does not say why"),
}
"""The numbers that CUDA gives its errors; driver and runtime agree on these."""

_MEMORY = 2
_PASSING = frozenset((1, _MEMORY, 9, 35, 46, 400, 600, 701, 802, *range(900, 911)))
"""Errors after which the device may still be used by this process: those of one call, such as all that somebody may get (900 to
910) while another thread captures a step. After any other CUDA refuses everything, or may do so."""


def device_error(error: BaseException, device: str) -> DeviceError | None:
    """The words for what a device has raised; None for an error that is none of the device.

    Parameters
    ----------
    error : exception
    device : str
        Where it happened: "cuda", "cuda:1", …
    """
    if isinstance(error, DeviceError):
        return error
    module, name = type(error).__module__, type(error).__name__
    if not module.startswith(("cupy", "cupy_backends")):
        return None
    # NVRTC's errors have numbers of their own.
    status = getattr(error, "status", None) if name in ("CUDARuntimeError", "CUDADriverError") else None
    if name == "OutOfMemoryError" or status == _MEMORY:
        return DeviceError("memory", _no_memory(str(error)))
    if isinstance(status, int):
        cause = _CAUSES.get(status, msg("{cause}", cause=first_line(error)))
        return _lost(device, cause, passing=status in _PASSING)
    return _lost(device, msg("{cause}", cause=first_line(error)), passing=True)


def _no_memory(text: str) -> Message:
    asked = re.search(r"allocating ([\d,]+) bytes", text)
    if asked is None:
        return msg("The GPU has no memory left")
    size = int(asked[1].replace(",", "")) / 2**20
    return msg("The GPU has no memory left: {size:,.1f} MiB more were needed", size=size)


def _lost(device: str, cause: Message, *, passing: bool) -> DeviceError:
    if not passing:
        probe.give_up(device, msg("it failed in this session: {cause}", cause=cause))
    return DeviceError("lost", msg("The GPU failed: {cause}", cause=cause))


@contextlib.contextmanager
def failing_in_words(device: str) -> Iterator[None]:
    """Raise what a device fails with as a :class:`DeviceError`; other errors pass."""
    try:
        yield
    except Exception as error:
        told = device_error(error, device)
        if told is None or told is error:
            raise
        raise told from error
