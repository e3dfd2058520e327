"""What is detected in a CSV file, and what becomes of its columns."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nnstudio.data.cells.decimal_mark import NO_NUMBER
from nnstudio.data.dataset import Column, Dataset
from nnstudio.data.readers.csv_text import scan
from nnstudio.data.sources import CsvFile
from nnstudio.system.cancel import Cancelled
from nnstudio.system.folders import checkout
from nnstudio.system.messages import StudioError

Write = Callable[..., Path]


def read(path: Path, **settings: Any) -> Dataset:
    return CsvFile(str(path), **settings).read()


def column(dataset: Dataset, name: str) -> Column:
    return next(c for c in dataset.inputs if c.name == name)


def notes(dataset: Dataset) -> str:
    return "\n".join(map(str, dataset.notes))


class TestInAChild:
    """The whole way, through a real child process."""

    def test_a_file(self, write: Write) -> None:
        done: list[float] = []
        path = write("size;colour;kind\n1,5;red;ja\n2,5;blue;nein\n;red;ja\n")
        dataset = CsvFile(str(path)).read(progress=lambda facts: done.append(facts["done"]))
        assert dataset.name == "data.csv"
        assert dataset.classes == ("nein", "ja")
        assert dataset.target.values.tolist() == [1, 0, 1]
        assert column(dataset, "size").values.tolist()[:2] == [1.5, 2.5]
        assert column(dataset, "colour").categories == ("blue", "red")
        assert done == sorted(done)
        assert done[-1] == 1

    def test_an_error(self, write: Write) -> None:
        with pytest.raises(StudioError, match=r"^data.csv, line 3: 1 cell where line 1 has 2"):
            read(write("a,y\n1,2\n3\n"))

    def test_cancel(self, write: Write) -> None:
        with pytest.raises(Cancelled):
            CsvFile(str(write("a,y\n1,2\n"))).read(cancelled=lambda: True)

    def test_the_parent_never_imports_polars(self, write: Write) -> None:
        code = (
            "import sys; from nnstudio.data.sources import CsvFile; from nnstudio.data.readers import child\n"
            f"assert len(CsvFile({str(write('a,y' + chr(10) + '1,2' + chr(10) + '3,5'))!r}).read()) == 2\n"
            "assert not {'polars', 'PySide6'} & set(sys.modules)"
        )
        subprocess.run([sys.executable, "-c", code], cwd=checkout(), check=True)


@pytest.mark.usefixtures("inline")
class TestFormat:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_separators_and_line_ends(self, write: Write, separator: str, end: str) -> None:
        rows = (["a", "b", "y"], ["1", "u", "0.5"], ["2", "v", "0.25"])
        dataset = read(write(end.join(separator.join(row) for row in rows)))
        assert column(dataset, "a").values.tolist() == [1, 2]
        assert column(dataset, "b").categories == ("u", "v")
        assert dataset.target.values.tolist() == [0.5, 0.25]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
    def test_encodings(self, write: Write, encoding: str) -> None:
        dataset = read(write("größe,y\n1,schön\n2,häßlich\n3,schön\n".encode(encoding)))
        assert column(dataset, "größe").values.tolist() == [1, 2, 3]
        assert dataset.classes == ("häßlich", "schön")
        assert ("Read as cp1252" in notes(dataset)) == (encoding == "cp1252")

    def test_an_encoding_of_ones_own(self, write: Write) -> None:
        dataset = read(write("a,y\n1,да\n2,нет\n".encode("cp1251")), encoding="cp1251")
        assert dataset.classes == ("да", "нет")
        assert notes(dataset) == ""

    def test_latin_1_takes_everything(self, write: Write) -> None:
        assert "Read as latin-1" in notes(read(write(b"a,y\n1,\x81\n2,x\n")))

    def test_decimal_comma(self, write: Write) -> None:
        dataset = read(write("1,5;2,25\n2,5;3\n-,5;4e1\n"))
        assert column(dataset, "column 1").values.tolist() == [1.5, 2.5, -0.5]
        assert dataset.target.values.tolist() == [2.25, 3, 40]

    def test_commas_in_quotes_are_numbers_only_when_told(self, write: Write) -> None:
        path = write('a,y\n"1,234",1.5\n"2,5",2.5\n')
        assert column(read(path), "a").kind == "category"
        path = write('a,y\n"1,5","1,5"\n"2,5","2,5"\n')
        assert column(read(path, decimal=","), "a").values.tolist() == [1.5, 2.5]

    @pytest.mark.parametrize(
        ("text", "first"),
        [
            ("a,b\n1,2\n3,4\n", "a"),
            ("1,2\n3,4\n", "column 1"),
            ("x,1\ny,2\n", "column 1"),
            ("name,kind\nx,u\ny,v\n", "name"),
            ("x,u\ny,v\nx,u\n", "column 1"),
            ("2019,2020\n1,2\n3,4\n", "column 1"),
            (",y\n5,1\n7,2\n", "column 1"),
        ],
    )
    def test_header_or_not(self, write: Write, text: str, first: str) -> None:
        assert CsvFile(str(write(text))).file_table().names[0] == first

    def test_header_as_told(self, write: Write) -> None:
        assert CsvFile(str(write("2019,2020\n1,2\n3,4\n")), header=True).file_table().names == (
            "2019",
            "2020",
        )
        assert read(write("2019,2020\n1,2\n3,4\n"), target="2019").target.values.tolist() == [1, 3]
        assert len(read(write("a,b\nc,d\na,e\n"), header=False)) == 3

    def test_quotes(self, write: Write) -> None:
        dataset = read(write('a,"y, really"\n"say ""a"", please",1.5\n"two\nlines",2.5\n\n'))
        assert dataset.target_name == "y, really"
        assert column(dataset, "a").categories == ('say "a", please', "two\nlines")


@pytest.mark.usefixtures("inline")
class TestColumns:
    def test_missing_values(self, write: Write) -> None:
        dataset = read(write("a,b,y\n1,u,p\n NA ,?,q\n3,v,\n,u,q\n"))
        assert len(dataset) == 3
        np.testing.assert_array_equal(column(dataset, "a").values, [1, np.nan, np.nan])
        assert column(dataset, "b").values.tolist() == [0, -1, 0]
        assert "1 row without 'y' is left out" in notes(dataset)
        assert "3 missing cells in 'a', 'b' will be filled" in notes(dataset)

    def test_classes_without_a_row_disappear(self, write: Write) -> None:
        assert read(write("a,y\n1,10\n2,9\n3,10\n4,9\n")).classes == ("9", "10")

    def test_task(self, write: Write) -> None:
        def task(values: list[object], **settings: Any) -> str:
            text = "a,y\n" + "".join(f"{i + 0.5},{v}\n" for i, v in enumerate(values))
            return read(write(text), **settings).task

        assert task([0, 1, 0, 1]) == "binary"
        assert task([1, 2, 3, 1, 2, 3]) == "classes"
        assert task(["a", "b", "c"]) == "classes"
        assert task([0.5, 1, 0.5, 1]) == "regression"
        assert task([0.5, 1, 0.5, 1], task="classes") == "binary"
        assert task([0, 1, 0, 1], task="regression") == "regression"
        assert task([1, 2, 3, 4]) == "regression"
        assert task([i % 21 for i in range(84)]) == "regression"
        assert task([i % 20 for i in range(84)]) == "classes"

    def test_what_is_left_out_is_said(self, write: Write) -> None:
        rows = "".join(f"{i},u{i},7,,{i / 3},{i % 2}\n" for i in range(60))
        dataset = read(write("id,user,const,empty,x,y\n" + rows))
        assert [c.name for c in dataset.inputs] == ["x"]
        assert "'id' is left out: it numbers the rows" in notes(dataset)
        assert "'user' is left out: it names the rows" in notes(dataset)
        assert "'const' is left out: every value is the same" in notes(dataset)
        assert "'empty' is left out: it is empty" in notes(dataset)

    def test_two_columns_of_one_name(self, write: Write) -> None:
        dataset = read(write("a,a,a (2),y\n1,2,3,1.5\n2,3,4,2.5\n"))
        assert [c.name for c in dataset.inputs] == ["a", "a (2)", "a (2) (2)"]
        assert "two columns 'a'; one is now 'a (2)'" in notes(dataset)

    def test_a_slip_of_the_pen(self, write: Write) -> None:
        rows = "".join(f"{i},{i / 7}\n" for i in range(20))
        dataset = read(write("a,y\n" + rows + "3o,1\n"))
        assert np.isnan(column(dataset, "a").values[-1])
        assert "a cell that is no number counts as missing, '3o' on line 22" in notes(dataset)

    def test_what_is_all_over_a_table_is_told_once(self, write: Write) -> None:
        """Of hundreds of columns, as a spectrum has them, nobody reads a line each."""
        rows = [[f"{i / 7:.3f}"] * 6 for i in range(40)]
        for i in range(5):
            rows[30 - i][i] = rows[35][i] = "n.d."
        lines = "".join(",".join(row) + "\n" for row in rows)
        dataset = read(write("a,b,c,d,e,y\n" + lines))
        told = "10 cells in 5 columns are no number and count as missing; the first is 'n.d.' in column 'e' on line 28"
        assert [note for note in map(str, dataset.notes) if "no number" in note] == [told]

    def test_what_stands_for_no_number_is_missing_however_often(self, write: Write) -> None:
        rows = "".join(f"{'-' if i % 3 else i},{'+-'[i % 2]},{i / 7}\n" for i in range(60))
        dataset = read(write("a,test,y\n" + rows))
        assert np.isnan(column(dataset, "a").values).sum() == 40
        assert "40 cells that are no number count as missing, the first is '-' on line 3" in notes(dataset)
        assert column(dataset, "test").categories == ("+", "-"), "a negative test is no missing one"

    @pytest.mark.parametrize("cell", NO_NUMBER)
    def test_and_in_rows_for_prediction_too(self, write: Write, cell: str) -> None:
        kinds: Any = {"a": "number", "c": "category"}
        table = CsvFile(str(write(f"a,c\n1,2\n{cell},{cell}\n"))).file_table(kinds)
        assert np.isnan(table["a"].values).tolist() == [False, True]
        assert table["c"].categories == tuple(sorted(("2", cell)))
        with pytest.raises(StudioError, match="line 4, column 'a': 'lost' is not a number"):
            CsvFile(str(write(f"a,c\n1,2\n{cell},1\nlost,1\n"))).file_table(kinds)

    def test_rows_for_prediction(self, write: Write) -> None:
        kinds: Any = {"a": "number", "c": "category"}
        table = CsvFile(str(write("c,a,id\n5,1,x\n5,1,y\n"))).file_table(kinds)
        assert table["c"].categories == ("5",)
        assert table["a"].values.tolist() == [1, 1]
        with pytest.raises(StudioError, match="line 3, column 'a': 'x' is not a number"):
            CsvFile(str(write("a,c\n1,2\nx,3\n"))).file_table(kinds)
        assert CsvFile(str(write("a\n1\n2\n"))).file_table({"a": "number"})["a"].values.tolist() == [1, 2]

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(
            st.tuples(
                st.floats(allow_nan=False, allow_infinity=False),
                st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=5),
            ),
            min_size=2,
            max_size=20,
        )
    )
    @example([(1e308, '"'), (5e-324, ";")])
    def test_every_value_survives(self, write: Write, rows: list[tuple[float, str]]) -> None:
        quoted = [(x, '"t' + text.replace('"', '""') + '"') for x, text in rows]
        path = write("x,text\n" + "".join(f"{x!r},{text}\n" for x, text in quoted))
        table = CsvFile(str(path)).file_table({"x": "number", "text": "category"})
        assert table["x"].values.tolist() == [x for x, _ in rows]
        texts = table["text"]
        assert [texts.categories[i] for i in texts.values] == ["t" + text for _, text in rows]


@given(st.lists(st.sampled_from(["", " ", "   ", "a,b", " ,b", '"a\n\n","b"']), max_size=12), st.booleans())
def test_blank_lines_are_taken_out_and_counted(lines: list[str], ended: bool) -> None:
    text = "\n".join(["x,y", *lines]) + "\n" * ended
    rows, at = [], 1
    for line in ["x,y", *lines]:
        if line.strip(" "):
            rows.append((line, at))
        at += 1 + line.count("\n")
    found = scan("t.csv", text.encode(), ",")
    assert found.data.decode().rstrip("\n") == "\n".join(line for line, _ in rows)
    assert found.lines.tolist() == [at for _, at in rows]
    assert found.width == 2


def test_names_that_stand_again_among_the_rows_are_left_out_and_told(write: Write) -> None:
    """As in a log that begins anew, or where files were put together."""
    part = "time,temp,state\n" + "".join(f"{i}:00,{i / 8},{'uv'[i % 2]}\n" for i in range(20))
    table = CsvFile(str(write(part * 3, "t.csv"))).table()
    assert (len(table["temp"].values), table["state"].categories) == (60, ("u", "v"))
    assert not table["temp"].missing.any()
    assert next(map(str, table.notes)) == (
        "2 rows that repeat the names of the columns are left out, as where files were put together; the first is line 22"
    )
    once = CsvFile(str(write(part.replace("5:00,0.625,v", "time,temp,v"), "u.csv"))).table()
    assert len(once["state"].values) == 20, "a row that is only like them stays"
