"""Weights of earlier runs are there for as long as there is room, and nothing else is taken for them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.held import hold, is_held, release
from nnstudio.data.sources import CsvFile
from nnstudio.project import file
from nnstudio.project.earlier_weights import beginning_with
from nnstudio.project.runs import kept_weights
from nnstudio.project.runs.kept_weights import NEWEST, as_it_was, has_weights, keep, load, path_of
from nnstudio.project.runs.record import RunRecord
from nnstudio.project.runs.recording import now, record_of
from nnstudio.system import folders
from nnstudio.system.messages import StudioError
from tests.project.conftest import Iris
from tests.project.runs.conftest import train
from tests.project.test_file import assert_same
from tests.project.test_kept_data import keeping
from tests.project.test_kept_data import train as train_on_table

pytestmark = pytest.mark.usefixtures("windows_rules")

Make = Callable[..., RunRecord]


def test_weights_come_back_in_every_bit(iris: Iris, record: Make) -> None:
    run = record()
    assert not has_weights(run)
    keep(run, iris.project, iris.trained, [run])
    assert has_weights(run)
    project, trained = load(run)
    assert_same(trained, iris.trained)
    assert (project.network, project.layout, project.data, project.training) == (
        iris.project.network, iris.project.layout, iris.project.data, iris.project.training,
    )  # fmt: skip


def test_only_the_newest_runs_of_a_project_keep_theirs(iris: Iris, record: Make) -> None:
    runs: list[RunRecord] = []
    for i in range(NEWEST + 3):
        runs.append(record(name=f"Run {i}"))
        keep(runs[-1], iris.project, iris.trained, runs)
    assert [has_weights(run) for run in runs] == [False] * 3 + [True] * NEWEST


def test_the_oldest_go_where_there_is_no_room(iris: Iris, record: Make) -> None:
    runs = [record(name=f"Run {i}") for i in range(4)]
    for i, run in enumerate(runs):
        keep(run, iris.project, iris.trained, runs)
        os.utime(path_of(run.id), (1000 + i, 1000 + i))
    size = path_of(runs[0].id).stat().st_size
    bystander = folders.runs_dir() / "letter.nnstudio"
    bystander.write_bytes(b"not ours")
    kept_weights.prune(runs, 2 * size + 1)
    assert [has_weights(run) for run in runs] == [False, False, True, True]
    assert bystander.exists()
    keep(runs[0], iris.project, iris.trained, runs, 0)
    assert not any(map(has_weights, runs))


def test_what_is_too_large_is_not_written_at_all(iris: Iris, record: Make) -> None:
    run = record()
    keep(run, iris.project, iris.trained, [run], 100)
    assert not has_weights(run)


def test_another_run_under_the_same_name_is_refused(iris: Iris, record: Make) -> None:
    run = record()
    other = train(iris.project.replace(training=iris.project.training.replace(epochs=3)), iris)
    file.save(path_of(run.id), iris.project, other)
    with pytest.raises(StudioError, match="belong to another run"):
        load(run)
    file.save(path_of(run.id), iris.project, None)
    with pytest.raises(StudioError, match="belong to another run"):
        load(run)
    path_of(run.id).write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(StudioError, match="Cannot open"):
        load(run)
    kept_weights.forget(run.id)
    with pytest.raises(StudioError, match="not kept on this computer"):
        load(run)


@pytest.mark.parametrize("name", ["../../x", "", "A" * 32, "0" * 31, f"{'0' * 31}/"])
def test_only_an_id_is_a_name(name: str) -> None:
    with pytest.raises(StudioError, match="no name of a run"):
        path_of(name)


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_a_link_is_neither_read_nor_written_through(iris: Iris, record: Make, tmp_path: Path) -> None:
    run = record()
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    path_of(run.id).symlink_to(victim)
    assert not has_weights(run)
    keep(run, iris.project, iris.trained, [run])
    assert victim.read_text(encoding="utf-8") == "mine"
    assert has_weights(run)


def test_a_run_is_begun_as_it_was(iris: Iris, record: Make) -> None:
    edited = iris.project.replace(training=iris.project.training.replace(seed=99), runs=(record(),))
    again = as_it_was(record(), edited)
    assert again.replace(runs=()) == iris.project
    assert again.runs == edited.runs
    assert again.start is None


def test_imported_weights_come_from_what_is_kept(iris: Iris, record: Make) -> None:
    begun = beginning_with(iris.project, iris.trained, "an earlier run")
    trained = train(begun, iris)
    run = record(trained)
    assert run.began_with
    with pytest.raises(StudioError, match="began with imported weights"):
        as_it_was(run, iris.project)
    keep(run, begun, trained, [run])
    start = as_it_was(run, iris.project).start
    assert start is not None
    for name, array in iris.trained.weights().items():
        np.testing.assert_array_equal(start.weights[name], array)
    assert as_it_was(run, begun).start is begun.start


def test_weights_stay_those_of_a_run_whose_data_has_moved(tmp_path: Path) -> None:
    project = keeping(tmp_path / "own" / "rows.csv").replace(keep_data=False)
    trained = train_on_table(project)
    told = {"name": "Run 1", "when": now(), "project": "a.nnstudio", "threads": 2}
    run = record_of(trained, project, reason="done", device="cpu", **told)
    keep(run, project, trained, [run])

    there = tmp_path / "there" / "rows.csv"
    moved = run.replace(data=DataConfig(CsvFile(str(there))))
    hold([str(tmp_path / "own" / "rows.csv")])
    try:
        kept, again = load(moved)
        assert is_held(str(tmp_path / "own" / "rows.csv"))  # looking at what is kept is no yes
    finally:
        release([str(tmp_path / "own" / "rows.csv")])
    assert kept.data == again.data == moved.data
    assert_same(again, msgspec.structs.replace(trained, data=moved.data))
    with pytest.raises(StudioError, match="belong to another run"):
        load(run.replace(data=moved.data.replace(test=0.4)))
