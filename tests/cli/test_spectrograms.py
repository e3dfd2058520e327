"""Sounds that are seen as spectrograms on the command line: described, made a project of, trained, asked, compared, written."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.spectrogram import Spectrogram
from nnstudio.project import file
from tests.cli.conftest import Inside
from tests.data.waves import wave

RATE = 2000
DRAWN = np.random.default_rng(5)


def chirp(up: bool, rate: int = RATE, seconds: float = 1.1, channels: int = 1) -> np.ndarray:
    """A tone that rises, or falls, with the same frequencies: only when they sound tells them apart."""
    time = np.arange(int(rate * seconds)) / rate
    run = 200 * time + 300 * time**2 / seconds / 2
    tone = 0.5 * np.sin(2 * np.pi * (run if up else run[::-1]))
    return tone[:, None] + DRAWN.normal(scale=0.05, size=(len(time), channels))


def chirps(folder: Path, count: int, **form: float) -> str:
    for kind in ("up", "down"):
        (folder / kind).mkdir(parents=True)
        for i in range(count):
            (folder / kind / f"{i}.wav").write_bytes(
                wave(chirp(kind == "up", **form), int(form.get("rate", RATE)))
            )
    return str(folder)


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chirps")
    chirps(folder / "sounds", 20)
    return folder


@pytest.fixture
def here(sounds: Path, run: Inside, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(sounds)
    return sounds


SEEN = ("--data", "sounds", "--bands", "16")


@pytest.fixture
def trained(here: Path, run: Inside, tmp_path: Path) -> str:
    project = str(tmp_path / "p.nnstudio")
    assert run("new", "lenet", *SEEN, "-o", project).code == 0
    assert run("train", project, "--epochs", "8").code == 0
    return project


def test_they_are_described_as_recordings(here: Path, run: Inside) -> None:
    told = run("data", "sounds")
    assert told.out.startswith(
        "sounds: 40 recordings, inputs of 32×67×1 values (bands × moments × channels of a spectrogram); proposed is to "
    )
    assert (
        "note: Sounds are seen as spectrograms: 32 bands of frequencies, 67 moments of 32 ms each" in told.out
    )
    whole = run(
        "data", "sounds", "--window", "128", "--bands", "9", "--seen-as", "spectrogram", "--json"
    ).event("data")
    assert whole["spectrogram"] == {"length": 2200, "window": 128, "bands": 9, "seen_as": "spectrogram"}
    assert (whole["rate"], whole["shape"]) == (RATE, [9, 33, 1])
    signal = run("data", "sounds", "--seen-as", "signal", "--json").event("data")
    assert (signal["rate"], signal["spectrogram"], signal["shape"]) == (RATE, None, [2200, 1])
    assert run("data", "iris", "--json").event("data")["spectrogram"] is None


@pytest.mark.parametrize("command", ["new", "data"])
@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("iris", "--seen-as", "mel"), "--seen-as is for recordings in files: iris is none"),
        (("spoken-digits", "--seen-as", "signal"), "--seen-as is for recordings in files: spoken-digits is none"),
        (("iris", "--window", "64"), "--window is for recordings in files: iris is none"),
        (("iris", "--bands", "64"), "--bands is for recordings in files: iris is none"),
        (("sounds", "--window", "0"), "window must be at least 16, not 0"),
        (("sounds", "--window", "-5"), "window must be at least 16, not -5"),
        (("sounds", "--window", "99999"), "window must be at most 65536, not 99999"),
        (("sounds", "--window", "4096"), "a window of 4\N{NARROW NO-BREAK SPACE}096 values is longer than its recordings"),
        (("sounds", "--bands", "0"), "bands must be at least 1, not 0"),
        (("sounds", "--bands", "-1"), "bands must be at least 1, not -1"),
        (("sounds", "--bands", "1000"), "bands must be at most 512, not 1000"),
        (("sounds", "--bands", "40", "--window", "64"), "40 bands need a window of 80 values or more; it has 64"),
        (("sounds", "--length", "9", "--seen-as", "mel"), "a length of 9 are too short for spectrograms, which need 16; choose the signal, or a greater length"),
        (("sounds", "--rate", "0", "--seen-as", "mel"), "say which one, or choose bands of the same width"),
        (("sounds", "--length", "5000000"), "length must be at most 4000000"),
    ],
)  # fmt: skip
def test_options_that_do_not_suit(
    here: Path, run: Inside, tmp_path: Path, command: str, options: tuple[str, ...], line: str
) -> None:
    data = ("lenet", "--data", *options, "-o", str(tmp_path / "p.nnstudio")) if command == "new" else options
    refused = run(command, *data)
    assert refused.code == 1
    assert line in refused.err
    assert refused.err.count("\n") == 1


def test_options_without_recordings(run: Inside, tmp_path: Path) -> None:
    for option, value in (("--seen-as", "mel"), ("--window", "64"), ("--bands", "8")):
        refused = run("new", "lenet", option, value, "-o", str(tmp_path / "p.nnstudio"))
        assert f"{option} needs recordings: --data FOLDER" in refused.err


def test_what_was_trained_on_holds_for_all_that_comes_later(
    trained: str, sounds: Path, run: Inside, tmp_path: Path
) -> None:
    project, known = file.load(trained)
    assert known is not None
    made = Spectrogram(2200, 64, 16, "mel")
    assert known.preprocessor.spectrogram == made
    (tested,) = [e for e in run("evaluate", trained, "--json").events if e["event"] == "evaluation"]
    assert tested["metrics"]["accuracy"] > 0.9

    # Another rate, other lengths, two channels, and what is no sound but was recorded alike.
    chirps(tmp_path / "more", 3, rate=5000, seconds=1.4, channels=2)
    for kind in ("up", "down"):
        np.save(tmp_path / "more" / kind / "a.npy", chirp(kind == "up"))
        np.savetxt(tmp_path / "more" / kind / "b.csv", chirp(kind == "up", seconds=1.0))
    more = str(tmp_path / "more")
    answered = [line.split(",")[:2] for line in run("predict", trained, "--data", more).out.splitlines()[1:]]
    assert len(answered) == 10
    assert all(Path(name).parent.name == kind for name, kind in answered)
    judged = run("evaluate", trained, "--data", more, "--json").events
    assert [e["metrics"]["accuracy"] for e in judged if e["event"] == "evaluation"] == [1.0]
    for name in ("up/a.npy", "up/b.csv", "up/0.wav"):
        alone = run("predict", trained, "--data", str(tmp_path / "more" / name))
        assert (alone.code, alone.out.splitlines()[1].split(",")[1]) == (0, "up"), alone.err
    lines = [
        "file,kind",
        *(f"{kind}/{name},{kind}" for kind in ("up", "down") for name in ("0.wav", "a.npy")),
    ]
    (tmp_path / "more" / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    listed = run("predict", trained, "--data", f"{more}/list.csv").out.splitlines()[1:]
    assert [line.split(",")[1] for line in listed] == ["up", "up", "down", "down"]

    # What the settings of the data say by then is another matter.
    assert project.data.source is not None
    other = project.replace(data=project.data.replace(source=project.data.source.replace(seen_as="signal")))
    file.save(Path(trained), other, known)
    kept = run("predict", trained, "--data", more).out.splitlines()[1:]
    assert [line.split(",")[:2] for line in kept] == answered


def test_a_run_is_the_same_again(trained: str, run: Inside) -> None:
    assert "identical to that of Run 1" in run("train", trained, "--again", "Run 1").out


def test_projects_that_see_otherwise_are_not_asked_about_the_same_samples(
    trained: str, run: Inside, tmp_path: Path
) -> None:
    other = str(tmp_path / "q.nnstudio")
    assert run("new", "lenet", *SEEN, "--seen-as", "spectrogram", "-o", other).code == 0
    assert run("train", other, "--epochs", "1").code == 0
    told = run("diff", trained, other).out
    assert "outputs not compared: what they see of recordings is not the same" in told
    assert "source.seen_as" in told
    assert run("new", "lenet", *SEEN, "--seen-as", "mel", "-o", other, "--force").code == 0
    assert run("train", other, "--epochs", "1").code == 0
    assert "40 samples" not in run("diff", trained, other).out
    assert "outputs differ by at most" in run("diff", trained, other).out, "what was found was chosen there"


def test_the_card_and_the_files_say_what_goes_in(trained: str, run: Inside, tmp_path: Path) -> None:
    onnx = pytest.importorskip("onnx")
    card = tmp_path / "card.md"
    assert run("export", trained, "--to", "card", "-o", str(card), "--no-proof").code == 0
    text = card.read_text(encoding="utf-8")
    assert (
        "with 1 channel, at 2 000 samples per second".replace(" 000", "\N{NARROW NO-BREAK SPACE}000") in text
    )
    assert "it becomes the mean power in 16 bands as wide as the ear hears them (mel), in decibels" in text
    assert (
        "x holds samples of 16×67×1 (bands × moments × channels of a spectrogram) that are already scaled"
        in text
    )
    for channels, sides in (("last", "bands × moments × channels"), ("first", "channels × bands × moments")):
        for raw, done in (("yes", "made"), ("no", "made and scaled")):
            path = tmp_path / f"{channels}-{raw}.onnx"
            settings = ("--set", f"channels={channels}", "--set", f"preprocessing={raw}")
            assert run("export", trained, *settings, "-o", str(path), "--no-proof").code == 0
            (given,) = onnx.load(path).graph.input
            assert given.doc_string == (
                f"a mel spectrogram in decibels ({sides}), {done} as “preprocessing” in the metadata says"
            )
    weights = tmp_path / "w.safetensors"
    assert run("export", trained, "-o", str(weights), "--no-proof").code == 0
    written = weights.read_bytes()
    told = json.loads(written[8 : 8 + int.from_bytes(written[:8], "little")])
    known = json.loads(told["__metadata__"]["preprocessing"])
    assert known["spectrogram"] == {"length": 2200, "window": 64, "bands": 16, "seen_as": "mel"}
    assert known["rate"] == RATE
    script = tmp_path / "script.py"
    assert run("export", trained, "--to", "numpy-script", "-o", str(script)).code == 0
    head = script.read_text(encoding="utf-8")[:1000]
    assert "an array of m spectrograms of 16×67×1 in decibels (bands × moments × channels),\n" in head
    assert "pixels" not in head


def test_what_is_odd_is_said_of_recordings(run: Inside, tmp_path: Path) -> None:
    data = chirps(tmp_path / "few", 3)
    assert "Fewer than 5 recordings of 'down', 'up': too few" in run("data", data).out
