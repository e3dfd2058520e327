"""The part of written Python code that reads the rows of a file, as ``nnstudio predict`` does; see :mod:`~nnstudio.export.code.table`.

What it does not read itself it refuses in a line that says what to do: units below the names.
"""

from __future__ import annotations

from nnstudio.data.cells.cells import MISSING
from nnstudio.data.cells.decimal_mark import COMMA_NUMBER, NO_NUMBER, NUMBER
from nnstudio.data.readers.sums_below import WORDS

_SIGNS = f"""\
MISSING = {MISSING!a}
NO_NUMBER = {NO_NUMBER!a}
NUMBER = re.compile({NUMBER!a})
WITH_COMMA = re.compile({COMMA_NUMBER!a})
EITHER = re.compile("[+\\u2212-]?[1-9][0-9]{{0,2}}[.,][0-9]{{3}}")
"""

_SUM = f"""\
SUM = re.compile({WORDS.pattern!a}, re.IGNORECASE)
"""

_NAMED = '''\
def named(cells):
    """Names for all columns, each another one."""
    names = {}
    for i, cell in enumerate(cells, 1):
        wanted = name = f"column {i}" if cell.strip() in MISSING else " ".join(cell.split())
        while name in names:
            names[wanted] += 1
            name = f"{wanted} ({names[wanted]})"
        names[name] = 1
    return list(names)
'''

_SEPARATOR = '''\
def separator_of(text):
    """The sign that stands equally often in the rows with which a table begins; a comma may also be a decimal mark."""
    text = re.sub('"[^"]*"', '""', text)  # cells in quotes may hold any, and go over several lines
    rows = [row for row in re.split("[\\r\\n]", text) if row.strip(" ")][:200]
    even = {}
    for sign in "\\t;|,":
        counts = [row.count(sign) for row in rows]
        usual = max(sorted({*counts}), key=counts.count, default=0) or sum(counts[:1])
        even[sign] = counts.count(usual) if usual else 0
    return max(even, key=even.get) if any(even.values()) else ","
'''

_READ = '''\
def read(path):
    """The rows of a CSV file as dictionaries, and the decimal mark of its numbers.

    1,234 may be a thousand, and tells nothing about the mark unless semicolons part the cells.
    """
    with open(path, newline="", encoding="utf-8-sig") as file:
        lines = list(file)
    csv.field_size_limit(1 << 30)  # with a wrong separator, a line is one cell
    separator = separator_of("".join(lines[:500]))
    ABOVE
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]
    rows = [row for row in rows if row not in ([], [""])]
    if not rows:
        raise ValueError("the file is empty")
    if {len(row) for row in rows[1:]} == {len(rows[0]) + 1}:
        ends = not any(row[-1] for row in rows[1:])  # a separator behind every value
        rows[0].insert(len(rows[0]) if ends else 0, "")  # otherwise as R writes it
    names = named(rows[0])
    if NAMELESS:
        names = named([""] * len(names))
    else:
        # The names may stand again where files were put together.
        rows = [row for row in rows[1:] if len(row) < 2 or row != rows[0]]
    for number, row in enumerate(rows, 1):
        if len(row) != len(names):
            raise ValueError(f"row {number} has {len(row)} cells, and there are {len(names)} columns")
    if not rows:
        raise ValueError("there is a header, but no rows below it")
    some = [cell for row in rows[:1000] for cell in row]
    doubtful = [cell for cell in some if EITHER.fullmatch(cell)]
    commas, points = (
        sum(pattern.fullmatch(cell) is not None and sign in cell and not EITHER.fullmatch(cell) for cell in some)
        for pattern, sign in ((WITH_COMMA, ","), (NUMBER, "."))
    )
    if separator == ";" and doubtful and commas == points == 0:
        commas = sum("," in cell for cell in doubtful) == len(doubtful)
    mark = "," if separator != "," and commas > points else "."
    rows = [dict(zip(names, row)) for row in rows]
    BELOW
    return rows, mark
'''

_BY_PLACE = "any(map(NUMBER.fullmatch, names))"
_BY_NAME = 'not needed <= set(names) and needed <= set(named([""] * len(names)))'
"""When the first row is one of data."""

_ABOVE = """\
    needed = {NEEDED for column in COLUMNS}
    starts = ((i, sign) for i in range(min(len(lines), 50)) for sign in ",;\\t|")  # a title may stand above the names
    tried = ((i, sign, next(csv.reader(lines[i : i + 50], delimiter=sign))) for i, sign in starts)
    first, separator = next(((i, sign) for i, sign, cells in tried if needed <= set(named(cells))), (0, separator))
    lines = lines[first:]
"""

_TITLE = """\
    if re.match("sep=[,;\\t|][ \\t]*[\\r\\n]", lines[0] if lines else "", re.IGNORECASE):  # for Excel
        lines = lines[1:]
    full = [line for line in lines if line.strip()]
    if sum(separator in line for line in full) * 2 > len(full):
        while separator not in lines[0] and '"' not in lines[0]:
            lines = lines[1:]  # a title, or a remark
"""
"""What stands above a table whose names are not known."""

_TAKEN = 'EARLIER.get(column["name"], (column["name"], 0))[0]'

_BELOW = """\
    rows = without_sums(rows, mark)
    EARLIER
    plain = [column["name"] for column in COLUMNS if column["kind"] == "number" and "dress" not in column]
    refuse_units(plain, rows[0], mark)
    for name in plain:
        leave_out(name, rows, [is_odd(row.get(name, ""), mark) for row in rows])
    OTHERS
"""

_DRESSED = """\
    for column in COLUMNS:
        if "dress" in column:
            cells = [row.get(column["name"], "") for row in rows]
            leave_out(column["name"], rows, [is_undressed(cell, column["dress"]) for cell in cells])
"""
_DATES = """\
    for column in COLUMNS:
        if column["kind"] == "date":
            cells = [row.get(column["name"], "") for row in rows]
            leave_out(column["name"], rows, [is_undated(cell, column.get("day_first", False)) for cell in cells])
"""
"""Parts of what comes below, where numbers are in dress, and where there are dates."""

_NUMBER = """\
def is_number(cell, mark):
    \"""Whether a cell is a number with this decimal mark.\"""
    return NUMBER.fullmatch(cell.replace(mark, ".", 1)) is not None


def number(cell, row, name, mark):
    \"""A cell as a number; None where it is missing.\"""
    if cell in MISSING or cell in NO_NUMBER:
        return None
    if mark == "," and "." in cell and EITHER.fullmatch(cell):
        raise ValueError(f"row {row}, column {name!r}: {cell!r} may be a thousand or have decimals")
    value = float(cell.replace(mark, ".", 1).replace("\\u2212", "-")) if is_number(cell, mark) else math.inf
    if not math.isfinite(value):
        raise ValueError(f"row {row}, column {name!r}: {cell[:40]!r} is no number; leave the cell empty if it is unknown")
    return value
"""

_OTHERS = """\
def is_odd(cell, mark):
    \"""Whether a cell is neither a number nor a sign for a missing one.\"""
    infinite = cell.lower().lstrip("+-") in ("inf", "infinity")
    return not (cell in MISSING or cell in NO_NUMBER or is_number(cell, mark) or infinite)


def refuse_units(plain, row, mark):
    \"""Units below the names are no sample: a row without a number, and without anything that is none.\"""
    others = [row.get(column["name"], "") for column in COLUMNS if column["name"] not in plain]
    PICTURE
    cells = [row.get(name, "") for name in plain]
    odd = [cell for cell in cells if is_odd(cell, mark)]
    if odd and all(cell in MISSING for cell in others) and not any(is_number(cell, mark) for cell in cells):
        raise ValueError(f"row 1 holds {odd[0][:40]!r} and no number; leave out a row of units")


def without_sums(rows, mark):
    \"""The rows without sums and means below the table: a cell says so, and a number is what those above come to.\"""
    above = len(rows)
    while above > 3 and len(rows) - above < 3 and says_sum(rows[above - 1]):
        above -= 1
    columns = [[amount(row[name], mark) for row in rows] for name in rows[0]] if above < len(rows) else []
    for i in range(above, len(rows)):
        if not any(sums_up(column[:above], column[i]) for column in columns):
            return rows
    if above < len(rows):
        print(f"sums below the table are left out: {len(rows) - above}", file=sys.stderr)
    return rows[:above]


def says_sum(row):
    \"""Whether one of the cells is a word for it, such as Total.\"""
    return any(SUM.fullmatch(cell.rstrip(" :")) for cell in row.values())


def amount(cell, mark):
    \"""The number in a cell, whatever stands around its digits; NaN where there is none.\"""
    try:
        return float(re.sub(f"[^0-9{mark}-]", "", cell).replace(mark, ".", 1))
    except ValueError:
        return math.nan


def sums_up(numbers, value):
    \"""Whether a number is the sum or the mean of others, as far as its digits go.\"""
    numbers = [number for number in numbers if math.isfinite(number)]
    if len(numbers) < 3 or not math.isfinite(value) or value == 0:
        return False
    rounded = max(10.0 ** -len(f"{value:.12g}".partition(".")[2]), 1e-9 * abs(value))
    whole = math.fsum(numbers)
    return abs(whole - value) <= rounded or abs(whole / len(numbers) - value) <= rounded


def leave_out(name, rows, wrong):
    \"""A few cells such as n.d. or <0.5 among many that can be read count as missing.\"""
    there = [(row, is_wrong) for row, is_wrong in zip(rows, wrong) if row.get(name, "") not in (*MISSING, *NO_NUMBER)]
    odd = [row for row, is_wrong in there if is_wrong]
    if len(there) - len(odd) >= max(9, 0.9 * len(there)):
        for row in odd:
            row[name] = ""
"""


_PICTURE = "    others += [cell for cell in row.values() if cell.lower().endswith(ENDINGS)]  # a picture is a sample\n"


def read_code(
    *, by_name: bool, earlier: bool, stand_ins: bool, files: bool, dresses: bool, dates: bool
) -> list[str]:
    """What reads rows, piece by piece; where columns are known by their names, it looks for these.

    With ``earlier`` some columns are made of others: :mod:`nnstudio.export.code.earlier`. With ``stand_ins`` numbers count
    as missing. With ``files`` a column may name some. With ``dresses`` numbers are in dress, with ``dates`` there are dates:
    :mod:`nnstudio.export.code.cells`.
    """
    above, below, nameless = (_ABOVE, _BELOW, _BY_NAME) if by_name else (_TITLE, "", _BY_PLACE)
    nameless += " or names_file(path, *rows[:2])" if files and not by_name else ""
    above = above.replace("NEEDED", _TAKEN if earlier else 'column["name"]')
    below = below.replace("    EARLIER\n", "    rows = with_earlier(rows, mark)\n" if earlier else "")
    below = ("    rows = emptied(rows, mark)\n" if stand_ins else "") + below
    below = below.replace("    OTHERS\n", (_DRESSED if dresses else "") + (_DATES if dates else ""))
    others = _OTHERS.replace("    PICTURE\n", _PICTURE if files else "")
    read = _READ.replace("    ABOVE\n", above).replace("    BELOW\n", below).replace("NAMELESS", nameless)
    return [
        _SIGNS + (_SUM if by_name else ""),
        _NAMED,
        _SEPARATOR,
        read,
        _NUMBER,
        *([others] if by_name else []),
    ]
