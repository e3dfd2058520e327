"""What columns are found to be, and what is proposed for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.columns.facts import BARS, laid_out, profile, profiles, proposed
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.sources import CsvFile
from nnstudio.data.warnings import warnings_about
from nnstudio.system.messages import StudioError

pytestmark = pytest.mark.usefixtures("inline")

GENERATOR = np.random.default_rng(0)
COLUMNS = {
    "customer id": ("identifier", [str(1000 + 7 * i) for i in range(90)]),
    "n": ("identifier", [str(i + 5) for i in range(90)]),
    "token": ("identifier", [f"k{i * 977:x}" for i in range(90)]),
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
    (tmp_path / "t.csv").write_text(
        "\n".join([",".join(COLUMNS), *map(",".join, rows)]) + "\n", encoding="utf-8"
    )
    return CsvFile(str(tmp_path / "t.csv"))


def test_every_kind_is_found(source: CsvFile) -> None:
    found = profiles(source.table())
    assert {each.name: each.kind for each in found} == {name: kind for name, (kind, _) in COLUMNS.items()}
    learned = {each.name for each in found if not each.reason}
    assert learned == {"year", "size", "count", "colour", "y"}


APART = {
    "customer_id": [7 * i + 3 for i in range(12)],
    "OrderID": [10**9 + i * i for i in range(40)],
    "anything": range(30),
    "counted down": range(80, 0, -1),
    "column 1": np.random.default_rng(1).permutation(60),
    "subject": range(1, 11),
    "car": ["Mazda RX4", "Datsun 710", *(f"Merc {i}" for i in range(30))],
    "code": [f"{i * 0x9E3779B97F4A7C15 % 2**64:016x}" for i in range(200)],
}
TEACHING = {
    "height": range(58, 73),  # inches, in a table of 15 rows
    "nMales": range(13),
    "rank of wealth": np.random.default_rng(1).permutation(86),
    "population": [i * i * 977 + 13 for i in range(90)],
    "age": range(100),
    "year": range(1900, 2000),
    "t": range(200),
    "x": np.arange(60) / 4,
    "steps": range(0, 400, 10),
    "month": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    "few": ["a", "b", "c", "d"],
    "smoker_id": [i % 40 for i in range(90)],
    "gaps": [*range(20), *[None] * 20],
}


@pytest.mark.parametrize("name", [*APART, *TEACHING])
def test_what_tells_rows_apart(name: str) -> None:
    values = list(APART[name] if name in APART else TEACHING[name])
    texts = any(isinstance(value, str) for value in values)
    column = Column.category(name, values) if texts else Column.number(name, np.array(values, np.float64))
    found = profile(column)
    assert (found.kind == "identifier") == (name in APART), found
    assert (not found.reason) == (name in TEACHING)
    other = Column.number("other", np.random.default_rng(0).normal(size=len(values)))
    goal = Column.category("goal", ["ab"[i % 2] for i in range(len(values))])
    warned = [
        w.columns
        for w in warnings_about(Dataset("t", (column, other), goal), DataConfig())
        if w.kind == "identifier"
    ]
    assert warned == ([(name,)] if name in APART else [])


def test_keys_and_prose_that_are_too_many_to_be_read(tmp_path: Path) -> None:
    rows = [
        f"{i * 0x9E3779B97F4A7C15 % 2**64:016x},Mr {i} Smith,it was said of {i} that,{i % 2}"
        for i in range(120)
    ]
    (tmp_path / "t.csv").write_text("\n".join(["uuid,who,remark,y", *rows]) + "\n", encoding="utf-8")
    found = profiles(CsvFile(str(tmp_path / "t.csv")).table())
    assert [(each.name, each.kind) for each in found[:3]] == [
        ("uuid", "identifier"), ("who", "identifier"), ("remark", "text"),
    ]  # fmt: skip
    assert str(found[1].reason) == "it names the rows"


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
        laid_out(source.replace(target="y"), (), "y")
