"""A network that answers a class, a number and a yes/no question at once, trained for a moment."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.data.sources import CsvFile
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import TEMPLATES
from nnstudio.project.trained import Trained, load_data, new_run, result
from nnstudio.project.views import views_of

ANSWERS = ("kind", "price", "sold")
"""Classes, a number and yes or no."""


def cars_table(folder: Path, rows: int = 240) -> Path:
    """Write a table of cars: size, age and colour, and what is to be answered."""
    random = np.random.default_rng(0)
    size, age = random.normal(50, 10, rows), random.integers(1, 30, rows)
    colour = random.choice(["red", "green", "blue"], rows)
    score = size / 10 - age / 10 + (colour == "red")
    kind = np.where(score < 2.5, "small", np.where(score < 4, "middle", "large"))
    price = 1000 + size * 30 - age * 12 + (colour == "blue") * 200 + random.normal(0, 20, rows)
    sold = np.where(price + random.normal(0, 50, rows) > 2300, "yes", "no")
    path = folder / "cars.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("size", "age", "colour", *ANSWERS))
        table.writerows(zip(size.round(2), age, colour, kind, price.round(1), sold, strict=True))
    return path


def cars_project(folder: Path, epochs: int = 3) -> Project:
    """A project about the table, with the network that the template makes for it."""
    source = CsvFile(str(cars_table(folder))).predicting(*ANSWERS)
    project, _ = from_template(TEMPLATES["mlp"], source)
    return project.replace(training=project.training.replace(epochs=epochs, device="cpu"))


def one_of(trained: Trained, prepared: Prepared, number: int) -> tuple[Trained, Prepared]:
    """One output of a trained network, and the data as it is asked of it."""
    return views_of(trained)[number].trained, prepared.views[number]


def cars(folder: Path, epochs: int = 3) -> tuple[Project, Trained, Prepared]:
    """Train it."""
    project = cars_project(folder, epochs)
    prepared = load_data(project)
    run = new_run(project, prepared)
    for _ in run.events():
        pass
    return project, result(run, project, prepared), prepared
