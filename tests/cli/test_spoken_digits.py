"""A network on the spoken digits of the program answers sounds in files, wherever these are given."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from nnstudio.project import file
from nnstudio.system.folders import resources
from tests.cli.conftest import Inside
from tests.cli.test_picture_scripts import _assert_same, said_by_script
from tests.data.waves import wave


def _spoken(folder: Path) -> None:
    """Some of the sounds as files: longer ones, and one of another rate in stereo."""
    with np.load(resources() / "datasets" / "spoken-digits.npz", allow_pickle=False) as arrays:
        sounds, digits = arrays["sounds"] / 32768, arrays["digits"]
    for i in range(0, len(sounds), 30):
        place = folder / str(digits[i])
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{i}.wav").write_bytes(wave(np.pad(sounds[i], 200), 8000))
    finer = np.repeat(sounds[7], 2)
    (folder / "0" / "finer.wav").write_bytes(wave(np.stack([finer, finer], 1), 16_000))


def _divided(run: Inside, *more: str) -> tuple[str, str | None]:
    assert run("new", "lenet", "--data", "spoken-digits", *more, "-o", "p", "--force").code == 0
    data = file.load(Path("p.nnstudio"))[0].data
    return data.divided, data.divided_by


def test_sounds_in_files_are_answered_as_those_of_the_training(run: Inside, tmp_path: Path) -> None:
    _divided(run)
    assert run("train", "p.nnstudio", "--epochs", "4", "--seed", "1").code == 0
    _spoken(tmp_path / "said")
    done = run("predict", "p.nnstudio", "--data", "said")
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    assert lines[0].startswith("file,digit,P(0)")
    assert len(lines) == 22
    measured = run("evaluate", "p.nnstudio", "--data", "said", "--json").event("evaluation")
    assert measured["samples"] == 21
    assert measured["metrics"]["accuracy"] > 0.6
    assert run("export", "p.nnstudio", "--to", "numpy-script", "-o", "r.py").code == 0
    _assert_same(said_by_script(tmp_path, "r.py", "said"), done.out)
    shutil.copy(resources() / "datasets" / "digits.npz", tmp_path)
    refused = run("predict", "p.nnstudio", "--data", "digits.npz").complaint
    assert "digits.npz" in refused


def test_the_card_says_how_sounds_are_read(run: Inside, tmp_path: Path) -> None:
    _divided(run)
    assert run("train", "p.nnstudio", "--epochs", "1").code == 0
    assert run("export", "p.nnstudio", "--to", "card", "-o", "card.md", "--no-proof").code == 0
    card = (tmp_path / "card.md").read_text(encoding="utf-8")
    assert "Spoken digits (bundled with NN Studio)" in card
    assert "brought to 3\N{NARROW NO-BREAK SPACE}360 values along time" in card
    assert "of a longer one the middle is used" in card
    assert "--data recording.wav" in card


def test_they_are_divided_by_speaker(run: Inside) -> None:
    assert _divided(run) == ("random", None)
    assert _divided(run, "--split-by", "speaker") == ("group", "speaker")
    assert _divided(run, "--split-by", "speaker", "--split", "group") == ("group", "speaker")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--split-by voice", "Spoken digits: no column 'voice' can divide its rows; there are 'speaker'"),
        ("--split-by digit", "no column 'digit' can divide its rows"),
        ("--split-by speaker --ignore speaker", "--ignore, --split and --split-by are for tables"),
        ("--split time", "--ignore, --split and --split-by are for tables"),
    ],
)
def test_what_cannot_divide_them_is_refused(options: str, said: str, run: Inside) -> None:
    result = run("new", "lenet", "--data", "spoken-digits", *options.split(), "-o", "p")
    assert result.code != 0
    assert said in result.complaint
