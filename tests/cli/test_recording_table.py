"""Recordings that a table names, on the command line: described, made a project of, trained, asked, moved."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.sources import RecordingTable
from nnstudio.project import file
from tests.cli.conftest import Inside
from tests.data.waves import wave

RATE = 100


def beats(pulse: float, draw: np.random.Generator, seconds: float = 4, rate: int = RATE) -> np.ndarray:
    """What a sensor on a finger shows of a heart that beats so often a minute."""
    time = np.arange(int(rate * seconds)) / rate
    wave_ = np.sin(2 * np.pi * (pulse / 60) * time + draw.uniform(0, 6))
    return 0.5 * wave_ + draw.normal(scale=0.02, size=len(time))


def write(folder: Path, count: int, seed: int, name: str = "pulse.csv") -> None:
    """A table of recordings with the pulse, whether that is high, and the part of the body."""
    draw = np.random.default_rng(seed)
    (folder / "rec").mkdir(parents=True)
    lines = ["file,pulse,high,from"]
    for i in range(count):
        pulse = draw.uniform(50, 150)
        signal = beats(pulse, draw)
        if i % 2:
            (folder / "rec" / f"{i}.wav").write_bytes(wave(signal, RATE))
        else:
            rows = "\n".join(f"{t:.2f},{v:.4f}" for t, v in enumerate(signal))
            (folder / "rec" / f"{i}.csv").write_text(f"time,light\n{rows}\n", encoding="utf-8")
        ending = "wav" if i % 2 else "csv"
        lines.append(
            f"rec/{i}.{ending},{pulse:.1f},{('no', 'yes')[pulse > 100]},{('ear', 'hand')[i % 3 == 0]}"
        )
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "work", 40, 1)
    write(tmp_path / "more", 10, 2)
    return tmp_path


def test_describing(run: Inside, here: Path) -> None:
    told = run("data", "describe", "work/pulse.csv", "--target", "pulse", "--length", "200", "--json")
    whole = told.event("data")
    assert (whole["shape"], whole["task"], whole["samples"]) == ([200, 1], "regression", 40)
    assert whole["notes"][-1] == "Only the recordings are learned from; left out: 'high', 'from'"
    assert "pulse.csv: 40 recordings" in run("data", "work/pulse.csv", "--target", "pulse").out
    several = run("data", "work/pulse.csv", "--target", "pulse", "--target", "high", "--target", "from").out
    assert "predict a number: pulse; answer 2 yes/no questions: high, from" in several


def test_recordings_in_another_folder(run: Inside, here: Path) -> None:
    shutil.move("work/pulse.csv", "elsewhere.csv")
    told = run("data", "describe", "elsewhere.csv", "--folder", "work", "--target", "pulse", "--json")
    assert told.event("data")["samples"] == 40
    gone = run("data", "elsewhere.csv", "--length", "200").complaint
    assert "none of its 40 files can be used; the first is line 2, rec/0.csv: there is no such file" in gone
    refused = run("data", "elsewhere.csv", "--folder", "work", "--target", "pulse", "--with", "from")
    assert refused.complaint == "--with is for tables that name pictures: elsewhere.csv is none"


def test_from_the_table_to_the_answer(run: Inside, here: Path) -> None:
    made = run("new", "sequence", "--data", "work/pulse.csv", "--target", "pulse", "-o", "work/p")
    assert made.code == 0, made.err
    source = RecordingTable(str((here / "work" / "pulse.csv").resolve()), target="pulse")
    assert file.load(Path("work/p.nnstudio"))[0].data.source == source
    assert run("train", "work/p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    other = run("evaluate", "work/p.nnstudio", "--data", "more/pulse.csv", "--json")
    assert other.code == 0, other.err
    assert other.event("evaluation")["samples"] == 10

    # The table again, a folder and a file: the same answers, whatever names them.
    told = run("predict", "work/p.nnstudio", "--data", "more/pulse.csv")
    assert told.code == 0, told.err
    listed = dict(line.split(",") for line in told.out.splitlines())
    assert list(listed)[:3] == ["file", "rec/0.csv", "rec/1.wav"]
    folder = dict(
        line.split(",") for line in run("predict", "work/p.nnstudio", "--data", "more").out.splitlines()
    )
    assert {name.replace("\\", "/"): value for name, value in folder.items()} == listed
    one = run("predict", "work/p.nnstudio", "--data", "more/rec/1.wav").out.splitlines()
    assert one[0] == "file,pulse"
    assert float(one[1].removeprefix("1.wav,")) == pytest.approx(float(listed["rec/1.wav"]), rel=1e-5)

    shutil.move("work", "moved")  # table, recordings and project move together
    assert run("evaluate", "moved/p.nnstudio").code == 0
    refused = "--data -: files are looked for beside the table that names them: give the name of its file"
    assert run("evaluate", "moved/p.nnstudio", "--data", "-").complaint == refused
    (here / "lost.csv").write_text("file,pulse,from\nrec/no.wav,70,ear\n", encoding="utf-8")
    told = "lost.csv: none of its 1 files can be used; the first is line 2, rec/no.wav: there is no such file"
    for words in ("evaluate", "predict"):
        assert told in run(words, "moved/p.nnstudio", "--data", "lost.csv").complaint


def test_several_outputs(run: Inside, here: Path) -> None:
    goals = ("--target", "pulse", "--target", "from")
    assert run("new", "sequence", "--data", "work/pulse.csv", *goals, "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    told = run("predict", "p.nnstudio", "--data", "more/pulse.csv")
    assert told.out.splitlines()[0] == "file,pulse,from,P(from = ear),P(from = hand)", told.err
    judged = run("evaluate", "p.nnstudio", "--data", "more/pulse.csv")
    assert judged.code == 0, judged.err


def test_a_network_of_a_folder_answers_a_table(run: Inside, here: Path) -> None:
    """Classes are the names of folders there, and stand in a column here."""
    for line in Path("work/pulse.csv").read_text(encoding="utf-8").splitlines()[1:]:
        name, _, _, kind = line.split(",")
        Path("sorted", kind).mkdir(parents=True, exist_ok=True)
        shutil.copy(Path("work", name), Path("sorted", kind))
    assert run("new", "sequence", "--data", "sorted", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    rows = [",".join(line.split(",")[::3]) for line in Path("more/pulse.csv").read_text("utf-8").splitlines()]
    Path("more/kinds.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = run("evaluate", "p.nnstudio", "--data", "more/kinds.csv", "--json")
    assert told.code == 0, told.err
    assert told.event("evaluation")["samples"] == 10
    assert run("predict", "p.nnstudio", "--data", "more/kinds.csv").out.startswith("file,class,P(ear)")


def test_a_recording_that_changes_is_other_data(run: Inside, here: Path) -> None:
    assert run("new", "sequence", "--data", "work/pulse.csv", "--target", "pulse", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    Path("work/rec/1.wav").write_bytes(wave(np.zeros(400), RATE))
    assert "data has changed since training" in run("evaluate", "p.nnstudio").complaint


def test_pictures_are_no_recordings(run: Inside, here: Path) -> None:
    from PIL import Image

    assert run("new", "sequence", "--data", "work/pulse.csv", "--target", "pulse", "-o", "p").code == 0
    assert run("train", "p.nnstudio", "--epochs", "1", "--device", "cpu").code == 0
    for i in range(4):
        Image.new("L", (8, 8), 40 * i).save(f"more/{i}.png")
    rows = ["file,pulse", *(f"{i}.png,{60.5 + i}" for i in range(4))]
    Path("more/pictures.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    refused = run("evaluate", "p.nnstudio", "--data", "more/pictures.csv")
    assert refused.code == 1
    assert "samples of shape" in refused.complaint or "(8, 8, 1)" in refused.complaint
