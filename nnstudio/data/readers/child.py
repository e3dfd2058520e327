"""What child processes of this program do: read files that somebody else wrote."""

from __future__ import annotations

from nnstudio.data.pictures.image_reader import read_images
from nnstudio.data.pictures.listed_images import read_listed_images
from nnstudio.data.pictures.loose_images import read_loose
from nnstudio.data.pictures.one_image import read_image
from nnstudio.data.readers.csv_reader import read_csv
from nnstudio.data.readers.excel_reader import read_excel
from nnstudio.data.readers.idx_reader import read_idx
from nnstudio.data.readers.json_reader import read_json
from nnstudio.data.readers.numpy_reader import read_numpy, read_samples
from nnstudio.data.readers.parquet_reader import read_parquet
from nnstudio.data.readers.sqlite_reader import read_sqlite
from nnstudio.data.recordings.class_recordings import read_recordings
from nnstudio.data.recordings.listed_recordings import read_listed_recordings
from nnstudio.data.recordings.loose_recordings import read_loose_recordings
from nnstudio.system.process import Entry, serve

ENTRIES: dict[str, Entry] = {
    "read-csv": read_csv,
    "read-excel": read_excel,
    "read-idx": read_idx,
    "read-image": read_image,
    "read-images": read_images,
    "read-json": read_json,
    "read-listed-images": read_listed_images,
    "read-listed-recordings": read_listed_recordings,
    "read-loose": read_loose,
    "read-loose-recordings": read_loose_recordings,
    "read-numpy": read_numpy,
    "read-parquet": read_parquet,
    "read-recordings": read_recordings,
    "read-samples": read_samples,
    "read-sqlite": read_sqlite,
}


def main(name: str) -> int:
    """Run the entry ``name`` for the process that started this one; return the exit code."""
    return serve(name, ENTRIES)
