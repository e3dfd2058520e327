"""Numbers for people."""

from __future__ import annotations

import math

_HIGH = str.maketrans("−0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def whole_text(number: int) -> str:
    """Write every digit of a whole number for people: ``1 181``, ``−19 712 004``."""
    return formatted(number, ",")


def count_text(number: int, one: str, many: str = "") -> str:
    """Write a number with what it counts: ``1 row``, ``12 000 rows``, ``2 classes``; ``many`` where it is not ``one`` with an s."""
    return f"{whole_text(number)} {one if number == 1 else many or one + 's'}"


def percent_text(share: float, digits: int = 1) -> str:
    """Write a share as a percentage: ``90.7 %``, with the thin space that keeps number and sign together."""
    return formatted(share, f".{digits}%")


def points_text(share: float) -> str:
    """Write a positive part of all in percentage points: ``12.0``, and ``0.03`` where a tenth would say nothing."""
    points = 100 * share
    return formatted(points, ".1f") if points >= 0.1 or points == 0 else figure_text(points, 1)


def spread_text(mean: float, spread: float, *, share: bool = False) -> str:
    """Write a mean with its spread, to the place that the spread has something to say about: ``96.5 % ± 0.8 %``, ``42.2 ± 1.3``."""
    if share:
        return f"{percent_text(mean)} ± {percent_text(spread)}"
    if not (math.isfinite(mean) and math.isfinite(spread)) or not 1e-9 < spread < 1e9:
        return f"{figure_text(mean)} ± {figure_text(spread, 2)}"
    place = 1 - math.floor(math.log10(spread))  # two digits of the spread
    mean, spread = round(mean, place), round(spread, place)
    form = f",.{max(place, 0)}f"
    return f"{formatted(mean, form)} ± {formatted(spread, form)}"


def formatted(number: float, spec: str) -> str:
    """Write a number by a format of Python, as all others are written: ``86 %``, ``−1.69``, ``1 181``, ``10⁻⁵``."""
    if spec.endswith("g"):
        return figure_text(number, int(spec.strip(".g") or 6))
    text = format(number, spec).replace(",", _NARROW_SPACE).replace("-", "−")
    return text.replace("%", f"{_NARROW_SPACE}%")


def number_text(number: int) -> str:
    """Write a whole number for people, a large one short: ``401 472``, ``19.7 M``, ``3.1 G``."""
    if number < 1_000_000:
        return whole_text(number)
    # By what three digits show: 999 600 000 is 1 G, and no number of 1000 M.
    unit, size = ("G", 10**9) if number >= 999_500_000 else ("M", 10**6)
    amount = f"{number / size:.3g}" if number < 999.5 * size else f"{number / size:,.0f}"
    return f"{amount}{_NARROW_SPACE}{unit}".replace(",", _NARROW_SPACE)


def size_text(size: int) -> str:
    """Write a number of bytes for people, in units of 1024: ``8 KiB``, ``23.4 MiB``."""
    if size <= 2**20 - 2**10:
        return f"{-(-size // 2**10)} KiB"
    return f"{formatted(size / 2**30, ',.1f')} GiB" if size >= 2**30 else f"{size / 2**20:.1f} MiB"


def loss_text(loss: float) -> str:
    """Write a loss with as many places as those beside it, and digits that say something: ``0.1431``, ``3.2·10⁻⁵``."""
    return formatted(loss, ".4f") if 0.001 <= loss < 1000 else figure_text(loss)


def digits_for(offset: float, scale: float, least: int) -> int:
    """How many digits tell numbers apart that lie so far from zero and so close together: a pressure of 101 325 ± 20.

    Examples
    --------
    >>> digits_for(50.0, 30.0, 4), digits_for(101325.0, 20.0, 4)
    (4, 7)
    """
    if not offset:
        return least
    places = math.floor(math.log10(abs(offset))) - math.floor(math.log10(scale))
    return min(max(least, least - 1 + places), 15)


def digits_between(low: float, high: float) -> int:
    """How many digits tell numbers of a range apart; at least six."""
    return digits_for(max(-low, high), (high / 2 - low / 2) or 1.0, 6)  # halves do not overflow


def figure_text(number: float, digits: int = 4) -> str:
    """Write a number for people to so many digits: ``−0.314``, ``3.1·10⁻⁷``, ``12 400``, ``1 898 000``, ``1.2·10⁹``."""
    if not math.isfinite(number):
        return {True: "∞", False: "−∞"}[number > 0] if math.isinf(number) else "NaN"
    text = f"{number:.{digits}g}"
    if (
        10_000 <= abs(float(text)) < 1e9 and float(text).is_integer()
    ):  # prices and people, as they are written
        return whole_text(int(float(text)))
    if "e+0" in text and abs(float(text)) < 10_000:  # told to fewer digits than it has
        text = f"{float(text):.0f}"
    mantissa, _, exponent = text.partition("e")
    if not exponent and abs(float(text)) >= 10_000:  # told to more digits than it has before the point
        whole, point, places = text.partition(".")
        return f"{whole_text(int(whole))}{point}{places}"
    if exponent:
        raised = str(int(exponent)).replace("-", "−").translate(_HIGH)
        return f"{mantissa}·10{raised}".replace("-", "−")
    return ("0" if float(text) == 0 else text).replace("-", "−")
