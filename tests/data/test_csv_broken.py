"""Each broken file is refused in one line that names the file and, where there is one, the place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnstudio.data.sources import CsvFile
from nnstudio.system.messages import StudioError
from tests.windows_rules import names_of_others

pytestmark = pytest.mark.usefixtures("inline")

MANY_TEXTS = "a,y\n" + "".join(f"{i},text {i}\n" for i in range(60))

BROKEN: dict[str, tuple[str | bytes, str, dict[str, Any]]] = {
    "empty": (b"", "data.csv: the file is empty", {}),
    "blank": (" \n\n", "data.csv: the file is empty", {}),
    "only a mark": (b"\xef\xbb\xbf", "data.csv: the file is empty", {}),
    "header only": ("a,b,y\n", "data.csv: there is a header, but no rows", {}),
    "one column": ("y\n1\n2\n3\n", "data.csv: besides the target 'y' there is no column", {}),
    "wrong separator": ("a;y\n1;2\n2;3\n", "the separator was taken to be ','", {"separator": ","}),
    "short row": ("a,b,y\n1,2,3\n4,5\n", "data.csv, line 3: 2 cells where line 1 has 3", {}),
    "long row": ("a,b,y\n1,2,3\n4,5,6,7\n", "data.csv, line 3: 4 cells where line 1 has 3", {}),
    "short row behind blank lines": (
        "a,y\n\n1,2\n\n\n3\n",
        "data.csv, line 6: 1 cell where line 1 has 2",
        {},
    ),
    "short row behind a long cell": ('a,y\n"x\n\nz",2\n3\n', "data.csv, line 5: 1 cell", {}),
    "unclosed quote": ('a,y\n1,2\n"x,3\n4,5\n', "data.csv, line 3: a quoted cell begins here", {}),
    "closed too early": ('a,y\n"x"z,3\n4,5\n', "data.csv, line 2: a quoted cell begins here", {}),
    "quote in a cell": ('a,y\n1,2\n6\'2",3\n4",5\n', "data.csv, line 3: a quote within a cell", {}),
    "nul": (b"a,y\n1,2\n3\0,4\n", "data.csv, line 3: a NUL character", {}),
    "utf-32 without a mark": ("a,y\n1,2\n".encode("utf-32-le"), "data.csv, line 1: a NUL character", {}),
    "too large": ("a,y\n1,2\n1e400,3\n", "data.csv, line 3, column 'a': '1e400' is too large", {}),
    "infinite": ("a,y\n1,2\n-inf,3\n", "data.csv, line 3, column 'a': '-inf' is no finite number", {}),
    "too large target": ("a,y\n1,2\n3,-1e999\n", "data.csv, line 3, column 'y': '-1e999' is too large", {}),
    "not utf-8": (b"a,y\nx,2\n\xff,3\n", "data.csv, line 3: not valid utf-8", {"encoding": "utf-8"}),
    "broken utf-8 behind a mark": (b"\xef\xbb\xbfa,y\n\xff,3\n", "data.csv, line 2: not valid utf-8-sig", {}),
    "odd utf-16": (b"\xff\xfea\0,", "data.csv, line 1: not valid utf-16", {}),
    "unknown target": (
        "a,y\n1,2\n3,4\n",
        "data.csv: there is no column 'z'; there are 'a', 'y'",
        {"target": "z"},
    ),
    "one row": ("a,b,y\n1,2,u\n", "data.csv: column 'y' is of no use: every value is the same", {}),
    "one cell": ("5\n", "data.csv: column 'column 1' is of no use: every value is the same", {}),
    "wrong separator and one more mark": (
        "a;b;y\n1,5;2;u\n2,5;3;v\n",
        "data.csv, line 2: 2 cells where line 1 has 1; the separator is ','",
        {"separator": ","},
    ),
    "short row below a title": (
        "Title\na,b,y\n1,2,u\n3,4\n",
        "data.csv, line 4: 2 cells where line 2 has 3",
        {},
    ),
    "constant target": ("a,y\n1,2\n3,2\n", "data.csv: column 'y' is of no use: every value is the same", {}),
    "empty target": ("a,y\n1,\n3,\n", "data.csv: column 'y' is of no use: it is empty", {}),
    "names as target": (MANY_TEXTS, "column 'y' is of no use: it names the rows", {}),
    "prose as target": (
        MANY_TEXTS.replace("text", "what is told in text"),
        "column 'y' is of no use: 60 different texts look like identifiers or prose. If they name classes, read it as a "
        "category: in the data dialog, or with `--kind COLUMN=category`",
        {},
    ),
    "texts for a regression": (
        "a,y\n1,b\n3,c\n",
        "'y' holds texts, and a regression",
        {"task": "regression"},
    ),
    "constant input": ("a,y\n1,2\n1,3\n", "no column to learn from (left out: 'a', every value", {}),
    "too many columns": (
        ("1," * 100_000 + "1\n") * 2,
        "data.csv: 100\u202f001 columns, and a table may have 100\u202f000",
        {},
    ),
    "zip": (b"PK\x03\x04....", "data.csv: it is damaged or not a zip archive", {}),
    "parquet": (b"PAR1....", "data.csv: this is a Parquet file", {}),
    "gzip": (b"\x1f\x8b....", "data.csv: it is damaged or cut off", {}),
}


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(StudioError) as caught:
        CsvFile(str(path), **settings).read()
    text = str(caught.value)
    assert "\n" not in text
    assert "Traceback" not in text
    assert path.name in text
    return text


@pytest.mark.parametrize("case", BROKEN)
def test_one_line(case: str, write: Callable[..., Path]) -> None:
    data, expected, settings = BROKEN[case]
    assert expected in refusal(write(data), **settings)


def test_no_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "data.csv").endswith("data.csv: there is no such file")
    assert refusal(tmp_path).endswith("it is not a file")
    with pytest.raises(StudioError, match="the name is not valid text"):
        CsvFile("\udcff.csv").read()


@names_of_others
def test_names_with_line_ends_and_braces(write: Callable[..., Path]) -> None:
    with pytest.raises(StudioError) as caught:
        CsvFile(str(write("a,y\n1\n", "{a}\n{0}.csv"))).read()
    assert str(caught.value).startswith("{a}\N{REPLACEMENT CHARACTER}{0}.csv, line 2: 1 cell")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=60), st.text(alphabet='ab1.5,;"\n\r\t é|-', max_size=60).map(str.encode)))
def test_any_bytes_are_a_data_set_or_one_line(write: Callable[..., Path], data: bytes) -> None:
    caught = None
    try:
        dataset = CsvFile(str(write(data))).read()
    except StudioError as error:
        caught = str(error)
    if caught is None:
        assert len(dataset) > 0
        assert not np.isinf(np.concatenate([c.values for c in dataset.inputs])).any()
    else:
        assert "\n" not in caught
        assert "data.csv" in caught
