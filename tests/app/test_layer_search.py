"""Layers with settings, found by what is typed."""

from __future__ import annotations

from typing import Any

import pytest

from nnstudio.app.palette.layer_search import find_layers, named, not_understood, typed_layer
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import Activation, Conv2D, Dense, Dropout, Input, MaxPool2D, Reshape

every_layer = pytest.mark.parametrize("kind", list(LAYERS), ids=lambda kind: kind.__name__)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("dense 10 softmax", Dense(10, "softmax")),
        ("dense", Dense()),
        ("Dense RELU 7", Dense(7, "relu")),
        ("conv2d 32 5x5 same", Conv2D(32, kernel_size=(5, 5), padding="same")),
        ("conv2d 8 3 2", Conv2D(8, kernel_size=3, stride=2)),
        ("input 28x28x1", Input((28, 28, 1))),
        ("input 30", Input((30,))),
        ("reshape 7×7×4", Reshape((7, 7, 4))),
        ("dropout .25", Dropout(0.25)),
        ("dropout 0,25", Dropout(0.25)),
        ("maxpool2d 3", MaxPool2D(3)),
        ("activation tanh", Activation("tanh")),
        ("conv2d 16 3x3 same groups 16", Conv2D(16, kernel_size=(3, 3), padding="same", groups=16)),
        ("conv2d stride 2 16", Conv2D(16, stride=2)),
        ("conv2d 8 dilation=2 bias=off linear", Conv2D(8, dilation=2, bias=False, activation="linear")),
        ("dense 5 l2 1e-4", Dense(5, l2=1e-4)),
        ("dense l1=1 7", Dense(7, l1=1.0)),
        ("dense 3 bias no", Dense(3, bias=False)),
        ("dropout rate .25", Dropout(0.25)),
    ],
)
def test_settings_follow_the_name(query: str, wanted: Layer) -> None:
    best = find_layers(query)[0]
    assert typed_layer(best, query) == wanted
    assert named(best, query)


@pytest.mark.parametrize(
    "query",
    ["dense 0", "dense 99999999999999999999", "dense 2.5", "dense bogus", "conv2d 1x2x3x4x5", "dropout 7.5", "10",
     "dense 5 bias", "dense 5 bias 3", "dense groups 4", "dense units=", "dense =5", "dense l2 x", "conv2d 8 zer 1x2x3",
     "dense ²", "dense ١٠", "dense 1e9", "dense -3"],
)  # fmt: skip
def test_what_no_setting_can_be_finds_nothing(query: str) -> None:
    assert Dense not in find_layers(query)
    for kind in find_layers(query):
        assert isinstance(typed_layer(kind, query), kind)


@every_layer
def test_each_choice_can_be_typed_behind_the_name(kind: type[Layer]) -> None:
    for info in fields_of(kind):
        for choice in info.field.choices:
            query = f"{kind.title} {choice}"
            assert kind in find_layers(query)
            settings: dict[str, Any] = {
                i.name: getattr(typed_layer(kind, query), i.name) for i in fields_of(kind)
            }
            assert choice in settings.values()


@every_layer
def test_a_name_alone_means_the_defaults(kind: type[Layer]) -> None:
    assert typed_layer(kind, kind.title) == kind()
    assert typed_layer(kind, "") == kind()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("conv2d 16 grups 4", (Conv2D, "grups")),
        ("conv2d 16 groups", (Conv2D, "groups")),
        ("dense 10 softmaxx", (Dense, "softmaxx")),
        ("dense units=many", (Dense, "units=many")),
        ("dens 5 units 9 9", (Dense, "9")),
        ("dense 10", None),
        ("densely 10", None),
        ("", None),
    ],
)
def test_the_word_is_named_that_stands_for_nothing(
    query: str, wanted: tuple[type[Layer], str] | None
) -> None:
    assert not_understood(query) == wanted


def test_very_long_queries_are_cut() -> None:
    query = "dense 10" + " " * 5000 + "x" * 100_000
    assert find_layers(query) == [Dense]
    assert typed_layer(Dense, query) == Dense(10)
