"""Files whose pictures with columns do not fit their network: refused in one line, however the shapes are chosen."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nnstudio.project.file import decode, encode
from nnstudio.system.messages import StudioError
from tests.data.pictured import pictured_project, pictured_table, trained_on
from tests.project.zips import Members, changed_json, unzipped

PICTURE = (12, 12, 1)
SHAPES = sorted(
    {*itertools.permutations((1, 9, 16)), *itertools.permutations((3, 4, 12)), (144, 1, 1), (1, 12, 12)}
)
"""As many values as a picture has."""


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> Members:
    """A project that has learned from pictures of 12×12×1 with five features of columns."""
    project = pictured_project(pictured_table(tmp_path_factory.mktemp("pictures"), rows=60), epochs=1)
    return unzipped(encode(project, trained_on(project)))


def with_preprocessing(members: Members, **settings: Any) -> bytes:
    return changed_json(members, "training.json", lambda plain: plain["preprocessor"].update(settings))


@given(st.lists(st.integers(-3, 2**70), max_size=8) | st.sampled_from(SHAPES).map(list))
@example([144])
@example([12, 12])
@example([12, 12, 1, 1])
@example([12, 12] + [1] * 70)
@example([-12, -12, 1])
@example([2**31, 2**31, 4])
@example([])
def test_pictures_of_no_other_shape_are_taken(members: Members, picture: list[int]) -> None:
    """As many values of another shape would be other pictures, and other answers."""
    if tuple(picture) == PICTURE:
        return
    with pytest.raises(StudioError) as caught:
        decode(with_preprocessing(members, picture=picture))
    assert len(str(caught.value).splitlines()) == 1
    assert "damaged" in str(caught.value) or "too large" in str(caught.value)


def test_no_second_input_may_take_arrays(members: Members) -> None:
    """Which of them would get the picture is nowhere said."""

    def change(plain: dict[str, Any]) -> None:
        for node in plain["network"]["nodes"]:
            if node["id"] == "input_1":
                node["layer"]["shape"] = [5, 1]
            if node["id"] == "dense_3":
                node["layer"] = {"type": "Flatten"}

    with pytest.raises(StudioError, match="does not fit"):
        decode(changed_json(members, "training.json", change))


def test_the_unchanged_file_opens(members: Members) -> None:
    _, trained = decode(with_preprocessing(members, picture=list(PICTURE)))
    assert trained is not None
    assert trained.preprocessor.picture == PICTURE
