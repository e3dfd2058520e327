"""Regular expressions of dates, for this program, for polars and for written scripts alike."""

from __future__ import annotations

MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mar": 3, "mär": 3, "mae": 3, "mrz": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
"""By the first three letters of their names, English and German."""

_BLANK = r"[ \u00a0\u202f]"
_ZONE = r"(?: ?Z|(?: ?(?:UTC|GMT))?(?: ?(?P<zone_sign>[+-])(?P<zone_hour>[0-9]{2}|[0-9])(?::?(?P<zone_minute>[0-9]{2}))?)?)"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}(?:\.[0-9]+)?))?"
    rf"(?:{_BLANK}?(?P<half>[AaPp])\.?[Mm]\.?| Uhr)?"
)
_TIME = rf"(?:(?:,? (?:at |um )?|T){_CLOCK}{_ZONE}| ?Z| ?UTC)?$"
_WEEKDAY = (
    r"(?:(?i:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mo|di|mi|do|fr|sa|so"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)\.?,? )?"
)
_YEAR, _MONTH, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_SHORT = r"(?P<short>[0-2][0-9]|69|[7-9][0-9])"
"""Years of two digits from 1969 to 2029. Spreadsheets take 30 to 68 for another century than C and its relatives do."""
_WORD = (
    r"(?P<word>(?i:jan(?:uary|uar)?|jän(?:ner)?|feb(?:ruary|ruar|er)?|mar(?:ch)?|märz?|maerz|mrz|apr(?:il)?|may|mai|june?|juni"
    r"|july?|juli|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?))\.?"
)
_TWO_DAY, _TWO_MONTH = r"(?P<day>[0-9]{2})", r"(?P<month>[0-9]{2})"
"""Of two digits: 1.2.34 is more often a version."""
_NTH = r"(?:st|nd|rd|th)?"
_USUAL = tuple(
    f"^{_WEEKDAY}{form}{_TIME}"
    for form in (f"{_YEAR}-{_MONTH}-{_DAY}", f"{_YEAR}/{_MONTH}/{_DAY}", rf"{_DAY}\.{_MONTH}\.{_YEAR}")
)
_OTHERS = tuple(
    f"^{_WEEKDAY}{form}{_TIME}"
    for form in (
        rf"{_YEAR}\.{_MONTH}\.{_DAY}",
        rf"{_TWO_DAY}\.{_TWO_MONTH}\.{_SHORT}",
        rf"{_DAY}{_NTH}(?:\.? ?|[-/])(?:of )?{_WORD}(?:,? ?|[-/])(?:{_YEAR}|{_SHORT})",
        rf"{_WORD}(?: |[-/]){_DAY}{_NTH}(?:, ?| |[-/]){_YEAR}",
        rf"{_YEAR}(?: |[-/]){_WORD}(?: |[-/]){_DAY}",
        rf"{_WORD}(?:,? |[-/]){_YEAR}",
        rf"{_YEAR}-?W(?P<week>[0-9]{{2}})(?:-?(?P<weekday>[1-7]))?",
    )
)
_TOGETHER = (
    rf"^{_YEAR}{_TWO_MONTH}{_TWO_DAY}(?:[ T]?(?P<hour>[0-9]{{2}})(?:(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})?)?)?"
    r"(?P<half>)(?P<zone_sign>)$"
)
"""Digits alone, such as 20240329 or 2024032917, in a column that is known to hold dates."""
_MONTH_FIRST, _DAY_FIRST = (
    tuple(
        f"^{_WEEKDAY}{form}{_TIME}"
        for form in (
            f"{first}/{second}/{_YEAR}",
            f"{first}-{second}-{_YEAR}",
            f"{first}/{second}/{_SHORT}",
            f"{first_of_two}-{second_of_two}-{_SHORT}",
        )
    )
    for first, second, first_of_two, second_of_two in (
        (_MONTH, _DAY, _TWO_MONTH, _TWO_DAY),
        (_DAY, _MONTH, _TWO_DAY, _TWO_MONTH),
    )
)

LIKELY = (
    r"[0-9][./-][0-9]|W[0-9]|(?i:jan|jän|feb|m[aä]r|mrz|mae|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])"
)
"""What stands in every date, and is looked for sooner than all spellings."""
ORDERED = rf"^{_WEEKDAY}[0-9]{{1,2}}[/-][0-9]"
"""How texts begin whose order matters."""
ZONED = r":[0-9.]+(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:UTC|GMT))? ?[+-](?:0[1-9]|[1-9]|00:?[0-9]*[1-9])"
"""A time that is another one in UTC."""
SHORT = rf"^{_WEEKDAY}(?P<first>[0-9]{{1,2}})(?P<mark>[./-])(?P<second>[0-9]{{1,2}})[./-](?P<third>[0-9]{{2}})(?:[^0-9]|$)"
"""Three numbers of two digits, of which any may be the year."""
IN_FULL = rf"^{_WEEKDAY}(?:[0-9]{{4}}[./-][0-9]{{1,2}}[./-]|[0-9]{{1,2}}[./-][0-9]{{1,2}}[./-][0-9]{{4}})"
"""Numbers with a whole year."""


def patterns(day_first: bool) -> tuple[str, ...]:
    """Regular expressions of all spellings; the first one that gives a real date counts."""
    return (*_USUAL, *(_DAY_FIRST if day_first else _MONTH_FIRST), *_OTHERS, _TOGETHER)
