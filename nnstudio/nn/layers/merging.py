"""Shape rules that the merging layers share."""

from __future__ import annotations

from nnstudio.nn.shape import Shape, ShapeError, show


def one_shape(title: str, inputs: tuple[Shape, ...]) -> Shape:
    """Return the shape that all inputs have, or refuse them."""
    for at, other in enumerate(inputs):
        if other != inputs[0]:
            raise ShapeError(
                "{title} needs inputs of one shape, but receives {first} and {other}",
                kind="addends", word="shapes differ", at=at,
                remedies=("match_units", "padding_upstream", "insert_projection", "cut_edge"),
                title=title, first=show(inputs[0]), other=show(other),
            )  # fmt: skip
    return inputs[0]
