"""Small pictures with columns: what is asked depends on both."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from nnstudio.data.columns.column_settings import ColumnSettings
from nnstudio.data.config import DataConfig
from nnstudio.data.sources import PictureTable
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.project.trained import Trained, load_data, new_run, result

COLUMNS = ("age", "sex", "weight")


def pictured_table(folder: Path, rows: int = 120) -> Path:
    """Write pictures of a bar and a table; ``kind`` is told by the bar and the age, ``price`` a number of both.

    The sex is missing in every eighth row.
    """
    draw = np.random.default_rng(1)
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["file,age,sex,weight,kind,price"]
    for i in range(rows):
        age, upright = int(draw.integers(20, 80)), bool(draw.integers(0, 2))
        picture = np.full((12, 12), 10, np.uint8)
        picture[(slice(2, 10), slice(5, 7)) if upright else (slice(5, 7), slice(2, 10))] = 220
        Image.fromarray(picture).save(folder / f"p{i}.png")
        kind = "side" if not upright else "old" if age > 50 else "young"
        sex = "" if i % 8 == 0 else "fm"[i % 2]
        lines.append(f"p{i}.png,{age},{sex},{draw.normal(70, 10):.1f},{kind},{10 * age + 100 * upright}")
    path = folder / "list.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def pictured_project(
    table: Path, target: str = "kind", epochs: int = 25, columns: tuple[str, ...] = COLUMNS
) -> Project:
    """A small network for both; a gap in ``sex`` is one more feature."""
    source = PictureTable(str(table), target=target, inputs=columns)
    data = DataConfig(columns=(ColumnSettings("sex", indicator=True),) if "sex" in columns else ())
    project, _ = from_template(template("lenet"), source, data)
    return project.replace(training=project.training.replace(epochs=epochs, device="cpu"))


def trained_on(project: Project) -> Trained:
    """What comes out when it is trained."""
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return result(run, project, prepared)
