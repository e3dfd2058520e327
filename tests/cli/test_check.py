"""nnstudio check: what a class has made of a lesson."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nnstudio.graph import edits
from nnstudio.project import file
from nnstudio.project.lessons import open_lesson, prepare_lesson
from nnstudio.project.lessons.handout import hand_out
from nnstudio.project.project import Project
from tests.cli.conftest import Inside

LESSON = """\
title: A line is not enough
data: moons points=60 noise=0.1
layers: Dense units=4 activation=linear, Dense units=1 activation=sigmoid
training: Adam learning_rate=0.03 epochs=3
locked: data, training
do: Set **Activation** to tanh and train.
check: hidden-activation
check: trained
check: parameters <= 20

A text.
"""


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """What the lesson of this folder begins with."""
    monkeypatch.chdir(tmp_path)
    Path("moons.md").write_text(LESSON, encoding="utf-8")
    return prepare_lesson(open_lesson(Path("moons.md")))


def bent(project: Project) -> Project:
    return project.replace(network=edits.change(project.network, ["dense_1"], activation="tanh"))


def test_a_class_hands_in(run: Inside, begun: Project) -> None:
    file.save(Path("anna.nnstudio"), bent(begun))
    assert run("train", "anna.nnstudio").code == 0
    shutil.copy("anna.nnstudio", "ben.nnstudio")
    file.save(Path("carl.nnstudio"), begun)
    file.save(Path("dora.nnstudio"), bent(begun).replace(training=begun.training.replace(epochs=4)))
    assert run("train", "dora.nnstudio").code == 0
    Path("emil.nnstudio").write_text("no project", encoding="utf-8")
    hand_out(open_lesson(Path("moons.md")), Path("moons.zip"))
    names = [f"{name}.nnstudio" for name in ("anna", "ben", "carl", "dora", "emil", "fritz")]
    told = run("check", "moons.zip", *names)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0] == "A line is not enough: Set Activation to tanh and train."
    anna, ben, carl, dora, emil, fritz = lines[4:10]
    assert anna.split() == ["anna.nnstudio", "yes"]
    assert ben.split(maxsplit=2) == ["ben.nnstudio", "yes", "has a run of anna.nnstudio"]
    assert carl.split(maxsplit=2)[1:] == ["no", "the hidden layers are still linear; press Train"]
    assert dora.split(maxsplit=2)[1:] == ["no", "its training is not as the lesson has it"]
    assert emil.split()[1] == fritz.split()[1] == "no"
    assert "there is no such file" in fritz
    assert lines[10] == "2 of 6 done"
    assert run("check", "moons.zip", "[a-e]*.nnstudio").out.endswith("2 of 5 done\n"), (
        "no shell of Windows expands it"
    )


def test_programs_are_told_each_check(run: Inside, begun: Project) -> None:
    file.save(Path("carl.nnstudio"), bent(begun))
    event = run("check", "moons.md", "carl.nnstudio", "--json").event("checked")
    assert (event["file"], event["done"], event["changed"], event["same_run_as"]) == (
        "carl.nnstudio",
        False,
        [],
        [],
    )
    assert event["answers"] == [
        {"check": "hidden-activation", "done": True},
        {"check": "trained", "done": False, "words": "press Train"},
        {"check": "parameters <= 20", "done": True},
    ]


def test_what_only_the_window_sees_is_said_not_to_be_seen(run: Inside, begun: Project) -> None:
    assert "and in no file" in run("check", "backpropagation", "carl.nnstudio").complaint
    Path("seen.md").write_text(LESSON.replace("check: trained", "check: steps-taken >= 1"), encoding="utf-8")
    file.save(Path("carl.nnstudio"), bent(begun))
    told = run("check", "seen.md", "carl.nnstudio").out
    assert "1 of 1 done" in told
    assert told.splitlines()[-1] == "not in a file, only seen in the window: steps-taken >= 1"


def test_lessons_of_the_program_go_by_their_names(run: Inside, begun: Project) -> None:
    file.save(Path("carl.nnstudio"), begun)
    assert "0 of 1 done" in run("check", "convolution", "carl.nnstudio").out
    assert "nor a lesson of the program; those are neuron, activations" in run("check", "line", "x").complaint
    Path("odd.md").write_text("title: Nothing to do\n\nA text.\n", encoding="utf-8")
    assert "odd.md" in run("check", "odd.md", "carl.nnstudio").complaint
    assert run("check", "moons.md").code == 2
    assert "its epochs are not as the lesson has it" in run("check", "learning-rate", "carl.nnstudio").out


def test_data_is_the_same_wherever_its_file_lies(run: Inside, begun: Project, tmp_path: Path) -> None:
    """A lesson that comes with a table, opened in two folders."""
    rows = "".join(f"{i / 7:.3f},{i % 5},{'ab'[i % 2]}\n" for i in range(60))
    for folder in ("teacher", "pupil"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "t.csv").write_text("u,v,kind\n" + rows, encoding="utf-8")
        assert run("new", "mlp", "--data", f"{folder}/t.csv", "-o", f"{folder}/p").code == 0
    text = (
        "title: A table\nfile: p.nnstudio\nlocked: data, network\ndo: Train.\ncheck: depth >= 2\n\nA text.\n"
    )
    Path("teacher/table.md").write_text(text, encoding="utf-8")
    told = run("check", "teacher/table.md", "pupil/p.nnstudio").out
    assert "1 of 1 done" in told, told
    assert run("train", "pupil/p.nnstudio", "--epochs", "1", "--test", "0.4").code == 0
    assert "its data is not as the lesson has it" in run("check", "teacher/table.md", "pupil/p.nnstudio").out
