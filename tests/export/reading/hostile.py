"""Every file that means harm, and thousands of sound ones with a few bytes changed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from tests.export.reading import good, hostile_keras, hostile_onnx, hostile_weights
from tests.export.reading.trial import Case

REFUSED: dict[str, tuple[str, Callable[[], Iterator[tuple[str, bytes, str]]]]] = {
    "zip": (".keras", hostile_keras.zips),
    "config": (".keras", hostile_keras.configs),
    "hdf5": (".keras", hostile_keras.hdf5),
    "h5": (".h5", hostile_keras.weights_alone),
    "onnx": (".onnx", hostile_onnx.models),
    "pickle": (".pt", hostile_weights.pickles),
    "npz": (".npz", hostile_weights.arrays),
    "safetensors": (".safetensors", hostile_weights.safe),
}
"""Families of files that must be refused, with the ending that they have."""


def refused() -> Iterator[Case]:
    """Files that must be refused, and why."""
    for family, (suffix, make) in REFUSED.items():
        for name, data, why in make():
            yield Case(f"{family}: {name}", suffix, data, why)


def odd(step: int) -> Iterator[Case]:
    """Files that may be read or not; of wrong settings each so many-th."""
    for name, data in hostile_keras.misfits(step):
        yield Case(f"odd: {name}", ".keras", data)
    for name, data in hostile_onnx.odd():
        yield Case(f"odd: {name}", ".onnx", data)


def mutations(count: int) -> Iterator[Case]:
    """Sound files with a few bytes changed; inside a zip too, whose checksums would hide it."""
    for kind, (suffix, data, wrap) in _sound().items():
        for seed in range(count):
            generator = np.random.default_rng([seed, len(data)])
            yield Case(f"mutation: {kind} {seed}", suffix, wrap(_mutated(data, generator)))


def _sound() -> dict[str, tuple[str, bytes, Callable[[bytes], bytes]]]:
    """What is changed, and what makes a file of it."""
    config = good.members(good.keras())["config.json"]
    npz = good.members(good.npz())
    member = next(iter(npz))
    return {
        "onnx": (".onnx", good.onnx(), bytes),
        "keras": (".keras", good.keras(), bytes),
        "keras configuration": (".keras", config, good.keras_of),
        "keras weights": (".keras", good.h5(), partial(good.keras_of, good.keras_config())),
        "h5": (".h5", good.h5(), bytes),
        "npz": (".npz", good.npz(), bytes),
        "npy": (".npz", npz[member], lambda data: good.zipped({**npz, member: data}, zipfile.ZIP_STORED)),
        "safetensors": (".safetensors", good.safetensors(), bytes),
        "pt": (".pt", good.torch(), bytes),
        "pickle": (".pt", good.torch_pickle(), good.torch_of),
    }


def _mutated(data: bytes, generator: np.random.Generator) -> bytes:
    """A few bytes changed, a piece cut out, doubled, or put elsewhere."""
    spoilt = bytearray(data)
    for _ in range(int(generator.integers(1, 6))):
        at = int(generator.integers(len(spoilt)))
        what = generator.integers(6)
        if what < 3:
            spoilt[at] ^= 1 << int(generator.integers(8))
        elif what == 3:
            spoilt[at] = int(generator.choice([0, 1, 127, 128, 255]))
        elif what == 4:
            del spoilt[at : at + int(generator.integers(1, 9))]
        else:
            piece = spoilt[at : at + int(generator.integers(1, 40))]
            to = int(generator.integers(len(spoilt)))
            spoilt[to:to] = piece
    return bytes(spoilt)
