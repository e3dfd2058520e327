"""Tables with several columns to predict: numbers that are known to hang together, and questions of yes and no."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

NUMBERS = ("mass", "girth", "beats")
LABELS = ("warm", "bright", "loud")


def numbers_table(folder: Path, rows: int = 120) -> Path:
    """Three inputs and three numbers of very different sizes, each a plain sum of the inputs."""
    draw = np.random.default_rng(5)
    x = draw.normal(size=(rows, 3))
    y = x @ np.array([[30.0, 0.2, -4.0], [5.0, -0.1, 8.0], [-12.0, 0.3, 1.0]]) + [180.0, 0.9, 60.0]
    return _written(folder / "numbers.csv", ("a", "b", "c", *NUMBERS), np.hstack([x, y]).tolist())


def labels_table(folder: Path, rows: int = 160) -> Path:
    """Three inputs and three questions that a line through them answers; the last one is written as 0 and 1."""
    draw = np.random.default_rng(7)
    x = draw.normal(size=(rows, 3))
    told = [
        (*row, "yes" if row[0] > 0.3 else "no", "yes" if row[1] > row[2] else "no", int(row[0] + row[2] > 0))
        for row in x.tolist()
    ]
    return _written(folder / "labels.csv", ("a", "b", "c", *LABELS), told)


def _written(path: Path, names: tuple[str, ...], rows: list[object]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(rows)  # type: ignore[arg-type]
    return path


def mixed_table(folder: Path, rows: int = 240) -> Path:
    """Three inputs that tell a class of three, a second one likewise, a number, and a yes or no."""
    draw = np.random.default_rng(9)
    x = draw.normal(size=(rows, 3))
    told = [
        (
            *row,
            "small" if row[0] < -0.5 else "large" if row[0] > 0.5 else "middle",
            "red" if row[1] < -0.5 else "blue" if row[1] > 0.5 else "green",
            1000 + 120 * row[1] + 40 * row[2],
            "yes" if row[2] > 0 else "no",
        )
        for row in x.tolist()
    ]
    return _written(folder / "mixed.csv", ("a", "b", "c", "kind", "colour", "price", "sold"), told)
