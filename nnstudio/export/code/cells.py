"""The part of written Python code that reads cells which are no plain numbers, as :mod:`nnstudio.data.cells.cells` does."""

from __future__ import annotations

from nnstudio.data.cells.dress import named, pattern

DATE = '''\
def date(cell, row, name, day_first=False):
    """A cell as seconds since the beginning of 1970; None where it is missing."""
    from datetime import datetime

    if cell in MISSING or cell in NO_NUMBER:
        return None
    for pattern in DATES[day_first]:
        found = re.match(pattern, cell)
        if found is None:
            continue
        told = {key: part for key, part in found.groupdict().items() if part}
        hour, minute, ahead, minutes = (
            int(told.get(key, 0)) for key in ("hour", "minute", "zone_hour", "zone_minute")
        )
        second = float(told.get("second", 0))
        short = int(told.get("short", 0))
        year = int(told.get("year", short + (1900 if short >= 69 else 2000)))
        try:
            if "week" in told:
                start = datetime.fromisocalendar(year, int(told["week"]), int(told.get("weekday", 1)))
            else:
                month = MONTHS[told["word"].lower()[:3]] if "word" in told else int(told["month"])
                start = datetime(year, month, int(told.get("day", 1)))
            if "half" in told:
                hour = hour % 12 + 12 * (told["half"] in "pP") if 1 <= hour <= 12 else 24
            start = start.replace(hour=hour, minute=minute)
        except (ValueError, OverflowError):
            continue
        if second < 60 and ahead < 24 and minutes < 60:
            zone = (3600 * ahead + 60 * minutes) * (-1 if told.get("zone_sign") == "-" else 1)
            return (start - datetime(1970, 1, 1)).total_seconds() + second - zone
    raise ValueError(f"row {row}, column {name!r}: {cell[:40]!r} is no date; write it as in training")


def is_undated(cell, day_first):
    """Whether a cell that is there is no date; one in the other order of day and month is a matter of its own."""
    for first in (day_first, not day_first):
        try:
            date(cell, 0, "", first)
        except ValueError:
            continue
        return False
    return True


def date_part(seconds, part):
    """The time of the year or of the day as sine and cosine, or seven numbers for the day of the week."""
    if part == "weekday":
        return [float((seconds // DAY + FIRST_WEEKDAY) % 7 == day) for day in range(7)]
    angle = 2 * math.pi * (seconds / (YEAR if part == "season" else DAY) % 1)
    return [math.sin(angle), math.cos(angle)]
'''

EMPTIED = '''\
def emptied(rows, mark="."):
    """The rows without numbers that stand for no value, such as -999."""
    return [{name: "" if is_none(name, cell, mark) else cell for name, cell in row.items()} for row in rows]


def is_none(name, cell, mark):
    """Whether a cell is a number that counts as missing in its column."""
    numbers = STAND_INS.get(name, ())
    if not numbers or NUMBER.fullmatch(cell.replace(mark, ".")) is None:
        return False
    return float(cell.replace(mark, ".").replace("\\u2212", "-")) in numbers
'''

DRESSED = '''\
def dressed(cell, row, name, dress):
    """A cell such as $1,234.5, 45 % or (1,250) as a number; None where it is missing."""
    pattern, mark, power, plain = dress
    if cell in MISSING or cell in NO_NUMBER:
        return None
    if plain and NUMBER.fullmatch(cell):
        return number(cell, row, name, mark)
    if re.fullmatch(pattern, cell) is None:
        raise ValueError(f"row {row}, column {name!r}: {cell[:40]!r} is not written as in training")
    CLOCK
    digits = re.sub(f"[^0-9{mark}]", "", cell).replace(mark, ".")
    minus = "-" if re.search("[(\\u2212-]", cell) else ""
    value = float(minus + digits + power)
    if not math.isfinite(value):
        raise ValueError(f"row {row}, column {name!r}: {cell[:40]!r} is too large for a number")
    return value


def is_undressed(cell, dress):
    """Whether a cell that is there is no number as in training."""
    pattern, _, _, plain = dress
    return re.fullmatch(pattern, cell) is None and not (plain and NUMBER.fullmatch(cell))
'''

FINITE = '''\
def finite(features):
    """Rows of features, none of which is too large for the network."""
    with np.errstate(over="ignore"):
        x = np.array(features, dtype=np.float32)
    for row in np.argwhere(~np.isfinite(x))[:1, 0]:
        raise ValueError(f"row {row + 1}: a value is too large for the network; scale or correct it")
    return x
'''

CLOCK = """\
    if mark == ":":  # a time, as hours
        numbers = [float(part) for part in re.findall("[0-9.]*[0-9]", cell)]
        half = re.search("[AaPp](?=[.]?[Mm])", cell)
        if half:
            numbers[0] = numbers[0] % 12 + 12 * (half[0] in "pP")
        seconds = sum(part * 60 ** (2 - i) for i, part in enumerate(numbers))
        return (-seconds if cell[0] == "-" else seconds) / 3600
"""
"""A part of :data:`DRESSED`, where a column has times."""


def dress_known(specimen: str) -> tuple[str, str, str, bool] | None:
    """What the code of :data:`DRESSED` has to know of numbers in dress; None of plain ones."""
    dress = named(specimen)
    if dress is None:
        return None
    return pattern(dress), ":" if dress.of_clock else dress.mark, dress.power, dress.plain
