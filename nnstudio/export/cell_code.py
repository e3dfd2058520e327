"""The part of written Python code that reads rows and cells, as :mod:`nnstudio.data.cells` does; see :mod:`~nnstudio.export.table_code`."""

READ = '''\
MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "?", "#N/A")
NO_NUMBER = ("-", "--", "\\u2013", "\\u2014", "\\u2212", ".", "na", "n.a.", "N.A.", "none", "None", "#DIV/0!", "#VALUE!")
NUMBER = re.compile("[+\\u2212-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")
WITH_COMMA = re.compile("[+\\u2212-]?[0-9]*,[0-9]+([eE][+-]?[0-9]+)?")
EITHER = re.compile("[+\\u2212-]?[1-9][0-9]{0,2}[.,][0-9]{3}")


def read(path):
    """The rows of a CSV file as dictionaries, and the decimal mark of its numbers.

    Its separator is the sign that is most frequent between the names. 1,234 may be a thousand, and tells nothing about
    the mark unless semicolons part the cells.
    """
    with open(path, newline="", encoding="utf-8-sig") as file:
        lines = list(file)
    head = re.sub('"[^"]*"', "", "".join(lines[:50])).lstrip("\\r\\n")  # a name in quotes may go over several lines
    separator = max(",;\\t|", key=re.split("[\\r\\n]", head)[0].count)
    ABOVE
    rows = [row for row in csv.reader(lines, delimiter=separator) if row]
    if not rows:
        raise SystemExit(f"{path}: the file is empty")
    names = [" ".join(name.split()) for name in rows[0]]
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(names):
            raise SystemExit(f"{path}: row {number} has {len(row)} cells, the first one {len(names)}")
    rows = [[cell.strip() for cell in row] for row in rows[1:]]
    if not rows:
        raise SystemExit(f"{path}: there is a header, but no rows below it")
    some = [cell for row in rows[:1000] for cell in row]
    doubtful = [cell for cell in some if EITHER.fullmatch(cell)]
    commas, points = (
        sum(pattern.fullmatch(cell) is not None and sign in cell and not EITHER.fullmatch(cell) for cell in some)
        for pattern, sign in ((WITH_COMMA, ","), (NUMBER, "."))
    )
    if separator == ";" and doubtful and commas == points == 0:
        commas = sum("," in cell for cell in doubtful) == len(doubtful)
    mark = "," if separator != "," and commas > points else "."
    # In their order; of columns that are called alike, the first one.
    return [dict(zip(names, row)) | dict(zip(names[::-1], row[::-1])) for row in rows], mark


def number(cell, row, name, mark):
    """A cell as a number; None where it is missing."""
    if cell in MISSING or cell in NO_NUMBER:
        return None
    if mark == "," and "." in cell and EITHER.fullmatch(cell):
        raise SystemExit(f"Row {row}: column {name!r} holds {cell!r}, which may be a thousand or have decimals")
    text = cell.replace(mark, ".", 1).replace("\\u2212", "-")
    value = float(text) if NUMBER.fullmatch(text) else math.inf
    if not math.isfinite(value):
        raise SystemExit(f"Row {row}: column {name!r} holds {cell[:40]!r}, which is no usable number")
    return value
'''

ABOVE = """\
    csv.field_size_limit(1 << 30)  # with a wrong separator, a line is one cell
    needed = {column["name"] for column in COLUMNS}
    starts = ((i, sign) for i in range(min(len(lines), 50)) for sign in ",;\\t|")  # a title may stand above the names
    tried = ((i, sign, next(csv.reader(lines[i : i + 50], delimiter=sign))) for i, sign in starts)
    names = ((i, sign) for i, sign, cells in tried if needed <= {" ".join(cell.split()) for cell in cells})
    first, separator = next(names, (0, separator))
    lines = lines[first:]
"""
"""For columns that are known by name."""

DATE = '''\
def date(cell, row, name, day_first=False):
    """A cell as seconds since the beginning of 1970; None where it is missing."""
    from datetime import datetime

    if cell in MISSING:
        return None
    for pattern in DATES[day_first]:
        found = re.match(pattern, cell)
        if found is None:
            continue
        year, month, day, hour, minute = (int(found[k] or 0) for k in ("year", "month", "day", "hour", "minute"))
        second = float(found["second"] or 0)
        ahead, minutes = int(found["zone_hour"] or 0), int(found["zone_minute"] or 0)
        try:
            start = datetime(year, month, day, hour, minute)
        except ValueError:
            continue
        if second < 60 and ahead < 24 and minutes < 60:
            zone = (3600 * ahead + 60 * minutes) * (-1 if found["zone_sign"] == "-" else 1)
            return (start - datetime(1970, 1, 1)).total_seconds() + second - zone
    raise SystemExit(f"Row {row}: column {name!r} holds {cell[:40]!r}, which is no date")


def date_part(seconds, part):
    """The time of the year or of the day as sine and cosine, or seven numbers for the day of the week."""
    if part == "weekday":
        return [float((seconds // DAY + FIRST_WEEKDAY) % 7 == day) for day in range(7)]
    angle = 2 * math.pi * (seconds / (YEAR if part == "season" else DAY) % 1)
    return [math.sin(angle), math.cos(angle)]
'''

DRESSED = '''\
def dressed(cell, row, name, dress):
    """A cell such as $1,234.5, 45 % or (1,250) as a number; None where it is missing."""
    pattern, mark, power, plain = dress
    if cell in MISSING:
        return None
    if plain and NUMBER.fullmatch(cell):
        return number(cell, row, name, mark)
    if re.fullmatch(pattern, cell) is None:
        raise SystemExit(f"Row {row}: column {name!r} holds {cell[:40]!r}, which is not written as in training")
    digits = re.sub(f"[^0-9{mark}]", "", cell).replace(mark, ".")
    minus = "-" if re.search("[(\\u2212-]", cell) else ""
    value = float(minus + digits + power)
    if not math.isfinite(value):
        raise SystemExit(f"Row {row}: column {name!r} holds {cell[:40]!r}, which is no usable number")
    return value
'''
