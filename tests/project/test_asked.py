"""What an output is asked is the same before and after data is prepared: so it is the same output that answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnstudio.data.config import DataConfig
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.sources import CsvFile
from nnstudio.data.target_group import views_of
from nnstudio.project.asked import Asked


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A column of every sort that can be predicted."""
    lines = [
        f"{i},{'abc'[i % 3]},{i * 0.37 % 5:.2f},{-i % 7 + 0.5},{'yn'[i % 2]},{'ny'[i // 2 % 2]},{('p', 'q', 'p;q', '')[i % 4]}"
        for i in range(60)
    ]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(["x,kind,price,weight,sold,liked,ticked", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "targets",
    [
        ("kind",), ("sold",), ("price", "weight"), ("sold", "liked"), ("ticked",),
        ("kind", "price", "sold", "weight", "ticked"),
    ],
    ids="+".join,
)  # fmt: skip
def test_the_same_is_asked_before_and_after_data_is_prepared(table: Path, targets: tuple[str, ...]) -> None:
    dataset = CsvFile(str(table)).with_kind("choices", "ticked").predicting(*targets).read()
    known = prepare(dataset, DataConfig(), 0).preprocessor
    asked = [Asked.read(view) for view in views_of(dataset)]
    assert asked == [Asked.prepared(view) for view in known.views]
    assert {name for each in asked for name in each.columns} == set(targets)
