"""Spellings that count as one: in rows of the training, in new rows, in the target and in groups."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.columns.spelled_alike import counted_as_one, more_spellings
from nnstudio.data.config import DataConfig
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.preparing.prepare import prepare, split_rows
from nnstudio.data.preparing.preprocessing import Preprocessor
from nnstudio.data.sources import CsvFile
from nnstudio.data.warnings import warnings_about
from nnstudio.system.messages import StudioError
from tests.data.spellings import spellings_table

pytestmark = pytest.mark.usefixtures("inline")


def told(config: DataConfig) -> list[str]:
    assert config.source is not None
    return [warning.columns[0] for warning in warnings_about(config.source.read(), config)]


def test_the_most_usual_spelling_is_the_name() -> None:
    column = Column.category("c", ["Warn", "warn", "warn", None, "WARN", "no", "no"])
    one = counted_as_one(column)
    assert one.categories == ("no", "warn")
    assert dict(one.spellings) == {"Warn": "warn", "WARN": "warn"}
    assert one.values.tolist() == [1, 1, 1, -1, 1, 0, 0]
    assert one.take(np.arange(3)).spellings == one.spellings
    assert counted_as_one(one) is one


@pytest.mark.parametrize(
    ("cells", "alike"),
    [
        (["Ja", "Ja", "ja", "Nein", "nein", "nein"], {"ja": "Ja", "Nein": "nein"}),
        (["No", "No", "no", "yes", "yes"], {"no": "No"}),
        (["No", "NO", "Co", "Fe"], {}),  # elements, and an oxide
        (["M", "m", "km", "cm"], {}),
        (["Co", "CO", "water", "water"], {}),
    ],
)
def test_short_answers_are_words_and_codes_are_not(cells: list[str], alike: dict[str, str]) -> None:
    assert dict(counted_as_one(Column.category("c", cells)).spellings) == alike


@pytest.mark.parametrize(
    ("known", "text", "usual"),
    [
        ({"warn": "warn", "Warn": "warn", "ok": "ok"}, "WARN", "warn"),
        ({"warn": "warn", "ok": "ok"}, "Ok", "ok"),
        ({"North Bay": "North Bay"}, "northbay", "North Bay"),
        ({"warn": "warn"}, "warn", None),
        ({"warn": "warn"}, "wran", None),
        ({"Co": "Co", "CO": "CO", "water": "water"}, "co", None),
        ({"Co": "Co", "water": "water"}, "CO", None),
        ({"Aabb": "Aabb", "AABB": "AABB"}, "aabb", None),
        ({"12 3": "12 3", "1 23": "1 23"}, "123", None),
    ],
)
def test_a_spelling_that_nobody_used_is_known_where_it_can_be_one_only(
    known: dict[str, str], text: str, usual: str | None
) -> None:
    assert more_spellings([text], known) == ({} if usual is None else {text: usual})


def test_each_column_has_a_remedy_that_mends_it_alone(tmp_path: Path) -> None:
    source = spellings_table(tmp_path).ignoring("patient")
    config = DataConfig(source, divided="group", divided_by="patient")
    left = ["sev", "patient", "site"]
    assert told(config) == left
    texts = [str(each.text) for each in warnings_about(config.source.read(), config)]
    assert [text.rpartition("each is ")[2] for text in texts] == [
        "a class of its own",
        "a group of its own",
        "an input of its own",
    ]
    while left:
        (first, *_) = warnings_about(config.source.read(), config)
        assert first.remedy is not None
        assert first.remedy.config is not None
        config = first.remedy.config
        del left[0]
        assert told(config) == left
    dataset = config.source.read()
    assert dataset.classes == ("error", "warn")
    assert "Column 'sev': 'warn' / 'Warn' count as one" in map(str, dataset.notes)
    assert DataConfig.from_plain(json.loads(json.dumps(config.to_plain()))) == (config, {})
    parts = [
        {
            dataset.column("patient").categories[code].casefold()
            for code in dataset.column("patient").values[part]
        }
        for part in split_rows(dataset, config, 0)
    ]
    assert sum(map(len, parts)) == len(set().union(*parts)), "no patient is on two sides"


@pytest.mark.parametrize("encoding", ["one_hot", "common", "ordinal", "target"])
def test_new_rows_are_answered_under_every_spelling(tmp_path: Path, encoding: str) -> None:
    source = spellings_table(tmp_path).with_spellings(True, "site", "patient", "sev")
    columns = (ColumnSettings("site", encoding=encoding, most=2),)
    fitted = prepare(source.read(), DataConfig(source, columns=columns), 0).preprocessor
    assert Preprocessor.from_plain(json.loads(json.dumps(fitted.to_plain()))) == fitted
    rows = [
        Column.number("x", np.zeros(2)),
        Column.category("site", ["North Bay", "North bay"]),
        Column.category("patient", ["bert", "bert"]),
    ]
    usual, other = fitted.transform(rows)
    np.testing.assert_array_equal(usual, other)
    assert len({name.casefold() for name in fitted.features}) == len(fitted.features)


def test_spellings_that_would_leave_one_class_are_only_told() -> None:
    target = Column.category("y", ["warn", "Warn"] * 50)
    dataset = Dataset("t", (Column.number("x", np.arange(100.0)),), target)
    config = DataConfig(CsvFile("t.csv"))
    (found,) = (each for each in warnings_about(dataset, config) if each.kind == "spelled_alike")
    assert found.remedy is None


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="there is no column 'Sev'"):
        spellings_table(tmp_path).with_spellings(True, "Sev").read()


@pytest.mark.parametrize(
    "spellings",
    [[("warn", "error")], [("Warn", "unknown")], [("Warn", "warn"), ("Warn", "error")]],
    ids=["a category", "of nothing", "twice"],
)
def test_damaged_spellings_are_refused(tmp_path: Path, spellings: list[tuple[str, str]]) -> None:
    source = spellings_table(tmp_path).with_spellings(True, "sev")
    plain = prepare(source.read(), DataConfig(source), 0).preprocessor.to_plain()
    for damaged in (
        {**plain, "target_spellings": spellings},
        {
            **plain,
            "columns": [
                *plain["columns"][:-1],
                {
                    **plain["columns"][-1],
                    "categories": ["error", "warn"],
                    "fill": "warn",
                    "spellings": spellings,
                },
            ],
        },
    ):
        with pytest.raises((StudioError, msgspec.ValidationError), match="damaged"):
            Preprocessor.from_plain(damaged)
