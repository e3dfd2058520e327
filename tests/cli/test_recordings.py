"""A folder of recordings on the command line: a project is made of it, learns, and answers recordings it has never seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Inside
from tests.data.waves import wave

RATE = 2000
DRAWN = np.random.default_rng(4)


def tone(pitch: float, rate: int = RATE, seconds: float = 0.2) -> np.ndarray:
    time = np.arange(int(rate * seconds)) / rate
    phase = DRAWN.uniform(0, 6)
    return 0.5 * np.sin(2 * np.pi * pitch * DRAWN.uniform(0.95, 1.05) * time + phase) + DRAWN.normal(
        scale=0.05, size=len(time)
    )


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Low and high tones, 30 of each."""
    folder = tmp_path_factory.mktemp("sounds")
    for kind, pitch in (("low", 100), ("high", 200)):
        (folder / "sounds" / kind).mkdir(parents=True)
        for i in range(30):
            (folder / "sounds" / kind / f"{i}.wav").write_bytes(wave(tone(pitch), RATE))
    return folder


def test_tones_are_told_apart(
    sounds: Path, run: Inside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sounds)
    told = run("data", "sounds", "--length", "300")
    assert told.out.startswith(
        "sounds: 60 recordings, inputs of 300×1 values; proposed is to tell two classes apart"
    )
    project = str(tmp_path / "p.nnstudio")
    assert run("new", "sequence", "--data", "sounds", "-o", project).code == 0
    assert run("train", project, "--epochs", "15").code == 0
    (tested,) = [e for e in run("evaluate", project, "--json").events if e["event"] == "evaluation"]
    assert tested["metrics"]["accuracy"] > 0.9

    # A recording that nobody has classified, at another rate and longer: it is read as those of the training were.
    new = tmp_path / "new.wav"
    new.write_bytes(wave(np.stack([tone(200, 8000, 0.3)] * 2, 1), 8000))
    answered = run("predict", project, "--data", str(new))
    assert answered.out.splitlines()[0] == "file,class,P(high),P(low)"
    assert answered.out.splitlines()[1].startswith("new.wav,high,0.9")
    assert "Sounds of 8000 samples per second are brought to 2000" in answered.err

    # Other recordings whose classes are known, and a file that is none.
    for kind, pitch in (("low", 100), ("high", 200)):
        (tmp_path / "more" / kind).mkdir(parents=True)
        (tmp_path / "more" / kind / "1.wav").write_bytes(wave(tone(pitch, 4000), 4000, "f4"))
    more = run("evaluate", project, "--data", str(tmp_path / "more"), "--json")
    assert [e["metrics"]["accuracy"] for e in more.events if e["event"] == "evaluation"] == [1.0]
    (tmp_path / "some").mkdir()
    (tmp_path / "more" / "low").rename(tmp_path / "some" / "low")
    some = run("evaluate", project, "--data", str(tmp_path / "some"))
    assert some.code == 0, some.err
    assert "class: all are 'low'" in some.out
    (tmp_path / "some" / "low").rename(tmp_path / "more" / "low")
    csv = run("predict", project, "--data", str(tmp_path / "more"), "-o", str(tmp_path / "out.csv"))
    assert "2 recordings" in csv.out
    new.write_bytes(b"RIFF")
    assert run("predict", project, "--data", str(new)).err == "nnstudio: new.wav: it is no WAV file\n"
    packed = new.rename(tmp_path / "new.mp3")
    refused = run("predict", project, "--data", str(packed))
    assert (
        refused.err
        == "nnstudio: new.mp3: its sounds are of kinds that are not read (.mp3); save them as WAV\n"
    )


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--data", "iris", "--length", "9"), "--length is for recordings in files: iris is none"),
        (("--rate", "9"), "--rate needs recordings: --data FOLDER"),
        (("--data", "sounds", "--length", "0"), "length must be at least 1"),
        (("--data", "sounds", "--target", "a"), "--target is for tables: sounds has its own"),
    ],
)
def test_options_that_do_not_suit(
    sounds: Path,
    run: Inside,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    line: str,
) -> None:
    monkeypatch.chdir(sounds)
    refused = run("new", "sequence", *options, "-o", str(tmp_path / "p.nnstudio"))
    assert refused.code == 1
    assert line in refused.err


def motion(path: Path, head: str) -> str:
    """Recordings of one sensor, of which one channel tells the classes apart."""
    for kind in ("slow", "quick"):
        (path / kind).mkdir(parents=True)
        for i in range(12):
            time = np.arange(80) / 50
            values = DRAWN.normal(scale=0.1, size=(80, 2))
            values[:, 0] += np.sin(time * (6 if kind == "slow" else 20))
            rows = [";".join(f"{v:.4f}" for v in (t, *row)) for t, row in zip(time, values, strict=True)]
            (path / kind / f"{i}.csv").write_text("\n".join((head, *rows)), encoding="utf-8")
    return str(path)


def test_a_first_column_is_left_out_silently_where_sounds_lie_beside_it_too(
    run: Inside, tmp_path: Path
) -> None:
    """It was told when the network was made."""
    project, data = str(tmp_path / "p.nnstudio"), motion(tmp_path / "phone", "time;ax;ay")
    for kind in ("slow", "quick"):
        (tmp_path / "phone" / kind / "s.wav").write_bytes(wave(DRAWN.uniform(-1, 1, (80, 2)), 50))
    made = run("new", "sequence", "--data", data, "-o", project)
    assert "The first column is left out" in made.out
    assert run("train", project, "--epochs", "1").code == 0
    told = run("predict", project, "--data", data)
    assert len(told.out.splitlines()) == 27
    assert "left out" not in told.err


def test_names_of_channels_go_along(run: Inside, tmp_path: Path) -> None:
    """From the header to the card; what answers recordings whose columns lie otherwise says so."""
    project, data = str(tmp_path / "p.nnstudio"), motion(tmp_path / "phone", "time;ax;ay")
    assert "note: Channels: ax, ay" in run("data", data).out
    assert run("new", "sequence", "--data", data, "--by-channel", "-o", project).code == 0
    assert run("train", project, "--epochs", "2").code == 0
    card = tmp_path / "card.md"
    assert run("export", project, "--to", "card", "-o", str(card), "--no-proof").code == 0
    assert "80 values along time with 2 channels (ax, ay)" in card.read_text(encoding="utf-8")
    assert "| ax |" in card.read_text(encoding="utf-8")
    again = run("predict", project, "--data", data)
    assert "otherwise" not in again.err
    assert "left out" not in again.out + again.err, "it was told when the network was made"
    other = motion(tmp_path / "turned", "time;ay;ax")
    told = "ay, ax in place of ax, ay"
    assert told in run("predict", project, "--data", other).err
    assert told in run("predict", project, "--data", f"{other}/slow/0.csv").err
    seen = run("evaluate", project, "--data", other)
    assert told in seen.out + seen.err


def test_channels_in_units_of_their_own(run: Inside, tmp_path: Path) -> None:
    """A warning says what mends it; then the small channel, which tells the classes apart, is seen."""
    kinds = np.arange(90) % 2
    x = DRAWN.normal(size=(90, 40, 2)) * (0.01, 300)
    x[..., 0] += 0.02 * np.sin(np.arange(40) * 0.4 * (1 + kinds[:, None]))
    np.savez(tmp_path / "sensor.npz", x=x.astype(np.float32), y=kinds)
    data, project = str(tmp_path / "sensor.npz"), str(tmp_path / "p.nnstudio")
    told = run("data", data).out
    assert "mends it with --by-channel" in told
    told = run("new", "sequence", "--data", data, "--by-channel", "-o", project).out
    assert "warning" not in told
    assert run("train", project, "--epochs", "20").code == 0
    (tested,) = [e for e in run("evaluate", project, "--json").events if e["event"] == "evaluation"]
    assert tested["metrics"]["accuracy"] > 0.8
    refused = run("new", "textbook", "--data", "wine", "--by-channel", "-o", project, "--force")
    assert refused.code == 1
    assert "--by-channel needs sequences of several channels" in refused.err


def test_a_sound_is_answered_alike_whatever_lies_beside_it(run: Inside, tmp_path: Path) -> None:
    """Of a network that was trained on texts, whose rate nobody knows."""
    for kind, pitch in (("low", 100), ("high", 200)):
        (tmp_path / "texts" / kind).mkdir(parents=True)
        for i in range(10):
            np.savetxt(tmp_path / "texts" / kind / f"{i}.csv", tone(pitch))
    project = str(tmp_path / "p.nnstudio")
    assert run("new", "sequence", "--data", str(tmp_path / "texts"), "-o", project).code == 0
    assert run("train", project, "--epochs", "2").code == 0
    for kind, name, rate in (("low", "a", 1000), ("high", "b", 8000), ("high", "c", 8000)):
        (tmp_path / "new" / kind).mkdir(parents=True, exist_ok=True)
        (tmp_path / "new" / kind / f"{name}.wav").write_bytes(wave(tone(200, rate), rate))
    alone = run("predict", project, "--data", str(tmp_path / "new" / "low" / "a.wav"))
    together = run("predict", project, "--data", str(tmp_path / "new"))
    assert "samples per second" not in together.err
    (one,), (*_, same) = (
        [line.split(",") for line in each.out.splitlines()[1:]] for each in (alone, together)
    )
    assert (same[0].endswith("a.wav"), same[1]) == (True, one[1])
    assert float(same[2]) == pytest.approx(float(one[2]), abs=1e-5)
    assert "samples per second" not in run("evaluate", project, "--data", str(tmp_path / "new")).out
