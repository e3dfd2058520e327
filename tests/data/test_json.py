"""Tables in JSON: all usual ways of writing one are the same data, and anything else is one line."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.data.columns.facts import read_proposed
from nnstudio.data.sources import CsvFile, JsonFile, source_for
from nnstudio.system.messages import StudioError
from tests.data.refusal import refusal

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")

ROWS = [
    {"x": i / 8, "n": i % 5, "colour": ["red", "green"][i % 2], "size": ["1", "2", None][i % 3], "y": i % 3}
    for i in range(60)
]
LISTS = {name: [row[name] for row in ROWS] for name in ROWS[0]}
WAYS: dict[str, Any] = {
    "records": ROWS,
    "lists": LISTS,
    "one list inside": {"count": 60, "data": ROWS},
    "columns of pandas": {
        name: dict(zip(map(str, range(60)), column, strict=True)) for name, column in LISTS.items()
    },
    "index of pandas": {str(i): row for i, row in enumerate(ROWS)},
    "split of pandas": {
        "columns": list(LISTS),
        "index": list(range(60)),
        "data": [list(row.values()) for row in ROWS],
    },
}


@pytest.fixture
def plain(write: Write) -> str:
    lines = [",".join("" if value is None else str(value) for value in row.values()) for row in ROWS]
    return CsvFile(str(write("\n".join([",".join(LISTS), *lines]), "t.csv"))).read().fingerprint


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_writing_it_is_the_same_data(way: str, plain: str, write: Write) -> None:
    source = source_for(write(json.dumps(WAYS[way]), "t.json"))
    assert isinstance(source, JsonFile)
    assert source.read().fingerprint == plain


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_object_a_line(mark: str, plain: str, write: Write) -> None:
    lines = mark + "\r\n\n".join(map(json.dumps, ROWS)) + "\n"
    for name, data in (("t.jsonl", lines.encode()), ("t.ndjson", gzip.compress(lines.encode()))):
        source = source_for(write(data, name))
        assert isinstance(source, JsonFile)
        assert source.read().fingerprint == plain


def test_what_a_row_may_hold(write: Write) -> None:
    rows = [
        {
            "home": {"city": "AB"[i % 2], "at": {"lat": i / 3}},
            "tags": [i],
            "large": 2**70 + i,
            "yes": i % 3 == 0,
            "when": f"2024-01-{i % 28 + 1:02}T10:00:00Z",
            **({"late": i % 7} if i > 20 else {}),
        }
        for i in range(60)
    ]
    _, table = read_proposed(JsonFile(str(write(json.dumps(rows), "t.json"))))
    assert table.names == ("home.city", "home.at.lat", "tags", "large", "yes", "when", "late")
    assert table["home.city"].categories == ("A", "B")
    np.testing.assert_array_equal(table["home.at.lat"].values, np.arange(60) / 3)
    assert table["yes"].categories == ("false", "true")
    assert table["when"].kind == "date"
    assert table["late"].missing.sum() == 21
    assert str(table.skipped["tags"]) == "it holds neither numbers nor texts"
    with pytest.raises(StudioError, match=r"column 'tags' holds"):
        JsonFile(str(write(json.dumps(rows), "t.json")), target="late", numbers=("tags",)).read()


NONE = "t.json: this JSON holds no table"
BROKEN = {
    "empty": ("", "t.json: the file is empty"),
    "nothing": ("null", NONE),
    "no rows": ("[]", NONE),
    "numbers": ("[1, 2]", NONE),
    "lists of lists": ("[[1, 2], [3, 4]]", NONE),
    "settings": ('{"a": 1, "b": {"c": 2}}', NONE),
    "two lists": ('{"a": [{"x": 1}], "b": [{"x": 1}, {"x": 2}]}', NONE),
    "no names": ("[{}, {}]", "t.json: it has no columns"),
    "cut off": (json.dumps(ROWS)[:-9], "t.json: it is not valid JSON"),
    "text": ("a,b\n1,2\n", "t.json: it is not valid JSON"),
    "deep": ("[" * 100_000 + "]" * 100_000, "t.json is nested too deeply"),
    "a line cut off": ('{"a": 1}\n{"a": 2\n', "t.json, line 2: it is not valid JSON"),
    "a line that is none": ('{"a": 1}\n[2]\n', NONE),
    "infinite": ('[{"a": 1e999, "y": 1}, {"a": 2, "y": 2}]', "t.json: it is not valid JSON"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_table(case: str, write: Write) -> None:
    text, told = BROKEN[case]
    assert told in refusal(JsonFile(str(write(text, "t.json"))), "t.json")


def test_any_damage_is_a_data_set_or_one_line(write: Write) -> None:
    chance = random.Random(4)
    for good in (json.dumps(ROWS).encode(), "\n".join(map(json.dumps, ROWS)).encode()):
        for _ in range(60):
            spoilt = bytearray(good[: chance.randrange(len(good))] if chance.random() < 0.2 else good)
            for _ in range(chance.choice((1, 2, 8))):
                if spoilt:
                    spoilt[chance.randrange(len(spoilt))] = chance.choice(b'[]{},:"\x00\xff0')
            told = "t.json"
            try:
                assert len(JsonFile(str(write(bytes(spoilt), "t.json"))).read()) > 0
            except StudioError as error:
                told = str(error)
            assert "\n" not in told
            assert "t.json" in told
