"""Pictures of samples have an edge, whatever they are shown on; those of one shade have that shade."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import picture, sample_picture
from nnstudio.app.results.pairs import PicturePairs
from nnstudio.data.preparing.array_scaling import fit_array
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.system.arrays import Host


@pytest.mark.parametrize("shade", [0.0, 1.0])
@pytest.mark.parametrize("preference", ["light", "dark"])
def test_a_picture_of_one_shade_has_an_edge_on_all_sides(
    look: theme.Theme, shade: float, preference: theme.Preference
) -> None:
    look.set_preference(preference)
    image = picture(np.full((8, 6, 1), shade), 40, (0.0, 1.0)).toImage()
    right, bottom = image.width() - 1, image.height() - 1
    inside = image.pixelColor(right // 2, bottom // 2).name()
    around = {
        image.pixelColor(x, y).name()
        for x, y in ((0, 0), (right // 2, 0), (right, bottom // 2), (0, bottom // 2), (right // 2, bottom))
    }
    assert inside == ("#ffffff" if shade else "#000000")
    assert len(around) == 1
    assert theme.contrast(around.pop(), inside) > 1.5


def _middle(shown: QPixmap) -> int:
    """How light the middle of a picture is, from 0 to 255."""
    return shown.toImage().pixelColor(shown.width() // 2, shown.height() // 2).value()


def _prepared(scaling: str, white: float, channels: int) -> tuple[Host, Preprocessor]:
    """Pictures of all shades from black to white, and how they are scaled."""
    pictures = np.random.default_rng(0).random((20, 6, 6, channels), np.float32) * np.float32(white)
    pictures[:2, 0, 0] = [[0], [white]]
    offset, scale = fit_array(pictures, np.arange(20), scaling, by_channel=False)
    return pictures, Preprocessor(
        scaling=scaling, sample_shape=(6, 6, channels), task="binary", target_name="t", classes=("a", "b"),
        offset=tuple(offset.tolist()), scale=tuple(scale.tolist()),
    )  # fmt: skip


@pytest.mark.parametrize("scaling", ["standard", "minmax", "none", "robust"])
@pytest.mark.parametrize("white", [1.0, 255.0, 65535.0])
def test_a_picture_of_one_shade_has_the_shade_that_the_others_would_give_it(
    look: theme.Theme, scaling: str, white: float
) -> None:
    pictures, known = _prepared(scaling, white, 1)
    for share, least, most in ((0, 0, 0), (0.5, 110, 145), (1, 250, 255)):
        # Of pictures as they are, nothing but the shade tells what half of white is.
        if (scaling, share) != ("none", 0.5) or white == 255:
            even = known.transform(np.full((1, 6, 6, 1), share * white, np.float32))[0]
            assert least <= _middle(sample_picture(even, 40, known)) <= most
    ramp = known.transform(pictures)[0]
    between = float(ramp.min()), float(ramp.max())
    assert sample_picture(ramp, 6, known).toImage() == picture(ramp, 6, between).toImage()


@pytest.mark.parametrize("scaling", ["standard", "minmax", "none", "robust"])
@pytest.mark.parametrize("white", [1.0, 255.0])
def test_colours_are_those_of_the_data(look: theme.Theme, scaling: str, white: float) -> None:
    """Skin is skin, however dim or bright the photograph is; of grey pictures also what is dim is to be seen."""
    _, known = _prepared(scaling, white, 3)
    skin = np.broadcast_to(np.array([213, 170, 151]) / 255 * white, (1, 6, 6, 3)).astype(np.float32).copy()
    skin[:, :2] *= 0.8
    shown = sample_picture(known.transform(skin)[0], 60, known).toImage()
    colour = shown.pixelColor(shown.width() // 2, shown.height() * 3 // 4)
    assert np.abs(np.array(colour.getRgb()[:3]) - (213, 170, 151)).max() <= 2


@pytest.mark.parametrize("white", [1.0, 255.0])
def test_an_even_picture_keeps_its_shade_beside_what_is_made_of_it(
    look: theme.Theme, qtbot: QtBot, white: float
) -> None:
    pairs = PicturePairs()
    qtbot.addWidget(pairs)
    even = np.full((2, 6, 6, 1), white)
    even[1] = 0
    pairs.show_pairs(even, even, _prepared("none", white, 1)[1])
    shades = [[_middle(each.pixmap()) for each in pair] for pair in pairs._columns]
    assert shades == [[255, 255], [0, 0]]
