"""Build the wheel, install it into an empty environment outside the checkout, and do the main job there.

    python packaging/check_wheel.py [--keep FOLDER]

Run it with an environment that has the extra "dev" (bootstrap.py test or setup makes one). It needs a package
index, for the build and for what the wheel depends on.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bootstrap import ROOT, SetupError, install, make_environment, python_of, say, script_of

from nnstudio.project.manual import files
from tests.data.workbooks import xlsx

LEAST_ACCURACY = 0.9
ROWS = 569
EXPORTS = {"onnx": "onnx", "keras": "keras", "safetensors": "safetensors", "svg": "svg"}
"""Formats that a library of their own or Qt writes, with the ending of their files."""


def main() -> int:
    """Check the wheel; 0 when everything worked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="work here and leave everything to look at"
    )
    kept: Path | None = parser.parse_args().keep
    try:
        if kept is not None:
            kept.mkdir(parents=True, exist_ok=True)
            check(kept.resolve())
        else:
            with tempfile.TemporaryDirectory(prefix="nn-studio-wheel-") as folder:
                check(Path(folder).resolve())
    except (SetupError, AssertionError, subprocess.CalledProcessError) as error:
        print(f"check_wheel: {error}", file=sys.stderr)
        return 1
    say("The wheel works: installed from scratch, it trains, measures, exports and predicts")
    return 0


def check(folder: Path) -> None:
    """Build, install and train in an empty folder outside the checkout."""
    assert not folder.is_relative_to(ROOT), f"{folder} lies in the checkout"
    say("Building the source archive, and the wheel from it")
    subprocess.run(
        [sys.executable, "-m", "build", "--outdir", str(folder / "dist"), str(ROOT)],
        check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    (wheel,) = (folder / "dist").glob("*.whl")
    say(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB; installing it with what it needs")
    make_environment(folder / "environment")
    python = python_of(folder / "environment")
    install(python, [str(wheel)], log=folder / "install.log")
    pages = "from nnstudio.project.manual import files; print(*(page.name for page in files()))"
    told = subprocess.run(
        [str(python), "-I", "-c", pages], cwd=folder, stdout=subprocess.PIPE, check=True, text=True
    )
    assert told.stdout.split() == [page.name for page in files()], f"of the manual there is {told.stdout}"
    open_window(script_of(python, "nnstudio"), folder / "window")
    train(script_of(python, "nnstudio"), folder)


def open_window(program: Path, home: Path) -> None:
    """Open the window until it has compiled a kernel ahead in a child of its own, a minute at most."""
    started = time.monotonic()
    surroundings = {**alone(home), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([program], env=surroundings, stdin=subprocess.DEVNULL) as window:
        try:
            while not list(home.rglob("*.nbi")):
                if window.poll() is not None or time.monotonic() - started > 60:
                    raise AssertionError("the window did not open, or compiled nothing")
                time.sleep(0.1)
        finally:
            window.terminate()
    say(f"  opens its window, and has compiled a kernel after {time.monotonic() - started:.1f} s")


def train(program: Path, folder: Path) -> None:
    """Go the way of a user: new, train, evaluate, export, predict, look into a workbook.

    Parameters
    ----------
    program : Path
        ``nnstudio`` as installed or bundled.
    folder : Path
        Where the files go.
    """
    project, answers = (str(folder / f"cancer.{end}") for end in ("nnstudio", "csv"))
    studio(program, folder, "samples")
    studio(program, folder, "new", "textbook", "--data", "breast-cancer", "-o", project, "--force")
    epochs = [e for e in studio(program, folder, "train", project) if e["event"] == "epoch"]
    assert epochs[-1]["loss"] < epochs[0]["loss"] / 2, "the loss did not fall"
    (measured,) = studio(program, folder, "evaluate", project)
    accuracy = measured["metrics"]["accuracy"]
    say(f"  accuracy {accuracy:.1%} on {measured['samples']} unseen samples")
    assert accuracy >= LEAST_ACCURACY, f"accuracy {accuracy:.1%} is below {LEAST_ACCURACY:.0%}"
    assert list((folder / "home").rglob("*.nbi")), "compiled kernels are not kept for the next start"
    for form, end in EXPORTS.items():
        exported = folder / f"exported.{end}"
        studio(program, folder, "export", project, "--to", form, "-o", str(exported))
        assert exported.stat().st_size > 0
    data = ROOT / "resources" / "datasets" / "breast-cancer.csv"
    studio(program, folder, "predict", project, "--data", str(data), "-o", answers)
    with Path(answers).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == ROWS, f"{len(rows)} answers for {ROWS} rows"
    with data.open(encoding="utf-8", newline="") as file:
        truth = [row["diagnosis"] for row in csv.DictReader(file)]
    right = sum(row["diagnosis"] == true for row, true in zip(rows, truth, strict=True))
    assert right >= LEAST_ACCURACY * ROWS, f"only {right} of {ROWS} answers are right"
    say(f"  {right} of {ROWS} answers are right")
    workbook = folder / "flowers.xlsx"
    workbook.write_bytes(
        xlsx({"Flowers": [["length", "kind"], *([float(n), "ab"[n % 2]] for n in range(12))]})
    )
    told = studio(program, folder, "data", "describe", str(workbook))[-1]
    assert told["rows"] == 12, f"{told['rows']} of 12 rows of a workbook"


def studio(program: Path, folder: Path, *arguments: str) -> list[dict[str, Any]]:
    """Run a sub-command as a user would, and return its JSON lines."""
    say(f"> nnstudio {' '.join(arguments)}")
    done = subprocess.run(
        [str(program), *arguments, "--json"],
        cwd=folder, env=alone(folder / "home"), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, check=True, encoding="utf-8",
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines()]


def alone(home: Path) -> dict[str, str]:
    """Surroundings in which nothing of the checkout or of this process helps."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "NNSTUDIO"))}
    return {**kept, "NNSTUDIO_HOME": str(home)}


if __name__ == "__main__":
    sys.exit(main())
