"""Where a run takes place: the faster device, or the one that was asked for; and what happens when it fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nnstudio.backend import probe
from nnstudio.backend.failures import DeviceError, device_error
from nnstudio.project import device_choice, file
from nnstudio.project.device_choice import device_for
from nnstudio.project.project import Project
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import Trained, can_continue, load_data, new_run, result
from nnstudio.project.trials import find_learning_rate
from nnstudio.system.messages import StudioError, msg
from nnstudio.training.events import EpochDone, Started
from tests.second_device import SecondDevice, cuda_error, cupy_error, install, out_of_memory


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_choice, "_known", [])
    monkeypatch.setattr(device_choice, "SECONDS", 0.02)


def small(device: str = "auto", epochs: int = 3) -> Project:
    project = open_sample("textbook")
    return project.replace(training=project.training.replace(device=device, epochs=epochs, patience=0))


def test_a_small_network_is_trained_on_the_cpu_and_the_run_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, pause=0.03)
    project = small()
    prepared = load_data(project)
    run = new_run(project, prepared)
    started = next(iter(run.events()))
    assert isinstance(started, Started)
    assert started.device == "cpu"
    assert str(started.remark).startswith(
        "On the CPU: this network is small and would be slower on the GPU ("
    )
    assert str(started.remark).endswith(" ms a step)")
    # Asked again, nothing is timed: an answer stays the answer.
    monkeypatch.setattr(device_choice, "_faster", None)
    assert device_for(project, prepared).device == "cpu"


def test_the_gpu_is_taken_where_it_is_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)
    times = {"cpu": 2.0, "cuda": 1.0}
    monkeypatch.setattr(device_choice, "_seconds_of_a_step", lambda *a: times[a[3]])
    project = small()
    prepared = load_data(project)
    run = new_run(project, prepared)
    assert (run.model.backend.name, run.remark) == ("cuda", None)
    assert [e.record.epoch for e in run.events() if isinstance(e, EpochDone)] == [1, 2, 3]


def test_a_wish_is_followed_and_a_large_network_is_not_tried_on_the_cpu(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(monkeypatch, pause=0.05)
    monkeypatch.setattr(device_choice, "_seconds_of_a_step", None)
    prepared = load_data(small())
    assert device_for(small("cuda"), prepared) == ("cuda", None)
    assert device_for(small("cpu"), prepared) == ("cpu", None)
    monkeypatch.setattr(device_choice, "LARGE", 1)
    assert device_for(small(), prepared) == ("cuda", None)


def test_a_gpu_that_fails_in_the_trial_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, fails=lambda step: cuda_error(999))
    project = small()
    found = device_for(project, load_data(project))
    assert found.device == "cpu"
    assert "the GPU failed in a trial" in str(found.reason)


def test_the_look_for_a_learning_rate_tells_in_words_what_the_gpu_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(monkeypatch, fails=lambda step: out_of_memory() if step > 4 else None)
    project = small("cuda")
    with pytest.raises(DeviceError, match="The GPU has no memory left"):
        find_learning_rate(project, load_data(project))


def test_without_a_gpu_nothing_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_choice, "_seconds_of_a_step", None)
    monkeypatch.setattr(device_choice, "choose", lambda wish: "cpu")
    project = small()
    assert device_for(project, load_data(project)) == ("cpu", None)


def test_what_does_not_fit_the_gpu_is_refused_with_numbers_and_a_batch_that_fits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = small("cuda")
    prepared = load_data(project)
    project = project.replace(training=project.training.replace(batch_size=len(prepared.train)))
    install(monkeypatch, free=100_000)
    with pytest.raises(
        DeviceError, match=r"needs about .+ of the GPU's memory, and 98 KiB are free"
    ) as caught:
        new_run(project, prepared)
    batch = caught.value.batch
    assert caught.value.kind == "memory"
    assert batch is not None
    assert f"a batch size of {batch} fits" in str(caught.value)
    fitting = project.replace(training=project.training.replace(batch_size=batch))
    assert new_run(fitting, prepared).model.batch_size == batch


ERRORS = {
    "memory": (out_of_memory(), "memory", "The GPU has no memory left: 3.0 MiB more were needed", True),
    "driver memory": (cuda_error(2), "memory", "The GPU has no memory left", True),
    "sticky": (cuda_error(700), "lost", "The GPU failed: a kernel reached for memory that is not its own", False),
    "watchdog": (cuda_error(702), "lost", "the driver broke it off", False),
    "gone": (cuda_error(100), "lost", "it is gone", False),
    "held": (cuda_error(46), "lost", "another program holds it", True),
    "a capture": (cuda_error(900, "cudaErrorStreamCaptureUnsupported: words"), "lost", "CaptureUnsupported: words", True),
    "one launch": (cuda_error(701, "cudaErrorLaunchOutOfResources: words"), "lost", "OutOfResources: words", True),
    "unheard of": (cuda_error(12345, "cudaErrorNew: words"), "lost", "The GPU failed: cudaErrorNew: words", False),
    "NVRTC": (
        cupy_error("cupy_backends.cuda.libs.nvrtc", "NVRTCError", "PROGRAM_CREATION_FAILURE (2)", 2),
        "lost", "CREATION_FAILURE", True,
    ),
    "compiler": (
        cupy_error("cupy.cuda.compiler", "CompileException", "line 1: no\nmore"), "lost", "line 1: no", True,
    ),
    "product": (
        DeviceError("lost", msg("The GPU failed: {cause}", cause="cuBLAS failed inside")), "lost", "inside", True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ERRORS)
def test_errors_of_the_device_are_told_in_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)
    error, kind, words, usable = ERRORS[name]
    told = device_error(error, "cuda")
    assert told is not None
    assert told.kind == kind
    assert words in str(told)
    assert "\n" not in str(told)
    assert probe.probe_gpu().usable is usable
    assert device_error(told, "cuda") is told


@pytest.mark.parametrize("error", [ValueError("x"), RuntimeError("x"), StudioError("x"), MemoryError()])
def test_other_errors_are_no_words_of_the_device(error: Exception) -> None:
    assert device_error(error, "cuda") is None


@pytest.mark.parametrize("error", [out_of_memory(), cuda_error(700)], ids=["memory", "sticky"])
def test_a_run_goes_on_on_the_cpu_from_the_last_state_and_ends_as_if_nothing_had_happened(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small("cuda", epochs=4)
    prepared = load_data(project)
    whole = new_run(small("cpu", epochs=4), prepared)
    list(whole.events())
    fail_at = {"step": 10**9}
    install(monkeypatch, fails=lambda step: error if step >= fail_at["step"] else None)
    run = new_run(project, prepared)
    kept: Trained | None = None
    events = run.events()
    for event in events:
        if isinstance(event, EpochDone) and event.record.epoch == 2:
            kept = result(run, project, prepared)
            fail_at["step"] = 0
            break
    with pytest.raises(DeviceError):
        list(events)
    assert kept is not None
    on_cpu = small("cpu", epochs=4)
    assert can_continue(on_cpu, kept)
    rest = new_run(on_cpu, prepared, kept)
    list(rest.events())
    ended, expected = rest.history.epochs, whole.history.epochs
    assert [e.epoch for e in ended] == [1, 2, 3, 4]
    assert [e.loss for e in ended] == pytest.approx([e.loss for e in expected], rel=1e-3)


def test_tf32_reaches_every_model_of_a_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The trial that chooses a device, the run, the run that goes on with it, and what its weights predict with."""
    install(monkeypatch)
    project = small()
    project = project.replace(training=project.training.replace(tf32=True))
    prepared = load_data(project)
    seen: list[bool] = []
    made = SecondDevice.__init__

    def told(self: SecondDevice, *args: Any, **settings: Any) -> None:
        made(self, *args, **settings)
        seen.append(self.tf32)

    monkeypatch.setattr(SecondDevice, "__init__", told)
    device_for(project, prepared)
    assert seen == [True]
    project = project.replace(training=project.training.replace(device="cuda"))
    run = new_run(project, prepared)
    for event in run.events():
        if isinstance(event, EpochDone):
            break
    file.save(tmp_path / "x.nnstudio", project, result(run, project, prepared))
    again, trained = file.load(tmp_path / "x.nnstudio")
    assert trained is not None
    assert again.training.tf32
    assert trained.training.tf32
    list(new_run(again, prepared, trained).events())
    trained.model("cuda")
    assert seen == [True] * 4
    plainly = project.replace(training=project.training.replace(tf32=False))
    assert not new_run(plainly, prepared, trained).model.backend.tf32  # type: ignore[attr-defined]


def test_a_choice_with_tf32_is_not_that_without(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)
    project = small()
    short = project.replace(training=project.training.replace(tf32=True))
    prepared = load_data(project)
    times = {("cpu", False): 1.0, ("cuda", False): 2.0, ("cpu", True): 1.0, ("cuda", True): 0.5}
    monkeypatch.setattr(device_choice, "_seconds_of_a_step", lambda *a: times[a[3], a[0].training.tf32])
    assert [device_for(p, prepared).device for p in (project, short, project, short)] == ["cpu", "cuda"] * 2
