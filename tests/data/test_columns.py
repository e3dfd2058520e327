"""What columns are found to be, and what is proposed for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.columns import BARS, laid_out, profile, profiles, proposed
from nnstudio.data.dataset import Column
from nnstudio.data.sources import CsvFile
from nnstudio.system.messages import StudioError

GENERATOR = np.random.default_rng(0)
COLUMNS = {
    "customer id": ("identifier", [str(1000 + 7 * i) for i in range(90)]),
    "n": ("identifier", [str(i + 5) for i in range(90)]),
    "token": ("text", [f"k{i * 977:x}" for i in range(90)]),
    "remark": ("text", [f"words and more words {i}" for i in range(90)]),
    "same": ("constant", ["7"] * 90),
    "empty": ("constant", [""] * 90),
    "year": ("number", [str(1930 + i) for i in range(90)]),
    "size": ("number", [f"{x:.4f}" for x in GENERATOR.normal(size=90)]),
    "count": ("number", [str(i * i % 17) for i in range(90)]),
    "colour": ("category", [("red", "green", "")[i % 3] for i in range(90)]),
    "opened": ("date", [f"{i % 28 + 1:02}.03.{2000 + i}" for i in range(90)]),
    "y": ("category", ["ab"[i % 2] for i in range(90)]),
}


@pytest.fixture
def source(tmp_path: Path) -> CsvFile:
    """A column of every kind."""
    rows = zip(*(values for _, values in COLUMNS.values()), strict=True)
    (tmp_path / "t.csv").write_text("\n".join([",".join(COLUMNS), *map(",".join, rows)]) + "\n")
    return CsvFile(str(tmp_path / "t.csv"))


def test_every_kind_is_found(source: CsvFile) -> None:
    found = profiles(source.table())
    assert {each.name: each.kind for each in found} == {name: kind for name, (kind, _) in COLUMNS.items()}
    learned = {each.name for each in found if each.usable}
    assert learned == {"year", "size", "count", "colour", "y"}
    assert all(each.reason for each in found if not each.usable)


def test_what_is_told_of_a_column() -> None:
    numbers = profile(Column.number("x", [*range(100), np.nan, 0.5]))
    assert (numbers.distinct, numbers.least, numbers.greatest, numbers.missing) == (101, 0, 99, 1 / 102)
    assert (len(numbers.bars), sum(numbers.bars)) == (BARS, 101)
    assert numbers.samples == ("0", "1", "2", "3", "4", "5")
    few = profile(Column.number("x", [3, 1, 1, 2, 1]))
    assert (few.bars, few.samples) == ((3, 1, 1), ("3", "1", "2"))
    names = profile(Column.category("c", ["b", "a", "b", None, "z" * 200], ["a", "b", "z" * 200, "never"]))
    assert (names.distinct, names.bars, names.samples[:2], names.missing) == (3, (2, 1, 1), ("b", "a"), 0.2)
    assert len(names.samples[2]) < 100
    dates = profile(Column("d", "date", np.array([0, 86400.0 * 31, np.nan])))
    assert (dates.kind, dates.samples) == ("date", ("1970-01-01", "1970-02-01"))
    huge = profile(Column.number("x", [1e308, -1e308, *range(50)]))
    assert sum(huge.bars) == 52
    assert profile(Column.number("x", [np.nan, np.nan])).kind == "constant"


def test_what_is_proposed(source: CsvFile) -> None:
    better = proposed(source, source.table())
    assert better.dates == ("opened",)
    assert set(better.ignored) == {"customer id", "n"}
    dataset = better.read()
    assert isinstance(dataset.inputs, tuple)
    assert [column.name for column in dataset.inputs] == ["year", "size", "count", "colour", "opened"]
    assert {column.name for column in dataset.aside} == {"customer id", "n"}
    chosen = source.with_kind("number", "n").with_kind("category", "opened")
    assert proposed(chosen, chosen.table(chosen.kinds)).ignored == ("customer id",)


@pytest.mark.parametrize(
    ("by", "how"), [("opened", "time"), ("customer id", "group"), ("colour", "group"), ("remark", "group")]
)
def test_a_column_divides_as_it_looks(source: CsvFile, by: str, how: str) -> None:
    found, config = laid_out(source, ["size"], by)
    assert (config.divided, config.divided_by) == (how, by)
    dataset = found.read()
    assert isinstance(dataset.inputs, tuple)
    assert not {by, "size"} & {column.name for column in dataset.inputs}
    assert dataset.column(by) in dataset.aside
    assert laid_out(source, (), by, "group")[1].divided == "group"


def test_wrong_columns_are_named(source: CsvFile) -> None:
    with pytest.raises(StudioError, match=r"t.csv: there is no column 'z'; there are 'customer id'"):
        laid_out(source, ["z"])
    with pytest.raises(StudioError, match=r"t\.csv: column 'y' is the one to be predicted"):
        laid_out(source, (), "y")
