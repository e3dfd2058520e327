"""Runs come out of a project's file as they went in, whoever opens it and whatever happened to the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from nnstudio.data.preparing.deciding import Decision
from nnstudio.graph.layout import Layout
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Concatenate, Dense, Flatten, Input
from nnstudio.project.file import decode, encode, load, save
from nnstudio.project.record_lists import RUNS
from nnstudio.project.runs.members import MOST_EPOCHS, MOST_RUNS, within_limits
from nnstudio.project.runs.record import NAME_LIMIT, NOTES_LIMIT, RunRecord, TestFigures, new_id
from nnstudio.project.runs.recording import added, begun_as, next_number, record_for
from nnstudio.project.runs.short import network_in_short
from nnstudio.project.samples import open_sample
from nnstudio.project.trained import load_data
from nnstudio.system.messages import StudioError
from nnstudio.training.history import Epoch, History, RateChange
from tests.project.conftest import Iris
from tests.project.runs.conftest import train
from tests.project.zips import changed_json, unzipped, zipped

Make = Callable[..., RunRecord]


def test_a_record_survives_the_file_in_every_part(iris: Iris, record: Make) -> None:
    other = sequential((4,), [Dense(9, activation="relu"), Dense(3, activation="softmax")])
    history = msgspec.structs.replace(
        iris.trained.checkpoint.history, changes=(RateChange(1, 0.5, 0.02), RateChange(4, 1.25, 1e-4 / 3))
    )
    full = record(
        notes="Two\nlines = fine", starred=True, verdict="Still learning", findings=("Dense 1: dead",),
        test=TestFigures(0.25, {"accuracy": 1 / 3}, 0.25, ((1, 0, 2), (0, 3, 0), (4, 0, 5))), guessing=1 / 3, again=new_id(), history=history,
    )  # fmt: skip
    runs = (
        full,
        record(name="Run 2", network=other, layout=Layout().for_network(other)),
        record(history=History(), epochs=0, best=None, step=0),
    )
    assert all(getattr(full, f.name) != f.default for f in msgspec.structs.fields(RunRecord) if f.name not in
               ("began_with", "ending")), "every part is told apart from what is assumed"  # fmt: skip
    project, trained = decode(encode(iris.project.replace(runs=runs), iris.trained))
    assert project.runs == runs
    assert trained is not None
    assert encode(project, trained) == encode(iris.project.replace(runs=runs), iris.trained)


def test_guessing_may_reach_nothing(iris: Iris, record: Make) -> None:
    runs = (record(guessing=0.0, test=TestFigures(1.0, {}, 0.0)), record(name="Run 2"))
    read = decode(encode(iris.project.replace(runs=runs), iris.trained))[0].runs
    assert [run.guessing for run in read] == [0.0, None]
    assert read[0].test == runs[0].test


def test_a_run_that_has_gone_on_knows_what_guessing_would_reach(record: Make) -> None:
    before, after = record(guessing=0.4), record(name="Run 2")
    (run,) = added((before,), after, before)
    assert run.guessing == 0.4


def test_a_file_without_runs_has_none_and_gets_no_member(iris: Iris) -> None:
    data = encode(iris.project, iris.trained)
    assert RUNS not in unzipped(data)
    assert decode(data)[0].runs == ()


def test_networks_are_written_once(iris: Iris, record: Make) -> None:
    runs = tuple(record(name=f"Run {i}") for i in range(30))
    plain = json.loads(unzipped(encode(iris.project.replace(runs=runs)))[RUNS])
    assert len(plain["networks"]) == len(plain["preprocessors"]) == 1
    assert len(plain["runs"]) == 30


def test_figures_that_are_no_numbers_do_not_spoil_the_file(iris: Iris, record: Make) -> None:
    nan, inf = float("nan"), float("inf")
    bad = History((Epoch(1, inf, {"accuracy": nan}),), 1)
    runs = (
        record(history=bad, epochs=1, best=bad.epochs[0], test=TestFigures(nan, {})),
        record(name="Run 2"),
    )
    first, second = decode(encode(iris.project.replace(runs=runs)))[0].runs
    assert (first.history, first.best, first.test, first.epochs) == (History(), None, None, 1)
    assert second == runs[1]


def test_only_so_many_runs_and_epochs_are_kept(record: Make) -> None:
    one = record()
    runs = tuple(one.replace(id=new_id(), name=f"Run {i}") for i in range(MOST_RUNS + 7))
    assert within_limits(runs) == runs[7:]
    long = History(tuple(Epoch(i + 1, 1.0, {}) for i in range(MOST_EPOCHS // 2 - 1)), 1)
    runs = tuple(one.replace(id=new_id(), history=long, epochs=len(long.epochs)) for _ in range(3))
    kept = within_limits(runs)
    assert [bool(run.history.epochs) for run in kept] == [False, True, True]
    assert [run.epochs for run in kept] == [len(long.epochs)] * 3


def test_names_and_notes_have_limits(iris: Iris, record: Make) -> None:
    run = record().replace(name="n" * 999, notes="w" * 99_999)
    assert (len(run.name), len(run.notes)) == (NAME_LIMIT, NOTES_LIMIT)
    assert decode(encode(iris.project.replace(runs=(run,))))[0].runs == (run,)


@pytest.mark.parametrize(
    "told",
    [
        {"decision": {"threshold": 0.3, "yes": 0, "part": "test"}},
        {"chosen": [{"threshold": 0.3, "yes": 0, "part": "test"}]},
    ],
    ids=["alone, as before labels had any", "in a list"],
)
def test_the_threshold_of_the_test_is_read(record: Make, told: dict[str, Any]) -> None:
    project = open_sample("textbook")
    two = load_data(project).preprocessor
    run = record().replace(preprocessor=two, network=project.network, test=TestFigures(1.0))
    members = unzipped(encode(project.replace(runs=(run,))))
    data = changed_json(members, RUNS, lambda plain: _run(plain, test={"loss": 1.0, **told}))
    (again,) = decode(data)[0].runs
    assert again.test == TestFigures(1.0, chosen=(Decision(0.3, 0, "test"),))
    (same,) = decode(encode(project.replace(runs=(again,))))[0].runs
    assert same == again


# Hostile files -----------------------------------------------------------------------------------------------


def _run(plain: dict[str, Any], **changes: Any) -> None:
    plain["runs"][0].update(changes)


HOSTILE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no list": lambda p: p.update(runs={}),
    "no format": lambda p: p.pop("format"),
    "format 0": lambda p: p.update(format=0),
    "a path for an id": lambda p: _run(p, id="../../../../etc/passwd"),
    "a path for the earlier run": lambda p: _run(p, again="..\\..\\x"),
    "an id twice": lambda p: p["runs"].append(p["runs"][0]),
    "no such network": lambda p: _run(p, network=7),
    "a network before the first": lambda p: _run(p, network=-1),
    "no such preprocessing": lambda p: _run(p, preprocessor=1),
    "more networks than runs": lambda p: p.update(networks=p["networks"] * 3),
    "a network that is none": lambda p: p.update(networks=[{"nodes": 3}]),
    "an unknown ending": lambda p: _run(p, ending="exploded"),
    "other epochs than curves": lambda p: _run(p, epochs=99),
    "epochs below none": lambda p: _run(p, epochs=-1),
    "a step below none": lambda p: _run(p, step=-5),
    "a best epoch beyond the last": lambda p: _run(p, best_epoch=77),
    "a best epoch of another run": lambda p: _run(p, best={"epoch": 50, "loss": 1.0, "metrics": {}}),
    "time that runs backwards": lambda p: _run(p, seconds=-1.0),
    "a word for a figure": lambda p: _run(p, seconds="long"),
    "a learning rate of nought": lambda p: _run(p, changes=[[1, 0.5, 0.0]]),
    "learning rates out of order": lambda p: _run(p, changes=[[2, 0.5, 0.1], [1, 0.2, 0.1]]),
    "confusions of other classes": lambda p: _run(p, test={"loss": 1.0, "confusion": [[1, 0], [0, 1]]}),
    "figures of no output": lambda p: _run(p, test={"loss": 1.0, "outputs": {"no such layer": {"loss": 1.0}}}),
    "confusions out of shape": lambda p: _run(p, test={"loss": 1.0, "confusion": [[1], [1, 2, 3], []]}),
    "confusions below none": lambda p: _run(p, test={"loss": 1.0, "confusion": [[0, 0, -1]] * 3}),
    "a threshold among three classes": lambda p: _run(p, test={"loss": 1.0, "decision": {"threshold": 0.5}}),
    "thresholds of more questions": lambda p: _run(p, test={"loss": 1.0, "chosen": [{"threshold": 0.5}] * 2}),
    "a threshold above one": lambda p: _run(p, test={"loss": 1.0, "decision": {"threshold": 1.5}}),
    "too many runs": lambda p: p.update(runs=[{**p["runs"][0], "id": f"{i:032x}"} for i in range(MOST_RUNS + 1)]),
    "an unknown loss": lambda p: _run(p, training={"loss": {"type": "Evil"}}),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_a_damaged_list_is_refused_in_one_line(iris: Iris, record: Make, tmp_path: Path, what: str) -> None:
    members = unzipped(encode(iris.project.replace(runs=(record(),))))
    path = tmp_path / "x.nnstudio"
    path.write_bytes(changed_json(members, RUNS, lambda plain: (HOSTILE[what](plain), None)[1]))
    with pytest.raises(StudioError) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 700


def test_a_newer_list_asks_for_a_newer_program(iris: Iris, record: Make) -> None:
    members = unzipped(encode(iris.project.replace(runs=(record(),))))
    with pytest.raises(StudioError, match=r"newer version of NN Studio .*format 2.*update the program"):
        decode(changed_json(members, RUNS, lambda plain: plain.update(format=2)))


def test_a_part_that_a_newer_program_added_is_no_obstacle(iris: Iris, record: Make) -> None:
    run = record()
    members = unzipped(encode(iris.project.replace(runs=(run,))))
    data = changed_json(members, RUNS, lambda plain: _run(plain, mood="good"))
    assert decode(data)[0].runs == (run,)


def test_curves_of_more_epochs_than_allowed_are_refused(iris: Iris, record: Make) -> None:
    from safetensors.numpy import save as write_tensors

    run = record()
    members = unzipped(encode(iris.project.replace(runs=(run,))))
    long = np.ones(MOST_EPOCHS + 1)
    columns = write_tensors({"loss": long, "val_loss": long, "seconds": long})
    members[f"runs/{run.id}.safetensors"] = columns
    with pytest.raises(StudioError, match="larger than it should be"):
        decode(zipped(members))
    members[f"runs/{run.id}.safetensors"] = columns[:100]
    with pytest.raises(StudioError, match="damaged"):
        decode(zipped(members))


def test_texts_of_a_file_are_printable_and_short(iris: Iris, record: Make) -> None:
    members = unzipped(encode(iris.project.replace(runs=(record(),))))
    evil = "a\x1b[31m\nb" + "x" * 5000
    data = changed_json(members, RUNS, lambda p: _run(p, name=evil, verdict=evil, device=evil, notes=evil))
    (run,) = decode(data)[0].runs
    for text in (run.name, run.verdict, run.device, *run.notes.splitlines()):
        assert text.isprintable()
    assert len(run.name) <= NAME_LIMIT


# Which run a result belongs to -------------------------------------------------------------------------------


def test_a_run_that_goes_on_is_the_same_run(iris: Iris, record: Make) -> None:
    first = record(notes="mine", starred=True)
    longer = iris.project.replace(training=iris.project.training.replace(epochs=4))
    on = train(longer, iris, iris.trained)
    runs: tuple[RunRecord, ...] = (first,)
    assert record_for(runs, iris.trained) is first
    assert record_for(runs, on) is None
    assert begun_as(runs, on) is first
    runs = added(runs, record(on, name="Run 2"), first)
    assert [(run.id, run.name, run.notes, run.starred, run.epochs) for run in runs] == [
        (first.id, "Run 1", "mine", True, 4)
    ]
    assert record_for(runs, on) is runs[0]
    other = train(iris.project.replace(training=iris.project.training.replace(seed=4)), iris)
    assert begun_as(runs, other) is None


def test_numbers_of_names_go_up(record: Make) -> None:
    assert next_number(()) == 1
    assert next_number([record(), record(name="mine")]) == 3
    assert next_number([record(name="Run 12")]) == 13
    assert next_number([record(name="of 99999999999999")]) == 2


def test_a_network_in_short(iris: Iris) -> None:
    assert network_in_short(iris.project.network) == "4-6-3"
    both = Network().add(Input((8, 8, 1))).add(Flatten(), after="input").add(Input((3,)))
    both = both.add(Concatenate(), after=["flatten_1", "input_1"]).add(Dense(2), after="concatenate_1")
    assert network_in_short(both) == "8×8×1+3-2", "what stands side by side does not follow"


def test_a_mailed_project_still_has_its_runs(
    iris: Iris, record: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = (record(), record(name="Run 2"))
    save(tmp_path / "mailed.nnstudio", iris.project.replace(runs=runs), iris.trained)
    monkeypatch.setenv("NNSTUDIO_HOME", str(tmp_path / "another computer"))
    assert load(tmp_path / "mailed.nnstudio")[0].runs == runs
