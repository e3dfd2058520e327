"""A table with a column of every kind, with gaps, rare categories and a few wild values."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from nnstudio.data.column_settings import ColumnSettings
from nnstudio.data.sources import CsvFile

TREATED = (
    ColumnSettings("when", season=True, weekday=True, hour=True, indicator=True),
    ColumnSettings("amount", logarithm=True, scaling="robust", missing="median", indicator=True),
    ColumnSettings("city", encoding="target", indicator=True),
    ColumnSettings("shop", encoding="common", most=3, indicator=True),
    ColumnSettings("size", encoding="ordinal", scaling="minmax"),
)


def mixed_table(folder: Path, rows: int = 160, target: str = "price") -> CsvFile:
    """Write the table; ``price`` is a number, ``kind`` one of three classes, ``sold`` yes or no."""
    generator = np.random.default_rng(5)

    def gap(text: str, at: float = 0.08) -> str:
        return "" if generator.random() < at else text

    start = datetime(2021, 1, 1)
    path = folder / "mixed.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["when", "amount", "city", "shop", "size", "x", "price", "kind", "sold"])
        for _ in range(rows):
            when = start + timedelta(seconds=int(generator.integers(0, 90_000_000)))
            writer.writerow(
                [
                    gap(when.isoformat(" ")),
                    gap(repr(float(generator.lognormal(0, 3)) * float(generator.choice([-1, 1])))),
                    gap(str(generator.choice(["Ulm", "Graz, A", "Bern", "x"], p=[0.5, 0.3, 0.19, 0.01]))),
                    gap(f"s{min(int(generator.exponential(2)), 7)}"),
                    str(generator.choice(["S", "M", "L"])),
                    repr(float(generator.normal(3, 20))),
                    repr(float(generator.normal(1000, 200))),
                    str(generator.choice(["a", "b", "c"])),
                    str(generator.choice(["no", "yes"])),
                ]
            )
    goals = {"price", "kind", "sold"} - {target}
    return CsvFile(str(path), target=target).with_kind("date", "when").ignoring(*sorted(goals))
