"""`--device` on the command line, and a GPU that fails while a run goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.project import device_choice, file
from tests.cli.conftest import Inside
from tests.project.zips import changed_json, unzipped
from tests.second_device import cuda_error, install, out_of_memory


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_choice, "_known", [])
    monkeypatch.setattr(device_choice, "SECONDS", 0.02)


@pytest.fixture
def project(run: Inside) -> str:
    """A project that has not been trained."""
    assert run("new", "textbook", "--data", "iris", "-o", "iris").code == 0
    return "iris.nnstudio"


def test_a_device_that_is_not_there_is_refused_with_the_list(
    run: Inside, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch)
    told = run("train", project, "--device", "cuda:2")
    assert told.code == 1
    assert told.complaint == "Unknown device 'cuda:2': there are auto, cpu (CPU), cuda (NVIDIA Test)"


def test_every_command_that_computes_takes_a_device(
    run: Inside, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch)
    told = run("train", project, "--epochs", "2", "--device", "CUDA:0", "--json")
    assert told.code == 0
    assert told.event("start")["device"] == "cuda"
    there = run("evaluate", project, "--device", "cuda", "--json").event("evaluation")
    here = run("evaluate", project, "--json").event("evaluation")
    assert there["loss"] == pytest.approx(here["loss"], rel=1e-4)
    (tmp_path / "rows.csv").write_text(
        "sepal length (cm),sepal width (cm),petal length (cm),petal width (cm)\n5.1,3.5,1.4,0.2\n6.2,2.9,4.3,1.3\n",
        encoding="utf-8",
    )
    answers = [
        run("predict", project, "--data", "rows.csv", "--device", device, "--json").events
        for device in ("cpu", "cuda")
    ]
    cpu, gpu = ([row["answer"] for row in each if row["event"] == "prediction"] for each in answers)
    assert cpu == gpu
    assert len(cpu) == 2


def test_tf32_is_kept_in_the_project_until_it_is_taken_back(
    run: Inside, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch)
    kept = []
    for options in ((), ("--tf32",), (), ("--continue", "--epochs", "2", "--no-tf32")):
        assert run("train", project, "--epochs", "1", "--device", "cuda:0", *options).code == 0
        loaded, trained = file.load(tmp_path / project)
        assert trained is not None
        assert loaded.training == trained.training == loaded.runs[-1].training
        kept.append(loaded.training.tf32)
    assert kept == [False, True, True, False]


def test_a_file_may_call_the_first_gpu_by_its_number_and_names_no_other_kind(
    run: Inside, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch)
    path = tmp_path / project
    members = unzipped(path.read_bytes())
    path.write_bytes(
        changed_json(members, "project.json", lambda plain: plain["training"].update(device="cuda:0"))
    )
    assert run("train", project, "--epochs", "1", "--json").event("start")["device"] == "cuda"
    assert file.load(path)[0].training.device == "cuda"
    path.write_bytes(
        changed_json(members, "project.json", lambda plain: plain["training"].update(device="tpu"))
    )
    told = run("train", project)
    assert told.code == 1
    assert told.complaint.startswith("Cannot open iris.nnstudio: ")
    assert "device must be one of auto, cpu, cuda" in told.complaint
    assert "not 'tpu'" in told.complaint


def test_auto_says_why_the_cpu_was_taken(run: Inside, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, pause=0.03)
    told = run("train", project, "--epochs", "1", "--device", "auto")
    assert told.code == 0
    assert told.out.startswith("On the CPU: this network is small and would be slower on the GPU (")


@pytest.mark.parametrize("error", [out_of_memory(), cuda_error(700)], ids=["memory", "sticky"])
def test_a_run_whose_gpu_fails_ends_in_one_line_and_can_go_on(
    run: Inside, project: str, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    # Three dense layers, so three calls a step; the steps of an epoch, and those that measure at its end.
    install(monkeypatch, fails=lambda step: error if step > 100 else None)
    told = run("train", project, "--epochs", "60", "--batch-size", "32", "--device", "cuda", "--json")
    assert told.code == 1
    assert told.complaint.startswith("The GPU ")
    assert told.complaint.endswith(
        "What was learned is kept: `nnstudio train iris.nnstudio --continue --device cpu` goes on with it"
    )
    learned = [e["epoch"] for e in told.events if e["event"] == "epoch"]
    assert learned
    rest = run("train", project, "--continue", "--device", "cpu", "--json")
    assert rest.code == 0
    assert rest.event("resumes")["step"] > 0
    assert rest.event("finished")["epochs"] == 60


def test_a_gpu_that_fails_at_once_leaves_the_project_as_it_was(
    run: Inside, project: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (tmp_path / project).read_bytes()
    install(monkeypatch, fails=lambda step: cuda_error(999))
    told = run("train", project, "--device", "cuda")
    assert told.code == 1
    assert told.complaint.endswith("`nnstudio train iris.nnstudio --device cpu` does without it")
    assert (tmp_path / project).read_bytes() == before
