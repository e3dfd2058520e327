"""Cells with several choices: when a column is taken for one of them, and what it becomes."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from nnstudio.data.cells.choices import as_choices, hold_choices, mentions
from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.columns.facts import Profile, profiles, read_proposed
from nnstudio.data.columns.spelled_alike import counted_as_one
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column
from nnstudio.data.preparing.column_scaling import ColumnScaling
from nnstudio.data.preparing.prepare import prepare
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.preparing.strange import strange_in, strange_told
from nnstudio.data.sources import CsvFile
from nnstudio.data.warnings import warnings_about
from nnstudio.project.judging.listing import row_values
from nnstudio.system.messages import StudioError
from tests.data.asked import WAYS, survey

pytestmark = pytest.mark.usefixtures("inline")


def ticked(separator: str, rows: int = 120) -> list[str]:
    """Cells of a question with four choices."""
    draw = np.random.default_rng(1)
    return [
        separator.join(w for w, t in zip(WAYS, row, strict=True) if t) for row in draw.random((rows, 4)) < 0.4
    ]


def others() -> dict[str, list[str]]:
    """Texts with separators in them that are something else."""
    draw = np.random.default_rng(2)
    first, last = ("Ann", "Bob", "Cid", "Dora", "Eve"), ("Bell", "Cole", "Dean", "Ford", "Gray", "Hill")
    towns = {"Bern": "Switzerland", "Graz": "Austria", "Kiel": "Germany", "Ulm": "Germany"}
    words = [
        "the",
        "a",
        "dog",
        "cat",
        "house",
        "runs",
        "sees",
        "never",
        "always",
        "green",
        "and",
        "then",
        "small",
        "river",
        "stone",
        "wind",
    ]
    prose = [
        ", ".join(" ".join(draw.choice(words, 5)) for _ in range(draw.integers(1, 4))) for _ in range(120)
    ]
    return {
        "names": [f"{a}, {b}" for a, b in product(last, first)] * 4,
        "addresses": [f"{i} Main Street, Springfield, IL 627{i:02}" for i in range(120)],
        "places": [f"{t}, {c}" for t, c in towns.items()] * 30 + ["Germany"] * 20,
        "prose": prose,
        "answers": ["Yes, always", "Yes, sometimes", "No", "No, never"] * 30,
        "pairs": [f"{a},{b}" for a, b in product(range(9), range(9))] * 2,
        "measured": [";".join(map(str, row)) for row in draw.integers(0, 5, (120, 8))],
        "genes": [f"{a}|{b}" for a, b in product("ACGT", "ACGT")] * 8,
        "plain": ["a", "b", "c"] * 40,
        "few": ["a;b", "b", "a"],
    }


@pytest.mark.parametrize("separator", [";", "; ", ", ", ",", "|", " | "])
def test_ticked_cells_are_found(separator: str) -> None:
    assert hold_choices(pl.Series(ticked(separator)))


def test_what_people_write_beside_the_choices_does_not_hide_them() -> None:
    cells = ticked(", ")
    cells[::9] = [f"{cell}, my own words {i}".strip(", ") for i, cell in enumerate(cells[::9])]
    assert hold_choices(pl.Series(cells))


@pytest.mark.parametrize("what", others())
def test_other_texts_are_not_taken_for_choices(what: str) -> None:
    assert not hold_choices(pl.Series(others()[what]))


@pytest.mark.parametrize("separator", [";", ", ", "|"])
def test_each_choice_becomes_an_input(tmp_path: Path, separator: str) -> None:
    source, table = read_proposed(survey(tmp_path, separator))
    assert source.choices == ("ways",)
    config = DataConfig(source)
    prepared = prepare(source.dataset(table), config, 0)
    names = prepared.preprocessor.features
    assert names[1:5] == tuple(f"ways = {way}" for way in WAYS)
    cells = table["ways"]
    for x, row in zip(prepared.train.x, prepared.train.rows, strict=True):
        code = cells.values[row]
        held = "" if code < 0 else cells.categories[code]
        assert x[1:5].tolist() == [float(way in held) for way in WAYS]
    assert prepared.sample_shape == source.read().sample_shape == (8,)
    known = Preprocessor.from_plain(json.loads(json.dumps(prepared.preprocessor.to_plain())))
    assert known == prepared.preprocessor
    again = row_values(known, prepared.train.x[0])["ways"]
    assert known.columns[1].strangers(str(again)) == ()


def test_a_category_by_hand_stays_one(tmp_path: Path) -> None:
    source, table = read_proposed(survey(tmp_path).with_kind("category", "ways"))
    assert not source.choices
    assert "Email;Phone" in table["ways"].categories
    assert source.read().fingerprint != source.with_kind("choices", "ways").read().fingerprint


def test_very_many_combinations_are_no_prose(tmp_path: Path) -> None:
    draw = np.random.default_rng(4)
    rows = ["|".join(f"g{i}" for i in np.flatnonzero(row)) for row in draw.random((300, 12)) < 0.4]
    path = tmp_path / "t.csv"
    path.write_text("genres,y\n" + "".join(f"{cell},{i % 7}.5\n" for i, cell in enumerate(rows)), "utf-8")
    plain = CsvFile(str(path)).table()
    assert "several choices in a cell" in str(plain.skipped["genres"])
    source, table = read_proposed(CsvFile(str(path)))
    dataset = source.dataset(table)
    assert dataset.sample_shape == (12,)
    assert not any(each.columns == ("genres",) for each in warnings_about(dataset, DataConfig(source)))


def test_the_profile_counts_choices(tmp_path: Path) -> None:
    _, table = read_proposed(survey(tmp_path))
    found: Profile = profiles(table)[1]
    assert (found.kind, found.distinct, found.samples[0]) == ("choices", 4, "Email")
    assert found.missing == table["ways"].missing.mean() > 0
    assert sum(found.bars) == len(mentions(table["ways"]))


@pytest.mark.parametrize("encoding", ["one_hot", "common", "ordinal", "target"])
@pytest.mark.parametrize("missing", ["usual", "median", "most_frequent", "drop"])
def test_settings_of_its_own(tmp_path: Path, encoding: str, missing: str) -> None:
    """Choices have no order and no mean: what does not suit them leaves an input for each."""
    own: dict[str, Any] = {"encoding": encoding, "missing": missing, "most": 2, "indicator": True}
    source, table = read_proposed(survey(tmp_path))
    config = DataConfig(source, columns=(ColumnSettings("ways", **own),))
    scaling = prepare(source.dataset(table), config, 0).preprocessor.columns[1]
    assert scaling.other == (encoding == "common")
    assert scaling.categories == (("Email", "Phone") if scaling.other else WAYS)
    assert (scaling.fill == "") == (missing in ("usual", "drop"))
    cell = as_choices(Column.category("ways", ["Letter;Email", None, "Fax"]))
    out = np.empty((3, len(scaling.features)), np.float32)
    scaling.transform(cell, out)
    assert out[:, -1].tolist() == [0, 1, 0]
    assert out[0, 0] == 1
    if scaling.other:
        assert out[:, 2].tolist() == [1, 0, 1]
    assert out[2, : len(scaling.categories)].sum() == 0


def test_an_unknown_choice_is_told_and_the_others_count(tmp_path: Path) -> None:
    source, table = read_proposed(survey(tmp_path))
    columns = prepare(source.dataset(table), DataConfig(source), 0).preprocessor.columns[1:2]
    new = Column.category("ways", ["Email;Fax", "Phone", "Fax; Pigeon", None])
    found = strange_in(columns, [new])
    assert found["ways"].tolist() == ["Email;Fax", "", "Fax; Pigeon", ""]
    (told,) = strange_told(columns, found)
    assert str(told) == (
        "Column 'ways': 'Fax', 'Pigeon' did not occur in training; in 2 rows only the known choices count"
    )


def test_spellings_of_choices_count_as_one(tmp_path: Path) -> None:
    column = as_choices(Column.category("c", ["Email;Phone", "email", "Email", "email;phone", "Email;Phone"]))
    one = counted_as_one(column)
    assert dict(one.spellings) == {"email": "Email", "phone": "Phone"}
    assert one.categories == ("Email", "Email; Phone")
    assert one.values.tolist() == [1, 0, 0, 1, 1]
    config = DataConfig(survey(tmp_path).with_kind("choices", "ways"))
    assert config.source is not None
    assert "spelled_alike" not in [each.kind for each in warnings_about(config.source.read(), config)]


def test_rows_of_other_files_and_of_before(tmp_path: Path) -> None:
    survey(tmp_path, rows=60, name="test.csv")
    source, _ = read_proposed(survey(tmp_path).replace(test_path=str(tmp_path / "test.csv"), earlier=1))
    assert isinstance(source, CsvFile)
    source = source.replace(earlier_of=("ways",))
    prepared = prepare(source.read(), DataConfig(source), 0)
    assert prepared.preprocessor.features[:4] == tuple(f"ways (t-1) = {way}" for way in WAYS)
    assert len(prepared.test) == 59


def test_a_column_without_several_in_a_cell_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        StudioError, match=r"Column 'city' holds no cell with several choices.*read it as a category"
    ):
        survey(tmp_path).with_kind("choices", "city").read()


@pytest.mark.parametrize(
    "wrong", [{"fill": "Fax"}, {"separator": "x"}, {"kind": "number", "fill": 0.0, "categories": ()}]
)
def test_damaged_preprocessing_is_refused(wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {
        "name": "c",
        "kind": "category",
        "fill": "a;b",
        "categories": ("a", "b"),
        "separator": ";",
    }
    ColumnScaling(**right)
    with pytest.raises(StudioError, match="damaged"):
        ColumnScaling(**(right | wrong))


def test_as_a_target_each_choice_is_a_question(tmp_path: Path) -> None:
    source, table = read_proposed(survey(tmp_path).predicting("ways"))
    dataset = source.dataset(table)
    assert dataset.task == "labels"
    assert dataset.target_columns == ("ways",)
    assert [each.name for each in dataset.targets] == [f"ways: {way}" for way in WAYS]
    assert len(dataset) == 240 - table["ways"].missing.sum()
    prepared = prepare(dataset, DataConfig(source), 0)
    kept = table["ways"].take(~table["ways"].missing)
    held = kept.categories[kept.values[prepared.train.rows[0]]]
    assert prepared.train.y[0].tolist() == [float(way in held) for way in WAYS]
    plain = source.replace(task="classes").dataset(table)
    assert plain.task == "classes"
    assert "Email;Phone" in plain.classes


@pytest.mark.parametrize(
    "wrong",
    [
        {"separator": ""},
        {"separator": "mail"},
        {"column": "other"},
        {"spellings": [["mail", "Fax"]]},
        {"spellings": [["Email", "Phone"]]},
    ],
)
def test_a_damaged_target_of_choices_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    source = survey(tmp_path).with_kind("choices", "ways").predicting("ways")
    plain = prepare(source.read(), DataConfig(source), 0).preprocessor.to_plain()
    assert Preprocessor.from_plain(plain).choices is not None
    plain["choices"] |= wrong
    with pytest.raises(StudioError, match="damaged"):
        Preprocessor.from_plain(plain)
