"""What child processes of this program do: read files that somebody else wrote."""

from __future__ import annotations

from nnstudio.data.csv_reader import read_csv
from nnstudio.system.process import serve


def main(name: str) -> int:
    """Run the entry ``name`` for the process that started this one; return the exit code."""
    return serve(name, {"read-csv": read_csv})
