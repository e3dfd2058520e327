"""CSV for people: a spreadsheet knows its encoding, and the program reads it back."""

from __future__ import annotations

from pathlib import Path

from nnstudio.data.sources import CsvFile
from nnstudio.project.csv_text import csv_file, csv_text


def test_a_saved_table_is_marked_and_read_back(tmp_path: Path) -> None:
    text = csv_text(["Größe", "Art"], [(float(i), "Bärlauch" if i % 2 else "Süßgras") for i in range(12)])
    saved = csv_file(text)
    assert saved == b"\xef\xbb\xbf" + text.encode(), "Excel on Windows needs the mark"
    path = tmp_path / "t.csv"
    path.write_bytes(saved)
    found = CsvFile(str(path), target="Art").read()
    assert [c.name for c in found.inputs] == ["Größe"]
    assert sorted(found.target.categories) == ["Bärlauch", "Süßgras"]


def test_headings_are_each_another_one() -> None:
    """A target may be called as the heading of another, and a column of names as one of the table's own."""
    text = csv_text(["row", "kind", "P(kind = b)", "P(kind = b)", "row", "row (2)"], [(1, 2, 3, 4, 5, 6)])
    assert text.splitlines()[0] == "row,kind,P(kind = b),P(kind = b) (2),row (2),row (2) (2)"
