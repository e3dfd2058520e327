"""Whether an NVIDIA GPU can be used, asked step by step: each has an answer, or a reason and what helps.

Runs in a child process: a driver that hangs or crashes must not take the program with it. What the steps ask
stands in :class:`System`, the only part that touches the computer.
"""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import numpy as np

from nnstudio.backend.gpu_system import PACKAGES, Card, State, Step, System, install_line
from nnstudio.system.messages import Message, joined, msg, shortened
from nnstudio.system.numbers import size_text
from nnstudio.system.process import Arrays, Reporter, serve

NAME = "look-for-gpu"
"""Of the child process."""


class Refused(Exception):
    """A step that has found what is wrong."""

    def __init__(self, told: Message, remedy: Message | None = None) -> None:
        super().__init__(str(told))
        self.told, self.remedy = told, remedy


LEAST_DRIVER = {12: "525", 13: "580"}
"""The first driver for each CUDA."""
LEAST_CAPABILITY = {12: (5, 0), 13: (7, 5)}
"""The oldest cards each CUDA knows."""
LEAST_FREE = 256 << 20
"""Bytes below which no training is worth a try: CUDA itself takes as much."""

_DRIVERS = msg("Install the newest driver from https://www.nvidia.com/drivers and restart the computer")
_UNKNOWN = msg("No CuPy of today knows this card: the CPU trains")
_UNANSWERED = {
    100: msg("the driver finds no NVIDIA graphics card"),
    101: msg("the driver finds no NVIDIA graphics card"),
    803: msg("the driver was updated, and its parts do not fit together until the computer is restarted"),
    804: msg("this driver does not work with this card"),
    999: msg("the driver does not answer"),
}


class Look:
    """What the steps have found so far."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.cuda = 0
        """CUDA that the driver knows, as 1000 · major + 10 · minor."""
        self.package, self.major = "", 0
        self.cards: list[Card] = []
        self.driver: Any = None
        self.cupy: Any = None

    @property
    def usable(self) -> list[Card]:
        """The cards that nothing has been found against."""
        return [card for card in self.cards if card.refused is None]

    def refuse(self, card: Card, told: Message, remedy: Message) -> None:
        """Leave a card out; a step fails with what it found against the last one that was left."""
        card.refused, card.remedy = told, remedy
        if not self.usable:
            raise Refused(told, remedy)

    @property
    def extra(self) -> str:
        """Which of the program's extras fits driver and cards."""
        old = any(card.capability < LEAST_CAPABILITY[13] for card in self.cards)
        return "cuda12" if old or 0 < self.cuda < 13000 else "cuda13"

    def install(self, *instead_of: str) -> Message:
        """The line that installs what is missing, once other packages have gone."""
        return msg("In a terminal: {line}", line=self.line(*instead_of))

    def needed(self) -> Message:
        """The line that installs what the package at hand needs, and no second package beside it."""
        extra = f"cuda{self.major}"
        if extra not in PACKAGES:
            return self.install(self.package)
        return msg("In a terminal: {line}", line=install_line(extra))

    def line(self, *instead_of: str) -> Message:
        """The line alone."""
        install = install_line(self.extra)
        if not instead_of:
            return joined([install])
        gone = f"pip uninstall -y {' '.join(instead_of)}"
        if self.system.platform == "win32":  # not each of its shells knows "&&"
            return msg("{first}, then {second}", first=gone, second=install)
        return joined([gone, install], between=" && ")


# The steps ------------------------------------------------------------------------------------------------------


def _driver(look: Look) -> Message:
    """Is there a driver, and does it answer?"""
    system = look.system
    if system.platform == "darwin":
        raise Refused(msg("macOS has no NVIDIA driver"), msg("Nothing is missing: the CPU trains"))
    windows = system.platform == "win32"
    names = ("nvcuda.dll",) if windows else ("libcuda.so.1", "/usr/lib/wsl/lib/libcuda.so.1")
    try:
        look.driver = system.shared_library(*names)
    except OSError:
        raise Refused(
            msg("no NVIDIA driver ({name}) was found", name=names[0]),
            msg(
                "With an NVIDIA card: install its driver from https://www.nvidia.com/drivers. Without one nothing is "
                "missing: the CPU trains"
            ),
        ) from None
    code = int(look.driver.cuInit(0))
    if code:
        raise Refused(_UNANSWERED.get(code, msg("the driver refused with error {code}", code=code)), _DRIVERS)
    look.cuda = _number(look.driver.cuDriverGetVersion)
    known, version = f"{look.cuda // 1000}.{look.cuda % 1000 // 10}", _driver_version(system)
    if not version:
        return msg("it knows CUDA up to {known}", known=known)
    return msg("{version}, for CUDA up to {known}", version=version, known=known)


def _driver_version(system: System) -> str:
    """The driver's own number, such as 580.65.06; empty where it does not say."""
    name = "nvml.dll" if system.platform == "win32" else "libnvidia-ml.so.1"
    with contextlib.suppress(OSError, AttributeError):
        told = system.shared_library(name)
        text = ctypes.create_string_buffer(80)
        if told.nvmlInit_v2() == 0 and told.nvmlSystemGetDriverVersion(text, ctypes.c_uint(80)) == 0:
            return text.value.decode("ascii", "replace")
    return ""


def _cards(look: Look) -> Message:
    """Which cards are there?"""
    for index in range(_number(look.driver.cuDeviceGetCount)):
        handle = _number(look.driver.cuDeviceGet, ctypes.c_int(index))
        name, total = ctypes.create_string_buffer(128), ctypes.c_size_t()
        _ask(look.driver.cuDeviceGetName, name, ctypes.c_int(128), ctypes.c_int(handle))
        _ask(look.driver.cuDeviceTotalMem_v2, ctypes.byref(total), ctypes.c_int(handle))
        major, minor = (
            _number(look.driver.cuDeviceGetAttribute, ctypes.c_int(number), ctypes.c_int(handle))
            for number in (75, 76)  # compute capability, major and minor
        )
        words = name.value.decode("utf-8", "replace").strip() or "NVIDIA GPU"
        look.cards.append(Card(index, words[:80], (major, minor), total.value))
    if not look.cards:
        raise Refused(_UNANSWERED[100], _DRIVERS)
    shown = [
        f"{c.name} ({size_text(c.total)}, compute capability {c.capability[0]}.{c.capability[1]})"
        for c in look.cards
    ]
    return msg("{cards}", cards="; ".join(shown))


def _package(look: Look) -> Message:
    """Which CuPy is installed?"""
    found = look.system.installed()
    if not found:
        raise Refused(msg("CuPy is not installed"), look.install())
    if len(found) > 1:
        raise Refused(
            msg(
                "several CuPy packages are installed and disturb each other: {names}",
                names=", ".join(sorted(found)),
            ),
            look.install(*sorted(found)),
        )
    ((look.package, version),) = found.items()
    told = re.fullmatch(r"cupy-cuda(\d+)x?", look.package)
    look.major = int(told[1]) if told else 0
    return msg("{name} {version}", name=look.package, version=version)


def _fitting(look: Look) -> Message:
    """Do driver, cards and package fit together?"""
    if not look.major:
        return msg("{name} was built for this computer", name=look.package)
    if look.cuda // 1000 < look.major:
        raise Refused(
            msg(
                "{name} needs driver {least} or newer, for CUDA {major}; this driver knows CUDA up to {known}",
                name=look.package, least=LEAST_DRIVER.get(look.major, "?"), major=look.major,
                known=f"{look.cuda // 1000}.{look.cuda % 1000 // 10}",
            ),
            msg(
                "Update the driver from https://www.nvidia.com/drivers, or use an older CuPy: {line}",
                line=look.line(look.package),
            ) if look.major > 12 and look.cuda >= 12000 else _DRIVERS,
        )  # fmt: skip
    least = LEAST_CAPABILITY.get(look.major, (0, 0))
    for card in look.cards:
        if card.capability < least:
            told = msg(
                "the card is too old for CUDA {major} (compute capability {has}, {least} is needed)",
                major=look.major, has="{}.{}".format(*card.capability), least="{}.{}".format(*least),
            )  # fmt: skip
            known = look.major > 12 and card.capability >= LEAST_CAPABILITY[12]
            look.refuse(card, told, look.install(look.package) if known else _UNKNOWN)
    return msg("they fit together")


def _loads(look: Look) -> Message:
    """Can CuPy be imported, and does it find the cards?"""
    try:
        look.cupy = look.system.cupy()
        count = int(look.cupy.cuda.runtime.getDeviceCount())
    except Exception as error:
        told = msg("CuPy does not load: {cause}", cause=first_line(error))
        raise Refused(told, look.install(look.package)) from None
    return msg("it loads, and finds {count} of the cards", count=count)


_LINE = 'extern "C" __global__ void fill(float* x) { x[threadIdx.x] = 2.0f * threadIdx.x; }'


def _compiler(look: Look) -> Message:
    """Does NVRTC compile a line, and does the line run?"""
    cupy = look.cupy
    try:
        with cupy.cuda.Device(look.usable[0].index):
            array = cupy.zeros((4,), np.float32)
            cupy.RawKernel(_LINE, "fill")((1,), (4,), (array,))
            found = cupy.asnumpy(array)
    except Exception as error:
        raise Refused(
            msg("NVRTC does not compile: {cause}", cause=first_line(error)), look.needed()
        ) from None
    if found.tolist() != [0.0, 2.0, 4.0, 6.0]:
        raise Refused(msg("a compiled line gave wrong numbers"), _DRIVERS)
    return msg("it compiles")


def _blas(look: Look) -> Message:
    """Does cuBLAS load, and can it begin?"""
    handle = ctypes.c_void_p()
    try:
        with look.cupy.cuda.Device(look.usable[0].index):
            library = look.system.blas()
            if library is None:
                raise Refused(msg("cuBLAS is not installed"), look.needed())
            code = int(library.cublasCreate_v2(ctypes.byref(handle)))
            if not code:
                library.cublasDestroy_v2(handle)
    except Refused:
        raise
    except Exception as error:
        raise Refused(msg("cuBLAS does not load: {cause}", cause=first_line(error)), look.needed()) from None
    if code:
        raise Refused(msg("cuBLAS refused with error {code}", code=code), look.needed())
    return msg("it loads")


def _memory(look: Look) -> Message:
    """Is any memory free?"""
    for card in look.usable:
        with look.cupy.cuda.Device(card.index):
            card.free, card.total = map(int, look.cupy.cuda.runtime.memGetInfo())
        if card.free < LEAST_FREE:
            told = msg(
                "only {free} of {total} are free", free=size_text(card.free), total=size_text(card.total)
            )
            look.refuse(card, told, msg("Close other programs that use the card (nvidia-smi lists them)"))
    shown = [msg("{free} of {total}", free=size_text(c.free), total=size_text(c.total)) for c in look.usable]
    return msg("{sizes} free", sizes=joined(shown, between="; "))


def _arithmetic(look: Look) -> Message:
    """Are small sums right?"""
    host = np.arange(64, dtype=np.float32).reshape(8, 8) / 64
    for card in look.usable:
        try:
            with look.cupy.cuda.Device(card.index):
                there = look.cupy.asarray(host)
                found = look.cupy.asnumpy((there[:, :, None] * there[None]).sum(1))
        except Exception as error:
            look.refuse(card, msg("it does not calculate: {cause}", cause=first_line(error)), _DRIVERS)
            continue
        if not np.allclose(found, host @ host, rtol=1e-4):
            look.refuse(card, msg("it calculates wrong numbers"), _DRIVERS)
    return msg("right")


class _Kind(NamedTuple):
    key: str
    title: Message
    run: Callable[[Look], Message]
    needs: tuple[str, ...] = ()


STEPS = (
    _Kind("driver", msg("NVIDIA driver"), _driver),
    _Kind("cards", msg("Graphics card"), _cards, ("driver",)),
    _Kind("package", msg("CuPy package"), _package),
    _Kind("fitting", msg("Driver, card and package"), _fitting, ("cards", "package")),
    _Kind("loads", msg("CuPy"), _loads, ("fitting",)),
    _Kind("compiler", msg("Compiler (NVRTC)"), _compiler, ("loads",)),
    _Kind("blas", msg("Matrix products (cuBLAS)"), _blas, ("loads",)),
    _Kind("memory", msg("Memory"), _memory, ("compiler", "blas")),
    _Kind("arithmetic", msg("A small computation"), _arithmetic, ("memory",)),
)
"""In the order in which they are taken; each is skipped where one that it needs has failed."""


def steps(look: Look) -> Iterator[Step]:
    """Take the steps one by one."""
    states: dict[str, State] = {}
    for kind in STEPS:
        told, remedy, state = msg("not tried"), None, "skipped"
        if all(states[need] == "ok" for need in kind.needs):
            try:
                told, state = kind.run(look), "ok"
            except Refused as error:
                told, remedy, state = error.told, error.remedy, "failed"
            except Exception as error:  # whatever a driver or a package says: it is the answer
                told, remedy, state = msg("{cause}", cause=first_line(error)), _DRIVERS, "failed"
        states[kind.key] = state  # type: ignore[assignment]  # a plain string above
        yield Step(kind.key, kind.title, states[kind.key], told, remedy)


def first_line(error: BaseException) -> str:
    """What an exception says, in one line that fits into a sentence."""
    if isinstance(error, ImportError) and isinstance(error.__cause__, ImportError):
        error = error.__cause__  # CuPy draws a box of general advice around what was not found
    lines = str(error).strip().splitlines()
    return shortened(" ".join((lines[0] if lines else type(error).__name__).split()), 200)


def _ask(function: Any, *arguments: Any) -> None:
    """Call the driver."""
    code = int(function(*arguments))
    if code:
        raise Refused(_UNANSWERED.get(code, msg("the driver refused with error {code}", code=code)), _DRIVERS)


def _number(function: Any, *arguments: Any) -> int:
    """Ask the driver for a whole number."""
    answer = ctypes.c_int()
    _ask(function, ctypes.byref(answer), *arguments)
    return answer.value


def _look(_request: dict[str, Any], reporter: Reporter) -> tuple[dict[str, Any], Arrays]:
    look = Look(System())
    for step in steps(look):
        reporter.progress(step=msgspec.to_builtins(step))
    return {"cards": msgspec.to_builtins(look.cards)}, {}


def main(name: str) -> int:
    """Be the child process."""
    return serve(name, {NAME: _look})
