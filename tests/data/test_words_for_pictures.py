"""What is said of a data set of pictures calls them pictures: nobody sees rows there."""

from __future__ import annotations

import re

import numpy as np
import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.dividing.folds import folds
from nnstudio.data.warnings import warnings_about
from nnstudio.data.warnings.looking import DataWarning
from nnstudio.nn.fields import fields_of
from nnstudio.system.messages import StudioError

_ROW = re.compile(r"\brows?\b", re.IGNORECASE)


def _pictures(*sizes: int, parts: np.ndarray | None = None) -> Dataset:
    classes = np.repeat(np.arange(len(sizes)), sizes)
    x = np.random.default_rng(0).random((len(classes), 6, 6, 1), np.float32)
    names = [f"class {i}" for i in range(len(sizes))]
    return Dataset("faces", x, Column.category("kind", [names[i] for i in classes]), parts=parts)


def _said(dataset: Dataset) -> dict[str, DataWarning]:
    return {found.kind: found for found in warnings_about(dataset, DataConfig())}


@pytest.mark.parametrize(
    ("sizes", "kind", "told"),
    [
        ((300, 12), "imbalance", "of the pictures"),
        ((60, 3), "few_of_a_class", "Fewer than 5 pictures of"),
        ((40, 40), "unseen_class", "No picture to learn from is of"),
    ],
)
def test_warnings(sizes: tuple[int, int], kind: str, told: str) -> None:
    held = (np.arange(sum(sizes)) >= sizes[0]).astype(np.int8) if kind == "unseen_class" else None
    found = _said(_pictures(*sizes, parts=held))
    assert told in str(found[kind].text)
    assert not [str(each.text) for each in found.values() if _ROW.search(str(each.text))]


def test_refusals() -> None:
    with pytest.raises(StudioError) as refused:
        folds(_pictures(3, 3), DataConfig(), 0, 20)
    assert not _ROW.search(str(refused.value))


def test_settings_that_pictures_have_as_well() -> None:
    told = {info.name: f"{info.label} {info.field.help}" for info in fields_of(DataConfig)}
    for name in ("validation", "test", "stratified"):
        assert not _ROW.search(told[name])
    assert "picture" in told["distinct"]
