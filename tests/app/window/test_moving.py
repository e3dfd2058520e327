"""The device changes in the middle of a project: over the GPU's own code, with its kernels run on this processor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from nnstudio.app.main_window import MainWindow
from nnstudio.backend import probe
from nnstudio.backend.cuda.module import source
from nnstudio.backend.gpu_system import Card
from nnstudio.nn.optimizers import Adam
from nnstudio.project.project import Project
from nnstudio.project.trained import load_data, new_run
from nnstudio.training.history import Epoch
from tests.app.hands import click, until
from tests.app.window.conftest import open_ready, texts
from tests.app.window.test_devices import choose, notice_button
from tests.backend.cuda.device import FakeDevice, installed
from tests.backend.cuda.emulator import WHY_NOT, shared_library
from tests.second_device import cuda_error, looked_for, out_of_memory

EPOCHS = 4


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeDevice]:
    """A computer on which the backend of the GPU itself runs."""
    if WHY_NOT:
        pytest.skip(WHY_NOT)
    found = looked_for(Card(0, "NVIDIA Test", (8, 6), 8 << 30, 6 << 30))
    monkeypatch.setattr(probe, "probe", lambda **_: found)
    monkeypatch.setattr(probe, "_lost", {})
    shared_library(
        source("float")
    )  # the first to need the kernels compiles them, which no test has the patience for
    with installed() as device:
        yield device


def ready(window: MainWindow, device: str) -> Project:
    """The sample with an optimizer that remembers, on a device; the project as it would run on the CPU alone."""
    open_ready(window, epochs=EPOCHS)
    window.device_guide.take(probe.devices())
    project = window.document.project
    training = project.training.replace(optimizer=Adam(0.01), device="cpu")
    window.document.edit("Adam", project.replace(training=training))
    if device != "cpu":
        choose(window, device)
    return project.replace(training=training)


def alone(project: Project) -> list[Epoch]:
    """The same run, all of it on the CPU."""
    run = new_run(project, load_data(project))
    for _ in run.events():
        pass
    return list(run.history.epochs)


def same_curve(window: MainWindow, project: Project) -> None:
    told, expected = window.document.trained.checkpoint.history.epochs, alone(project)
    assert [e.epoch for e in told] == [e.epoch for e in expected] == list(range(1, EPOCHS + 1))
    assert [e.loss for e in told] == pytest.approx([e.loss for e in expected], rel=1e-3)
    assert [e.val_loss for e in told] == pytest.approx([e.val_loss for e in expected], rel=1e-3)


def one_epoch(window: MainWindow) -> None:
    """Take an epoch, and wait for the pause behind it."""
    done = len(window.document.trained.checkpoint.history.epochs) if window.document.trained else 0
    window.controls.epoch.trigger()

    def paused() -> bool:
        trained = window.document.trained
        came = 0 if trained is None else len(trained.checkpoint.history.epochs)
        return window.trainer.state == "paused" and came > done

    until(paused, "the pause behind an epoch")


def to_the_end(window: MainWindow) -> None:
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "idle" and window.document.trained.finished, "the end")


def where(window: MainWindow) -> str:
    return window.workspace.dock._status._rows.figures["device"].text()


@pytest.mark.parametrize(("begins", "goes_on"), [("cpu", "cuda"), ("cuda", "cpu")])
def test_weights_and_optimizer_move_along_with_a_paused_run(
    window: MainWindow, gpu: FakeDevice, begins: str, goes_on: str
) -> None:
    project = ready(window, begins)
    one_epoch(window)
    before = gpu.launches
    assert bool(before) == (begins == "cuda")
    choose(window, goes_on)
    to_the_end(window)
    assert (gpu.launches > before) == (goes_on == "cuda")
    same_curve(window, project)


@pytest.mark.parametrize(("begins", "goes_on"), [("cpu", "cuda"), ("cuda", "cpu")])
def test_weights_and_optimizer_move_along_between_two_runs(
    window: MainWindow, gpu: FakeDevice, begins: str, goes_on: str
) -> None:
    project = ready(window, begins)
    one_epoch(window)
    window.controls.stop.trigger()
    until(lambda: window.trainer.state == "idle", "the end of the first run")
    choose(window, goes_on)
    before = gpu.launches
    assert window.controls.main.text() == "Continue"
    to_the_end(window)
    assert (gpu.launches > before) == (goes_on == "cuda")
    same_curve(window, project)


def test_a_step_that_cannot_be_captured_is_taken_kernel_by_kernel_and_the_window_says_so(
    window: MainWindow, gpu: FakeDevice, expected_log: pytest.LogCaptureFixture
) -> None:
    gpu.capture_error = RuntimeError("capturing is not supported here")
    project = ready(window, "cuda")
    to_the_end(window)
    assert gpu.launches
    assert not gpu.replays
    assert (
        "capturing is not supported here" in window.workspace.dock._status._rows.figures["device"].toolTip()
    )
    assert where(window).startswith("GPU")
    assert not texts(window)
    same_curve(window, project)


@pytest.mark.parametrize(
    "error", [out_of_memory(), cuda_error(100), cuda_error(700)], ids=["memory", "lost", "sticky"]
)
def test_a_kernel_that_fails_ends_the_run_and_the_cpu_takes_it_to_its_end(
    window: MainWindow, gpu: FakeDevice, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    project = ready(window, "cuda")
    one_epoch(window)

    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(gpu, "run", fails)  # kernels and products
    monkeypatch.setattr(gpu, "asnumpy", fails)
    monkeypatch.setattr("tests.backend.cuda.streams.Graph.launch", fails)
    window.controls.main.trigger()
    until(lambda: window.trainer.state == "idle" and texts(window), "the end of the run")
    assert texts(window)[0].startswith("The GPU ")
    assert "What was learned up to epoch 1 is kept" in texts(window)[0]
    click(notice_button(window, "Go on on the CPU"))
    until(lambda: window.document.trained.finished and not window.trainer.active, "the rest of the run")
    assert window.document.project.training.device == "cpu"
    same_curve(window, project)
