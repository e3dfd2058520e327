"""A table in which two people wrote the same words differently."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from nnstudio.data.sources import CsvFile

SITES = ("North Bay", "Pier", "North bay", "Reef")
PATIENTS = ("anna", "Anna", "bert", "carl", "dora", "emil", "fritz", "gerd")
ANSWERS = ("warn", "Warn", " warn ", "error", "error")


def spellings_table(folder: Path) -> CsvFile:
    """A number, a place, a patient and, to be predicted, how grave it is; all texts in several spellings."""
    draw = np.random.default_rng(0)
    rows = [
        f"{draw.normal():.3f},{SITES[i * i % 7 % 4]},{PATIENTS[draw.integers(8)]},{ANSWERS[draw.integers(5)]}"
        for i in range(300)
    ]
    path = folder / "spellings.csv"
    path.write_text("\n".join(["x,site,patient,sev", *rows]) + "\n", encoding="utf-8")
    return CsvFile(str(path))
