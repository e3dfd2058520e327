"""A table with a column of every kind, with gaps, rare categories and a few wild values."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.sources import CsvFile, PictureTable

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


def picture_table(
    folder: Path, *targets: str, rows: int = 60, shape: tuple[int, ...] = (5, 4)
) -> PictureTable:
    """The same with a picture for each row, from which is learned with those columns that are no targets; ``new`` is yes or no, too."""
    plain = Path(mixed_table(folder, rows).path)
    generator = np.random.default_rng(6)
    with plain.open(newline="", encoding="utf-8") as file:
        names, *cells = csv.reader(file)
    for i in range(rows):
        Image.fromarray(generator.integers(0, 256, shape, np.uint8)).save(folder / f"p{i}.png")
    with (folder / "list.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["file", *names, "new"])
        writer.writerows([f"p{i}.png", *row, ("no", "yes")[i % 3 == 0]] for i, row in enumerate(cells))
    inputs = (name for name in names if name not in {"when", "price", "kind", "sold", *targets})
    return PictureTable(str(folder / "list.csv")).predicting(*targets).using(*inputs)
