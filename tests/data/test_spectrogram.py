"""Spectrograms against their definition, and what is found or refused where recordings become pictures."""

from __future__ import annotations

import cmath
import math
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.data.recordings.seen import spectrogram_of
from nnstudio.data.spectrogram import LEAST_WINDOW, SeenAs, Spectrogram, filters, usual_window
from nnstudio.system.messages import Message, StudioError

RATE = 8000


def defined(made: Spectrogram, values: np.ndarray, rate: int) -> np.ndarray:
    """Decibels by sums over a window and integrals over a band, one after the other."""
    n, count = made.window, made.window // 2 + 1
    hann = [0.5 - 0.5 * math.cos(2 * math.pi * i / n) for i in range(n)]
    mel = made.seen_as == "mel"
    top = rate / 2 if mel else 1.0

    def edge(share: float) -> float:
        return 700 * ((1 + top / 700) ** share - 1) if mel else top * share

    powers = np.zeros((made.bands, made.moments, values.shape[1]))
    for channel in range(values.shape[1]):
        for moment in range(made.moments):
            part = values[moment * (n // 2) :, channel]
            squares = [
                abs(
                    2
                    / sum(hann)
                    * sum(hann[i] * part[i] * cmath.exp(-2j * math.pi * k * i / n) for i in range(n))
                )
                ** 2
                for k in range(count)
            ]
            for band in range(made.bands):
                low, middle, high = (edge((band + i) / (made.bands + 1)) for i in range(3))
                fine = np.linspace(-0.5, count - 0.5, count * 4000, endpoint=False) * 2 * top / n
                heights = np.minimum((fine - low) / (middle - low), (high - fine) / (high - middle)).clip(0)
                weights = heights.reshape(count, 4000).mean(1)
                powers[made.bands - 1 - band, moment, channel] = weights @ squares / weights.sum()
    return 10 * np.log10(np.maximum(powers, powers.max() * 1e-8))


@pytest.mark.parametrize("seen_as", get_args(SeenAs))
def test_a_spectrogram_is_what_its_definition_says(seen_as: SeenAs) -> None:
    values = np.random.default_rng(3).normal(size=(75, 2))
    made = Spectrogram(75, 20, 7, seen_as)
    assert made.moments == 6
    got = made.made(values, RATE)
    assert got.shape == (7, 6, 2)
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, defined(made, values, RATE), atol=2e-2)


@given(
    window=st.integers(LEAST_WINDOW, 80),
    bands=st.integers(1, 60),
    rate=st.sampled_from([0, 1, 50, 8000, 44_100, 10_000_000]),
)
@settings(max_examples=60, deadline=None)
def test_bands_take_from_every_frequency_and_add_up_to_one(window: int, bands: int, rate: int) -> None:
    rows = filters(window, bands, rate)
    assert rows.shape == (bands, window // 2 + 1)
    np.testing.assert_allclose(rows.sum(1), 1)
    assert rows.min() > -1e-9
    centres = rows @ np.arange(window // 2 + 1)
    assert (np.diff(centres) > -1e-9).all(), "from low to high"


@pytest.mark.parametrize("seen_as", get_args(SeenAs))
def test_a_tone_is_loud_in_its_band_and_a_whole_sine_has_no_decibels(seen_as: SeenAs) -> None:
    time = np.arange(RATE) / RATE
    made = Spectrogram(RATE, 256, 100, seen_as)
    previous = made.bands
    for tone in (250, 1000, 3000):
        picture = made.made(np.sin(2 * np.pi * tone * time)[:, None], RATE)[..., 0]
        row = int(picture.mean(1).argmax())
        assert row < previous, "higher tones stand higher up"
        assert picture.min() >= picture.max() - 80.001
        assert -8 < picture.max() <= 0.1
        previous = row


def test_silence_is_a_picture_too() -> None:
    assert (Spectrogram(64, 16, 8, "mel").made(np.zeros((64, 1)), RATE) == -80).all()


def test_what_a_long_recording_holds_is_measured_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(1).normal(size=(400, 1))
    made = Spectrogram(400, 16, 8, "spectrogram")
    whole = made.made(values, 0)
    monkeypatch.setattr("nnstudio.data.spectrogram._TOGETHER", 7 * 16)
    np.testing.assert_array_equal(made.made(values, 0), whole)


def asked(length: int, rate: int, **chosen: object) -> tuple[Spectrogram | None, list[str]]:
    notes: list[Message] = []
    request = {"rate": None, "seen_as": None, "window": None, "bands": None, **chosen}
    return spectrogram_of(length, rate, request, "sounds", notes), [str(note) for note in notes]


def test_sounds_of_some_length_are_seen_as_the_ear_hears_them() -> None:
    assert asked(8000, 8000) == (
        Spectrogram(8000, 256, 40, "mel"),
        ["Sounds are seen as spectrograms: 40 bands of frequencies, 61 moments of 32 ms each"],
    )
    assert asked(8000, 0) == (None, []), "what is no sound stays as it is"
    assert asked(2000, 8000) == (None, []), "and what is short"
    assert asked(8000, 8000, seen_as="signal") == (None, [])
    assert asked(8000, 0, seen_as="spectrogram") == (Spectrogram(8000, 512, 40, "spectrogram"), [])
    assert asked(100, 0, seen_as="spectrogram", bands=3) == (Spectrogram(100, 16, 3, "spectrogram"), [])
    clap, _ = asked(2400, 48_000)
    assert clap == Spectrogram(2400, 256, 40, "mel"), "50 ms are no picture of one moment"
    assert usual_window(20, 96_000) == 16, "no more than there is"


@pytest.mark.parametrize(
    ("length", "rate", "chosen", "said"),
    [
        (8000, 0, {"seen_as": "mel"}, "sounds: what the ear hears is known of sounds of one sampling rate"),
        (100, 0, {"seen_as": "spectrogram", "window": 101}, "a window of 101 values is longer than its recordings, which have 100; choose"),
        (9, 0, {"seen_as": "spectrogram"}, "a length of 9 are too short for spectrograms, which need 16; choose the signal"),
        (8000, 8000, {"window": 64, "bands": 33}, "33 bands need a window of 66 values or more; it has 64"),
        (4_000_001, 8000, {}, "4\N{NARROW NO-BREAK SPACE}000\N{NARROW NO-BREAK SPACE}000 are the most; set a length"),
        (100_001, 8000, {"seen_as": "signal"}, "100\N{NARROW NO-BREAK SPACE}000 are the most of a signal; set a length"),
        (4_000_001, 8000, {"seen_as": "signal"}, "100\N{NARROW NO-BREAK SPACE}000 are the most; set a length"),
    ],
)  # fmt: skip
def test_what_does_not_suit_the_recordings_is_refused(
    length: int, rate: int, chosen: dict[str, object], said: str
) -> None:
    with pytest.raises(StudioError) as caught:
        asked(length, rate, **chosen)
    assert said in str(caught.value)
