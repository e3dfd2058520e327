"""Tables whose rows follow one another."""

from __future__ import annotations

import datetime

import numpy as np

START = datetime.datetime(2024, 3, 1)


def sites_log(hours: int, *, newest_first: bool = False) -> str:
    """Temperature and load of two places, hour by hour; the load follows from its own two values before it."""
    rows = []
    for number, site in enumerate(("north", "south")):
        rng = np.random.default_rng(number)
        load = [0.0, 1.0]
        for hour in range(hours):
            temperature = 10 + 8 * np.sin(hour / 24 * 2 * np.pi) + rng.normal()
            load.append(0.7 * load[-1] - 0.4 * load[-2] + 0.3 * temperature)
            moment = START + datetime.timedelta(hours=hour)
            rows.append(f"{moment:%Y-%m-%d %H:%M},{site},{temperature:.2f},{load[-1]:.3f}\n")
    return "time,site,temperature,load\n" + "".join(rows[::-1] if newest_first else rows)
