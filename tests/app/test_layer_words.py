"""Layers in words."""

from __future__ import annotations

import pytest

from nnstudio.app.words.layer_words import spoken
from nnstudio.graph.inference import infer
from nnstudio.graph.network import sequential
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv1D, Dense, MaxPool1D


@pytest.mark.parametrize(
    ("layer", "heard"),
    [
        (Dense(1), "1 unit relu"),
        (Dense(25, "sigmoid"), "25 units sigmoid"),
        (Conv1D(1, 1), "1 filter kernel size 1 relu"),
        (Conv1D(3, 3), "3 filters kernel size 3 relu"),
        (MaxPool1D(2), "pool size 2"),
    ],
)
def test_a_screen_reader_hears_numbers_with_what_they_count(layer: Layer, heard: str) -> None:
    network = sequential((8,) if isinstance(layer, Dense) else (8, 2), [layer])
    words = spoken(network, infer(network), network.output_ids[0], None).split(", ")
    assert words[2] == heard
