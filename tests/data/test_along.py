"""What recordings call their channels, and what runs along them: only what all files of a folder say alike."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.along import UNKNOWN, Along
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.fitting import fit
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.recordings.agreed import Headed, agreed, named_otherwise
from nnstudio.data.recordings.signal_text import names_in, numbers_in
from nnstudio.data.recordings.signals import Axis
from nnstudio.data.sources import RecordingFolder, recording_folder
from nnstudio.data.warnings import warnings_about
from nnstudio.system.messages import StudioError
from tests.data.waves import wave

pytestmark = pytest.mark.usefixtures("inline")

HEADS: dict[str, tuple[str | bytes, tuple[str, ...]]] = {
    "plain": ("t;ax;ay\n0;1;2\n1;2;3\n", ("t", "ax", "ay")),
    "quotes": ('"t (s)","a"\n0,1\n1,2\n', ("t (s)", "a")),
    "a comment": ("# t ax ay\n0 1 2\n1 2 3\n", ("t", "ax", "ay")),
    "a comment of other separators": ("# t, ax\n0 1\n1 2\n", ("t", "ax")),
    "remarks above": (
        "Operator;Max\nWavelength (nm);Absorbance\n400;0,1\n401;0,2\n",
        ("Wavelength (nm)", "Absorbance"),
    ),
    "units below": ("t,x,y\n[s],[m],[g]\n0,1,2\n1,2,3\n", ("t", "x", "y")),
    "the same unit twice below": ("t,x,y\ns,g,g\n0,1,2\n1,2,3\n", ("t", "x", "y")),
    "one column": ("ECG lead I\n1\n2\n", ("ECG lead I",)),
    "a separator at the end": ("t;ax;\n0;1;\n1;2;\n", ("t", "ax")),
    "another encoding": ("Größe;µ\n1;2\n2;3\n".encode("latin-1"), ("Größe", "µ")),
    "UTF-16": ("a\tb\n1\t2\n".encode("utf-16"), ("a", "b")),
    "no header": ("1;2\n3;4\n", ()),
    "a date above": ("Date;2024-05-01\n1;2\n3;4\n", ()),
    "another number of names": ("a;b;c\n1;2\n3;4\n", ()),
    "one name twice": ("t,x,x\n0,1,2\n1,2,3\n", ()),
    "a gap": ("t;;b\n0;1;2\n1;2;3\n", ()),
}


@pytest.mark.parametrize("name", HEADS)
def test_what_stands_above_the_numbers(name: str) -> None:
    text, expected = HEADS[name]
    data = text if isinstance(text, bytes) else text.encode()
    assert names_in(data, numbers_in(data).shape[1]) == expected


def test_a_letter_that_is_cut_in_two_spoils_nothing() -> None:
    head = "t;größe\n0;1\n1;2\n".encode()
    for more in range(3):
        assert names_in(head + b" " * more + "ä".encode() * 40_000, 2) == ("t", "größe")


def motion(path: Path, heads: list[str], start: float = 0.0) -> Dataset:
    """Recordings with a time and three channels, one file for each head."""
    drawn = np.random.default_rng(0)
    for i, head in enumerate(heads):
        time = i * start + np.arange(20) / 50
        values = drawn.normal(size=(20, 3)) * (1, 1, 500)
        rows = "\n".join(";".join(f"{v:.5f}" for v in (t, *row)) for t, row in zip(time, values, strict=True))
        file = path / "motion" / "ab"[i % 2] / f"{i}.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{head}\n{rows}\n", encoding="utf-8")
    return RecordingFolder(str(path / "motion")).read()


def test_channels_and_time_have_the_names_of_the_header(tmp_path: Path) -> None:
    dataset = motion(tmp_path, ["time;ax;ay;gz"] * 4)
    assert "Channels: ax, ay, gz" in [str(note) for note in dataset.notes]
    assert dataset.along == Along(("ax", "ay", "gz"), "time", 0.0, pytest.approx(0.02))
    assert dataset.take(np.array([0, 1])).along == dataset.along
    preprocessor = fit(dataset, np.arange(4), "standard")
    assert Preprocessor.from_plain(preprocessor.to_plain()).along == dataset.along
    (warning,) = [each for each in warnings_about(dataset, DataConfig()) if each.kind == "channels_apart"]
    assert str(warning.text).startswith("Channel 'gz' varies ")
    with pytest.raises(StudioError, match="Preprocessing is damaged"):
        Preprocessor.from_plain({**preprocessor.to_plain(), "along": {"channels": ["ax"]}})


def test_names_that_differ_are_none(tmp_path: Path) -> None:
    dataset = motion(tmp_path, ["time;ax;ay;gz"] * 3 + ["time;ay;ax;gz"], start=7.0)
    assert dataset.along.channels == ()
    assert str(dataset.notes[-1]) == (
        "Channels are taken in the order of the columns, but in 1 of 4 recordings they are called otherwise; "
        "first in b/3.csv: ay, ax, gz in place of ax, ay, gz"
    ).replace("/", os.sep)
    assert (dataset.along.name, dataset.along.start) == ("time", 0.0)
    assert dataset.along.step == pytest.approx(0.02), "clocks that began elsewhere count alike"


def test_all_columns_that_are_kept_have_names(tmp_path: Path) -> None:
    motion(tmp_path, ["time;ax;ay;gz"] * 4)
    dataset = RecordingFolder(str(tmp_path / "motion"), channels=4).read()
    assert dataset.along == Along(("time", "ax", "ay", "gz"))


def test_the_cache_knows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_folder, "_MANY", 1)
    first = motion(tmp_path, ["time;ax;ay;gz"] * 4)
    monkeypatch.setattr(recording_folder, "call", None)
    assert RecordingFolder(str(tmp_path / "motion")).read().along == first.along


def test_sounds_say_nothing(write: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("a/1.wav", "b/2.wav"):
        write(wave(np.linspace(-1, 1, 9)), f"sounds/{name}")
    assert RecordingFolder(str(tmp_path / "sounds")).read().along == UNKNOWN


@pytest.mark.parametrize(
    ("how", "lengths", "start", "step"),
    [
        ("start", (8, 20), 100.0, 2.0),
        ("middle", (10, 10), 100.0, 2.0),
        ("middle", (14, 14), 104.0, 2.0),
        ("middle", (6, 6), 96.0, 2.0),
        ("middle", (6, 14), 0.0, 2.0),
        ("stretch", (20, 20), 101.0, 4.0),
        ("stretch", (10, 20), 0.0, 0.0),
    ],
)
def test_it_runs_along_what_is_cut_out(how: str, lengths: tuple[int, ...], start: float, step: float) -> None:
    found = agreed([Headed("a", n, ("nm", "A"), Axis(100.0, 2.0, True, 0)) for n in lengths], 10, how)
    assert (found.start, found.step, found.channels) == (start, step, ("A",))


def test_names_of_single_measurements_are_no_disorder() -> None:
    """Instruments call a column what the sample was called."""
    axis = Axis(100.0, 2.0, True, 0)
    one = [Headed("a", 9, ("nm", f"sample {i}"), axis) for i in range(4)]
    assert agreed(one, 9, "middle") == Along((), "nm", 100.0, 2.0)
    several = [Headed("a", 9, ("nm", f"{i} A", f"{i} B"), axis) for i in range(4)]
    assert named_otherwise(one, ()) is named_otherwise(several, ()) is named_otherwise([], ()) is None
    assert named_otherwise(one, ("sample 9",)) is None
    assert named_otherwise(several, ("A", "B")) is not None


def test_wavelengths_that_lie_unevenly_are_only_counted() -> None:
    assert agreed([Headed("a", 9, ("nm", "A"), Axis(100.0, 2.0, False, 0))] * 2, 9, "middle") == Along(
        ("A",), "nm"
    )
