"""Folders of recordings: what is read, what is found from them, and bad ones that never stop the others."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.recordings import class_recordings, recording_reader, signals
from nnstudio.data.sources import ImageFolder, RecordingFolder, recording_folder, source_for
from nnstudio.data.warnings import warnings_about
from nnstudio.system.cancel import Cancelled
from tests.data.refusal import refusal
from tests.data.test_images import image
from tests.data.waves import wave

Write = Callable[..., Path]
Folder = Callable[[dict[str, bytes]], Path]

pytestmark = pytest.mark.usefixtures("inline")

RAMP = np.linspace(-1, 1, 9)


@pytest.fixture
def folder(write: Write, tmp_path: Path) -> Folder:
    """Make a folder of recordings from their names and contents."""

    def make(files: dict[str, bytes]) -> Path:
        for name, data in files.items():
            write(data, f"sounds/{name}")
        return tmp_path / "sounds"

    return make


def npy(array: object) -> bytes:
    file = io.BytesIO()
    np.save(file, np.asarray(array))
    return file.getvalue()


def table(*columns: object) -> bytes:
    """Columns of numbers as text."""
    return "\n".join(",".join(f"{v:g}" for v in row) for row in np.stack(columns, 1)).encode()


def notes(dataset: Dataset) -> list[str]:
    return [str(note) for note in dataset.notes]


def read(path: Path, **settings: object) -> Dataset:
    return RecordingFolder(str(path)).replace(**settings).read()


def test_classes_are_the_names_of_the_folders(folder: Folder) -> None:
    path = folder({"low/a.wav": wave(RAMP), "high/b.WAV": wave(-RAMP), "low/.c.wav": b"", ".no/d.wav": b""})
    dataset = read(path)
    assert dataset.classes == ("high", "low")
    assert (dataset.sample_shape, dataset.rate, notes(dataset)) == ((9, 1), 8000, [])
    assert np.abs(dataset.inputs[1, :, 0] - RAMP).max() < 1e-4
    assert dataset.names[0].texts.tolist() == [str(Path("high", "b.WAV")), str(Path("low", "a.wav"))]


def test_every_kind_of_file_is_read_alike(folder: Folder) -> None:
    two = np.stack([RAMP**2, RAMP], 1)
    path = folder({"a/1.npy": npy(two), "a/2.csv": table(*two.T), "b/3.txt": b"x y\n" + table(*two.T).replace(b",", b" "),
                   "b/4.wav": wave(two, kind="f4"), "b/5.npy": npy(two.T)})  # fmt: skip
    dataset = read(path)
    assert dataset.sample_shape == (9, 2)
    assert np.abs(dataset.inputs - two).max() < 1e-5
    assert notes(dataset) == ["Arrays with their channels first are read with the time first: 1"]


def test_an_axis_is_left_out(folder: Folder) -> None:
    time = np.arange(9) / 50
    files = {f"{kind}/{i}.csv": table(time, RAMP, i * RAMP) for kind in "ab" for i in range(3)}
    dataset = read(folder(files))
    assert dataset.sample_shape == (9, 2)
    assert notes(dataset) == ["The first column is left out: it only counts along the time or the wavelength"]
    dataset = read(folder({"a/9.csv": table(time * 2, RAMP, RAMP)}))
    assert notes(dataset)[1] == (
        "The first columns are not the same: in 1 of 7 files they begin or step otherwise"
    )
    assert read(folder({}), channels=3).sample_shape == (9, 3), "somebody has said that it is one"


def test_the_clock_of_a_phone_trembles(folder: Folder) -> None:
    """Small shares of a step add up to several steps in a long recording."""
    drawn = np.random.default_rng(0)
    clocks = [10 * i + np.cumsum(drawn.uniform(0.005, 0.015, 900)) for i in range(4)]
    x = drawn.normal(size=900)
    dataset = read(folder({f"{'ab'[i % 2]}/{i}.csv": table(clock, x, x) for i, clock in enumerate(clocks)}))
    assert dataset.sample_shape == (900, 2)
    assert dataset.along.step == pytest.approx(0.01, rel=0.05)
    assert notes(dataset) == ["The first column is left out: it only counts along the time or the wavelength"]
    charging = [1 - np.exp(-np.arange(900) / (200 + 9 * i)) for i in range(4)]
    path = folder({f"{'ab'[i % 2]}/{i}.csv": table(curve, x, x) for i, curve in enumerate(charging)})
    assert read(path).sample_shape == (900, 3), "a curve is no clock"


def test_wavelengths_may_lie_unevenly_where_all_files_have_the_same(folder: Folder) -> None:
    nm = 400 + np.arange(9.0) ** 2
    files = {f"{kind}/{i}.csv": table(nm[::-1], RAMP**i) for kind in "ab" for i in range(3)}
    assert read(folder(files)).sample_shape == (9, 1)
    other = {"a/9.csv": table(nm**1.1, RAMP)}
    assert read(folder(other)).sample_shape == (9, 2), "whatever that is, it is no axis of all"


def test_a_channel_that_goes_up_and_down_is_no_axis(folder: Folder) -> None:
    files = {"a/1.csv": table(RAMP, RAMP), "b/1.csv": table(RAMP**2, RAMP)}
    assert read(folder(files)).sample_shape == (9, 2)


@pytest.mark.parametrize(
    ("how", "short", "long"),
    [
        ("middle", [0, 1, 2, 3, 0], [2, 3, 4, 5, 6]),
        ("start", [1, 2, 3, 0, 0], [1, 2, 3, 4, 5]),
        ("stretch", [1, 1.4, 2, 2.6, 3], [1.285714, 2.571429, 4, 5.428571, 6.714286]),
    ],
)
def test_other_lengths(folder: Folder, how: str, short: list[float], long: list[float]) -> None:
    path = folder({"a/1.csv": b"1\n2\n3", "a/2.csv": table(range(1, 8)), "b/3.csv": table(range(5))})
    dataset = read(path, length=5, how=how)
    assert dataset.inputs[0, :, 0].tolist() == pytest.approx(short)
    assert dataset.inputs[1, :, 0].tolist() == pytest.approx(long)
    assert notes(dataset) == ["Recordings of 3 to 7 values are brought to 5"]


def test_other_lengths_of_sounds_are_told_in_seconds(folder: Folder) -> None:
    path = folder({"a/1.wav": wave(np.zeros(400)), "b/2.wav": wave(np.zeros(800))})
    assert notes(read(path)) == ["Sounds of 0.05 to 0.1 s are brought to 0.075 s: 600 values"]
    assert notes(read(path, length=320))[0] == "Sounds of 0.05 to 0.1 s are brought to 0.04 s: 320 values"


def test_the_length_of_most_is_taken_or_the_median(folder: Folder) -> None:
    path = folder({f"{'ab'[i % 2]}/{i}.csv": table(range(n)) for i, n in enumerate((20, 20, 20, 3, 50))})
    assert read(path).sample_shape == (20, 1)
    folder({"a/x.csv": table(range(4)), "b/y.csv": table(range(5))})
    assert read(path).sample_shape == (20, 1)
    folder({"a/z.csv": table(range(6))})
    assert read(path).sample_shape == (13, 1)


@given(n=st.integers(1, 60), length=st.integers(1, 60))
def test_what_does_not_change_stays_so_and_means_are_kept(n: int, length: int) -> None:
    """By whatever a recording is made longer or shorter."""
    flat = np.full((n, 2), 3.5, np.float32)
    assert signals.resampled(flat, length) == pytest.approx(3.5)
    slope = np.arange(n, dtype=np.float32)[:, None]
    assert signals.resampled(slope, length).mean() == pytest.approx(slope.mean(), abs=1e-4)


def test_sounds_of_other_rates_are_brought_to_that_of_most(folder: Folder) -> None:
    time = np.arange(800) / 8000
    path = folder({"a/1.wav": wave(np.sin(300 * time)), "a/2.wav": wave(np.sin(300 * time)), "b/3.wav": wave(np.sin(300 * time[::2]), 4000)})  # fmt: skip
    dataset = read(path)
    assert (dataset.sample_shape, dataset.rate) == ((800, 1), 8000)
    assert np.abs(dataset.inputs[2] - dataset.inputs[0]).max() < 0.05
    assert notes(dataset) == ["Sounds of 4000 samples per second are brought to 8000"]
    slow = read(path, rate=2000)
    assert (slow.sample_shape, slow.rate) == ((200, 1), 2000)
    assert notes(slow) == ["Sounds of 4000, 8000 samples per second are brought to 2000"]


def test_a_sound_that_would_become_too_many_values_stops_no_other(folder: Folder) -> None:
    slow = wave(np.zeros(2000), 1)
    path = folder(
        {**{f"{kind}/{i}.wav": wave(RAMP, 44100) for kind in "ab" for i in range(2)}, "a/slow.wav": slow}
    )
    dataset = read(path)
    assert dataset.sample_shape == (9, 1)
    assert (
        notes(dataset)[-1]
        == f"A recording is left out; {Path('a', 'slow.wav')}: the memory is not enough for it"
    )


def test_stereo_among_mono_is_mixed(folder: Folder) -> None:
    both = wave(np.stack([RAMP, np.zeros(9)], 1), kind="f4")
    path = folder({"a/1.wav": wave(RAMP / 2, kind="f4"), "b/2.wav": both})
    dataset = read(path)
    assert dataset.sample_shape == (9, 1)
    assert np.abs(dataset.inputs[0] - dataset.inputs[1]).max() < 1e-6
    assert notes(dataset) == ["Sounds with several channels are mixed into one: 1"]
    (path / "a" / "1.wav").write_bytes(both)
    assert read(path).sample_shape == (9, 2)
    assert read(path, channels=1).sample_shape == (9, 1)
    folder({f"{kind}/3.wav": wave(RAMP) for kind in "ab"})
    assert read(path).sample_shape == (9, 1)
    left = read(path, channels=2)
    assert (len(left), left.sample_shape) == (2, (9, 2))
    assert "it has 1 channel, not 2" in notes(left)[-1]


def test_bad_ones_are_left_out_and_named(folder: Folder) -> None:
    good = {f"{kind}/{i}.csv": table(RAMP) for kind in "ab" for i in range(3)}
    dataset = read(
        folder({**good, "a/9.csv": b"1\nx\n", "b/7.csv": table(RAMP**2, RAMP), "b/8.npy": npy("text")})
    )
    assert len(dataset) == 6
    assert notes(dataset) == [f"3 recordings are left out; the first is {Path('a', '9.csv')}: line 2: 'x' is no number"]  # fmt: skip
    assert dataset.target.values.tolist() == [0, 0, 0, 1, 1, 1]


def test_a_file_that_cannot_be_read_is_named_once(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its whole path stood in the cause as well."""
    monkeypatch.setattr(signals, "FILE_LIMIT", 50)
    good = {f"{kind}/{i}.csv": table(RAMP) for kind in "ab" for i in range(3)}
    (note,) = notes(read(folder({**good, "a/9.wav": wave(RAMP)})))
    name = Path("a", "9.wav")
    size = len(wave(RAMP))
    assert (
        note
        == f"A recording is left out; {name}: it has {size} bytes, and 50 are the most that is allowed here"
    )


FOLDERS: dict[str, tuple[dict[str, bytes], str]] = {
    "no sub-folders": ({"a.wav": wave(RAMP)}, "its recordings are in no sub-folders; put those of each class"),
    "too high": ({"x/a/1.wav": wave(RAMP), "y/b/1.wav": wave(RAMP)}, "its sub-folders hold folders"),
    "one class": ({"a/1.wav": wave(RAMP)}, "only the sub-folder 'a' holds recordings"),
    "one good class": ({"a/1.wav": wave(RAMP), "b/1.wav": b"RIFF"}, "only the sub-folder 'a' holds recordings"),
    "compressed sounds": ({"a/1.mp3": b"x", "b/2.MP3": b"x"}, "of kinds that are not read (.mp3); save them as WAV"),
    "no channels in common": ({"a/1.csv": b"1\n2", "b/1.csv": b"1 2\n2 3"}, "only the sub-folder 'a' holds"),
}  # fmt: skip
BAD: dict[str, tuple[bytes, str]] = {
    "1.wav": (b"ID3\x03" + bytes(40), "it is no WAV file"),
    "2.wav": (wave(RAMP)[:-4], "it is cut off"),
    "3.csv": (b"", "it is empty"),
    "4.csv": (b"\x89PNG\r\n\0\0", "it is no text"),
    "5.npy": (npy(np.zeros((2, 3, 4))), "its array has the shape (2, 3, 4)"),
    "6.npy": (npy(np.array([1, 2]))[:-3], "claims another size than it has"),
    "7.npy": (npy(np.array([{}], object)), "holds something else than numbers"),
    "8.npy": (npy([1.0, np.nan]), "no finite numbers"),
    "9.npy": (b"", "it is empty"),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_folders_that_cannot_be_used(folder: Folder, name: str) -> None:
    files, cause = FOLDERS[name]
    assert cause in refusal(RecordingFolder(str(folder(files))), "sounds")


@pytest.mark.parametrize("name", BAD)
def test_recordings_that_cannot_be_read(folder: Folder, name: str) -> None:
    data, cause = BAD[name]
    line = refusal(RecordingFolder(str(folder({f"a/{name}": data, f"b/{name}": data}))), "sounds")
    assert f"none of its 2 recordings can be read; the first is {Path('a', name)}: " in line
    assert cause in line


def test_what_is_too_long_says_what_to_set(folder: Folder) -> None:
    path = folder({f"{kind}/1.wav": wave(np.zeros(100_001)) for kind in "ab"})
    line = refusal(RecordingFolder(str(path), seen_as="signal"), "sounds")
    assert "100\N{NARROW NO-BREAK SPACE}001 values along time" in line
    assert "set a length" in line
    assert read(path, length=50).sample_shape == (50, 1)
    assert read(path, rate=800, seen_as="signal").sample_shape == (10_000, 1)
    assert read(path).sample_shape == (40, 780, 1), "a spectrogram takes less of it"


def test_more_than_fits(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(folder({f"{kind}/1.wav": wave(RAMP) for kind in "ab"}))
    monkeypatch.setattr(recording_reader, "MOST_BYTES", 60)
    assert "2 recordings of 9 × 1 values are more than fit here" in refusal(RecordingFolder(path), "sounds")
    monkeypatch.setattr(class_recordings, "MOST_RECORDINGS", 1)
    assert "more than 1 recordings" in refusal(RecordingFolder(path), "sounds")


def test_what_finds_no_room_is_read_twice(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder({f"{kind}/{i}.csv": table(RAMP * i) for kind in "ab" for i in range(3)})
    once = read(path).inputs
    monkeypatch.setattr(recording_reader, "_KEPT", 50)
    assert (read(path).inputs == once).all()


def test_folders_divide_recordings(folder: Folder) -> None:
    path = folder({f"{part}/{kind}/{i}.wav": wave(RAMP * i / 4) for part in ("train", "test") for kind in "ab" for i in range(3)})  # fmt: skip
    dataset = read(path)
    assert dataset.parts is not None
    assert dataset.parts.tolist() == [0] * 6 + [2] * 6
    assert notes(dataset) == ["The folders divide the recordings: 6 training, 6 test"]
    assert RecordingFolder(str(path)).own_parts == ("test",)


def test_the_source_for_a_folder(folder: Folder, write: Write, tmp_path: Path) -> None:
    path = folder({"a/1.wav": wave(RAMP), "b/2.csv": table(RAMP), "b/3.png": image()})
    assert type(source_for(path)) is RecordingFolder
    assert "Images beside the recordings are left out: 1" in notes(source_for(path).read())
    folder({"a/4.png": image()})
    assert type(source_for(path)) is ImageFolder, "a text beside each picture tells about it"
    folder({"a/5.png": image(), "b/6.png": image()})
    assert "Recordings beside the images are left out: 1" in notes(source_for(path).read()), "the sound"
    write(wave(RAMP), "parts/train/a/1.wav")
    assert type(source_for(tmp_path / "parts")) is RecordingFolder


@pytest.mark.parametrize("enough", ["_MANY", "_LARGE"])
def test_many_or_large_ones_are_found_in_the_cache(
    enough: str, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording_folder, enough, 2)
    path = folder({"a/1.wav": wave(RAMP), "b/2.wav": wave(RAMP, 4000)})
    first = read(path)
    monkeypatch.setattr(recording_folder, "call", None)
    again = read(path)
    assert (again.inputs == first.inputs).all()
    assert (again.fingerprint, again.notes, again.rate) == (first.fingerprint, first.notes, first.rate)


def test_folders_alike_but_for_capitals_are_one_class(folder: Folder) -> None:
    path = folder({f"{kind}/1.wav": wave(RAMP) for kind in ("Walk", "walk", "run")})
    config = DataConfig(RecordingFolder(str(path)))
    (warning,) = [w for w in warnings_about(config.source.read(), config) if w.kind == "spelled_alike"]
    assert warning.remedy.config.source.read().classes == ("Walk", "run")


def test_in_a_child_process_with_progress_and_cancel(folder: Folder, apart: None) -> None:
    path = folder({f"{kind}/{i}.csv": table(RAMP) for kind in "ab" for i in range(60)})
    told: list[float] = []
    assert len(RecordingFolder(str(path)).read(progress=lambda facts: told.append(facts["done"]))) == 120
    assert told == sorted(told)
    assert len(told) > 2
    with pytest.raises(Cancelled):
        RecordingFolder(str(path)).read(cancelled=lambda: True)


def test_the_same_recording_in_two_classes_is_no_picture(folder: Folder) -> None:
    path = folder({f"{kind}/{i}.csv": table(RAMP * (i + 1)) for kind in "ab" for i in range(6)})
    told = {
        each.kind: str(each.text)
        for each in warnings_about(read(path), DataConfig(RecordingFolder(str(path))))
    }
    assert told["two_classes"].startswith("6 samples lie in two classes each: ")


def test_the_same_recording_to_learn_from_and_held_out_is_told(folder: Folder) -> None:
    drawn = np.random.default_rng(0).normal(size=(24, 9))
    files = {
        f"train/{kind}/{i}.csv": table(drawn[i + 10 * (kind == "b")]) for kind in "ab" for i in range(10)
    }
    files |= {f"test/{kind}/{i}.csv": table(drawn[20 + i]) for kind, i in (("a", 0), ("a", 1), ("b", 2))}
    files["test/b/again.csv"] = files["train/b/4.csv"]
    source = RecordingFolder(str(folder(files)))
    config = DataConfig(source, validation=0)
    (told,) = (each for each in warnings_about(source.read(), config) if each.kind == "repeated_pictures")
    pair = f"{Path('train', 'b', '4.csv')} = {Path('test', 'b', 'again.csv')}"
    assert str(told.text).startswith(f"A held-out sample is in the training part as well ({pair}): ")
    assert told.remedy is not None
    assert told.remedy.option == ("--distinct",)
