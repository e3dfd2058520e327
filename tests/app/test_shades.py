"""Numbers become the same colours, whether they are mixed one by one or looked up."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from nnstudio.app.look import theme
from nnstudio.app.look.shades import PICTURE, image, images

pytestmark = pytest.mark.usefixtures("look")


def _mixed(share: float) -> np.ndarray:
    """A colour as it is meant to be: of the ground, and of the hue of its sign."""
    tokens = theme.current().tokens
    ground, hue = (tokens.color(name) for name in ("surface", "curve_validation" if share < 0 else "accent"))
    strength = PICTURE * abs(share)
    pairs = zip(_rgb(ground), _rgb(hue), strict=True)
    return np.array([(1 - strength) * a + strength * b for a, b in pairs])


def _rgb(color: QColor) -> tuple[int, int, int]:
    return color.red(), color.green(), color.blue()


@pytest.mark.parametrize("preference", ["light", "dark"])
def test_pictures_have_the_colours_of_their_numbers(preference: str) -> None:
    theme.current().set_preference(preference)
    values = np.random.default_rng(0).normal(size=(3, 5, 7)).astype(np.float32)
    scale = float(np.abs(values).max())
    found = images(values, scale)
    assert [(each.width(), each.height()) for each in found] == 3 * [(7, 5)]
    for number, row, column in np.ndindex(values.shape):
        meant = _mixed(float(values[number, row, column]) / scale)
        assert np.abs(_rgb(found[number].pixelColor(column, row)) - meant).max() <= 1.5


def test_what_is_no_number_has_the_colour_of_the_ground_and_what_is_too_large_the_strongest() -> None:
    picture = image(np.array([[np.nan, 0.0, np.inf, -np.inf, 9.0, 1.0, -1.0]]), 1.0)
    nothing, zero, above, below, more, most, least = (picture.pixelColor(i, 0) for i in range(7))
    assert nothing == zero == theme.current().tokens.color("surface")
    assert above == more == most != zero
    assert below == least not in (zero, most)
