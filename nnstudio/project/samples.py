"""Projects that open ready to train: a template, data and settings that work well together."""

from __future__ import annotations

from typing import NamedTuple

from nnstudio.data.sources import Bundled, Generated
from nnstudio.data.sources.generated import SHAPES
from nnstudio.nn.optimizers import Adam, AdamW, Optimizer
from nnstudio.project.project import Project
from nnstudio.project.start import from_template
from nnstudio.project.templates import template
from nnstudio.system.messages import Message, StudioError, msg


class Sample(NamedTuple):
    """A project to begin with.

    Parameters
    ----------
    key : str
    title, summary : Message
    template, data : str
        Names as on the command line; the data is a bundled set or a generated shape.
    picture : str
        Kind of thumbnail.
    seconds : float
        Training time, measured on two cores of 2.8 GHz.
    optimizer : Optimizer, optional
        Instead of the template's, where plain gradient descent would take too long or samples are few.
    epochs : int, optional
        Instead of the template's.
    """

    key: str
    title: Message
    summary: Message
    template: str
    data: str
    picture: str
    seconds: float
    optimizer: Optimizer | None = None
    epochs: int | None = None


SAMPLES: dict[str, Sample] = {
    s.key: s
    for s in (
        Sample("textbook", msg("Textbook network"), msg("Breast cancer · 25-15-1, sigmoid"),
               "textbook", "breast-cancer", "network", 0.2),
        Sample("flowers", msg("Three flowers"), msg("Iris · 3 classes"),
               "textbook", "iris", "scatter", 0.1, optimizer=Adam(0.01), epochs=60),
        Sample("digits", msg("Handwritten digits"), msg("Digits 8×8 · convolutions"),
               "lenet", "digits", "digits", 2.0),
        Sample("fashion", msg("What to wear?"), msg("Fashion-MNIST 28×28 · convolutions"),
               "lenet", "fashion", "images", 8.0, epochs=6),
        Sample("spoken-digits", msg("Spoken digits"), msg("Sounds as pictures · convolutions"),
               "lenet", "spoken-digits", "sound", 1.0, optimizer=AdamW(0.001)),
        Sample("digits-dense", msg("Digits without convolutions"), msg("Digits 8×8 · Dense layers only"),
               "textbook", "digits", "network", 0.4, optimizer=Adam(0.01), epochs=30),
        Sample("wine", msg("Whose wine?"), msg("Chemical analysis · 3 growers"),
               "textbook", "wine", "table", 0.1, optimizer=Adam(0.01), epochs=40),
        Sample("diabetes", msg("Predict a number"), msg("Diabetes · regression"),
               "textbook", "diabetes", "regression", 0.1, optimizer=Adam(0.003), epochs=40),
        Sample("residual", msg("Skip connections"), msg("Digits 8×8 · residual network"),
               "residual", "digits", "skip", 3.0),
        Sample("autoencoder", msg("Squeeze a picture"), msg("Digits 8×8 · autoencoder"),
               "autoencoder", "digits", "autoencoder", 1.0),
        Sample("two-inputs", msg("Two inputs, one answer"), msg("Breast cancer · two groups of features"),
               "two-inputs", "breast-cancer", "two-inputs", 0.1),
        Sample("three-answers", msg("One network, three answers"), msg("Penguins · species, sex and body mass"),
               "textbook", "penguins-three", "three-answers", 0.1, optimizer=Adam(0.01), epochs=60),
        Sample("moons", msg("Two moons"), msg("Points in the plane · 2 classes"),
               "textbook", "moons", "moons", 0.2, optimizer=Adam(0.03), epochs=60),
        Sample("spirals", msg("Two spirals"), msg("Points in the plane · a hard border"),
               "textbook", "spirals", "spiral", 1.4, optimizer=Adam(0.05), epochs=300),
    )
}  # fmt: skip


def open_sample(key: str) -> Project:
    """Make the project of a sample.

    Raises
    ------
    StudioError
        For an unknown one.
    """
    if key not in SAMPLES:
        raise StudioError("Unknown sample {key}; known are {known}", key=repr(key), known=", ".join(SAMPLES))
    sample = SAMPLES[key]
    source = Generated(sample.data) if sample.data in SHAPES else Bundled(sample.data)
    project, _notes = from_template(template(sample.template), source)
    training = project.training
    if sample.optimizer is not None:
        training = training.replace(optimizer=sample.optimizer)
    if sample.epochs is not None:
        training = training.replace(epochs=sample.epochs)
    return project.replace(training=training)
