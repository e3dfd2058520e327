"""Pictures of samples have an edge, whatever they are shown on."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.app import theme
from nnstudio.app.sample_picture import picture


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
