"""Columns that are left out, and columns that are read as something else than they look like."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.data.columns.proposals import proposed_target
from nnstudio.data.dataset import Dataset
from nnstudio.data.source import SOURCES
from nnstudio.data.sources import CsvFile
from nnstudio.data.table_source import TableSource
from nnstudio.system.messages import StudioError

pytestmark = pytest.mark.usefixtures("inline")


@pytest.fixture
def source(tmp_path: Path) -> CsvFile:
    path = tmp_path / "t.csv"
    lines = [f"{i % 5},{i}.5,{('red', 'green')[i % 2]},fixed,{'uv'[i % 3 == 0]}" for i in range(40)]
    path.write_text("\n".join(["zone,size,colour,plan,kind", *lines]) + "\n", encoding="utf-8")
    return CsvFile(str(path))


def names(dataset: Dataset) -> list[str]:
    assert isinstance(dataset.inputs, tuple)
    return [column.name for column in dataset.inputs]


def test_columns_are_left_out_and_come_back(source: CsvFile) -> None:
    without = source.ignoring("size", "colour")
    assert names(without.read()) == ["zone"]
    assert names(without.using("size").read()) == ["zone", "size"]
    assert without.using("size", "colour") == source


def test_the_target_stays_whatever_is_left_out(source: CsvFile) -> None:
    assert source.ignoring("kind").read().target_name == "kind"


def test_something_must_remain(source: CsvFile) -> None:
    with pytest.raises(StudioError, match=r"^t.csv: every column but the target 'kind' is left out"):
        source.ignoring("zone", "size", "colour").read()


def test_a_code_is_a_category(source: CsvFile) -> None:
    dataset = source.with_kind("category", "zone").read()
    assert isinstance(dataset.inputs, tuple)
    assert dataset.inputs[0].categories == ("0", "1", "2", "3", "4")
    assert dataset.sample_shape == (5 + 1 + 2,)
    assert source.with_kind("category", "zone").with_kind(None, "zone") == source
    number = source.with_kind("category", "zone").with_kind("number", "zone")
    assert (number.numbers, number.categories) == (("zone",), ())


def test_what_is_no_number_is_said_with_its_line(source: CsvFile) -> None:
    with pytest.raises(
        StudioError, match=r"^t.csv, line 2, column 'colour': 'red' is not a number; leave the cell empty"
    ):
        source.with_kind("number", "colour").read()


def test_what_would_be_left_out_may_be_wanted(source: CsvFile) -> None:
    assert "plan" not in names(source.read())
    assert "plan" in names(source.with_kind("category", "plan").read())


def test_it_is_saved_with_the_source(source: CsvFile) -> None:
    chosen = source.ignoring("size").with_kind("category", "zone")
    again, extra = SOURCES.from_plain(SOURCES.to_plain(chosen))
    assert (again, extra) == (chosen, {})
    old = {k: v for k, v in SOURCES.to_plain(source).items() if k not in ("ignored", "numbers", "categories")}
    assert SOURCES.from_plain(old)[0] == source


@pytest.mark.parametrize("wrong", ["size", 5, [1], None, {"a": 1}])
@pytest.mark.parametrize("setting", ["ignored", "numbers", "categories"])
def test_anything_else_is_refused_in_one_line(source: CsvFile, setting: str, wrong: object) -> None:
    plain = SOURCES.to_plain(source) | {setting: wrong}
    with pytest.raises(StudioError, match=f"{setting} must be names of columns") as error:
        SOURCES.from_plain(plain)
    assert "\n" not in str(error.value)


def test_every_kind_of_table_takes_it() -> None:
    kinds = [kind for kind in SOURCES if issubclass(kind, TableSource)]
    assert len(kinds) >= 3
    for kind in kinds:
        assert kind("x").ignoring("a").ignored == ("a",)


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("label,p1,p2", "label"),
        ("a,Class,b", "Class"),
        ("a,b,species", "species"),
        ("y,target,b", "b"),
        ("Species,a,year", "Species"),
        ("a,b,Date", "b"),
        ("a,price,patient id", "price"),
        ("a,delay,minute", "delay"),
        ("x,y,z", "z"),
        ("x,y,b", "y"),
        ("a,Churn,b", "Churn"),
    ],
)
def test_the_target_is_proposed(tmp_path: Path, header: str, target: str) -> None:
    rows = np.random.default_rng(0).normal(size=(30, 3)).round(3)
    path = tmp_path / "t.csv"
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]), encoding="utf-8")
    assert proposed_target(CsvFile(str(path)).table()) == target


def test_what_is_left_out_is_not_proposed(tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(30, 3)).round(3)
    path = tmp_path / "t.csv"
    path.write_text("\n".join(["label,p,q", *(",".join(map(str, row)) for row in rows)]), encoding="utf-8")
    table = CsvFile(str(path)).table()
    assert proposed_target(table, ("label",)) == "q"
    assert proposed_target(table, ("label", "q")) == "p"
    assert proposed_target(table, ("label", "p", "q")) is None
