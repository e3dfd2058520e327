"""A survey with a question of which all that apply were ticked."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from nnstudio.data.sources import CsvFile

WAYS = ("Email", "Letter", "Phone", "Text message")
"""What could be ticked."""


def survey(folder: Path, separator: str = ";", *, rows: int = 240, name: str = "survey.csv") -> CsvFile:
    """How old people are, which ways suit them (nothing was ticked by some), where they live, and whether they bought."""
    draw = np.random.default_rng(3)
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["age", "ways", "city", "bought"])
        for _ in range(rows):
            ticked = draw.random(4) < (0.6, 0.3, 0.5, 0.2)
            age, cell = (
                int(draw.integers(18, 80)),
                separator.join(w for w, t in zip(WAYS, ticked, strict=True) if t),
            )
            bought = ticked[0] + 1.5 * ticked[2] + draw.normal(0, 0.3) > 1
            writer.writerow([age, cell, draw.choice(["Bern", "Graz", "Kiel"]), "yes" if bought else "no"])
    return CsvFile(str(path), target="bought")
