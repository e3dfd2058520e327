"""Make resources/datasets/spoken-digits.npz: a part of the Free Spoken Digit Dataset, brought to one length.

    python packaging/make_spoken_digits.py FOLDER

FOLDER holds the recordings of the set as its authors publish them, ``7_jackson_32.wav`` and so on, in itself or below it: the
folder ``recordings`` of https://github.com/Jakobovski/free-spoken-digit-dataset. Of each of the ten digits and six speakers
the recordings 0 to 9 are taken. Of those that are longer than 0.42 s the middle is used, shorter ones get zeros at both
ends, as in a folder of recordings. Values stay whole numbers of 16 bits. The same files give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from data_files import write_arrays

from nnstudio.data.recordings.signals import fitted, read_signal

LENGTH, RATE = 3360, 8000
PER_SPEAKER = 10


def main() -> int:
    """Write the file and say what it holds."""
    found = []
    for path in Path(sys.argv[1]).rglob("*.wav"):
        digit, speaker, number = path.stem.split("_")
        if int(number) < PER_SPEAKER:
            found.append((speaker, int(digit), int(number), path))
    found.sort()
    speakers, digits, _, paths = zip(*found, strict=True)
    sounds = np.empty((len(paths), LENGTH), np.int16)
    for i, path in enumerate(paths):
        signal = read_signal(str(path))
        if signal.rate != RATE:
            raise SystemExit(f"{path.name}: {signal.rate} samples per second, not {RATE}")
        mono = signal.values.mean(axis=1, keepdims=True)
        sounds[i] = fitted(mono, LENGTH, "middle")[:, 0] * 32768
    arrays = {"sounds": sounds, "digits": np.array(digits, np.uint8), "speakers": np.array(speakers)}
    write_arrays("spoken-digits.npz", arrays)
    return 0


if __name__ == "__main__":
    sys.exit(main())
