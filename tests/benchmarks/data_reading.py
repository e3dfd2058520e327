"""Reading a large table: 1 000 000 rows of 20 columns out of a CSV file.

Run by hand: ``python -m tests.benchmarks.data_reading [ROWS]``. Says how long it takes until the data set is there, the
processor's time in the child that reads, and the most memory the child held, also as a multiple of the array of
float64 that the numbers fill. Bar: 3 s on two cores of 2.8 GHz, three times the array. A fixed loop is timed beside each
reading: on a busy machine it takes longer as well, and the ratio of the two can be compared.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

os.environ["NNSTUDIO_HOME"] = tempfile.mkdtemp(prefix="nnstudio-benchmark-")

from nnstudio.data.sources import CsvFile

COLUMNS = 20


def write_table(path: Path, rows: int) -> None:
    """Numbers with six digits, whole numbers, a category with four values; a classes column to predict."""
    random = np.random.default_rng(0)
    columns: dict[str, object] = {f"x{i}": random.normal(size=rows).round(6) for i in range(COLUMNS - 4)}
    columns |= {f"n{i}": random.integers(0, 1000, rows) for i in range(2)}
    columns["colour"] = np.array(["red", "green", "blue", "grey"])[random.integers(0, 4, rows)]
    columns["kind"] = np.array(["yes", "no"])[random.integers(0, 2, rows)]
    pl.DataFrame(columns).write_csv(path)


def reference() -> float:
    """Seconds of processor time that a fixed piece of work takes here and now."""
    start = time.process_time()
    total = 0
    for i in range(3_000_000):
        total += i * i
    return time.process_time() - start


def main() -> int:
    """Measure three times, each with a child of its own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        write_table(path, rows)
        array = rows * COLUMNS * 8
        print(
            f"{rows:,} × {COLUMNS}: {path.stat().st_size / 1e6:.0f} MB of text, {array / 1e6:.0f} MB of numbers"
        )
        for _ in range(3):
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            dataset = CsvFile(str(path)).read()
            seconds = time.perf_counter() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            assert len(dataset) == rows
            most = after.ru_maxrss * 1024
            busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(
                f"{seconds:.2f} s, the child {busy:.2f} s of processor time and {most / 1e6:.0f} MB at most "
                f"({most / array:.1f} × the numbers); a fixed loop {reference():.2f} s",
                flush=True,
            )
            del dataset
    return 0


if __name__ == "__main__":
    sys.exit(main())
