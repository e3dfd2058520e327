"""Every way in which a GPU cannot be used is found in the right step, with a reason and what helps."""

from __future__ import annotations

import ctypes
import shlex
import tomllib
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.backend import probe
from nnstudio.backend.gpu_check import STEPS, Look, steps
from nnstudio.backend.gpu_system import PACKAGES, Step, System
from nnstudio.system.messages import msg
from nnstudio.system.process import ChildFailed, Reply


class Driver:
    """The functions of libcuda that are asked, over plain values."""

    def __init__(self, **facts: Any) -> None:
        self.facts = {"init": 0, "cuda": 13000, "cards": [("NVIDIA Test", (8, 6), 8 << 30)]} | facts

    def cuInit(self, _flags: int) -> int:
        return int(self.facts["init"])

    def cuDriverGetVersion(self, answer: Any) -> int:
        answer._obj.value = self.facts["cuda"]
        return 0

    def cuDeviceGetCount(self, answer: Any) -> int:
        answer._obj.value = len(self.facts["cards"])
        return 0

    def cuDeviceGet(self, answer: Any, index: Any) -> int:
        answer._obj.value = index.value
        return 0

    def cuDeviceGetName(self, text: Any, _length: Any, card: Any) -> int:
        text.value = self.facts["cards"][card.value][0].encode()
        return 0

    def cuDeviceTotalMem_v2(self, answer: Any, card: Any) -> int:
        answer._obj.value = self.facts["cards"][card.value][2]
        return 0

    def cuDeviceGetAttribute(self, answer: Any, number: Any, card: Any) -> int:
        answer._obj.value = self.facts["cards"][card.value][1][number.value - 75]
        return 0


class Monitor:
    """NVML."""

    def nvmlInit_v2(self) -> int:
        return 0

    def nvmlSystemGetDriverVersion(self, text: Any, _length: Any) -> int:
        text.value = b"580.65.06"
        return 0


class Blas:
    """cuBLAS."""

    def __init__(self, code: int = 0) -> None:
        self.code = code

    def cublasCreate_v2(self, _handle: Any) -> int:
        return self.code

    def cublasDestroy_v2(self, _handle: Any) -> int:
        return 0


class Card:
    """CuPy's context of a device."""

    now = 0

    def __init__(self, index: int) -> None:
        self.index = index

    def __enter__(self) -> Card:
        self.before, Card.now = Card.now, self.index
        return self

    def __exit__(self, *_: object) -> None:
        Card.now = self.before


def boxed(cause: str) -> ImportError:
    """As CuPy says that it cannot be imported: a box of lines around the cause."""
    error = ImportError(
        f"\n{'=' * 64}\nFailed to import CuPy.\n\nOriginal error:\n  ImportError: {cause}\n{'=' * 64}\n"
    )
    error.__cause__ = ImportError(cause)
    return error


def fails(error: Exception) -> Callable[..., Any]:
    def call(*_: object) -> Any:
        raise error

    return call


class Computer(System):
    """A computer with a card that can be used, but for what a test takes away."""

    platform = "linux"

    def __init__(self, **parts: Any) -> None:
        self.driver = parts.pop("driver", Driver())
        self.packages: dict[str, str] = parts.pop("packages", {"cupy-cuda13x": "14.1.0"})
        self.free: dict[int, int] = parts.pop("free", {})
        self.parts = parts
        self.platform = parts.pop("platform", "linux")

    def shared_library(self, *names: str) -> Any:
        if "nvidia-ml" in names[0]:
            return Monitor()
        if self.driver is None:
            raise OSError("no such file")
        return self.driver

    def installed(self) -> dict[str, str]:
        return self.packages

    def blas(self) -> Any:
        return self.parts.get("blas", Blas)()

    def cupy(self) -> Any:
        return self.parts.get("cupy", self._cupy)()

    def _cupy(self) -> Any:
        def kernel(_source: str, _name: str) -> Any:
            if "compile" in self.parts:
                raise self.parts["compile"]

            def run(_grid: Any, _block: Any, arguments: Any) -> None:
                arguments[0][:] = self.parts.get("numbers", [0, 2, 4, 6])

            return run

        def memory() -> tuple[int, int]:
            return self.free.get(Card.now, 6 << 30), 8 << 30

        runtime = types.SimpleNamespace(getDeviceCount=lambda: 1, memGetInfo=memory)
        return types.SimpleNamespace(
            cuda=types.SimpleNamespace(runtime=runtime, Device=Card),
            zeros=np.zeros,
            RawKernel=kernel,
            asarray=lambda a: np.array(a) * self.parts.get("wrong", {}).get(Card.now, 1),
            asnumpy=self.parts.get("asnumpy", np.asarray),
        )


TWO = [("NVIDIA Old", (6, 1), 8 << 30), ("NVIDIA New", (9, 0), 80 << 30)]

BROKEN: dict[str, tuple[Computer, str, str, str]] = {
    "no driver": (Computer(driver=None), "driver", "no NVIDIA driver (libcuda.so.1) was found", "nvidia.com/drivers"),
    "macOS": (Computer(platform="darwin"), "driver", "macOS has no NVIDIA driver", "the CPU trains"),
    "no card": (Computer(driver=Driver(init=100)), "driver", "finds no NVIDIA graphics card", "newest driver"),
    "updated": (Computer(driver=Driver(init=803)), "driver", "until the computer is restarted", "restart"),
    "strange": (Computer(driver=Driver(init=77)), "driver", "error 77", "newest driver"),
    "cards gone": (Computer(driver=Driver(cards=[])), "cards", "finds no NVIDIA graphics card", "driver"),
    "half a driver": (Computer(driver=types.SimpleNamespace(cuInit=lambda _: 0)), "driver", "cuDriver", "driver"),
    "no CuPy": (Computer(packages={}), "package", "CuPy is not installed", 'pip install "cupy-cuda13x'),
    "no CuPy, older driver": (
        Computer(packages={}, driver=Driver(cuda=12040)), "package", "not installed", "cupy-cuda12x>=",
    ),
    "no CuPy, old card": (
        Computer(packages={}, driver=Driver(cards=TWO[:1])), "package", "not installed", "cupy-cuda12x>=",
    ),
    "two CuPys": (
        Computer(packages={"cupy-cuda12x": "14.1", "cupy-cuda13x": "14.1"}), "package",
        "cupy-cuda12x, cupy-cuda13x", 'pip uninstall -y cupy-cuda12x cupy-cuda13x && pip install "cupy-cuda13x',
    ),
    "two CuPys on Windows": (
        Computer(platform="win32", packages={"cupy-cuda12x": "14.1", "cupy-cuda13x": "14.1"}), "package",
        "cupy-cuda12x, cupy-cuda13x", 'pip uninstall -y cupy-cuda12x cupy-cuda13x, then pip install "cupy-cuda13x',
    ),
    "driver too old": (
        Computer(driver=Driver(cuda=12080)), "fitting", "needs driver 580 or newer, for CUDA 13; this driver knows "
        "CUDA up to 12.8", 'pip uninstall -y cupy-cuda13x && pip install "cupy-cuda12x',
    ),
    "driver very old": (
        Computer(driver=Driver(cuda=11040), packages={"cupy-cuda12x": "14"}), "fitting", "525", "newest driver",
    ),
    "card too old": (
        Computer(driver=Driver(cards=TWO[:1])), "fitting", "compute capability 6.1, 7.5 is needed", "cuda12",
    ),
    "card far too old": (
        Computer(driver=Driver(cards=[("NVIDIA Older", (3, 5), 2 << 30)])), "fitting",
        "compute capability 3.5, 7.5 is needed", "the CPU trains",
    ),
    "damaged": (
        Computer(cupy=fails(ImportError("libcudart.so.13\nmore"))), "loads", "libcudart.so.13", "uninstall",
    ),
    "without a library": (
        Computer(cupy=fails(boxed("DLL load failed while importing _core"))), "loads",
        "CuPy does not load: DLL load failed while importing _core", "uninstall",
    ),
    "no NVRTC": (Computer(compile=RuntimeError("no libnvrtc.so.13")), "compiler", "no libnvrtc", "pip install"),
    "compiles wrong": (Computer(numbers=[0, 0, 0, 0]), "compiler", "wrong numbers", "driver"),
    "no cuBLAS": (Computer(blas=lambda: None), "blas", "cuBLAS is not installed", "cupy-cuda13x>="),
    "no cuBLAS for CUDA 12": (
        Computer(blas=lambda: None, packages={"cupy-cuda12x": "14.1"}), "blas",
        "cuBLAS is not installed", 'terminal: pip install "cupy-cuda12x>=',
    ),
    "no NVRTC for CUDA 12": (
        Computer(compile=RuntimeError("no libnvrtc.so.12"), packages={"cupy-cuda12x": "14.1"}), "compiler",
        "no libnvrtc", 'terminal: pip install "cupy-cuda12x>=',
    ),
    "no NVRTC for what was built here": (
        Computer(compile=RuntimeError("no libnvrtc.so.13"), packages={"cupy": "14.1"}), "compiler",
        "no libnvrtc", 'pip uninstall -y cupy && pip install "cupy-cuda13x>=',
    ),
    "half a cuBLAS": (Computer(blas=types.SimpleNamespace), "blas", "cublasCreate_v2", "pip install"),
    "cuBLAS refuses": (Computer(blas=lambda: Blas(3)), "blas", "error 3", "pip install"),
    "no memory": (Computer(free={0: 9 << 20}), "memory", "only 9.0 MiB of 8.0 GiB are free", "nvidia-smi"),
    "wrong sums": (Computer(wrong={0: 1.5}), "arithmetic", "wrong numbers", "driver"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_found_with_a_reason_and_a_remedy(name: str) -> None:
    computer, key, reason, remedy = BROKEN[name]
    found = list(steps(Look(computer)))
    assert [step.key for step in found] == [kind.key for kind in STEPS]
    bad = [step for step in found if step.state == "failed"]
    assert [step.key for step in bad] == [key]
    assert reason in str(bad[0].told)
    assert bad[0].remedy is not None
    assert remedy in str(bad[0].remedy)
    assert "\n" not in str(bad[0].told) + str(bad[0].remedy)
    assert found[-1].state == ("failed" if key == "arithmetic" else "skipped")


def test_every_step_has_a_way_to_fail() -> None:
    assert {key for _, key, _, _ in BROKEN.values()} == {kind.key for kind in STEPS}


def test_a_computer_in_order_passes_every_step() -> None:
    look = Look(Computer())
    found = list(steps(look))
    assert {step.state for step in found} == {"ok"}
    assert str(found[0].told) == "580.65.06, for CUDA up to 13.0"
    assert (look.cards[0].name, look.cards[0].free) == ("NVIDIA Test", 6 << 30)


def test_one_bad_card_does_not_keep_the_other_from_being_used() -> None:
    look = Look(Computer(driver=Driver(cards=TWO)))
    assert {step.state for step in steps(look)} == {"ok"}
    assert [card.refused is None for card in look.cards] == [False, True]
    sums = Look(Computer(driver=Driver(cards=TWO[1:] * 2), wrong={0: 2}))
    assert {step.state for step in steps(sums)} == {"ok"}
    assert [card.refused is None for card in sums.cards] == [False, True]


def test_a_step_fails_with_what_it_found_itself() -> None:
    """One card is too old; the other is taken until there is no memory."""
    look = Look(Computer(driver=Driver(cards=TWO), free={1: 9 << 20}))
    (bad,) = (step for step in steps(look) if step.state == "failed")
    assert bad.key == "memory"
    assert "are free" in str(bad.told)
    assert "nvidia-smi" in str(bad.remedy)
    assert ["too old" in str(card.refused) for card in look.cards] == [True, False]


def test_the_real_system_lists_what_is_installed_and_loads_libraries() -> None:
    assert all(name.startswith("cupy") for name in System().installed())
    with pytest.raises(OSError, match=r".+"):
        System().shared_library("libnothing-of-the-kind.so.1", "libnothing-of-the-kind.so.2")
    assert isinstance(ctypes.c_int().value, int)


# The child process ----------------------------------------------------------------------------------------------


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Callable[..., probe.Probe]:
    """Return a function that looks, with a child that is another computer or ends in an error."""
    probe._answers.clear()

    def look(computer: Computer, *, error: Exception | None = None, after: int = 0) -> probe.Probe:
        def call(
            _name: str, _request: object, *, timeout: float, cancelled: object, progress: Callable[..., None]
        ) -> Reply:
            seen = Look(computer)
            for number, step in enumerate(steps(seen)):
                if error is not None and number == after:
                    raise error
                progress({"step": msgspec.json.decode(msgspec.json.encode(step))})
            return Reply({"cards": msgspec.json.decode(msgspec.json.encode(seen.cards))}, {})

        monkeypatch.setattr(probe, "call", call)
        monkeypatch.setattr(probe, "_lost", {})
        probe._answers.clear()
        return probe.probe()

    yield look
    probe._answers.clear()


def test_cards_become_devices(child) -> None:
    found = child(Computer(driver=Driver(cards=TWO)))
    assert [(d.key, d.name, d.usable) for d in found.devices] == [
        ("cpu", "CPU", True), ("cuda", "NVIDIA Old", False), ("cuda:1", "NVIDIA New", True),
    ]  # fmt: skip
    assert [d.capability for d in found.devices] == [None, (6, 1), (9, 0)]
    assert "cupy-cuda12x" in str(found.devices[1].remedy)
    assert str(found.devices[2].reason) == "6.0 GiB free"
    assert probe.choose("auto") == "cuda:1"
    assert probe.choose("cpu") == "cpu"
    with pytest.raises(probe.StudioError, match=r"Cannot use cuda: the card is too old.*\. In a terminal: "):
        probe.choose("cuda")
    with pytest.raises(
        probe.StudioError,
        match=r"Unknown device 'cuda:7': there are auto, cpu \(CPU\), cuda:1 \(NVIDIA New\)",
    ):
        probe.choose("cuda:7")


@pytest.mark.parametrize("name", BROKEN)
def test_without_a_usable_card_the_cpu_is_used_and_the_reason_is_known(name: str, child) -> None:
    computer, _, reason, remedy = BROKEN[name]
    found = child(computer)
    assert [d.usable for d in found.devices] == [True] + [False] * (len(found.devices) - 1)
    assert len(found.steps) == len(STEPS)
    assert probe.choose("auto") == "cpu"
    assert reason in str(probe.probe_gpu().reason)
    with pytest.raises(probe.StudioError) as caught:
        probe.choose("cuda")
    assert reason in str(caught.value)
    assert remedy in str(caught.value)


@pytest.mark.parametrize("after", [0, 4])
def test_a_child_that_hangs_or_crashes_names_the_step_it_was_in(after: int, child) -> None:
    late = ChildFailed("{about}: stopped, because it took longer than {timeout:g} s", about="x", timeout=60)
    dead = ChildFailed("{about}: its child process ended unexpectedly ({how})", about="x", how="SIGSEGV")
    for error, words in ((late, "no answer within 60 seconds"), (dead, "SIGSEGV")):
        found = child(Computer(), error=error, after=after)
        assert [step.key for step in found.steps] == [kind.key for kind in STEPS]
        assert [step.state for step in found.steps][after] == "failed"
        assert words in str(found.steps[after].told)
        assert words in str(probe.probe_gpu().reason)
        assert probe.choose("auto") == "cpu"


def test_a_device_that_failed_is_left_alone_until_the_program_starts_anew(child) -> None:
    child(Computer())
    assert probe.choose("auto") == probe.choose("cuda:0") == "cuda"
    probe.give_up("cuda", msg("it failed"))
    assert probe.choose("auto") == "cpu"
    assert probe.devices()[1].capability == (8, 6)
    with pytest.raises(probe.StudioError, match=r"it failed. Start the program anew"):
        probe.choose("cuda")


def test_the_real_child_answers_every_step() -> None:
    probe._answers.clear()
    found = probe.probe()
    assert [step.key for step in found.steps] == [kind.key for kind in STEPS]
    assert all(isinstance(step, Step) and str(step.told) for step in found.steps)
    assert found.devices[0].usable
    usable = any(d.usable for d in found.devices[1:])
    assert usable == all(step.state == "ok" for step in found.steps)
    if not usable:
        assert found.devices[1].remedy is not None


def test_the_line_installs_what_the_extras_do() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    for extra, packages in PACKAGES.items():
        assert shlex.split(packages) == project["optional-dependencies"][extra]
