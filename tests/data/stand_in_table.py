"""A table in which numbers such as −999 stand for no value, and the same table with empty cells in their place."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.sources import CsvFile, TableSource

STAND_INS: dict[str, tuple[str, ...]] = {
    "load": ("-999", "-999.0", "-9999", "-9.99e2"),
    "rain": ("99.9",),
    "price": ("-$999.00",),
    "share": ("999%",),
    "word": ("-999", "\N{MINUS SIGN}999"),
    "code": ("9",),
    "when": ("-999",),
    "hours": ("-999",),
    "y": ("-999",),
}
"""What stands for no value in each column, in its several spellings."""
NUMBERS = {
    "load": (-999.0, -9999.0), "rain": (99.9,), "price": (-999.0,), "share": (9.99,), "word": (-999.0,),
    "code": (9.0,), "when": (-999.0,), "hours": (-999.0,), "y": (-999.0,), "class": (-999.0,),
}  # fmt: skip
"""Their numbers."""
TREATED = (
    ColumnSettings("load", missing="median", indicator=True),
    ColumnSettings("rain", logarithm=True),
    ColumnSettings("code", encoding="ordinal", indicator=True),
    ColumnSettings("word", indicator=True),
    ColumnSettings("when", season=True, weekday=True, indicator=True),
)
"""A preprocessing of their own for some."""


def cells(*, empty: bool, rows: int = 120, seed: int = 3) -> list[list[str]]:
    """The names and the rows; ``empty`` has nothing where the other one has a number."""
    generator = np.random.default_rng(seed)
    start = datetime(2021, 1, 1)
    table = [["when", "load", "rain", "price", "share", "word", "code", "hours", "x", "class", "y"]]
    for i in range(rows):
        load, rain, price, x = generator.normal(size=4)
        row = {
            "when": (start + timedelta(hours=7 * i)).isoformat(" "),
            "load": f"{20 + 5 * load:.2f}",
            "rain": f"{abs(rain):.3f}",
            "price": f"${1500 + 400 * price:,.2f}",
            "share": f"{50 + 10 * rain:.1f}%",
            "word": str(generator.choice(["low", "high", "mid"])),
            "code": str(generator.choice(["1", "2", "3"])),
            "hours": f"{generator.integers(0, 24)}:{generator.integers(10, 60)}",
            "x": f"{x:.3f}",
            "class": "yes" if load > 0 else "no",
            "y": f"{load + x:.3f}",
        }
        for name, spelled in STAND_INS.items():
            told, lot = str(generator.choice(spelled)), generator.random()
            if lot < 0.12 and i > 2:
                row[name] = "" if empty else told
        table.append([row[name] for name in table[0]])
    return table


def written(folder: Path, name: str, *, empty: bool, rows: int = 120, seed: int = 3) -> Path:
    """Write it as a text file."""
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(cells(empty=empty, rows=rows, seed=seed))
    return path


def counting(source: TableSource) -> TableSource:
    """The source in which these numbers count as missing."""
    for name, numbers in NUMBERS.items():
        source = source.with_stand_ins(numbers, name)
    return source


def source(path: Path, target: str, *, empty: bool) -> TableSource:
    """The table with a target, read as it must be; without stand-ins where cells are empty."""
    left = {"y", "class"} - {target}
    table = CsvFile(str(path), target=target).with_kind("date", "when").with_kind("category", "code")
    table = table.ignoring(*left)
    return table if empty else counting(table)
