"""The part of written Python code that is a program: from what is named on the command line to the answers."""

from __future__ import annotations

from nnstudio.export.artifact import Artifact
from nnstudio.export.code import picture_table, pictures, recordings
from nnstudio.export.code.earlier import needs_dates
from nnstudio.project.answers import headings_of

_MAIN = '''\
def safe(cell):
    """Keep a spreadsheet from taking a text for a formula."""
    text = "\\n".join(cell.splitlines())
    try:
        float(text)
    except ValueError:
        return "'" + text if text[:1] in ("=", "+", "-", "@", "\\t", "\\n") else text
    return text


def main():
    """Answer ABOUT."""
    if WRONG:
        raise SystemExit(f"Usage: python {sys.argv[0]} NAMED > answers.csv")
    try:
        READ
    except UnicodeError:
        raise SystemExit(f"{sys.argv[1]}: this is no text in UTF-8; save it as CSV UTF-8") from None
    except OSError as error:
        raise SystemExit(f"{sys.argv[1]}: cannot be read: {error.strerror}") from None
    except (ValueError, csv.Error) as error:
        raise SystemExit(f"{sys.argv[1]}: {error}") from None
    STRANGE
    headings, table = answers(predict(*share(x)))
    BESIDE
    try:
        with open(sys.stdout.fileno(), "w", newline="", encoding="utf-8", closefd=False) as file:
            writer = csv.writer(file, lineterminator="\\n")
            writer.writerow([safe(heading) for heading in headings])
            writer.writerows([safe(cell) for cell in row] for row in table)
    except BrokenPipeError:  # whoever reads has enough, as head does
        pass


if __name__ == "__main__":
    main()
'''


_STRANGE = '''\
def tell_strange(rows):
    """Say which categories did not occur in training: they are answered all the same."""
    for column in COLUMNS:
        if column["kind"] != "category" or column.get("other"):
            continue
        known = {*MISSING, *column["categories"], *column.get("spellings", ())}
        PARTS
        names = [f"{name[:40]!r}" for name in dict.fromkeys(part for each in odd for part in each)]
        if odd:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            SAID
            print(
                f"column {column['name']!r}: {', '.join(names[:5])}{more} did not occur in training; {said}",
                file=sys.stderr,
            )
'''
_ODD = """\
odd = [(row[column["name"]],) for row in rows if row[column["name"]] not in known]"""
_SAID = """\
count = "1 row counts" if len(odd) == 1 else f"{len(odd)} rows count"
            said = f"{count} as none of the known categories\""""
_ODD_CHOICES = """\
parted = "separator" in column
        cells = [row[column["name"]] for row in rows if row[column["name"]] not in MISSING]
        parts = [choices(column, cell) if parted else [cell] for cell in cells]
        odd = [new for each in parts if (new := [part for part in each if part not in known])]"""
_SAID_CHOICES = """\
if parted:
                count = "1 row" if len(odd) == 1 else f"{len(odd)} rows"
                said = f"in {count} only the known choices count"
            else:
                count = "1 row counts" if len(odd) == 1 else f"{len(odd)} rows count"
                said = f"{count} as none of the known categories\""""
"""What :mod:`nnstudio.data.preparing.strange` tells; a column that has learned to take them for one more category has no news."""

_BESIDE = '''\
def beside(rows):
    """Columns that only tell rows apart, and what stands there."""
    names = [name for name in IDENTIFIERS if name in rows[0]]
    cells = [["" if row[name] in MISSING else " ".join(row[name].split()) for name in names] for row in rows]
    MOMENTS
    return names, cells
'''

_MOMENTS = """\
    if ORDER in names:
        for told, when in zip(cells, moments(rows)):
            told[names.index(ORDER)] = when
"""
_MOMENT = '''\
def moments(rows):
    """When each row is, written one way whatever the file has; in UTC where it names a time zone."""
    from datetime import datetime, timedelta

    told = []
    for i, row in enumerate(rows):
        seconds = date(row[ORDER], i + 1, ORDER, DAY_FIRST)
        if seconds is None:
            told.append("")
            continue
        when = datetime(1970, 1, 1) + timedelta(milliseconds=round(seconds * 1000))
        told.append(when.isoformat(" ", "milliseconds").removesuffix(".000").removesuffix(":00"))
    days = all(text.endswith(" 00:00") for text in told if text)
    return [text.removesuffix(" 00:00") for text in told] if days else told
'''
"""As :class:`nnstudio.data.beside.RowNames` names rows by a date."""

_WITH_THEM = """\
    names, cells = beside(rows)
    headings, table = [*names, *headings], [[*before, *row] for before, row in zip(cells, table)]
"""

_APART = '''\
def apart(headings):
    """The headings, of which none may stand there twice: a second one is numbered."""
    known = {}
    for wanted in headings:
        name = wanted
        while name in known:
            known[wanted] += 1
            name = f"{wanted} ({known[wanted]})"
        known[name] = 1
    return list(known)
'''
"""As :func:`nnstudio.data.readers.naming.apart`, for whoever may have targets that are called so."""

_ABOUT = "the rows of the file named on the command line"
_USAGE = ("len(sys.argv) != 2", "rows.csv")
_READ = """\
rows, mark = read(sys.argv[1])
        x = prepare(rows, mark)"""


def main_code(artifact: Artifact) -> list[str]:
    """The program, for what it takes, and what nothing but the program needs."""
    preprocessor = artifact.preprocessor
    assert preprocessor is not None
    strange = any(column.kind == "category" and not column.other for column in preprocessor.columns)
    about, (wrong, named), read = _ABOUT, _USAGE, _READ
    beside = _WITH_THEM if preprocessor.identifiers else ""
    takes_pictures = pictures.takes_pictures(artifact)
    if takes_pictures:
        of = picture_table if preprocessor.picture else pictures
        about, (wrong, named), read, beside = of.ABOUT, of.USAGE, of.READ, of.BESIDE
    takes_recordings = recordings.takes_recordings(artifact)
    if takes_recordings:
        about, (wrong, named), read = recordings.ABOUT, recordings.USAGE, recordings.READ
        beside = recordings.BESIDE
    text = _MAIN.replace("    BESIDE\n", beside).replace("        READ\n", f"        {read}\n")
    text = text.replace("    STRANGE\n", "    tell_strange(rows)\n" if strange else "")
    headings = [*preprocessor.identifiers, *headings_of(preprocessor)]
    # What a table calls its column of files is known when it is read.
    alike = takes_pictures or takes_recordings or len(set(headings)) < len(headings)
    text = text.replace("in headings]", "in apart(headings)]") if alike else text
    earlier = preprocessor.earlier
    dated = earlier is not None and needs_dates(preprocessor) and earlier.order in preprocessor.identifiers
    tells_apart = _BESIDE.replace("    MOMENTS\n", _MOMENTS if dated else "")
    parted = any(column.separator for column in preprocessor.columns)
    tells = _STRANGE.replace("PARTS", _ODD_CHOICES if parted else _ODD)
    tells = tells.replace("SAID", _SAID_CHOICES if parted else _SAID)
    return [
        *([tells] if strange else []),
        *([_MOMENT] if dated else []),
        *([_APART] if alike else []),
        *([tells_apart] if preprocessor.identifiers else []),
        *(pictures.picture_code(artifact) if takes_pictures else []),
        *(recordings.recording_code(artifact) if takes_recordings else []),
        text.replace("ABOUT", about).replace("WRONG", wrong).replace("NAMED", named),
    ]
