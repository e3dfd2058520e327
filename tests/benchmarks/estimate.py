"""How well time is estimated before a run: all templates, three batch sizes each, estimate against truth.

    python -m tests.benchmarks.estimate [TEMPLATE …] [--seconds 4]

Each run is estimated, then trained for about so many seconds in the same process. The ratio of estimate to truth is
what counts; a machine that does other things meanwhile makes it worse.
"""

from __future__ import annotations

import argparse
import math
import statistics
import time

from nnstudio.data.sources import Bundled
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import load_data, new_run
from nnstudio.project.trials import estimate


def truth(project: Project, prepared: object, seconds: float, guessed: float) -> tuple[float, int]:
    """Seconds of an epoch, over as many epochs as fit into a time; at least two."""
    epochs = max(2, min(round(seconds / max(guessed, 1e-6)), 20_000))
    run = new_run(project.replace(training=project.training.replace(epochs=epochs, patience=0)), prepared)  # type: ignore[arg-type]
    for _ in run.events():
        pass
    records = run.history.epochs
    return (records[-1].seconds - records[0].seconds) / max(len(records) - 1, 1), epochs


def main() -> None:
    """Print a line for each template and batch size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("templates", nargs="*")
    parser.add_argument("--seconds", type=float, default=4.0)
    options = parser.parse_args()
    ratios = []
    for template in TEMPLATES.values():
        if not template.data or (options.templates and template.key not in options.templates):
            continue
        project, _ = from_template(template, Bundled(template.data))
        prepared = load_data(project)
        own = project.training.batch_size
        for batch in (max(own // 4, 1), own, min(own * 4, len(prepared.train))):
            training = project.training.replace(device="cpu", batch_size=batch, epochs=1, patience=0)
            tried = project.replace(training=training)
            begun = time.perf_counter()
            told = estimate(tried, prepared)
            cost = time.perf_counter() - begun
            assert told is not None
            true, epochs = truth(tried, prepared, options.seconds, told.seconds)
            ratios.append(told.seconds / true)
            print(
                f"{template.key:12} batch {batch:4}: estimate {1e3 * told.seconds:8.2f} ms an epoch, "
                f"truth {1e3 * true:8.2f} ms over {epochs} epochs, ratio {ratios[-1]:.2f}, looked {cost:.1f} s",
                flush=True,
            )
    away = [max(r, 1 / r) - 1 for r in ratios]
    within = sum(abs(r - 1) <= 0.3 for r in ratios)
    print(
        f"{within} of {len(ratios)} within 30 %; median {statistics.median(away):.0%} away, "
        f"worst {max(away):.0%}; geometric mean {math.exp(statistics.fmean(map(math.log, ratios))):.2f}"
    )


if __name__ == "__main__":
    main()
