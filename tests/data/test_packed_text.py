"""Tables that were packed, and texts in encodings that nothing names."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from nnstudio.data.readers import csv_pieces, packed_text
from nnstudio.data.sources import CsvFile, source_for
from nnstudio.system.messages import StudioError
from tests.data.refusal import refusal
from tests.data.workbooks import xlsx, zipped

Write = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("inline")

ROWS = [f"{i},{i % 5},Straße {'äöü'[i % 3]},{i % 7}" for i in range(60)]
TEXT = "\n".join(["id,x,größe,y", *ROWS])
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "t.csv.gz": gzip.compress,
    "t.csv.bz2": bz2.compress,
    "t.tsv.xz": lzma.compress,
    "t.zip": lambda data: zipped({"folder/t.csv": data, "__MACOSX/._t.csv": b"x"}),
}


@pytest.mark.parametrize("name", PACKED)
def test_a_packed_table_is_the_same_data(name: str, write: Write) -> None:
    plain = CsvFile(str(write(TEXT, "t.csv"))).read()
    source = source_for(write(PACKED[name](TEXT.encode()), name))
    assert isinstance(source, CsvFile)
    assert source.read().fingerprint == plain.fingerprint


def test_what_is_packed_and_no_table_is_said(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    two = zipped({"a.csv": TEXT, "b.csv": TEXT})
    assert "t.zip: it holds 2 files; unpack it and open the one with the table" in refusal(
        CsvFile(str(write(two, "t.zip"))), "t.zip"
    )
    for other in (xlsx({"S": ()}), zipped({"a.png": b"x"})):
        assert "this is a zip archive or an Excel workbook" in refusal(
            CsvFile(str(write(other, "t.zip"))), "t.zip"
        )
    for name, pack in PACKED.items():
        if name != "t.zip":
            assert "it is damaged or cut off" in refusal(
                CsvFile(str(write(pack(TEXT.encode())[:-9], name))), name
            )
    assert "this is a PDF document" in refusal(
        CsvFile(str(write(gzip.compress(b"%PDF-1.7"), "t.gz"))), "t.gz"
    )
    monkeypatch.setattr(packed_text, "MOST_BYTES", 100)
    assert "it unpacks to more than 100 bytes" in refusal(
        CsvFile(str(write(gzip.compress(TEXT.encode()), "t.gz"))), "t.gz"
    )


@pytest.mark.parametrize("name", PACKED)
def test_any_damage_is_a_data_set_or_one_line(name: str, write: Write) -> None:
    good, chance = PACKED[name](TEXT.encode()), random.Random(3)
    for _ in range(60):
        spoilt = bytearray(good[: chance.randrange(len(good))] if chance.random() < 0.2 else good)
        for _ in range(chance.choice((1, 2, 8))):
            if spoilt:
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        told = name
        try:
            assert len(CsvFile(str(write(bytes(spoilt), name))).read()) > 0
        except StudioError as error:
            told = str(error)
        assert "\n" not in told
        assert name in told


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str, write: Write) -> None:
    plain = CsvFile(str(write(TEXT, "t.csv"))).read()
    dataset = CsvFile(str(write(TEXT.encode(encoding), "t.csv"))).read()
    assert dataset.fingerprint == plain.fingerprint
    assert f"Read as {encoding}; if letters look wrong, choose another encoding" in map(str, dataset.notes)
    assert "a NUL character" in refusal(CsvFile(str(write(b"a,y\n1,\0\n3,4\n", "t.csv"))), "t.csv")


@pytest.mark.parametrize("piece", [4 << 20, 100])
@pytest.mark.parametrize("first", ["utf-8", "cp1252"])
def test_two_encodings_in_one_file(
    first: str, piece: int, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither turns the letters of the other into nonsense, wherever each begins."""
    monkeypatch.setattr(csv_pieces, "PIECE", piece)
    plain = CsvFile(str(write(TEXT, "t.csv"))).read()
    half = len(TEXT) // 2
    second = "cp1252" if first == "utf-8" else "utf-8"
    dataset = CsvFile(str(write(TEXT[:half].encode(first) + TEXT[half:].encode(second), "t.csv"))).read()
    assert dataset.fingerprint == plain.fingerprint
    assert any(
        str(note).startswith("Line ") and "is not written in UTF-8 as others are" in str(note)
        for note in dataset.notes
    )
    alone = CsvFile(str(write(TEXT.encode("cp1252"), "t.csv"))).read()
    assert alone.fingerprint == plain.fingerprint
    assert "Read as cp1252; if letters look wrong, choose another encoding" in map(str, alone.notes)


@pytest.mark.parametrize(("lacking", "name"), [("bz2", "t.csv.bz2"), ("lzma", "t.tsv.xz")])
def test_a_python_without_a_way_to_unpack_says_so(
    lacking: str, name: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, lacking, None)
    said = refusal(CsvFile(str(write(PACKED[name](TEXT.encode()), name))), name)
    assert said == f"{name}: this Python was built without {lacking}; unpack the file first"
    assert len(CsvFile(str(write(TEXT, "t.csv"))).read()) == len(ROWS)
