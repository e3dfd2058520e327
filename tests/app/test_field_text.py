"""Settings as text, and back."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.app.words import field_text
from nnstudio.nn.fields import Field, FieldInfo, Pair, Spec, fields_of


class Example(Spec, frozen=True):
    units: Annotated[int, Field("h", minimum=1, maximum=1000)] = 25
    batch: Annotated[int, Field("h", minimum=1, maximum=4096, logarithmic=True)] = 32
    rate: Annotated[float, Field("h", above=0, maximum=10, logarithmic=True)] = 1e-3
    decay: Annotated[float, Field("h", minimum=0, logarithmic=True)] = 0.0
    drop: Annotated[float, Field("h", minimum=0, maximum=0.99)] = 0.5
    scale: Annotated[float, Field("h")] = 1.0
    kernel: Annotated[Pair, Field("h", minimum=1)] = 3
    shape: Annotated[tuple[int, ...], Field("h", minimum=1)] = (28, 28, 1)
    weights: Annotated[tuple[float, ...], Field("h", minimum=0)] = ()
    seed: Annotated[int | None, Field("h", minimum=0)] = None
    name: Annotated[str, Field("h")] = ""


INFO: dict[str, FieldInfo] = {info.name: info for info in fields_of(Example)}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("units", "25", 25),
        ("units", " 1 000 ", 1000),
        ("units", "1e3", 1000),
        ("units", "2.5", "2.5"),
        ("units", "many", "many"),
        ("units", "", ""),
        ("units", "\u22125", -5),
        ("units", "9" * 5000, "9" * 5000),
        ("rate", "1e-3", 0.001),
        ("rate", ".5", 0.5),
        ("rate", "0,5", 0.5),
        ("rate", "−1,25e-3", -0.00125),
        ("rate", "0,125", 0.125),
        ("rate", "1,500", "1,500"),
        ("units", "2,0", "2,0"),
        ("kernel", "3", 3),
        ("kernel", "3x5", (3, 5)),
        ("kernel", "3 × 5", (3, 5)),
        ("kernel", "3, 5", (3, 5)),
        ("kernel", "3 × ", 3),
        ("kernel", "", ""),
        ("kernel", "3 × five", "3 × five"),
        ("shape", "28, 28, 1", (28, 28, 1)),
        ("shape", "28x28x1", (28, 28, 1)),
        ("shape", "(28, 28)", (28, 28)),
        ("shape", "28, a", "28, a"),
        ("weights", "", ()),
        ("weights", "1, 0.5; 1e-3", (1.0, 0.5, 0.001)),
        ("weights", "1,0.5,2", (1.0, 0.5, 2.0)),
        ("weights", "[2 3]", (2.0, 3.0)),
        ("weights", "0,5; 2", (0.5, 2.0)),
        ("weights", "1;2,25;3", (1.0, 2.25, 3.0)),
        ("weights", "(0,5; 2)", (0.5, 2.0)),
        ("weights", "1,2,3; 4", "1,2,3; 4"),
        ("weights", "1,500; 2", "1,500; 2"),
        ("weights", "1, x", "1, x"),
        ("seed", "", None),
        ("seed", "0", 0),
        ("name", " a b ", "a b"),
    ],
)
def test_read(name: str, text: str, value: Any) -> None:
    assert field_text.read(INFO[name], text) == value


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("units", 10000, "10000"),
        ("rate", 0.001, "0.001"),
        ("rate", 1e-5, "1e-5"),
        ("rate", 2.0, "2"),
        ("kernel", (3, 5), "3×5"),
        ("kernel", 3, "3×3"),
        ("shape", (28, 28, 1), "28, 28, 1"),
        ("seed", None, ""),
    ],
)
def test_show(name: str, value: Any, text: str) -> None:
    assert field_text.show(INFO[name], value) == text


@pytest.mark.parametrize(
    ("name", "value", "steps", "result"),
    [
        ("units", 25, 1, 26),
        ("units", 1, -1, 1),
        ("units", 995, 10, 1000),
        ("batch", 32, 1, 64),
        ("batch", 100, 1, 128),
        ("batch", 100, -1, 64),
        ("batch", 1, -1, 1),
        ("rate", 0.001, 1, 0.002),
        ("rate", 0.002, 1, 0.005),
        ("rate", 0.005, 1, 0.01),
        ("rate", 0.001, -1, 0.0005),
        ("rate", 0.00061, 1, 0.001),
        ("rate", 0.00061, -1, 0.0005),
        ("rate", 10.0, 1, 10.0),
        ("rate", 1e-6, -1, 1e-6),
        ("decay", 0.0, 1, 1e-6),
        ("decay", 1e-6, -1, 0.0),
        ("decay", 5e-324, 1, 1e-6),
        ("decay", 5e-324, -1, 0.0),
        ("drop", 0.5, 1, 0.55),
        ("drop", 0.5, -1, 0.45),
        ("drop", 0.98, 10, 0.99),
        ("scale", 1.0, 1, 1.1),
        ("scale", 0.0, -1, -0.01),
        ("kernel", (3, 5), 1, (4, 6)),
        ("kernel", (1, 2), -1, (1, 1)),
        ("seed", None, 1, 0),
    ],
)
def test_stepped(name: str, value: Any, steps: int, result: Any) -> None:
    assert field_text.stepped(INFO[name], value, steps) == pytest.approx(result)


@given(st.floats(0, 10, exclude_min=True), st.integers(-30, 30))
def test_steps_stay_inside_the_limits(value: float, steps: int) -> None:
    Example(rate=field_text.stepped(INFO["rate"], value, steps))


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_what_is_shown_is_read_back(value: float) -> None:
    text = field_text.show(INFO["scale"], value)
    assert field_text.read(INFO["scale"], text) == pytest.approx(value, rel=1e-11)


@given(st.text(max_size=30), st.sampled_from(sorted(INFO)))
def test_any_text_is_read_without_a_crash(text: str, name: str) -> None:
    field_text.read(INFO[name], text)
