"""Folders and tables of recordings that are seen as spectrograms, and what is said of new ones by what was trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Dataset
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import RecordingFolder, RecordingTable, file_table, recording_folder, source_for
from nnstudio.data.spectrogram import Spectrogram
from nnstudio.nn.fields import FieldError
from nnstudio.system.messages import StudioError
from tests.data.refusal import refusal
from tests.data.test_recordings import Folder, folder, notes, npy, table
from tests.data.waves import wave

__all__ = ["folder"]
pytestmark = pytest.mark.usefixtures("inline")

DRAWN = np.random.default_rng(0)
LONG = 2048


def noise(length: int = LONG, channels: int = 1) -> np.ndarray:
    return DRAWN.uniform(-1, 1, (length, channels))


def sounds(count: int = 6, length: int = LONG, channels: int = 1, rate: int = 8000) -> dict[str, bytes]:
    return {f"{'ab'[i % 2]}/{i}.wav": wave(noise(length, channels), rate) for i in range(count)}


def seen(path: Path, **chosen: object) -> Dataset:
    return RecordingFolder(str(path)).replace(**chosen).read()


def listed(path: Path, files: dict[str, bytes]) -> RecordingTable:
    """A table beside them that names them."""
    lines = ["file,pulse", *(f"{name},{60.5 + i}" for i, name in enumerate(files))]
    (path / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    source = source_for(path / "list.csv")
    assert isinstance(source, RecordingTable)
    return source


# What becomes a spectrogram ---------------------------------------------------------------------------------


@pytest.mark.parametrize("channels", [1, 2])
def test_long_sounds_become_pictures_in_a_folder_and_in_a_table(folder: Folder, channels: int) -> None:
    files = sounds(channels=channels)
    path = folder(files)
    made = Spectrogram(LONG, 256, 40, "mel")
    told = "Sounds are seen as spectrograms: 40 bands of frequencies, 15 moments of 32 ms each"
    of_a_folder, of_a_table = seen(path), listed(path, files).predicting("pulse").read()
    for dataset in (of_a_folder, of_a_table):
        assert (dataset.sample_shape, dataset.spectrogram, dataset.rate) == ((40, 15, channels), made, 8000)
        assert notes(dataset)[0] == told
        assert prepare(dataset, DataConfig(RecordingFolder(str(path))), 0).preprocessor.spectrogram == made
        assert dataset.take(np.arange(2)).spectrogram == made
    values = seen(path, seen_as="signal")
    assert (values.sample_shape, values.spectrogram) == ((LONG, channels), None)
    assert told not in notes(values)
    for signal, picture in zip(values.inputs, of_a_folder.inputs, strict=True):
        np.testing.assert_allclose(picture, made.made(signal, 8000), rtol=1e-5)
    by_name = dict(zip(of_a_folder.names[0].texts.tolist(), of_a_folder.inputs, strict=True))
    for name, picture in zip(files, of_a_table.inputs, strict=True):
        np.testing.assert_array_equal(picture, by_name[str(Path(name))])


def test_short_sounds_and_other_recordings_stay_signals(folder: Folder) -> None:
    assert seen(folder(sounds(length=LONG - 1))).sample_shape == (LONG - 1, 1)
    path = folder({f"{kind}/{i}.npy": npy(noise()) for kind in "cd" for i in range(9)})
    mixed = seen(path)
    assert (mixed.sample_shape, mixed.spectrogram) == ((LONG, 1), None), "arrays among them have no rate"
    chosen = seen(path, seen_as="spectrogram", bands=8, window=64)
    assert (chosen.sample_shape, chosen.spectrogram) == (
        (8, 63, 1),
        Spectrogram(LONG, 64, 8, "spectrogram"),
    )


def test_signals_in_text_with_an_axis_are_seen_without_it(folder: Folder) -> None:
    time = np.arange(300) / 50
    path = folder({f"{kind}/{i}.csv": table(time, *noise(300, 2).T) for kind in "ab" for i in range(3)})
    dataset = seen(path, seen_as="spectrogram")
    assert dataset.sample_shape == (8, 36, 2)
    assert "no sound" not in "".join(notes(dataset))
    assert "sounds: what the ear hears is known of sounds of one sampling rate; say which one" in refusal(
        RecordingFolder(str(path), seen_as="mel"), "sounds"
    )
    heard = seen(path, seen_as="mel", rate=1000)
    assert (heard.rate, heard.spectrogram) == (1000, Spectrogram(300, 32, 16, "mel")), "it was said"
    assert seen(path, rate=1000).sample_shape == (300, 2), "nobody said that these are sounds"


def test_sounds_that_keep_rates_of_their_own_are_seen_in_bands_of_the_same_width(folder: Folder) -> None:
    path = folder(sounds() | {"a/9.wav": wave(noise(), 16_000)})
    assert seen(path, rate=0).sample_shape == (LONG, 1)
    assert seen(path, rate=0, seen_as="spectrogram").spectrogram == Spectrogram(LONG, 128, 40, "spectrogram")
    assert "of one sampling rate" in refusal(RecordingFolder(str(path), rate=0, seen_as="mel"), "sounds")
    assert seen(path).inputs.shape == (7, 40, 15, 1), "those of another rate are brought to that of most"


@pytest.mark.parametrize("how", ["middle", "start", "stretch"])
def test_what_a_short_sound_is_filled_up_with_is_silence(folder: Folder, how: str) -> None:
    path = folder({"a/1.wav": wave(noise()), "a/2.wav": wave(noise()), "b/3.wav": wave(noise(512))})
    (*_, short) = seen(path, how=how).inputs
    silent = (short == short.max() - 80).all((0, 2))
    wanted = {"middle": [*range(5), *range(10, 15)], "start": range(4, 15), "stretch": ()}[how]
    assert np.flatnonzero(silent).tolist() == list(wanted)


# The cache --------------------------------------------------------------------------------------------------


def test_spectrograms_are_found_again(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording_folder, "_MANY", 2)
    monkeypatch.setattr(file_table, "_MANY", 2)
    files = sounds()
    path = folder(files)
    sources = (RecordingFolder(str(path)), listed(path, files).predicting("pulse"))
    first = [source.read() for source in sources]
    for module in (recording_folder, file_table):
        monkeypatch.setattr(module, "call", None)
    for source, known in zip(sources, first, strict=True):
        again = source.read()
        np.testing.assert_array_equal(again.inputs, known.inputs)
        assert again.spectrogram == known.spectrogram is not None
        assert (again.fingerprint, notes(again)) == (known.fingerprint, notes(known))
        for other in ({"seen_as": "spectrogram"}, {"window": 128}, {"bands": 20}):
            with pytest.raises(TypeError):
                source.replace(**other).read()  # another one would have to be made anew


def test_the_fingerprint_tells_ways_of_seeing_apart(folder: Folder) -> None:
    path = folder(sounds())
    ways = ({}, {"seen_as": "signal"}, {"seen_as": "spectrogram"}, {"window": 128}, {"bands": 20})
    assert len({seen(path, **way).fingerprint for way in ways}) == len(ways)
    same = seen(path, seen_as="mel", window=256, bands=40)
    assert same.fingerprint == seen(path).fingerprint, "it is what was found"


# What is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "chosen",
    [{"window": 15}, {"window": 65_537}, {"window": -1}, {"bands": 0}, {"bands": 513}, {"seen_as": "mfcc"}],
    ids=str,
)
def test_a_setting_beyond_its_limits_is_named(chosen: dict[str, object]) -> None:
    (name,) = chosen
    for source in (RecordingFolder("sounds"), RecordingTable("list.csv")):
        with pytest.raises(FieldError, match=f"{name.replace('_', ' ')} must be"):
            source.replace(**chosen)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (
            {"window": 4096},
            "a window of 4\N{NARROW NO-BREAK SPACE}096 values is longer than its recordings, which have 2\N{NARROW NO-BREAK SPACE}048",
        ),
        ({"window": 32}, None),
        ({"window": 32, "bands": 17}, "17 bands need a window of 34 values or more; it has 32"),
        ({"length": 8, "seen_as": "mel"}, "a length of 8 are too short for spectrograms, which need 16"),
        ({"length": 8}, None),
    ],
)
def test_what_does_not_suit_names_the_folder(
    folder: Folder, chosen: dict[str, object], said: str | None
) -> None:
    path = folder(sounds())
    if said is None:
        assert len(seen(path, **chosen)) == 6
    else:
        assert said in refusal(RecordingFolder(str(path)).replace(**chosen), "sounds")


@given(
    values=st.lists(
        st.one_of(
            st.floats(width=32, allow_nan=False, allow_infinity=False),
            st.sampled_from([0.0, 1e-45, 3.4e38, -3.4e38]),
        ),
        min_size=1,
        max_size=60,
    ),
    seen_as=st.sampled_from(["spectrogram", "mel"]),
)
def test_whatever_finite_a_recording_holds_its_picture_is_finite(values: list[float], seen_as: str) -> None:
    column = np.resize(np.array(values, np.float32), 60)[:, None]
    picture = Spectrogram(60, 16, 8, seen_as).made(column, 8000)
    assert np.isfinite(picture).all()
    assert picture.max() - picture.min() <= 80.001


# What was trained on ----------------------------------------------------------------------------------------


def fitted(path: Path, **chosen: object) -> Preprocessor:
    source = RecordingFolder(str(path)).replace(**chosen)
    return prepare(source.read(), DataConfig(source), 0).preprocessor


def test_it_is_written_and_read_back(folder: Folder) -> None:
    path = folder(sounds(channels=2))
    for chosen in ({}, {"seen_as": "spectrogram", "window": 100, "bands": 50}, {"seen_as": "signal"}):
        known = fitted(path, **chosen)
        assert Preprocessor.from_plain(json.loads(json.dumps(known.to_plain()))) == known


@pytest.mark.parametrize(
    "damage",
    [
        {"spectrogram": {"length": 10**9}},
        {"spectrogram": {"length": 2176}},
        {"spectrogram": {"length": 100}},
        {"spectrogram": {"window": 15}},
        {"spectrogram": {"window": 1 << 20}},
        {"spectrogram": {"window": 128}},
        {"spectrogram": {"window": 2049}},
        {"spectrogram": {"bands": 41}},
        {"spectrogram": {"bands": 0}},
        {"spectrogram": {"bands": 10**6}},
        {"spectrogram": {"seen_as": "signal"}},
        {"rate": 0},
        {"rate": -1},
        {"sample_shape": [40, 16, 1]},
        {"sample_shape": [40, 15]},
        {"sample_shape": [2048, 1]},
    ],
    ids=str,
)
def test_damaged_it_is_not_taken(folder: Folder, damage: dict[str, object]) -> None:
    known = fitted(folder(sounds())).to_plain()
    assert Preprocessor.from_plain(known).sample_shape == (40, 15, 1)
    for name, value in damage.items():
        known[name] = known[name] | value if isinstance(value, dict) else value
    with pytest.raises(StudioError, match="spectrogram"):
        Preprocessor.from_plain(known)
