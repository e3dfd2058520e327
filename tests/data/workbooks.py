"""Workbooks written by hand, with nothing in them but what a reader needs, so that they can be broken on purpose."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Rows = Sequence[Sequence[str | float | None]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def xlsx(sheets: Mapping[str, Rows], more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An Excel workbook; ``more`` adds members or takes the place of some."""
    numbers = range(1, len(sheets) + 1)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in numbers
    )
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{types}</Types>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            **{
                f"xl/worksheets/sheet{n}.xml": sheet(rows)
                for n, rows in zip(numbers, sheets.values(), strict=True)
            },
            **(more or {}),
        }
    )


def sheet(rows: Rows) -> str:
    """One sheet."""
    lines = "".join(
        f'<row r="{r}">'
        + "".join(_cell(f"{chr(65 + c)}{r}", value) for c, value in enumerate(row))
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    return sheet_of(lines)


def sheet_of(lines: str) -> str:
    """A sheet of rows that are written already."""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(where: str, value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{where}"><v>{value!r}</v></c>'


def ods(sheets: Mapping[str, Rows], more: Mapping[str, str | bytes] | None = None) -> bytes:
    """An OpenDocument workbook."""
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped(
        {
            "mimetype": kind,
            "content.xml": f'<office:document-content xmlns:office="{_ODF}:office:1.0" '
            f'xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0" office:version="1.2">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>',
            **(more or {}),
        }
    )


def _ods_cell(value: str | float | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value!r}"><text:p>{value}</text:p></table:table-cell>'


def xls(rows: Rows, sheet_name: str = "Sheet", more: Sequence[tuple[int, bytes]] = ()) -> bytes:
    """A workbook of Excel 97: records of BIFF8 in a compound file; the sheet has more of them at its end."""
    cells = b"".join(
        _old_cell(r, c, value)
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    ) + b"".join(_record(kind, data) for kind, data in more)
    begin, end = _record(0x809, struct.pack("<HH12x", 0x600, 5)), _record(0x0A)
    named = struct.pack("<xxBB", len(sheet_name), 0) + sheet_name.encode("latin-1")
    at = len(begin) + 4 + 4 + len(named) + len(end)
    book = begin + _record(0x85, struct.pack("<I", at) + named) + end
    return _compound("Workbook", book + _record(0x809, struct.pack("<HH12x", 0x600, 0x10)) + cells + end)


def xlsb(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A workbook of one sheet in binary records; of merged cells first and last row, first and last column, from 0."""
    cells = b"".join(
        _part(0, struct.pack("<I", r) + bytes(21))
        + b"".join(_binary_cell(c, value) for c, value in enumerate(row) if value is not None)
        for r, row in enumerate(rows)
    )
    spans = _part(177, struct.pack("<I", len(merged))) + b"".join(
        _part(176, struct.pack("<4I", *each)) for each in merged
    )
    size = struct.pack("<4I", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    body = _part(129) + _part(148, size) + _part(145) + cells + _part(146)
    body += (spans + _part(178) if merged else b"") + _part(130)
    listed = _part(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet"))
    link = f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "xl/workbook.bin": _part(131) + _part(143) + listed + _part(144) + _part(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{link}</Relationships>',
            "xl/worksheets/sheet1.bin": body,
        }
    )


def _part(kind: int, data: bytes = b"") -> bytes:
    """A record of an .xlsb: kind and size in bytes of seven bits, of which all but the last have their highest bit set."""

    def packed(number: int) -> bytes:
        return bytes([number]) if number < 128 else bytes([number & 127 | 128]) + packed(number >> 7)

    return packed(kind) + packed(len(data)) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _binary_cell(column: int, value: str | float) -> bytes:
    head = struct.pack("<II", column, 0)
    if isinstance(value, str):
        return _part(6, head + _wide(value))
    return _part(5, head + struct.pack("<d", value))


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _old_cell(row: int, column: int, value: str | float) -> bytes:
    if isinstance(value, str):
        text = struct.pack("<HB", len(value), 0) + value.encode("latin-1")
        return _record(0x204, struct.pack("<HHH", row, column, 0) + text)
    return _record(0x203, struct.pack("<HHHd", row, column, 0, value))


def _compound(name: str, data: bytes) -> bytes:
    """A file in sectors of 512 bytes: where they go on, the directory, and one stream."""
    count = max(-(-len(data) // 512), 8)  # shorter streams lie elsewhere
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16xHHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    entries = (("Root Entry", 5, 1, 0xFFFFFFFE, 0), (name, 2, 0xFFFFFFFF, 2, count * 512))
    directory = b"".join(
        struct.pack("<64sHBBIII36xIQ", called.encode("utf-16-le"), 2 * len(called) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, first, size)
        for called, kind, child, first, size in entries
    )  # fmt: skip
    return (
        head
        + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
        + struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
        + directory.ljust(512, b"\0")
        + data.ljust(count * 512, b"\0")
    )
