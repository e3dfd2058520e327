"""What separates the cells of a text, by its first rows."""

from __future__ import annotations

import re

SEPARATORS = ("\t", ";", "|", ",")
"""In the order of preference: a comma may also be a decimal mark, a tab hardly ever anything else."""
BLANKS = " "
"""The separator of a text whose cells are set apart by as many blanks as it takes to stand below each other."""


def find_separator(data: bytes) -> str | None:
    """Return the separator that stands equally often in the first rows, or None when there is none."""
    rows = first_rows(data)
    best, best_score = None, 0.0
    for separator in SEPARATORS:
        counts = [row.count(separator.encode()) for row in rows]
        usual = max(set(counts), key=counts.count, default=0)
        if usual == 0:
            usual = counts[0] if counts else 0
        score = counts.count(usual) / len(counts) if usual else 0.0
        if score > best_score:
            best, best_score = separator, score
    if best is None:
        # A single column of texts teaches nobody anything: as many words in every row are cells.
        words = [len(row.split()) for row in rows if not row.startswith(b"#")]
        alike = len(set(words[1:])) == 1 and words[-1] - words[0] in (0, 1)
        best = BLANKS if alike and words[-1] > 1 else None
    return best


def first_rows(data: bytes) -> list[bytes]:
    """The first rows; quoted cells may hold any separator, and what they hold does not count."""
    sample = data[: 1 << 18]
    if len(sample) < len(data):
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    return [row for row in re.sub(rb'"[^"]*"', b'""', sample).split(b"\n")[:200] if row.strip(b" ")]
