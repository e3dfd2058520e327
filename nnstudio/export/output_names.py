"""Names for several outputs that other programs and people read: what their targets are called, as far as code allows."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Collection, Mapping

_LONGEST = 64
_IN_WORDS = {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}
"""Letters that no accent makes of another one."""


def identifiers(titles: Mapping[str, str], taken: Collection[str] = ()) -> dict[str, str]:
    """A name of letters, digits and ``_`` for each title, each another one, that is an identifier in Python.

    Parameters
    ----------
    titles : mapping of str to str
        Whatever a person has written, by anything.
    taken : collection of str
        Names that something else has.

    Examples
    --------
    >>> identifiers({"dense_3": "Größe (cm)", "dense_4": "2. class", "dense_5": "class", "dense_6": "数"})
    {'dense_3': 'Grosse_cm', 'dense_4': 'output_2_class', 'dense_5': 'output_class', 'dense_6': 'output'}
    """
    found: dict[str, str] = {}
    for key, title in titles.items():
        name = free = _identifier(title)
        number = 2
        while free in taken or free in found.values():
            free, number = f"{name}_{number}", number + 1
        found[key] = free
    return found


def _identifier(title: str) -> str:
    plain = "".join(_IN_WORDS.get(c, c) for c in unicodedata.normalize("NFKD", title))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    name = re.sub(r"[^A-Za-z0-9]+", "_", letters)[:_LONGEST].strip("_")
    if not name:
        return "output"
    reserved = keyword.iskeyword(name) or keyword.issoftkeyword(name)
    return f"output_{name}" if name[0].isdigit() or reserved else name
