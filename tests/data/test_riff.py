"""WAV files: every form is read as it was written, and nothing that anybody may write ends in anything but one line."""

from __future__ import annotations

import contextlib
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from nnstudio.data.recordings.riff import read_wave
from nnstudio.system.messages import StudioError
from tests.data.waves import FORMS, piece, wave

GOOD = wave(np.linspace(-1, 1, 50))
FMT = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)


@given(
    samples=arrays.arrays(
        np.float32, st.tuples(st.integers(1, 40), st.integers(1, 6)), elements=st.floats(-1, 1, width=32)
    ),
    rate=st.integers(1, 400_000),
    form=st.sampled_from(FORMS),
    extensible=st.booleans(),
    before=st.binary(max_size=9).map(lambda data: piece(b"LIST", data)),
)
def test_what_was_written_is_read(
    samples: np.ndarray, rate: int, form: tuple[str, int], extensible: bool, before: bytes
) -> None:
    kind, bits = form
    sound = read_wave(wave(samples, rate, kind, extensible=extensible, before=before))
    assert sound.rate == rate
    assert sound.samples.dtype == np.float32
    step = 0.0 if kind[0] == "f" else 2.0 ** (1 - min(bits, 24))  # of the numbers of a network, 24 bits count
    assert np.abs(sound.samples - samples).max() <= step
    assert np.abs(sound.samples).max() <= 1


@given(data=st.binary(max_size=200))
def test_no_bytes_end_in_anything_but_one_line(data: bytes) -> None:
    for text in (data, b"RIFF\0\0\0\0WAVE" + data, b"RIFF\0\0\0\0WAVE" + piece(b"fmt ", FMT) + data):
        with contextlib.suppress(StudioError):
            assert read_wave(text).samples.size


@given(place=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255), end=st.integers(0, len(GOOD)))
def test_damaged_ones_are_read_or_refused(place: int, byte: int, end: int) -> None:
    damaged = bytearray(GOOD)
    damaged[place] = byte
    for data in (bytes(damaged), bytes(damaged[:end])):
        try:
            sound = read_wave(data)
        except StudioError:
            continue
        assert np.isfinite(sound.samples).all()


BAD: dict[str, tuple[bytes, str]] = {
    "something else": (b"ID3\x03" + bytes(40), "it is no WAV file"),
    "samples without a header": (
        b"RIFF\0\0\0\0WAVE" + piece(b"data", b"1234"),
        "what its samples are is not said",
    ),
    "no samples": (b"RIFF\0\0\0\0WAVE" + piece(b"fmt ", FMT), "it has no samples"),
    "nothing in it": (wave(np.zeros((0, 1))), "it holds no samples"),
    "a short header": (b"RIFF\0\0\0\0WAVE" + piece(b"fmt ", FMT[:10]), "its header is too short"),
    "a large piece": (
        b"RIFF\0\0\0\0WAVELIST\xff\xff\xff\x7fxx",
        "a piece of it claims another size than it has",
    ),
    "cut off": (GOOD[:-10], "it is cut off"),
    "packed": (
        b"RIFF\0\0\0\0WAVE" + piece(b"fmt ", b"\x55\0" + FMT[2:]),
        "packed in a way that is not read here",
    ),
    "no channels": (b"RIFF\0\0\0\0WAVE" + piece(b"fmt ", FMT[:2] + b"\0\0" + FMT[4:]), "0 channels"),
    "odd samples": (
        b"RIFF\0\0\0\0WAVE" + piece(b"fmt ", FMT[:-4] + b"\5\0" + FMT[-2:]),
        "in 5 bytes for a sample",
    ),
    "not finite": (wave(np.array([0, np.inf, 1]), kind="f4"), "no finite numbers"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_ones_say_why(name: str) -> None:
    data, cause = BAD[name]
    with pytest.raises(StudioError, match=cause):
        read_wave(data)


def test_a_size_that_was_not_known_when_it_was_written() -> None:
    assert len(read_wave(wave(np.zeros(7), size=0xFFFFFFFF)).samples) == 7


def test_an_odd_number_of_bytes_is_followed_by_one_that_does_not_count() -> None:
    assert len(read_wave(wave(np.zeros(7), kind="u1") + piece(b"LIST", b"x")).samples) == 7
