"""Tables on the clipboard, as programs put them there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.data.pasted import MOST_CHARACTERS, as_text, table_on
from nnstudio.data.sources import CsvFile

SHEET = "a\tb\r\n1,5\tx\r\n2,5\ty\r\n"
ROWS = [["a", "b"], ["1,5", "x"], ["2,5", "y"]]
HTML = """<html><style>td {}</style><body><!--StartFragment--><table border=1><tr><th>a<th>b
<tr><td>1,5</td><td><b>x</b></tr><tr><td>2,5<td>y<br></table>
<table><tr><td>another</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (SHEET, ""),
        (SHEET, HTML),
        ("a b 1,5 x 2,5 y", HTML),
        ("a;b\n1,5;x\n2,5;y", ""),
        ("a|b\n1,5|x\n2,5|y\n\n", ""),
        ('"a"\t"b"\n"1,5"\tx\n2,5\ty', ""),
    ],
)
def test_a_table_is_found(text: str, html: str) -> None:
    assert table_on(text, html) == ROWS


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("one line\twith a tab", ""),
        ("Dear all,\nthank you, indeed", ""),
        ("a\tb\n1\t2\t3", ""),
        ("a\n1\n2", ""),
        ('{"kind": "nnstudio layers", "nodes": [1, 2]}', ""),
        ("def f(a, b):\n    return a\n\nf(1, 2)", "<pre>def f(a, b)</pre>"),
        ("words", "<table><tr><td>one cell</td></tr></table>"),
        ("words", "<table><tr><td>"),
        ('a\t"b\n1\t2', ""),
    ],
)
def test_what_is_no_table_is_none(text: str, html: str) -> None:
    assert table_on(text, html) is None


def test_a_table_within_a_cell_is_text_of_that_cell() -> None:
    html = "<table><tr><td>a<td>b</tr><tr><td>1<table><tr><td>inner</table></td><td>2</table>"
    assert table_on("", html) == [["a", "b"], ["1inner", "2"]]


def test_rows_of_html_are_filled_up() -> None:
    assert table_on("", "<table><tr><td>a<td>b<td>c<tr><td>1<td>2</table>") == [
        ["a", "b", "c"],
        ["1", "2", ""],
    ]


def test_more_than_fits_is_none() -> None:
    assert table_on("a\tb\n" * (MOST_CHARACTERS // 4 + 1)) is None


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)


@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=2, max_size=6)
    )
)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    kept = [row for row in rows if any(row)]
    if len(kept) >= 2:
        assert table_on(as_text(rows)) == kept


@given(st.text(max_size=200), st.text(st.sampled_from("<>/tabledrh \"'&x\n"), max_size=200))
def test_anything_may_be_on_the_clipboard(text: str, html: str) -> None:
    found = table_on(text, "<table>" + html)
    assert found is None or len({len(row) for row in found}) == 1


def test_it_is_read_as_a_file_like_any_other(tmp_path: Path) -> None:
    lines = "\n".join(f"{i},5\t{'xy'[i % 2]}" for i in range(20))
    rows = table_on("a\tb\n" + lines)
    assert rows is not None
    (tmp_path / "t.tsv").write_text(as_text(rows), encoding="utf-8")
    dataset = CsvFile(str(tmp_path / "t.tsv")).read()
    assert isinstance(dataset.inputs, tuple)
    assert dataset.inputs[0].values[3] == 3.5
    assert dataset.classes == ("x", "y")
