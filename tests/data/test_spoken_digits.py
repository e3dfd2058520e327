"""The spoken digits that come with the program."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import Bundled, RecordingFolder
from nnstudio.system.folders import resources
from tests.data.waves import wave

SOURCE = Bundled("spoken-digits")
FOLDER = resources() / "datasets"


def test_each_speaker_says_each_digit_as_often() -> None:
    dataset = SOURCE.read()
    (speakers,) = dataset.aside
    assert speakers.name == "speaker"
    assert len(speakers.categories) == 6
    times = Counter(zip(speakers.values.tolist(), dataset.target.values.tolist(), strict=True))
    assert set(times.values()) == {10}
    assert len(times) == 60
    assert SOURCE.own_parts == ()


def test_they_are_what_a_folder_of_their_sounds_is(tmp_path: Path, inline: None) -> None:
    dataset = SOURCE.read()
    with np.load(FOLDER / "spoken-digits.npz", allow_pickle=False) as arrays:
        sounds, digits = arrays["sounds"], arrays["digits"]
    rows = np.flatnonzero(digits < 2)[::13]
    for row in rows:
        path = tmp_path / "said" / str(digits[row]) / f"{row:03}.wav"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wave(sounds[row] / 32768, 8000))
    folder = RecordingFolder(str(tmp_path / "said")).read()
    assert (folder.rate, folder.spectrogram) == (dataset.rate, dataset.spectrogram), "what is usual for such"
    assert SOURCE.other_lengths == RecordingFolder(str(tmp_path)).other_lengths
    order = rows[np.argsort(digits[rows], kind="stable")]
    np.testing.assert_array_equal(folder.inputs, np.asarray(dataset.inputs)[order])


@pytest.mark.parametrize("seed", range(3))
def test_speakers_of_the_test_were_never_heard(seed: int) -> None:
    dataset = SOURCE.read()
    (speakers,) = dataset.aside
    config = DataConfig(SOURCE, divided="group", divided_by="speaker")
    prepared = prepare(dataset, config, seed)
    heard = [set(speakers.values[part.rows]) for part in (prepared.train, prepared.validation, prepared.test)]
    assert [len(each) for each in heard] == [4, 1, 1]
    assert len(set.union(*heard)) == 6
    assert prepared.preprocessor.identifiers == (), "no column is asked for beside a sound"
    (named,) = prepared.beside.take(prepared.test.rows).names
    assert {str(text) for text in named.texts} == {speakers.categories[code] for code in heard[2]}


def test_its_file_is_small_and_has_its_licence_beside_it() -> None:
    assert (FOLDER / "spoken-digits.npz").stat().st_size < 4_000_000
    told = (FOLDER / "spoken-digits-LICENSE.txt").read_text(encoding="utf-8")
    for part in ("Jackson", "CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/", "changed"):
        assert part in told
